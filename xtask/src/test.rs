//! Everything that claims to work, in stages that can each be run alone.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::package::{self, Shrink};
use crate::run::{self, cargo, root};
use crate::{ahead, bundlers, chromium, engines, hosts, portal, postgres, servers, site, sizes};

/// A stage that has tests gives its count, `native: 3 passed, 0 failed`, whether or not they passed.
struct Stage {
    name: &'static str,
    run: fn(&mut Option<String>) -> Result<()>,
}

const STAGES: [Stage; 13] = [
    Stage { name: "fmt", run: fmt },
    Stage { name: "clippy", run: clippy },
    Stage { name: "native", run: native },
    Stage { name: "doc", run: doc },
    Stage { name: "build", run: build },
    Stage { name: "package", run: package },
    Stage { name: "questionnaires", run: questionnaires },
    Stage { name: "site", run: documentation },
    Stage { name: "browser", run: browser },
    Stage { name: "engines", run: engines },
    Stage { name: "hosts", run: hosts },
    Stage { name: "bundlers", run: bundlers },
    Stage { name: "servers", run: servers },
];

/// Runs the stages named, or all of them, and stops at the first that fails. Ends with the times and then the counts,
/// each alone on its line.
pub fn stages(names: &[String]) -> Result<ExitCode> {
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|stage| stage.name != *name)) {
        bail!("there is no stage `{unknown}`: there are {}", STAGES.map(|stage| stage.name).join(", "));
    }
    let wanted = |stage: &&Stage| names.is_empty() || names.iter().any(|name| name == stage.name);
    if names.is_empty() {
        ahead::install();
    }
    let mut counts = Vec::new();
    let mut times = String::new();
    let mut failure = None;
    for Stage { name, run } in STAGES.iter().filter(wanted) {
        if failure.is_some() {
            times += &format!("{name:<14}    –  not run\n");
            continue;
        }
        run::say(&format!("Stage {name}"));
        let (begin, mut count) = (Instant::now(), None);
        let done = run(&mut count);
        counts.extend(count);
        let verdict = if done.is_ok() { "" } else { "  FAILED" };
        times += &format!("{name:<14}{:>5} s{verdict}\n", begin.elapsed().as_secs());
        failure = done.err().map(|error| format!("Stage {name} failed: {error:#}\n"));
    }
    println!("\n{times}");
    if let Some(failure) = &failure {
        println!("{failure}");
    }
    counts.iter().for_each(|count| println!("{count}"));
    Ok(if failure.is_none() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn fmt(_: &mut Option<String>) -> Result<()> {
    run::run(cargo().args(["fmt", "--all", "--check"])).context("run `cargo fmt`")
}

fn clippy(_: &mut Option<String>) -> Result<()> {
    run::run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// What runs in a browser only has its tests in the browser and hosts stages. The portal's run again on PostgreSQL, and then those
/// that end it.
fn native(count: &mut Option<String>) -> Result<()> {
    let mut ran = vec![
        run::tee(cargo().args(["test", "--no-fail-fast"]).args(run::NATIVE))?,
        run::tee(cargo().args(["test", "--no-fail-fast", "--package", "xtask"]))?,
    ];
    let postgres = postgres::Server::start(postgres::Disk::DoesNotWait)?;
    // Those that look at what is stored. Most of them wait, and do not keep a processor busy.
    let stored =
        ["--", "--test-threads=8", "--skip=pages::", "--skip=session::", "--skip=asking::", "--skip=connections::"];
    for more in [stored.as_slice(), &["--", "--ignored", "--test-threads=1"]] {
        let mut test = cargo();
        test.args(["test", "--no-fail-fast", "--test", "portal"]).args(run::NATIVE).args(more);
        ran.push(run::tee(postgres.named(&mut test))?);
    }
    drop(postgres);
    let (mut passed, mut failed) = (0, 0);
    for line in ran.iter().flat_map(|(text, _)| text.lines()).filter(|line| line.starts_with("test result:")) {
        passed += number_before(line, "passed");
        failed += number_before(line, "failed");
    }
    *count = Some(format!("native: {passed} passed, {failed} failed"));
    match (ran.iter().all(|(_, success)| *success), failed) {
        (true, _) => Ok(()),
        (false, 0) => bail!("the tests could not be run: what cargo says is above"),
        (false, _) => bail!("what failed is named above"),
    }
}

/// `test result: ok. 3 passed; 0 failed; …`
fn number_before(line: &str, word: &str) -> u32 {
    let words: Vec<&str> = line.split_whitespace().collect();
    let pair = words.windows(2).find(|pair| pair[1].trim_end_matches(';') == word);
    pair.and_then(|pair| pair[0].parse().ok()).unwrap_or(0)
}

fn doc(_: &mut Option<String>) -> Result<()> {
    let mut doc = cargo();
    doc.args(["doc", "--quiet", "--workspace", "--exclude", "coplan-host-yew", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings");
    run::run(&mut doc)
}

fn build(_: &mut Option<String>) -> Result<()> {
    package::build(Shrink::Yes)?;
    sizes::report()
}

/// The package as it is packed and installed: its types, schemas, manifest, notices and digests.
fn package(count: &mut Option<String>) -> Result<()> {
    package::build(Shrink::Yes)?;
    let tests = root().join("tests/package");
    run::npm_ci(&tests)?;
    let coplan = run::build_coplan()?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"]).current_dir(&tests).env("COPLAN", &coplan);
    node.env("COPLAN_PORTAL", portal::assemble(&coplan)?);
    node_tests("package", node.env("PYTHONPATH", python()?), count)
}

/// Installs what the tests in Python need, into a folder of our own.
pub fn python() -> Result<PathBuf> {
    let _installing = run::installing();
    let (wanted, folder) = (root().join("tests/package/requirements.txt"), root().join("target/python"));
    let stamp = folder.join("requirements.txt");
    let needed = fs::read(&wanted)?;
    if fs::read(&stamp).is_ok_and(|installed| installed == needed) {
        return Ok(folder);
    }
    let mut pip = Command::new("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--root-user-action=ignore",
        "--disable-pip-version-check",
        "--upgrade",
        "--target",
    ]);
    run::run(pip.arg(&folder).arg("--requirement").arg(&wanted)).context("the tests need python3 with pip")?;
    fs::write(stamp, needed)?;
    Ok(folder)
}

/// Runs tests by node's own runner; the count is what it says at its end.
fn node_tests(name: &str, node: &mut Command, count: &mut Option<String>) -> Result<()> {
    let (text, success) = run::tee(node)?;
    // `ℹ pass 12`, of the whole run.
    let total = |word: &str| text.lines().rev().find_map(|line| line.split_once(&format!(" {word} "))?.1.parse().ok());
    let (Some(passed), Some(failed)) = (total("pass"), total("fail")) else {
        bail!("the tests of {name} could not be run: what node says is above");
    };
    let (passed, failed): (u32, u32) = (passed, failed);
    *count = Some(format!("{name}: {passed} passed, {failed} failed"));
    if success { Ok(()) } else { bail!("what failed is named above") }
}

/// Our Questionnaires in LHC-Forms and Smart Forms, in a browser.
fn questionnaires(count: &mut Option<String>) -> Result<()> {
    let tests = root().join("tests/questionnaires");
    run::npm_ci(&tests)?;
    run::npm_ci(&root().join("tests/browser"))?;
    let coplan = run::build_coplan()?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"]).current_dir(&tests);
    node_tests("questionnaires", node.env("COPLAN", coplan).env("CHROME", chromium::get()?), count)
}

/// The documentation site: where its links lead, and its pages, search and forms in a browser.
fn documentation(count: &mut Option<String>) -> Result<()> {
    site::write()?;
    run::npm_ci(&root().join("tests/browser"))?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec"])
        .current_dir(root().join("tests/site"))
        .env("CHROME", chromium::get()?);
    node_tests("site", &mut node, count)
}

/// Real Chromium against the real portal and the real package.
fn browser(count: &mut Option<String>) -> Result<()> {
    package::build(Shrink::Yes)?;
    run::npm_ci(&root().join("tests/browser"))?;
    // The specs, and with them the published types.
    typescript("tests/browser")?;
    run::build_coplan()?;
    playwright("browser", ".", count)
}

/// Firefox and WebKit, each by real keys and presses, at the same time.
fn engines(count: &mut Option<String>) -> Result<()> {
    package::build(Shrink::Yes)?;
    let tests = root().join("tests/engines");
    run::npm_ci(&tests)?;
    let coplan = run::build_coplan()?;
    hosts::build()?;
    engines::get()?;
    let mut node = Command::new("node");
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=2"]).current_dir(&tests);
    node_tests("engines", node.env("COPLAN", coplan), count)
}

/// The package as npm would give it, in small pages of the hosts that there are.
fn hosts(count: &mut Option<String>) -> Result<()> {
    package::build(Shrink::Yes)?;
    run::npm_ci(&root().join("tests/browser"))?;
    hosts::build()?;
    // Whose page a record system opens.
    run::build_coplan()?;
    typescript("tests/hosts")?;
    playwright("hosts", "hosts/playwright.config.ts", count)
}

/// The package as npm would give it, in an application that each bundler builds, and Vite's development servers.
fn bundlers(count: &mut Option<String>) -> Result<()> {
    package::build(Shrink::Yes)?;
    run::npm_ci(&root().join("tests/browser"))?;
    bundlers::build()?;
    playwright("bundlers", "bundlers/playwright.config.ts", count)
}

/// The package as npm would give it, in pages that frameworks render on a server.
fn servers(count: &mut Option<String>) -> Result<()> {
    package::build(Shrink::Yes)?;
    run::npm_ci(&root().join("tests/browser"))?;
    servers::build()?;
    playwright("servers", "servers/playwright.config.ts", count)
}

/// Checks the types of a folder, with the compiler that the tests in the browser have.
fn typescript(folder: &str) -> Result<()> {
    let mut tsc = Command::new("node");
    tsc.args(["tests/browser/node_modules/typescript/bin/tsc", "--project", folder]);
    run::run(tsc.current_dir(root()))
}

/// Runs the tests that a configuration names; their count ends with its own line.
fn playwright(name: &str, config: &str, count: &mut Option<String>) -> Result<()> {
    let mut playwright = Command::new("node");
    playwright.args(["node_modules/@playwright/test/cli.js", "test", "--config", config]);
    playwright.current_dir(root().join("tests/browser")).env("CHROME", chromium::get()?);
    let (text, success) = run::tee(&mut playwright)?;
    *count = text.lines().rev().find(|line| line.starts_with(&format!("{name}: "))).map(str::to_owned);
    match (success, count) {
        (true, Some(_)) => Ok(()),
        (false, Some(_)) => bail!("what failed is named above"),
        (_, None) => bail!("the tests in the browser could not be run: what Playwright says is above"),
    }
}

#[cfg(test)]
mod tests {
    use super::number_before;

    #[test]
    fn cargos_own_count_is_read() {
        let line = "test result: FAILED. 12 passed; 1 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.01s";
        assert_eq!((number_before(line, "passed"), number_before(line, "failed")), (12, 1));
    }
}
