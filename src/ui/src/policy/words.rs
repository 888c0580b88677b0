//! The words that were asked stay with the answer when they are not ours: what a question says is written down beside its answer
//! when that changes (`Document::asked`), and stands above it wherever it is read.

use std::cell::Ref;

use coplan_model::fields::{self, Field, Kind};
use coplan_model::json::{Map, Value};
use coplan_model::path::{self, Answers, is_blank};
use coplan_model::policy::{LOCAL, hangs_on, local_name};
use coplan_model::{Document, comprehensive_assessment};
use yew::AttrValue;

use crate::messages::{Messages, SHIPPED};
use crate::store::FormStore;

impl FormStore {
    /// The answer at a path is about to change: what it was, and how it was asked, is known until another document comes. Whoever
    /// types a letter and takes it back has changed nothing.
    pub(crate) fn remember_words(&self, path: &str) {
        let document = self.document.borrow();
        if document.asked.is_empty() {
            return;
        }
        let mut before = self.asked_before.borrow_mut();
        for place in places(path) {
            let key = path::by_id(&document.answers, &place);
            if let (Some(words), Some(answer)) = (document.asked.get(&key), path::get(&document.answers, &place)) {
                before.entry(key).or_insert_with(|| Value::Array(vec![answer.clone(), words.clone()]));
            }
        }
    }

    /// The answer at a path changed: what its question says now, and what the questions around it say, belongs to it.
    pub(crate) fn write_words(&self, path: &str) {
        let messages = self.messages.borrow();
        let mut document = self.document.borrow_mut();
        if !messages.has_others() && document.asked.is_empty() && self.asked_before.borrow().is_empty() {
            return;
        }
        let all = document.fields();
        let restricted = self.follows_restricted(path, &document);
        for place in places(path) {
            let list = path::split_row(&place).map_or(&*place, |(list, _)| list);
            let Some(field) = fields::find(all, list).filter(|_| !messages.is_locked(list)) else { continue };
            let key = path::by_id(&document.answers, &place);
            let answer = path::get(&document.answers, &place).filter(|answer| !is_blank(answer)).cloned();
            let before = self.asked_before.borrow().get(&key).cloned();
            let words = match (answer, before) {
                (None, _) => None,
                (Some(answer), Some(before)) if before[0] == answer => Some(before[1].clone()),
                (Some(_), _) if local_name(list).is_some() => {
                    let then = document.asked.get(&key).and_then(Value::as_object);
                    let mut words = answered(whole(&messages, field, list), then, path);
                    if restricted {
                        words.insert("restricted".to_owned(), Value::from(true));
                    }
                    Some(Value::Object(words))
                }
                (Some(answer), _) => Some(Value::Object(different(&messages, field, list, &answer))),
            };
            match words.filter(|words| words.as_object().is_some_and(|words| !words.is_empty())) {
                Some(words) => document.asked.insert(key, words),
                None => document.asked.shift_remove(&key),
            };
        }
    }

    /// Whether one of the trust's own questions says as much as something that is left out of a copy for others.
    fn follows_restricted(&self, path: &str, document: &Document) -> bool {
        let says = |other: &String| comprehensive_assessment::is_restricted(&document.answers, other);
        local_name(path).is_some() && hangs_on(document, path).iter().any(says)
    }

    /// What the question of an answer said when it was asked: as it is written down, or what ours say where nothing is and others
    /// are said now. Nothing where it says the same, and of what nobody may change.
    pub fn asked_as(&self, path: &str) -> Option<String> {
        let written = self.words_at(path, |words| words.get("label")?.as_str().map(str::to_owned));
        written.or_else(|| self.in_ours(path)?.ours(path, "").map(|words| words.to_string()))
    }

    /// The same of one of its options.
    pub fn option_asked_as(&self, path: &str, code: &str) -> Option<String> {
        let written = self.words_at(path, |words| words.get("options")?.get(code)?.as_str().map(str::to_owned));
        written.or_else(|| self.in_ours(path)?.option_of_ours(path, code).map(|words| words.to_string()))
    }

    /// Our messages, when what is asked now is said in others of our language, and the answer that is there was given to ours. What is
    /// said in another language is a translation, and no other question.
    fn in_ours(&self, path: &str) -> Option<Ref<'_, Messages>> {
        let messages = self.messages.borrow();
        let document = self.document.borrow();
        let same = &*messages.say("locale") == SHIPPED;
        let answered = || path::get(&document.answers, path).is_some_and(|answer| !is_blank(answer));
        let ours = messages.has_others() && same && local_name(path).is_none() && answered();
        drop(document);
        ours.then_some(messages)
    }

    fn words_at(&self, path: &str, take: impl Fn(&Answers) -> Option<String>) -> Option<String> {
        let document = self.document.borrow();
        if document.asked.is_empty() || self.messages.borrow().is_locked(path) {
            return None;
        }
        let words = |key: &str| document.asked.get(key).and_then(Value::as_object);
        let Some(local) = local_name(path) else { return take(words(&path::by_id(&document.answers, path))?) };
        let Some((own, inner)) = local.split_once('[') else { return take(words(path)?) };
        let list = [LOCAL, ".", own].concat();
        let Some((at, id)) = inner.split_once("].") else { return take(words(&list)?) };
        let row = path::by_id(&document.answers, &[&*list, "[", at, "]"].concat());
        let questions = words(&row).or_else(|| words(&list))?.get("questions")?.as_array()?;
        take(questions.iter().find(|question| question["id"] == id)?.as_object()?)
    }
}

