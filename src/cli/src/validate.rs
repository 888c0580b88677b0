//! `coplan validate FILE`: what stands between a document and completion, as JSON. Never what a person wrote.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::{CalendarDate, Moment, Problem, Status};
use serde_json::{Value, json};

use crate::day::problems_here;
use crate::policy::Decided;

/// Prints the problems of a file: 0 when there are none, 1 when there are, 2 when it is no document.
pub fn file(file: &Path, policy: &Decided) -> ExitCode {
    match problems(file, policy).and_then(|found| Ok((serde_json::to_string_pretty(&found)?, found.is_empty()))) {
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

fn problems(file: &Path, policy: &Decided) -> Result<Vec<Problem>> {
    let text = std::fs::read_to_string(file).context("this cannot be read")?;
    Ok(problems_here(&policy.document(&text)?, Moment::Complete, today()?))
}

fn today() -> Result<CalendarDate> {
    crate::day::here().context("this machine's clock shows no calendar day")
}

/// For a file of stored documents, one a line, prints what is wrong with each, one a line: 1 when anything is, 2 when the
/// file cannot be read.
pub fn lines(file: &Path, policy: &Decided) -> ExitCode {
    let looked_at = std::fs::read_to_string(file).context("this cannot be read").and_then(|text| Ok((text, today()?)));
    match looked_at {
        Ok((text, today)) => {
            let mut all_well = true;
            for line in text.lines() {
                let (said, well) = stored(line, today, policy);
                println!("{said}");
                all_well &= well;
            }
            if all_well { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

/// A stored document is asked what its status asks: a draft for what drafts need, one that was withdrawn for nothing.
fn stored(text: &str, today: CalendarDate, policy: &Decided) -> (Value, bool) {
    match policy.document(text) {
        Ok(document) => {
            let found = match document.status {
                Status::Draft => problems_here(&document, Moment::Draft, today),
                Status::Complete | Status::Amended => problems_here(&document, Moment::Complete, today),
                Status::Withdrawn => Vec::new(),
            };
            (json!({ "problems": found }), found.is_empty())
        }
        Err(error) => (json!({ "error": { "path": error.path, "code": error.code.as_str() } }), false),
    }
}
