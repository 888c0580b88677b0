//! Whom a response is about.

use coplan_model::json::Value;

use super::{Group, Resources, patient};
use crate::error::FhirError;
use crate::extension::{find, take_unknowns};
use crate::types::{Extension, HumanName, Identifier, Patient, Reference};
use crate::{NHS_NUMBERS, plain};

/// The person: what their record says, or what the reference says by itself.
pub fn subject(resources: &[&Resources], reference: Option<&Reference>) -> Result<Group, FhirError> {
    let Some(reference) = reference else { return Ok(Group::new()) };
    let place = reference.reference.as_deref().unwrap_or_default();
    for among in resources {
        if let Some(person) = patient(among, place)? {
            return Ok(of(&person));
        }
    }
    let mut subject = Group::new();
    let mut put = |key: &str, value: Option<String>| {
        subject.extend(value.filter(|value| !value.is_empty()).map(|value| (key.to_owned(), Value::from(value))));
    };
    put("name", reference.display.clone());
    let number = reference.identifier.as_ref().filter(|known| known.system.as_deref() == Some(NHS_NUMBERS));
    put("nhs_number", number.and_then(|known| known.value.clone()));
    // What leads to a resource that is not here says nothing outside of this Bundle.
    if !place.starts_with('#') && !place.starts_with("urn:") {
        put("ref", Some(place.to_owned()));
    }
    Ok(subject)
}

fn of(person: &Patient) -> Group {
    let mut subject = Group::new();
    let mut put = |key: &str, value: Option<String>| {
        subject.extend(value.map(|value| (key.to_owned(), Value::from(value))));
    };
    put("name", person.name.first().and_then(named));
    put("date_of_birth", person.birth_date.clone());
    for known in &person.identifier {
        let system = known.system.as_deref().unwrap_or_default();
        if system == NHS_NUMBERS || system.ends_with("/identifier/nhs-number-as-written") {
            put("nhs_number", written(known));
        } else if system.ends_with("/identifier/subject") {
            put("ref", written(known));
        }
    }
    take_unknowns(&person.extension, "unknown", &mut subject);
    subject
}

fn named(name: &HumanName) -> Option<String> {
    let parts = || {
        let parts: Vec<&str> = name.given.iter().chain(&name.family).map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    exactly(&name.extension).or_else(|| name.text.clone()).or_else(parts)
}

/// What an identifier says, as it was written.
pub fn written(known: &Identifier) -> Option<String> {
    let as_written = find(&known.extension, "as-written").and_then(Extension::text);
    as_written.or_else(|| exactly(&known.extension)).or_else(|| known.value.clone())
}

/// The text itself, where the element beside it cannot say it.
pub fn exactly(extensions: &[Extension]) -> Option<String> {
    if find(extensions, "empty").is_some() {
        return Some(String::new());
    }
    find(extensions, "exact")?.value.as_ref().and_then(plain::text_of)
}
