//! Whether somebody else gets the same package: what is committed is built again, in a fresh clone in another folder, and compared
//! with `dist/` file by file (docs/assurance/supply-chain.md).

use std::collections::BTreeMap;
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
    let names = ours.keys().chain(theirs.keys()).filter(|name| ours.get(*name) != theirs.get(*name));
    let mut differ: Vec<_> = names.map(String::as_str).collect();
    differ.sort_unstable();
    differ.dedup();
    if !differ.is_empty() {
        bail!("these differ between dist/ and a fresh clone of the same commit: {}", differ.join(", "));
    }
    println!("{} files of dist/ are the same in a fresh clone", ours.len());
    Ok(())
}

/// Every file below a folder, by its path there.
fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
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
