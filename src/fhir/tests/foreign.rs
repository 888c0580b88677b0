//! What another program answered in our questionnaire: it comes in as a draft, and what cannot be taken is named.

use coplan_fhir::{FhirError, Options, Taken, bundle, read, types::Resource};
use coplan_model::json::Value;
use coplan_model::{Document, Status};
use proptest::prelude::*;
use serde_json::json;

mod any;

fn answered(items: Value) -> Value {
    json!({
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "https://fhir.example-trust.nhs.uk/Questionnaire/relapse_plan|0.2.0",
        "subject": { "reference": "Patient/7" },
        "item": items,
    })
}

fn beside_its_patient(response: &Value) -> String {
    let patient = json!({
        "resourceType": "Patient", "id": "7",
        "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765919" }],
        "name": [{ "family": "Example", "given": ["Ada"] }], "birthDate": "1990-04-27",
    });
    json!({ "resourceType": "Bundle", "type": "collection", "entry": [{ "resource": response }, { "resource": patient }] })
        .to_string()
}

fn taken(items: Value) -> Taken {
    read(&beside_its_patient(&answered(items)), &|_| None).unwrap()
}

fn coding(path: &str, code: &str) -> Value {
    json!({ "valueCoding": { "system": format!("https://elsewhere.example/CodeSystem/relapse_plan/{path}"), "code": code } })
}

#[test]
fn what_another_program_answered_is_a_draft_about_the_person_whom_its_patient_names() {
    let taken = taken(json!([
        { "linkId": "record_date", "answer": [{ "valueDate": "2026-11-23" }] },
        { "linkId": "keep_well", "item": [{ "linkId": "keep_well[].text", "answer": [{ "valueString": "Walking" }] }] },
        { "linkId": "keep_well", "item": [{ "linkId": "keep_well[].text", "answer": [{ "valueString": "Choir" }] }] },
        { "linkId": "gp", "item": [{ "linkId": "gp.registered", "answer": [coding("gp.registered", "yes")] }] },
        { "linkId": "primary_contact", "answer": [{ "valueString": "Ravi" }] },
        { "linkId": "avoid", "answer": [{ "valueString": "Night shifts" }],
          "extension": [{ "url": "https://elsewhere.example/StructureDefinition/coplan-voice", "valueCode": "su" }] },
        { "linkId": "completed_with", "answer": [coding("completed_with", "carer"), coding("completed_with", "advocate")] },
        { "linkId": "signs_me/hint", "text": "A hint is no answer" },
    ]));
    let named: Vec<_> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
    assert_eq!((taken.is_ours, named), (false, vec![("answers.voices", "not_whole")]));
    let document = taken.document.to_value();
    assert_eq!(taken.document.status, Status::Draft, "somebody looks at it before it is finished");
    assert_eq!(
        document["subject"],
        json!({ "name": "Ada Example", "date_of_birth": "1990-04-27", "nhs_number": "9434765919" })
    );
    assert_eq!(document["answers"]["keep_well"], json!([{ "text": "Walking" }, { "text": "Choir" }]));
    assert_eq!(document["answers"]["primary_contact"], json!({ "name": "Ravi" }));
    assert_eq!(document["answers"]["completed_with"], json!(["carer", "advocate"]));
    assert!(document["answers"]["voices"].is_null(), "whose words they are, we were not told by ourselves");
    assert_eq!(document["answers"]["gp"], json!({ "registered": "yes" }));
}

