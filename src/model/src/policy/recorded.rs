//! The words that were asked, and answers to questions that are only recorded.
//!
//! A document keeps under `asked`, by the path of an answer with the ids of rows ([`path::by_id`]), what its question said where
//! that is not what this version says: `label`, the `options` that had words of their own, and of a trust's own question its
//! `kind`. Years later, without the policy and the messages of the day, an answer still stands under the question that was asked.

use super::LOCAL;
use crate::Document;
use crate::check;
use crate::error::{self, DocumentError};
use crate::fields::{self, Field, Kind};
use crate::json::Value;
use crate::path::{self, Answers, is_blank};

/// An answer to a trust's own question that the document's questions have no place for now: it is read, as it was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// Its path: `local.ward_round`.
    pub path: String,
    /// How it was asked (`kind`, `label`, `options`, `questions`); empty when nobody wrote that down.
    pub asked: Answers,
    /// The answer.
    pub answer: Value,
}

/// The answers to a trust's own questions that this document's questions have no place for, or that are not asked now: another version
/// of the policy may have asked them always.
pub fn recorded(document: &Document) -> Vec<Recorded> {
    let Some(Value::Object(local)) = document.answers.get(LOCAL) else { return Vec::new() };
    let has = |id: &str| {
        let path = [LOCAL, ".", id].concat();
        let is_asked = |field: &Field| field.is_asked_among(&document.answers, local);
        fields::find(document.fields(), &path).is_some_and(is_asked) && !document.misfits.contains(&path)
    };
    let only_recorded = local.iter().filter(|(id, answer)| !is_blank(answer) && !has(id));
    only_recorded
        .map(|(id, answer)| {
            let path = [LOCAL, ".", id].concat();
            let asked = document.asked.get(&path).and_then(Value::as_object).cloned().unwrap_or_default();
            Recorded { path, asked, answer: answer.clone() }
        })
        .collect()
}

/// Whether an answer fits a question.
pub fn fits(field: &'static Field, answer: &Value) -> bool {
    check::single(field, answer).is_ok()
}

/// Takes the trust's own answers apart: those that fit their questions are made ready as all answers are; the paths of the others
/// come back. They were given to another version of the policy, and stay as they are.
pub(crate) fn misfits(fields: &'static [Field], answers: &mut Answers) -> Vec<String> {
    let Some(Kind::Group(own)) = fields::find(fields, LOCAL).map(|field| field.kind) else { return Vec::new() };
    let Some(Value::Object(local)) = answers.get_mut(LOCAL) else { return Vec::new() };
    let mut misfits = Vec::new();
    for field in own {
        let Some(answer) = local.get(field.id) else { continue };
        match check::single(field, answer) {
            Ok(Some(answer)) => drop(local.insert(field.id.to_owned(), answer)),
            Ok(None) => drop(local.shift_remove(field.id)),
            Err(_) => misfits.push([LOCAL, ".", field.id].concat()),
        }
    }
    misfits
}

/// Checks the words that a host sent.
pub fn check_words(asked: &Answers) -> Result<(), DocumentError> {
    asked.iter().try_for_each(|(key, words)| check_one(words, &["asked.", error::key(key)].concat(), 0))
}

fn check_one(words: &Value, place: &str, depth: usize) -> Result<(), DocumentError> {
    let wrong = |part: &str, what| Err(DocumentError::wrong(&[place, part].concat(), what));
    let Value::Object(words) = words else { return wrong("", "an object") };
    for key in ["label", "kind", "id"] {
        if words.get(key).is_some_and(|text| !text.is_string()) {
            return wrong(&[".", key].concat(), "text");
        }
    }
    match words.get("options") {
        None => {}
        Some(Value::Object(options)) if options.values().all(Value::is_string) => {}
        Some(_) => return wrong(".options", "codes with their words"),
    }
    match words.get("questions") {
        None => Ok(()),
        Some(Value::Array(questions)) if depth == 0 => questions
            .iter()
            .enumerate()
            .try_for_each(|(at, one)| check_one(one, &path::numbered(&[place, ".questions"].concat(), at), depth + 1)),
        Some(_) => wrong(".questions", "a list"),
    }
}

/// Every someone in the answers that are only recorded, with the path of the answer. Who they are is not lost when the row that names
/// them is.
pub fn each_someone(document: &mut Document, change: &mut dyn FnMut(&str, &mut Answers)) {
    let paths: Vec<String> = recorded(document).into_iter().map(|recorded| recorded.path).collect();
    for path in paths {
        let id = &path[LOCAL.len() + 1..];
        let answer = document.answers.get_mut(LOCAL).and_then(|local| local.get_mut(id));
        answer.into_iter().for_each(|answer| in_value(&path, answer, change));
    }
}

fn in_value(path: &str, value: &mut Value, change: &mut dyn FnMut(&str, &mut Answers)) {
    match value {
        Value::Object(group)
            if !group.is_empty() && group.keys().all(|key| matches!(key.as_str(), "person" | "name")) =>
        {
            change(path, group);
        }
        Value::Object(group) => {
            for (key, value) in group.iter_mut() {
                in_value(&[path, ".", key].concat(), value, change);
            }
        }
        Value::Array(items) => {
            for (at, value) in items.iter_mut().enumerate() {
                in_value(&path::numbered(path, at), value, change);
            }
        }
        _ => {}
    }
}
