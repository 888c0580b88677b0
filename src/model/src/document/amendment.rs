//! Amendments: a completed document is changed only by adding to it. What stood before is kept whole in `earlier`, and the
//! change has its reason ("a record of the amendment made and why it was made should be kept", *Partnership Working* L163).

use crate::json::{Map, Value};

use crate::path::Answers;
use crate::{Document, Status, identity, policy};

/// Begins an amendment: answers and signatures move, as they stand, to the end of `earlier`, with whom they are about, and may
/// be changed.
pub fn begin(document: &mut Document, today: &str) {
    let whole = document.to_value();
    let mut entry = Map::new();
    for key in ["subject", "answers", "signatures", "policy", "asked", "completed_at", "saved_at", "revision"] {
        if let Some(value) = whole.get(key).filter(|value| !value.is_null()) {
            entry.insert(key.to_owned(), value.clone());
        }
    }
    entry.insert("replaced_on".to_owned(), Value::from(today));
    document.earlier.push(Value::Object(entry));
    document.answers.shift_remove("amendment_reason");
}

/// Takes [`begin`] back: what stood before stands again. A draft that an unfinished amendment had become is none any more.
pub fn take_back(document: &mut Document) {
    let Some(Value::Object(mut entry)) = document.earlier.pop() else { return };
    if document.status == Status::Draft {
        document.status = if document.earlier.is_empty() { Status::Complete } else { Status::Amended };
    }
    if let Some(Value::String(at)) = entry.get("completed_at") {
        document.completed_at.get_or_insert_with(|| at.clone());
    }
    put_back(document, &mut entry);
    document.entered.clear();
    identity::settle(document);
}

/// A document as it stood before its amendment number `at`, to be read. Its entry says whom it was about when that was
/// corrected since.
pub fn before(document: &Document, at: usize) -> Option<Document> {
    let Value::Object(mut entry) = document.earlier.get(at)?.clone() else { return None };
    let mut past = Document::new(document.form);
    past.version.clone_from(&document.version);
    past.id.clone_from(&document.id);
    // That is said of the document with all that stood in it.
    past.access = document.access;
    let whose = document.earlier[at..].iter().find_map(|entry| entry["subject"].as_object());
    past.subject.clone_from(whose.unwrap_or(&document.subject));
    past.status = Status::Complete;
    past.rules = document.rules;
    put_back(&mut past, &mut entry);
    identity::settle(&mut past);
    Some(past)
}

fn put_back(document: &mut Document, entry: &mut Answers) {
    if let Some(Value::Object(subject)) = entry.remove("subject") {
        document.subject = subject;
    }
    if let Some(Value::Object(answers)) = entry.remove("answers") {
        document.answers = answers;
    }
    let [policy, asked] = ["policy", "asked"].map(|key| match entry.remove(key) {
        Some(Value::Object(group)) => group,
        _ => Answers::new(),
    });
    (document.policy, document.asked) = (policy, asked);
    document.misfits = policy::misfits(document.fields(), &mut document.answers);
    document.signatures = signatures(entry);
}

fn signatures(entry: &mut Answers) -> Vec<Answers> {
    let Some(Value::Array(signatures)) = entry.remove("signatures") else { return Vec::new() };
    let whole = signatures.into_iter().filter_map(|signature| match signature {
        Value::Object(signature) => Some(signature),
        _ => None,
    });
    whole.collect()
}

/// What is finished has no reason for not being so. What was signed stays as it was signed.
pub fn forget_unfinished(document: &mut Document) {
    if document.signatures.is_empty() {
        for key in ["incomplete_reason", "incomplete_note", "return_date"] {
            document.answers.shift_remove(key);
        }
    }
}
