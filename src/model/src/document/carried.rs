//! Answers that came from an earlier document and that nobody has looked at yet.
//!
//! What was true a year ago may not be true today. Each such answer is known by its path, with the ids of rows
//! ([`path::by_id`]), and says from which document it is and of which day. It loses its mark when it is changed, cleared or
//! confirmed, and no form is complete before all have.

use crate::fields::{Field, Kind, Need};
use crate::json::{Map, Value};
use crate::path::{self, Answers, is_blank};
use crate::{Audience, CalendarDate, Document, asked};

/// The day of the document that the answer at a path came from, as it is written there; `None` for an answer of this document's
/// own.
pub fn since<'a>(document: &'a Document, path: &str) -> Option<&'a str> {
    if document.carried.is_empty() {
        return None;
    }
    let from = document.carried.get(path::by_id(&document.answers, path).as_str())?;
    Some(from["date"].as_str().unwrap_or_default())
}

/// Whether any answer in a question, group or row came from an earlier document and is asked of these.
pub fn is_any_in(document: &Document, place: &str, audience: Audience) -> bool {
    !document.carried.is_empty()
        && live(document)
            .iter()
            .any(|Answered { path, .. }| path::is_in(path, place) && asked(document, path, audience))
}

/// The answer at a path is this document's own from now on, and so are those in a group. Says whether one was not.
pub fn forget(document: &mut Document, path: &str) -> bool {
    let before = document.carried.len();
    if before > 0 {
        let within = path::by_id(&document.answers, path);
        // Of someone, and of several people, all is one answer.
        document.carried.retain(|key, _| !path::is_within(key, &within) && !path::is_in(&within, key));
    }
    document.carried.len() < before
}

/// Somebody has looked at the answers in these questions that are asked of them.
pub fn confirm(document: &mut Document, places: &[&str], audience: Audience) {
    let seen = live(document).into_iter().filter(|Answered { path, .. }| {
        places.iter().any(|place| path::is_in(path, place)) && asked(document, path, audience)
    });
    let seen: Vec<String> = seen.map(|answered| answered.key).collect();
    document.carried.retain(|key, _| !seen.contains(key));
}

/// What is marked and has no answer any more is forgotten.
pub fn prune(document: &mut Document) {
    if !document.carried.is_empty() {
        let live = live(document);
        document.carried.retain(|key, _| live.iter().any(|answered| answered.key == *key));
    }
}

/// Everything that is answered came from this document.
pub(crate) fn mark(document: &mut Document, from: &Document) {
    document.carried.clear();
    mark_in(document, from, &|_| true);
}

/// The same of the answers whose paths are `carried`.
pub(crate) fn mark_in(document: &mut Document, from: &Document, carried: &dyn Fn(&str) -> bool) {
    let day = day_of(from);
    let mark = Map::from_iter([("id".to_owned(), from.id.as_str().into()), ("date".to_owned(), day.into())]);
    let mut keys = Vec::new();
    each_answer(document, &mut |answered| {
        if carried(&answered.path) {
            keys.push(answered.key);
        }
    });
    document.carried.extend(keys.into_iter().map(|key| (key, Value::Object(mark.clone()))));
}

/// The day that a document is of: its own, or that on which it was finished or saved; empty for none.
pub fn day_of(document: &Document) -> &str {
    let day = Some(path::text(&document.answers, "record_date")).filter(|day| !day.is_empty());
    let finished = || document.completed_at.as_deref().or(document.saved_at.as_deref()).and_then(|at| at.get(..10));
    day.or_else(finished).unwrap_or_default()
}

/// The questions, lists and groups in which something has to be looked at, by their paths: what is within one list, or within one
/// part of the form, is looked at together. An answer to a question that is not asked now is on no screen, and waits until it is.
pub(crate) fn places(document: &Document) -> Vec<String> {
    let mut places = Vec::new();
    if !document.carried.is_empty() {
        let on_screen = |Answered { path, .. }: &Answered| asked(document, path, Audience::Worker);
        for Answered { path, .. } in live(document).into_iter().filter(on_screen) {
            let outer = path.split('[').next().unwrap_or_default();
            let outer = outer.splitn(3, '.').take(2).collect::<Vec<_>>().join(".");
            if !places.contains(&outer) {
                places.push(outer);
            }
        }
    }
    places
}

/// Checks what a host sent.
pub(crate) fn check(carried: &Answers) -> Result<(), crate::DocumentError> {
    for (key, from) in carried {
        let wrong = |part: &str, what| {
            Err(crate::DocumentError::wrong(&["carried.", crate::error::key(key), part].concat(), what))
        };
        let Value::Object(from) = from else { return wrong("", "an object") };
        if from.get("id").is_some_and(|id| !id.is_string()) {
            return wrong(".id", "text");
        }
        let day = from.get("date").map(Value::as_str);
        if day.is_some_and(|day| !day.is_some_and(|day| day.is_empty() || day.parse::<CalendarDate>().is_ok())) {
            return wrong(".date", "a date as text");
        }
    }
    Ok(())
}

/// The answers that are marked, in the order of the questions.
fn live(document: &Document) -> Vec<Answered> {
    let mut found = Vec::new();
    each_answer(document, &mut |answered| {
        if document.carried.contains_key(answered.key.as_str()) {
            found.push(answered);
        }
    });
    found
}

/// A single answer that is there.
pub struct Answered {
    /// Its path.
    pub path: String,
    /// The same with the ids of rows.
    pub key: String,
}

/// Every single answer of a document.
pub fn each_answer(document: &Document, take: &mut dyn FnMut(Answered)) {
    among(document.fields(), &document.answers, ["", ""], take);
}

fn among(fields: &'static [Field], answers: &Answers, [path, key]: [&str; 2], take: &mut dyn FnMut(Answered)) {
    for field in fields.iter().filter(|field| field.need != Need::Kept) {
        let Some(value) = answers.get(field.id).filter(|value| !is_blank(value)) else { continue };
        let [path, key] = [path, key].map(|prefix| [prefix, field.id].concat());
        match (field.kind, value) {
            (Kind::Group(inner), Value::Object(group)) => {
                among(inner, group, [&[&path, "."].concat(), &[&key, "."].concat()], take);
            }
            (Kind::Rows(inner), Value::Array(rows)) => {
                for (at, row) in rows.iter().enumerate() {
                    let Value::Object(row) = row else { continue };
                    let numbered = path::numbered(&path, at);
                    let by_id = match path::text(row, "id") {
                        "" => path::numbered(&key, at),
                        id => path::of_row(&key, id),
                    };
                    among(inner, row, [&(numbered + "."), &(by_id + ".")], take);
                }
            }
            (Kind::Voices | Kind::Signature, _) => {}
            _ => take(Answered { path, key }),
        }
    }
}
