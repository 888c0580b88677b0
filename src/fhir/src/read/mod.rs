//! A Bundle as a document.
//!
//! What `coplan` wrote gives the same document again. What another program answered in our questionnaire becomes a draft: somebody
//! looks at it before it is finished. Whatever cannot be taken is named, and the rest is taken.

mod answers;
mod foreign;
mod marks;
mod person;
mod places;
mod shape;
mod version;

use std::collections::HashMap;

use answers::Referred;
use coplan_model::json::{self, Map, Value};
use coplan_model::policy::Rules;
use coplan_model::{Document, FormName, amendment, path, people};
use serde::de::DeserializeOwned;

use crate::base::form_of;
use crate::error::{FhirError, NotTaken};
use crate::types::{AnyValue, Patient, QuestionnaireResponse};
use crate::write::{self, SUBSETTED};
use crate::{extension, plain};

/// What was read.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The document.
    pub document: Document,
    /// What could not be taken, in reading order.
    pub not_taken: Vec<NotTaken>,
    /// It is the document that was written, and no draft made of what another program answered.
    pub is_ours: bool,
}

/// Reads a Bundle, or a `QuestionnaireResponse` by itself. `rules` are those of the policy under which a form is asked.
///
/// # Errors
/// When there is no one response to a questionnaire of ours in it, or it is not as R4 has it, or it is a copy from which something
/// was left out.
pub fn read(text: &str, rules: &dyn Fn(FormName) -> Option<&'static Rules>) -> Result<Taken, FhirError> {
    let sent = json::read(text)?;
    if is_modified(&sent) {
        return Err(FhirError::Modified);
    }
    let is_labelled = write::is_labelled(&sent);
    let (mut response, resources) = apart(sent)?;
    if let Some(path) = valued_twice(&response) {
        return Err(FhirError::NotR4 { path });
    }
    let person = response["subject"]["reference"].as_str().and_then(|place| resources.get(place));
    let mut no_place = foreign::beside(&response, person);
    let contained = take_contained(&mut response)?;
    let response: QuestionnaireResponse = typed(response)?;
    let form = response.questionnaire.as_deref().and_then(form_of).ok_or(FhirError::OtherQuestionnaire)?;
    let tags = response.meta.iter().flat_map(|meta| &meta.tag);
    // A server may write `meta` anew.
    let is_copy = extension::find(&response.extension, "copy").is_some();
    if is_copy || tags.into_iter().any(|tag| tag.code.as_deref() == Some(SUBSETTED.1)) {
        return Err(FhirError::NotWhole);
    }
    let ours = extension::find(&response.extension, "document-version").is_some();
    if !ours && response.status == "entered-in-error" {
        return Err(FhirError::Withdrawn);
    }
    let rules = rules(form);
    let fields = rules.map_or(form.fields(), |rules| rules.fields);
    let start = |disputed| version::Reading {
        form,
        fields,
        ours,
        // What our assessments are labelled for is in every one of them.
        is_labelled: is_labelled && !write::holds_restricted(form),
        contained: contained.clone(),
        resources: &resources,
        not_taken: Vec::new(),
        misplaced: Vec::new(),
        referred: Vec::new(),
        disputed,
    };
    let mut reading = start(Vec::new());
    let mut value = reading.present(&response)?;
    let disputed = disputed(&value, &reading.referred, rules);
    if !disputed.is_empty() {
        // What they say together decides whom a reference means: only now is it known which of them are left out.
        reading = start(disputed);
        value = reading.present(&response)?;
    }
    if !ours {
        reading.not_taken.extend(shape::not_believed(&response));
    }
    let is_ours = ours && reading.not_taken.is_empty();
    if !is_ours {
        let stays = |key: &str| ["form", "access", "subject", "answers", "entered", "asked"].contains(&key);
        if ours {
            let left = value.iter().filter(|(key, left)| !stays(key) && says_something(key, left));
            let left = left.map(|(key, _)| NotTaken { path: json::told(key).to_owned(), code: "not_whole" });
            reading.not_taken.extend(left);
        }
        value.retain(|key, _| stays(key));
    }
    no_place.also(reading.misplaced);
    // What another program added makes nothing less than it was.
    reading.not_taken.extend(no_place.named);
    let document = Document::under(Value::Object(value), None, rules).map_err(FhirError::NotADocument)?;
    Ok(Taken { document, not_taken: reading.not_taken, is_ours })
}

