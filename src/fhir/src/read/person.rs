//! Whom a response is about.

use coplan_model::CalendarDate;
use coplan_model::json::Value;
use coplan_model::nhs_number;

use super::{Group, Resources, patient, shape};
use crate::error::{FhirError, NotTaken};
use crate::extension::{find, take_unknowns};
use crate::types::{Extension, HumanName, Identifier, Patient, Reference};
use crate::{NHS_NUMBERS, plain};

/// The person, and what is not known of them.
#[derive(Default)]
pub struct About {
    pub subject: Group,
    pub not_taken: Vec<NotTaken>,
}

/// The person: what their record says, or, of another program, what the reference says by itself.
/// What we wrote ourselves is believed as it stands, and we write the Patient along.
pub fn subject(resources: &[&Resources], reference: Option<&Reference>, ours: bool) -> Result<About, FhirError> {
    let nobody = || {
        let not_taken = vec![NotTaken { path: "subject".to_owned(), code: "no_value" }];
        About { not_taken, ..About::default() }
    };
    // Another program that says nothing of a person has said nothing that could be lost.
    let Some(reference) = reference else { return Ok(if ours { nobody() } else { About::default() }) };
    let place = reference.reference.as_deref().unwrap_or_default();
    for among in resources {
        if let Some(person) = patient(among, place)? {
            return Ok(of(&person, ours));
        }
    }
    // What leads to a resource that is not here says nothing outside of this Bundle.
    let leads_nowhere = place.starts_with('#') || place.starts_with("urn:");
    let is_other = !place.is_empty() && !leads_nowhere && !is_patient(place);
    if ours || is_other || reference.r#type.as_deref().is_some_and(|kind| kind != "Patient") {
        return Ok(nobody());
    }
    let mut about = About::default();
    let mut put = |key: &str, value: Option<String>| {
        about.subject.extend(value.filter(|value| !value.is_empty()).map(|value| (key.to_owned(), Value::from(value))));
    };
    put("name", reference.display.clone());
    let number = reference.identifier.as_ref().filter(|known| known.system.as_deref() == Some(NHS_NUMBERS));
    put("nhs_number", number.and_then(|known| known.value.clone()));
    if !leads_nowhere {
        put("ref", Some(place.to_owned()));
    }
    if about.subject.is_empty() { Ok(nobody()) } else { Ok(about) }
}

/// Whether an address is that of a Patient: `Patient/7`, of whatever server, perhaps with a version.
fn is_patient(place: &str) -> bool {
    of_its_server(place).is_some_and(|(kind, _)| kind == "Patient")
}

/// The type and the id in the address of a resource.
fn of_its_server(place: &str) -> Option<(&str, &str)> {
    let resource = place.split_once("/_history/").map_or(place, |(resource, _)| resource);
    let (before, id) = resource.rsplit_once('/')?;
    let kind = before.rsplit_once('/').map_or(before, |(_, kind)| kind);
    (!id.is_empty()).then_some((kind, id))
}

/// Whether what an earlier version is about is somebody else than what the present one is about.
pub fn is_somebody_else(
    earlier: &Reference,
    present: &Reference,
    [contained, beside]: [&Resources; 2],
    subject: &Group,
) -> Result<bool, FhirError> {
    let [place, now] = [earlier, present].map(|reference| reference.reference.as_deref().unwrap_or_default());
    if place == now {
        return Ok(false);
    }
    // Details may have been corrected since, and the host's own reference never is.
    if let Some(person) = patient(contained, place)? {
        let then = of(&person, true).subject;
        return Ok(matches!((then.get("ref"), subject.get("ref")), (Some(then), Some(now)) if then != now));
    }
    if let Some(person) = patient(beside, place)? {
        return Ok(of(&person, true).subject != *subject);
    }
    // A server gives the response an address of its own for the person, and may leave what is contained as it was.
    let is_left = place.starts_with("urn:") && !now.starts_with("urn:");
    let is_same = of_its_server(place).is_some() && of_its_server(place) == of_its_server(now);
    // A Patient that should be contained, and is not, is named when the version is read.
    Ok(!(is_left || is_same || place.starts_with('#')))
}

