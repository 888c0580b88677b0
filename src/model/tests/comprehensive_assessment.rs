//! The promises of the comprehensive assessment.

use coplan_model::comprehensive_assessment::{ComprehensiveAssessment, is_restricted};
use coplan_model::domains::{DomainName, DomainStatus, Domains};
use coplan_model::fields::{self, Answers as _, Kind, Need};
use coplan_model::path;
use coplan_model::{Access, CalendarDate, Document, FormName, Moment, abuse_question, people};
use serde_json::{Value, json};

fn today() -> CalendarDate {
    CalendarDate::new(2026, 11, 24).unwrap()
}

fn fixture(name: &str) -> Document {
    let folder = format!("{}/../../tests/fixtures/comprehensive_assessment", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap()).unwrap()
}

const FIXTURES: [&str; 4] = ["emergency", "first_visit", "scenario", "amended"];

fn with(answers: Value) -> Document {
    let sent = json!({ "form": "comprehensive_assessment", "subject": { "name": "Ada Example" }, "answers": answers });
    Document::from_json(&sent.to_string()).unwrap()
}

fn problems(document: &Document, moment: Moment) -> Vec<String> {
    let found = document.problems(moment, today());
    found.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
}

/// What completion asks of one row in a list, less the path to it.
fn asked_of_row(list: &str, row: Value) -> Vec<String> {
    let found = problems(&with(json!({ "sharing_needed": "yes", list: [row] })), Moment::Complete);
    let of_row = found.iter().filter_map(|problem| problem.strip_prefix(&format!("{list}[0].")));
    of_row.map(|problem| problem.trim_end_matches(" missing").to_owned()).collect()
}

/// Every question of the form with its path.
fn questions() -> Vec<(String, &'static fields::Field)> {
    let mut found = Vec::new();
    fields::each(ComprehensiveAssessment::FIELDS, "", &mut |path, field| found.push((path.to_owned(), field)));
    found
}

#[test]
fn a_draft_needs_who_and_when_and_nothing_else() {
    assert_eq!(problems(&with(json!({})), Moment::Draft), ["record_date missing"]);
    assert_eq!(problems(&fixture("emergency"), Moment::Draft), [""; 0]);
    assert_eq!(fixture("emergency").access(), Access::Normal);
}

#[test]
fn completion_asks_in_the_order_of_the_form() {
    let domains = DomainName::CODES.iter().map(|domain| format!("domains.{domain}.status missing"));
    let before = [
        "record_date missing",
        "assessment_stage missing",
        "access.advocacy_offered missing",
        "access.interpreter_needed missing",
        "info_sources missing",
        "info_checked missing",
        "hopes_said missing",
        "is_parent missing",
    ];
    let after = [
        "formulation.summary missing",
        "formulation.key_issues missing",
        "formulation.agreement.su missing",
        "formulation.date missing",
        "sharing_needed missing",
        "care_coordinator.name missing",
        "care_coordinator.role_title missing",
        "care_coordinator.contact missing",
        "standin.name missing",
        "standin.contact missing",
        "gp.registered missing",
        "completed_by.name missing",
        "completed_by.role missing",
        "no_su_copy_reason missing",
    ];
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let expected: Vec<String> = owned(&before).into_iter().chain(domains).chain(owned(&after)).collect();
    assert_eq!(problems(&with(json!({})), Moment::Complete), expected);
}

#[test]
fn whatever_the_status_of_a_domain_is_it_counts() {
    for status in DomainStatus::CODES {
        let mut document = fixture("scenario");
        for domain in document.answers["domains"].as_object_mut().unwrap().values_mut() {
            *domain = json!({ "status": status });
        }
        assert_eq!(problems(&document, Moment::Complete), [""; 0], "{status}");
    }
}

#[test]
fn no_text_in_any_domain_is_ever_needed() {
    for (path, field) in questions().iter().filter(|(path, _)| path.starts_with("domains.")) {
        let needed = field.need == Need::Complete || field.complete_if.is_some();
        assert!(!needed || path.ends_with(".status"), "{path} is needed");
    }
    assert_eq!(problems(&fixture("amended"), Moment::Complete), [""; 0]);
}

