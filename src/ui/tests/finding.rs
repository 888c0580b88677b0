//! A long form has ways about in it: by words, to what is unfinished, from row to row, a section at a time.

use std::rc::Rc;

use coplan_model::{Document, path};
use coplan_ui::{Action, FormStore, Mode, Settings};
use serde_json::{Value, json};

use crate::still::Still;

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
fn a_care_plan_has_a_line_for_what_is_not_begun_and_any_form_as_a_worker_wants_it() {
    let store = plan(json!({ "strengths_used": "She paints." }));
    assert!(store.folds() && !open("relapse_plan", json!({})).folds());
    store.handle(Action::Unfold);
    assert!(!store.folds() && !plan(json!({})).folds());
    store.handle(Action::Fold);
    assert!(store.folds() && open("relapse_plan", json!({})).folds(), "in every form once they chose so");
    store.configure(Settings { mode: Mode::Together, ..Settings::default() });
    assert!(!store.folds(), "where a person looks on there is a page at a time");
}

#[test]
fn what_was_opened_or_closed_stays_so_until_another_document_comes_and_is_not_in_it() {
    let store = plan(json!({ "goals": [{ "id": "a" }, { "id": "b" }] }));
    let before = store.document.borrow().clone();
    let is_open = |line: &str| store.stays_open(line, false);
    assert!(store.stays_open("fold:start", true) && !is_open("fold:copies"));
    assert!(is_open("fold:start"), "what was open does not close by itself");
    store.folded("fold:start", false);
    assert!(!store.stays_open("fold:start", true), "what was closed does not open by itself");
    store.folded("row:goals[1]", true);
    store.handle(Action::MoveUp("goals[1]".to_owned()));
    assert!(is_open("row:goals[0]") && !is_open("row:goals[1]"), "it goes with its row");
    store.handle(Action::MoveDown("goals[0]".to_owned()));
    assert_eq!(*store.document.borrow(), before);
    store.open(before);
    assert!(!is_open("row:goals[1]"));
}

#[test]
fn of_the_rows_of_a_list_the_one_that_is_new_or_gone_to_is_open_and_so_is_what_has_to_be_put_right() {
    let store = plan(json!({ "goals": [{ "id": "a", "own_words": "Paint." }, { "id": "b", "own_words": "Swim." }] }));
    let open = || {
        let rows = path::list(&store.document.borrow().answers, "goals").len();
        (0..rows).filter(|at| store.stays_open(&format!("row:goals[{at}]"), false)).collect::<Vec<_>>()
    };
    store.folded("row:goals[0]", true);
    store.handle(Action::NextRow("goals[0].specific".to_owned()));
    assert_eq!(open(), [1]);
    store.handle(Action::AddRow("goals".to_owned()));
    assert_eq!(open(), [2]);
    store.handle(Action::RemoveRow("goals[0]".to_owned()));
    store.handle(Action::UndoRemoval("goals".to_owned()));
    assert_eq!(open(), [0]);
    store.folded("row:goals[0]", false);
    store.folded("fold:goals", false);
    store.handle(Action::Complete);
    assert!(open().contains(&0) && store.stays_open("fold:goals", false));
    assert!(store.stays_open("fold:agreement", false), "and the section of what is missing");
}

#[test]
fn a_question_that_is_asked_only_when_it_is_wanted_is_asked_by_its_button_and_by_whatever_leads_to_it() {
    let conflict = "agreement.org_priority_conflict";
    let begun = |store: &FormStore| store.stays_open(&format!("begin:{conflict}"), false);
    let store = plan(json!({}));
    assert!(!begun(&store));
    store.handle(Action::Begin(conflict.to_owned()));
    assert!(begun(&store));
    assert_eq!(focus(&store), conflict);
    let store = plan(json!({ "goals": [{ "id": "a" }] }));
    store.handle(Action::Go(conflict.to_owned()));
    assert!(begun(&store));
    store.handle(Action::Go("goals[0].agreement.su".to_owned()));
    assert!(store.stays_open("begin:goals[0].agreement", false), "and the group that it is in");
}
