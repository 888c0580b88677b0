//! `coplan validate FILE`: what stands between a document and completion, as JSON.

use std::path::Path;
use std::process::ExitCode;

use coplan_model::{Document, Moment};

/// Prints the problems of a file; never what a person wrote.
pub fn file(file: &Path) -> ExitCode {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("coplan: {}: {error}", file.display());
            return ExitCode::from(2);
        }
    };
    match Document::from_json(&text) {
        Ok(document) => {
            let problems = document.problems(Moment::Complete, crate::today());
            println!("{}", serde_json::to_string_pretty(&problems).unwrap_or_default());
            if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            eprintln!("coplan: {}: {error}", file.display());
            ExitCode::from(2)
        }
    }
}