/// The places whose words an answer stands under: the groups and lists that it is in, and itself. Of a trust's own list, the list
/// and the row, because another row may have been asked otherwise.
fn places(path: &str) -> Vec<String> {
    if let Some(local) = local_name(path) {
        let own = [LOCAL, ".", local.split(['.', '[']).next().unwrap_or(local)].concat();
        let row = path.find(']').map(|end| path[..=end].to_owned());
        return [own].into_iter().chain(row).collect();
    }
    let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
    let list = |place: &str| path::split_row(place).map_or(place, |(list, _)| list).to_owned();
    ends.map(|end| list(&path[..end])).collect()
}

/// What is kept of questions whose answers are gone is forgotten.
pub(crate) fn prune(document: &mut Document) {
    if document.asked.is_empty() {
        return;
    }
    let mut live = Vec::new();
    coplan_model::carried::each_answer(document, &mut |answered| live.push(answered.key));
    let kept = |key: &str| match local_name(key) {
        Some(_) if key.contains('[') => live.iter().any(|answer| path::is_in(answer, key)) || document.rules.is_none(),
        Some(_) => path::get(&document.answers, key).is_some_and(|answer| !is_blank(answer)),
        None => live.iter().any(|answer| path::is_in(answer, key) || path::is_in(key, answer)),
    };
    let gone: Vec<String> = document.asked.keys().filter(|key| !kept(key)).cloned().collect();
    document.asked.retain(|key, _| !gone.contains(key));
}

/// What a question of ours says that this version does not say: nothing, where it says the same.
fn different(messages: &Messages, field: &Field, path: &str, answer: &Value) -> Answers {
    let mut words = Map::new();
    if let Some(label) = messages.instead(path, "") {
        words.insert("label".to_owned(), Value::from(&*label));
    }
    let chosen: Vec<&str> = match answer {
        Value::String(code) if matches!(field.kind, Kind::Code(_)) => vec![code],
        Value::Array(codes) if matches!(field.kind, Kind::Codes(_)) => codes.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let said = |code: &str| Some((code.to_owned(), Value::from(&*messages.option_instead(path, code)?)));
    let options: Answers = chosen.into_iter().filter_map(said).collect();
    if !options.is_empty() {
        words.insert("options".to_owned(), Value::Object(options));
    }
    words
}

/// Of a list that was answered before, the questions whose answers have not changed keep the words in which they were asked.
fn answered(now: Answers, then: Option<&Answers>, path: &str) -> Answers {
    let touched = path.rsplit_once("].").map_or("", |(_, inner)| inner.split('.').next().unwrap_or(inner));
    let Some(Value::Array(before)) = then.and_then(|then| then.get("questions")) else { return now };
    let mut words = now;
    if let Some(Value::Array(questions)) = words.get_mut("questions") {
        for question in questions.iter_mut().filter(|question| question["id"] != touched) {
            if let Some(then) = before.iter().find(|then| then["id"] == question["id"]) {
                question.clone_from(then);
            }
        }
    }
    words
}

/// A trust's own question as it is asked now, whole: whoever reads the answer may not have the policy.
fn whole(messages: &Messages, field: &Field, path: &str) -> Answers {
    let kind = match field.kind {
        Kind::Text(text) if text.long => "long_text",
        Kind::Date(_) => "date",
        Kind::Code(_) => "code",
        Kind::Codes(_) => "codes",
        Kind::Number => "number",
        Kind::Person => "person",
        Kind::Rows(_) => "rows",
        _ => "text",
    };
    let mut words = Map::new();
    let mut put = |key: &str, value: Value| words.insert(key.to_owned(), value);
    put("kind", kind.into());
    put("label", Value::from(&*messages.say(path)));
    if field.staff {
        put("staff", Value::from(true));
    }
    let said = |code: &&str| ((*code).to_owned(), Value::from(&*messages.option(path, code)));
    let options: Answers = field.kind.codes().iter().map(said).collect();
    if !options.is_empty() {
        put("options", Value::Object(options));
    }
    if let Kind::Rows(inner) = field.kind {
        let asked = inner.iter().map(|field| {
            let mut asked = Map::from_iter([("id".to_owned(), Value::from(field.id))]);
            asked.extend(whole(messages, field, &[path, ".", field.id].concat()));
            Value::Object(asked)
        });
        put("questions", asked.collect());
    }
    words
}

impl FormStore {
    /// What a question, and the option that was chosen, said when it was answered, where that is something else by now.
    pub fn said_before(&self, path: &str) -> Option<AttrValue> {
        let messages = self.messages.borrow();
        let question = self.asked_as(path).filter(|then| *then != *messages.say(path));
        let code = self.text(path);
        let is_code = self.field(path).is_some_and(|field| matches!(field.kind, Kind::Code(_)));
        let option = self.option_asked_as(path, &code).filter(|then| is_code && *then != *messages.option(path, &code));
        let said: Vec<String> = question.into_iter().chain(option).collect();
        (!said.is_empty()).then(|| said.join(" – ").into())
    }
}
