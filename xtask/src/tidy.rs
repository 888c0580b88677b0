//! Whether the house is in order, in plain sentences. Run by the native tests as well.

use std::fs;
use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{self, root};

/// A file of the repository and what is in it.
struct File {
    path: String,
    text: String,
}

/// Checks every file that git knows.
pub fn check() -> Result<()> {
    let files = files()?;
    let checks: [fn(&File) -> Option<String>; 4] = [machine_paths, opening, vague_names, too_long];
    let complaints: Vec<String> = files.iter().flat_map(|file| checks.iter().filter_map(|check| check(file))).collect();
    if !complaints.is_empty() {
        bail!("the house is not in order:\n{}", complaints.join("\n"));
    }
    println!("{} files in order", files.len());
    Ok(())
}

fn files() -> Result<Vec<File>> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--cached", "--others", "--exclude-standard"]).current_dir(root());
    let listed = run::output(&mut git).unwrap_or_default();
    let read = |path: &str| Some(File { path: path.to_owned(), text: fs::read_to_string(root().join(path)).ok()? });
    Ok(listed.lines().filter_map(read).collect())
}

fn is_source(file: &File) -> bool {
    [".rs", ".ts", ".js", ".mjs"].iter().any(|end| file.path.ends_with(end))
}

/// A path of somebody's machine, or the address of a package registry, helps nobody else.
fn machine_paths(file: &File) -> Option<String> {
    let marks =
        [["/wo", "rk/"], ["/ro", "ot/"], ["registry.npm", "js.org"], ["index.crates", ".io"]].map(|mark| mark.concat());
    let found = marks.iter().find(|mark| file.text.contains(*mark))?;
    Some(format!("{}: names {found}, which is of one machine only", file.path))
}

fn opening(file: &File) -> Option<String> {
    let module = file.path.ends_with(".rs") && !file.path.ends_with("/tests.rs");
    (module && !file.text.starts_with("//!")).then(|| format!("{}: does not begin with //! and what it is", file.path))
}

fn vague_names(file: &File) -> Option<String> {
    let stem = file.path.rsplit('/').next()?.split('.').next()?;
    ["utils", "helpers", "common", "misc"].contains(&stem).then(|| format!("{}: say what is in it", file.path))
}

fn too_long(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (is_source(file) && lines > 400).then(|| format!("{}: {lines} lines; what second thing has it become?", file.path))
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