#[test]
fn the_domains_are_the_23_of_the_manual_in_its_order() {
    let ids: Vec<_> = Domains::FIELDS.iter().map(|field| field.id).collect();
    assert_eq!(ids, DomainName::CODES);
    assert_eq!(
        ids.join(" "),
        "psychiatric_functioning psychological_functioning comorbidity physical_health social_functioning \
         family_carers_welfare parenting violence_abuse housing finance employment_education_leisure risk positive_risk \
         medication self_manage support_network engagement strengths_aspirations carers_involvement \
         religious_spiritual communication_culture_access advocacy_legal own_caring"
    );
}

#[test]
fn the_codes_are_those_of_the_dictionary() {
    let codes = |path: &str| match fields::find(FormName::ComprehensiveAssessment.fields(), path).unwrap().kind {
        Kind::Code(codes) | Kind::Codes(codes) => codes.join(" "),
        kind => panic!("{path} is {kind:?}"),
    };
    for (path, expected) in [
        ("domains.housing.status", "covered partly not_yet not_relevant declined"),
        ("domains.violence_abuse.status", "covered partly not_yet not_relevant declined"),
        ("formulation.agreement.su", "yes in_part no not_able not_asked"),
        ("formulation.agreement.carer", "yes in_part no not_able not_asked no_carer"),
        ("sharing.decision", "yes yes_limited no not_asked not_able"),
        ("sharing.basis", "capacity_attorney_deputy capacity_best_interests safeguarding_request safety_override_s1"),
        ("risks.group", "to_self to_others from_others physical_health disengagement positive_risk"),
        ("risks.agreement.disagreements.about", "source level plan"),
    ] {
        assert_eq!(codes(path), expected, "{path}");
    }
}

#[test]
fn nothing_of_the_answer_about_abuse_has_a_place_in_it() {
    let domain: Vec<_> = Domains::FIELDS.iter().filter(|field| field.id == "violence_abuse").collect();
    let inner: Vec<_> = domain[0].kind.inner().unwrap().iter().map(|field| (field.id, field.need)).collect();
    let kept = Need::Kept;
    let expected = [("status", Need::Complete), ("dealt_with_on", kept), ("updated_on", kept), ("updated_by", kept)];
    assert_eq!(inner, expected, "what is not here cannot hold an answer");

    // A risk has a history too: what has happened before.
    let ids = abuse_question::AbuseQuestion::FIELDS.iter().map(|field| field.id);
    let restricted: Vec<_> = ids.filter(|id| *id != "history").collect();
    for (path, field) in questions() {
        assert!(!restricted.contains(&field.id), "{path} is a question of the restricted document");
        if let Kind::Code(codes) | Kind::Codes(codes) = field.kind {
            assert!(!codes.contains(&"none_stated"), "{path} takes an answer of the restricted document");
        }
    }
    for name in FIXTURES {
        assert!(!fixture(name).to_value().to_string().contains("none_stated"), "{name}");
    }
}

#[test]
fn risk_from_others_and_abuse_among_the_characteristics_are_restricted_and_nothing_else_is() {
    let answers = fixture("scenario").answers;
    let risks = path::list(&answers, "risks");
    for (number, risk) in risks.iter().enumerate() {
        let from_others = risk["group"] == "from_others";
        assert_eq!(is_restricted(&answers, &path::numbered("risks", number)), from_others, "{risk}");
    }
    assert!(risks.iter().any(|risk| risk["group"] == "from_others"), "the scenario has one");
    assert!(is_restricted(&answers, "cpa_characteristics.vulnerable_abuse"));
    assert!(!is_restricted(&answers, "cpa_characteristics.vulnerable_living") && !is_restricted(&answers, "risks[9]"));
}

#[test]
fn a_risk_that_was_or_may_be_from_others_is_restricted_too() {
    let mut answers = fixture("scenario").answers;
    answers["risks"] = serde_json::json!([
        { "id": "a", "group": "to_self", "kind_from_others": ["abuse"] },
        { "id": "b", "formulation": "Friends of hers." },
        { "id": "c", "group": "", "formulation": "Friends of hers." },
        { "id": "d", "group": "to_self", "kind_from_others": [] },
    ]);
    assert_eq!([0, 1, 2, 3].map(|at| is_restricted(&answers, &path::numbered("risks", at))), [true, true, true, false]);
}

