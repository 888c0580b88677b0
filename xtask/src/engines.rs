//! Firefox and WebKit, the engines besides Chromium: Debian's packages, installed when they are not there.

use std::path::Path;

use anyhow::{Context, Result};

use crate::run;

/// Where Debian's WebKitGTK has the browser that its driver starts.
const MINI_BROWSER: &str = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/// Installs what is missing. Both are driven from `tests/engines`.
pub fn get() -> Result<()> {
    let _installing = run::installing();
    let is_there = [
        ("firefox-esr", run::find("firefox-esr").is_some()),
        ("webkit2gtk-driver", run::find("WebKitWebDriver").is_some() && Path::new(MINI_BROWSER).is_file()),
        ("xvfb", run::find("Xvfb").is_some()),
    ];
    let mut missing: Vec<&str> = is_there.iter().filter(|(_, there)| !there).map(|&(package, _)| package).collect();
    if missing.is_empty() {
        return Ok(());
    }
    run::apt_update().context("Firefox or WebKit is missing")?;
    // A machine without fonts draws boxes.
    missing.push("fonts-liberation");
    run::apt_install(&missing)
}
