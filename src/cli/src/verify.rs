//! `coplan verify FILE`: whether the signatures of a document still match what stands there.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::Document;
use coplan_model::signature::{Standing, verify};
use serde_json::{Value, json};

/// Prints each signature's role and standing: 0 when none is void, 1 when one is, 2 when it is no document.
pub fn file(file: &Path) -> ExitCode {
    match signatures(file).and_then(|(found, void)| Ok((serde_json::to_string_pretty(&found)?, void))) {
        Ok((text, void)) => {
            println!("{text}");
            if void { ExitCode::from(1) } else { ExitCode::SUCCESS }
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn signatures(file: &Path) -> Result<(Vec<Value>, bool)> {
    let text = std::fs::read_to_string(file).context("this cannot be read")?;
    let found = verify(&Document::from_json(&text)?);
    let void = found.iter().any(|(_, standing)| *standing == Standing::Changed);
    Ok((found.iter().map(|(role, standing)| json!({ "role": role, "standing": standing.code() })).collect(), void))
}
