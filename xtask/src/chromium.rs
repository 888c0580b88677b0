//! A real Chromium: `CHROME`, then the PATH, then Debian's package. The headless shell where there is one: the same engine
//! without the windows that nobody sees, which take half of the time.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::run;

/// Finds it, or installs it.
pub fn get() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROME") {
        let named = PathBuf::from(named);
        if !named.is_file() {
            bail!("CHROME names {}, which is not there", named.display());
        }
        return Ok(named);
    }
    let _installing = run::installing();
    if let Some(found) = on_path() {
        return Ok(found);
    }
    run::apt_update().context("no Chromium: install it, or name it in CHROME")?;
    // A machine without fonts draws boxes, and nobody sees it until they look at a screenshot.
    run::apt_install(&["chromium-headless-shell", "fonts-liberation"])?;
    on_path().context("no Chromium: install it, or name it in CHROME")
}

fn on_path() -> Option<PathBuf> {
    ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        .into_iter()
        .find_map(run::find)
}
