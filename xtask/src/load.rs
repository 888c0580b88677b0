//! How much the portal takes: many people who save, with more and more documents in the database (docs/portal.md).

use std::process::Command;

use anyhow::Result;

use crate::package::{self, Shrink};
use crate::postgres;
use crate::run::{self, root};

/// Prints a table for SQLite and PostgreSQL. `PEOPLE`, `SECONDS` and `DOCUMENTS` in the environment choose what is measured.
pub fn measure() -> Result<()> {
    package::build(Shrink::Yes)?;
    let load = root().join("tests/load");
    run::npm_ci(&load)?;
    run::run(run::cargo().args(["build", "--quiet", "--release", "--package", "coplan"]))?;
    let server = postgres::Server::start(postgres::Disk::Waits)?;
    let mut node = Command::new("node");
    node.arg("load.mjs").current_dir(&load).env("COPLAN", root().join("target/release/coplan"));
    run::run(server.named(&mut node))
}
