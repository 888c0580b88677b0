//! The words that were asked stay with the answer when they are not ours: what a question says is written down beside its answer
//! when that changes (`Document::asked`), and stands above it wherever it is read.

use coplan_model::fields::{self, Field, Kind};
use coplan_model::json::{Map, Value};
use coplan_model::path::{self, Answers, is_blank};
use coplan_model::policy::{LOCAL, local_name};
use yew::AttrValue;

use crate::messages::Messages;
use crate::store::FormStore;

impl FormStore {
    /// The answer at a path changed: what its question says now, and what the questions around it say, belongs to it.
    pub(crate) fn write_words(&self, path: &str) {
        let messages = self.messages.borrow();
        let mut document = self.document.borrow_mut();
        if !messages.has_others() && document.asked.is_empty() {
            return;
        }
        let all = document.fields();
        let own = local_name(path).map(|rest| rest.split(['.', '[']).next().unwrap_or(rest).len() + LOCAL.len() + 1);
        let ends = path.match_indices('.').map(|(end, _)| end).chain([path.len()]);
        let places: Vec<&str> = match own {
            Some(end) => vec![&path[..end]],
            None => ends.map(|end| &path[..end]).collect(),
        };
        for place in places {
            // Of a row it is the list that says something.
            let place = path::split_row(place).map_or(place, |(list, _)| list);
            let Some(field) = fields::find(all, place) else { continue };
            let key = path::by_id(&document.answers, place);
            let answer = path::get(&document.answers, place).filter(|answer| !is_blank(answer)).cloned();
            let words = answer.map(|answer| match own {
                Some(_) => whole(&messages, field, place),
                None => different(&messages, field, place, &answer),
            });
            match words.filter(|words| !words.is_empty()) {
                Some(words) => document.asked.insert(key, Value::Object(words)),
                None => document.asked.shift_remove(&key),
            };
        }
    }

    /// What the question of an answer said when it was asked, where that was not what ours say.
    pub fn asked_as(&self, path: &str) -> Option<String> {
        self.words_at(path, |words| words.get("label")?.as_str().map(str::to_owned))
    }

    /// The same of one of its options.
    pub fn option_asked_as(&self, path: &str, code: &str) -> Option<String> {
        self.words_at(path, |words| words.get("options")?.get(code)?.as_str().map(str::to_owned))
    }

    fn words_at(&self, path: &str, take: impl Fn(&Answers) -> Option<String>) -> Option<String> {
        let document = self.document.borrow();
        if document.asked.is_empty() {
            return None;
        }
        let words = |key: &str| document.asked.get(key).and_then(Value::as_object);
        if let Some(local) = local_name(path) {
            let (own, inner) = local.split_once('[').map_or((local, None), |(own, rest)| (own, rest.split_once("].")));
            let words = words(&[LOCAL, ".", own].concat())?;
            return match inner {
                None => take(words),
                Some((_, id)) => {
                    let questions = words.get("questions")?.as_array()?;
                    take(questions.iter().find(|question| question["id"] == id)?.as_object()?)
                }
            };
        }
        take(words(&path::by_id(&document.answers, path))?)
    }
}

/// What is kept of questions whose answers are gone is forgotten.
pub(crate) fn prune(document: &mut coplan_model::Document) {
    if document.asked.is_empty() {
        return;
    }
    let mut live = Vec::new();
    coplan_model::carried::each_answer(document, &mut |answered| live.push(answered.key));
    let kept = |key: &str| match local_name(key) {
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
    /// What a question said when it was answered, where it says something else by now.
    pub fn said_before(&self, path: &str) -> Option<AttrValue> {
        let then = self.asked_as(path)?;
        let now = self.messages.borrow().say(path);
        (then != *now).then(|| then.into())
    }
}
