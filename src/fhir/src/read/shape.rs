//! Whether our extensions are as we define them. What is not could only be left out: it is named by its place.

use coplan_model::{Access, json};

use super::foreign::is_foreign;
use super::places::name;
use crate::SIGNATURE;
use crate::ask::Ask;
use crate::base::name_of;
use crate::definitions;
use crate::error::NotTaken;
use crate::plain;
use crate::types::{Answer, AnyValue, Extension, Item, QuestionnaireResponse};

/// Those of which an element may have several: each is for something else.
const REPEATED: [&str; 8] = ["earlier", "unknown", "unknown-answer", "voice", "asked", "carried", "entered", "empty"];

/// Everything in a response of ours that is not as it was written.
pub fn misshapen(response: &QuestionnaireResponse) -> Vec<NotTaken> {
    let mut found = Vec::new();
    for extension in &response.extension {
        let own = name_of(&extension.url).unwrap_or_default();
        let path = match own {
            "document-version" => "version".to_owned(),
            "voice" => "answers.voices".to_owned(),
            "unknown" | "empty" => String::new(),
            "unknown-answer" => "answers".to_owned(),
            "signature" => "signatures".to_owned(),
            own if definitions::shape(own).is_some() => own.replace('-', "_"),
            _ => String::new(),
        };
        found.extend(wrong(extension).map(|code| NotTaken { path, code }));
        if let Some(AnyValue::Signature(signature)) = &extension.value {
            look(&signature.extension, "signatures", false, &mut found);
        }
    }
    found.extend(
        doubled(&response.extension, true).map(|own| NotTaken { path: own.replace('-', "_"), code: "several" }),
    );
    if let Some(identifier) = &response.identifier {
        look(&identifier.extension, "id", false, &mut found);
    }
    items(&response.item, "", &mut found);
    found
}

/// What only a Bundle of ours has, in a response of another program: it is not believed, and each kind of it is named once.
pub fn not_believed(response: &QuestionnaireResponse) -> Vec<NotTaken> {
    let mut found = Vec::new();
    let mut put = |path: String| {
        if !found.contains(&path) {
            found.push(path);
        }
    };
    let is_id = |system: &str| system.ends_with("/identifier/document");
    let identifier = response.identifier.as_ref();
    if identifier.and_then(|known| known.system.as_deref()).is_some_and(is_id) {
        put("id".to_owned());
    }
    for Extension { url, .. } in &response.extension {
        match name_of(url) {
            // That it is restricted is believed of everybody.
            Some(own) if own != "access" && definitions::shape(own).is_some() => put(whole(own)),
            _ if url == SIGNATURE => put("signatures".to_owned()),
            _ => {}
        }
    }
    let mut below: Vec<&Item> = response.item.iter().collect();
    while let Some(item) = below.pop() {
        let answers = item.answer.iter().flat_map(|answer| &answer.extension);
        for own in item.extension.iter().chain(answers).filter_map(|one| name_of(&one.url)) {
            if ANSWERED.contains(&own) {
                put(whole(own));
            }
        }
        below.extend(&item.item);
        below.extend(item.answer.iter().flat_map(|answer| &answer.item));
    }
    found.into_iter().map(|path| NotTaken { path, code: "not_whole" }).collect()
}

/// Those of an answer that say what the answer alone does not.
const ANSWERED: [&str; 9] = ["voice", "asked", "carried", "entered", "row-id", "someone", "json", "exact", "unknown"];

/// Where in a document that is which an extension says.
fn whole(own: &str) -> String {
    match own {
        "voice" => "answers.voices".to_owned(),
        "signature" => "signatures".to_owned(),
        "unknown-answer" | "row-id" | "someone" | "json" | "exact" | "unknown" | "empty" => "answers".to_owned(),
        own => own.replace('-', "_"),
    }
}

fn items(all: &[Item], within: &str, found: &mut Vec<NotTaken>) {
    for (at, item) in all.iter().enumerate() {
        let path = name(&item.link_id, within, at);
        look(&item.extension, &path, false, found);
        for Answer { extension, .. } in &item.answer {
            look(extension, &path, false, found);
        }
        items(&item.item, &path, found);
    }
}

/// The extensions of one element.
pub fn look(extensions: &[Extension], path: &str, whole: bool, found: &mut Vec<NotTaken>) {
    let wrong = extensions.iter().filter_map(wrong);
    found.extend(wrong.map(|code| NotTaken { path: path.to_owned(), code }));
    let doubled = doubled(extensions, whole);
    found.extend(doubled.map(|_| NotTaken { path: path.to_owned(), code: "several" }));
}

