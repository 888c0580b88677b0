//! What an answer may be, whenever it is given: the types of `coplan_model`'s own check.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{self, Answers as _, Field, Kind};
use coplan_model::people::Someone;
use coplan_model::policy::LOCAL;
use coplan_model::voices::Voice;
use coplan_ui::Messages;
use serde_json::{Map, Value, json};

use crate::package::told;

/// A day that exists, in the years 1000 to 9999: 29 February in leap years only.
pub const WHOLE_DATE: &str = "^([1-9][0-9]{3}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)-02-29)$";

/// Text in which nothing is to be seen: the characters of `coplan_model::blank`, as a pattern that every validator reads. How
/// a character past U+FFFF is escaped differs between them, so those stand for themselves.
pub fn blank() -> String {
    let mut ranges: Vec<(char, char)> = Vec::new();
    for letter in ('\0'..=char::MAX).filter(|letter| is_blank_text(letter.encode_utf8(&mut [0; 4]))) {
        match ranges.last_mut() {
            Some((_, last)) if u32::from(*last) + 1 == u32::from(letter) => *last = letter,
            _ => ranges.push((letter, letter)),
        }
    }
    let written = |letter: char| match u32::from(letter) {
        number @ ..0x1_0000 => format!("\\u{number:04x}"),
        _ => letter.to_string(),
    };
    let class: String = ranges
        .into_iter()
        .map(
            |(first, last)| {
                if first == last { written(first) } else { format!("{}-{}", written(first), written(last)) }
            },
        )
        .collect();
    format!("^[{class}]*$")
}

/// A group of questions. What it does not know is allowed: a newer version may have written it.
pub fn group(words: &Messages, fields: &'static [Field], path: &str) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let path = if path.is_empty() { field.id.to_owned() } else { format!("{path}.{}", field.id) };
        let mut schema = Map::new();
        if let Some(label) = told::label(words, &path) {
            schema.insert("title".to_owned(), label.into());
        }
        if let Value::Object(shape) = answer(words, field, &path) {
            schema.extend(shape);
        }
        properties.insert(field.id.to_owned(), Value::Object(schema));
    }
    if path.is_empty() {
        properties.insert(LOCAL.to_owned(), json!({ "type": ["object", "null"] }));
    }
    json!({ "type": "object", "properties": properties })
}

/// A trust's own answers: what each is, where it was given to this version of the policy.
pub fn local(words: &Messages, fields: &'static [Field]) -> Vec<Value> {
    let Some(Kind::Group(own)) = fields::find(fields, LOCAL).map(|field| field.kind) else { return Vec::new() };
    let one = |field: &Field| {
        let path = format!("{LOCAL}.{}", field.id);
        let mut shape = answer(words, field, &path);
        if let (Some(label), Value::Object(shape)) = (told::label(words, &path), &mut shape) {
            shape.insert("title".to_owned(), label.into());
        }
        let inside = |id: &str, schema: Value| json!({ "properties": { id: schema } });
        // What was answered under another version of the policy stays as it is.
        inside("answers", inside(LOCAL, inside(field.id, json!({ "anyOf": [shape, true] }))))
    };
    own.iter().map(one).collect()
}

fn answer(words: &Messages, field: &Field, path: &str) -> Value {
    match field.kind {
        // The model does not look at it: signatures have a list of their own.
        Kind::Signature => json!({}),
        Kind::Text(_) => json!({ "type": ["string", "null"] }),
        Kind::Date(dates) => {
            or_unanswered(json!({ "$ref": if dates.partial { "#/$defs/partial_date" } else { "#/$defs/date" } }))
        }
        Kind::Code(codes) => {
            let codes = codes.iter().map(|code| Value::from(*code)).chain([Value::Null, Value::from("")]);
            json!({ "enum": codes.collect::<Vec<_>>() })
        }
        Kind::Codes(codes) => or_unanswered(json!({ "type": "array", "items": { "enum": codes } })),
        Kind::Number => or_unanswered(json!({ "type": "integer", "minimum": 0 })),
        Kind::Group(inner) => or_unanswered(group(words, inner, path)),
        Kind::Rows(inner) => or_unanswered(json!({ "type": "array", "items": row(group(words, inner, path)) })),
        Kind::Person => or_unanswered(json!({ "$ref": "#/$defs/someone" })),
        Kind::People => or_unanswered(json!({ "type": "array", "items": row(json!({ "$ref": "#/$defs/someone" })) })),
        Kind::Voices => or_unanswered(json!({ "type": "object", "additionalProperties": { "enum": Voice::CODES } })),
    }
}

/// A row's own id is text when it is there.
fn row(mut schema: Value) -> Value {
    schema["properties"]["id"] = json!({ "type": "string" });
    schema
}

/// Someone: chosen, or named here.
pub fn someone() -> Value {
    group(&Messages::new(coplan_model::FormName::AbuseQuestion), Someone::FIELDS, "someone")
}

fn or_unanswered(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "$ref": "#/$defs/unanswered" }] })
}
