//! Text and dates on their way from a control to the document, and back into the control.

use std::rc::Rc;

use coplan_model::{CalendarDate, Document, FormName, Moment};
use coplan_ui::{Effect, FormStore, Host};
use serde_json::{Value, json};

/// A reader in Los Angeles on the evening of 30 June 2026, which is 1 July in UTC already.
struct Reader;

impl Host for Reader {
    fn today(&self) -> CalendarDate {
        CalendarDate::new(2026, 6, 30).unwrap()
    }
    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        (instant == "2026-07-01T03:00:00Z").then(|| self.today())
    }
    fn time_of_day(&self) -> String {
        "20:00".to_owned()
    }
    fn instant(&self) -> String {
        "2026-07-01T03:00:00Z".to_owned()
    }
    fn clock(&self) -> f64 {
        0.0
    }
    fn uuid(&self) -> String {
        "new".to_owned()
    }
}

fn form(name: FormName, document: Value) -> FormStore {
    let store = FormStore::new(name, Rc::new(Reader));
    store.open(Document::from_value(document, Some(name)).unwrap());
    store
}

/// How many answers have changed since this was last asked.
fn changes(store: &FormStore) -> usize {
    store.take_effects().iter().filter(|effect| matches!(effect, Effect::Changed(_))).count()
}

fn plan(answers: Value) -> FormStore {
    form(FormName::RelapsePlan, json!({ "subject": { "name": "Ada Example" }, "answers": answers }))
}

fn answer(store: &FormStore, path: &str) -> Value {
    coplan_model::path::get(&store.document.borrow().answers, path).cloned().unwrap_or_default()
}

fn entered(store: &FormStore) -> Value {
    Value::Object(store.document.borrow().entered.clone())
}

fn sentence(store: &FormStore, path: &str) -> String {
    let problems = store.problems(Moment::Complete);
    let problem = problems.iter().find(|problem| problem.path == path);
    problem.map(|problem| store.sentence(problem).to_string()).unwrap_or_default()
}

#[test]
fn a_whole_date_in_any_box_is_in_the_document_at_once_and_in_three_boxes_once_it_is_left() {
    for part in ["day", "month", "year"] {
        let store = plan(json!({}));
        store.typed(&format!("review_on-{part}"), " 27/03/2027\u{a0}", false);
        assert_eq!(answer(&store, "review_on"), "2027-03-27", "in {part}");
        assert_eq!(entered(&store), json!({}));
        let under_the_hands = store.date_boxes("review_on");
        assert!(under_the_hands.contains(&" 27/03/2027\u{a0}".to_owned()), "nothing moves while it has the focus");
        store.blurred();
        assert_eq!(store.date_boxes("review_on"), ["27", "3", "2027"]);
        store.typed("review_on-day", "28", false);
        assert_eq!(answer(&store, "review_on"), "2027-03-28");
    }
}

#[test]
fn a_whole_date_with_two_numbers_of_a_year_is_spread_and_asked_about() {
    let store = plan(json!({}));
    store.typed("review_on-day", "27/03/27", false);
    assert_eq!((answer(&store, "review_on"), entered(&store)), (Value::Null, json!({ "review_on": "27/3/27" })));
    assert_eq!(
        sentence(&store, "review_on"),
        "The date to look at this again: Which year is it? Year must include 4 numbers, like 1990 or 2026"
    );
    store.blurred();
    store.typed("review_on-year", "2027", false);
    assert_eq!((answer(&store, "review_on"), entered(&store)), (json!("2027-03-27"), json!({})));
}

#[test]
fn half_a_date_with_a_slash_in_it_reopens_as_it_was_typed() {
    let store = plan(json!({}));
    store.typed("review_on-day", "1/2/", false);
    store.typed("review_on-month", "~1", false);
    let saved = store.document.borrow().to_value();
    assert_eq!(saved["entered"], json!({ "review_on": "1~12~1/~01/" }));
    let store = form(FormName::RelapsePlan, saved);
    assert_eq!(store.date_boxes("review_on"), ["1/2/", "~1", ""]);
}

#[test]
fn months_are_known_in_any_case_and_normalization_form() {
    for (month, number) in [("MÄRZ", "03"), ("ma\u{308}rz", "03"), ("m\u{e4}r", "03"), ("Maerz", ""), ("okt", "10")] {
        let store = plan(json!({}));
        let months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember";
        store.messages.borrow_mut().take(json!({ "date_input.months": months }).as_object().unwrap().clone());
        for (part, typed) in [("day", "27"), ("month", month), ("year", "2027")] {
            store.typed(&format!("review_on-{part}"), typed, false);
        }
        match number {
            "" => assert_eq!(
                sentence(&store, "review_on"),
                "The date to look at this again: Month must be a number from 1 to 12, or the name of a month"
            ),
            number => assert_eq!(answer(&store, "review_on"), format!("2027-{number}-27"), "{month}"),
        }
    }
}

