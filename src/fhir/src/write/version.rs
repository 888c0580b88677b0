//! A version of a document as a `QuestionnaireResponse`: the present one, and within it those before each amendment.

use coplan_model::json::{Map, Value};
use coplan_model::{Document, amendment, path, people, policy};

use super::items::Items;
use super::marks::Marks;
use super::{person, signing};
use crate::base::{DOCUMENTS, of_policy};
use crate::extension::{self, text_part, unknowns};
use crate::types::{AnyValue, Extension, Identifier, Patient, QuestionnaireResponse, Reference, Resource};
use crate::words::Words;
use crate::{Base, PACKAGE, plain};

/// Writes the versions of a document.
pub struct Versions<'a> {
    pub document: &'a Document,
    pub base: &'a Base,
    pub words: &'a dyn Words,
    /// Nothing was left out.
    pub whole: bool,
}

/// What each version has.
const OF_VERSIONS: [&str; 9] =
    ["subject", "answers", "signatures", "policy", "asked", "completed_at", "saved_at", "revision", "replaced_on"];
/// What only the document as a whole has.
const OF_DOCUMENTS: [&str; 10] =
    ["form", "version", "id", "status", "access", "terms", "locale", "started_at", "earlier", "entered"];

impl Versions<'_> {
    /// The document as it stands, and the person.
    pub fn present(&mut self, value: &Map<String, Value>, subject: &Reference) -> (QuestionnaireResponse, Patient) {
        let document = self.document;
        let mut response = self.version(value, people::known(document), subject, true);
        let said = |key: &str| value.get(key).and_then(Value::as_str);
        response.status = match document.status.code() {
            "draft" => "in-progress",
            "complete" => "completed",
            "amended" => "amended",
            _ => "entered-in-error",
        }
        .to_owned();
        let mut extension = vec![extension::text(self.base, "document-version", said("version").unwrap_or(DOCUMENTS))];
        if !self.whole {
            extension.push(extension::with(self.base, "copy", AnyValue::Boolean(true)));
        }
        if document.access() > document.form.access() {
            extension.push(extension::with(self.base, "access", AnyValue::Code(document.access().code().to_owned())));
        }
        extension.extend(said("terms").map(|terms| extension::text(self.base, "terms", terms)));
        match said("locale") {
            Some(locale) if plain::is_code(locale) => response.language = Some(locale.to_owned()),
            locale => extension.extend(locale.map(|locale| extension::text(self.base, "locale", locale))),
        }
        extension.extend(said("started_at").map(|at| self.instant("started-at", at)));
        if let Some(id) = said("id").filter(|id| !id.is_empty()) {
            response.identifier = Some(identifier(self.base, self.base.identifiers("document"), id));
        }
        extension.append(&mut response.extension);
        response.extension = extension;
        let earlier = value.get("earlier").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for (at, entry) in earlier.iter().enumerate().filter_map(|(at, entry)| Some((at, entry.as_object()?))) {
            self.earlier(at, entry, subject, &mut response);
        }
        let known = |key: &str| OF_VERSIONS.contains(&key) || OF_DOCUMENTS.contains(&key) || key == "carried";
        if self.whole {
            response.extension.extend(unknowns(self.base, "unknown", value, &known));
        }
        let nothing = Map::new();
        let person = value.get("subject").and_then(Value::as_object).unwrap_or(&nothing);
        (response, person::patient(self.base, person, self.whole))
    }

    /// A version that stood before an amendment, kept in the one that took its place.
    fn earlier(
        &mut self,
        at: usize,
        entry: &Map<String, Value>,
        subject: &Reference,
        into: &mut QuestionnaireResponse,
    ) {
        let id = format!("earlier-{}", at + 1);
        let known = amendment::before(self.document, at).map(|before| people::known(&before)).unwrap_or_default();
        let mut whose = subject.clone();
        if let Some(Value::Object(person)) = entry.get("subject") {
            let own = format!("{id}-subject");
            whose = Reference::to(format!("#{own}"));
            let person = Patient { id: Some(own), ..person::patient(self.base, person, self.whole) };
            into.contained.push(Resource::Patient(Box::new(person)));
        }
        let mut response = self.version(entry, known, &whose, false);
        response.status = "completed".to_owned();
        response.id = Some(id.clone());
        if self.whole {
            let known = |key: &str| is_version(key, entry);
            response.extension.extend(unknowns(self.base, "unknown", entry, &known));
        }
        into.contained.push(Resource::QuestionnaireResponse(Box::new(response)));
        let reference = AnyValue::Reference(Reference::to(format!("#{id}")));
        into.extension.push(extension::with(self.base, "earlier", reference));
    }

    fn version(
        &mut self,
        value: &Map<String, Value>,
        known: Vec<people::Known>,
        subject: &Reference,
        present: bool,
    ) -> QuestionnaireResponse {
        let base = self.base;
        let nothing = Map::new();
        let group = |key: &str| value.get(key).and_then(Value::as_object).filter(|_| is_version(key, value));
        let mut answers = group("answers").unwrap_or(&nothing).clone();
        let has_voices = self.document.form.fields().iter().any(|field| field.id == "voices");
        let mut extension = Vec::new();
        let mut marks = Marks { asked: group("asked").unwrap_or(&nothing).clone(), ..Marks::default() };
        if present {
            let group = |key: &str| value.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
            (marks.carried, marks.entered) = (group("carried"), group("entered"));
        }
        if has_voices && let Some(Value::Object(voices)) = answers.shift_remove("voices") {
            if voices.is_empty() {
                extension.push(empty(base, "voices"));
            }
            marks.voices = voices;
        }
        let form = self.document.form;
        let mut items = Items { base, words: self.words, form, known, marks, whole: self.whole };
        let (item, unknown) = items.form(self.document.fields(), &answers);
        let said = |key: &str| value.get(key).and_then(Value::as_str);
        for (key, name) in [("saved_at", "saved-at"), ("completed_at", "completed-at")] {
            extension.extend(said(key).map(|at| self.instant(name, at)));
        }
        if let Some(day) = said("replaced_on").filter(|_| is_version("replaced_on", value)) {
            extension.push(extension::with(base, "replaced-on", AnyValue::Date(day.to_owned())));
        }
        if let Some(revision) = value.get("revision").and_then(Value::as_u64) {
            extension.push(extension::text(base, "revision", &revision.to_string()));
        }
        let policy = group("policy").filter(|policy| !policy.is_empty());
        extension.extend(policy.map(|policy| self.policy(policy)));
        if !present {
            let empties = OF_VERSIONS.iter().filter(|key| is_version(key, value) && is_empty(&value[**key]));
            extension.extend(empties.map(|key| empty(base, key)));
        }
        let signatures = value.get("signatures").filter(|_| is_version("signatures", value)).and_then(Value::as_array);
        let signatures = signatures.into_iter().flatten().filter_map(Value::as_object);
        let mut roles = Vec::new();
        extension.extend(signatures.map(|signature| {
            let role = signature.get("role").and_then(Value::as_str);
            let again = role.is_some() && roles.contains(&role);
            roles.push(role);
            signing::written(base, signature, subject, again)
        }));
        extension.extend(unknown);
        if self.whole {
            extension.extend(items.marks.rest(base));
        }
        let policy_id = policy.map(|policy| path::text(policy, "id")).filter(|id| !id.is_empty());
        let version = policy_id.map_or(PACKAGE.to_owned(), |_| {
            of_policy(policy.map(|policy| path::text(policy, "version")).unwrap_or_default())
        });
        let authored = ["saved_at", "completed_at", "started_at"].into_iter().filter_map(said);
        QuestionnaireResponse {
            extension,
            questionnaire: Some(format!("{}|{version}", base.questionnaire(form, policy_id))),
            subject: Some(subject.clone()),
            authored: authored.map(str::to_owned).find(|at| plain::is_instant(at)),
            author: author(&answers, subject),
            item,
            ..QuestionnaireResponse::default()
        }
    }

    fn instant(&self, name: &str, at: &str) -> Extension {
        if plain::is_instant(at) {
            extension::with(self.base, name, AnyValue::DateTime(at.to_owned()))
        } else {
            extension::text(self.base, name, at)
        }
    }

    fn policy(&self, policy: &Map<String, Value>) -> Extension {
        let named = |key: &str| policy.get(key).and_then(Value::as_str);
        let mut parts: Vec<Extension> =
            ["id", "version"].into_iter().filter_map(|key| Some(text_part(key, named(key)?))).collect();
        let known = |key: &str| ["id", "version"].contains(&key) && named(key).is_some();
        parts.extend(unknowns(self.base, "unknown", policy, &known));
        extension::of_parts(self.base, "policy", parts)
    }
}

