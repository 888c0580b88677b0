//! What another program added to a response, and a document has no place for: it is named, and costs a document of ours nothing.

use coplan_fhir::{Options, Taken, bundle, read, types::Resource};
use coplan_model::Document;
use coplan_model::json::Value;
use serde_json::json;

/// A fixture, and the Bundle that is written of it.
fn fixture(name: &str) -> (Document, Value) {
    let file = format!("{}/../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let document = Document::from_json(&std::fs::read_to_string(file).unwrap()).unwrap();
    let options = Options { restricted: true, ..Options::default() };
    let text = Resource::Bundle(bundle(&document, &options).unwrap()).to_json();
    (document, serde_json::from_str(&text).unwrap())
}

#[test]
fn what_another_program_put_beside_the_answers_is_named_and_a_document_of_ours_stays_what_it_is() {
    let theirs = json!([{ "url": "https://elsewhere.example/StructureDefinition/mood", "valueString": "secret" }]);
    let (document, mut sent) = fixture("relapse_plan/amended");
    let response = &mut sent["entry"][0]["resource"];
    response["encounter"] = json!({ "reference": "Encounter/1" });
    response["source"] = json!({ "reference": "Patient/secret" });
    response["meta"]["extension"] = theirs.clone();
    response["subject"]["extension"] = theirs.clone();
    response["_status"] = json!({ "extension": theirs });
    response["contained"].as_array_mut().unwrap().last_mut().unwrap()["item"][0]["extension"] = theirs.clone();
    let add = |to: &mut Value| match to["extension"].as_array_mut() {
        Some(there) => there.push(theirs[0].clone()),
        None => to["extension"] = theirs.clone(),
    };
    add(response);
    for item in response["item"].as_array_mut().unwrap() {
        match item["linkId"].as_str().unwrap() {
            "signs_me" => add(item),
            "signs_family" => add(&mut item["answer"][0]),
            "avoid" => item["answer"][0]["_valueString"] = json!({ "extension": theirs }),
            "keep_well" => add(&mut item["item"][0]),
            "gp" => item["weight"] = json!(3),
            _ => {}
        }
    }
    let taken = read(&sent.to_string(), &|_| None).unwrap();
    assert!(taken.is_ours, "{:?}", taken.not_taken);
    assert_eq!(taken.document.to_value(), document.to_value());
    let mut named: Vec<&str> = taken.not_taken.iter().map(|one| &*one.path).collect();
    assert!(taken.not_taken.iter().all(|one| one.code == "no_place" && !one.message().contains("secret")));
    named.sort_unstable();
    named.dedup();
    let mut expected = vec!["earlier", "encounter", "extension", "source", "status", "subject"];
    expected.extend(["signs_me", "signs_family", "avoid", "keep_well[].text", "gp"]);
    expected.sort_unstable();
    assert_eq!(named, expected);
}

/// Puts something of another program into elements of this kind, one at a time: what is read then.
fn added(whole: &Value, step: usize, is_here: &dyn Fn(&Value) -> bool, add: &dyn Fn(&mut Value)) -> Vec<Taken> {
    fn nth(value: &mut Value, is_here: &dyn Fn(&Value) -> bool, left: &mut usize, add: &dyn Fn(&mut Value)) -> bool {
        if is_here(value) {
            if *left == 0 {
                add(value);
                return true;
            }
            *left -= 1;
        }
        match value {
            Value::Object(group) => group.values_mut().any(|inner| nth(inner, is_here, left, add)),
            Value::Array(all) => all.iter_mut().any(|inner| nth(inner, is_here, left, add)),
            _ => false,
        }
    }
    let mut all = Vec::new();
    for number in (0..).step_by(step) {
        let (mut sent, mut left) = (whole.clone(), number);
        if !nth(&mut sent, is_here, &mut left, add) {
            return all;
        }
        all.push(read(&sent.to_string(), &|_| None).unwrap());
    }
    all
}

#[test]
fn what_another_program_put_into_our_extensions_values_and_references_is_named_wherever_it_is() {
    let theirs = || json!({ "url": "https://elsewhere.example/StructureDefinition/mood", "valueString": "secret" });
    for (name, step) in
        [("relapse_plan/amended", 1), ("care_plan/reviewed", 3), ("comprehensive_assessment/scenario", 19)]
    {
        let (document, mut whole) = fixture(name);
        // What follows from the response is not read.
        whole["entry"].as_array_mut().unwrap().retain(|one| {
            ["Patient", "QuestionnaireResponse"].contains(&one["resource"]["resourceType"].as_str().unwrap())
        });
        let is_ours = |url: &Value| {
            url.as_str().is_some_and(|url| url.contains("/StructureDefinition/coplan-") || !url.contains(':'))
        };
        let is_theirs = |value: &Value| value["url"] == theirs()["url"];
        let extend = |value: &mut Value| match value["extension"].as_array_mut() {
            Some(there) => there.push(theirs()),
            None => value["extension"] = json!([theirs()]),
        };
        type Is<'a> = &'a dyn Fn(&Value) -> bool;
        type Add<'a> = &'a dyn Fn(&mut Value);
        let has = |value: &Value, keys: &[&str]| keys.iter().all(|key| !value[*key].is_null());
        let kinds: [(&str, Is, Add); 9] = [
            ("an extension or a part of one", &|one| is_ours(&one["url"]) && !is_theirs(one), &extend),
            ("the value of one", &|one| is_ours(&one["url"]) && has(one, &["valueString"]), &|one| {
                one["_valueString"] = json!({ "extension": [theirs()] });
            }),
            ("a code", &|one| has(one, &["valueCoding"]), &|one| extend(&mut one["valueCoding"])),
            ("which version of the codes", &|one| has(one, &["valueCoding"]), &|one| {
                one["valueCoding"]["userSelected"] = json!(true);
            }),
            ("whom it is about", &|one| has(one, &["linkId", "subject"]) || has(one, &["questionnaire"]), &|one| {
                one["subject"]["identifier"] = json!({ "system": "urn:elsewhere", "value": "secret" });
            }),
            ("what it is known by", &|one| has(one, &["questionnaire", "identifier"]), &|one| {
                one["identifier"]["period"] = json!({ "start": "2026" });
            }),
            ("a reference", &|one| has(one, &["valueReference"]), &|one| {
                one["valueReference"]["identifier"] = json!({ "use": "old" })
            }),
            ("a signature", &|one| has(one, &["valueSignature"]), &|one| {
                one["valueSignature"]["onBehalfOf"] = json!({ "display": "secret" });
            }),
            ("a version", &|one| has(one, &["questionnaire"]), &|one| {
                one["encounter"] = json!({ "display": "secret" })
            }),
        ];
        for (kind, is_here, add) in kinds {
            let all = added(&whole, step, is_here, add);
            assert!(!all.is_empty() || ["a signature", "a reference"].contains(&kind), "{name} has {kind}");
            for taken in all {
                assert!(taken.is_ours, "{name}, {kind}: {:?}", taken.not_taken);
                assert_eq!(taken.document.to_value(), document.to_value(), "{name}, {kind}");
                let named: Vec<_> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
                assert!(
                    matches!(named[..], [(path, "no_place")] if !path.contains("secret")),
                    "{name}, {kind}: {named:?}"
                );
            }
        }
    }
}

#[test]
fn an_identifier_or_a_resource_of_another_program_is_named() {
    let response = json!({
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "questionnaire": "https://fhir.example-trust.nhs.uk/Questionnaire/relapse_plan",
        "identifier": { "system": "urn:elsewhere", "value": "secret" },
        "contained": [{ "resourceType": "Practitioner", "id": "x" }],
    });
    let taken = read(&response.to_string(), &|_| None).unwrap();
    let named: Vec<_> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
    assert_eq!(named, [("identifier", "no_place"), ("contained", "no_place")]);
}

#[test]
fn a_value_and_parts_of_one_extension_of_ours_are_not_chosen_from() {
    let (_, mut sent) = fixture("relapse_plan/amended");
    let all = sent["entry"][0]["resource"]["extension"].as_array_mut().unwrap();
    let terms = all.iter_mut().find(|one| one["url"].as_str().unwrap().ends_with("coplan-terms")).unwrap();
    terms["extension"] = json!([{ "url": "empty", "valueBoolean": true }]);
    let taken = read(&sent.to_string(), &|_| None).unwrap();
    let named = taken.not_taken.iter().any(|one| (&*one.path, one.code) == ("terms", "several"));
    assert!(named && !taken.is_ours, "{:?}", taken.not_taken);
}

/// What is contained and no version or person of ours.
fn contained(add: &dyn Fn(&mut Vec<Value>)) -> (Document, Taken) {
    let (document, mut sent) = fixture("relapse_plan/amended");
    add(sent["entry"][0]["resource"]["contained"].as_array_mut().unwrap());
    (document, read(&sent.to_string(), &|_| None).unwrap())
}

#[test]
fn a_contained_resource_that_nothing_of_ours_refers_to_costs_the_document_nothing() {
    let other = |questionnaire: &str| {
        json!({ "resourceType": "QuestionnaireResponse", "id": "x", "status": "completed", "questionnaire": questionnaire,
            "item": [{ "linkId": "q", "answer": [{ "valueQuantity": { "value": 3 } }] }] })
    };
    type Add<'a> = &'a dyn Fn(&mut Vec<Value>);
    let kinds: [(&str, Add); 6] = [
        ("of another questionnaire", &|all| all.push(other("https://elsewhere.example/Questionnaire/phq9"))),
        ("of ours", &|all| all.push(other("https://elsewhere.example/Questionnaire/relapse_plan"))),
        ("before those of ours", &|all| all.insert(0, other("https://elsewhere.example/Questionnaire/phq9"))),
        ("a copy of an earlier version", &|all| {
            let mut copy = all.iter().find(|one| one["id"] == "earlier-1").unwrap().clone();
            copy["id"] = json!("copy");
            all.push(copy);
        }),
        ("without an id", &|all| all.push(json!({ "resourceType": "QuestionnaireResponse", "status": "completed" }))),
        ("a person", &|all| all.push(json!({ "resourceType": "Patient", "id": "x" }))),
    ];
    for (kind, add) in kinds {
        let (document, taken) = contained(add);
        let named: Vec<_> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
        assert_eq!((taken.is_ours, named), (true, vec![("contained", "no_place")]), "{kind}");
        assert_eq!(taken.document.to_value(), document.to_value(), "{kind}");
    }
    // A version that is referred to and not there is missed.
    let (_, taken) = contained(&|all| all.retain(|one| one["id"] != "earlier-1"));
    let is_missed = taken.not_taken.iter().any(|one| (&*one.path, one.code) == ("earlier[0]", "no_value"));
    assert!(is_missed && !taken.is_ours, "{:?}", taken.not_taken);
}
