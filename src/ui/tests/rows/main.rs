//! Rows and people on screen, without a screen: what is kept for a row belongs to that row whatever is added, removed,
//! brought back, moved and renamed, and people are who they were chosen as.

mod any_order;

use std::cell::Cell;
use std::rc::Rc;

use coplan_model::{CalendarDate, Document};
use coplan_ui::{Action, FormStore, Host, Mode, Settings};
use serde_json::{Value, json};

/// A page that does nothing and has no clock.
#[derive(Default)]
struct Quiet {
    ids: Cell<usize>,
}

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
        self.new_id()
    }
    fn new_id(&self) -> String {
        self.ids.set(self.ids.get() + 1);
        format!("new-{}", self.ids.get())
    }
}

fn opened(document: Document) -> FormStore {
    opened_by(document, Quiet::default())
}

/// On another day, in another browser: no id is given twice.
fn opened_again(document: Document) -> FormStore {
    opened_by(document, Quiet { ids: Cell::new(1_000_000) })
}

fn opened_by(document: Document, host: Quiet) -> FormStore {
    let store = FormStore::new(document.form, Rc::new(host));
    store.open(document);
    store
}

fn plan(answers: Value) -> FormStore {
    let value = json!({ "form": "relapse_plan", "id": "d", "subject": { "name": "Ada Example" }, "answers": answers });
    opened(Document::from_value(value, None).unwrap())
}

fn answers(store: &FormStore) -> Value {
    store.document.borrow().to_value()["answers"].clone()
}

fn offered(store: &FormStore) -> Vec<(String, String)> {
    store.known().into_iter().map(|known| (known.reference, known.name)).collect()
}

fn pair(reference: &str, name: &str) -> (String, String) {
    (reference.to_owned(), name.to_owned())
}

#[test]
fn removing_a_row_takes_nothing_of_another_list_with_it() {
    let store = plan(json!({
        "people": [{ "id": "1", "name": "Ann" }],
        "team_members": [{ "id": "1", "name": "Dr Osei" }],
        "keep_well": [{ "id": "1", "text": "Walking" }],
        "copies": [{ "id": "1", "recipient": "gp" }],
        "primary_contact": { "person": "1" },
        "voices": { "keep_well[1].text": "carer" },
    }));
    store.typed("copies[0].date-month", "Febr", false);
    store.handle(Action::RemoveRow("people[0]".to_owned()));
    let now = answers(&store);
    assert_eq!(now["primary_contact"], json!({ "name": "Ann" }));
    assert_eq!(now["voices"].as_object().unwrap().values().collect::<Vec<_>>(), ["carer"]);
    assert_eq!(store.date_boxes("copies[0].date"), ["", "Febr", ""]);
    assert_eq!(store.document.borrow().entered.len(), 1);
}

#[test]
fn what_was_typed_into_a_row_that_is_gone_is_not_in_the_next_one() {
    // Rows as a host may send them: without ids.
    let store = plan(json!({ "copies": [{ "recipient": "gp" }, { "recipient": "advocate" }] }));
    store.typed("copies[0].date-day", "31", false);
    store.typed("copies[0].date-month", "Febr", false);
    store.typed("copies[0].name.someone", "*", false);
    assert!(store.is_open("copies[0].name"));
    store.handle(Action::RemoveRow("copies[0]".to_owned()));
    assert_eq!(store.date_boxes("copies[0].date"), ["", "", ""]);
    assert!(!store.is_open("copies[0].name"));
    store.handle(Action::UndoRemoval("copies".to_owned()));
    assert_eq!(store.date_boxes("copies[0].date"), ["31", "Febr", ""]);
    assert_eq!(store.date_boxes("copies[1].date"), ["", "", ""]);
}

#[test]
fn a_row_of_a_row_comes_back_into_the_row_it_was_in_wherever_that_is_now() {
    let value = json!({ "form": "care_plan", "subject": { "name": "Ada" }, "answers": { "goals": [
        { "own_words": "Swim", "actions": [{ "what": "Find a pool" }, { "what": "Buy a towel" }] },
        { "own_words": "Sing", "actions": [{ "what": "Ask the choir" }] },
    ] } });
    let store = opened(Document::from_value(value, None).unwrap());
    store.handle(Action::RemoveRow("goals[0].actions[0]".to_owned()));
    store.handle(Action::MoveDown("goals[0]".to_owned()));
    assert!(!store.can_undo("goals[0].actions") && store.can_undo("goals[1].actions"));
    store.handle(Action::UndoRemoval("goals[1].actions".to_owned()));
    let now = answers(&store);
    assert_eq!(now["goals"][1]["actions"][0]["what"], "Find a pool");
    assert_eq!(now["goals"][0]["actions"].as_array().unwrap().len(), 1);
}

