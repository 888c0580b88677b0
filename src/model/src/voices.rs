//! Whose words an answer is: the person's own, a carer's or a worker's. They are never merged (manual, Unit 5, L1645–1663).
//!
//! `answers.voices` holds a code by path, with the id of a row in the place of its number, so that moving a row changes
//! nothing: `signs_family`, `keep_well[3f2a91c0].text`.

use coplan_model_derive::Choice;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

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
    voices.and_then(|voices| voices.get(&key(answers, path))).and_then(Value::as_str).unwrap_or_default()
}

/// Records whose words the answer at `path` is; `None` when there are none any more.
pub fn record(answers: &mut Answers, path: &str, voice: Option<&str>) {
    let key = key(answers, path);
    if voice.is_none() && !answers.contains_key("voices") {
        return;
    }
    let voices = answers.entry("voices").or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(map) = voices else { return };
    match voice {
        Some(voice) => map.insert(key, Value::from(voice)),
        None => map.remove(&key),
    };
    if map.is_empty() {
        answers.remove("voices");
    }
}

/// A row goes, and what was recorded of its words with it: that is given back, for undoing.
pub fn forget_row(answers: &mut Answers, id: &str) -> Map<String, Value> {
    let mark = ["[", id, "]"].concat();
    let mut gone = Map::new();
    if let Some(Value::Object(voices)) = answers.get_mut("voices") {
        gone = voices.iter().filter(|(key, _)| key.contains(&mark)).map(|(k, v)| (k.clone(), v.clone())).collect();
        voices.retain(|key, _| !key.contains(&mark));
        if voices.is_empty() {
            answers.remove("voices");
        }
    }
    gone
}

/// The row is back.
pub fn restore_row(answers: &mut Answers, gone: Map<String, Value>) {
    if gone.is_empty() {
        return;
    }
    if let Value::Object(voices) = answers.entry("voices").or_insert_with(|| Value::Object(Map::new())) {
        voices.extend(gone);
    }
}

/// `keep_well[2].text` as `keep_well[3f2a91c0].text`, at every depth.
fn key(answers: &Answers, path: &str) -> String {
    let mut key = String::new();
    let mut rest = path;
    while let Some((before, (_, after))) = rest.split_once('[').and_then(|(b, a)| Some((b, a.split_once(']')?))) {
        let row = &path[..path.len() - after.len()];
        key.extend([before, "[", path::text(answers, &[row, ".id"].concat()), "]"]);
        rest = after;
    }
    key + rest
}
