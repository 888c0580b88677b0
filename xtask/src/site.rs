//! The documentation site: `docs/`, README, CHANGELOG and the forms themselves, as pages that work from any folder
//! (docs/decisions/0029-documentation-site.md).

use std::process::Command;

use anyhow::Result;

use crate::package::{self, Shrink};
use crate::run::{self, root};

/// Builds the package when it has changed, and writes the site into `target/site`.
pub fn write() -> Result<()> {
    package::build(Shrink::Yes)?;
    let (site, out) = (root().join("site"), root().join("target/site"));
    run::npm_ci(&site)?;
    run::run(Command::new("node").arg(site.join("build.mjs")).args([root(), &root().join("dist"), &out]))?;
    println!("{} is the site: put it on any server, or open its index.html", out.display());
    Ok(())
}

/// Writes docs/reference.md again, from what an element has.
pub fn reference() -> Result<()> {
    run::run(Command::new("node").arg(root().join("pkg-config/reference.mjs")).arg(root()))
}
