//! Everything that claims to work, in stages that can each be run alone.

use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::run::{self, cargo, root};
use crate::{chromium, package, sizes};

type Stage = (&'static str, fn() -> Result<Option<String>>);

const STAGES: [Stage; 6] =
    [("fmt", fmt), ("clippy", clippy), ("native", native), ("doc", doc), ("build", build), ("browser", browser)];

/// Runs the stages named, or all of them, and stops at the first that fails.
pub fn stages(names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| STAGES.iter().all(|(stage, _)| stage != name)) {
        bail!("there is no stage `{unknown}`: there are {}", STAGES.map(|(name, _)| name).join(", "));
    }
    let mut counts = Vec::new();
    let mut times = Vec::new();
    for (name, stage) in STAGES {
        if !names.is_empty() && names.iter().all(|wanted| wanted != name) {
            continue;
        }
        run::say(&format!("Stage {name}"));
        let begin = Instant::now();
        let count = stage().with_context(|| format!("stage {name}"))?;
        counts.extend(count);
        times.push(format!("{name} {} s", begin.elapsed().as_secs()));
    }
    println!("\nTimes: {}", times.join(", "));
    counts.iter().for_each(|count| println!("{count}"));
    Ok(())
}

fn fmt() -> Result<Option<String>> {
    run::run(cargo().args(["fmt", "--all", "--check"])).context("run `cargo fmt`")?;
    Ok(None)
}

fn clippy() -> Result<Option<String>> {
    run::run(cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
    Ok(None)
}

/// The elements run in a browser only; the browser stage tests them.
fn native() -> Result<Option<String>> {
    let mut test = cargo();
    test.args(["test", "--workspace", "--exclude", "coplan-elements", "--no-fail-fast"]).stderr(Stdio::inherit());
    let output = test.output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    print!("{text}");
    let (mut passed, mut failed) = (0, 0);
    for line in text.lines().filter(|line| line.starts_with("test result:")) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |before: &str| {
            let at = words.iter().position(|word| word.trim_end_matches(';') == before);
            at.and_then(|at| words[at - 1].parse::<u32>().ok()).unwrap_or(0)
        };
        passed += number("passed");
        failed += number("failed");
    }
    if !output.status.success() {
        bail!("native: {passed} passed, {failed} failed");
    }
    Ok(Some(format!("native: {passed} passed, {failed} failed")))
}

fn doc() -> Result<Option<String>> {
    let mut doc = cargo();
    doc.args(["doc", "--quiet", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings");
    run::run(&mut doc)?;
    Ok(None)
}

fn build() -> Result<Option<String>> {
    package::build()?;
    sizes::report()?;
    Ok(None)
}

/// Real Chromium against the real portal and the real package.
fn browser() -> Result<Option<String>> {
    package::build()?;
    let tests = root().join("tests/browser");
    run::npm_ci(&tests)?;
    let chrome = chromium::get()?;
    run::run(cargo().args(["build", "--quiet", "--package", "coplan"]))?;
    let mut playwright = Command::new("node");
    playwright.arg("node_modules/@playwright/test/cli.js").arg("test").current_dir(&tests).env("CHROME", chrome);
    let output = playwright.stderr(Stdio::inherit()).stdout(Stdio::piped()).spawn()?;
    let (text, success) = run::tee(output)?;
    let count = text.lines().rev().find(|line| line.starts_with("browser: ")).map(str::to_owned);
    match count {
        Some(count) if success => Ok(Some(count)),
        Some(count) => bail!(count),
        None => bail!("the browser tests did not run"),
    }
}