/// The first name of ours that is there twice where it can be only once.
fn doubled(extensions: &[Extension], whole: bool) -> Option<&str> {
    let own = |extension: &Extension| name_of(&extension.url).is_some_and(|own| own != "signature");
    let mut seen: Vec<&str> = Vec::new();
    for name in extensions.iter().filter(|extension| own(extension)).filter_map(|one| name_of(&one.url)) {
        let repeated = if whole { REPEATED.contains(&name) } else { name == "unknown" };
        if seen.contains(&name) && !repeated {
            return Some(name);
        }
        seen.push(name);
    }
    None
}

/// The parts of an extension of ours without what another program has added, which is named by itself.
fn own_parts(extension: &Extension) -> impl Iterator<Item = &Extension> {
    extension.extension.iter().filter(|part| !is_foreign(&part.url))
}

/// What is wrong with an extension of ours.
fn wrong(extension: &Extension) -> Option<&'static str> {
    let own = name_of(&extension.url)?;
    let Some((value, parts)) = definitions::shape(own) else { return Some("unknown_extension") };
    let Some(said) = &extension.value else {
        return parts_wrong(extension, own, value, parts);
    };
    // R4 has a value or parts (ext-1).
    if own_parts(extension).next().is_some() {
        return Some("several");
    }
    let text = plain::text_of(said).unwrap_or_default();
    match own {
        _ if !value.contains(&type_of(said)) || is_undecoded(said) => Some("wrong_type"),
        "revision" if !text.parse::<u64>().is_ok_and(|number| number.to_string() == text) => Some("wrong_type"),
        "access" if text != Access::Restricted.code() => Some("wrong_type"),
        "json" if json::read(&text).is_err() => Some("wrong_type"),
        "kind" if Ask::named(&text).is_none() => Some("wrong_type"),
        "started-at" | "saved-at" | "completed-at" if matches!(said, AnyValue::DateTime(at) if !plain::is_instant(at)) => {
            Some("not_a_date")
        }
        _ => None,
    }
}

/// Those that keep what this version does not know.
const KEEPING: [&str; 5] = ["signature", "policy", "carried", "asked", "question"];

fn parts_wrong(
    extension: &Extension,
    own: &str,
    value: &'static [&'static str],
    parts: &'static [(&'static str, &'static [&'static str])],
) -> Option<&'static str> {
    let mut seen: Vec<&str> = Vec::new();
    for part in own_parts(extension) {
        if name_of(&part.url).is_some_and(|own| own == "unknown") && KEEPING.contains(&own) {
            if let Some(code) = wrong(part) {
                return Some(code);
            }
            continue;
        }
        let url = &*part.url;
        let types = match parts.iter().find(|(name, _)| *name == url) {
            Some((_, types)) => types,
            // An empty text is said by its part.
            None if url == "empty" && (value.contains(&"string") || !parts.is_empty()) => &&["boolean"][..],
            None => return Some("wrong_type"),
        };
        if seen.contains(&url) && !["option", "question"].contains(&url) {
            return Some("several");
        }
        seen.push(url);
        let is_well = match (&part.value, url) {
            (Some(said), _) => types.contains(&type_of(said)) && !is_undecoded(said),
            (None, "option") => is_option(part),
            (None, "question") => parts_wrong(part, "question", &[], parts).is_none(),
            (None, _) => types.contains(&"string") && part.get("empty").is_some() && own_parts(part).count() == 1,
        };
        if !is_well {
            return Some("wrong_type");
        }
    }
    let is_unknown = own.starts_with("unknown");
    let needed: &[&str] = match own {
        "voice" | "entered" if !seen.contains(&"empty") => &["path", "value"],
        _ if is_unknown => &["name", "value"],
        _ => &[],
    };
    if own_parts(extension).next().is_none() || needed.iter().any(|part| !seen.contains(part)) {
        return Some("no_value");
    }
    let json = || extension.text_of("value").is_some_and(|text| json::read(&text).is_ok());
    (is_unknown && !json()).then_some("wrong_type")
}

/// An option of a question as it was asked: its code, and what it said.
fn is_option(part: &Extension) -> bool {
    own_parts(part).count() == 2 && ["code", "label"].iter().all(|name| part.text_of(name).is_some())
}

fn is_undecoded(said: &AnyValue) -> bool {
    matches!(said, AnyValue::Base64Binary(encoded) if plain::decoded(encoded).is_none())
}

fn type_of(said: &AnyValue) -> &'static str {
    match said {
        AnyValue::String(_) => "string",
        AnyValue::Code(_) => "code",
        AnyValue::Uri(_) => "uri",
        AnyValue::Boolean(_) => "boolean",
        AnyValue::Integer(_) => "integer",
        AnyValue::Date(_) => "date",
        AnyValue::DateTime(_) => "dateTime",
        AnyValue::Base64Binary(_) => "base64Binary",
        AnyValue::Coding(_) => "Coding",
        AnyValue::CodeableConcept(_) => "CodeableConcept",
        AnyValue::Reference(_) => "Reference",
        AnyValue::Signature(_) => "Signature",
    }
}