fn of(person: &Patient, ours: bool) -> About {
    let mut about = About::default();
    let mut several = Vec::new();
    let mut put = |key: &str, value: Option<String>| {
        about.subject.extend(value.map(|value| (key.to_owned(), Value::from(value))));
    };
    let mut disputed = Vec::new();
    let name = now(&person.name);
    let is_name = |name: &&HumanName| !ours || !differs(&name.extension, &|shown| shown == name.text.as_deref());
    if name.is_some_and(|name| !is_name(&name)) {
        disputed.push("name");
    }
    put("name", name.filter(is_name).and_then(named));
    let is = |system: &str, key: &str| match key {
        "ref" => system.ends_with("/identifier/subject"),
        _ => system == NHS_NUMBERS || system.ends_with("/identifier/nhs-number-as-written"),
    };
    for key in ["nhs_number", "ref"] {
        let of = person.identifier.iter().filter(|known| is(known.system.as_deref().unwrap_or_default(), key));
        let of: Vec<&Identifier> = of.collect();
        if ours && of.iter().any(|known| is_disputed(known)) {
            disputed.push(key);
            continue;
        }
        let mut said: Vec<String> = of.into_iter().filter_map(written).collect();
        said.dedup();
        // Two numbers are of two people, or one of them is wrong: neither is taken.
        if said.len() > 1 {
            several.push(NotTaken { path: ["subject.", key].concat(), code: "several" });
        } else {
            put(key, said.pop());
        }
    }
    match &person.birth_date {
        // R4 has years and months too, and a document only days.
        Some(born) if !ours && !born.parse::<CalendarDate>().is_ok_and(|date| date.day().is_some()) => {
            about.not_taken.push(NotTaken { path: "subject.date_of_birth".to_owned(), code: "not_a_date" });
        }
        born => put("date_of_birth", born.clone()),
    }
    several.extend(disputed.into_iter().map(|key| NotTaken { path: ["subject.", key].concat(), code: "several" }));
    about.not_taken.append(&mut several);
    if ours {
        shape::look(&person.extension, "subject", false, &mut about.not_taken);
        let within = person
            .identifier
            .iter()
            .map(|known| &known.extension)
            .chain(person.name.iter().map(|name| &name.extension));
        within.for_each(|extensions| shape::look(extensions, "subject", false, &mut about.not_taken));
    }
    take_unknowns(&person.extension, "unknown", &mut about.subject);
    about
}

/// What they are called now: officially, usually, or by the first name that is none of those that they had.
fn now(names: &[HumanName]) -> Option<&HumanName> {
    let used = |name: &&HumanName, how: &str| name.r#use.as_deref() == Some(how);
    let past = |name: &&HumanName| ["old", "maiden", "nickname", "temp"].iter().any(|how| used(name, how));
    ["official", "usual"]
        .iter()
        .find_map(|how| names.iter().find(|name| used(name, how)))
        .or_else(|| names.iter().find(|name| !past(name)))
        .or_else(|| names.first())
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

/// Whether something else stands beside an exact text than what is written there.
pub fn differs(extensions: &[Extension], is_beside: &dyn Fn(Option<&str>) -> bool) -> bool {
    let both = ["empty", "exact"].iter().all(|name| find(extensions, name).is_some());
    both || exactly(extensions).is_some_and(|exact| !is_beside(plain::shown(&exact).as_deref()))
}

/// Whether an identifier has another value than what our extensions say of it.
pub fn is_disputed(known: &Identifier) -> bool {
    let value = known.value.as_deref();
    let written = find(&known.extension, "as-written").and_then(Extension::text);
    written.is_some_and(|written| value != Some(&*nhs_number::digits(&written)))
        || differs(&known.extension, &|shown| shown == value)
}
