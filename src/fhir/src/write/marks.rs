//! What a document keeps beside its answers by their paths: whose words, how it was asked, what was carried, half dates. Each is
//! put where its answer is. What is kept for no answer that is there goes to the whole, with its path.

use coplan_model::json::{Map, Value};

use crate::Base;
use crate::extension::{self, part, text_part};
use crate::plain;
use crate::types::{AnyValue, Extension};

/// All of it that has not been put anywhere yet.
#[derive(Default)]
pub struct Marks {
    /// Whose words an answer is.
    pub voices: Map<String, Value>,
    /// What its question said.
    pub asked: Map<String, Value>,
    /// From which document it came.
    pub carried: Map<String, Value>,
    /// What was typed for a date.
    pub entered: Map<String, Value>,
}

impl Marks {
    /// What belongs to the answer at a path, as [`coplan_model::path::by_id`] writes it.
    pub fn take(&mut self, base: &Base, key: &str) -> Vec<Extension> {
        let mut found = Vec::new();
        let take = |kept: &mut Map<String, Value>| if kept.is_empty() { None } else { kept.swap_remove(key) };
        found.extend(take(&mut self.voices).map(|voice| voiced(base, &voice, None)));
        found.extend(take(&mut self.asked).map(|words| asked(base, &words, None)));
        found.extend(take(&mut self.carried).map(|from| carried(base, &from, None)));
        found.extend(take(&mut self.entered).map(|typed| entered(base, &typed, None)));
        found
    }

    /// Whether a date is being typed at a path.
    pub fn is_entered(&self, key: &str) -> bool {
        self.entered.contains_key(key)
    }

    /// What is left, with its paths.
    pub fn rest(self, base: &Base) -> Vec<Extension> {
        type Write = fn(&Base, &Value, Option<&str>) -> Extension;
        let kept: [(_, Write); 4] =
            [(self.voices, voiced), (self.asked, asked), (self.carried, carried), (self.entered, entered)];
        kept.iter().flat_map(|(kept, write)| kept.iter().map(|(key, value)| write(base, value, Some(key)))).collect()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A value, or a path and a value.
fn marked(base: &Base, name: &str, value: AnyValue, path: Option<&str>) -> Extension {
    match path {
        None => extension::with(base, name, value),
        Some(path) => extension::of_parts(base, name, vec![text_part("path", path), part("value", value)]),
    }
}

fn voiced(base: &Base, voice: &Value, path: Option<&str>) -> Extension {
    marked(base, "voice", AnyValue::Code(text(voice).to_owned()), path)
}

fn entered(base: &Base, typed: &Value, path: Option<&str>) -> Extension {
    match (text(typed), path) {
        ("", None) => extension::text(base, "entered", ""),
        ("", Some(path)) => extension::of_parts(base, "entered", vec![text_part("path", path), text_part("value", "")]),
        (typed, path) => marked(base, "entered", plain::value(typed), path),
    }
}

fn carried(base: &Base, from: &Value, path: Option<&str>) -> Extension {
    let mut parts: Vec<Extension> = path.map(|path| text_part("path", path)).into_iter().collect();
    if let Value::Object(from) = from {
        for key in ["id", "date"] {
            parts.extend(from.get(key).map(|said| text_part(key, text(said))));
        }
        parts.extend(extension::unknowns(base, "unknown", from, &|key| ["id", "date"].contains(&key)));
    }
    if parts.is_empty() {
        parts.push(part("empty", AnyValue::Boolean(true)));
    }
    extension::of_parts(base, "carried", parts)
}

/// What a question said, whole where it is a trust's own.
fn asked(base: &Base, words: &Value, path: Option<&str>) -> Extension {
    let mut parts: Vec<Extension> = path.map(|path| text_part("path", path)).into_iter().collect();
    parts.extend(said(base, words));
    if parts.is_empty() {
        parts.push(part("empty", AnyValue::Boolean(true)));
    }
    extension::of_parts(base, "asked", parts)
}

fn said(base: &Base, words: &Value) -> Vec<Extension> {
    let nothing = Map::new();
    let words = words.as_object().unwrap_or(&nothing);
    let mut parts = Vec::new();
    let mut taken = Vec::new();
    for key in ["id", "label", "kind"] {
        if let Some(Value::String(said)) = words.get(key) {
            parts.push(text_part(key, said));
            taken.push(key);
        }
    }
    for key in ["staff", "restricted"] {
        if let Some(Value::Bool(so)) = words.get(key) {
            parts.push(part(key, AnyValue::Boolean(*so)));
            taken.push(key);
        }
    }
    if let Some(Value::Object(options)) =
        words.get("options").filter(|options| !options.as_object().is_some_and(Map::is_empty))
    {
        let option = |(code, said): (&String, &Value)| Extension {
            url: "option".to_owned(),
            extension: vec![text_part("code", code), text_part("label", text(said))],
            value: None,
        };
        parts.extend(options.iter().map(option));
        taken.push("options");
    }
    if let Some(Value::Array(questions)) = words.get("questions").filter(|asked| {
        asked.as_array().is_some_and(|all| {
            !all.is_empty() && all.iter().all(|one| one.as_object().is_some_and(|one| !one.is_empty()))
        })
    }) {
        let question = |one: &Value| Extension { url: "question".to_owned(), extension: said(base, one), value: None };
        parts.extend(questions.iter().map(question));
        taken.push("questions");
    }
    parts.extend(extension::unknowns(base, "unknown", words, &|key| taken.contains(&key)));
    parts
}
