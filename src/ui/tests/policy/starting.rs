//! What of a trust's own answers travels into the next document.

use super::*;

#[test]
fn an_answer_that_fits_no_more_keeps_no_other_from_the_next_document() {
    let policy = |kind: &str| {
        json!({ "id": "t", "version": "1", "questions": [
            { "id": "local.one", "after": "record_date", "kind": kind, "label": "One" },
            { "id": "local.two", "after": "record_date", "kind": "text", "label": "Two" },
        ] })
    };
    let document = json!({ "form": "care_plan", "id": "earlier", "status": "complete", "subject": { "name": "Ada Example" },
        "answers": { "record_date": "2026-05-12", "local": { "one": "many", "two": "stays", "three": "asked no more" } } });
    let rules = under(&policy("number"), FormName::CarePlan).rules;
    let next = start_from(&Document::under(document, None, Some(rules)).unwrap()).unwrap();
    assert_eq!(next.answers["local"], json!({ "two": "stays" }));
    assert!(next.carried.contains_key("local.two"), "{:?}", next.carried);
}
