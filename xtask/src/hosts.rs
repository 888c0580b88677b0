//! The pages that the package is tried in, each built with the tools of its own kind.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::run::{self, root};
use crate::toolchain::{TARGET, Toolchain};

/// Installs the package from its tarball, and builds the pages that have something to build.
pub fn build() -> Result<()> {
    let hosts = root().join("tests/hosts");
    run::npm_ci(&hosts)?;
    install(&pack()?, &hosts)?;
    run::run(Command::new("node").args(["node_modules/vite/bin/vite.js", "build"]).current_dir(&hosts))?;
    yew()
}

/// The package as npm publishes it.
pub fn pack() -> Result<PathBuf> {
    let staged = root().join("target/coplan");
    let packed = run::output(
        Command::new("npm").args(["pack", "--silent", "--pack-destination"]).arg(&staged).arg(root().join("dist")),
    );
    Ok(staged.join(packed.context("npm could not pack dist/")?.trim()))
}

/// Installs a package in a folder, whose lock file does not know of it.
pub fn install(package: &Path, folder: &Path) -> Result<()> {
    let mut install = Command::new("npm");
    install.args(["install", "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]);
    run::run(install.arg(package).current_dir(folder))
}

/// The page that is a Yew application: WebAssembly too, beside the package's own and no part of it.
fn yew() -> Result<()> {
    run::say("Building the page that is a Yew application (half a minute the first time)");
    let (here, target, built) =
        (root().join("tests/hosts/yew"), root().join("target/wasm"), root().join("target/hosts-yew"));
    run::run(&mut Toolchain::get()?.build("coplan-host-yew", &target))?;
    fs::create_dir_all(&built)?;
    let module = target.join(TARGET).join("release-wasm/record.wasm");
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).web(true)?.typescript(false).omit_default_module_path(false);
    bindgen.generate(&built).context("wasm-bindgen")?;
    for page in ["index.html", "main.js"] {
        fs::copy(here.join(page), built.join(page)).with_context(|| format!("{page} is missing"))?;
    }
    Ok(())
}