/// Whether a key of a version has what belongs there: what stood before an amendment is not checked but for its answers.
fn is_version(key: &str, value: &Map<String, Value>) -> bool {
    match (key, value.get(key)) {
        ("subject" | "answers" | "policy", Some(Value::Object(_))) => true,
        ("asked", Some(Value::Object(words))) => policy::check_words(words).is_ok(),
        ("signatures", Some(Value::Array(all))) => all.iter().all(Value::is_object),
        ("completed_at" | "saved_at", Some(Value::String(_))) => true,
        ("replaced_on", Some(Value::String(day))) => day.parse::<coplan_model::CalendarDate>().is_ok(),
        ("revision", Some(revision)) => revision.is_u64(),
        _ => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Object(group) => group.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// A group or list that is there, and has nothing in it.
fn empty(base: &Base, key: &str) -> Extension {
    extension::with(base, "empty", AnyValue::Code(key.to_owned()))
}

/// What a document, or a person, is known by.
pub fn identifier(base: &Base, system: String, value: &str) -> Identifier {
    Identifier {
        extension: plain::exact(base, value).into_iter().collect(),
        system: Some(system),
        value: plain::shown(value),
    }
}

/// Who filled the form in. Only one may be named: whoever took part is in the answers.
fn author(answers: &Map<String, Value>, subject: &Reference) -> Option<Reference> {
    let worker = ["completed_by", "asked_by"].into_iter().find_map(|key| answers.get(key)?.as_object())?;
    if path::text(worker, "role") == "service_user" {
        return Some(subject.clone());
    }
    plain::shown(path::text(worker, "name")).map(Reference::named)
}
