//! Whose words an answer is: the person's own, a carer's or a worker's. They are never merged (manual, Unit 5, L1645–1663).
//!
//! `answers.voices` holds a code by path, with the id of a row in the place of its number, so that moving a row changes
//! nothing: `signs_family`, `keep_well[3f2a91c0].text`.

use crate::json::{Map, Value};
use coplan_model_derive::Choice;
use serde::{Deserialize, Serialize};

use crate::fields::{Kind, Shape};
use crate::path::{self, Answers};

/// Whose words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The service user's own.
    Su,
    /// A carer's or family member's.
    Carer,
    /// A worker's.
    Worker,
}

/// Whose words each answer is, by path.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Voices(pub std::collections::BTreeMap<String, Voice>);

impl Shape for Voices {
    const KIND: Kind = Kind::Voices;
}

/// The code of whose words the answer at `path` is; empty when nobody said.
pub fn of<'a>(answers: &'a Answers, path: &str) -> &'a str {
    let voices = answers.get("voices").and_then(Value::as_object);
    voices
        .and_then(|voices| voices.get(path::by_id(answers, path).as_str()))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

/// Records whose words the answer at `path` is; `None` when there are none any more.
pub fn record(answers: &mut Answers, path: &str, voice: Option<&str>) {
    let key = path::by_id(answers, path);
    if voice.is_none() && !answers.contains_key("voices") {
        return;
    }
    let voices = answers.entry("voices").or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(map) = voices else { return };
    match voice {
        Some(voice) => map.insert(key, Value::from(voice)),
        None => map.shift_remove(key.as_str()),
    };
    if map.is_empty() {
        answers.shift_remove("voices");
    }
}

/// A row goes, by its path with ids ([`path::by_id`]), and what was recorded of its words with it: that is given back, for
/// undoing.
pub fn forget_row(answers: &mut Answers, row: &str) -> Answers {
    let Some(Value::Object(voices)) = answers.get_mut("voices") else { return Answers::new() };
    let gone = path::take_of_row(voices, row);
    if voices.is_empty() {
        answers.shift_remove("voices");
    }
    gone
}

/// The row is back.
pub fn restore_row(answers: &mut Answers, gone: Answers) {
    if gone.is_empty() {
        return;
    }
    if let Value::Object(voices) = answers.entry("voices").or_insert_with(|| Value::Object(Map::new())) {
        voices.extend(gone);
    }
}
