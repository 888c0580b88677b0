//! A version of a document, read from its response.

use std::collections::HashSet;

use coplan_model::fields::Field;
use coplan_model::json::{Map, Value};
use coplan_model::path::numbered;
use coplan_model::{Access, FormName};

use super::answers::{Answering, Referred};
use super::{Group, Resources, person, shape, typed};
use crate::base::{DOCUMENTS, form_of};
use crate::error::{FhirError, NotTaken};
use crate::extension::{all, find, take_unknowns};
use crate::types::{AnyValue, Coding, Extension, QuestionnaireResponse, Reference};
use crate::write::{PARTS, written};
use crate::{Base, SIGNATURE};

/// Where somebody else stands beside a reference, in which version, and whether the reference leads to nobody.
pub type Disputed = (Option<usize>, String, bool);

/// Reads the versions of a document.
pub struct Reading<'a> {
    pub form: FormName,
    pub fields: &'static [Field],
    /// `coplan` wrote it.
    pub ours: bool,
    /// Somebody has labelled it as restricted.
    pub is_labelled: bool,
    pub contained: Resources,
    pub resources: &'a Resources,
    pub not_taken: Vec<NotTaken>,
    /// Where an extension of ours is that is not read there.
    pub misplaced: Vec<String>,
    /// Who is somebody named elsewhere, with the number of the earlier version.
    pub referred: Vec<(Option<usize>, Referred)>,
    /// Where somebody else stands beside that.
    pub disputed: Vec<Disputed>,
}

impl Reading<'_> {
    /// The document as it stands.
    pub fn present(&mut self, response: &QuestionnaireResponse) -> Result<Group, FhirError> {
        let mut value = self.version(response, None)?;
        let mut put = |key: &str, said: Option<String>| {
            value.extend(said.map(|said| (key.to_owned(), Value::from(said))));
        };
        let said = |name| find(&response.extension, name).and_then(Extension::text);
        put("form", Some(self.form.as_str().to_owned()));
        put("version", said("document-version").or(Some(DOCUMENTS.to_owned())));
        let identifier = response.identifier.as_ref();
        if self.ours && identifier.is_some_and(person::is_disputed) {
            self.not_taken.push(NotTaken { path: "id".to_owned(), code: "several" });
        }
        if self.ours && response.language.is_some() && said("locale").is_some() {
            self.not_taken.push(NotTaken { path: "locale".to_owned(), code: "several" });
        }
        // What somebody has restricted stays so, whoever says it.
        let is_restricted = said("access").is_some() || self.is_labelled;
        put("access", is_restricted.then(|| Access::Restricted.code().to_owned()));
        put("id", identifier.and_then(person::written));
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
        for (number, reference) in all(&response.extension, "earlier").enumerate() {
            let place = match &reference.value {
                Some(AnyValue::Reference(reference)) => reference.reference.clone().unwrap_or_default(),
                _ => String::new(),
            };
            let Some(found) = self.contained.remove(&place) else {
                self.not_taken.push(NotTaken { path: numbered("earlier", number), code: "no_value" });
                continue;
            };
            let found: QuestionnaireResponse = typed(found)?;
            if self.ours && self.is_of_another(&found, response, &value)? {
                self.not_taken.push(NotTaken { path: numbered("earlier", number), code: "wrong_type" });
                continue;
            }
            let version = self.version(&found, Some(earlier.len()))?;
            earlier.push(Value::Object(version));
        }
        if !earlier.is_empty() {
            value.insert("earlier".to_owned(), Value::Array(earlier));
        }
        Ok(value)
    }

    /// Whether what is contained answers another form, or is about somebody else.
    fn is_of_another(
        &self,
        earlier: &QuestionnaireResponse,
        present: &QuestionnaireResponse,
        value: &Group,
    ) -> Result<bool, FhirError> {
        let nobody = Reference::default();
        let is_here = earlier.questionnaire.as_deref().and_then(form_of) == Some(self.form);
        let (Some(whose), true) = (&earlier.subject, is_here) else { return Ok(true) };
        let present = present.subject.as_ref().unwrap_or(&nobody);
        let nothing = Group::new();
        let subject = value.get("subject").and_then(Value::as_object).unwrap_or(&nothing);
        person::is_somebody_else(whose, present, [&self.contained, self.resources], subject)
    }

    /// The present version, or the earlier one of this number.
    fn version(&mut self, response: &QuestionnaireResponse, at: Option<usize>) -> Result<Group, FhirError> {
        let present = at.is_none();
        let disputed = self
            .disputed
            .iter()
            .filter(|(of, ..)| *of == at)
            .map(|(_, path, is_gone)| (path.clone(), *is_gone))
            .collect();
        let mut answering = Answering::new(self.form, self.ours, disputed, std::mem::take(&mut self.not_taken));
        let mut answers = answering.form(self.fields, &response.item);
        self.not_taken = answering.not_taken;
        // What is before an amendment is named as a whole.
        let named = |path| if present { path } else { "earlier".to_owned() };
        self.misplaced.extend(answering.misplaced.into_iter().map(named));
        self.referred.extend(answering.referred.into_iter().map(|referred| (at, referred)));
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
            let (same, other): (Vec<_>, Vec<_>) = response
                .extension
                .iter()
                .filter_map(|extension| Some((extension, signature(extension)?)))
                .partition(|(extension, signature)| is_as_written(extension, signature));
            self.not_taken.extend(other.iter().map(|_| NotTaken { path: "signatures".to_owned(), code: "several" }));
            let mut roles = HashSet::new();
            if same.iter().filter_map(|(extension, _)| of_role(extension)).any(|role| !roles.insert(role)) {
                self.not_taken.push(NotTaken { path: "signatures".to_owned(), code: "several" });
            }
            signatures.extend(same.into_iter().map(|(_, signature)| Value::Object(signature)));
            let made = all(&response.extension, "signature").count();
            let made = made + response.extension.iter().filter(|extension| extension.url == SIGNATURE).count();
            if made > signatures.len() + other.len() {
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
        let about = match subject {
            None if !present => person::About::default(),
            subject => person::subject(&[&self.contained, self.resources], subject, self.ours)?,
        };
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

/// What our extension says of a signature, made or being made.
fn said_of(extension: &Extension) -> Option<&Extension> {
    match &extension.value {
        Some(AnyValue::Signature(signature)) if extension.url == SIGNATURE => find(&signature.extension, "signature"),
        _ => find(std::slice::from_ref(extension), "signature"),
    }
}

/// For which role it is the first.
fn of_role(extension: &Extension) -> Option<String> {
    said_of(extension)?.text_of("role")
}

/// A signature.
fn signature(extension: &Extension) -> Option<Group> {
    let ours = said_of(extension)?;
    let mut signature = Group::new();
    for key in PARTS {
        signature.extend(ours.text_of(key).map(|said| (key.to_owned(), Value::from(said))));
    }
    take_unknowns(&ours.extension, "unknown", &mut signature);
    Some(signature)
}

/// Whether FHIR's own elements say of a signature what we write there. References are a server's.
fn is_as_written(extension: &Extension, signature: &Group) -> bool {
    let written = written(&Base::default(), signature, &Reference::default(), false);
    match (&written.value, &extension.value) {
        (Some(AnyValue::Signature(ours)), Some(AnyValue::Signature(there))) => {
            let codes = |types: &[Coding]| types.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
            codes(&ours.r#type) == codes(&there.r#type)
                && (&ours.when, &ours.who.display, &ours.data) == (&there.when, &there.who.display, &there.data)
        }
        (ours, there) => ours.is_none() && there.is_none(),
    }
}
