//! What the forms cost in a real Chromium, and what they look like. The measuring itself is `tests/browser/bench`.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::package::{self, Shrink};
use crate::run::{self, root};
use crate::{chromium, sizes};

/// Builds the package as it is published, prints its sizes and measures it. With `--check` among the arguments it fails past
/// a limit; without, a busy machine is no reason to.
pub fn measure(arguments: &[String]) -> Result<ExitCode> {
    package::build(Shrink::Yes)?;
    sizes::print()?;
    let tests = root().join("tests/browser");
    run::npm_ci(&tests)?;
    run::say("Measuring (about 2 minutes a form)");
    let mut node = Command::new("node");
    node.arg("bench/bench.mjs").args(arguments).current_dir(&tests).env("CHROME", chromium::get()?);
    Ok(if run::run(&mut node).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes the pictures of the README again.
pub fn pictures() -> Result<()> {
    package::build(Shrink::Yes)?;
    let tests = root().join("tests/browser");
    run::npm_ci(&tests)?;
    run::run(Command::new("node").arg("pictures/take.mjs").current_dir(&tests).env("CHROME", chromium::get()?))?;
    // What the Questionnaires look like elsewhere is photographed by their test.
    let questionnaires = root().join("tests/questionnaires");
    run::npm_ci(&questionnaires)?;
    let coplan = run::build_coplan()?;
    let mut node = Command::new("node");
    node.arg("--test").current_dir(&questionnaires).env("COPLAN_PICTURES", root().join("docs/pictures"));
    run::run(node.env("COPLAN", coplan).env("CHROME", chromium::get()?))
}
