//! A Bundle of ours that something has changed on its way: whatever of it cannot be read is named. Nothing is left out in silence.

use coplan_fhir::{Options, Taken, bundle, read, types::Resource};
use coplan_model::Document;
use coplan_model::json::Value;
use serde_json::json;

mod any;

const OURS: &str = "/StructureDefinition/coplan-";

fn sent(document: &Document) -> Value {
    let options = Options { restricted: true, ..Options::default() };
    serde_json::from_str(&Resource::Bundle(bundle(document, &options).unwrap()).to_json()).unwrap()
}

fn fixture(name: &str) -> Value {
    let file = format!("{}/../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    sent(&Document::from_json(&std::fs::read_to_string(file).unwrap()).unwrap())
}

fn is_ours(extension: &Value) -> bool {
    extension["url"].as_str().is_some_and(|url| url.contains(OURS))
}

/// How many extensions of ours there are, and the one of this number changed.
fn each(value: &mut Value, number: &mut usize, change: &mut dyn FnMut(&mut Vec<Value>, usize)) {
    match value {
        Value::Object(group) => {
            for (key, inner) in group.iter_mut() {
                if key == "extension"
                    && let Value::Array(all) = inner
                {
                    for at in (0..all.len()).filter(|at| is_ours(&all[*at])).collect::<Vec<_>>() {
                        if *number == 0 {
                            *number = usize::MAX;
                            change(all, at);
                            return;
                        }
                        *number -= 1;
                    }
                }
                each(inner, number, change);
                if *number == usize::MAX {
                    return;
                }
            }
        }
        Value::Array(all) => {
            for inner in all {
                each(inner, number, change);
                if *number == usize::MAX {
                    return;
                }
            }
        }
        _ => {}
    }
}

/// The response of a Bundle.
fn response(sent: &mut Value) -> &mut Value {
    if sent["resourceType"] == "QuestionnaireResponse" {
        return sent;
    }
    let entries = sent["entry"].as_array_mut().unwrap().iter_mut();
    entries.map(|entry| &mut entry["resource"]).find(|one| one["resourceType"] == "QuestionnaireResponse").unwrap()
}

fn values(extension: &mut Value) -> Vec<String> {
    extension.as_object().unwrap().keys().filter(|key| key.starts_with("value")).cloned().collect()
}

/// A way to spoil an extension, and what it has done.
type Way = (&'static str, fn(&mut Vec<Value>, usize));

const WAYS: [Way; 6] = [
    ("its value is a decimal", |all, at| {
        let mut one = json!({ "url": all[at]["url"] });
        one["valueDecimal"] = json!(1.5);
        all[at] = one;
    }),
    ("its value is another type", |all, at| {
        all[at] = json!({ "url": all[at]["url"], "valueCodeableConcept": { "text": "x" } });
    }),
    ("it has nothing in it", |all, at| all[at] = json!({ "url": all[at]["url"] })),
    ("a part has another name", |all, at| match all[at]["extension"].as_array_mut() {
        Some(parts) if !parts.is_empty() => parts[0]["url"] = json!("elsewhere"),
        _ => all[at]["url"] = json!(format!("https://coplan.example/fhir{OURS}elsewhere")),
    }),
    ("a part has no value", |all, at| match all[at]["extension"].as_array_mut() {
        Some(parts) if !parts.is_empty() => parts[0] = json!({ "url": parts[0]["url"] }),
        _ => {
            for key in values(&mut all[at]) {
                all[at].as_object_mut().unwrap().shift_remove(&key);
            }
        }
    }),
    ("it is no base64", |all, at| {
        all[at] = json!({ "url": all[at]["url"], "valueBase64Binary": "*Ada*" });
    }),
];

/// What was lost without a word, when something was.
fn lost(sent: &mut Value, what: &str) -> Option<String> {
    match read(&sent.to_string(), &|_| None) {
        Err(error) => error.to_string().contains("Ada").then(|| format!("{what}: {error}")),
        Ok(Taken { not_taken, .. }) if not_taken.is_empty() => Some(format!("{what}\n{}", response(sent))),
        Ok(Taken { not_taken, .. }) => not_taken
            .iter()
            .map(|one| one.message())
            .find(|said| said.contains("Ada"))
            .map(|said| format!("{what}: {said}")),
    }
}

fn spoil(whole: &Value, number: usize, (how, way): Way) -> Option<Option<String>> {
    let (mut sent, mut left, mut url) = (whole.clone(), number, String::new());
    each(response(&mut sent), &mut left, &mut |all, at| {
        url = all[at]["url"].to_string();
        way(all, at);
    });
    // Without this, it is no Bundle of ours, and a copy is none in any case.
    let skipped = url.contains("coplan-document-version");
    (left == usize::MAX).then(|| if skipped { None } else { lost(&mut sent, &format!("{url}: {how}")) })
}

#[test]
fn every_extension_of_ours_that_is_not_as_it_was_written_is_named() {
    let mut seen: Vec<String> = Vec::new();
    for name in
        ["care_plan/reviewed", "relapse_plan/amended", "abuse_question/yes", "comprehensive_assessment/scenario"]
    {
        let mut whole = fixture(name);
        let whole = response(&mut whole).take();
        for number in 0.. {
            let (mut looked, mut left, mut url) = (whole.clone(), number, String::new());
            each(&mut looked, &mut left, &mut |all, at| url = all[at]["url"].to_string());
            if left != usize::MAX {
                break;
            }
            // Two of each kind stand for all.
            if seen.iter().filter(|other| **other == url).count() > 1 {
                continue;
            }
            seen.push(url);
            if let Some(lost) = WAYS.iter().find_map(|way| spoil(&whole, number, *way).flatten()) {
                panic!("{name}: {lost}");
            }
        }
    }
    assert!(seen.len() > 20, "{seen:?}");
}

#[test]
fn a_revision_terms_or_time_that_is_none_is_named_by_its_path() {
    let whole = fixture("relapse_plan/amended");
    for (name, value, path) in [
        ("revision", json!({ "valueString": "three" }), "revision"),
        ("revision", json!({ "valueString": "-1" }), "revision"),
        ("revision", json!({ "valueInteger": 3 }), "revision"),
        ("terms", json!({ "valueBoolean": true }), "terms"),
        ("started-at", json!({ "valueDateTime": "yesterday" }), "started_at"),
        ("saved-at", json!({ "valueDateTime": "2026-11-23 09:12Z" }), "saved_at"),
        ("completed-at", json!({ "valueInstant": "2026-11-23T09:12:00Z" }), "completed_at"),
    ] {
        let mut sent = whole.clone();
        let all = response(&mut sent)["extension"].as_array_mut().unwrap();
        all.retain(|one| !one["url"].as_str().unwrap().ends_with(&format!("coplan-{name}")));
        let mut extension = json!({ "url": format!("https://coplan.example/fhir{OURS}{name}") });
        extension.as_object_mut().unwrap().extend(value.as_object().unwrap().clone());
        all.push(extension);
        let taken = read(&sent.to_string(), &|_| None).unwrap();
        assert_eq!(taken.not_taken[0].path, path, "{name} {:?}", taken.not_taken);
        assert!(
            taken.not_taken.iter().any(|one| (&*one.path, one.code) == ("signatures", "not_whole")),
            "what a draft loses"
        );
    }
}

#[test]
fn what_is_there_twice_is_not_chosen_from() {
    let mut two = fixture("relapse_plan/amended");
    let patient = two["entry"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["resource"]["resourceType"] == "Patient")
        .unwrap()
        .clone();
    let mut other = patient.clone();
    other["resource"]["name"] = json!([{ "text": "Somebody Else" }]);
    two["entry"].as_array_mut().unwrap().push(other);
    assert_eq!(read(&two.to_string(), &|_| None).unwrap_err().code(), "not_r4", "two people under one address");

    let mut two = fixture("relapse_plan/amended");
    for entry in two["entry"].as_array_mut().unwrap() {
        if entry["resource"]["resourceType"] == "Patient" {
            entry["resource"]["identifier"] = json!([
                { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765919" },
                { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765870" },
            ]);
        }
    }
    let taken = read(&two.to_string(), &|_| None).unwrap();
    assert!(
        taken.not_taken.iter().any(|one| (&*one.path, one.code) == ("subject.nhs_number", "several")),
        "{:?}",
        taken.not_taken
    );
    assert!(!taken.document.subject.contains_key("nhs_number"));

    let mut two = fixture("relapse_plan/amended");
    let item = response(&mut two)["item"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|one| !one["answer"][0]["valueString"].is_null());
    item.unwrap()["answer"][0]["valueInteger"] = json!(3);
    assert_eq!(read(&two.to_string(), &|_| None).unwrap_err().code(), "not_r4", "two values of one answer");
}

/// Everything in a value that is changed by this, at any depth.
fn every(value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    change(value);
    match value {
        Value::Object(group) => group.values_mut().for_each(|inner| every(inner, change)),
        Value::Array(all) => all.iter_mut().for_each(|inner| every(inner, change)),
        _ => {}
    }
}

/// The item of a question.
fn item<'a>(sent: &'a mut Value, link: &str) -> &'a mut Value {
    let mut all = response(sent)["item"].as_array_mut().unwrap().iter_mut();
    all.find(|one| one["linkId"] == link).unwrap()
}

/// What is named of a Bundle that is not whole any more, and what is left of the document.
fn named(sent: &Value) -> (Vec<(String, &'static str)>, Value) {
    let Taken { document, not_taken, is_ours } = read(&sent.to_string(), &|_| None).unwrap();
    assert!(!is_ours && document.status == coplan_model::Status::Draft, "{not_taken:?}");
    (not_taken.into_iter().map(|one| (one.path, one.code)).collect(), document.to_value())
}

#[track_caller]
fn names(sent: &Value, path: &str, code: &'static str) -> Value {
    let (named, value) = named(sent);
    assert!(named.contains(&(path.to_owned(), code)), "{path} {code} in {named:?}");
    value
}

#[test]
fn a_value_that_was_changed_beside_what_we_say_of_it_is_named_and_neither_is_used() {
    let whole = fixture("relapse_plan/amended");
    let mut sent = whole.clone();
    item(&mut sent, "primary_contact")["answer"][0]["valueString"] = json!("Somebody Else");
    assert!(names(&sent, "primary_contact", "several")["answers"]["primary_contact"].is_null());
    item(&mut sent, "primary_contact")["answer"][0].as_object_mut().unwrap().shift_remove("valueString");
    names(&sent, "primary_contact", "several");

    // A program that keeps no ids of rows: the reference leads to nobody, and the name is who it was.
    let mut sent = whole.clone();
    let name = item(&mut sent, "primary_contact")["answer"][0]["valueString"].clone();
    every(&mut sent, &mut |one| {
        if let Some(all) = one.get_mut("extension").and_then(Value::as_array_mut) {
            all.retain(|one| !one["url"].as_str().unwrap_or_default().ends_with("coplan-row-id"));
        }
    });
    let taken = read(&sent.to_string(), &|_| None).unwrap();
    assert_eq!(taken.document.to_value()["answers"]["primary_contact"], json!({ "name": name }));

    let exact =
        |text: &str| json!([{ "url": format!("https://coplan.example/fhir{OURS}exact"), "valueBase64Binary": text }]);
    for (beside, is_named) in
        [(json!("a b"), false), (json!("c d"), true), (json!("a\u{a0}b"), true), (Value::Null, true)]
    {
        let mut sent = whole.clone();
        // "a\u{a0}b"
        let mut answer = json!({ "extension": exact("YcKgYg==") });
        if !beside.is_null() {
            answer["valueString"] = beside;
        }
        item(&mut sent, "signs_me")["answer"][0] = answer;
        if is_named {
            assert!(names(&sent, "signs_me", "several")["answers"]["signs_me"].is_null());
        } else {
            assert_eq!(read(&sent.to_string(), &|_| None).unwrap().not_taken, []);
        }
    }
    let mut sent = whole.clone();
    let empty = json!([{ "url": format!("https://coplan.example/fhir{OURS}empty"), "valueBoolean": true }]);
    item(&mut sent, "signs_me")["answer"][0]["extension"] = empty.clone();
    names(&sent, "signs_me", "several");
    let mut sent = whole.clone();
    item(&mut sent, "keep_well")["extension"] = empty;
    names(&sent, "keep_well", "several");
}

#[test]
fn a_person_or_a_signature_that_was_changed_beside_what_we_say_of_it_is_named() {
    let whole = fixture("relapse_plan/amended");
    for (key, ours, beside, path) in [
        ("name", json!({ "name": "exact", "valueBase64Binary": "YcKgYg==" }), json!({ "text": "c" }), "subject.name"),
        (
            "identifier",
            json!({ "name": "as-written", "valueString": "943 476 5919" }),
            json!({ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765870" }),
            "subject.nhs_number",
        ),
    ] {
        let mut sent = whole.clone();
        let mut extension = ours.clone();
        extension["url"] = json!(format!("https://coplan.example/fhir{OURS}{}", ours["name"].as_str().unwrap()));
        extension.as_object_mut().unwrap().shift_remove("name");
        let mut one = beside.clone();
        one["extension"] = json!([extension]);
        every(&mut sent, &mut |value| {
            if value["resourceType"] == "Patient" && value["id"].is_null() {
                value[key] = json!([one]);
            }
        });
        names(&sent, path, "several");
    }
    for (key, value) in [("when", json!("2020-01-01T12:00:00Z")), ("who", json!({ "display": "Somebody Else" }))] {
        let mut sent = whole.clone();
        let mut count = 0;
        every(&mut sent, &mut |one| {
            if let Some(signature) = one.get_mut("valueSignature") {
                signature[key] = value.clone();
                count += 1;
            }
        });
        assert!(count > 0);
        names(&sent, "signatures", "several");
    }
}

#[test]
fn a_document_whose_person_is_not_here_is_about_nobody_and_says_so() {
    for subject in [
        Value::Null,
        json!({ "reference": "Patient/999" }),
        json!({ "display": "X" }),
        json!({ "reference": "Group/1" }),
        json!({ "identifier": { "system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765919" } }),
    ] {
        let mut sent = fixture("relapse_plan/amended");
        response(&mut sent)["subject"] = subject.clone();
        if subject.is_null() {
            response(&mut sent).as_object_mut().unwrap().shift_remove("subject");
        }
        let left = names(&sent, "subject", "no_value");
        assert_eq!(left["subject"], json!({}), "{subject}");
    }
}

#[test]
fn an_earlier_version_of_another_form_or_person_is_named_and_left_out() {
    let whole = fixture("relapse_plan/amended");
    let other = "https://coplan.example/fhir/Questionnaire/care_plan|0.2.0";
    for (key, value) in [
        ("questionnaire", json!(other)),
        ("subject", json!({ "reference": "Patient/999" })),
        ("subject", json!({ "reference": "urn:uuid:1" })),
        ("subject", json!({ "display": "X" })),
        ("subject", json!({ "reference": "#somebody" })),
    ] {
        let mut sent = whole.clone();
        let contained = response(&mut sent)["contained"].as_array_mut().unwrap();
        let mut patient = json!({ "resourceType": "Patient", "id": "somebody" });
        patient["identifier"] =
            json!([{ "system": "https://coplan.example/fhir/identifier/subject", "value": "else" }]);
        contained.push(patient);
        let earlier = contained.iter_mut().find(|one| one["id"] == "earlier-1").unwrap();
        assert!(!earlier[key].is_null());
        earlier[key] = value;
        names(&sent, "earlier[0]", "wrong_type");
    }
}

proptest::proptest! {
    #![proptest_config(any::cases(40, 20_000))]

    #[test]
    fn nothing_of_any_document_is_left_out_in_silence(value in any::document(), number in 0usize..60, way in 0usize..6) {
        let Ok(document) = Document::from_value(value, None) else { return Ok(()) };
        let lost = spoil(&sent(&document), number, WAYS[way]).flatten();
        proptest::prop_assert!(lost.is_none(), "{}", lost.unwrap());
    }
}
