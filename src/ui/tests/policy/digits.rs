//! Numbers and dates in the digits of a language: what the form writes is in them, what somebody has typed stays, and the document says
//! the same as ever.

use super::*;

/// A policy with a number and a date of its own, in the words of a language that has digits of its own.
fn policy() -> Value {
    json!({ "id": "example-trust", "version": "1", "messages": { "digits": "٠١٢٣٤٥٦٧٨٩" }, "questions": [
        { "id": "local.visits", "after": "record_date", "kind": "number", "label": "Visits a week" },
        { "id": "local.arrived_on", "after": "record_date", "kind": "date", "label": "Arrived on" },
        { "id": "local.rows", "after": "record_date", "kind": "rows", "label": "Rows",
            "questions": [{ "id": "many", "kind": "number", "label": "How many" }, { "id": "what", "kind": "text", "label": "What" }] },
    ] })
}

fn plan() -> Value {
    json!({ "form": "relapse_plan", "subject": { "name": "Ada Example" }, "answers": {
        "local": { "visits": 12, "arrived_on": "2026-03-27", "rows": [{ "id": "r", "many": 40, "what": "Room 7" }] },
    } })
}

fn local(store: &FormStore, id: &str) -> Value {
    coplan_model::path::get(&store.document.borrow().answers, &format!("local.{id}")).cloned().unwrap_or_default()
}

#[test]
fn what_stands_in_controls_on_paper_and_in_text_is_in_the_digits_of_the_language() {
    let store = opened(&plan(), Some(&policy()));
    let before = store.document.borrow().to_value();
    let page = screen(&store);
    for value in ["١٢", "٢٧", "٣", "٢٠٢٦", "٤٠"] {
        assert!(page.contains(&format!("value=\"{value}\"")), "{value} is in a box");
    }
    assert_eq!(store.date_boxes("local.arrived_on"), ["٢٧", "٣", "٢٠٢٦"]);
    for read in [on_paper(&store), as_text(&store)] {
        for words in ["١٢", "٢٧", "٤٠", "Room 7"] {
            assert!(read.contains(words), "{words}");
        }
        assert!(!read.contains("12") && !read.contains("40") && !read.contains("2026"), "{read}");
    }
    // Where no policy asks them, they are read in the same digits.
    let recorded = opened(&before, None);
    let digits = json!({ "digits": "٠١٢٣٤٥٦٧٨٩" });
    recorded.messages.borrow_mut().take(digits.as_object().unwrap().clone());
    assert!(as_text(&recorded).contains("١٢"), "{}", as_text(&recorded));
    assert_eq!(store.document.borrow().to_value(), before, "showing it has changed nothing");
}

#[test]
fn numbers_and_dates_are_typed_in_any_digits_and_kept_as_ever() {
    let store = opened(&plan(), Some(&policy()));
    for (typed, number) in [("١٤", 14), ("15", 15), ("१६", 16), ("１７", 17)] {
        store.typed("local.visits", typed, false);
        assert_eq!(local(&store, "visits"), number, "{typed}");
    }
    store.typed("local.arrived_on-day", "٢٨", false);
    assert_eq!(local(&store, "arrived_on"), "2026-03-28");
    store.typed("local.arrived_on-day", "29", false);
    assert_eq!(local(&store, "arrived_on"), "2026-03-29");
    assert_eq!(store.date_boxes("local.arrived_on"), ["29", "٣", "٢٠٢٦"], "what was typed stays as it is");
    // A whole date in one box is spread over the three in the digits of the language.
    store.typed("local.arrived_on-day", "2026-04-05", false);
    store.blurred();
    assert_eq!(store.date_boxes("local.arrived_on"), ["٥", "٤", "٢٠٢٦"]);
    assert_eq!(local(&store, "arrived_on"), "2026-04-05");
}

#[test]
fn what_a_control_shows_in_the_digits_of_the_language_is_no_edit() {
    let store = opened(&plan(), Some(&policy()));
    store.take_effects();
    for (name, value) in [
        ("local.visits", "١٢"),
        ("local.visits", "12"),
        ("local.arrived_on-day", "٢٧"),
        ("local.arrived_on-month", "٣"),
        ("local.arrived_on-year", "٢٠٢٦"),
        ("local.rows[0].many", "٤٠"),
    ] {
        store.typed(name, value, false);
        assert_eq!(store.take_effects(), [], "{name}");
    }
}

#[test]
fn a_number_stays_as_it_was_typed_until_the_form_is_opened_again() {
    let store = opened(&plan(), Some(&policy()));
    for typed in ["34", "٣٤", "1٢3", "007"] {
        store.typed("local.visits", typed, false);
        assert_eq!(store.shown("local.visits", false), typed);
    }
    assert_eq!(local(&store, "visits"), 7);
    // What somebody else wrote there since is shown.
    store.document.borrow_mut().answers["local"]["visits"] = json!(9);
    assert_eq!(store.shown("local.visits", false), "٩");
    store.document.borrow_mut().answers["local"]["visits"] = json!(7);
    let again = opened(&store.document.borrow().to_value(), Some(&policy()));
    assert_eq!(again.shown("local.visits", false), "٧");
}
