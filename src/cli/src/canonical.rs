//! `coplan canonical FILE`: the canonical JSON of each line of a file, to be compared with what others write. Signatures are
//! over this text.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::canonical::canonical;
use coplan_model::{DocumentError, json};

use crate::{input, output};

/// Prints the canonical JSON of each line: 0, or 2 when the file cannot be read or a line is not read as JSON.
pub fn lines(file: &Path) -> ExitCode {
    match written(file).and_then(|text| output::print(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn written(file: &Path) -> Result<String> {
    let mut out = String::new();
    for (at, line) in input::lines(file)?.enumerate() {
        let number = || format!("line {}", at + 1);
        let value = json::read(&line.with_context(number)?).map_err(DocumentError::from).with_context(number)?;
        out.push_str(&canonical(&value));
        out.push('\n');
    }
    Ok(out)
}
