//! Loading is total: any JSON at all gives a document or a named error with a path, and nothing unknown is lost.

use coplan_model::{CalendarDate, Document, ErrorCode, FormName, Moment};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        prop_oneof!["yes", "none_stated", "2026-11-24", "abuse_question", "1.0", "draft"].prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((any_key(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

/// Keys that mean something, and some that do not.
fn any_key() -> impl Strategy<Value = String> {
    let known: Vec<String> = ["form", "version", "id", "status", "subject", "answers", "signatures", "entered", "name"]
        .into_iter()
        .map(String::from)
        .chain(FormName::ALL.iter().flat_map(|form| form.fields().iter().map(|field| field.id.to_owned())))
        .collect();
    prop_oneof![3 => prop::sample::select(known), 1 => "[a-z_]{0,8}"]
}

fn almost_a_document() -> impl Strategy<Value = Value> {
    let forms: Vec<&str> = FormName::ALL.iter().map(|form| form.as_str()).collect();
    (prop::sample::select(forms), prop::collection::vec((any_key(), any_json()), 0..8), any_json()).prop_map(
        |(form, answers, extra)| {
            let answers: Map<String, Value> = answers.into_iter().collect();
            json!({ "form": form, "answers": answers, "later_version": extra, "subject": { "name": "A", "team": 7 } })
        },
    )
}

#[test]
fn of_rows_that_are_left_out_nothing_stays() {
    let one = json!({ "form": "relapse_plan", "answers": { "sign_su": [{}], "people": [{}] } });
    let mut document = Document::from_value(one, None).unwrap();
    document.drop_blank_rows();
    assert_eq!(Document::from_json(&document.to_value().to_string()), Ok(document));
}

proptest! {
    #[test]
    fn any_text_gives_a_document_or_an_error(text in ".*") {
        let _ = Document::from_json(&text);
    }

    #[test]
    fn any_json_gives_a_document_or_an_error_and_what_loads_stays_the_same(value in prop_oneof![any_json(), almost_a_document()]) {
        if let Ok(mut document) = Document::from_value(value, None) {
            document.drop_blank_rows();
            let again = Document::from_json(&document.to_value().to_string());
            prop_assert_eq!(again.as_ref(), Ok(&document));
            for moment in [Moment::Draft, Moment::Complete, Moment::Conditional] {
                document.problems(moment, CalendarDate::new(2026, 11, 24).unwrap());
            }
        }
    }

    #[test]
    fn text_is_kept_exactly_as_typed(words in "\\PC*|[ \\n\\t\\r🙂שלום<>&\"]{0,40}") {
        let sent = json!({ "form": "abuse_question", "answers": { "disclosure": { "words": words } } });
        let document = Document::from_json(&sent.to_string()).unwrap();
        let kept = document.to_value()["answers"]["disclosure"]["words"].as_str().unwrap_or_default().to_owned();
        prop_assert_eq!(kept, words);
    }
}

#[test]
fn what_a_newer_version_wrote_survives_at_every_depth() {
    let sent = json!({
        "form": "abuse_question", "version": "1.7", "id": "x", "status": "draft", "access": "restricted",
        "later": { "deep": [1, { "er": null }] },
        "subject": { "name": "Ada", "pronouns": "she" },
        "answers": { "later": true, "asked_by": { "name": "Sam", "badge": 12 }, "history": [{ "id": "a", "new": [] }],
                     "disclosure": { "words": "w", "more": { "x": 1.5 } } },
        "signatures": [{ "role": "x", "wet": true }],
    });
    assert_eq!(Document::from_json(&sent.to_string()).unwrap().to_value(), sent);
}

#[test]
fn an_unanswered_question_is_absent_never_null_or_empty() {
    let sent = json!({ "form": "abuse_question", "answers": { "response": null, "change_reason": "", "asked_by": { "name": "" } } });
    let answers = Document::from_json(&sent.to_string()).unwrap().answers;
    assert!(!answers.contains_key("response") && !answers.contains_key("change_reason"));
}

#[test]
fn a_host_hears_what_is_wrong_and_where() {
    for (sent, path, code) in [
        (json!([]), "", "not_a_document"),
        (json!({}), "form", "not_a_document"),
        (json!({ "form": 3 }), "form", "wrong_type"),
        (json!({ "form": "tax_return" }), "form", "unknown_form"),
        (json!({ "form": "abuse_question", "version": "2.0" }), "version", "other_version"),
        (json!({ "form": "abuse_question", "version": "new" }), "version", "not_a_version"),
        (json!({ "form": "abuse_question", "revision": -1 }), "revision", "wrong_type"),
        (json!({ "form": "abuse_question", "status": "done" }), "status", "unknown_code"),
        (json!({ "form": "abuse_question", "answers": [] }), "answers", "wrong_type"),
        (
            json!({ "form": "abuse_question", "answers": { "asked_on": "2026-02-30" } }),
            "answers.asked_on",
            "not_a_date",
        ),
        (json!({ "form": "abuse_question", "answers": { "asked_on": "2026-02" } }), "answers.asked_on", "not_a_date"),
        (
            json!({ "form": "abuse_question", "answers": { "present": ["no_one", 4] } }),
            "answers.present[1]",
            "wrong_type",
        ),
        (
            json!({ "form": "abuse_question", "answers": { "history": [{ "asked_by": 1 }] } }),
            "answers.history[0].asked_by",
            "wrong_type",
        ),
        (
            json!({ "form": "abuse_question", "subject": { "date_of_birth": "27/4/1990" } }),
            "subject.date_of_birth",
            "not_a_date",
        ),
        (json!({ "form": "abuse_question", "signatures": [1] }), "signatures[0]", "wrong_type"),
    ] {
        let error = Document::from_json(&sent.to_string()).expect_err(&sent.to_string());
        assert_eq!((error.path.as_str(), error.code.as_str()), (path, code), "{sent}");
    }
    assert_eq!(Document::from_json("{").unwrap_err().code, ErrorCode::NotJson);
    assert_eq!(Document::from_json(&"[".repeat(100_000)).unwrap_err().code, ErrorCode::NotJson);
}

#[test]
fn an_error_never_repeats_what_was_found() {
    let sent = json!({ "form": "abuse_question", "answers": { "response": "a secret" } });
    assert!(!Document::from_json(&sent.to_string()).unwrap_err().to_string().contains("secret"));
}

#[test]
fn an_element_may_be_given_just_the_person() {
    let sent = json!({ "subject": { "ref": "7", "name": "Ada Example" } });
    let document = Document::from_value(sent, Some(FormName::AbuseQuestion)).unwrap();
    assert!(document.is_blank());
    assert_eq!(document.problems(Moment::Draft, CalendarDate::new(2026, 1, 1).unwrap()).len(), 1);
}

#[test]
fn a_page_begins_a_form_with_what_it_knows_and_says_what_is_to_be_looked_at() {
    let sent = json!({
        "subject": { "name": "Ada Example" },
        "answers": { "record_date": "2026-11-30", "recovery_meaning": "A garden" },
        "carried": { "recovery_meaning": { "id": "an-earlier-one", "date": "2026-05-12" } },
    });
    let plan = Document::from_value(sent, Some(FormName::CarePlan)).unwrap();
    assert_eq!(plan.answers["recovery_meaning"], "A garden");
    let problems = plan.problems(Moment::Complete, "2026-11-30".parse().unwrap());
    let problem = |path: &str| problems.iter().find(|problem| problem.path == path).map(|problem| problem.code);
    assert_eq!((problem("record_date"), problem("recovery_meaning")), (None, Some("carried")));
}
