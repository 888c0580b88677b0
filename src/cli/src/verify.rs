//! `coplan verify FILE`: whether the signatures of a document still match what stands there, and whether one is missing.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use coplan_model::Document;
use coplan_rules::{Signatures, verify};

use crate::{input, output};

/// Prints how each signature stands, and whose are missing: 0 when all is well, 1 when a signature does not match, signs
/// nothing, or is missing without a reason, 2 when it is no document.
pub fn file(file: &Path) -> ExitCode {
    let printed = verified(file).and_then(|(text, well)| output::line(&text).map(|()| well));
    match printed {
        Ok(well) => ExitCode::from(u8::from(!well)),
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn verified(file: &Path) -> Result<(String, bool)> {
    let Signatures { signatures, well } = verify(&Document::from_json(&input::text(file)?)?);
    Ok((serde_json::to_string_pretty(&signatures)?, well))
}
