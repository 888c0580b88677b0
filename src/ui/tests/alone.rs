//! Where the person is alone: they are asked for what they can answer, in words that are said to them, and a worker's part
//! holds back nothing. And what is said to them at a tablet that two people share.

use std::fs;
use std::path::Path;
use std::rc::Rc;

use coplan_model::{Document, FormName, Moment};
use coplan_ui::session::{Command, Occasion, SaveStatus, Session};
use coplan_ui::{Action, FormContext, FormStore, Mode, Screen, ScreenProps, Settings, View};
use serde_json::{Value, json};
use yew::LocalServerRenderer;

use crate::still::Still;

const FORMS: [FormName; 3] = [FormName::ComprehensiveAssessment, FormName::RelapsePlan, FormName::CarePlan];

fn set(store: &FormStore, mode: Mode) {
    store.settings.replace(Settings { mode, ..Settings::default() });
    store.messages.borrow_mut().mode = mode;
}

fn open(form: FormName, mode: Mode, answers: Value) -> Rc<FormStore> {
    let store = Rc::new(FormStore::new(form, Rc::new(Still)));
    set(&store, mode);
    let document = json!({ "subject": { "name": "Ada Example" }, "answers": answers });
    store.open(Document::from_value(document, Some(form)).unwrap());
    store
}

fn shown(store: &Rc<FormStore>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let form = FormContext::new(store.clone(), View::Edit);
    let props = ScreenProps { form, status: SaveStatus::Quiet, afresh: 0 };
    let html = LocalServerRenderer::<Screen>::with_props(props).hydratable(false).render();
    tokio::task::LocalSet::new().block_on(&runtime, html)
}

fn paths(store: &FormStore) -> Vec<String> {
    store.problems(Moment::Complete).into_iter().map(|problem| problem.path).collect()
}

/// The whole relapse plan of the fixtures as a draft, less what is a worker's.
fn theirs() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/relapse_plan/whole.json");
    let mut plan: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    plan["status"] = "draft".into();
    plan.as_object_mut().unwrap().remove("signatures");
    let answers = plan["answers"].as_object_mut().unwrap();
    for worker in ["made_with_capacity", "care_coordinator", "standin", "gp", "copies", "sign_cc_absent_reason"] {
        answers.remove(worker);
    }
    answers.insert("sign_su_absent_reason".to_owned(), json!("later"));
    answers.insert("review_on".to_owned(), json!("2027-11-29"));
    plan
}

#[test]
fn every_problem_of_the_person_alone_is_with_a_question_that_they_are_asked() {
    for form in FORMS {
        let store = open(form, Mode::Alone, json!({}));
        assert!(!paths(&store).is_empty());
        for path in paths(&store) {
            store.handle(Action::Go(path.clone()));
            let page = shown(&store);
            assert!(page.contains(&format!("id=\"{path}\"")), "{}: {path} is not on the page", form.as_str());
        }
        set(&store, Mode::Staff);
        assert!(paths(&store).iter().any(|path| path == "completed_by.name"), "{}", form.as_str());
    }
    let store = open(FormName::AbuseQuestion, Mode::Alone, json!({}));
    assert!(store.is_kept_back());
}

#[test]
fn a_worker_s_part_holds_back_neither_the_host_s_form_nor_the_person() {
    let session = Session::new(FormName::RelapsePlan, Rc::new(Still));
    set(&session.store, Mode::Alone);
    session.set_document(theirs()).unwrap();
    assert_eq!(session.problems(), []);
    assert!(session.report(), "nothing is shown that a worker has to answer");
    session.take_commands();
    session.request(1, Occasion::Complete);
    let refused = session.take_commands().into_iter().any(|command| match command {
        Command::Settle { request: 1, error } => error.is_some_and(|error| error.name == "CoplanIncompleteError"),
        Command::Ask { .. } => panic!("a document is never completed without a worker's part"),
        _ => false,
    });
    assert!(refused && session.store.shown.borrow().is_empty());
    session.request(2, Occasion::Save);
    assert!(session.take_commands().iter().any(|command| matches!(command, Command::Ask { .. })), "it is saved");
    set(&session.store, Mode::Staff);
    assert!(session.problems().iter().any(|problem| problem.path == "made_with_capacity"));
}

#[test]
fn going_on_forces_nothing_and_checking_shows_what_is_missing_under_each_title() {
    for form in FORMS {
        let store = open(form, Mode::Alone, json!({}));
        for _ in 0..3 {
            store.handle(Action::Continue);
        }
        assert!(store.shown.borrow().is_empty());
        store.handle(Action::Complete);
        let page = shown(&store);
        assert!(page.contains("Some things are still missing.") && !page.contains("error-summary"));
        let links = page.split("coplan-missing").skip(1).flat_map(|list| {
            list.split("</ul>").next().unwrap().split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next())
        });
        assert_eq!(links.collect::<Vec<_>>(), paths(&store), "{}", form.as_str());
    }
}

