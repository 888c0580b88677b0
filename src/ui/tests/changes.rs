//! What differs between two documents, in words.

use std::rc::Rc;

use coplan_model::Document;
use coplan_ui::session::Session;
use coplan_ui::{Change, Mode, Settings};
use serde_json::{Value, json};

use crate::still::Still;

/// A draft without its day gets today's.
const DAY: &str = "2026-11-20";

fn document(form: &str, answers: &Value) -> Value {
    json!({ "form": form, "id": "d", "subject": { "ref": "7", "name": "Ada Example" }, "answers": answers })
}

fn session(form: &str, answers: &Value) -> Session {
    let document = Document::from_value(document(form, answers), None).unwrap();
    let session = Session::new(document.form, Rc::new(Still));
    session.set_document(document.to_value()).unwrap();
    session
}

fn changes(form: &str, before: &Value, now: &Value) -> Vec<Change> {
    session(form, now).changes(document(form, before), false).unwrap()
}

fn change(path: &str, label: &str, before: Option<&str>, after: Option<&str>) -> Change {
    let owned = |words: Option<&str>| words.map(str::to_owned);
    Change { path: path.to_owned(), label: label.to_owned(), before: owned(before), after: owned(after) }
}

#[test]
fn nothing_differs_from_itself() {
    for file in [
        include_str!("../../../tests/fixtures/care_plan/reviewed.json"),
        include_str!("../../../tests/fixtures/comprehensive_assessment/scenario.json"),
        include_str!("../../../tests/fixtures/relapse_plan/amended.json"),
        include_str!("../../../tests/fixtures/abuse_question/yes.json"),
    ] {
        let value: Value = serde_json::from_str(file).unwrap();
        let session = Session::new(Document::from_json(file).unwrap().form, Rc::new(Still));
        session.set_document(value.clone()).unwrap();
        assert_eq!(session.changes(value, false).unwrap(), []);
    }
}

#[test]
fn answers_are_given_in_words_and_absent_is_none() {
    let found = changes(
        "care_plan",
        &json!({ "record_date": "2026-05-12", "next_review_on": "2026-11-01", "plan_route": "cpa_care_plan" }),
        &json!({ "record_date": "2026-11-20", "plan_route": "statement_of_care", "recovery_meaning": "To be left in peace" }),
    );
    let found: Vec<_> =
        found.iter().map(|change| (&*change.path, change.before.as_deref(), change.after.as_deref())).collect();
    assert!(found.contains(&("record_date", Some("12 May 2026"), Some("20 November 2026"))), "{found:?}");
    assert!(found.contains(&("next_review_on", Some("1 November 2026"), None)), "{found:?}");
    assert!(found.contains(&("recovery_meaning", None, Some("To be left in peace"))), "{found:?}");
    let route = found.iter().find(|(path, ..)| *path == "plan_route").unwrap();
    assert!(route.1.unwrap().contains("CPA") && route.1 != route.2, "{route:?}");
}

#[test]
fn rows_are_the_same_by_their_ids_wherever_they_stand() {
    let found = changes(
        "care_plan",
        &json!({ "record_date": DAY, "goals": [{ "id": "a", "own_words": "Sleep" }, { "id": "b", "own_words": "Walk" }, { "id": "c", "own_words": "Cook" }] }),
        &json!({ "record_date": DAY, "goals": [{ "id": "c", "own_words": "Cook" }, { "id": "a", "own_words": "Sleep well" }, { "id": "d", "own_words": "Sing" }] }),
    );
    let own = "What the person wants to change or do";
    assert_eq!(
        found,
        [
            change("goals[1].own_words", &[own, ", Goal 2"].concat(), Some("Sleep"), Some("Sleep well")),
            change("goals[2].own_words", &[own, ", Goal 3"].concat(), None, Some("Sing")),
            change("goals[1].own_words", &[own, ", Goal 2"].concat(), Some("Walk"), None),
        ]
    );
}

#[test]
fn whose_words_they_are_is_a_part_of_the_answer() {
    let said =
        |voice: &str| json!({ "record_date": DAY, "signs_me": "I stop sleeping", "voices": { "signs_me": voice } });
    let found = changes("relapse_plan", &said("su"), &said("worker"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].before.as_deref(), Some("I stop sleeping"));
    assert_eq!(found[0].after.as_deref(), Some("I stop sleeping (In the worker’s words)"));
}

#[test]
fn what_is_restricted_or_for_others_is_not_in_it() {
    let before = json!({ "risks": [{ "id": "r", "group": "from_others", "plan": [{ "id": "p", "what": "Stay with her sister" }] }] });
    let now = json!({ "risks": [{ "id": "r", "group": "from_others", "plan": [{ "id": "p", "what": "Move" }] }], "formulation": { "summary": "x" } });
    let session = session("comprehensive_assessment", &now);
    let earlier = document("comprehensive_assessment", &before);
    let paths = |found: Vec<Change>| found.into_iter().map(|change| change.path).collect::<Vec<_>>();
    assert!(paths(session.changes(earlier.clone(), false).unwrap()).contains(&"risks[0].plan[0].what".to_owned()));
    assert!(!paths(session.changes(earlier.clone(), true).unwrap()).iter().any(|path| path.starts_with("risks")));
    session.store.configure(Settings { mode: Mode::Alone, ..Default::default() });
    assert!(!paths(session.changes(earlier, false).unwrap()).iter().any(|path| path.starts_with("risks")));
}

#[test]
fn what_cannot_be_compared_is_refused_by_name() {
    let session = session("care_plan", &json!({}));
    let code = |value: Value| session.changes(value, false).unwrap_err().code.as_str();
    assert_eq!(code(document("relapse_plan", &json!({}))), "other_form");
    assert_eq!(code(json!({ "form": "care_plan", "subject": { "ref": "8", "name": "Ada Example" } })), "other_person");
    assert_eq!(code(json!(null)), "not_a_document");
    assert_eq!(code(json!({ "form": "care_plan", "answers": { "record_date": 7 } })), "wrong_type");
}

#[test]
fn that_a_document_was_restricted_or_is_no_more_is_a_change_in_words() {
    let restricted = |mut value: Value| {
        value["access"] = "restricted".into();
        value
    };
    let plain = || document("relapse_plan", &json!({ "record_date": DAY, "signs_me": "I stop sleeping." }));
    let found = |before: Value, now: Value| {
        let session = Session::new(coplan_model::FormName::RelapsePlan, Rc::new(Still));
        session.set_document(now).unwrap();
        session.changes(before, false).unwrap()
    };
    let words = [Some("Not restricted"), Some("Restricted. Only people with a role that needs this can see it.")];
    let label = "Who can see this form";
    assert_eq!(found(plain(), restricted(plain())), [change("access", label, words[0], words[1])]);
    assert_eq!(found(restricted(plain()), plain()), [change("access", label, words[1], words[0])]);
    assert_eq!(found(restricted(plain()), restricted(plain())), []);

    // What stood before an amendment is as restricted as the document that it is in.
    let amended =
        restricted(serde_json::from_str(include_str!("../../../tests/fixtures/relapse_plan/amended.json")).unwrap());
    let earlier = coplan_model::amendment::before(&Document::from_value(amended.clone(), None).unwrap(), 0).unwrap();
    assert!(found(earlier.to_value(), amended).iter().all(|change| change.path != "access"));
}