#[test]
fn two_people_of_one_name_stay_two_people_whoever_is_renamed() {
    let store = plan(json!({
        "people": [{ "id": "a", "name": "John" }, { "id": "b", "name": "Jon" }],
        "primary_contact": { "person": "b" },
        "preferred_people": [{ "id": "q", "person": "b" }],
    }));
    store.typed("people[1].name", "John", false);
    assert_eq!(offered(&store), [pair("me", "Ada Example"), pair("a", "John"), pair("b", "John, 2")]);
    assert_eq!(answers(&store)["primary_contact"], json!({ "person": "b" }));
    assert_eq!(store.document.borrow().name_of(&json!({ "person": "b" })), "John");
    store.typed("people[1].relationship", "brother", false);
    assert_eq!(offered(&store)[2], pair("b", "John (brother)"));
    store.typed("preferred_people", "a", true);
    store.typed("preferred_people", "b", false);
    assert_eq!(answers(&store)["preferred_people"][0]["person"], "a");
}

#[test]
fn people_of_one_name_are_told_apart_in_words() {
    let store = plan(json!({
        "people": [{ "id": "a", "name": "John Smith", "relationship": "brother" },
                   { "id": "b", "name": "John  Smith", "relationship": "brother" },
                   { "id": "c", "name": "John Smith (brother), 2" },
                   { "id": "d", "name": "Ada Example" }],
        "team_members": [{ "id": "e", "name": "John Smith", "role": "GP" }],
        "care_coordinator": { "name": "John Smith" },
        "completed_by": { "name": "John Smith", "role": "care_coordinator" },
    }));
    let names: Vec<String> = offered(&store).into_iter().map(|(_, name)| name).collect();
    assert_eq!(
        names,
        [
            "Ada Example",
            "John Smith (brother)",
            "John  Smith (brother), 3",
            "John Smith (brother), 2",
            "Ada Example, 2",
            "John Smith (care co-ordinator)",
            "John Smith (GP)",
            "John Smith (care co-ordinator)",
        ]
    );
    // Whoever filled this in is the care co-ordinator, and is offered once, unless they were chosen as such.
    let choices = |chosen: &str| store.offered(&|known| known.reference == chosen).len();
    assert_eq!((choices(""), choices("completed_by")), (7, 8));
}

#[test]
fn bringing_someone_back_links_those_who_referred_to_them_and_nobody_of_the_same_name() {
    let store = plan(json!({
        "people": [{ "id": "a", "name": "John" }, { "id": "b", "name": "John" }],
        "primary_contact": { "person": "a" },
        "preferred_people": [{ "id": "q", "person": "b" }, { "id": "r", "name": "John" }],
        "contingency": [{ "id": "c", "trigger": "Winter", "responsible": { "person": "a" } },
                        { "id": "d", "trigger": "Noise", "responsible": { "person": "a" } }],
    }));
    store.handle(Action::RemoveRow("contingency[0]".to_owned()));
    store.handle(Action::RemoveRow("people[0]".to_owned()));
    store.typed("contingency[0].responsible.name", "Johnny", false);
    let gone = answers(&store);
    assert_eq!(gone["primary_contact"], json!({ "name": "John" }));
    assert_eq!(gone["preferred_people"][0]["person"], "b");
    store.handle(Action::UndoRemoval("contingency".to_owned()));
    assert_eq!(answers(&store)["contingency"][0]["responsible"], json!({ "name": "John" }), "nobody is lost meanwhile");
    store.handle(Action::UndoRemoval("people".to_owned()));
    let back = answers(&store);
    assert_eq!(back["primary_contact"], json!({ "person": "a" }));
    assert_eq!(back["preferred_people"], json!([{ "id": "q", "person": "b" }, { "id": "r", "name": "John" }]));
    assert_eq!(back["contingency"][0]["responsible"], json!({ "person": "a" }));
    assert_eq!(back["contingency"][1]["responsible"], json!({ "name": "Johnny" }), "what was written since stays");
}

#[test]
fn someone_brought_back_is_also_back_behind_no_one_and_in_rows_that_are_gone() {
    let store = plan(json!({
        "people": [{ "id": "a", "name": "John" }],
        "preferred_people": [{ "id": "q", "person": "a" }],
        "contingency": [{ "id": "c", "trigger": "Winter", "responsible": { "person": "a" } }],
    }));
    store.typed("preferred_people", "no_one", true);
    store.handle(Action::RemoveRow("contingency[0]".to_owned()));
    store.handle(Action::RemoveRow("people[0]".to_owned()));
    store.handle(Action::UndoRemoval("people".to_owned()));
    store.handle(Action::UndoRemoval("contingency".to_owned()));
    store.typed("preferred_people", "no_one", false);
    let back = answers(&store);
    assert_eq!(back["contingency"][0]["responsible"], json!({ "person": "a" }));
    assert_eq!(back["preferred_people"], json!([{ "id": "q", "person": "a" }]));
}

