//! A long form has ways about in it: by words, to what is unfinished, from row to row, a section at a time.

use std::rc::Rc;

use coplan_model::Document;
use coplan_ui::{Action, FormStore};
use serde_json::{Value, json};

mod still;

use still::Still;

fn plan(answers: Value) -> FormStore {
    open("care_plan", answers)
}

fn open(form: &str, answers: Value) -> FormStore {
    let value = json!({ "form": form, "id": "d", "subject": { "name": "Ada Example" }, "answers": answers });
    let document = Document::from_value(value, None).unwrap();
    let store = FormStore::new(document.form, Rc::new(Still));
    store.open(document);
    store.take_effects();
    store
}

fn focus(store: &FormStore) -> String {
    store.focus.take().unwrap_or_default()
}

#[test]
fn a_question_is_found_by_any_words_of_it() {
    let store = plan(json!({ "goals": [{ "id": "a", "own_words": "Sleep" }, { "id": "b" }] }));
    store.typed("find", "WILL we know", false);
    let found: Vec<_> = store.found().into_iter().map(|found| found.path).collect();
    assert_eq!(found, ["goals[0].measurable", "goals[1].measurable"]);
    assert!(store.found()[1].words.starts_with("Goal 2: "), "{:?}", store.found());
    assert!(!store.is_changed(), "what is looked for is no answer");
    store.typed("find", "no such words", false);
    assert_eq!(store.found(), []);
    store.typed("find", "", false);
    assert_eq!(store.found(), []);
}

#[test]
fn nothing_typed_is_found_only_our_own_words() {
    let store = plan(json!({ "goals": [{ "id": "a", "own_words": "Xylophone" }] }));
    store.typed("find", "xylophone", false);
    assert_eq!(store.found(), []);
}

#[test]
fn next_unfinished_leads_to_each_and_begins_again() {
    let store = plan(json!({}));
    let problems = store.problems(coplan_model::Moment::Complete);
    for problem in problems.iter().chain(problems.first()) {
        store.handle(Action::NextUnfinished);
        let focus = focus(&store);
        assert!(focus == problem.path || focus == format!("section-{}", problem.path), "{focus} for {}", problem.path);
    }
}

#[test]
fn the_next_row_is_the_one_after_or_a_new_one() {
    let store = plan(json!({ "goals": [{ "id": "a" }, { "id": "b" }] }));
    store.handle(Action::NextRow("goals[0].specific".to_owned()));
    assert_eq!(focus(&store), "goals[1].own_words");
    store.handle(Action::NextRow("goals[1].specific".to_owned()));
    assert_eq!(focus(&store), "goals[2].own_words");
    store.handle(Action::NextRow("record_date".to_owned()));
    assert_eq!(focus(&store), "", "there are no rows there");
}

#[test]
fn a_worker_has_a_section_at_a_time_in_every_form_once_they_chose_so() {
    let store = plan(json!({}));
    assert!(!store.turns_pages());
    store.handle(Action::OneSection);
    assert!(store.turns_pages() && plan(json!({})).turns_pages());
    store.handle(Action::Continue);
    assert_eq!(store.section_index(), 1);
    store.handle(Action::WholeForm);
    assert!(!store.turns_pages());
}

#[test]
fn a_form_of_many_areas_has_one_at_a_time_until_a_worker_wants_the_whole_which_is_folded() {
    let store = open("comprehensive_assessment", json!({}));
    assert!(store.turns_pages() && !store.folds());
    store.handle(Action::WholeForm);
    assert!(!store.turns_pages() && store.folds());
    store.handle(Action::Unfold);
    assert!(!store.turns_pages() && !store.folds());
    store.handle(Action::OneSection);
    assert!(store.turns_pages());
}

#[test]
fn a_worker_who_wants_it_so_has_a_line_for_what_is_not_begun() {
    let store = plan(json!({ "strengths_used": "She paints." }));
    assert!(!store.folds());
    store.handle(Action::Fold);
    assert!(store.folds() && plan(json!({})).folds(), "in every form once they chose so");
    assert!(store.stays_open("start", true) && !store.stays_open("copies", false));
    assert!(store.stays_open("start", false), "what was open does not close by itself");
    store.handle(Action::Unfold);
    assert!(!store.folds());
}