#[test]
fn a_risk_is_asked_what_it_is_by_its_type_and_the_same_word_is_another_kind_elsewhere() {
    let kinds = |group: &str| {
        let asked = asked_of_row("risks", json!({ "id": "a", "group": group }));
        asked.into_iter().filter(|id| id.starts_with("kind")).collect::<Vec<_>>().join(" ")
    };
    for group in ["to_self", "to_others", "from_others", "physical_health", "positive_risk"] {
        assert_eq!(kinds(group), format!("kind_{group}"));
    }
    assert_eq!(kinds("disengagement"), "", "it has no kinds");
    let neglect = |path| match fields::find(ComprehensiveAssessment::FIELDS, path).unwrap().kind {
        Kind::Codes(codes) => codes.contains(&"neglect"),
        _ => false,
    };
    assert!(neglect("risks.kind_to_self") && neglect("risks.kind_to_others") && !neglect("risks.kind_from_others"));
}

#[test]
fn a_risk_is_told_in_words_with_a_plan_and_a_day_to_look_again() {
    let row = json!({ "id": "a", "group": "disengagement" });
    assert_eq!(asked_of_row("risks", row), ["formulation", "plan", "shared_with", "review_on"]);
    let danger = json!({ "id": "a", "immediate": "yes", "plan": [{ "id": "b", "when": "Today" }] });
    let asked = asked_of_row("risks", danger).join(" ");
    assert_eq!(asked, "group immediate_action formulation plan[0].what plan[0].who shared_with review_on");
}

#[test]
fn there_is_no_place_for_a_level_a_score_or_a_count() {
    for (path, field) in questions() {
        assert!(!matches!(field.kind, Kind::Number), "{path} is a number");
        let words = ["level", "score", "rating", "total", "count", "eligible"];
        assert!(!path.split(['.', '_', '[']).any(|word| words.contains(&word)), "{path}");
        if let Kind::Code(codes) | Kind::Codes(codes) = field.kind {
            assert!(!codes.iter().any(|code| ["low", "medium", "high"].contains(code)), "{path} is a scale");
        }
    }
}

#[test]
fn not_agreeing_asks_what_about_and_never_whether_it_was_settled() {
    for (su, asked) in [("yes", false), ("not_able", false), ("not_asked", false), ("in_part", true), ("no", true)] {
        let mut document = fixture("scenario");
        document.answers["formulation"]["agreement"] = json!({ "su": su });
        let expected: &[&str] = if asked { &["formulation.agreement.disagreements missing"] } else { &[] };
        assert_eq!(problems(&document, Moment::Complete), expected, "{su}");
        let unsettled = json!([{ "id": "a", "about": "All of it", "resolved": "no" }]);
        document.answers["formulation"]["agreement"]["disagreements"] = unsettled;
        assert_eq!(problems(&document, Moment::Complete), [""; 0], "{su}");
    }
}

#[test]
fn sharing_without_agreement_asks_on_what_basis_and_whether_they_were_told() {
    let asked = |more: Value| {
        let mut row = json!({ "id": "a", "with_whom": { "name": "Housing" }, "what": ["care_plan"], "purpose": "Repairs",
            "reviewed_on": "2026-11-24" });
        row.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        asked_of_row("sharing", row).join(" ")
    };
    assert_eq!(asked(json!({})), "decision");
    assert_eq!(asked(json!({ "decision": "yes" })), "");
    assert_eq!(asked(json!({ "decision": "yes_limited" })), "limits shared_without");
    for decision in ["no", "not_asked", "not_able"] {
        assert_eq!(asked(json!({ "decision": decision })), "shared_without");
        assert_eq!(asked(json!({ "decision": decision, "shared_without": "no" })), "");
        assert_eq!(asked(json!({ "decision": decision, "shared_without": "yes" })), "basis");
    }
    let on = |basis: &str| asked(json!({ "decision": "no", "shared_without": "yes", "basis": basis }));
    assert_eq!(on("capacity_attorney_deputy"), "basis_who told_person");
    for basis in ["capacity_best_interests", "safeguarding_request", "safety_override_s1"] {
        assert_eq!(on(basis), "basis_reason told_person");
    }
    let told = json!({ "decision": "no", "shared_without": "yes", "basis": "safety_override_s1", "basis_reason": "A threat",
        "told_person": "no" });
    assert_eq!(asked(told), "not_told_reason");
}

