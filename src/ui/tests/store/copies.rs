//! Copies as one list of people: whoever is ticked has a row, in which stands what they get.

use coplan_model::FormName::CarePlan;
use coplan_ui::{Action, FormStore, Mode};
use serde_json::{Value, json};

use super::{answer, focus, opened, press};

fn plan(mode: Mode) -> FormStore {
    opened(CarePlan, mode, json!({}))
}

fn recipients(store: &FormStore) -> Vec<String> {
    let copies = answer(store, "copies");
    let copies = copies.as_array().into_iter().flatten();
    copies.map(|copy| copy["recipient"].as_str().unwrap_or("nobody yet").to_owned()).collect()
}

#[test]
fn whoever_is_ticked_has_a_row_and_the_last_of_them_is_open() {
    let store = plan(Mode::Staff);
    store.typed("copies", "gp", true);
    store.typed("copies", "advocate", true);
    assert_eq!(recipients(&store), ["gp", "advocate"]);
    assert!(!store.stays_open("row:copies[0]", false) && store.stays_open("row:copies[1]", false));
    assert!(store.is_changed());
    store.typed("copies", "gp", true);
    assert_eq!(recipients(&store), ["gp", "advocate"], "who is ticked already is heard of once");
}

#[test]
fn whoever_is_not_ticked_any_more_can_be_brought_back_with_what_they_get() {
    let store = plan(Mode::Staff);
    store.typed("copies", "gp", true);
    store.typed("copies[0].what", "goals", true);
    let before = answer(&store, "copies");
    store.typed("copies", "gp", false);
    assert_eq!((answer(&store, "copies"), focus(&store)), (Value::Null, "copies-gp".to_owned()));
    press(&store, Action::UndoRemoval("copies".to_owned()));
    assert_eq!(answer(&store, "copies"), before);
}

#[test]
fn a_row_that_is_empty_is_whoever_is_ticked_next() {
    let store = plan(Mode::Staff);
    press(&store, Action::AddRow("copies".to_owned()));
    store.typed("copies", "service_user", true);
    assert_eq!(recipients(&store), ["service_user"]);
}

#[test]
fn nothing_else_than_somebody_who_can_get_a_copy_changes_the_list() {
    let store = plan(Mode::Staff);
    store.typed("copies", "no such person", true);
    store.typed("goals", "gp", true);
    let together = plan(Mode::Together);
    together.typed("copies", "gp", true);
    assert_eq!(recipients(&store), [""; 0]);
    assert_eq!(recipients(&together), ["nobody yet"]);
    assert!(!answer(&store, "goals").is_string(), "a list stays a list");
}

#[test]
fn what_a_review_is_told_to_whom_is_ticked_in_the_same_way() {
    let store = opened(CarePlan, Mode::Staff, json!({ "reviews": [{ "id": "r" }] }));
    store.typed("reviews[0].outcomes_shared.copies", "gp", true);
    assert_eq!(answer(&store, "reviews")[0]["outcomes_shared"]["copies"][0]["recipient"], "gp");
}
