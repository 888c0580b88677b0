//! A small application, built by each bundler that a web team may have, in a folder of its own.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::hosts;
use crate::run::{self, root};

/// The folders that say themselves how they are built: `npm run build`.
const FOLDERS: [&str; 5] = ["webpack", "rollup", "esbuild", "classic", "parcel"];

/// The majors of Vite, which build one folder, each into a folder of its own.
const VITES: [&str; 4] = ["5", "6", "7", "8"];

/// Installs the package from its tarball in each folder, and builds it.
pub fn build() -> Result<()> {
    let bundlers = root().join("tests/bundlers");
    run::npm_ci(&bundlers)?;
    let package = hosts::pack()?;
    run::say("Building the application with each bundler (about 30 seconds)");
    for name in FOLDERS {
        let folder = bundlers.join(name);
        hosts::install(&package, &folder)?;
        quietly(Command::new("npm").args(["run", "build"]), &folder)?;
    }
    let vite = bundlers.join("vite");
    hosts::install(&package, &vite)?;
    for major in VITES {
        let program = bundlers.join(format!("node_modules/vite{major}/bin/vite.js"));
        quietly(Command::new("node").arg(program).args(["build", "--outDir", &format!("dist/{major}")]), &vite)?;
    }
    Ok(())
}

/// Runs a bundler; what it says is shown when it fails.
fn quietly(bundler: &mut Command, folder: &Path) -> Result<()> {
    let output = bundler.current_dir(folder).output().context("npm or node could not be started")?;
    if !output.status.success() {
        let said = [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
        bail!("tests/bundlers/{}: {}", folder.file_name().unwrap_or_default().display(), said.concat());
    }
    Ok(())
}