#[test]
fn a_carer_is_told_of_their_rights_whatever_the_person_decides() {
    for decision in ["yes", "yes_limited", "no", "not_asked", "not_able"] {
        for involved in ["yes", "in_part", "no", "not_discussed"] {
            let document = with(json!({
                "sharing_needed": "yes",
                "sharing": [{ "id": "a", "with_whom": { "person": "b" }, "decision": decision }],
                "carers": [{ "id": "b", "name": "Mary", "involved": involved }],
            }));
            let found = problems(&document, Moment::Complete);
            assert!(found.contains(&"carers[0].told_of_right missing".to_owned()), "{decision} {involved}");
        }
    }
    assert_eq!(asked_of_row("carers", json!({ "id": "a", "told_of_right": "yes" })), ["involved", "told_of_right_on"]);
    assert_eq!(asked_of_row("carers", json!({ "id": "a", "told_of_right": "no" })), ["involved", "not_told_reason"]);
}

#[test]
fn not_wanting_to_talk_about_hopes_is_an_answer() {
    let asks =
        |said: &str| problems(&with(json!({ "hopes_said": said })), Moment::Complete).join(" ").contains("hopes");
    assert!(asks("yes") && !asks("did_not_want_to_say"));
}

#[test]
fn a_decision_about_cpa_is_asked_for_its_reason_and_never_asked_for() {
    let asks = |answers: Value| problems(&with(answers), Moment::Complete).join(" ").contains("cpa_");
    assert!(!asks(json!({ "cpa_characteristics": { "considered": ["risks", "instability", "mha_crisis"] } })));
    assert!(!asks(json!({ "cpa_decision": "not_decided" })));
    assert!(asks(json!({ "cpa_decision": "yes" })) && asks(json!({ "cpa_decision": "lead_professional" })));
}

#[test]
fn the_first_case_of_the_manual_is_complete_and_comes_back_as_it_went() {
    assert_eq!(problems(&fixture("scenario"), Moment::Complete), [""; 0]);
    for name in FIXTURES {
        let document = fixture(name);
        assert_eq!(Document::from_json(&document.to_value().to_string()).unwrap(), document, "{name}");
        let read: ComprehensiveAssessment = document.read().unwrap();
        let mut written = document.clone();
        written.write(&read).unwrap();
        assert_eq!(Value::Object(written.answers), Value::Object(document.answers), "{name}");
    }
}

#[test]
fn a_carer_named_once_is_chosen_wherever_someone_is_asked_for() {
    let mut document = fixture("scenario");
    let known: Vec<_> = people::known(&document).into_iter().map(|known| known.reference).collect();
    assert_eq!(known, ["me", "ca1", "care_coordinator", "standin", "t1", "completed_by"]);
    document.answers["carers"][0]["name"] = json!("Mary Sample");
    assert_eq!(document.name_of(&document.answers["risks"][4]["plan"][1]["who"]), "Mary Sample");
    let mut gone = people::Gone::of(&document.answers["carers"][0]);
    people::each_someone(document.form.fields(), &mut document.answers, "", &mut |path, someone| {
        gone.keep_name(path, someone);
    });
    assert_eq!(document.answers["sharing"][0]["with_whom"], json!({ "name": "Mary Sample" }));
}

#[test]
fn a_day_to_come_back_that_has_passed_holds_nothing_up_and_is_forgotten_when_it_is_finished() {
    let mut document = fixture("scenario");
    for (key, value) in
        [("incomplete_reason", "emergency"), ("incomplete_note", "Night"), ("return_date", "2020-01-01")]
    {
        document.answers.insert(key.to_owned(), value.into());
    }
    document.answers["carers"][0]["review"] = "2020-01-01".into();
    assert_eq!(document.problems(Moment::Complete, today()), []);
    coplan_model::amendment::forget_unfinished(&mut document);
    assert!(
        ["incomplete_reason", "incomplete_note", "return_date"].iter().all(|key| !document.answers.contains_key(*key))
    );
}
