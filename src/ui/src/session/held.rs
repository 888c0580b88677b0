//! Whether a document that a host answered with is the one that was sent.

use coplan_model::FormName;
use coplan_model::fields::{self, Field, Kind};
use coplan_model::json::{Map, Value};

/// Whether it says something else than was sent. What it does not say denies nothing, but of answers: those are all there, or it is
/// not the document. A host may add keys of its own, and leave out what is empty.
pub fn denies(has: &Value, sent: &Value) -> bool {
    let another = |key: &str| !has[key].is_null() && !holds(&has[key], &sent[key]);
    if !has.is_object() {
        return false;
    }
    let form = sent["form"].as_str().and_then(FormName::from_name);
    let fields = form.map_or(&[][..], FormName::fields);
    let answers = &has["answers"];
    if ["form", "status", "subject", "signatures"].into_iter().any(another) {
        return true;
    }
    match answers.is_object() {
        true => !holds(answers, &sent["answers"]) || adds(answers, &sent["answers"], fields),
        // A database has ids of its own: where the answers are ours, so is the document.
        false => another("id"),
    }
}

/// Whether everything that was sent is there.
fn holds(has: &Value, sent: &Value) -> bool {
    match sent {
        Value::Null => true,
        Value::String(text) => letters(has.as_str().unwrap_or_default()).eq(letters(text)),
        Value::Array(items) => {
            let had = has.as_array().map(Vec::as_slice).unwrap_or_default();
            had.len() == items.len() && had.iter().zip(items).all(|(has, item)| holds(has, item))
        }
        Value::Object(object) => object.iter().all(|(key, value)| holds(&has[key], value)),
        Value::Bool(_) | Value::Number(_) => has == sent,
    }
}

/// What a text says, whatever a database makes of spaces and of characters that nobody sees.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let unseen = |letter: &char| {
        letter.is_whitespace()
            || letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    text.chars().filter(move |letter| !unseen(letter))
}

/// Whether there is an answer to one of our questions that was not sent: it was cleared, and is still there.
fn adds(has: &Value, sent: &Value, fields: &'static [Field]) -> bool {
    let Some(has) = has.as_object() else { return false };
    has.iter().any(|(key, value)| match fields::find(fields, key).map(|field| field.kind) {
        None => key == "local" && adds_any(value, &sent[key]),
        Some(_) if sent[key].is_null() => !is_empty(value),
        Some(Kind::Group(inner)) => adds(value, &sent[key], inner),
        Some(Kind::Rows(inner)) => {
            let rows = value.as_array().into_iter().flatten().zip(sent[key].as_array().into_iter().flatten());
            rows.into_iter().any(|(has, sent)| adds(has, sent, inner))
        }
        Some(_) => false,
    })
}

/// The same of a trust's own questions, of which nothing is known here.
fn adds_any(has: &Value, sent: &Value) -> bool {
    has.as_object()
        .is_some_and(|has: &Map<String, Value>| has.iter().any(|(key, value)| sent[key].is_null() && !is_empty(value)))
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => letters(text).next().is_none(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn sent() -> Value {
        json!({
            "form": "care_plan", "id": "a", "status": "complete", "subject": { "ref": "ada", "name": "Ada Example" },
            "signatures": [{ "role": "service_user", "name": "Ada" }],
            "answers": {
                "recovery_meaning": "First line.\nSecond café.", "goals": [{ "id": "g1", "own_words": "To sleep" }],
                "sharing": [], "record_date": "2026-11-30", "local": { "ward": "Park" },
            },
        })
    }

    #[test]
    fn what_a_host_may_do_to_a_document_denies_nothing() {
        assert!(!denies(&sent(), &sent()));
        let mut has = sent();
        has["answers"]["recovery_meaning"] = json!(" First line.\r\nSecond\u{a0}\u{200b}café.\u{0} ".replace('\0', ""));
        has["answers"]["_id"] = json!(5);
        has["answers"]["goals"][0]["_id"] = json!(6);
        has["answers"]["carers"] = json!([]);
        has["answers"]["local"]["other"] = json!("");
        has["answers"].as_object_mut().unwrap().remove("sharing");
        assert!(!denies(&has, &sent()));
        for key in ["form", "id", "status", "subject", "signatures", "answers"] {
            let mut has = has.clone();
            has.as_object_mut().unwrap().remove(key);
            assert!(!denies(&has, &sent()), "it says nothing of {key}");
        }
        has["id"] = json!("b");
        assert!(!denies(&has, &sent()));
        for nothing in [json!(null), json!("stored"), json!({})] {
            assert!(!denies(&nothing, &sent()));
        }
    }

    #[test]
    fn a_document_that_says_something_else_is_another() {
        for (path, other) in [
            ("/form", json!("relapse_plan")),
            ("/status", json!("draft")),
            ("/subject/ref", json!("bert")),
            ("/subject/name", json!("Bert Example")),
            ("/signatures", json!([])),
            ("/signatures/0/name", json!("Bert")),
            ("/answers/recovery_meaning", json!("Somebody else's line.")),
            ("/answers/recovery_meaning", json!(null)),
            ("/answers/record_date", json!("")),
            ("/answers/goals", json!([])),
            ("/answers/goals", json!([{ "own_words": "To sleep" }, { "own_words": "To eat" }])),
            ("/answers/goals/0/own_words", json!("To eat")),
            ("/answers/local/ward", json!("Lake")),
        ] {
            let mut theirs = sent();
            *theirs.pointer_mut(path).unwrap() = other.clone();
            assert!(denies(&theirs, &sent()), "{path} {other}");
        }
        assert!(denies(&json!({ "form": "care_plan", "id": "b" }), &sent()));
        for (place, key) in [("/answers", "strengths_used"), ("/answers/goals/0", "need"), ("/answers/local", "other")]
        {
            let mut theirs = sent();
            theirs.pointer_mut(place).unwrap()[key] = json!("It was cleared, and is still there.");
            assert!(denies(&theirs, &sent()), "{place} {key}");
        }
    }
}
