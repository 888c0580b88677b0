//! `coplan changes EARLIER LATER`: what differs between two documents, as `changes()` gives it.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_ui::{Change, changes};

use crate::policy::Decided;
use crate::render::opened;

/// Prints what differs, in words or as JSON: 0 when nothing does, 1 when something does, 2 when they cannot be compared.
pub fn files(earlier: &Path, later: &Path, unrestricted: bool, json: bool, messages: Option<&Path>) -> ExitCode {
    let found = compared(earlier, later, unrestricted, messages);
    let written = found.and_then(|found| {
        let written = if json { serde_json::to_string_pretty(&found)? + "\n" } else { in_words(&found) };
        print!("{written}");
        Ok(found.is_empty())
    });
    match written {
        Ok(same) => ExitCode::from(u8::from(!same)),
        Err(error) => {
            eprintln!("coplan: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn compared(earlier: &Path, later: &Path, unrestricted: bool, messages: Option<&Path>) -> Result<Vec<Change>> {
    let open = |file: &Path| {
        opened(file, unrestricted, messages, &Decided::default()).with_context(|| file.display().to_string())
    };
    let (before, now) = (open(earlier)?, open(later)?);
    Ok(changes(&now, &before)?)
}

/// A question a paragraph, with both answers under it.
fn in_words(found: &[Change]) -> String {
    let mut out = String::new();
    for Change { label, before, after, .. } in found {
        out += &format!("{label}\n");
        for (sign, answer) in [('-', before), ('+', after)] {
            for line in answer.iter().flat_map(|answer| answer.lines()) {
                out += &format!("{sign} {line}\n");
            }
        }
        out.push('\n');
    }
    out
}
