//! The project's own tooling: `cargo xtask demo | build | types | site | reproduce | test | bench | load | pictures | portal | tidy`. It installs what it needs and says so.

mod ahead;
mod bench;
mod bundlers;
mod chromium;
mod engines;
mod floor;
mod hosts;
mod load;
mod package;
mod portal;
mod postgres;
mod reproduce;
mod rules;
mod run;
mod servers;
mod site;
mod sizes;
mod test;
mod tidy;
mod toolchain;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::package::Shrink;

const HELP: &str = "cargo xtask COMMAND

  demo [--port 8080] [--db FILE]   builds the package and starts the demo portal
  build [--skip-wasm-opt] [--source-map]
                                   builds the package into dist/ and prints its sizes
  types                            writes the types, schemas, words, manifest and API reference of the package again
  site                             writes the documentation site into target/site
  reproduce                        builds what is committed again in a fresh clone, and compares it with dist/
  test [STAGE…]                    fmt, clippy, native, doc, build, package, questionnaires, site, browser, engines,
                                   hosts, bundlers, servers; all of them when none is named
  bench [--check] [--rounds 7]     what a key, the start and the check cost in Chromium, against plain HTML
  load                             how many saves the portal takes, by documents in the database
  pictures                         the forms as the README shows them, into docs/pictures
  portal                           the portal for a machine without Rust and Node, as target/portal/*.tar.gz
  tidy                             checks that the house is in order";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((command, rest)) => go(command, rest),
        None => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
    };
    done.unwrap_or_else(|error| {
        eprintln!("\nxtask: {error:#}");
        ExitCode::FAILURE
    })
}

fn go(command: &str, rest: &[String]) -> Result<ExitCode> {
    match command {
        "demo" => demo(rest)?,
        "build" => build(rest)?,
        // Its last lines are counts, so it says itself what failed.
        "test" => return test::stages(rest),
        "types" => {
            package::types()?;
            site::reference()?;
        }
        "site" => site::write()?,
        "reproduce" => reproduce::check()?,
        // What it says is a table; only with --check is it a verdict.
        "bench" => return bench::measure(rest),
        "load" => load::measure()?,
        "pictures" => bench::pictures()?,
        "portal" => portal::write()?,
        "tidy" => tidy::check()?,
        "help" | "--help" | "-h" => println!("{HELP}"),
        _ => bail!("there is no such command\n\n{HELP}"),
    }
    Ok(ExitCode::SUCCESS)
}

fn build(arguments: &[String]) -> Result<()> {
    let asked = |option: &str| arguments.iter().any(|argument| argument == option);
    if let Some(other) = arguments.iter().find(|one| !["--skip-wasm-opt", "--source-map"].contains(&one.as_str())) {
        bail!("`build` takes --skip-wasm-opt and --source-map, not {other}");
    }
    let shrink = if asked("--skip-wasm-opt") { Shrink::No } else { Shrink::Yes };
    package::build(shrink)?;
    if asked("--source-map") {
        package::source_map()?;
    }
    if shrink == Shrink::Yes {
        return sizes::report();
    }
    sizes::print()?;
    println!("\nNot what is published, so not held to the budget.");
    Ok(())
}

fn demo(arguments: &[String]) -> Result<()> {
    package::build(Shrink::Yes)?;
    let built = run::beside_us("coplan").is_file();
    run::say(if built { "Starting the demo portal" } else { "Building the demo portal (about 2 minutes)" });
    let mut serve = run::cargo();
    serve.args(["run", "--quiet", "--package", "coplan", "--", "serve", "--dist", "dist", "--www", "www"]);
    run::run(serve.args(arguments))
}
