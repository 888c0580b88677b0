//! A document and a form as HL7 FHIR, in the words that a policy has, and a Bundle as a document.

use coplan_fhir::types::Resource;
use coplan_fhir::{Base, NotTaken, Translation, Vocabulary, Wording, questionnaire as form};
use coplan_model::json::{Map, Value};
use coplan_model::{Audience, Document, FormName};
use coplan_ui::Mode;

use crate::error::RulesError;
use crate::policy::Decided;
use crate::words::Said;

/// A document as a Bundle, as JSON. What is restricted goes along only where it is asked for.
///
/// # Errors
/// For a restricted document where what is restricted was not asked for.
pub fn bundle(document: &Document, policy: &Decided, base: Base, restricted: bool) -> Result<String, RulesError> {
    let rules = policy.rules(document.form);
    let said = Said::new(document.form, rules, None).to(Mode::Staff, document.terms.as_deref());
    let options = coplan_fhir::Options { base, words: &said, restricted };
    Ok(Resource::Bundle(coplan_fhir::bundle(document, &options)?).to_json())
}

/// A Bundle, or a QuestionnaireResponse, as a document; and what in it cannot be taken.
///
/// # Errors
/// When no document can be made of it.
pub fn from_bundle(text: &str, policy: &Decided) -> Result<(Document, Vec<NotTaken>), RulesError> {
    let taken = coplan_fhir::read(text, &|form| policy.rules(form))?;
    Ok((taken.document, taken.not_taken))
}

/// Who else reads a form: the person with a worker, the person alone; and each in the terms of personalised care.
const READERS: [(Mode, &str); 5] = [
    (Mode::Together, "cpa"),
    (Mode::Alone, "cpa"),
    (Mode::Staff, "pcsp"),
    (Mode::Together, "pcsp"),
    (Mode::Alone, "pcsp"),
];

/// A form as a Questionnaire, as JSON, with the words of all who read it and in these other languages.
pub fn questionnaire(name: FormName, policy: &Decided, base: &Base, languages: &[Map<String, Value>]) -> String {
    let rules = policy.rules(name);
    let said = |own: Option<&Map<String, Value>>| Said::new(name, rules, own);
    let ours = said(None);
    let others = READERS.map(|(mode, terms)| (mode, terms, said(None).to(mode, Some(terms))));
    let translated: Vec<_> = languages.iter().map(|messages| said(Some(messages))).collect();
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
    Resource::Questionnaire(Box::new(form::of(name, rules, base, &vocabulary))).to_json()
}
