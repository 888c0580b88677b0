//! `coplan validate FILE`: what stands between a document and completion, as JSON. Never what a person wrote.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::{Document, Moment, Problem};

/// Prints the problems of a file: 0 when there are none, 1 when there are, 2 when it is no document.
pub fn file(file: &Path) -> ExitCode {
    match problems(file).and_then(|found| Ok((serde_json::to_string_pretty(&found)?, found.is_empty()))) {
        Ok((text, none)) => {
            println!("{text}");
            if none { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn problems(file: &Path) -> Result<Vec<Problem>> {
    let text = std::fs::read_to_string(file).context("this cannot be read")?;
    let today = crate::day::here().context("this machine's clock shows no calendar day")?;
    Ok(Document::from_json(&text)?.problems(Moment::Complete, today))
}