#[test]
fn those_whom_no_one_took_the_place_of_are_those_of_that_row() {
    let value = json!({ "form": "comprehensive_assessment", "subject": { "name": "Ada" }, "answers": {
        "carers": [{ "name": "Bo" }],
        "risks": [{ "formulation": "One", "shared_with": [{ "name": "Ann" }] },
                  { "formulation": "Two", "shared_with": [{ "name": "Cy" }] }],
    } });
    let store = opened(Document::from_value(value, None).unwrap());
    store.typed("risks[0].shared_with", "no_one", true);
    store.handle(Action::RemoveRow("risks[0]".to_owned()));
    store.typed("risks[0].shared_with", "no_one", true);
    store.typed("risks[0].shared_with", "no_one", false);
    assert_eq!(answers(&store)["risks"][0]["shared_with"][0]["name"], "Cy");
    store.handle(Action::UndoRemoval("risks".to_owned()));
    store.typed("risks[0].shared_with", "no_one", false);
    assert_eq!(answers(&store)["risks"][0]["shared_with"][0]["name"], "Ann");
}

#[test]
fn people_of_other_documents_are_kept_apart_and_what_is_written_says_which() {
    let assessment = |id: &str, carer: Value| {
        let value = json!({ "form": "comprehensive_assessment", "id": id, "answers": { "carers": [carer] } });
        Document::from_value(value, None).unwrap()
    };
    let store = plan(json!({ "people": [{ "id": "x", "name": "John", "relationship": "brother" }] }));
    store.relate(vec![
        assessment("one", json!({ "id": "x", "name": "John" })),
        assessment("two", json!({ "id": "y", "name": "John", "relationship": "GP" })),
        assessment("three", json!({ "id": "z", "name": "John", "relationship": "GP" })),
    ]);
    // The first is the same row as ours; the last two cannot be told from each other, and need not be.
    assert_eq!(offered(&store)[1..], [pair("x", "John (brother)"), pair("=two:y", "John (GP)")]);
    store.typed("preferred_people", "=two:y", true);
    store.typed("primary_contact.someone", "=two:y", false);
    assert_eq!(answers(&store)["primary_contact"], json!({ "name": "John (GP)" }));
    assert_eq!(answers(&store)["preferred_people"][0]["name"], "John (GP)");
    store.typed("preferred_people", "x", true);
    store.typed("preferred_people", "=two:y", false);
    assert_eq!(answers(&store)["preferred_people"].as_array().unwrap().len(), 1);
    assert_eq!(answers(&store)["preferred_people"][0]["person"], "x");
}

#[test]
fn whoever_was_named_by_hand_stays_when_another_of_that_name_is_unticked() {
    let store = plan(json!({ "preferred_people": [{ "id": "q", "name": "John" }, { "id": "r", "name": "John" }] }));
    let value = json!({ "form": "care_plan", "id": "one", "answers": { "carers": [{ "id": "x", "name": "John" }] } });
    store.relate(vec![Document::from_value(value, None).unwrap()]);
    store.typed("preferred_people", "=one:x", false);
    assert_eq!(answers(&store)["preferred_people"], json!([{ "id": "r", "name": "John" }]));
}

#[test]
fn in_staff_the_words_are_the_workers_and_elsewhere_the_persons_unless_someone_says_otherwise() {
    let written = |mode: Mode, said: Option<&str>| {
        let store = plan(json!({}));
        store.settings.replace(Settings { mode, ..Settings::default() });
        said.inspect(|said| store.typed("speaker", said, true));
        store.typed("contingency[0].action", "Call", false);
        let voices = answers(&store)["voices"].as_object().unwrap().values().next().unwrap().clone();
        voices.as_str().unwrap().to_owned()
    };
    assert_eq!(written(Mode::Staff, None), "worker");
    assert_eq!(written(Mode::Together, None), "su");
    assert_eq!(written(Mode::Alone, None), "su");
    assert_eq!(written(Mode::Staff, Some("su")), "su");
    assert_eq!(written(Mode::Together, Some("carer")), "carer");
}

#[test]
fn whose_words_they_are_is_said_for_one_document() {
    let store = plan(json!({}));
    let document = store.document.borrow().clone();
    store.typed("speaker", "carer", true);
    store.open(document.clone());
    assert_eq!(store.speaker(), "carer", "the same document, another revision");
    store.open(Document { id: "another".to_owned(), ..document });
    assert_eq!(store.speaker(), "worker");
}

#[test]
fn opening_a_document_whose_rows_are_put_right_changes_nothing_of_it() {
    let sent = json!({
        "form": "relapse_plan", "version": "1.0", "id": "d", "status": "complete", "access": "normal", "revision": 3,
        "subject": { "name": "Ada" }, "signatures": [],
        "answers": { "people": [{ "name": "Ann" }, { "id": "x", "name": "Bo" }, { "id": "x", "name": "Cy" }] },
    });
    let store = opened(Document::from_value(sent.clone(), None).unwrap());
    assert!(!store.is_changed());
    assert_eq!(store.document.borrow().to_value(), sent);
}
