//! What stands in a Bundle, as another system reads it.

use std::fs;

use coplan_fhir::types::Resource;
use coplan_fhir::{Base, FhirError, Options, Vocabulary, Wordless, bundle, definitions, questionnaire, read};
use coplan_model::json::Value;
use coplan_model::{Document, FormName, Status, fields};
use serde_json::json;

fn fixture(name: &str) -> Document {
    let file = format!("{}/../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&fs::read_to_string(file).unwrap()).unwrap()
}

fn written(document: &Document, restricted: bool) -> Value {
    let options = Options { restricted, ..Options::default() };
    serde_json::from_str(&Resource::Bundle(bundle(document, &options).unwrap()).to_json()).unwrap()
}

fn of_type<'a>(bundle: &'a Value, name: &str) -> Vec<&'a Value> {
    let resources = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    resources.filter(|resource| resource["resourceType"] == name).collect()
}

#[test]
fn a_document_says_in_fhir_where_it_stands() {
    let mut document = fixture("relapse_plan/whole");
    for (status, said) in [
        (Status::Draft, "in-progress"),
        (Status::Complete, "completed"),
        (Status::Amended, "amended"),
        (Status::Withdrawn, "entered-in-error"),
    ] {
        document.status = status;
        assert_eq!(of_type(&written(&document, false), "QuestionnaireResponse")[0]["status"], said);
    }
}

#[test]
fn the_person_is_known_by_their_nhs_number() {
    let mut document = fixture("relapse_plan/whole");
    document.subject.insert("nhs_number".to_owned(), "943 476 5919".into());
    let bundle = written(&document, false);
    let number = &of_type(&bundle, "Patient")[0]["identifier"][0];
    assert_eq!(
        (&number["system"], &number["value"]),
        (&json!("https://fhir.nhs.uk/Id/nhs-number"), &json!("9434765919"))
    );
    document.subject.insert("nhs_number".to_owned(), "12".into());
    let system = written(&document, false)["entry"][1]["resource"]["identifier"][0]["system"].clone();
    assert!(!system.as_str().unwrap().contains("fhir.nhs.uk"), "what is no NHS number is not told as one");
}

#[test]
fn the_abuse_question_travels_only_when_it_is_asked_for_by_name_and_alone() {
    for name in ["yes", "none_stated", "not_asked"] {
        let document = fixture(&format!("abuse_question/{name}"));
        assert_eq!(bundle(&document, &Options::default()), Err(FhirError::Restricted));
        let sent = written(&document, true);
        assert_eq!(sent["entry"].as_array().unwrap().len(), 2, "the answer and the person, and no other resource");
        let response = of_type(&sent, "QuestionnaireResponse")[0];
        let labels: Vec<&Value> =
            response["meta"]["security"].as_array().unwrap().iter().map(|label| &label["code"]).collect();
        assert_eq!(labels, ["R", "SDV"]);
        assert_eq!(sent["meta"], response["meta"], "whoever passes it on sees it");
        let answer = response["item"].as_array().unwrap().iter().find(|item| item["linkId"] == "response").unwrap();
        assert_eq!(answer["answer"][0]["valueCoding"]["code"], name, "it is told as the code that it is");
        let text = response.to_string();
        assert!(!text.contains("asked-declined") && !text.contains("valueBoolean\":false"), "None stated is never No");
    }
}

#[test]
fn an_assessment_leaves_out_what_is_restricted_and_says_that_it_is_not_whole() {
    let mut document = fixture("comprehensive_assessment/scenario");
    document
        .answers
        .insert("cpa_characteristics".to_owned(), json!({ "vulnerable_abuse": "yes", "non_concordance": "no" }));
    let whole = written(&document, true).to_string();
    let copy = written(&document, false);
    let text = copy.to_string();
    assert!(whole.contains("from_others") && whole.contains("vulnerable_abuse"), "the fixture holds both");
    for restricted in ["from_others", "vulnerable_abuse", "risk_from_others"] {
        assert!(!text.contains(restricted), "{restricted} does not travel");
    }
    let risks = document.answers["risks"].as_array().unwrap();
    for risk in risks.iter().filter(|risk| risk["group"] == "from_others") {
        for said in risk.as_object().unwrap().values().filter_map(Value::as_str).filter(|said| said.len() > 12) {
            assert!(!text.contains(said), "nothing of it travels: {said}");
        }
    }
    let meta = &of_type(&copy, "QuestionnaireResponse")[0]["meta"];
    assert_eq!((&meta["tag"][0]["code"], &meta["security"][0]["code"]), (&json!("SUBSETTED"), &json!("N")));
    assert_eq!(read(&text, &|_| None).unwrap_err(), FhirError::NotWhole);
}

