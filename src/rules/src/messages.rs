//! What is wrong with messages that are to be said in the place of ours: keys that no form asks for, words that nobody changes, and
//! places in braces that are lost or that nothing is put into.

use std::collections::HashMap;

use coplan_model::FormName;
use coplan_model::blank::says_nothing;
use coplan_model::fields::{self, Field};
use coplan_model::figures;
use coplan_model::json::{Map, Value};
use coplan_model::policy::{layer, locks, repeating};
use coplan_ui::{LOCKED, Messages, SOURCES};
use serde::Serialize;

use crate::policy::Decided;

/// What is wrong with one message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MessageFound {
    /// Its key, as it was given.
    pub key: String,
    /// What is wrong, for machines: `unknown_key`, `locked`, `wrong_type`, `lost_placeholder`, `unknown_placeholder`.
    pub code: &'static str,
    /// The same as a sentence.
    pub message: String,
}

/// For whom a message may be said, after its key.
const READERS: [&str; 6] = ["", "@person", "@self", "@pcsp", "@person@pcsp", "@self@pcsp"];

/// What any sentence about a problem may name.
const OF_PROBLEMS: [&str; 3] = ["{label}", "{group}", "{date}"];

/// Everything that is wrong with these messages, in their order; with a policy, its own questions are known too.
pub fn wrong_messages(messages: &Map<String, Value>, policy: &Decided) -> Vec<MessageFound> {
    let ours = Ours::with(policy);
    let mut said = layer(messages.clone());
    let once = Messages::new(FormName::AbuseQuestion).once();
    let mut repeated = Vec::new();
    while let Some(key) = repeating(&said, &once).map(str::to_owned) {
        said.retain(|(other, _)| *other != key);
        repeated.push(key);
    }
    messages.iter().flat_map(|(key, said)| ours.wrong(key, said, repeated.contains(key))).collect()
}

/// The messages that there are, by key.
struct Ours {
    said: HashMap<String, String>,
    /// What a question's own messages say of it: `hint`, `row`, `add.first`.
    parts: Vec<String>,
    /// The questions of each form.
    fields: Vec<&'static [Field]>,
}

impl Ours {
    fn with(policy: &Decided) -> Self {
        let lines = SOURCES.lines().filter_map(|line| line.split_once(" = "));
        let mut said: HashMap<String, String> = lines.map(|(key, text)| (key.to_owned(), text.to_owned())).collect();
        for rules in FormName::ALL.iter().filter_map(|form| policy.rules(*form)) {
            let own = rules.messages.iter().filter_map(|(key, text)| Some((key.clone(), text.as_str()?.to_owned())));
            said.extend(own);
        }
        let of = |form: &FormName| policy.rules(*form).map_or(form.fields(), |rules| rules.fields);
        let fields: Vec<_> = FormName::ALL.iter().map(of).collect();
        let parts = said.keys().filter_map(|key| {
            let path = unprefixed(bare(key).0);
            fields.iter().find_map(|all| Some(question_in(all, path)?.1.to_owned()))
        });
        let parts = parts.collect();
        Self { said, parts, fields }
    }

    fn wrong(&self, key: &str, said: &Value, repeats: bool) -> Vec<MessageFound> {
        let found =
            |code, message: String| MessageFound { key: key.to_owned(), code, message: format!("{key}: {message}") };
        let Some(said) = said.as_str().filter(|said| !says_nothing(said)) else {
            return vec![found("wrong_type", "text belongs here".to_owned())];
        };
        let (path, reader) = bare(key);
        if locks(&LOCKED, path) || repeats {
            let message = "this is locked: it means the same wherever it is read, so remove it".to_owned();
            return vec![found("locked", message)];
        }
        let Some((lacking, allowed)) = self.places_of(path).filter(|_| READERS.contains(&reader)) else {
            return vec![found("unknown_key", "no form asks for this: correct or remove it".to_owned())];
        };
        if path == "digits" && !figures::are_digits(said) {
            return vec![found("wrong_type", "ten digits belong here, from 0 to 9".to_owned())];
        }
        let there = places(said);
        let lost = lacking.iter().filter(|place| !there.contains(&place.as_str()));
        let unknown = there.iter().filter(|place| !allowed.iter().any(|one| one == *place));
        lost.map(|place| found("lost_placeholder", format!("this has lost {place}: something is put there")))
            .chain(
                unknown
                    .map(|place| found("unknown_placeholder", format!("nothing is put into {place} here: remove it"))),
            )
            .collect()
    }

    /// The places that a message of this key needs, and those that something is put into; nothing when no form asks for the key.
    fn places_of(&self, path: &str) -> Option<(Vec<String>, Vec<String>)> {
        let own = |form: &FormName| [form.as_str(), ".", path].concat();
        let shared = FormName::ALL.iter().filter_map(|form| path.strip_prefix(form.as_str())?.strip_prefix('.'));
        let keys = [path.to_owned()].into_iter().chain(FormName::ALL.iter().map(own)).chain(shared.map(str::to_owned));
        let same = keys.flat_map(|key| READERS.map(|reader| [&key, reader].concat()));
        let texts: Vec<Vec<&str>> = same.filter_map(|key| self.said.get(&key)).map(|text| places(text)).collect();
        if let Some(first) = texts.first() {
            let lacking = first.iter().filter(|place| texts.iter().all(|text| text.contains(place)));
            let more = if self.of_problem(path).is_some() { &OF_PROBLEMS[..] } else { &[] };
            return Some((owned(lacking), owned(texts.iter().flatten().chain(more))));
        }
        let (codes, rest) = self
            .fields
            .iter()
            .filter_map(|all| question_in(all, unprefixed(path)))
            .min_by_key(|(_, rest)| rest.len())?;
        if rest.is_empty() || codes.contains(&rest) {
            return Some((Vec::new(), Vec::new()));
        }
        if let Some(sentence) = self.said.get(&["error.", rest].concat()) {
            return Some((Vec::new(), owned(places(sentence).iter().chain(&OF_PROBLEMS))));
        }
        let ending = [".", rest].concat();
        let alike = self.said.iter().filter(|(key, _)| bare(key).0.ends_with(&ending));
        let alike: Vec<&str> = alike.flat_map(|(_, text)| places(text)).collect();
        self.parts.iter().any(|part| part == rest).then(|| (Vec::new(), owned(alike.iter())))
    }

