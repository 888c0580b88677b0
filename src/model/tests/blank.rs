//! What has nothing in it that could be seen is no answer, in any question; and it is kept as it was typed.

use coplan_model::{CalendarDate, Document, FormName, Moment};
use serde_json::{Value, json};

const BLANK: [&str; 8] = [" ", "\n\t", "\u{a0}", "\u{200b}", "\u{202e}\u{2066}", "\u{feff}", "\u{3164}", "\u{e0001}"];

fn today() -> CalendarDate {
    CalendarDate::new(2099, 1, 1).unwrap()
}

fn fixture(form: FormName, name: &str) -> Document {
    let path = format!("{}/../../tests/fixtures/{}/{name}.json", env!("CARGO_MANIFEST_DIR"), form.as_str());
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Each text of the answers in turn, wherever it stands.
fn texts(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(at.to_owned()),
        Value::Object(group) => group.iter().for_each(|(key, inner)| texts(inner, &format!("{at}/{key}"), found)),
        Value::Array(rows) => {
            rows.iter().enumerate().for_each(|(row, inner)| texts(inner, &format!("{at}/{row}"), found))
        }
        _ => {}
    }
}

#[test]
fn a_blank_text_is_as_good_as_none_in_every_question_of_every_form() {
    for (form, name) in [
        (FormName::AbuseQuestion, "yes"),
        (FormName::ComprehensiveAssessment, "scenario"),
        (FormName::RelapsePlan, "whole"),
        (FormName::CarePlan, "agreed"),
    ] {
        let whole = fixture(form, name);
        let mut paths = Vec::new();
        texts(&Value::Object(whole.answers.clone()), "", &mut paths);
        for (number, at) in paths.iter().enumerate() {
            let blank = BLANK[number % BLANK.len()];
            let put = |text: Option<&str>| {
                let mut value = whole.to_whole_value();
                let (group, key) = at.rsplit_once('/').unwrap();
                match (value.pointer_mut(&format!("/answers{group}")).unwrap(), text) {
                    (Value::Object(group), Some(text)) => drop(group.insert(key.to_owned(), text.into())),
                    (Value::Object(group), None) => drop(group.remove(key)),
                    _ => return None,
                }
                Document::from_value(value, None).ok()
            };
            // Codes and dates refuse what they are not; ids only tell rows apart.
            let (Some(blanked), false) = (put(Some(blank)), at.ends_with("/id")) else { continue };
            let without = put(None).unwrap();
            for moment in [Moment::Draft, Moment::Complete, Moment::Conditional] {
                let [blanked, without] = [&blanked, &without].map(|document| document.problems(moment, today()));
                assert_eq!(blanked, without, "{}{at} with {blank:?}", form.as_str());
            }
            assert_eq!(
                blanked.to_value().pointer(&format!("/answers{at}")).and_then(Value::as_str),
                Some(blank),
                "{at}"
            );
        }
    }
}

#[test]
fn a_name_that_nobody_can_see_names_nobody() {
    for blank in BLANK {
        let mut document = Document::new(FormName::RelapsePlan);
        document.subject.insert("name".to_owned(), blank.into());
        assert_eq!(document.problems(Moment::Draft, today())[0].path, "subject.name", "{blank:?}");
        document
            .answers
            .insert("people".to_owned(), json!([{ "id": "p1", "name": blank }, { "id": "p2", "name": "Ann" }]));
        let known = coplan_model::people::known(&document);
        assert_eq!(known.iter().map(|known| &*known.reference).collect::<Vec<_>>(), ["me", "p2"], "{blank:?}");
    }
}