#[test]
fn a_copy_says_that_it_is_one_whether_or_not_something_was_left_out() {
    let document = fixture("comprehensive_assessment/emergency");
    assert!(written(&document, false).to_string().contains("SUBSETTED"));
}

#[test]
fn earlier_versions_and_what_is_not_known_are_not_in_a_copy_of_an_assessment_unless_they_may_be() {
    let mut document = fixture("comprehensive_assessment/amended");
    let earlier = document.earlier[0].as_object_mut().unwrap();
    earlier["answers"]["risks"] =
        json!([{ "id": "q7x9w", "group": "from_others", "what_happened": "an earlier disclosure" }]);
    document.answers.insert("later".to_owned(), "said to a newer version".into());
    document.answers.insert("voices".to_owned(), json!({ "risks[q7x9w].what_happened": "su" }));
    document.answers.insert("local".to_owned(), json!({ "more": "a trust's own" }));
    let text = written(&document, false).to_string();
    for kept_back in ["an earlier disclosure", "said to a newer version", "q7x9w", "a trust's own", "sha-256"] {
        assert!(!text.contains(kept_back), "{kept_back}");
    }
}

#[test]
fn a_care_plan_is_a_plan_with_its_goals_and_its_team() {
    let document = fixture("care_plan/agreed");
    let bundle = written(&document, false);
    let plan = of_type(&bundle, "CarePlan")[0];
    let goals = of_type(&bundle, "Goal");
    let rows = document.answers["goals"].as_array().unwrap();
    assert_eq!((&plan["intent"], goals.len()), (&json!("plan"), rows.len()));
    assert_eq!(plan["goal"].as_array().unwrap().len(), rows.len());
    assert_eq!(goals[0]["description"]["text"], rows[0]["own_words"]);
    let actions: usize = rows.iter().map(|goal| goal["actions"].as_array().map_or(0, Vec::len)).sum();
    assert_eq!(plan["activity"].as_array().unwrap().len(), actions);
    assert_eq!(of_type(&bundle, "CareTeam").len(), 1);
    assert!(of_type(&bundle, "RiskAssessment").is_empty());
}

#[test]
fn a_consent_is_what_the_person_decided_and_nothing_else() {
    let mut document = fixture("care_plan/agreed");
    document.status = Status::Complete;
    let row = |decision: &str| json!({ "id": decision, "with_whom": { "name": "Housing" }, "what": ["care_plan"], "decision": decision });
    let rows = ["yes", "yes_limited", "no", "not_asked", "not_able"].map(row);
    document.answers.insert("sharing".to_owned(), json!(rows));
    let bundle = written(&document, false);
    let said: Vec<(&Value, &Value)> = of_type(&bundle, "Consent")
        .into_iter()
        .map(|consent| (&consent["status"], &consent["provision"]["type"]))
        .collect();
    let (active, rejected, permit, deny) = (json!("active"), json!("rejected"), json!("permit"), json!("deny"));
    // A limit that is not written is none: the second says nothing.
    assert_eq!(said, [(&active, &permit), (&rejected, &deny)]);
}

