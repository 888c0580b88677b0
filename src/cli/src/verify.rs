//! `coplan verify FILE`: whether the signatures of a document still match what stands there, and whether one is missing.
//!
//! It tells of a change: of the answers, of the document and of the person they belong to, of the signature itself. It does not
//! tell who signed, because whoever can write a document can write a digest too.

use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::signature::{self, Standing};
use coplan_model::{Document, Status, amendment};
use serde_json::{Value, json};

/// Prints how each signature stands, and whose are missing: 0 when all is well, 1 when a signature does not match, signs
/// nothing, or is missing without a reason, 2 when it is no document.
pub fn file(file: &Path) -> ExitCode {
    match signatures(file).and_then(|(found, well)| Ok((serde_json::to_string_pretty(&found)?, well))) {
        Ok((text, well)) => {
            println!("{text}");
            if well { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn signatures(file: &Path) -> Result<(Vec<Value>, bool)> {
    let text = std::fs::read_to_string(file).context("this cannot be read")?;
    let document = Document::from_json(&text)?;
    let (mut found, mut well) = (Vec::new(), true);
    for (role, standing) in signature::verify(&document) {
        well &= !matches!(standing, Standing::Changed | Standing::SignsNothing);
        found.push(json!({ "role": role, "standing": standing.code() }));
    }
    // Who signed an earlier text may not have signed the next: the signature stays beside both, and counts where it matches.
    let mut matched = HashSet::new();
    let signed = |entry: &Value| entry["signatures"].as_array().is_some_and(|signatures| !signatures.is_empty());
    for (at, _) in document.earlier.iter().enumerate().filter(|(_, entry)| signed(entry)) {
        let Some(before) = amendment::before(&document, at) else { continue };
        for ((role, standing), signature) in signature::verify(&before).into_iter().zip(&before.signatures) {
            let signature = Value::Object(signature.clone()).to_string();
            match standing {
                Standing::Matches | Standing::MatchesAnswers => drop(matched.insert(signature)),
                Standing::Changed => well &= matched.contains(&signature),
                Standing::NoDigest | Standing::SignsNothing => {}
            }
            found.push(json!({ "role": role, "standing": standing.code(), "earlier": at }));
        }
    }
    if matches!(document.status, Status::Complete | Status::Amended) {
        for field in signature::asked(&document) {
            if signature::lacks(&document, field) == Some("missing") {
                well = false;
                found.push(json!({ "role": signature::role(field.id), "standing": "missing" }));
            }
        }
    }
    Ok((found, well))
}
