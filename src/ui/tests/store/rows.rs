//! Rows of a list: added, removed, brought back, moved.

use coplan_model::FormName::RelapsePlan;
use coplan_model::lowercase;
use coplan_ui::{Action, Effect, FormStore, Mode};
use serde_json::{Value, json};

use super::{answer, focus, opened, press};

const ALL: [&str; 5] = ["Choir", "Walking", "Tea", "Rest", "Sun"];

fn plan() -> FormStore {
    // As many as the paper form has, so that none is laid out beside them.
    let rows: Vec<_> = ALL.iter().map(|text| json!({ "id": lowercase(text), "text": text })).collect();
    opened(RelapsePlan, Mode::Staff, json!({ "keep_well": rows }))
}

fn texts(store: &FormStore) -> Vec<String> {
    let rows = answer(store, "keep_well");
    let rows = rows.as_array().into_iter().flatten();
    rows.map(|row| row["text"].as_str().unwrap_or_default().to_owned()).collect()
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn row(at: usize) -> String {
    format!("keep_well[{at}]")
}

#[test]
fn a_row_that_is_added_is_the_last_and_gets_the_focus() {
    let store = plan();
    let effects = press(&store, Action::AddRow("keep_well".to_owned()));
    assert_eq!(texts(&store), ["Choir", "Walking", "Tea", "Rest", "Sun", ""]);
    assert_eq!(focus(&store), "keep_well[5].text");
    assert_eq!(effects, [Effect::Changed("keep_well".to_owned()), Effect::StructureChanged, Effect::Render]);
    let ids = answer(&store, "keep_well");
    assert!(
        ids[5]["id"].as_str().is_some_and(|id| !ids.as_array().unwrap()[..5].iter().any(|row| row["id"] == id)),
        "{ids}"
    );
}

#[test]
fn a_row_that_is_removed_comes_back_where_it_was_with_its_id() {
    let store = plan();
    let before = answer(&store, "keep_well");
    press(&store, Action::RemoveRow(row(1)));
    assert_eq!((texts(&store), focus(&store)), (owned(&["Choir", "Tea", "Rest", "Sun"]), "undo:keep_well".to_owned()));
    assert!(store.can_undo("keep_well"));
    press(&store, Action::UndoRemoval("keep_well".to_owned()));
    assert_eq!((answer(&store, "keep_well"), focus(&store)), (before, "keep_well[1].text".to_owned()));
    assert!(!store.can_undo("keep_well"));
}

#[test]
fn what_was_removed_last_comes_back_first() {
    let store = plan();
    press(&store, Action::RemoveRow(row(0)));
    press(&store, Action::RemoveRow(row(1)));
    assert_eq!(texts(&store), ["Walking", "Rest", "Sun"]);
    press(&store, Action::UndoRemoval("keep_well".to_owned()));
    assert_eq!(texts(&store), ["Walking", "Tea", "Rest", "Sun"]);
    press(&store, Action::UndoRemoval("keep_well".to_owned()));
    assert_eq!(texts(&store), ALL);
}

#[test]
fn a_row_that_moves_keeps_the_focus_and_goes_no_further_than_the_ends() {
    let store = plan();
    press(&store, Action::MoveUp(row(2)));
    assert_eq!(
        (texts(&store), focus(&store)),
        (owned(&["Choir", "Tea", "Walking", "Rest", "Sun"]), "up:keep_well[1]".to_owned())
    );
    press(&store, Action::MoveUp(row(1)));
    // At the top there is only the way down.
    assert_eq!(
        (texts(&store), focus(&store)),
        (owned(&["Tea", "Choir", "Walking", "Rest", "Sun"]), "down:keep_well[0]".to_owned())
    );
    for beyond in [
        Action::MoveUp(row(0)),
        Action::MoveDown(row(4)),
        Action::MoveDown(row(7)),
        Action::MoveUp("no list".to_owned()),
    ] {
        press(&store, beyond);
        assert_eq!(texts(&store), ["Tea", "Choir", "Walking", "Rest", "Sun"]);
    }
}

#[test]
fn rows_of_what_cannot_be_changed_stay_as_they_are() {
    let store = plan();
    store.settings.borrow_mut().readonly = true;
    for action in [Action::AddRow("keep_well".to_owned()), Action::RemoveRow(row(0)), Action::MoveDown(row(0))] {
        press(&store, action);
        assert_eq!(texts(&store), ALL);
    }
}

#[test]
fn a_row_that_is_not_there_is_no_trap() {
    let store = plan();
    for row in ["keep_well[9]", "nothing[0]", "", "keep_well"] {
        press(&store, Action::RemoveRow(row.to_owned()));
        press(&store, Action::UndoRemoval(row.to_owned()));
    }
    assert_eq!(texts(&store), ALL);
    assert_ne!(answer(&store, "keep_well"), Value::Null);
}

#[test]
fn a_list_begins_with_one_empty_row_and_grows_one_at_a_time() {
    const LISTS: [&str; 4] = ["people", "keep_well", "help_areas", "contingency"];
    let count = |store: &FormStore, list: &str| answer(store, list).as_array().map_or(0, Vec::len);
    for mode in [Mode::Staff, Mode::Together, Mode::Alone] {
        let store = opened(RelapsePlan, mode, json!({}));
        for list in LISTS {
            assert_eq!(count(&store, list), 1, "{mode:?} {list}");
            press(&store, Action::AddRow(list.to_owned()));
            assert_eq!(count(&store, list), 2, "{mode:?} {list}");
        }
    }
    // What was written stays as it was, with nothing empty beside it.
    assert_eq!(texts(&plan()), ALL);
    let one = opened(RelapsePlan, Mode::Alone, json!({ "keep_well": [{ "id": "k", "text": "Choir" }] }));
    assert_eq!(texts(&one), ["Choir"]);
}
