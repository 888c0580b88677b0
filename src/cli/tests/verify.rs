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
