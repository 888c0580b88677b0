//! The portal for a machine without Rust and Node: one program, the package, the pages and the examples, in a folder and as a `.tar.gz`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::package::{self, Shrink};
use crate::run::{self, root};

/// Builds everything for release, and writes the archive into `target/`.
pub fn write() -> Result<()> {
    package::build(Shrink::Yes)?;
    run::run(run::cargo().args(["build", "--quiet", "--release", "--package", "coplan"]))?;
    let archive = assemble(&root().join("target/release/coplan"))?;
    println!("{} runs on any machine of this kind: its README.txt says how", archive.display());
    Ok(())
}

/// The archive with this program in it.
pub fn assemble(program: &Path) -> Result<PathBuf> {
    let (out, name) = (root().join("target/portal"), "coplan-portal");
    let folder = out.join(name);
    let _ = fs::remove_dir_all(&out);
    fs::create_dir_all(&folder)?;
    fs::copy(program, folder.join("coplan")).with_context(|| format!("{} is missing", program.display()))?;
    fs::copy(root().join("docs/portal/README.txt"), folder.join("README.txt"))?;
    fs::copy(root().join("docs/portal/coplan.service"), folder.join("coplan.service"))?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root().join(name), folder.join(name))?;
    }
    for (from, to) in [("dist", "dist"), ("www", "www"), ("tests/fixtures", "examples")] {
        run::run(Command::new("cp").arg("-R").arg(root().join(from)).arg(folder.join(to)))?;
    }
    // What is in the program, and whose it is.
    let mut bill = Command::new("node");
    run::run(bill.arg(root().join("pkg-config/portal.mjs")).arg(root()).arg(&folder))?;
    let archive = out.join(format!("{name}-{}-{}.tar.gz", env!("CARGO_PKG_VERSION"), std::env::consts::ARCH));
    run::run(Command::new("tar").arg("-czf").arg(&archive).arg("-C").arg(&out).arg(name))?;
    Ok(archive)
}
