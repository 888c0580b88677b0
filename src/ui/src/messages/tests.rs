//! Every word that any form can ask for is there, in both term packs, for staff and for the person.

use coplan_model::FormName;
use coplan_model::abuse_question::QUESTION;
use coplan_model::entered::WRONG;
use coplan_model::fields::{self, Field, Kind, Need, When};

use super::*;

mod dictionary;

fn every_voice(mut words: Messages, check: &mut dyn FnMut(&Messages)) {
    for (person, pcsp) in [(false, false), (true, false), (false, true), (true, true)] {
        words.person = person;
        words.pcsp = pcsp;
        check(&words);
    }
}

fn problems_of(field: &Field) -> Vec<&'static str> {
    let needed = matches!(field.need, Need::Draft | Need::Complete | Need::ByRule) || field.complete_if.is_some();
    let mut codes = Vec::new();
    codes.extend((needed && field.kind.is_asked_whole()).then_some("missing"));
    if needed && matches!(field.kind, Kind::Signature) {
        codes.extend(["missing", "changed"]);
    }
    codes.extend(field.exclusive.map(|_| "stands_alone"));
    match field.kind {
        Kind::Date(dates) => {
            codes.push("not_a_real_date");
            codes.extend(WRONG.iter().filter(|wrong| **wrong != "no_such_day"));
            codes.extend((dates.when == When::Past).then_some("must_be_past"));
            codes.extend((dates.when == When::Future).then_some("must_be_future"));
        }
        Kind::Text(_) => codes.push("too_long"),
        _ => {}
    }
    codes
}

#[test]
fn every_question_option_and_problem_has_its_words() {
    for form in FormName::ALL {
        every_voice(Messages::new(*form), &mut |words| {
            assert!(words.find(form.as_str(), "").is_some(), "the title of {} has no words", form.as_str());
            fields::each(form.fields(), "", &mut |path, field| {
                if field.need == Need::Kept || path.starts_with("history[]") {
                    return;
                }
                let path = path.replace("[]", "[0]");
                assert!(words.find(&path, "").is_some(), "{path} has no words: write `{}.{path} = …`", form.as_str());
                if let Kind::Signature = field.kind {
                    let parts = field.kind.inner().unwrap_or_default();
                    for part in parts.iter().filter(|part| part.need != Need::Kept) {
                        let path = format!("{path}.{}", part.id);
                        assert!(words.find(&path, "").is_some(), "{path} has no words");
                    }
                }
                if let Kind::Code(codes) | Kind::Codes(codes) = field.kind {
                    for code in codes {
                        assert_ne!(words.option(&path, code), *code, "the option {code} of {path} has no words");
                    }
                }
                for code in problems_of(field) {
                    if code == "missing" {
                        assert!(words.find(&path, code).is_some(), "{path} needs a sentence of its own for {code}");
                    }
                    let said = words.problem(&path, code, &[("limit", "9"), ("alone", "x"), ("n", "1")]);
                    assert!(!said.contains('{') && !said.starts_with("error."), "{path} {code}: {said}");
                    for word in ["invalid", "required", "please"] {
                        assert!(!said.to_lowercase().contains(word), "{path} {code} says “{word}”");
                    }
                }
            });
        });
    }
}

#[test]
fn the_abuse_question_is_verbatim_and_no_host_can_change_it() {
    let mut words = Messages::new(FormName::AbuseQuestion);
    let keys = ["abuse_question.response", "response", "abuse_question.response.none_stated", "response.none_stated"];
    words.take(keys.into_iter().chain(["response@person"]).map(|key| (key.to_owned(), "No".into())).collect());
    assert_eq!(words.say("response"), QUESTION);
    let options: Vec<_> =
        ["yes", "none_stated", "not_asked"].iter().map(|code| words.option("response", code)).collect();
    assert_eq!(options, ["Yes", "None stated", "Not asked"]);
}

#[test]
fn a_host_may_say_anything_else_in_its_own_words() {
    let mut words = Messages::new(FormName::AbuseQuestion);
    let messages = [("save", "Keep"), ("abuse_question.asked_on", "Date"), ("response.missing", "Choose one")];
    words.take(messages.into_iter().map(|(key, words)| (key.to_owned(), words.into())).collect());
    assert_eq!((&*words.say("save"), &*words.say("asked_on")), ("Keep", "Date"));
    assert_eq!(words.problem("response", "missing", &[]), "Choose one");
}

#[test]
fn the_terms_change_words_and_not_codes() {
    let mut words = Messages::new(FormName::AbuseQuestion);
    assert_eq!(words.option("asked_by.role", "care_coordinator"), "Care co-ordinator");
    words.pcsp = true;
    assert_eq!(words.option("asked_by.role", "care_coordinator"), "Key worker");
}
