//! Every word that any form can ask for is there, in both term packs, for staff and for the person.

use coplan_model::FormName;
use coplan_model::abuse_question::QUESTION;
use coplan_model::entered::WRONG;
use coplan_model::fields::{self, Field, Kind, Need, When};
use coplan_model::lowercase;

use super::*;

mod dictionary;

fn every_voice(mut messages: Messages, check: &mut dyn FnMut(&Messages)) {
    for mode in [Mode::Staff, Mode::Together, Mode::Alone] {
        for pcsp in [false, true] {
            messages.mode = mode;
            messages.pcsp = pcsp;
            check(&messages);
        }
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
        every_voice(Messages::new(*form), &mut |messages| {
            assert!(messages.find(form.as_str(), "").is_some(), "the title of {} has no message", form.as_str());
            fields::each(form.fields(), "", &mut |path, field| {
                if field.need == Need::Kept || path.starts_with("history[]") {
                    return;
                }
                let path = path.replace("[]", "[0]");
                assert!(
                    messages.find(&path, "").is_some(),
                    "{path} has no message: write `{}.{path} = …`",
                    form.as_str()
                );
                if let Kind::Signature = field.kind {
                    let parts = field.kind.inner().unwrap_or_default();
                    for part in parts.iter().filter(|part| part.need != Need::Kept) {
                        let path = format!("{path}.{}", part.id);
                        assert!(messages.find(&path, "").is_some(), "{path} has no message");
                    }
                }
                if let Kind::Code(codes) | Kind::Codes(codes) = field.kind {
                    for code in codes {
                        assert_ne!(messages.option(&path, code), *code, "the option {code} of {path} has no message");
                    }
                }
                for code in problems_of(field) {
                    if code == "missing" {
                        assert!(messages.find(&path, code).is_some(), "{path} needs a sentence of its own for {code}");
                    }
                    let said = messages.problem(&path, code, &[("limit", "9"), ("alone", "x"), ("n", "1")]);
                    assert!(!said.contains('{') && !said.starts_with("error."), "{path} {code}: {said}");
                    for word in ["invalid", "required", "please"] {
                        assert!(!lowercase(&said).contains(word), "{path} {code} says “{word}”");
                    }
                }
            });
        });
    }
}

#[test]
fn the_abuse_question_is_verbatim_and_no_host_can_change_it() {
    let mut messages = Messages::new(FormName::AbuseQuestion);
    let keys = ["abuse_question.response", "response", "abuse_question.response.none_stated", "response.none_stated"];
    messages.take(keys.into_iter().chain(["response@person"]).map(|key| (key.to_owned(), "No".into())).collect());
    assert_eq!(messages.say("response"), QUESTION);
    let options: Vec<_> =
        ["yes", "none_stated", "not_asked"].iter().map(|code| messages.option("response", code)).collect();
    assert_eq!(options, ["Yes", "None stated", "Not asked"]);
}

#[test]
fn a_host_may_say_anything_else_in_its_own_words() {
    let mut messages = Messages::new(FormName::AbuseQuestion);
    let own = [("save", "Keep"), ("abuse_question.asked_on", "Date"), ("response.missing", "Choose one")];
    messages.take(own.into_iter().map(|(key, message)| (key.to_owned(), message.into())).collect());
    assert_eq!((&*messages.say("save"), &*messages.say("asked_on")), ("Keep", "Date"));
    assert_eq!(messages.problem("response", "missing", &[]), "Choose one");
}

#[test]
fn the_terms_change_words_and_not_codes() {
    let mut messages = Messages::new(FormName::AbuseQuestion);
    assert_eq!(messages.option("asked_by.role", "care_coordinator"), "Care co-ordinator");
    messages.pcsp = true;
    assert_eq!(messages.option("asked_by.role", "care_coordinator"), "Key worker");
}

/// Whether a question is a worker's to answer: itself, or what it is in.
fn is_for_staff(form: FormName, path: &str) -> bool {
    let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([path.len()]);
    ends.into_iter().filter_map(|end| fields::find(form.fields(), &path[..end])).any(|field| field.staff)
}

#[test]
fn what_the_person_alone_has_still_to_do_is_said_to_them() {
    for form in FormName::ALL.iter().filter(|form| **form != FormName::AbuseQuestion) {
        let (mut messages, staff) = (Messages::new(*form), Messages::new(*form));
        messages.mode = Mode::Alone;
        let mut paths = vec![("subject.name".to_owned(), vec!["missing"])];
        fields::each(form.fields(), "", &mut |path, field| {
            if field.need != Need::Kept && !is_for_staff(*form, path) {
                paths.push((path.replace("[]", "[0]"), problems_of(field)));
            }
        });
        let mut wrong = Vec::new();
        for (path, codes) in paths {
            for code in codes {
                let said = messages.problem(&path, code, &[("limit", "9"), ("alone", "x"), ("n", "1")]);
                let plain = format!(" {} ", lowercase(&said).replace(['.', ',', '?', ':'], " "));
                // A question of the form itself may be in the first person, and is said as it is.
                let own = messages.find(&path, code).is_some();
                let same = said == staff.problem(&path, code, &[("limit", "9"), ("alone", "x"), ("n", "1")]);
                let has = |words: &[&str]| words.iter().any(|word| plain.contains(word));
                let others = same && (has(&["the person", "service user"]) || own && has(&[" they "]));
                if others || own && has(&[" me ", " my ", " i "]) {
                    wrong.push(format!("{path} {code}: “{said}”"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", form.as_str(), wrong.join("\n"));
    }
}

#[test]
fn a_list_without_rows_offers_the_first_and_not_another() {
    for form in FormName::ALL {
        every_voice(Messages::new(*form), &mut |messages| {
            fields::each(form.fields(), "", &mut |path, field| {
                let adds = matches!(field.kind, Kind::Rows(_) | Kind::People);
                if !adds || field.need == Need::Kept || path == "reviews[].goals" || path == "reviews" {
                    return;
                }
                let path = path.replace("[]", "[0]");
                let first = messages.find(&path, "add.first").unwrap_or_default();
                let more = messages.find(&path, "add").unwrap_or_default();
                let adds_first = first.starts_with("Add ") && !first.contains("nother");
                let network = path.ends_with("ternal");
                assert!(adds_first || network && first.is_empty(), "{path}: “{first}”");
                assert!(more.starts_with("Add ") && (more != first), "{path}: “{more}”");
            });
        });
    }
}

#[test]
fn what_is_said_to_the_person_alone_goes_before_what_is_said_where_they_read_along() {
    let mut messages = Messages::new(FormName::ComprehensiveAssessment);
    let said = |messages: &Messages| messages.say("domains.housing.status").to_string();
    assert_eq!(said(&messages), "Have you covered this?");
    messages.mode = Mode::Together;
    assert_eq!(said(&messages), "Have we covered this?");
    messages.mode = Mode::Alone;
    assert_eq!(said(&messages), "Would you like to say anything about this?");
}
