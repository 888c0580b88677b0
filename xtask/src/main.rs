//! The project's own tooling: `cargo xtask demo | test | build | tidy`. It installs what it needs and says so.

mod chromium;
mod package;
mod run;
mod sizes;
mod test;
mod tidy;
mod toolchain;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "cargo xtask COMMAND

  demo [--port 8080] [--db FILE]   builds the package and starts the demo portal
  build                            builds the package into dist/ and prints its sizes
  test [STAGE…]                    fmt, clippy, native, doc, build, browser; all of them when none is named
  tidy                             checks that the house is in order";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        Some((command, rest)) => go(command, rest),
        None => {
            println!("{HELP}");
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn go(command: &str, rest: &[String]) -> Result<()> {
    match command {
        "demo" => demo(rest),
        "build" => {
            package::build()?;
            sizes::report()
        }
        "test" => test::stages(rest),
        "tidy" => tidy::check(),
        _ => bail!("there is no such command\n\n{HELP}"),
    }
}

fn demo(arguments: &[String]) -> Result<()> {
    package::build()?;
    run::say("Starting the demo portal (its first build takes about 2 minutes)");
    let mut serve = run::cargo();
    serve.args(["run", "--quiet", "--package", "coplan", "--", "serve", "--dist", "dist", "--www", "www"]);
    run::run(serve.args(arguments))
}
