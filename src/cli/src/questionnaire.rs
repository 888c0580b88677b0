//! `coplan questionnaire FORM`: a form as HL7 FHIR has them, with the words of all who read it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_fhir::types::Resource;
use coplan_fhir::{Base, Translation, Vocabulary, Wording, questionnaire};
use coplan_model::json::{Map, Value};
use coplan_model::{Audience, FormName};
use coplan_ui::Mode;

use crate::policy::Decided;
use crate::words::Said;

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
    match written(options) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("coplan: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Who else reads a form: the person with a worker, the person alone; and each in the terms of personalised care.
const READERS: [(Mode, &str); 5] = [
    (Mode::Together, "cpa"),
    (Mode::Alone, "cpa"),
    (Mode::Staff, "pcsp"),
    (Mode::Together, "pcsp"),
    (Mode::Alone, "pcsp"),
];

fn written(options: &Options) -> Result<String> {
    let policy = Decided::read(options.policy.as_deref())?;
    let rules = policy.rules(options.form);
    let said = |own: Option<&Map<String, Value>>| Said::new(options.form, rules, own);
    let ours = said(None);
    let others = READERS.map(|(mode, terms)| (mode, terms, said(None).to(mode, Some(terms))));
    let mut translated = Vec::new();
    for file in &options.messages {
        let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let messages =
            serde_json::from_str(&text).with_context(|| format!("{} is no file of messages", file.display()))?;
        translated.push(said(Some(&messages)));
    }
    let vocabulary = Vocabulary {
        words: &ours,
        language: ours.language(),
        wordings: others
            .iter()
            .map(|(mode, terms, words)| Wording {
                audience: if *mode == Mode::Staff { Audience::Worker } else { Audience::Person },
                terms,
                words,
            })
            .collect(),
        translations: translated.iter().map(|words| Translation { language: words.language(), words }).collect(),
    };
    let base = options.base.clone().unwrap_or_default();
    let form = questionnaire::of(options.form, rules, &base, &vocabulary);
    Ok(Resource::Questionnaire(Box::new(form)).to_json())
}
