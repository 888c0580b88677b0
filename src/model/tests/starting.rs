//! The next document of a form, and a relapse plan, from an earlier document: what travels, what never does, and that nobody
//! completes what they have not looked at.

use coplan_model::{
    Access, Audience, CalendarDate, Document, FormName, Moment, Status, answered_elsewhere, carried, start_from,
    start_relapse_plan,
};
use serde_json::{Value, json};

fn fixture(path: &str) -> Document {
    let path = format!("{}/../../tests/fixtures/{path}.json", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn finished(form: FormName, answers: Value) -> Document {
    let subject = json!({ "ref": "7", "name": "Ada Example" });
    let value =
        json!({ "form": form.as_str(), "id": "earlier", "status": "complete", "subject": subject, "answers": answers });
    Document::from_value(value, None).unwrap()
}

fn today() -> CalendarDate {
    CalendarDate::new(2027, 11, 24).unwrap()
}

fn carried_problems(document: &Document) -> Vec<String> {
    let problems = document.problems(Moment::Complete, today());
    problems.into_iter().filter(|problem| problem.code == "carried").map(|problem| problem.path).collect()
}

fn text(document: &Document) -> String {
    document.to_value().to_string()
}

#[test]
fn the_next_one_is_a_draft_of_its_own_about_the_same_person() {
    let earlier = fixture("care_plan/reviewed");
    let next = start_from(&earlier).unwrap();
    assert_eq!((next.form, next.status, next.revision), (FormName::CarePlan, Status::Draft, None));
    assert_eq!((&next.subject, &next.terms), (&earlier.subject, &earlier.terms));
    assert_eq!((next.id.as_str(), next.signatures.len(), next.earlier.len()), ("", 0, 0));
    assert_eq!((&next.saved_at, &next.completed_at, &next.started_at), (&None, &None, &None));
    assert_eq!(next.answers["recovery_meaning"], earlier.answers["recovery_meaning"]);
}

#[test]
fn each_thing_that_must_not_travel_does_not() {
    let plan = finished(
        FormName::CarePlan,
        json!({
            "record_date": "2026-05-12",
            "recovery_meaning": "stays",
            "completed_by": { "name": "Sam gone" }, "completed_with": ["service_user"],
            "amendment_reason": "gone", "no_su_copy_reason": "gone",
            "copies": [{ "id": "c", "name": { "name": "gone" } }],
            "incomplete_reason": "emergency", "incomplete_note": "gone", "return_date": "2026-06-01",
            "next_review_on": "2026-11-01",
            "agreement": { "su": "yes" },
            "reviews": [{ "id": "r", "views_sent": "gone" }],
            "transitions": [{ "id": "t", "from": "gone" }],
            "goals": [
                { "id": "a", "own_words": "stays too", "time_limited": "by_date", "time_limited_on": "2026-12-01",
                  "progress": [{ "id": "p", "note": "gone" }], "amendments": [{ "id": "m", "why": "gone" }],
                  "agreement": { "su": "yes" }, "status": "in_progress",
                  "actions": [{ "id": "x", "what": "stays as well", "agreed_by_doer": "yes", "outcome": "gone" }] },
                { "id": "b", "own_words": "gone: achieved", "status": "achieved", "outcome": "gone" },
                { "id": "c", "own_words": "gone: about it", "domains": ["violence_abuse"] },
            ],
            "voices": { "goals[a].own_words": "su", "goals[b].own_words": "su" },
        }),
    );
    let next = start_from(&plan).unwrap();
    let written = text(&next);
    assert!(!written.contains("gone"), "{written}");
    for key in ["record_date", "next_review_on", "agreement", "completed_with", "incomplete_reason", "return_date"] {
        assert!(!next.answers.contains_key(key), "{key}");
    }
    assert_eq!(
        next.answers["goals"],
        json!([{ "id": "a", "own_words": "stays too", "time_limited": "by_date", "status": "in_progress",
                 "actions": [{ "id": "x", "what": "stays as well" }] }])
    );
    assert_eq!(next.answers["voices"], json!({ "goals[a].own_words": "su" }));
}

#[test]
fn nothing_of_abuse_is_carried() {
    let assessment = finished(
        FormName::ComprehensiveAssessment,
        json!({
            "domains": {
                "violence_abuse": { "status": "covered", "needs": "secret" },
                "housing": { "status": "covered", "needs": "stays" },
            },
            "risks": [
                { "id": "a", "group": "from_others", "mental_state": "secret" },
                { "id": "b", "group": "to_self", "mental_state": "stays" },
            ],
            "cpa_characteristics": { "considered": ["risks"], "risks": ["vulnerable"], "vulnerable_abuse": ["physical_emotional"] },
            "formulation": { "key_issues": [
                { "id": "k", "issue": "secret", "domains": ["violence_abuse"] },
                { "id": "l", "issue": "stays", "domains": ["housing"] },
            ] },
            "cpa_decision": "yes", "cpa_decision_reason": "secret: decided then",
            "emergency": "yes", "assessment_stage": "initial",
        }),
    );
    let next = start_from(&assessment).unwrap();
    let written = text(&next);
    assert!(
        !written.contains("secret") && !written.contains("vulnerable_abuse") && !written.contains("from_others"),
        "{written}"
    );
    assert!(!written.contains("\"violence_abuse\"") && !written.contains("cpa_decision"), "{written}");
    assert_eq!(next.answers["risks"].as_array().unwrap().len(), 1);
    let abuse = start_from(&fixture("abuse_question/yes")).unwrap_err();
    assert_eq!((abuse.path.as_str(), abuse.code.as_str()), ("form", "never_carried"));
}

#[test]
fn only_what_is_finished_begins_the_next() {
    for status in [Status::Draft, Status::Withdrawn] {
        let mut plan = finished(FormName::CarePlan, json!({}));
        plan.status = status;
        let refused = start_from(&plan).unwrap_err();
        assert_eq!((refused.path.as_str(), refused.code.as_str()), ("status", "not_finished"));
    }
}

#[test]
fn every_answer_that_was_carried_says_from_when_and_blocks_completion_until_it_is_looked_at() {
    let earlier = fixture("care_plan/reviewed");
    let mut next = start_from(&earlier).unwrap();
    let day = earlier.answers["record_date"].as_str();
    assert_eq!(carried::since(&next, "recovery_meaning"), day);
    assert_eq!(carried::since(&next, "goals[0].own_words"), day);
    assert_eq!(next.carried["recovery_meaning"]["id"], earlier.id.as_str());
    let places = carried_problems(&next);
    assert_eq!(&places[..3], ["recovery_meaning", "strengths_used", "goals"], "in reading order, each list once");
    let audience = Audience::Worker;
    for place in places {
        assert!(carried::is_any_in(&next, &place, audience), "{place}");
        carried::confirm(&mut next, &[&place], audience);
        assert!(!carried_problems(&next).contains(&place), "{place}");
    }
    assert_eq!(next.carried.len(), 0, "{:?}", next.carried);
}

#[test]
fn what_is_changed_is_this_documents_own_and_what_the_person_may_not_see_they_do_not_confirm() {
    let mut next = start_from(&finished(
        FormName::CarePlan,
        json!({
            "record_date": "2026-05-12",
            "goals": [{ "id": "a", "own_words": "Sleep", "need": "Rest", "risk": "staff only" }],
            "primary_contact": { "name": "Ann" },
        }),
    ))
    .unwrap();
    assert!(carried::forget(&mut next, "goals[0].own_words"));
    assert!(!carried::forget(&mut next, "goals[0].own_words"));
    assert_eq!(carried::since(&next, "goals[0].own_words"), None);
    assert_eq!(carried::since(&next, "goals[0].need"), Some("2026-05-12"));
    carried::confirm(&mut next, &["goals"], Audience::Person);
    assert_eq!(carried::since(&next, "goals[0].need"), None);
    assert_eq!(carried::since(&next, "goals[0].risk"), Some("2026-05-12"));
    assert!(carried::forget(&mut next, "primary_contact.person"), "the name and the reference are one answer");
    next.answers.shift_remove("goals");
    carried::prune(&mut next);
    assert_eq!(next.carried.len(), 0);
}

#[test]
fn marks_survive_a_round_trip_and_wrong_ones_are_refused_by_name() {
    let next = start_from(&fixture("relapse_plan/amended")).unwrap();
    assert!(!next.carried.is_empty());
    let again = Document::from_value(next.to_value(), None).unwrap();
    assert_eq!(again.carried, next.carried);
    for (carried, path) in [
        (json!([]), "carried"),
        (json!({ "signs_me": "x" }), "carried.signs_me"),
        (json!({ "signs_me": { "id": 7 } }), "carried.signs_me.id"),
        (json!({ "signs_me": { "date": "yesterday" } }), "carried.signs_me.date"),
    ] {
        let mut value = next.to_value();
        value["carried"] = carried;
        assert_eq!(Document::from_value(value, None).unwrap_err().path, path);
    }
}

#[test]
fn a_relapse_plan_knows_the_team_and_what_to_do_in_a_crisis() {
    let earlier = fixture("care_plan/reviewed");
    let plan = start_relapse_plan(&earlier).unwrap();
    assert_eq!(plan.answers["care_coordinator"], earlier.answers["care_coordinator"]);
    let [then, now] = [&earlier, &plan].map(|document| document.answers["contingency"][0].clone());
    assert_eq!((&now["trigger"], &now["action"]), (&then["trigger"], &then["action"]));
    assert_eq!(plan.name_of(&now["responsible"]), earlier.name_of(&then["responsible"]));
    assert!(!plan.answers.contains_key("keep_well") && !plan.answers.contains_key("signs_me"));
    assert!(carried_problems(&plan).contains(&"contingency".to_owned()));
    let from_assessment = start_relapse_plan(&fixture("comprehensive_assessment/scenario")).unwrap();
    assert!(from_assessment.answers.contains_key("gp") && !from_assessment.answers.contains_key("contingency"));
    assert_eq!(start_relapse_plan(&plan).unwrap_err().code.as_str(), "other_form");
}

#[test]
fn whoever_is_referred_to_keeps_their_name() {
    let earlier = finished(
        FormName::CarePlan,
        json!({
            "copies": [{ "id": "c", "name": { "name": "Jo Outreach" } }],
            "team_members": [{ "id": "t", "name": "Dr Osei" }],
            "primary_contact": { "person": "t" },
        }),
    );
    let next = start_from(&earlier).unwrap();
    assert_eq!(next.name_of(&next.answers["primary_contact"]), "Dr Osei");
}

#[test]
fn what_is_not_asked_now_blocks_nothing_and_is_marked_when_it_is_asked_again() {
    let mut next = start_from(&finished(
        FormName::CarePlan,
        json!({ "record_date": "2026-05-12", "sharing_needed": "no", "sharing": [{ "id": "s", "purpose": "So that she can help" }] }),
    ))
    .unwrap();
    carried::confirm(&mut next, &["sharing_needed"], Audience::Worker);
    assert_eq!(carried_problems(&next), Vec::<String>::new());
    carried::prune(&mut next);
    next.answers.insert("sharing_needed".to_owned(), "yes".into());
    assert_eq!(carried_problems(&next), ["sharing"]);
}

#[test]
fn what_was_decided_of_sharing_stays_behind_with_all_that_hangs_on_it() {
    let next = start_from(&finished(
        FormName::CarePlan,
        json!({
            "record_date": "2026-05-12",
            "sharing_needed": "yes",
            "sharing": [{
                "id": "s", "purpose": "So that she can help", "decision": "yes_limited", "limits": "Not my diagnosis",
                "shared_without": "yes", "basis": "safety_override_s1", "basis_reason": "Danger", "told_person": "no",
                "not_told_reason": "None", "reviewed_on": "2026-05-01",
            }],
        }),
    ))
    .unwrap();
    assert_eq!(next.answers["sharing"], json!([{ "id": "s", "purpose": "So that she can help" }]));
}

#[test]
fn what_is_begun_from_a_restricted_document_is_restricted_and_its_answers_go_into_no_other() {
    let mut plan = finished(FormName::CarePlan, json!({ "gp": { "registered": "yes", "details": "Dr Example" } }));
    let mut assessment = Document::new(FormName::ComprehensiveAssessment);
    assessment.subject.clone_from(&plan.subject);
    let offered = |plan: &Document, assessment: &Document| answered_elsewhere(assessment, plan, &["gp"]).len();
    assert_eq!(offered(&plan, &assessment), 1);
    plan.access = Access::Restricted;
    let text = plan.to_value().to_string();
    assert_eq!(Document::from_json(&text).unwrap().access(), Access::Restricted, "it stays as a host has it");
    assert_eq!(offered(&plan, &assessment), 0);
    assessment.access = Access::Restricted;
    assert_eq!(offered(&plan, &assessment), 1);
    for next in [start_from(&plan).unwrap(), start_relapse_plan(&plan).unwrap()] {
        assert_eq!(next.access(), Access::Restricted, "{:?}", next.form);
    }
}