#[test]
fn what_cannot_be_taken_is_named_by_its_path_and_the_rest_is_taken() {
    let taken = taken(json!([
        { "linkId": "record_date", "answer": [{ "valueDate": "2026-02-30" }] },
        { "linkId": "review_on", "answer": [{ "valueDate": "2027" }] },
        { "linkId": "signs_me", "answer": [{ "valueInteger": 3 }] },
        { "linkId": "avoid", "answer": [{ "valueString": "one" }, { "valueString": "two" }] },
        { "linkId": "has_advance_decision", "answer": [coding("has_advance_decision", "perhaps")] },
        { "linkId": "made_with_capacity", "answer": [coding("has_advance_decision", "yes")] },
        { "linkId": "helped_by", "answer": [coding("helped_by", "carer"), coding("helped_by", "robot")] },
        { "linkId": "can_do_myself", "answer": [{ "valueQuantity": { "value": 3 } }] },
        { "linkId": "help_areas", "item": [
            { "linkId": "help_areas[].area", "answer": [{ "valueString": "Money" }] },
            { "linkId": "help_areas[].cost", "answer": [{ "valueString": "secret" }] },
        ] },
        { "linkId": "risk score", "answer": [{ "valueInteger": 9 }] },
    ]));
    let named: Vec<(&str, &str)> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
    for expected in [
        ("record_date", "not_a_date"),
        ("review_on", "not_a_date"),
        ("signs_me", "wrong_type"),
        ("avoid", "several"),
        ("has_advance_decision", "unknown_code"),
        ("made_with_capacity", "unknown_code"),
        ("helped_by[1]", "unknown_code"),
        ("can_do_myself", "no_value"),
        ("help_areas[].cost", "unknown_question"),
        ("item[9]", "unknown_question"),
    ] {
        assert!(named.contains(&expected), "{expected:?} in {named:?}");
    }
    assert_eq!(named.len(), 10, "{named:?}");
    let answers = &taken.document.to_value()["answers"];
    assert_eq!(*answers, json!({ "helped_by": ["carer"], "help_areas": [{ "area": "Money" }] }));
    let said: String = taken.not_taken.iter().map(|one| one.message()).collect();
    assert!(!["secret", "perhaps", "robot", "02-30", "score"].iter().any(|typed| said.contains(typed)), "{said}");
}

