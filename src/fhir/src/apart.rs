//! A copy of an assessment without what says as much as an answer to the abuse question, as `coplan render --unrestricted`
//! leaves it out: risk from others, abuse among the CPA characteristics, and which parts the copies of others hold.

use coplan_model::Document;
use coplan_model::comprehensive_assessment::is_restricted;
use coplan_model::json::{Map, Value};
use coplan_model::path::numbered;
use coplan_model::policy::{self, LOCAL};

use crate::write::PARTS;

/// What is known of how a question was asked.
const WORDS: [&str; 6] = ["id", "label", "kind", "options", "questions", "staff"];

/// The copy. What stood before amendments is treated alike; nothing that is not known goes along, because nobody can say what it is.
pub fn copy(document: &Document, mut value: Map<String, Value>) -> Map<String, Value> {
    leave_out(document, &mut value);
    if let Some(Value::Array(earlier)) = value.get_mut("earlier") {
        earlier.iter_mut().filter_map(Value::as_object_mut).for_each(|entry| leave_out(document, entry));
    }
    value
}

fn leave_out(document: &Document, version: &mut Map<String, Value>) {
    let asked = version.get("asked").and_then(Value::as_object).cloned().unwrap_or_default();
    if let Some(Value::Object(answers)) = version.get_mut("answers") {
        let before = answers.clone();
        if let Some(Value::Array(risks)) = answers.get_mut("risks") {
            let mut at = 0;
            risks.retain(|_| {
                at += 1;
                !is_restricted(&before, &numbered("risks", at - 1))
            });
        }
        if let Some(Value::Object(group)) = answers.get_mut("cpa_characteristics") {
            group.retain(|id, _| !is_restricted(&before, &["cpa_characteristics.", id].concat()));
        }
        if let Some(Value::Array(copies)) = answers.get_mut("copies") {
            copies.iter_mut().filter_map(Value::as_object_mut).for_each(|copy| drop(copy.shift_remove("what")));
        }
        if let Some(Value::Object(local)) = answers.get_mut(LOCAL) {
            local.retain(|id, _| policy::may_be_told(document, &asked, &[LOCAL, ".", id].concat()));
        }
    }
    for (kept, known) in [("asked", &WORDS[..]), ("carried", &["id", "date"])] {
        if let Some(Value::Object(kept)) = version.get_mut(kept) {
            kept.values_mut()
                .filter_map(Value::as_object_mut)
                .for_each(|one| one.retain(|key, _| known.contains(&&**key)));
        }
    }
    if let Some(Value::Object(policy)) = version.get_mut("policy") {
        policy.retain(|key, _| ["id", "version"].contains(&&**key));
    }
    // A digest is of all the answers: from the others one could try out what is not here.
    if let Some(Value::Array(signatures)) = version.get_mut("signatures") {
        signatures.iter_mut().filter_map(Value::as_object_mut).for_each(|signature| {
            signature.retain(|key, _| key != "digest" && PARTS.contains(&key.as_str()));
        });
    }
}
