//! What a whole run of the tests needs is installed while the first stages compile: one waits for the network, the other for the processor.

use std::thread;

use anyhow::Result;

use crate::run::{self, root};
use crate::toolchain::Toolchain;
use crate::{chromium, engines, postgres, servers, test};

/// Begins to install all of it. A stage that comes to something earlier, or for which something failed here, does it itself and says why.
pub fn install() {
    thread::spawn(|| {
        let _ = postgres::programs();
        let _ = Toolchain::get();
        let _ = packages(&["pkg-config"]);
        let _ = test::python();
        let _ = chromium::get();
        let _ = packages(&[
            "tests/package",
            "tests/questionnaires",
            "tests/browser",
            "site",
            "tests/engines",
            "tests/hosts",
        ]);
        let _ = engines::get();
        let _ = packages(&["tests/bundlers"]);
        for app in servers::apps().unwrap_or_default() {
            let _ = run::npm_ci(&app);
        }
    });
}

fn packages(folders: &[&str]) -> Result<()> {
    folders.iter().try_for_each(|folder| run::npm_ci(&root().join(folder)))
}
