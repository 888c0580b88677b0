//! The promises of the routine abuse question.

use coplan_model::abuse_question::{AbuseQuestion, Asking, Response, ask_again, keep_recorded};
use coplan_model::{Access, CalendarDate, Document, Moment, Status, overwritten};
use serde_json::{Value, json};

fn today() -> CalendarDate {
    CalendarDate::new(2026, 11, 24).unwrap()
}

fn fixture(name: &str) -> Document {
    let path = format!("{}/../../tests/fixtures/abuse_question/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn with(answers: Value) -> Document {
    let subject = json!({ "name": "Ada Example" });
    Document::from_json(&json!({ "form": "abuse_question", "subject": subject, "answers": answers }).to_string())
        .unwrap()
}

fn problems(answers: Value, moment: Moment) -> Vec<String> {
    let found = with(answers).problems(moment, today());
    found.into_iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
}

#[test]
fn a_finished_document_has_no_problems_and_comes_back_as_it_went() {
    for name in ["yes", "none_stated", "not_asked"] {
        let document = fixture(name);
        assert_eq!(document.problems(Moment::Complete, today()), [], "{name}");
        assert_eq!(Document::from_json(&document.to_value().to_string()).unwrap(), document, "{name}");
    }
}

#[test]
fn the_struct_and_the_document_say_the_same() {
    for name in ["yes", "none_stated", "not_asked"] {
        let mut document = fixture(name);
        let before = document.clone();
        let form: AbuseQuestion = document.read().unwrap();
        document.write(&form).unwrap();
        assert_eq!(document, before, "{name}");
    }
}

#[test]
fn the_codes_are_those_of_the_dictionary() {
    assert_eq!(Response::CODES, ["yes", "none_stated", "not_asked"]);
    for code in Response::CODES {
        let response: Response = serde_json::from_value(json!(code)).unwrap();
        assert_eq!(response.code(), *code, "serde and the table agree");
    }
    let basis: Vec<String> = coplan_model::shared::SharingBasis::CODES.iter().map(|code| code.to_string()).collect();
    assert_eq!(
        basis,
        ["capacity_attorney_deputy", "capacity_best_interests", "safeguarding_request", "safety_override_s1"]
    );
}

#[test]
fn an_answer_of_no_cannot_be_written() {
    for not_an_answer in [json!("no"), json!("declined"), json!("No"), json!(false), json!(true), json!(0)] {
        let text = json!({ "form": "abuse_question", "answers": { "response": not_an_answer } }).to_string();
        assert_eq!(Document::from_json(&text).unwrap_err().path, "answers.response");
    }
}

#[test]
fn access_is_restricted_whatever_a_host_writes() {
    let text = json!({ "form": "abuse_question", "access": "normal" }).to_string();
    let document = Document::from_json(&text).unwrap();
    assert_eq!(document.access(), Access::Restricted);
    assert_eq!(document.to_value()["access"], "restricted");
}

#[test]
fn nothing_is_needed_of_a_draft_but_who_and_what() {
    assert_eq!(problems(json!({}), Moment::Draft), ["response missing"]);
    assert_eq!(problems(json!({ "response": "yes" }), Moment::Draft), [] as [&str; 0]);
}

#[test]
fn completion_asks_in_reading_order_for_what_the_answer_calls_for() {
    let asked = ["asked_on missing", "asked_by.name missing", "asked_by.role missing"];
    assert_eq!(problems(json!({ "response": "none_stated" }), Moment::Complete), asked);
    assert_eq!(
        problems(json!({ "response": "yes" }), Moment::Complete),
        [&asked[..], &["disclosure.current missing", "response_given missing"]].concat()
    );
    assert_eq!(
        problems(json!({ "response": "not_asked" }), Moment::Complete),
        [] as [&str; 0],
        "a reason is never forced"
    );
    assert_eq!(problems(json!({}), Moment::Complete), ["response missing"]);
    assert_eq!(problems(json!({}), Moment::Conditional), [] as [&str; 0]);
    assert_eq!(problems(json!({ "response": "none_stated" }), Moment::Conditional), asked);
}

#[test]
fn immediate_risk_asks_what_was_done() {
    let risk = json!({ "response": "yes", "asked_on": "2026-11-24", "asked_by": { "name": "Sam", "role": "stand_in" },
        "response_given": ["nothing_yet"], "disclosure": { "current": "yes" } });
    assert_eq!(problems(risk, Moment::Complete), ["disclosure.immediate_action missing"]);
}

#[test]
fn dates_lie_on_the_right_side_of_today_and_today_is_always_right() {
    let on = |asked: &str, again: &str| {
        problems(
            json!({ "response": "none_stated", "asked_on": asked, "ask_again_on": again, "asked_by": { "name": "Sam", "role": "stand_in" } }),
            Moment::Complete,
        )
    };
    assert_eq!(on("2026-11-24", "2026-11-24"), [] as [&str; 0]);
    assert_eq!(on("2026-11-25", "2026-11-23"), ["asked_on must_be_past", "ask_again_on must_be_future"]);
}

#[test]
fn an_earlier_yes_stays_when_a_later_answer_differs() {
    let recorded = fixture("yes");
    let mut later = recorded.clone();
    ask_again(&mut later.answers, "k2".to_owned());
    later.answers.insert("response".to_owned(), json!("none_stated"));
    later.status = Status::Amended;

    let form: AbuseQuestion = later.read().unwrap();
    let answers: Vec<_> = form.history.iter().map(|asking: &Asking| asking.response).collect();
    assert_eq!(answers, [Some(Response::NoneStated), Some(Response::Yes)]);
    assert_eq!(form.history[1].disclosure.words, recorded.read::<AbuseQuestion>().unwrap().disclosure.words);
    assert_eq!(overwritten(&recorded, &later), []);

    let reason = later.problems(Moment::Complete, today());
    assert!(reason.iter().any(|problem| problem.path == "change_reason" && problem.code == "missing"));
}

#[test]
fn the_same_answer_again_needs_no_reason() {
    let mut again = fixture("none_stated");
    ask_again(&mut again.answers, "k1".to_owned());
    again.answers.insert("response".to_owned(), json!("none_stated"));
    assert!(!again.problems(Moment::Complete, today()).iter().any(|problem| problem.path == "change_reason"));
}

#[test]
fn asking_again_can_be_taken_back() {
    let recorded = fixture("yes");
    let mut changed = recorded.clone();
    ask_again(&mut changed.answers, "k2".to_owned());
    keep_recorded(&mut changed.answers);
    assert_eq!(changed, recorded);
}

#[test]
fn a_host_hears_of_an_asking_that_has_gone() {
    let recorded = fixture("yes");
    let mut replaced = recorded.clone();
    replaced.answers.insert("response".to_owned(), json!("none_stated"));
    let mut shortened = recorded.clone();
    shortened.answers.remove("history");
    let mut edited = recorded.clone();
    edited.answers["history"][0]["response"] = json!("yes");
    for lost in [replaced, shortened, edited] {
        assert_eq!(overwritten(&recorded, &lost)[0].code, "overwritten");
    }
    assert_eq!(overwritten(&recorded, &recorded), []);
}

#[test]
fn a_slip_in_a_draft_can_be_put_right() {
    let mut slip = fixture("yes");
    slip.status = Status::Draft;
    let mut right = slip.clone();
    right.answers.insert("response".to_owned(), json!("none_stated"));
    assert_eq!(overwritten(&slip, &right), []);
}