/// Where another name stands beside a reference to somebody than the one that the document has for them. The name of the person
/// whom it is about is the record system's own: where that was corrected since, the one beside the reference is the old one.
fn disputed(
    value: &Group,
    referred: &[(Option<usize>, Referred)],
    rules: Option<&'static Rules>,
) -> Vec<version::Disputed> {
    if referred.is_empty() {
        return Vec::new();
    }
    let Ok(document) = Document::under(Value::Object(value.clone()), None, rules) else { return Vec::new() };
    let mut known: HashMap<Option<usize>, Vec<people::Known>> = HashMap::new();
    let disputed = |(at, referred): &(Option<usize>, Referred)| {
        let known = known.entry(*at).or_insert_with(|| match at {
            None => people::known(&document),
            Some(at) => amendment::before(&document, *at).map(|before| people::known(&before)).unwrap_or_default(),
        });
        let said = |key| path::text(&referred.someone, key);
        let name = plain::shown(&people::name(known, &referred.someone));
        let is_other = said("person") != people::ME && name.map(AnyValue::String) != referred.beside;
        // A program that keeps no ids of rows leaves a reference to nobody, and the name.
        let is_gone = said("name").is_empty()
            && !said("person").is_empty()
            && matches!(referred.beside, Some(AnyValue::String(_)))
            && !known.iter().any(|one| one.reference == said("person"));
        is_other.then(|| (*at, referred.path.clone(), is_gone))
    };
    referred.iter().filter_map(disputed).collect()
}

/// Whether anything in it says that it may mean something else.
fn is_modified(value: &Value) -> bool {
    match value {
        Value::Object(group) => {
            group.keys().any(|key| key == "modifierExtension" || key == "implicitRules")
                || group.values().any(is_modified)
        }
        Value::Array(list) => list.iter().any(is_modified),
        _ => false,
    }
}

/// Whether what a draft does not have says anything that is lost by it.
fn says_something(key: &str, value: &Value) -> bool {
    match value {
        Value::Array(list) => !list.is_empty(),
        Value::String(text) => key != "version" && (key != "status" || text != "draft"),
        _ => true,
    }
}

/// Where an element has two values: R4 has one, and of two nobody knows which is meant.
fn valued_twice(value: &Value) -> Option<String> {
    let within = |step: String, inner: &Value| valued_twice(inner).map(|rest| [step, rest].concat());
    match value {
        Value::Object(group) => {
            let is_value = |key: &&String| {
                key.strip_prefix("value").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()))
            };
            if group.keys().filter(is_value).count() > 1 {
                return Some("value[x]".to_owned());
            }
            group.iter().find_map(|(key, inner)| {
                within([json::told(key), if inner.is_array() { "" } else { "." }].concat(), inner)
            })
        }
        Value::Array(list) => list.iter().enumerate().find_map(|(at, inner)| within(format!("[{at}]."), inner)),
        _ => None,
    }
}

/// Resources by what others refer to them by.
type Resources = HashMap<String, Value>;

/// The one response, and everything beside it.
fn apart(sent: Value) -> Result<(Value, Resources), FhirError> {
    let Value::Object(mut sent) = sent else { return Err(FhirError::NoResponse) };
    match sent.get("resourceType").and_then(Value::as_str) {
        Some("QuestionnaireResponse") => return Ok((Value::Object(sent), Resources::new())),
        Some("Bundle") => {}
        _ => return Err(FhirError::NoResponse),
    }
    let Some(Value::Array(entries)) = sent.remove("entry") else { return Err(FhirError::NoResponse) };
    let (mut response, mut resources) = (None, Resources::new());
    for (at, entry) in entries.into_iter().enumerate() {
        let Value::Object(mut entry) = entry else { continue };
        let Some(resource) = entry.remove("resource") else { continue };
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        if kind == "QuestionnaireResponse" {
            if response.replace(resource).is_some() {
                return Err(FhirError::SeveralResponses);
            }
            continue;
        }
        let id = resource["id"].as_str().map(|id| format!("{kind}/{id}"));
        let url = entry.get("fullUrl").and_then(Value::as_str).map(str::to_owned);
        // A name that two resources have means neither (R4, bdl-7).
        for name in [url, id].into_iter().flatten() {
            if resources.insert(name, resource.clone()).is_some_and(|other| other != resource) {
                return Err(FhirError::NotR4 { path: format!("entry[{at}]") });
            }
        }
    }
    Ok((response.ok_or(FhirError::NoResponse)?, resources))
}

/// What is contained in it, by `#id`: to what has none, nothing can refer.
fn take_contained(response: &mut Value) -> Result<Resources, FhirError> {
    let contained = response.as_object_mut().and_then(|response| response.remove("contained"));
    let Some(Value::Array(contained)) = contained else { return Ok(Resources::new()) };
    let mut named = Resources::new();
    for (at, resource) in contained.into_iter().enumerate() {
        let Some(id) = resource["id"].as_str().map(|id| format!("#{id}")) else { continue };
        if named.insert(id, resource).is_some() {
            return Err(FhirError::NotR4 { path: format!("contained[{at}].id") });
        }
    }
    Ok(named)
}

/// A resource, when it is as R4 has it.
fn typed<T: DeserializeOwned>(value: Value) -> Result<T, FhirError> {
    serde_path_to_error::deserialize(value).map_err(|error| FhirError::NotR4 { path: error.path().to_string() })
}

/// The person that is referred to.
fn patient(resources: &Resources, reference: &str) -> Result<Option<Patient>, FhirError> {
    match resources.get(reference) {
        Some(found) if found["resourceType"] == "Patient" => typed(found.clone()).map(Some),
        _ => Ok(None),
    }
}

/// A group of JSON.
type Group = Map<String, Value>;
