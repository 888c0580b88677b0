//! A signature tells whether what was signed is still what stands there.

use coplan_model::Document;
use coplan_model::signature::{Standing, digest, verify};
use serde_json::{Value, json};

fn signed() -> Document {
    let text = json!({
        "form": "abuse_question", "version": "1.0", "id": "a", "status": "draft",
        "subject": { "name": "Ada Example" },
        "answers": { "response": "not_asked", "not_asked_note": "A relative stayed in the room. 🙂", "later": [1, 2.5, 1e21] },
        "signatures": [{ "role": "service_user", "method": "typed_confirm", "name": "Ada Example" }],
    });
    let mut document = Document::from_json(&text.to_string()).unwrap();
    let digest = Value::from(digest(&document));
    document.signatures[0].insert("digest".to_owned(), digest);
    document
}

fn standing(document: &Document) -> Standing {
    verify(document)[0].1
}

#[test]
fn nothing_changed_means_it_matches_also_after_a_round_trip() {
    let document = signed();
    assert_eq!(verify(&document), [("service_user".to_owned(), Standing::Matches)]);
    let again = Document::from_json(&serde_json::to_string_pretty(&document).unwrap()).unwrap();
    assert_eq!(standing(&again), Standing::Matches);
}

#[test]
fn one_letter_voids_it_and_putting_it_back_mends_it() {
    let mut document = signed();
    let note = document.answers["not_asked_note"].clone();
    document.answers.insert("not_asked_note".to_owned(), json!("A relative stayed in the room 🙂"));
    assert_eq!(standing(&document), Standing::Changed);
    document.answers.insert("not_asked_note".to_owned(), note);
    assert_eq!(standing(&document), Standing::Matches);
    document.subject.insert("name".to_owned(), json!("Ada Other"));
    assert_eq!(standing(&document), Standing::Changed);
}

#[test]
fn saving_and_completing_are_no_changes() {
    let mut document = signed();
    document.revision = Some(9);
    document.saved_at = Some("2026-11-24T10:00:00Z".to_owned());
    document.status = coplan_model::Status::Complete;
    assert_eq!(standing(&document), Standing::Matches);
}

#[test]
fn without_a_digest_nobody_can_say() {
    let mut document = signed();
    document.signatures[0].remove("digest");
    assert_eq!(standing(&document), Standing::NoDigest);
}

#[test]
fn the_digest_is_the_same_for_everyone() {
    let document =
        Document::from_json(r#"{ "answers": {}, "subject": { "name": "A" }, "form": "abuse_question" }"#).unwrap();
    // sha256sum of {"answers":{},"form":"abuse_question","subject":{"name":"A"},"version":"1.0"}
    assert_eq!(digest(&document), "sha-256:b89ed473fd4ec47e0b1a9e3f4aee003356eed5ac4b576b9a12377d949626f0c1");
}
