//! Whether somebody else gets the same package: what is committed is built again, in a fresh clone in another folder, and compared
//! with `dist/` file by file (docs/assurance/supply-chain.md).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::package::{self, Shrink};
use crate::run::{self, root};

/// Fails when a file differs, and names it. Takes as long as a first build: nothing of an earlier one is used.
pub fn check() -> Result<()> {
    let changed = run::output(Command::new("git").args(["status", "--porcelain"]).current_dir(root()));
    if changed.context("git does not answer: is this a clone?")?.lines().next().is_some() {
        bail!("commit first: what is built again is what is committed");
    }
    package::build(Shrink::Yes)?;
    let again = root().join("target/reproduce");
    let _ = fs::remove_dir_all(&again);
    run::run(Command::new("git").args(["clone", "--quiet"]).args([root(), &again]))?;
    run::say("Building the same commit in a fresh clone");
    let mut build = run::cargo();
    run::run(build.args(["run", "--quiet", "--package", "xtask", "--", "build"]).current_dir(&again))?;
    let (ours, theirs) = (files(&root().join("dist"))?, files(&again.join("dist"))?);
    let differ = differing(&ours, &theirs);
    if !differ.is_empty() {
        bail!("these differ between dist/ and a fresh clone of the same commit: {}", differ.join(", "));
    }
    println!("{} files of dist/ are the same in a fresh clone", ours.len());
    Ok(())
}

type Files = BTreeMap<String, Vec<u8>>;

/// What is in one and not in the other, or not the same in both.
fn differing<'a>(ours: &'a Files, theirs: &'a Files) -> Vec<&'a str> {
    let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
    names.into_iter().filter(|name| ours.get(*name) != theirs.get(*name)).map(String::as_str).collect()
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> Result<Files> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder)?.to_string_lossy().into_owned(), fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_differs_or_is_only_in_one_is_named_once() {
        let made = |files: &[(&str, &str)]| -> Files {
            files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
        };
        let ours = made(&[("coplan.js", "a"), ("coplan.wasm", "b"), ("docs/a.md", "c")]);
        let theirs = made(&[("coplan.js", "a"), ("coplan.wasm", "B"), ("docs/b.md", "c")]);
        assert_eq!(differing(&ours, &theirs), ["coplan.wasm", "docs/a.md", "docs/b.md"]);
        assert!(differing(&ours, &ours).is_empty());
    }
}
