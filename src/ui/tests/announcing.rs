//! What happens on screen is said to those who do not see it, and an answer can be taken back.

use std::cell::Cell;
use std::rc::Rc;

use coplan_model::{CalendarDate, Document};
use coplan_ui::{Action, Effect, FormStore, Host, Settings};
use serde_json::{Value, json};

#[derive(Default)]
struct Quiet(Cell<usize>);

impl Host for Quiet {
    fn today(&self) -> CalendarDate {
        CalendarDate::new(2026, 11, 29).unwrap()
    }
    fn day_of(&self, _: &str) -> Option<CalendarDate> {
        None
    }
    fn time_of_day(&self) -> String {
        String::new()
    }
    fn instant(&self) -> String {
        String::new()
    }
    fn clock(&self) -> f64 {
        0.0
    }
    fn uuid(&self) -> String {
        self.0.set(self.0.get() + 1);
        format!("new-{}", self.0.get())
    }
}

fn form(name: &str, answers: Value) -> FormStore {
    let value = json!({ "form": name, "id": "d", "subject": { "name": "Ada Example" }, "answers": answers });
    let document = Document::from_value(value, None).unwrap();
    let store = FormStore::new(document.form, Rc::new(Quiet::default()));
    store.open(document);
    store
}

fn answers(store: &FormStore) -> Value {
    store.document.borrow().to_value()["answers"].clone()
}

/// What is said after an action.
fn said(store: &FormStore, action: Action) -> String {
    store.handle(action);
    store.announced.borrow().words.to_string()
}

/// What is said after something was typed or chosen.
fn chosen(store: &FormStore, name: &str, value: &str) -> String {
    store.typed(name, value, true);
    store.announced.borrow().words.to_string()
}

fn goals() -> FormStore {
    let goal = |id: &str, words: &str| json!({ "id": id, "own_words": words });
    form("care_plan", json!({ "goals": [goal("a", "Sleep"), goal("b", "Work"), goal("c", "Walk")] }))
}

#[test]
fn rows_that_go_come_back_and_move_are_announced_without_what_is_in_them() {
    let store = goals();
    assert_eq!(said(&store, Action::RemoveRow("goals[1]".to_owned())), "Goal 2 is removed.");
    assert_eq!(said(&store, Action::UndoRemoval("goals".to_owned())), "Goal 2 is back.");
    assert_eq!(said(&store, Action::MoveUp("goals[1]".to_owned())), "Goal 2 is now 1 of 3.");
    assert_eq!(said(&store, Action::OrderRows("goals".to_owned())), "", "what was said is over");
}

#[test]
fn the_same_sentence_is_said_twice() {
    let store = goals();
    said(&store, Action::RemoveRow("goals[0]".to_owned()));
    let first = store.announced.borrow().clone();
    said(&store, Action::RemoveRow("goals[0]".to_owned()));
    let second = store.announced.borrow().clone();
    assert_eq!(first.words, second.words);
    assert_ne!(first.number, second.number, "it is another sentence in the page");
}

#[test]
fn a_choice_that_shows_more_questions_says_how_many() {
    let store = form("abuse_question", json!({}));
    let most = chosen(&store, "response", "yes");
    let count: usize = most.strip_prefix("More questions below: ").unwrap().parse().unwrap();
    assert!(count > 3, "{most}");
    assert_eq!(chosen(&store, "asked_by.role", "care_coordinator"), "");
    assert_eq!(chosen(&store, "asked_by.name", "Sam"), "", "a letter says nothing");
}

#[test]
fn signing_and_each_stroke_are_announced() {
    let store = form("relapse_plan", json!({ "signs_me": "I stop sleeping" }));
    assert!(chosen(&store, "sign_su.method", "drawn").starts_with("More questions below: "));
    assert_eq!(chosen(&store, "sign_su.drawing", "M10 10L90 90M20 20L80 10"), "Strokes drawn: 2");
    assert_eq!(said(&store, Action::UndoStroke("sign_su.drawing".to_owned())), "Strokes drawn: 1");
    assert_eq!(said(&store, Action::ClearDrawing("sign_su.drawing".to_owned())), "Nothing is drawn.");
    chosen(&store, "sign_su.drawing", "M10 10L90 90M20 20L80 10");
    chosen(&store, "sign_su.signed_by", "service_user");
    chosen(&store, "sign_su.name", "Ada Example");
    assert_eq!(said(&store, Action::Sign("sign_su".to_owned())), "Signed.");
    assert_eq!(said(&store, Action::Unsign("sign_su".to_owned())), "The signature is removed.");
}

#[test]
fn an_answer_is_cleared_with_what_hangs_on_it_and_comes_back_when_it_is_chosen_again() {
    let store = form("abuse_question", json!({ "response": "yes", "disclosure": { "current": "no" } }));
    store.take_effects();
    assert_eq!(said(&store, Action::Clear("response".to_owned())), "The answer is cleared.");
    assert_eq!(answers(&store), json!({}));
    assert_eq!(store.focus.take().as_deref(), Some("response"));
    let effects = store.take_effects();
    assert!(effects.contains(&Effect::Changed("response".to_owned())), "{effects:?}");
    assert!(effects.contains(&Effect::StructureChanged), "{effects:?}");
    store.typed("response", "yes", true);
    assert_eq!(answers(&store), json!({ "response": "yes", "disclosure": { "current": "no" } }));
}

#[test]
fn nothing_is_cleared_that_cannot_be_changed_or_is_no_choice() {
    let given = json!({ "response": "none_stated", "asked_by": { "name": "Sam" } });
    let store = form("abuse_question", given.clone());
    store.handle(Action::Clear("asked_by.name".to_owned()));
    store.settings.replace(Settings { readonly: true, ..Settings::default() });
    store.handle(Action::Clear("response".to_owned()));
    assert_eq!(answers(&store), given);
}
