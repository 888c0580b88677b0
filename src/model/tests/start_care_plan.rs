//! From an assessment to a plan, without asking twice and without carrying over what is not the plan's.

use coplan_model::{Audience, CalendarDate, Document, FormName, Moment, carried, start_care_plan, start_from};
use serde_json::{Value, json};

fn assessment(answers: Value) -> Document {
    let mut document = Document::new(FormName::ComprehensiveAssessment);
    document.subject = json!({ "ref": "7", "name": "Ada Example", "team": 3 }).as_object().unwrap().clone();
    document.terms = Some("pcsp".to_owned());
    document.answers = answers.as_object().unwrap().clone();
    document
}

fn plan(answers: Value) -> Document {
    let mut next = 0;
    start_care_plan(&assessment(answers), &mut || {
        next += 1;
        format!("new-{next}")
    })
}

fn fixture(path: &str) -> Document {
    let path = format!("{}/../../tests/fixtures/{path}.json", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_first_case_scenario_begins_its_plan_with_the_issues_of_its_formulation() {
    let mut next = 0;
    let mut plan = start_care_plan(&fixture("comprehensive_assessment/scenario"), &mut || {
        next += 1;
        format!("g{next}")
    });
    let started = fixture("care_plan/started");
    plan.id.clone_from(&started.id);
    let goals = plan.answers["goals"].as_array_mut().unwrap();
    let areas: Vec<_> = goals.split_off(4).into_iter().map(|goal| goal["domains"][0].clone()).collect();
    assert_eq!(areas, ["comorbidity", "carers_involvement", "communication_culture_access", "advocacy_legal"]);
    assert!(!std::mem::take(&mut plan.carried).is_empty(), "what was carried is looked at before the plan is complete");
    assert_eq!(plan, started);
}

#[test]
fn each_key_issue_becomes_the_need_of_a_goal_in_their_order() {
    let plan = plan(json!({ "formulation": { "key_issues": [
        { "id": "k1", "issue": "Sleeps badly", "domains": ["self_manage", "medication"] },
        { "id": "k2" },
        { "id": "k3", "issue": "Behind with the rent" },
    ] } }));
    assert_eq!(
        plan.answers["goals"],
        json!([
            { "id": "new-1", "key_issue": "k1", "need": "Sleeps badly", "domains": ["self_manage", "medication"] },
            { "id": "new-2", "key_issue": "k3", "need": "Behind with the rent" },
        ])
    );
}

/// `key_issue` and `domains` say where a goal came from in an assessment. That stays true, no question asks it, and a mark at it could never
/// be looked at; what the goal says is marked, and looked at before completion.
#[test]
fn where_a_goal_came_from_is_no_answer_to_be_looked_at_and_what_it_says_is() {
    let mut plan = plan(json!({
        "formulation": { "key_issues": [
            { "id": "k1", "issue": "Sleeps badly", "domains": ["self_manage"] },
            { "id": "k2", "issue": "SECRET", "domains": ["violence_abuse"] },
        ] },
        "domains": { "risk": { "action_needed": "yes", "needs": "SECRET" } },
    }));
    let today = CalendarDate::new(2026, 11, 24).unwrap();
    let marked: Vec<&str> = plan.carried.keys().map(String::as_str).collect();
    assert_eq!(marked, ["goals[new-1].need"]);
    let problems = |plan: &Document, code: &str| -> Vec<String> {
        let all = plan.problems(Moment::Complete, today);
        all.into_iter().filter(|one| one.code == code && one.path.starts_with("goals")).map(|one| one.path).collect()
    };
    assert_eq!(problems(&plan, "carried"), ["goals"]);
    // A goal that has nothing but where it came from says nothing, and blocks completion until it is filled or removed.
    let missing = problems(&plan, "missing");
    for goal in ["goals[1].need", "goals[2].need"] {
        assert!(missing.iter().any(|path| path == goal), "{goal} is not in {missing:?}");
    }
    carried::confirm(&mut plan, &["goals"], Audience::Worker);
    assert_eq!((problems(&plan, "carried").len(), plan.carried.len()), (0, 0));
    // In the next plan it is the same, of each of the two alone.
    for origin in [json!({ "key_issue": "k1" }), json!({ "domains": ["housing"] })] {
        let mut goal = json!({ "id": "g", "need": "Sleeps badly", "status": "in_progress" });
        goal.as_object_mut().unwrap().extend(origin.as_object().unwrap().clone());
        let earlier = json!({ "form": "care_plan", "id": "earlier", "status": "complete",
            "subject": { "ref": "7", "name": "Ada Example" }, "answers": { "record_date": "2026-05-12", "goals": [goal] } });
        let next = start_from(&Document::from_value(earlier, None).unwrap()).unwrap();
        assert_eq!(next.answers["goals"][0], goal);
        let marked: Vec<&str> = next.carried.keys().map(String::as_str).collect();
        assert_eq!(marked, ["goals[g].need", "goals[g].status"], "{origin}");
        assert!(problems(&next, "carried").contains(&"goals".to_owned()));
    }
}

#[test]
fn who_it_is_about_and_the_words_on_screen_stay_and_nothing_else_of_the_envelope_does() {
    let plan = plan(json!({}));
    let mut expected = Document::new(FormName::CarePlan);
    expected.subject = assessment(json!({})).subject;
    expected.terms = Some("pcsp".to_owned());
    assert_eq!(plan, expected);
    let today = CalendarDate::new(2026, 11, 24).unwrap();
    assert_eq!(plan.problems(Moment::Draft, today)[0].path, "record_date", "the meeting is another one");
}

#[test]
fn strengths_are_those_of_the_assessment_or_else_the_persons_own_words() {
    let both = json!({ "domains": { "strengths_aspirations": { "strengths": "Patient", "su_view": "I am funny" } } });
    assert_eq!(plan(both).answers["strengths_used"], "Patient");
    let plan = plan(json!({ "domains": { "strengths_aspirations": { "su_view": "I am funny" } } }));
    assert_eq!(plan.answers["strengths_used"], "I am funny");
    assert_eq!(plan.answers["voices"], json!({ "strengths_used": "su" }));
}

#[test]
fn people_come_along_and_whoever_the_plan_does_not_name_keeps_their_name() {
    let named = json!({
        "completed_by": { "name": "Ravi Example", "role": "stand_in" },
        "care_coordinator": { "name": "Sam Worker", "role_title": "key_worker", "contact": "1", "badge": 12 },
        "standin": { "name": "Duty worker", "contact": "2" },
        "gp": { "registered": "yes", "details": "Riverside Surgery" },
        "team_members": [{ "id": "t1", "name": "Jo Outreach", "rank": 4 }],
        "carers": [{ "id": "c1", "name": "Maryam Friend" }],
    });
    let mut referring = named.clone();
    for (reference, kept) in [
        ("t1", json!({ "person": "t1" })),
        ("completed_by", json!({ "name": "Ravi Example" })),
        ("me", json!({ "person": "me" })),
    ] {
        referring["primary_contact"] = json!({ "person": reference });
        assert_eq!(plan(referring.clone()).answers["primary_contact"], kept);
    }
    let plan = plan(named);
    assert_eq!(
        plan.answers["care_coordinator"],
        json!({ "name": "Sam Worker", "role_title": "key_worker", "contact": "1" })
    );
    assert_eq!(plan.answers["team_members"], json!([{ "id": "t1", "name": "Jo Outreach" }]));
    assert_eq!(plan.answers["carers"], json!([{ "id": "c1", "name": "Maryam Friend" }]));
    assert!(!plan.answers.contains_key("completed_by"));
}

#[test]
fn nothing_of_abuse_of_risk_or_of_what_others_may_be_told_comes_along() {
    let plan = plan(json!({
        "formulation": {
            "summary": "SECRET",
            "key_issues": [{ "id": "k1", "issue": "SECRET", "domains": ["parenting", "violence_abuse"] }, { "id": "k2", "issue": "Rent" }],
        },
        "domains": { "violence_abuse": { "su_view": "SECRET", "strengths": "SECRET" }, "risk": { "needs": "SECRET" } },
        "risks": [{ "id": "r1", "group": "from_others", "formulation": "SECRET" }],
        "risk_to_carer": "SECRET",
        "sharing": [{ "id": "s1", "basis_reason": "SECRET" }],
        "carers": [{ "id": "c1", "name": "Maryam Friend", "history": "SECRET" }],
    }));
    let text = plan.to_value().to_string();
    assert!(!text.contains("SECRET") && !text.contains("abuse"), "{text}");
    let goals = json!([{ "id": "new-1", "key_issue": "k1" }, { "id": "new-2", "key_issue": "k2", "need": "Rent" }]);
    assert_eq!(plan.answers["goals"], goals, "its place in the order stays, for the person to fill or to leave");
}

#[test]
fn whatever_an_assessment_holds_the_plan_can_be_opened() {
    for odd in [json!(3), json!("x"), json!([1, "x", { "issue": 7 }]), json!({ "key_issues": "x", "name": [] })] {
        let mut answers = json!({});
        for key in
            ["formulation", "domains", "care_coordinator", "team_members", "carers", "gp", "primary_contact", "voices"]
        {
            answers[key] = odd.clone();
        }
        let plan = plan(answers);
        assert_eq!(Document::from_json(&plan.to_value().to_string()), Ok(plan));
    }
}

#[test]
fn areas_that_go_into_the_plan_begin_a_goal_each_unless_a_key_issue_is_about_them() {
    let plan = plan(json!({
        "domains": {
            "housing": { "action_needed": "yes", "needs": "Damp in the bedroom" },
            "finance": { "action_needed": "yes", "needs": "Debt" },
            "medication": { "action_needed": "later", "needs": "Not now" },
            "risk": { "action_needed": "yes", "needs": "Not to be carried" },
            "violence_abuse": { "action_needed": "yes", "needs": "Not to be carried" },
        },
        "formulation": { "key_issues": [{ "id": "k", "issue": "Owes rent", "domains": ["finance"] }] },
    }));
    let goals = plan.answers["goals"].as_array().unwrap();
    let needs: Vec<_> = goals.iter().map(|goal| (goal["domains"][0].as_str(), goal["need"].as_str())).collect();
    assert_eq!(
        needs,
        [(Some("finance"), Some("Owes rent")), (Some("housing"), Some("Damp in the bedroom")), (Some("risk"), None)]
    );
    assert!(!plan.to_value().to_string().contains("Not to be carried"));
}
