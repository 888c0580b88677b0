//! `coplan canonical FILE`: the canonical JSON of each line of a file, to be compared with what others write. Signatures are
//! over this text.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::canonical::canonical;
use coplan_model::json;

/// Prints the canonical JSON of each line: 0, or 2 when the file cannot be read or a line is no JSON.
pub fn lines(file: &Path) -> ExitCode {
    match written(file) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn written(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).context("this cannot be read")?;
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.lines().enumerate() {
        // What the parser says would repeat what stands there.
        let value = json::read(line).ok().with_context(|| format!("line {} is not JSON", at + 1))?;
        out.push_str(&canonical(&value));
        out.push('\n');
    }
    Ok(out)
}
