//! `coplan fhir FILE`: a document as HL7 FHIR, and a Bundle as a document.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use coplan_fhir::types::Resource;
use coplan_fhir::{Base, NotTaken, definitions};
use coplan_rules::{bundle, from_bundle};

use crate::{input, output};

/// What is to be written, and how.
#[derive(clap::Args)]
pub struct Options {
    /// The document, as JSON; `-` is standard input
    #[arg(required_unless_present = "definitions")]
    file: Option<PathBuf>,
    /// The file is a Bundle, or a QuestionnaireResponse: the document is printed
    #[arg(long, conflicts_with_all = ["restricted", "base", "definitions"])]
    from: bool,
    /// With what is restricted: the abuse question, and of an assessment what says as much as an answer to it. Only those may get it
    /// who may see that
    #[arg(long)]
    restricted: bool,
    /// What all addresses of ours begin with: the trust's own
    #[arg(long, value_name = "URL", value_parser = Base::new)]
    base: Option<Base>,
    /// What the trust has decided about the forms: JSON
    #[arg(long)]
    policy: Option<PathBuf>,
    /// Not a document, but what our extensions are: their StructureDefinitions, in a Bundle
    #[arg(long, conflicts_with_all = ["file", "restricted", "policy"])]
    definitions: bool,
}

/// Prints the Bundle or the document: 0; 1 when something in a Bundle cannot be taken, which is named; 2 when it cannot be read.
pub fn file(options: &Options) -> ExitCode {
    let printed = written(options).and_then(|(text, not_taken)| output::line(&text).map(|()| not_taken));
    match printed {
        Ok(not_taken) => {
            for sentence in &not_taken {
                eprintln!("coplan: {sentence}");
            }
            ExitCode::from(u8::from(!not_taken.is_empty()))
        }
        Err(error) => {
            let name = options.file.as_deref().map(|file| format!("{}: ", file.display())).unwrap_or_default();
            eprintln!("coplan: {name}{error:#}");
            ExitCode::from(2)
        }
    }
}

/// What is printed, and what cannot be taken.
fn written(options: &Options) -> Result<(String, Vec<String>)> {
    let base = options.base.clone().unwrap_or_default();
    let policy = input::policy(options.policy.as_deref())?;
    let Some(file) = options.file.as_deref() else {
        return Ok((Resource::Bundle(definitions::all(&base)).to_json(), Vec::new()));
    };
    let text = input::text(file)?;
    if options.from {
        let (document, not_taken) = from_bundle(&text, &policy)?;
        let sentence = |one: &NotTaken| format!("{} ({})", one.message(), one.code);
        let not_taken = not_taken.iter().map(sentence).collect();
        return Ok((serde_json::to_string_pretty(&document.to_value())?, not_taken));
    }
    let document = policy.document(&text)?;
    Ok((bundle(&document, &policy, base, options.restricted)?, Vec::new()))
}
