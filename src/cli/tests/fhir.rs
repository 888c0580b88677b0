//! `coplan fhir` and `coplan questionnaire`, as somebody types them.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

fn coplan(arguments: &[&str], standard_input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_coplan"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = command.spawn().unwrap();
    // A command that refuses its arguments reads nothing.
    let _ = running.stdin.take().unwrap().write_all(standard_input.as_bytes());
    running.wait_with_output().unwrap()
}

fn fixture(name: &str) -> String {
    format!("{}/../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

fn printed(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_document_goes_out_and_comes_back_by_standard_input() {
    let bundle = coplan(&["fhir", &fixture("care_plan/reviewed"), "--base", "https://fhir.example-trust.nhs.uk/"], "");
    assert_eq!(bundle.status.code(), Some(0), "{}", said(&bundle));
    let text = String::from_utf8(bundle.stdout).unwrap();
    assert!(text.contains("\"https://fhir.example-trust.nhs.uk/Questionnaire/care_plan|"), "the trust's own addresses");
    let back = coplan(&["fhir", "--from", "-"], &text);
    assert_eq!((back.status.code(), said(&back)), (Some(0), String::new()));
    let before: Value = serde_json::from_str(&std::fs::read_to_string(fixture("care_plan/reviewed")).unwrap()).unwrap();
    assert_eq!(printed(&back)["answers"], before["answers"]);
}

#[test]
fn what_is_restricted_is_written_only_when_it_is_asked_for_by_name() {
    let refused = coplan(&["fhir", &fixture("abuse_question/yes")], "");
    assert_eq!((refused.status.code(), refused.stdout.is_empty()), (Some(2), true));
    assert!(said(&refused).contains("--restricted"), "{}", said(&refused));
    let written = coplan(&["fhir", &fixture("abuse_question/yes"), "--restricted"], "");
    assert_eq!(printed(&written)["entry"][0]["resource"]["meta"]["security"][0]["code"], "R");
    let copy = coplan(&["fhir", &fixture("comprehensive_assessment/scenario")], "");
    let back = coplan(&["fhir", "--from", "-"], &String::from_utf8(copy.stdout).unwrap());
    assert_eq!((back.status.code(), back.stdout.is_empty()), (Some(2), true));
    assert!(said(&back).contains("SUBSETTED"), "{}", said(&back));
}

#[test]
fn what_cannot_be_taken_is_named_and_the_rest_is_a_draft() {
    let response = json!({
        "resourceType": "QuestionnaireResponse", "status": "completed",
        "questionnaire": "https://elsewhere.example/Questionnaire/relapse_plan",
        "item": [
            { "linkId": "signs_me", "answer": [{ "valueString": "I stop sleeping" }] },
            { "linkId": "record_date", "answer": [{ "valueString": "last Ada day" }] },
        ],
    });
    let taken = coplan(&["fhir", "--from", "-"], &response.to_string());
    assert_eq!(
        (taken.status.code(), &*said(&taken)),
        (Some(1), "coplan: record_date: another type of answer belongs here (wrong_type)\n")
    );
    let document = printed(&taken);
    assert_eq!(
        (&document["status"], &document["answers"]),
        (&json!("draft"), &json!({ "signs_me": "I stop sleeping" }))
    );
    for nothing in ["", "{}", "[1]"] {
        let none = coplan(&["fhir", "--from", "-"], nothing);
        assert_eq!((none.status.code(), none.stdout.is_empty()), (Some(2), true), "{nothing}");
    }
}

#[test]
fn a_form_is_a_questionnaire_in_the_words_of_all_who_read_it() {
    let folder = tempfile::tempdir().unwrap();
    let cy = folder.path().join("cy.json");
    std::fs::write(&cy, r#"{ "locale": "cy", "relapse_plan.signs_me": "Geiriau" }"#).unwrap();
    let policy = folder.path().join("policy.json");
    let ward = json!({ "id": "example-trust", "version": "3", "questions": [
        { "id": "local.ward", "after": "record_date", "kind": "code", "options": { "yes": "Yes" }, "label": "On a ward?" } ] });
    std::fs::write(&policy, ward.to_string()).unwrap();
    let words = ["--messages", cy.to_str().unwrap(), "--policy", policy.to_str().unwrap()];
    let output = coplan(&[&["questionnaire", "relapse_plan"], &words[..]].concat(), "");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let form = printed(&output);
    let items = form["item"].as_array().unwrap();
    let item = |link: &str| items.iter().find(|item| item["linkId"] == link).unwrap();
    let others = item("signs_me")["_text"]["extension"].to_string();
    assert!(others.contains("translation") && others.contains("\"cy\"") && others.contains("Geiriau"), "{others}");
    assert_eq!(item("local")["item"][0]["text"], "On a ward?");
    assert_eq!(item("local")["item"][0]["answerOption"][0]["valueCoding"]["display"], "Yes");
    assert!(form["version"].as_str().unwrap().ends_with("+3"));
    let wordings = serde_json::to_string(&printed(&coplan(&["questionnaire", "care_plan"], ""))).unwrap();
    assert!(wordings.contains("coplan-wording") && wordings.contains("\"pcsp\"") && wordings.contains("\"person\""));
    for wrong in [vec!["questionnaire", "phq9"], vec!["questionnaire", "care_plan", "--base", "here"]] {
        assert_eq!(coplan(&wrong, "").status.code(), Some(2), "{wrong:?}");
    }
}
