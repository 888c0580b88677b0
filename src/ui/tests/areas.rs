//! Areas of the assessment: covered once something is written about them, and begun as goals of the plan.

use std::rc::Rc;

use coplan_model::{Document, FormName};
use coplan_ui::session::Session;
use coplan_ui::{Action, FormStore, Mode, Settings};
use serde_json::{Value, json};

use crate::still::Still;

fn assessment(mode: Mode) -> FormStore {
    let store = FormStore::new(FormName::ComprehensiveAssessment, Rc::new(Still));
    store.configure(Settings { mode, ..Settings::default() });
    let value = json!({ "form": "comprehensive_assessment", "id": "a", "subject": { "name": "Ada" } });
    store.open(Document::from_value(value, None).unwrap());
    store
}

fn status(store: &FormStore, domain: &str) -> String {
    store.text(&["domains.", domain, ".status"].concat())
}

#[test]
fn a_domain_about_which_a_worker_writes_is_covered_and_they_can_say_otherwise() {
    let store = assessment(Mode::Staff);
    store.typed("domains.housing.needs", "D", false);
    store.typed("domains.housing.needs", "Da", false);
    assert_eq!(status(&store, "housing"), "covered");
    assert_eq!(status(&store, "finance"), "");
    store.typed("domains.housing.status", "partly", true);
    store.typed("domains.housing.needs", "", false);
    store.typed("domains.housing.needs", "Damp", false);
    assert_eq!(status(&store, "housing"), "partly", "what somebody said stays");
}

#[test]
fn what_is_taken_back_at_once_leaves_the_domain_as_it_was() {
    let store = assessment(Mode::Together);
    store.typed("domains.housing.strengths", "x", false);
    store.typed("domains.housing.strengths", "", false);
    assert_eq!(status(&store, "housing"), "");
    store.typed("domains.housing.status", "covered", true);
    store.typed("domains.housing.strengths", "y", false);
    store.typed("domains.housing.strengths", "", false);
    assert_eq!(status(&store, "housing"), "covered");
}

#[test]
fn the_person_alone_covers_nothing_by_writing() {
    let store = assessment(Mode::Alone);
    store.typed("domains.housing.su_view", "Cold", false);
    assert_eq!(status(&store, "housing"), "");
}

fn plan(answers: Value) -> Session {
    let session = Session::new(FormName::CarePlan, Rc::new(Still));
    let subject = json!({ "ref": "7", "name": "Ada" });
    session.set_document(json!({ "form": "care_plan", "id": "p", "subject": subject, "answers": answers })).unwrap();
    let domains = json!({
        "housing": { "action_needed": "yes", "needs": "Damp" },
        "violence_abuse": { "action_needed": "yes", "needs": "Restricted" },
        "finance": { "action_needed": "no" },
    });
    let of = |reference: &str, domains: &Value| {
        let subject = json!({ "ref": reference, "name": "Ada" });
        let value = json!({ "form": "comprehensive_assessment", "id": "a", "subject": subject, "answers": { "domains": domains } });
        Some(Document::from_value(value, None).unwrap())
    };
    let stranger = of("8", &json!({ "medication": { "action_needed": "yes" } }));
    session.relate(vec![of("7", &domains), stranger]);
    session
}

#[test]
fn an_area_that_goes_into_the_plan_begins_a_goal_with_one_press() {
    let session = plan(json!({}));
    let store = &session.store;
    assert_eq!(store.areas(), ["housing"], "nothing of abuse, and nothing about another person");
    session.pressed("goal-for:housing");
    let goals = store.document.borrow().answers["goals"].clone();
    let filled: Vec<&Value> = goals.as_array().unwrap().iter().filter(|goal| goal.get("need").is_some()).collect();
    assert_eq!((filled.len(), &filled[0]["need"], &filled[0]["domains"]), (1, &json!("Damp"), &json!(["housing"])));
    assert_eq!(store.focus.take().as_deref(), Some("goals[0].own_words"));
    assert_eq!(store.areas(), Vec::<&str>::new(), "it is not offered twice");
    store.handle(Action::BeginGoal("violence_abuse".to_owned()));
    assert!(!store.document.borrow().to_value().to_string().contains("Restricted"));
}

#[test]
fn an_area_that_a_goal_is_about_is_not_offered() {
    let session = plan(json!({ "goals": [{ "id": "g", "own_words": "A dry house", "domains": ["housing"] }] }));
    assert_eq!(session.store.areas(), Vec::<&str>::new());
}