#[test]
fn the_person_alone_is_shown_what_is_missing_a_page_at_a_time() {
    for form in FORMS {
        let store = open(form, Mode::Alone, json!({}));
        let all = paths(&store);
        assert!(!store.show_problems(Moment::Complete));
        let shown: Vec<String> = store.shown.borrow().iter().map(|problem| problem.path.clone()).collect();
        assert!(!shown.is_empty() && shown.len() < all.len(), "{}: {shown:?}", form.as_str());
        assert!(all.starts_with(&shown));
    }
}

#[test]
fn at_a_shared_tablet_the_person_s_words_have_their_name() {
    let page = shown(&open(FormName::RelapsePlan, Mode::Together, json!({})));
    let label = |page: &str| {
        let after = page.split("for=\"speaker\"").nth(1).unwrap().split_once('>').unwrap().1.to_owned();
        after.split("</label>").next().unwrap().to_owned()
    };
    assert_eq!(label(&page), "<bdi>Ada Example</bdi>", "not “Me”");
    assert_eq!(label(&shown(&open(FormName::RelapsePlan, Mode::Staff, json!({})))), "The person");
}

#[test]
fn an_empty_list_offers_the_first_row_and_a_list_with_rows_another() {
    let store = open(FormName::ComprehensiveAssessment, Mode::Staff, json!({}));
    store.handle(Action::Go("risk_record".to_owned()));
    assert!(shown(&store).contains(">Add a risk<"));
    store.handle(Action::AddRow("risks".to_owned()));
    let page = shown(&store);
    assert!(page.contains(">Add another risk<") && !page.contains(">Add a risk<"));
}

#[test]
fn sharing_nothing_is_said_by_the_decision_and_stays_where_it_was_chosen() {
    let row = |what: Value| json!({ "sharing_needed": "yes", "sharing": [{ "id": "s1", "what": what }] });
    let of = |what: Value| shown(&open(FormName::CarePlan, Mode::Staff, row(what)));
    assert!(!of(json!(["care_plan"])).contains("value=\"nothing\""));
    assert!(of(json!(["nothing"])).contains("value=\"nothing\" checked"));
}

#[test]
fn how_easy_it_is_to_keep_in_touch_is_left_to_staff() {
    let network = json!({ "whole_system": { "services": { "external": [{ "id": "e1", "name": "Night team" }] } } });
    let store = open(FormName::CarePlan, Mode::Alone, network);
    store.handle(Action::Go("whole_system".to_owned()));
    let page = shown(&store);
    assert!(page.contains("value=\"Night team\""), "what is there already can be put right");
    assert!(
        !page.contains("id=\"whole_system.education.external\"")
            && page.contains("id=\"whole_system.education.internal\"")
    );
    for word in ["nternal and", ">Internal", ">External", "they make use of"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn a_statement_of_care_is_short_and_loses_nothing() {
    let sections = |answers: Value| {
        let store = open(FormName::CarePlan, Mode::Staff, answers);
        store.sections().iter().map(|section| section.id).collect::<Vec<_>>()
    };
    let whole = sections(json!({ "plan_route": "cpa_care_plan" }));
    let short = sections(json!({ "plan_route": "statement_of_care" }));
    assert!(short.len() < whole.len() && !short.contains(&"transitions"));
    let answered = json!({ "plan_route": "statement_of_care", "transitions": [{ "id": "t1", "from": "Hospital" }] });
    assert!(sections(answered).contains(&"transitions"));
    let page = |answers: Value| shown(&open(FormName::CarePlan, Mode::Staff, answers));
    let asks = |page: &str| page.contains("id=\"partnership\"");
    assert!(asks(&page(json!({ "plan_route": "cpa_care_plan" }))));
    assert!(!asks(&page(json!({ "plan_route": "statement_of_care" }))));
    assert!(asks(&page(json!({ "plan_route": "statement_of_care", "partnership": "Housing leads." }))));
}

#[test]
fn a_problem_in_a_row_says_in_which() {
    let goal = |id: &str| json!({ "id": id, "need": "x", "progress": [{ "id": "p", "date": "2027-01-01" }] });
    let store = open(FormName::CarePlan, Mode::Staff, json!({ "goals": [goal("g1"), goal("g2")] }));
    let problems = store.problems(Moment::Complete);
    let mut said: Vec<String> = problems.iter().map(|problem| store.sentence_apart(problem).to_string()).collect();
    assert!(said.contains(&"Goal 2, Entry 1: Date must be today or in the past".to_owned()), "{said:#?}");
    assert!(said.contains(&"Goal 2: Enter how it is going in entry 1".to_owned()), "{said:#?}");
    let count = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), count, "no two problems read the same");
}
