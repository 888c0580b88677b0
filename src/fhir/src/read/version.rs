//! A version of a document, read from its response.

use coplan_model::FormName;
use coplan_model::fields::Field;
use coplan_model::json::{Map, Value};

use super::answers::Answering;
use super::{Group, Resources, person, shape, typed};
use crate::SIGNATURE;
use crate::base::DOCUMENTS;
use crate::error::{FhirError, NotTaken};
use crate::extension::{all, find, take_unknowns};
use crate::types::{AnyValue, Extension, QuestionnaireResponse};
use crate::write::PARTS;

/// Reads the versions of a document.
pub struct Reading {
    pub form: FormName,
    pub fields: &'static [Field],
    /// `coplan` wrote it.
    pub ours: bool,
    pub contained: Resources,
    pub resources: Resources,
    pub not_taken: Vec<NotTaken>,
}

impl Reading {
    /// The document as it stands.
    pub fn present(&mut self, response: &QuestionnaireResponse) -> Result<Group, FhirError> {
        let mut value = self.version(response, true)?;
        let mut put = |key: &str, said: Option<String>| {
            value.extend(said.map(|said| (key.to_owned(), Value::from(said))));
        };
        let said = |name| find(&response.extension, name).and_then(Extension::text);
        put("form", Some(self.form.as_str().to_owned()));
        put("version", said("document-version").or(Some(DOCUMENTS.to_owned())));
        put("id", response.identifier.as_ref().and_then(person::written));
        put("terms", said("terms"));
        put("locale", response.language.clone().or_else(|| said("locale")));
        put("started_at", said("started-at"));
        let status = match response.status.as_str() {
            "completed" => "complete",
            "amended" => "amended",
            "entered-in-error" => "withdrawn",
            _ => "draft",
        };
        put("status", Some(status.to_owned()));
        let mut earlier = Vec::new();
        for reference in all(&response.extension, "earlier") {
            let place = match &reference.value {
                Some(AnyValue::Reference(reference)) => reference.reference.clone().unwrap_or_default(),
                _ => String::new(),
            };
            let Some(found) = self.contained.remove(&place) else {
                self.not_taken.push(NotTaken { path: format!("earlier[{}]", earlier.len()), code: "no_value" });
                continue;
            };
            let version = self.version(&typed(found)?, false)?;
            earlier.push(Value::Object(version));
        }
        // A version that nothing refers to is not known to be one before.
        if self.contained.values().any(|left| left["resourceType"] == "QuestionnaireResponse") {
            self.not_taken.push(NotTaken { path: format!("earlier[{}]", earlier.len()), code: "wrong_type" });
        }
        if !earlier.is_empty() {
            value.insert("earlier".to_owned(), Value::Array(earlier));
        }
        Ok(value)
    }

    fn version(&mut self, response: &QuestionnaireResponse, present: bool) -> Result<Group, FhirError> {
        let mut answering = Answering::new(self.form, self.ours, std::mem::take(&mut self.not_taken));
        let mut answers = answering.form(self.fields, &response.item);
        self.not_taken = answering.not_taken;
        let mut marks = answering.marks;
        let mut value = Map::new();
        let mut empties = Vec::new();
        let mut signatures = Vec::new();
        if self.ours {
            self.not_taken.extend(shape::misshapen(response));
            marks.by_themselves(&response.extension);
            take_unknowns(&response.extension, "unknown-answer", &mut answers);
            take_unknowns(&response.extension, "unknown", &mut value);
            empties.extend(all(&response.extension, "empty").filter_map(Extension::text));
            signatures.extend(response.extension.iter().filter_map(signature));
            let made = all(&response.extension, "signature").count();
            let made = made + response.extension.iter().filter(|extension| extension.url == SIGNATURE).count();
            if made > signatures.len() {
                self.not_taken.push(NotTaken { path: "signatures".to_owned(), code: "no_value" });
            }
            for (key, name) in
                [("saved_at", "saved-at"), ("completed_at", "completed-at"), ("replaced_on", "replaced-on")]
            {
                let said = find(&response.extension, name).and_then(Extension::text);
                value.extend(said.map(|said| (key.to_owned(), Value::from(said))));
            }
            let revision = find(&response.extension, "revision").and_then(Extension::text);
            let revision = revision.and_then(|revision| revision.parse::<u64>().ok());
            value.extend(revision.map(|revision| ("revision".to_owned(), Value::from(revision))));
        }
        let is_empty = |key: &str| empties.iter().any(|empty| empty == key);
        if !marks.voices.is_empty() || is_empty("voices") {
            answers.insert("voices".to_owned(), Value::Object(marks.voices));
        }
        let mut put = |key: &str, group: Group, always: bool| {
            if always || !group.is_empty() || is_empty(key) {
                value.insert(key.to_owned(), Value::Object(group));
            }
        };
        put("answers", answers, present);
        put("asked", marks.asked, false);
        put("carried", marks.carried, false);
        put("entered", marks.entered, false);
        put("policy", self.policy(&response.extension), false);
        let own = |subject: &&crate::types::Reference| {
            present || subject.reference.as_deref().is_some_and(|reference| reference.starts_with('#'))
        };
        let subject = response.subject.as_ref().filter(own);
        let about = person::subject(&[&self.contained, &self.resources], subject, self.ours)?;
        self.not_taken.extend(about.not_taken);
        put("subject", about.subject, present);
        if present || !signatures.is_empty() || is_empty("signatures") {
            value.insert("signatures".to_owned(), Value::Array(signatures));
        }
        Ok(value)
    }

    fn policy(&self, extensions: &[Extension]) -> Group {
        let mut policy = Group::new();
        if let Some(of) = find(extensions, "policy").filter(|_| self.ours) {
            for key in ["id", "version"] {
                policy.extend(of.text_of(key).map(|said| (key.to_owned(), Value::from(said))));
            }
            take_unknowns(&of.extension, "unknown", &mut policy);
        }
        policy
    }
}

/// A signature, made or being made.
fn signature(extension: &Extension) -> Option<Value> {
    let ours = match &extension.value {
        Some(AnyValue::Signature(signature)) if extension.url == SIGNATURE => find(&signature.extension, "signature")?,
        _ => find(std::slice::from_ref(extension), "signature")?,
    };
    let mut signature = Group::new();
    for key in PARTS {
        signature.extend(ours.text_of(key).map(|said| (key.to_owned(), Value::from(said))));
    }
    take_unknowns(&ours.extension, "unknown", &mut signature);
    Some(Value::Object(signature))
}
