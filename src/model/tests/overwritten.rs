//! What a later revision may not overwrite, rule by rule. Random sequences of revisions are in `revisions.rs`.

use coplan_model::{Access, Document, Status, abuse_question, amendment, overwritten};
use serde_json::{Map, Value, json};

fn fixture(form: &str, name: &str) -> Document {
    let path = format!("{}/../../tests/fixtures/{form}/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn plan(status: Status) -> Document {
    let mut document = fixture("relapse_plan", "whole");
    document.subject.insert("ref".to_owned(), json!("demo-1"));
    document.status = status;
    document
}

fn said(earlier: &Document, later: &Document) -> Vec<String> {
    let found = overwritten(earlier, later);
    found.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
}

fn with(document: &Document, change: impl FnOnce(&mut Document)) -> Document {
    let mut changed = document.clone();
    change(&mut changed);
    changed
}

fn answer(document: &mut Document, key: &str, value: impl Into<Value>) {
    document.answers.insert(key.to_owned(), value.into());
}

const TODAY: &str = "2026-11-25";

/// Opened to be changed, changed and explained.
fn amended(document: &Document, avoid: &str) -> Document {
    with(document, |document| {
        amendment::begin(document, TODAY);
        answer(document, "avoid", avoid);
        answer(document, "amendment_reason", "Ada moved.");
        document.status = Status::Amended;
    })
}

#[test]
fn a_recorded_asking_changes_in_no_field() {
    let recorded = fixture("abuse_question", "yes");
    for key in ["disclosure", "asked_on", "asked_by", "present", "response_given", "change_reason", "response"] {
        for status in [Status::Complete, Status::Amended, Status::Withdrawn] {
            let gone = with(&recorded, |later| {
                later.answers.remove(key);
                later.status = status;
            });
            assert_eq!(said(&recorded, &gone), ["history overwritten"], "{key} is gone");
            let other = with(&gone, |later| answer(later, key, "other"));
            assert_eq!(said(&recorded, &other), ["history overwritten"], "{key} is another");
        }
    }
    let added = with(&recorded, |later| answer(later, "declined_note", "added afterwards"));
    assert_eq!(said(&recorded, &added), ["history overwritten"]);
}

#[test]
fn an_earlier_asking_stays_in_its_place_whatever_the_status_is_now() {
    let mut recorded = fixture("abuse_question", "yes");
    for status in [Status::Draft, Status::Complete, Status::Amended, Status::Withdrawn] {
        recorded.status = status;
        let gone = with(&recorded, |later| drop(later.answers.remove("history")));
        let edited = with(&recorded, |later| later.answers["history"][0]["asked_on"] = json!("2025-06-03"));
        for lost in [gone, edited] {
            assert_eq!(said(&recorded, &lost), ["history overwritten"], "{status:?}");
        }
    }
}

#[test]
fn no_way_of_statuses_loses_a_completed_text() {
    let complete = plan(Status::Complete);
    let withdrawn = with(&complete, |later| later.status = Status::Withdrawn);
    assert_eq!(said(&complete, &withdrawn), [""; 0]);
    let emptied = with(&withdrawn, |later| later.answers.clear());
    assert_eq!(said(&withdrawn, &emptied), ["earlier overwritten"]);
    for status in [Status::Draft, Status::Complete, Status::Amended] {
        let back = with(&withdrawn, |later| later.status = status);
        assert!(said(&withdrawn, &back).contains(&"status overwritten".to_owned()), "{status:?}");
    }
    let draft = with(&complete, |later| later.status = Status::Draft);
    assert_eq!(said(&complete, &draft), ["status overwritten"], "the next letter would change it");
    let rewritten = with(&draft, |later| answer(later, "avoid", "nothing"));
    assert_eq!(said(&complete, &rewritten), ["earlier overwritten"]);
    let again = amended(&complete, "Night shifts and long drives");
    let complete_again = with(&again, |later| later.status = Status::Complete);
    assert_eq!(said(&again, &complete_again), ["status overwritten"]);
    let while_withdrawing = with(&again, |later| later.status = Status::Withdrawn);
    assert_eq!(said(&complete, &while_withdrawing), ["earlier overwritten"], "to withdraw records nothing new");
}

#[test]
fn an_unfinished_amendment_is_a_draft_that_keeps_what_was_completed() {
    let complete = plan(Status::Complete);
    let unfinished = with(&amended(&complete, "Night"), |later| later.status = Status::Draft);
    assert_eq!(said(&complete, &unfinished), [""; 0]);
    let further = with(&unfinished, |later| answer(later, "avoid", "Night shifts and long drives"));
    assert_eq!(said(&unfinished, &further), [""; 0]);
    let lost = with(&further, |later| later.earlier.clear());
    assert_eq!(said(&further, &lost), ["earlier overwritten"]);
    let finished = with(&further, |later| later.status = Status::Amended);
    assert_eq!(said(&further, &finished), [""; 0]);

    let taken_back = with(&unfinished, amendment::take_back);
    assert_eq!(taken_back.status, Status::Complete, "what stood before stands again");
    assert_eq!(said(&unfinished, &taken_back), [""; 0]);
    let still_a_draft = with(&taken_back, |later| later.status = Status::Draft);
    assert_eq!(said(&unfinished, &still_a_draft), ["status overwritten"]);
}

#[test]
fn an_unfinished_asking_is_a_draft_that_keeps_what_was_recorded() {
    let recorded = fixture("abuse_question", "yes");
    let unfinished = with(&recorded, |later| {
        abuse_question::begin(later, "k2".to_owned());
        later.status = Status::Draft;
    });
    assert_eq!(said(&recorded, &unfinished), [""; 0]);
    let taken_back = with(&unfinished, abuse_question::take_back);
    assert_eq!((said(&unfinished, &taken_back), &taken_back.answers), (Vec::new(), &recorded.answers));
    let answered = with(&unfinished, |later| {
        answer(later, "response", "none_stated");
        later.status = Status::Amended;
    });
    assert_eq!(said(&unfinished, &answered), [""; 0]);
}

#[test]
fn an_amendment_has_its_reason() {
    let complete = plan(Status::Complete);
    for reason in [Value::Null, json!(""), json!(" \u{200b}")] {
        let unexplained = with(&amended(&complete, "Night"), |later| answer(later, "amendment_reason", reason));
        assert_eq!(said(&complete, &unexplained), ["amendment_reason missing"]);
        let of_a_draft = with(&unexplained, |later| later.status = Status::Draft);
        assert_eq!(said(&complete, &of_a_draft), [""; 0]);
        assert_eq!(said(&of_a_draft, &unexplained), ["amendment_reason missing"], "it comes by way of a draft");
        let as_complete = with(&unexplained, |later| later.status = Status::Complete);
        assert_eq!(said(&of_a_draft, &as_complete), ["amendment_reason missing"]);
    }
}

#[test]
fn a_signature_of_a_completed_text_stays_beside_it_as_it_was() {
    let signature = json!({ "role": "service_user", "method": "typed_confirm", "name": "Ada", "digest": "sha-256:1" });
    let mut complete = plan(Status::Draft);
    complete.signatures.push(signature.as_object().unwrap().clone());
    let unsigned = with(&complete, |later| later.signatures.clear());
    assert_eq!(said(&complete, &unsigned), [""; 0], "a draft is worked on");
    complete.status = Status::Complete;
    let renamed = with(&complete, |later| drop(later.signatures[0].insert("name".to_owned(), json!("Bert"))));
    for lost in [unsigned, renamed] {
        let lost = with(&lost, |later| later.status = Status::Amended);
        assert_eq!(said(&complete, &lost), ["signatures overwritten"]);
    }
    let added = with(&complete, |later| later.signatures.insert(0, Map::from_iter([("digest".into(), json!("x"))])));
    assert_eq!(said(&complete, &added), [""; 0]);
    let amended = with(&amended(&complete, "Night"), |later| later.signatures.clear());
    assert_eq!(said(&complete, &amended), [""; 0], "it is in the entry, beside its text");
    let without = with(&amended, |later| drop(later.earlier[0].as_object_mut().unwrap().remove("signatures")));
    assert_eq!(said(&complete, &without), ["signatures overwritten"]);
    assert_eq!(said(&amended, &without), ["earlier overwritten", "signatures overwritten"]);
}

#[test]
fn who_the_person_is_changes_with_a_trace_or_not_at_all() {
    let name = |later: &mut Document| drop(later.subject.insert("name".to_owned(), json!("Ada Married")));
    let draft = plan(Status::Draft);
    assert_eq!(said(&draft, &with(&draft, name)), [""; 0], "a slip in a draft");
    let complete = plan(Status::Complete);
    for (key, value) in [("name", "Bert"), ("date_of_birth", "1991-01-01"), ("nhs_number", "9434765870")] {
        let other = with(&complete, |later| drop(later.subject.insert(key.to_owned(), json!(value))));
        assert_eq!(said(&complete, &other), [format!("subject.{key} changed")]);
    }
    let corrected = with(&amended(&complete, "Night"), name);
    assert_eq!(said(&complete, &corrected), [""; 0]);
    assert_eq!(amendment::before(&corrected, 0).unwrap().subject, complete.subject);
    let traceless = with(&corrected, |later| drop(later.earlier[0].as_object_mut().unwrap().remove("subject")));
    assert_eq!(said(&complete, &traceless), ["subject.name changed"]);

    let recorded = fixture("abuse_question", "yes");
    assert_eq!(said(&recorded, &with(&recorded, name)), ["subject.name changed"]);
    let again = with(&recorded, |later| {
        abuse_question::begin(later, "k2".to_owned());
        answer(later, "response", "not_asked");
        later.status = Status::Amended;
        name(later);
    });
    assert_eq!(said(&recorded, &again), [""; 0]);
}

#[test]
fn a_document_stays_itself_and_about_its_person() {
    let draft = plan(Status::Draft);
    let moved = with(&draft, |later| drop(later.subject.insert("ref".to_owned(), json!("demo-2"))));
    assert_eq!(said(&draft, &moved), ["subject.ref changed"]);
    assert_eq!(said(&draft, &with(&draft, |later| drop(later.subject.remove("ref")))), ["subject.ref changed"]);
    let restricted = with(&draft, |document| document.access = Access::Restricted);
    assert_eq!(said(&draft, &restricted), [""; 0]);
    assert_eq!(said(&restricted, &draft), ["access changed"]);
    assert_eq!(said(&draft, &with(&draft, |later| later.id = "other".to_owned())), ["id changed"]);
    assert_eq!(said(&draft, &fixture("abuse_question", "yes"))[0], "form changed");
    let unknown = with(&draft, |earlier| earlier.subject.clear());
    assert_eq!(said(&unknown, &draft), [""; 0], "nobody had said yet");
}

#[test]
fn the_order_of_keys_blank_rows_and_how_a_number_is_written_are_no_changes() {
    let mut complete = plan(Status::Complete);
    answer(&mut complete, "later", json!([1.0, 100]));
    let other = with(&complete, |later| {
        later.answers = later.answers.iter().rev().map(|(key, value)| (key.clone(), value.clone())).collect();
        answer(later, "later", json!([1, 1e2]));
        coplan_model::path::push(&mut later.answers, "people", json!({ "id": "blank" }));
    });
    assert_eq!(said(&complete, &other), [""; 0]);
}