    /// The sentence for all questions, where this is one about a problem.
    fn of_problem(&self, path: &str) -> Option<&String> {
        self.said.get(&["error.", path.rsplit('.').next()?].concat())
    }
}

fn owned<'a>(places: impl Iterator<Item = &'a &'a str>) -> Vec<String> {
    places.map(|place| (*place).to_owned()).collect()
}

/// A key, and for whom it is.
fn bare(key: &str) -> (&str, &str) {
    key.split_at(key.find('@').unwrap_or(key.len()))
}

/// A key without the name of a form in front.
fn unprefixed(path: &str) -> &str {
    FormName::ALL.iter().find_map(|form| path.strip_prefix(form.as_str())?.strip_prefix('.')).unwrap_or(path)
}

/// The codes of the question that a key begins with, and what follows.
fn question_in<'a>(all: &'static [Field], path: &'a str) -> Option<(&'static [&'static str], &'a str)> {
    let ends = path.match_indices('.').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>().into_iter().rev();
    ends.into_iter().find_map(|end| {
        let field = fields::find(all, &path[..end])?;
        Some((field.kind.codes(), path[end..].trim_start_matches('.')))
    })
}

/// The places in a message that something is put into: `{date}`.
fn places(text: &str) -> Vec<&str> {
    let place = |(at, _)| Some(&text[at..=at + text[at..].find('}')?]);
    let is_name =
        |place: &&str| place[1..place.len() - 1].bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    text.match_indices('{').filter_map(place).filter(is_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn named(messages: Value, policy: &Decided) -> Vec<String> {
        let messages = messages.as_object().unwrap().clone();
        wrong_messages(&messages, policy).into_iter().map(|one| format!("{} {}", one.key, one.code)).collect()
    }

    #[test]
    fn the_messages_of_the_package_and_what_may_be_said_more_exactly_are_well() {
        let lines = SOURCES.lines().filter_map(|line| line.split_once(" = "));
        let open = lines.filter(|(key, _)| !LOCKED.contains(key));
        let ours = open.map(|(key, text)| (key.to_owned(), Value::from(text))).collect();
        assert_eq!(wrong_messages(&ours, &Decided::default()), []);
        let exact = json!({
            "signs_me": "How I know", "relapse_plan.signs_me@self": "I", "signs_me.hint": "A hint", "relapse_plan.save": "Keep",
            "gp.registered.yes": "Indeed", "relapse_plan.record_date.missing": "Enter {date}", "saved_at@person": "At {time}",
            "people.name.hint": "Their name",
        });
        assert_eq!(named(exact, &Decided::default()), [""; 0]);
    }

    #[test]
    fn what_is_wrong_with_a_message_is_named_by_its_key() {
        let wrong = json!({
            "saved_att": "x", "save@everybody": "x", "signs_me.smell": "x", "tax.hint": "x",
            "abuse_question.response": "x", "response@person": "x", "relapse_plan.nature_notice": "x", "response.yes": "x",
            "history.response.none_stated": "No",
            "saved_at": "Saved", "page_of": "{n} of {many}", "save": 3, "digits": "0", "signs_me": "{who} feels unwell",
        });
        let expected = [
            "saved_att unknown_key",
            "save@everybody unknown_key",
            "signs_me.smell unknown_key",
            "tax.hint unknown_key",
            "abuse_question.response locked",
            "response@person locked",
            "relapse_plan.nature_notice locked",
            "response.yes locked",
            "history.response.none_stated locked",
            "saved_at lost_placeholder",
            "page_of lost_placeholder",
            "page_of unknown_placeholder",
            "save wrong_type",
            "digits wrong_type",
            "signs_me unknown_placeholder",
        ];
        assert_eq!(named(wrong, &Decided::default()), expected);
        for blank in ["", " ", "\u{2800}", "\0", "\u{301}", "\u{200b}\u{fff9}", "\u{202e}seY"] {
            assert_eq!(named(json!({ "save": blank }), &Decided::default()), ["save wrong_type"], "{blank:?}");
        }
        let once = Messages::new(FormName::AbuseQuestion).once();
        let (one, other) = once.split_at(30);
        let split = json!({ "signs_me.hint": other, "save": "Keep", "signs_me": one });
        assert_eq!(named(split, &Decided::default()), ["signs_me locked"]);
        assert_eq!(named(json!({ "signs_me": format!("So: {once}") }), &Decided::default()), ["signs_me locked"]);
    }

    #[test]
    fn a_trusts_own_questions_are_known_with_its_policy() {
        let policy = include_str!("../../../tests/policies/example-trust.json");
        let own = json!({ "local.ward": "Pa ward?", "local.ward.hint": "x" });
        assert_eq!(named(own.clone(), &Decided::from_json(policy).unwrap())[..], [""; 0]);
        assert_eq!(named(own, &Decided::default()), ["local.ward unknown_key", "local.ward.hint unknown_key"]);
    }
}