#[test]
fn each_mistake_in_a_date_has_a_sentence_of_its_own() {
    let said = |day: &str, month: &str, year: &str| {
        let store = plan(json!({}));
        for (part, typed) in [("day", day), ("month", month), ("year", year)] {
            store.typed(&format!("review_on-{part}"), typed, false);
        }
        sentence(&store, "review_on").replace("The date to look at this again", "It")
    };
    for (day, month, year, sentence) in [
        ("", "3", "2027", "It must include a day"),
        ("27", "", "2027", "It must include a month"),
        ("27", "3", "", "It must include a year"),
        ("", "", "2027", "It must include a day and month"),
        ("", "3", "", "It must include a day and year"),
        ("27", "", "", "It must include a month and year"),
        ("32", "3", "2027", "It: Day must be a number from 1 to 31"),
        ("27", "Mai", "2027", "It: Month must be a number from 1 to 12, or the name of a month"),
        ("27", "3", "202", "It: Year must include 4 numbers"),
        ("31", "Feb", "2027", "It must be a real date"),
        ("27", "3", "2020", "It must be today or in the future"),
    ] {
        assert_eq!(said(day, month, year), sentence, "{day}/{month}/{year}");
    }
}

#[test]
fn the_date_of_birth_is_read_and_said_like_any_other() {
    let store = form(FormName::RelapsePlan, json!({ "subject": {} }));
    store.typed("subject.date_of_birth-day", "27th April 1990", false);
    assert_eq!(store.document.borrow().subject["date_of_birth"], "1990-04-27");
    store.blurred();
    assert_eq!(store.date_boxes("subject.date_of_birth"), ["27", "4", "1990"]);
    store.typed("subject.date_of_birth-year", "90", false);
    assert!(sentence(&store, "subject.date_of_birth").starts_with("Date of birth: Which year is it?"));
}

#[test]
fn a_control_that_holds_what_was_drawn_is_no_edit() {
    let answers = json!({
        "signs_me": "one\r\ntwo\rthree\n", "review_on": "2027-03-27", "has_advance_decision": "yes",
        "people": [{ "id": "p1", "name": "Ann" }], "preferred_people": [{ "id": "q", "person": "p1" }],
        "primary_contact": { "person": "p1" }, "completed_with": ["carer"],
        "help_areas": [{ "id": "h", "area": "a\nb" }],
    });
    let store = plan(answers.clone());
    for (name, value, checked) in [
        ("subject.name", "Ada Example", false),
        ("signs_me", "one\ntwo\nthree\n", false),
        ("signs_family", "", false),
        ("review_on-day", "27", false),
        ("review_on-month", "3", false),
        ("review_on-year", "2027", false),
        ("record_date-day", "30", false),
        ("return_date-day", "", false),
        ("has_advance_decision", "yes", true),
        ("preferred_people", "p1", true),
        ("preferred_people", "no_one", false),
        ("completed_with", "carer", true),
        ("completed_with", "family_member", false),
        ("primary_contact.someone", "p1", false),
        ("help_areas[0].area", "a\nb", false),
        ("speaker", store.speaker(), true),
        ("sign_su.name", "", false),
    ] {
        store.typed(name, value, checked);
        assert_eq!(changes(&store), 0, "{name}");
    }
    assert_eq!(store.document.borrow().answers["signs_me"], answers["signs_me"]);
    store.typed("signs_me", "one\ntwo\nthree!\n", false);
    assert_eq!((changes(&store), answer(&store, "signs_me")), (1, json!("one\r\ntwo\rthree!\n")));
}

#[test]
fn a_line_break_in_a_field_of_one_line_outlives_every_letter() {
    let store = form(FormName::RelapsePlan, json!({ "subject": { "name": "Ada\r\nExample" } }));
    assert_eq!(store.shown("subject.name", false), "Ada\nExample", "shown as it is, in several lines");
    store.typed("subject.name", "Ada\nExamples", false);
    assert_eq!(store.document.borrow().subject["name"], "Ada\r\nExamples");
    store.typed("subject.name", "AdaExamples", false);
    assert!(store.has_several_lines("subject.name", false), "the control stays what it is under the hands");
    assert_eq!(store.document.borrow().subject["name"], "AdaExamples");
}

#[test]
fn any_character_that_is_typed_is_in_the_document() {
    let typed = "\u{0}\u{1}\t\u{b}\u{85}\u{2028}\u{2029}\u{feff}\u{fffd}\u{ffff}🙂\u{202e} ";
    let store = plan(json!({}));
    for path in ["signs_me", "people[0].name", "subject.name"] {
        store.typed(path, typed, false);
    }
    assert_eq!(answer(&store, "signs_me"), typed);
    let text = store.document.borrow().to_value().to_string();
    let again = Document::from_json(&text).unwrap();
    assert_eq!((&again.answers["signs_me"], &again.subject["name"]), (&json!(typed), &json!(typed)));
}

#[test]
fn blank_words_are_kept_and_are_nobodys_words_yet() {
    let store = plan(json!({}));
    store.typed("signs_me", " \u{200b}", false);
    assert_eq!(answer(&store, "signs_me"), " \u{200b}");
    assert_eq!(answer(&store, "voices"), Value::Null);
    assert_eq!(sentence(&store, "signs_me"), "Enter how you know that you are becoming unwell");
    store.typed("signs_me", " \u{200b}tired", false);
    assert_eq!(answer(&store, "voices"), json!({ "signs_me": store.speaker() }));
}

#[test]
fn a_date_was_ahead_on_the_readers_own_day_of_saving() {
    let store = plan(json!({ "review_on": "2026-06-30" }));
    let mut document = store.document.borrow_mut();
    document.status = coplan_model::Status::Complete;
    document.saved_at = Some("2026-07-01T03:00:00Z".to_owned());
    drop(document);
    assert_eq!(sentence(&store, "review_on"), "");
    assert_eq!(store.day_of("2026-07-01"), CalendarDate::new(2026, 7, 1), "a day is no instant");
}
