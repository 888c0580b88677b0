//! Amendments: a completed document is changed only by adding to it. What stood before is kept whole in `earlier`, and the
//! change has its reason ("a record of the amendment made and why it was made should be kept", *Partnership Working* L163).

use crate::json::{Map, Value};

use crate::path::Answers;
use crate::{Document, Problem, Status, identity};

/// Begins an amendment: answers and signatures move, as they stand, to the end of `earlier`, and may be changed.
pub fn begin(document: &mut Document, today: &str) {
    let whole = document.to_value();
    let mut entry = Map::new();
    for key in ["answers", "signatures", "completed_at", "saved_at", "revision"] {
        if let Some(value) = whole.get(key).filter(|value| !value.is_null()) {
            entry.insert(key.to_owned(), value.clone());
        }
    }
    entry.insert("replaced_on".to_owned(), Value::from(today));
    document.earlier.push(Value::Object(entry));
    document.answers.remove("amendment_reason");
}

/// Takes [`begin`] back: what stood before stands again.
pub fn take_back(document: &mut Document) {
    let Some(Value::Object(mut entry)) = document.earlier.pop() else { return };
    if let Some(Value::Object(answers)) = entry.remove("answers") {
        document.answers = answers;
    }
    document.signatures = signatures(&mut entry);
    document.entered.clear();
    identity::settle(document);
}

/// A document as it stood before its amendment number `at`, to be read.
pub fn before(document: &Document, at: usize) -> Option<Document> {
    let Value::Object(mut entry) = document.earlier.get(at)?.clone() else { return None };
    let mut past = Document::new(document.form);
    past.version.clone_from(&document.version);
    past.subject.clone_from(&document.subject);
    past.status = Status::Complete;
    past.signatures = signatures(&mut entry);
    if let Some(Value::Object(answers)) = entry.remove("answers") {
        past.answers = answers;
    }
    identity::settle(&mut past);
    Some(past)
}

fn signatures(entry: &mut Answers) -> Vec<Answers> {
    let Some(Value::Array(signatures)) = entry.remove("signatures") else { return Vec::new() };
    let whole = signatures.into_iter().filter_map(|signature| match signature {
        Value::Object(signature) => Some(signature),
        _ => None,
    });
    whole.collect()
}

/// What a later revision has lost of what an earlier one had completed: nothing, when all is well.
pub(crate) fn lost(earlier: &Document, later: &Document) -> Option<Problem> {
    let before = &earlier.earlier;
    let kept = later.earlier.len() >= before.len() && before.iter().zip(&later.earlier).all(|(then, now)| then == now);
    let complete = matches!(earlier.status, Status::Complete | Status::Amended);
    let now = earlier.to_value();
    let moved = !complete
        || later.to_value()["answers"] == now["answers"]
        || later.earlier.get(before.len()).is_some_and(|entry| entry["answers"] == now["answers"]);
    (!kept || !moved).then(|| Problem::new("earlier", "overwritten"))
}

/// What is finished has no reason for not being so. What was signed stays as it was signed.
pub fn forget_unfinished(document: &mut Document) {
    if document.signatures.is_empty() {
        for key in ["incomplete_reason", "incomplete_note", "return_date"] {
            document.answers.remove(key);
        }
    }
}