#[test]
fn a_permit_names_whom_and_what_and_where_it_ends() {
    let permits = |row: Value, needed: &str| {
        let mut document = fixture("care_plan/agreed");
        document.status = Status::Complete;
        document.answers.insert("sharing_needed".to_owned(), json!(needed));
        document.answers.insert("sharing".to_owned(), json!([row]));
        let bundle = written(&document, false);
        of_type(&bundle, "Consent").len()
    };
    let yes = json!({ "id": "a", "with_whom": { "name": "Housing" }, "what": ["care_plan"], "decision": "yes" });
    assert_eq!(permits(yes.clone(), "yes"), 1);
    assert_eq!(permits(yes.clone(), "no"), 0, "nobody is asked any more");
    for (key, wrong) in [
        ("with_whom", json!({ "person": "no_one" })),
        ("with_whom", json!({ "person": "gone" })),
        ("with_whom", json!({ "name": " " })),
        ("what", json!([])),
        ("decision", json!("yes_limited")),
    ] {
        let mut row = yes.clone();
        row[key] = wrong;
        assert_eq!(permits(row.clone(), "yes"), 0, "{row}");
    }
    let mut limited = yes;
    limited["decision"] = json!("yes_limited");
    limited["limits"] = json!("Not the diagnosis");
    assert_eq!(permits(limited, "yes"), 1);
}

#[test]
fn a_signature_is_told_by_the_extension_that_fhir_has_for_it() {
    let document = fixture("relapse_plan/amended");
    let bundle = written(&document, false);
    let extensions = of_type(&bundle, "QuestionnaireResponse")[0]["extension"].as_array().unwrap();
    let made = extensions.iter().filter(|one| one["url"] == coplan_fhir::SIGNATURE).count();
    assert_eq!(made, document.signatures.iter().filter(|signature| signature.contains_key("digest")).count());
    assert!(made > 0, "the fixture is signed");
}

#[test]
fn every_question_has_an_item_under_its_path() {
    let base = Base::new("https://fhir.example-trust.nhs.uk/coplan/").unwrap();
    for form in FormName::ALL {
        let questionnaire = questionnaire::of(*form, None, &base, &Vocabulary::of(&Wordless));
        let value = serde_json::to_value(&questionnaire).unwrap();
        let mut links = Vec::new();
        collect(&value, &mut links);
        fields::each(form.fields(), "", &mut |path, field| {
            let kept_apart = field.id == "id" || field.kind == fields::Kind::Voices;
            assert_eq!(links.iter().any(|link| link == path), !kept_apart, "{path}");
        });
        assert!(questionnaire.url.starts_with("https://fhir.example-trust.nhs.uk/coplan/Questionnaire/"));
    }
}

fn collect(item: &Value, links: &mut Vec<String>) {
    links.extend(item["linkId"].as_str().map(str::to_owned));
    item["item"].as_array().into_iter().flatten().for_each(|inner| collect(inner, links));
}

#[test]
fn each_of_our_extensions_has_a_definition_of_its_own() {
    let all = serde_json::to_value(definitions::all(&Base::default())).unwrap();
    let urls: Vec<&str> =
        all["entry"].as_array().unwrap().iter().filter_map(|entry| entry["resource"]["url"].as_str()).collect();
    assert_eq!(urls.len(), definitions::names().count());
    for url in urls {
        assert!(url.starts_with("https://coplan.example/fhir/StructureDefinition/coplan-"), "{url}");
    }
}

#[test]
fn a_base_is_an_address() {
    for wrong in [
        "",
        "coplan",
        "https://",
        "ftp://x.example",
        "https://x.example/a|1",
        "https://x.example/a b",
        "https://x.example#",
    ] {
        assert!(Base::new(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_plan_of_many_goals_takes_as_long_for_each_as_one_of_few() {
    let seconds = |goals: usize| {
        let goals: Vec<Value> = (0..goals)
            .map(|at| json!({ "id": format!("g{at}"), "own_words": "Walk", "actions": [{ "id": format!("a{at}"), "what": "Go" }] }))
            .collect();
        // Without an id it is known by all that is in it.
        let plan = json!({ "form": "care_plan", "answers": { "goals": goals } });
        let document = Document::from_json(&plan.to_string()).unwrap();
        let start = std::time::Instant::now();
        assert_eq!(bundle(&document, &Options::default()).unwrap().entry.len(), 3 + goals.len());
        start.elapsed().as_secs_f64()
    };
    // Sixteen times as many: 256 times as long where each goal reads all of them again.
    let (few, many) = (seconds(250), seconds(4000));
    assert!(many < few * 100.0, "{few} s for 250, {many} s for 4,000");
}
