//! Small applications of frameworks that render on a server, each with tools, packages and a lock file of its own.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::hosts;
use crate::run::{self, root};

/// Frameworks that would tell somebody that they were used.
const QUIET: [&str; 4] =
    ["ASTRO_TELEMETRY_DISABLED", "NEXT_TELEMETRY_DISABLED", "NUXT_TELEMETRY_DISABLED", "DO_NOT_TRACK"];

/// Installs the package from its tarball into each of them, and builds them.
pub fn build() -> Result<()> {
    let packed = hosts::pack()?;
    for app in apps()? {
        run::npm_ci(&app)?;
        let mut install = Command::new("npm");
        install.args(["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"]).arg(&packed);
        run::run(install.current_dir(&app))?;
        run::say(&format!("Building {} (up to half a minute)", app.display()));
        let mut build = Command::new("npm");
        build.args(["run", "build"]).current_dir(&app).envs(QUIET.map(|name| (name, "1")));
        run::run(&mut build)?;
    }
    Ok(())
}

/// Their folders.
pub fn apps() -> Result<Vec<PathBuf>> {
    let folders = fs::read_dir(root().join("tests/servers")).context("tests/servers is missing")?;
    let folders = folders.flatten().map(|folder| folder.path());
    let mut apps: Vec<PathBuf> = folders.filter(|folder| folder.join("package.json").is_file()).collect();
    apps.sort();
    Ok(apps)
}
