//! `coplan verify` and `coplan render`, as a host's server would call them.

use std::process::Command;

fn coplan(command: &str, text: &str) -> (Option<i32>, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_coplan")).arg(command).arg(file.path()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

const SIGNED: &str = r#"{ "form": "abuse_question", "subject": { "name": "A" }, "answers": {}, "signatures": [
    { "role": "service_user", "digest": "sha-256:b89ed473fd4ec47e0b1a9e3f4aee003356eed5ac4b576b9a12377d949626f0c1" }] }"#;

#[test]
fn a_signature_that_matches_is_said_to() {
    let (code, said) = coplan("verify", SIGNED);
    assert_eq!(code, Some(0));
    assert!(said.contains("service_user") && said.contains("matches"), "{said}");
}

#[test]
fn a_changed_answer_voids_it() {
    let (code, said) = coplan("verify", &SIGNED.replace("\"answers\": {}", "\"answers\": { \"response\": \"yes\" }"));
    assert_eq!(code, Some(1));
    assert!(said.contains("changed"), "{said}");
}

fn fixture(name: &str) -> serde_json::Value {
    let file = format!("{}/../../tests/fixtures/relapse_plan/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn an_older_digest_is_named_as_that() {
    let (code, said) = coplan("verify", SIGNED);
    assert_eq!((code, said.contains("matches_answers")), (Some(0), true), "{said}");
    let (code, said) = coplan("verify", &fixture("amended").to_string());
    assert_eq!((code, said.matches("matches_answers").count()), (Some(0), 2), "{said}");
}

#[test]
fn a_finished_document_that_nobody_signed_is_not_well_without_a_reason() {
    let mut document = fixture("whole");
    document["signatures"] = serde_json::json!([{ "role": "service_user", "method": "typed_confirm", "name": "Ada" }]);
    assert_eq!(coplan("verify", &document.to_string()).0, Some(0), "a draft is not signed yet");
    for status in ["complete", "amended"] {
        document["status"] = status.into();
        let (code, said) = coplan("verify", &document.to_string());
        assert_eq!((code, said.matches("missing").count()), (Some(1), 1), "the worker's has a reason: {said}");
    }
    document["answers"]["sign_su_absent_reason"] = "later".into();
    assert_eq!(coplan("verify", &document.to_string()).0, Some(0));
}

#[test]
fn what_stood_before_an_amendment_is_looked_at_too() {
    let mut document = fixture("amended");
    let before = document.clone();
    document["earlier"] = serde_json::json!([{
        "answers": before["answers"], "signatures": before["signatures"], "subject": before["subject"],
    }]);
    assert_eq!(coplan("verify", &document.to_string()).0, Some(0));
    document["earlier"][0]["answers"]["avoid"] = "Something else".into();
    let (code, said) = coplan("verify", &document.to_string());
    assert_eq!((code, said.contains("\"earlier\": 0")), (Some(1), true), "{said}");
    assert!(!said.contains("Something"), "an answer comes back");
}

#[test]
fn what_is_no_document_is_neither_verified_nor_rendered() {
    for command in ["verify", "render"] {
        assert_eq!(coplan(command, "[]").0, Some(2), "{command}");
    }
}

#[test]
fn a_page_has_every_word_and_no_script() {
    let document = r#"{ "form": "abuse_question", "subject": { "name": "Ada <Example>" }, "answers": {
        "response": "not_asked", "not_asked_note": "<script>alert(1)</script> & \"more\"" } }"#;
    let (code, page) = coplan("render", document);
    assert_eq!(code, Some(0));
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("Not asked"), "{page}");
    assert!(!page.contains("<script"), "what was typed is text");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;"), "{page}");
}