#[test]
fn what_is_no_answer_to_a_form_of_ours_is_refused_by_name() {
    let other = |questionnaire: &str| {
        let mut response = answered(json!([]));
        response["questionnaire"] = questionnaire.into();
        response.to_string()
    };
    let two = json!({ "resourceType": "Bundle", "entry": [{ "resource": answered(json!([])) }, { "resource": answered(json!([])) }] });
    let mut wrong = answered(json!([{ "linkId": 5 }]));
    for (text, code) in [
        ("{".to_owned(), "not_json"),
        ("[".repeat(100_000), "not_json"),
        ("[]".to_owned(), "no_response"),
        (json!({ "resourceType": "Patient" }).to_string(), "no_response"),
        (json!({ "resourceType": "Bundle", "entry": [{}, 5] }).to_string(), "no_response"),
        (r#"{"resourceType":"QuestionnaireResponse","status":"completed","status":"amended"}"#.to_owned(), "duplicate"),
        (two.to_string(), "several_responses"),
        (other("https://elsewhere.example/Questionnaire/phq9"), "other_questionnaire"),
        (wrong.to_string(), "not_r4"),
        (" ".repeat(coplan_model::json::MOST_BYTES + 1), "too_large"),
    ] {
        let error = read(&text, &|_| None).unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
    wrong["item"][0]["linkId"] = "Ada Example".into();
    wrong["item"][0]["answer"] = json!("Ada Example");
    let error = read(&wrong.to_string(), &|_| None).unwrap_err();
    assert_eq!(error, FhirError::NotR4 { path: "item[0].answer".to_owned() });
    assert!(!error.to_string().contains("Ada"), "{error}");
}

#[test]
fn a_thousand_things_are_named_and_no_more() {
    let many: Value = (0..5000).map(|at| json!({ "linkId": format!("q{at}") })).collect();
    let taken = taken(many);
    assert_eq!(taken.not_taken.len(), 1001);
    assert_eq!(taken.not_taken.last().unwrap().code, "too_many");
}

/// Something else in one place of a value.
fn spoil(value: &mut Value, make: &mut any::Maker) {
    match value {
        Value::Object(group) if !group.is_empty() && make.once_in(8) => {
            let at = make.below(group.len());
            let key = group.keys().nth(at).unwrap().clone();
            group.shift_remove(&key);
        }
        Value::Object(group) if !group.is_empty() => {
            let at = make.below(group.len());
            spoil(group.values_mut().nth(at).unwrap(), make);
        }
        Value::Array(items) if !items.is_empty() && !make.once_in(8) => {
            let at = make.below(items.len());
            spoil(&mut items[at], make);
        }
        value => *value = make.unknown(2),
    }
}

proptest! {
    #![proptest_config(any::cases(150, 100_000))]

    #[test]
    fn nothing_that_comes_in_panics_and_no_error_says_what_was_typed(value in any::document(), seed in any::<u64>()) {
        let Ok(document) = Document::from_value(value, None) else { return Ok(()) };
        let options = Options { restricted: true, ..Options::default() };
        let text = Resource::Bundle(bundle(&document, &options).unwrap()).to_json();
        let mut sent: Value = serde_json::from_str(&text).unwrap();
        let mut make = any::Maker(seed);
        for _ in 0..=make.below(4) {
            spoil(&mut sent, &mut make);
        }
        match read(&sent.to_string(), &|_| None) {
            Ok(taken) => {
                if !taken.is_ours {
                    prop_assert_eq!(taken.document.status, Status::Draft);
                }
                for one in taken.not_taken {
                    prop_assert!(!one.message().contains("a long text that goes on"));
                }
            }
            Err(error) => prop_assert!(!error.to_string().contains("a long text that goes on"), "{}", error),
        }
    }
}

#[test]
fn what_may_mean_something_else_and_what_was_withdrawn_is_refused() {
    let answer = json!([{ "linkId": "avoid", "answer": [{ "valueString": "Night shifts" }] }]);
    let mut negated = answered(answer.clone());
    negated["item"][0]["modifierExtension"] = json!([{ "url": "https://elsewhere.example/not", "valueBoolean": true }]);
    let mut withdrawn = answered(answer.clone());
    withdrawn["status"] = json!("entered-in-error");
    for (response, error) in [(negated, FhirError::Modified), (withdrawn, FhirError::Withdrawn)] {
        assert_eq!(read(&beside_its_patient(&response), &|_| None).unwrap_err(), error);
    }
    let marked = format!("\u{feff}{}", beside_its_patient(&answered(answer)));
    assert!(read(&marked, &|_| None).is_ok(), "a mark before it is none of its text");
}

#[test]
fn nothing_that_stands_where_no_answer_belongs_is_lost_without_a_word() {
    let text = |link: &str| json!({ "linkId": link, "answer": [{ "valueString": "b" }] });
    let taken = taken(json!([
        { "linkId": "signs_me", "item": [text("signs_family")] },
        { "linkId": "gp", "answer": [{ "valueString": "X", "item": [text("gp.details")] }] },
        { "linkId": "keep_well", "answer": [{ "item": [text("keep_well[].text")] }] },
        text("avoid/hint"),
    ]));
    let named: Vec<&str> = taken.not_taken.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(named.len(), 4, "{named:?}");
    for path in ["signs_family", "gp", "keep_well[0]", "avoid/hint"] {
        assert!(named.contains(&path), "{named:?}");
    }
}

#[test]
fn a_person_who_is_not_there_or_was_born_in_some_year_is_named() {
    let alone = answered(json!([])).to_string().replace("Patient/7", "urn:uuid:1");
    let taken = read(&alone, &|_| None).unwrap();
    assert_eq!((&*taken.not_taken[0].path, taken.not_taken[0].code), ("subject", "no_value"));
    let born = beside_its_patient(&answered(json!([]))).replace("1990-04-27", "1990-04");
    let named = json!([{ "use": "old", "text": "Old" }, { "use": "official", "text": "New" }]).to_string();
    let born = born.replace(r#"[{"family":"Example","given":["Ada"]}]"#, &named);
    let taken = read(&born, &|_| None).unwrap();
    assert_eq!(taken.not_taken[0].path, "subject.date_of_birth");
    assert_eq!(taken.document.to_value()["subject"]["name"], "New");
}

#[test]
fn whom_another_program_names_is_taken_and_what_is_no_person_is_named() {
    let about = |subject: Value| {
        let mut response = answered(json!([]));
        response["subject"] = subject;
        let taken = read(&response.to_string(), &|_| None).unwrap();
        let named: Vec<_> = taken.not_taken.iter().map(|one| (one.path.clone(), one.code)).collect();
        (taken.document.to_value()["subject"].clone(), named)
    };
    let nobody = (json!({}), vec![("subject".to_owned(), "no_value")]);
    for other in [
        json!({ "reference": "Group/1" }),
        json!({ "reference": "https://elsewhere.example/fhir/RelatedPerson/1/_history/2", "display": "X" }),
        json!({ "type": "Group", "display": "X" }),
        json!({}),
    ] {
        assert_eq!(about(other.clone()), nobody, "{other}");
    }
    for (subject, person) in [
        (json!({ "reference": "Patient/999" }), json!({ "ref": "Patient/999" })),
        (
            json!({ "reference": "https://elsewhere.example/fhir/Patient/7", "type": "Patient" }),
            json!({ "ref": "https://elsewhere.example/fhir/Patient/7" }),
        ),
        (json!({ "display": "X" }), json!({ "name": "X" })),
    ] {
        assert_eq!(about(subject), (person, Vec::new()));
    }
}

#[test]
fn a_bundle_of_ours_without_the_version_of_its_document_is_another_programs_and_all_that_is_lost_is_named() {
    let file = format!("{}/../../tests/fixtures/relapse_plan/amended.json", env!("CARGO_MANIFEST_DIR"));
    let document = Document::from_json(&std::fs::read_to_string(file).unwrap()).unwrap();
    let text = Resource::Bundle(bundle(&document, &Options::default()).unwrap()).to_json();
    let mut sent: Value = serde_json::from_str(&text).unwrap();
    let all = sent["entry"][0]["resource"]["extension"].as_array_mut().unwrap();
    all.retain(|one| !one["url"].as_str().unwrap().ends_with("coplan-document-version"));
    let taken = read(&sent.to_string(), &|_| None).unwrap();
    assert!(!taken.is_ours && taken.document.status == Status::Draft);
    let named: Vec<_> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
    for path in
        ["id", "revision", "earlier", "signatures", "answers.voices", "answers", "started_at", "completed_at", "terms"]
    {
        assert!(named.contains(&(path, "not_whole")), "{path} in {named:?}");
    }
    let once: std::collections::HashSet<_> = named.iter().collect();
    assert_eq!(once.len(), named.len(), "each once: {named:?}");
}

#[test]
fn what_is_restricted_stays_so_on_its_way_and_whoever_says_it_is_believed() {
    let restricted = json!({ "form": "relapse_plan", "id": "a", "access": "restricted", "subject": { "name": "Ada" } });
    let document = Document::from_json(&restricted.to_string()).unwrap();
    assert_eq!(bundle(&document, &Options::default()).unwrap_err(), FhirError::Restricted);
    let whole = Options { restricted: true, ..Options::default() };
    let text = Resource::Bundle(bundle(&document, &whole).unwrap()).to_json();
    let mut sent: Value = serde_json::from_str(&text).unwrap();
    let security = |sent: &Value| sent["entry"][0]["resource"]["meta"]["security"][0]["code"].clone();
    assert_eq!((security(&sent), sent["meta"]["security"][0]["code"].clone()), (json!("R"), json!("R")));
    // A server may write `meta` anew.
    sent["entry"][0]["resource"].as_object_mut().unwrap().shift_remove("meta");
    let taken = read(&sent.to_string(), &|_| None).unwrap();
    assert_eq!((taken.not_taken.len(), taken.document.to_value()), (0, document.to_value()));
    // Somebody else may have restricted what was not.
    let mut labelled = answered(json!([]));
    let label =
        |code: &str| json!({ "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": code });
    for (code, access) in [("N", "normal"), ("R", "restricted"), ("V", "restricted")] {
        labelled["meta"] = json!({ "security": [label(code)] });
        let taken = read(&beside_its_patient(&labelled), &|_| None).unwrap();
        assert_eq!((taken.not_taken.len(), &taken.document.to_value()["access"]), (0, &json!(access)), "{code}");
    }
    // Whatever in the Bundle is labelled, and however the system is named.
    labelled.as_object_mut().unwrap().shift_remove("meta");
    let sent: Value = serde_json::from_str(&beside_its_patient(&labelled)).unwrap();
    let oid = json!({ "system": "urn:oid:2.16.840.1.113883.5.25", "code": "R" });
    for label in [label("R"), oid, json!({ "code": "V" })] {
        for place in ["", "/entry/1/resource"] {
            let mut sent = sent.clone();
            sent.pointer_mut(place).unwrap()["meta"] = json!({ "security": [label] });
            let taken = read(&sent.to_string(), &|_| None).unwrap();
            assert_eq!(taken.document.to_value()["access"], "restricted", "{place} {label}");
        }
    }
    // By these anything may mean something else, wherever they are.
    for place in ["", "/entry/0", "/entry/1/resource"] {
        for name in ["modifierExtension", "implicitRules"] {
            let mut sent = sent.clone();
            sent.pointer_mut(place).unwrap()[name] = json!("urn:x");
            assert_eq!(read(&sent.to_string(), &|_| None).unwrap_err(), FhirError::Modified, "{place} {name}");
        }
    }
}
