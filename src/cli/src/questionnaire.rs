//! `coplan questionnaire FORM`: a form as HL7 FHIR has them, with the words of all who read it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use coplan_fhir::Base;
use coplan_model::FormName;
use coplan_rules::questionnaire;

use crate::{input, output};

/// Which form, and in which words.
#[derive(clap::Args)]
pub struct Options {
    /// The form, as documents name it: `relapse_plan`
    #[arg(value_parser = crate::form)]
    form: FormName,
    /// What the trust has decided about the forms: JSON
    #[arg(long)]
    policy: Option<PathBuf>,
    /// What all addresses of ours begin with: the trust's own
    #[arg(long, value_name = "URL", value_parser = Base::new)]
    base: Option<Base>,
    /// The words in another language, as the page gives them to the element: JSON, by message key. More than once for several
    #[arg(long, value_name = "FILE")]
    messages: Vec<PathBuf>,
}

/// Prints the questionnaire: 0, or 2 when a file cannot be used.
pub fn print(options: &Options) -> ExitCode {
    match written(options).and_then(|text| output::line(&text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("coplan: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn written(options: &Options) -> Result<String> {
    let policy = input::policy(options.policy.as_deref())?;
    let languages: Result<Vec<_>> = options.messages.iter().map(|file| input::messages(Some(file), &policy)).collect();
    Ok(questionnaire(options.form, &policy, &options.base.clone().unwrap_or_default(), &languages?))
}
