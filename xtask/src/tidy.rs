//! Whether the house is in order, in plain sentences. Run by the native tests as well.
//!
//! To add a check: a function from all files to complaints, and a line in `CHECKS`.

mod evidence;
mod names;
mod questions;
mod text;
mod versions;

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{self, root};
use crate::{floor, rules};

/// A file of the repository and what is in it.
struct File {
    path: String,
    text: String,
}

/// What is wrong, a sentence each, or nothing.
type Check = fn(&[File]) -> Vec<String>;

const CHECKS: &[Check] = &[
    text::machine_paths,
    text::openings,
    text::length,
    names::vague,
    names::specs,
    names::fixtures,
    names::specimens,
    names::modules,
    questions::complete,
    evidence::tests,
    evidence::hazards,
    evidence::conformance,
    versions::wasm_bindgen,
    versions::lock_files,
];

/// Checks every file that git knows, or would know once it is added.
pub fn check() -> Result<()> {
    let files = files()?;
    let complaints: Vec<String> = CHECKS.iter().flat_map(|check| check(&files)).collect();
    if !complaints.is_empty() {
        bail!("the house is not in order:\n{}", complaints.join("\n"));
    }
    // What is built, when there is something.
    if root().join("dist/coplan.wasm").is_file() {
        floor::check()?;
        rules::check()?;
    }
    println!("{} files in order", files.len());
    Ok(())
}

fn files() -> Result<Vec<File>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    // Without the list nothing would be checked, and nothing found wrong.
    let listed = run::output(&mut git).context("git does not list the files: is this a clone?")?;
    // Pictures are no text, and a file that was just deleted is not there.
    let read = |path: &str| Some(File { path: path.to_owned(), text: fs::read_to_string(root().join(path)).ok()? });
    Ok(listed.lines().filter_map(read).collect())
}

/// Files whose path begins and ends so, and what is between.
fn between<'a>(files: &'a [File], begin: &'a str, end: &'a str) -> impl Iterator<Item = (&'a File, &'a str)> {
    files.iter().filter_map(move |file| Some((file, file.path.strip_prefix(begin)?.strip_suffix(end)?)))
}

#[cfg(test)]
fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), text: text.to_owned() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_house_is_in_order() {
        if let Err(error) = super::check() {
            panic!("{error}");
        }
    }
}
