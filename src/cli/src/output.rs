//! What a command prints. Who reads it may have gone, and a disk may be full: that is said, and is no crash.

use std::io::Write as _;

use anyhow::{Context, Result};

/// Prints text.
///
/// # Errors
/// When it cannot be written.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("standard output cannot be written")
}

/// Prints a line.
///
/// # Errors
/// When it cannot be written.
pub fn line(text: &str) -> Result<()> {
    print(&format!("{text}\n"))
}
