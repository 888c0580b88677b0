//! What a moment asks of a document, question by question: the same walk as `coplan_model`'s own, written down as a schema.

use coplan_model::fields::{self, Condition, Field, Kind, Need, Text};
use coplan_model::people::NO_ONE;
use coplan_model::{Moment, signature};
use serde_json::{Map, Value, json};

/// What `moment` asks.
pub fn at(fields: &'static [Field], moment: Moment) -> Value {
    let answers = Asked::of(
        fields,
        &|field| match moment {
            Moment::Draft => field.need == Need::Draft,
            _ => matches!(field.need, Need::Draft | Need::Complete),
        },
        moment == Moment::Complete,
    );
    let mut document = Asked::default();
    document.inside("subject", subject(moment));
    document.inside("answers", answers.settled(fields));
    if moment == Moment::Complete {
        document.also.extend(
            fields
                .iter()
                .filter(|field| matches!(field.kind, Kind::Signature))
                .filter_map(|field| signed(field, fields)),
        );
        document.also.extend(by_rules(fields));
        document.also.push(nothing_half_typed(fields));
    }
    document.into_value()
}

fn subject(moment: Moment) -> Asked {
    let mut subject = Asked::default();
    subject.needs("name");
    if moment == Moment::Complete {
        // Its last digit checks the others, which no schema can say.
        let ten_digits = json!({ "pattern": "^([ \\u00a0-]*[0-9]){10}[ \\u00a0-]*$|^$" });
        subject.properties.insert("nhs_number".to_owned(), ten_digits);
    }
    subject
}

/// What is asked of one object.
#[derive(Default)]
struct Asked {
    required: Vec<String>,
    properties: Map<String, Value>,
    also: Vec<Value>,
    /// What hangs on a question of the whole form, from here on.
    rooted: Vec<(Condition, Asked)>,
}

impl Asked {
    /// The questions of a group. `answers` also looks at what an answer says, which only completion does.
    fn of(fields: &'static [Field], needed: &dyn Fn(&Field) -> bool, answers: bool) -> Self {
        let mut asked = Self::default();
        for field in fields.iter().filter(|field| field.need != Need::Kept) {
            let mut one = Self::default();
            if needed(field) && field.kind.is_asked_whole() {
                one.needs(field.id);
            }
            let inner = |inner| Self::of(inner, needed, answers);
            match (field.kind, field.complete_if.filter(|_| answers)) {
                // A group with a condition of its own for completion is asked for nothing until then.
                (Kind::Group(group), Some(condition)) => {
                    let mut then = Self::default();
                    then.inside(field.id, inner(group));
                    one.when(condition, fields, then);
                }
                (Kind::Group(_), None) if field.complete_if.is_some() => {}
                (Kind::Group(group), None) => one.inside(field.id, inner(group)),
                (kind, condition) => {
                    if let Some(condition) = condition {
                        let mut then = Self::default();
                        then.needs(field.id);
                        one.when(condition, fields, then);
                    }
                    if let Kind::Rows(row) = kind {
                        one.rows(field.id, inner(row));
                    }
                }
            }
            if answers && !field.hidden {
                one.looks_at(field);
            }
            match field.only_if {
                Some(condition) if condition.from_root => asked.rooted.push((condition, one)),
                Some(condition) => asked.when(condition, fields, one),
                None => asked.and(one),
            }
        }
        asked
    }

    fn is_empty(&self) -> bool {
        self.required.is_empty() && self.properties.is_empty() && self.also.is_empty()
    }

    fn needs(&mut self, id: &str) {
        self.required.push(id.to_owned());
        self.says(id, json!({ "$ref": "#/$defs/answered" }));
    }

    /// A group that is not there is asked for what it needs all the same.
    fn inside(&mut self, id: &str, mut inner: Asked) {
        for (condition, then) in std::mem::take(&mut inner.rooted) {
            let mut outer = Self::default();
            outer.inside(id, then);
            self.rooted.push((condition, outer));
        }
        if inner.is_empty() {
            return;
        }
        if !inner.required.is_empty() {
            self.required.push(id.to_owned());
        }
        self.says(id, inner.into_value());
    }

    /// Rows in which nothing was answered are left out when a document is saved.
    fn rows(&mut self, id: &str, inner: Asked) {
        if !inner.is_empty() {
            self.says(id, json!({ "items": { "if": { "$ref": "#/$defs/answered" }, "then": inner.into_value() } }));
        }
    }

    fn looks_at(&mut self, field: &Field) {
        if let Kind::Text(Text { limit, .. }) = field.kind {
            self.says(field.id, json!({ "maxLength": limit }));
        }
        if let Some(exclusive) = field.exclusive {
            let someone =
                json!({ "type": "object", "required": ["person"], "properties": { "person": { "const": exclusive } } });
            let only = if exclusive == NO_ONE && matches!(field.kind, Kind::People) {
                someone
            } else {
                json!({ "const": exclusive })
            };
            self.says(field.id, json!({ "if": { "type": "array", "contains": only }, "then": { "maxItems": 1 } }));
        }
    }

    /// What hangs on questions of the whole form, said where those are.
    fn settled(mut self, fields: &'static [Field]) -> Self {
        for (condition, then) in std::mem::take(&mut self.rooted) {
            self.when(condition, fields, then);
        }
        self
    }

    fn says(&mut self, id: &str, schema: Value) {
        match self.properties.get_mut(id) {
            None => drop(self.properties.insert(id.to_owned(), schema)),
            Some(before) => {
                let both = match before.as_object_mut().and_then(|before| before.remove("allOf")) {
                    Some(Value::Array(mut all)) => {
                        all.push(schema);
                        all
                    }
                    _ => vec![before.take(), schema],
                };
                *before = json!({ "allOf": both });
            }
        }
    }

    fn when(&mut self, condition: Condition, beside: &'static [Field], then: Asked) {
        if !then.is_empty() {
            self.also.push(json!({ "if": holds(condition, beside), "then": then.into_value() }));
        }
    }

    fn and(&mut self, other: Asked) {
        self.required.extend(other.required);
        for (id, schema) in other.properties {
            self.says(&id, schema);
        }
        self.also.extend(other.also);
        self.rooted.extend(other.rooted);
    }

    fn into_value(self) -> Value {
        let mut schema = Map::new();
        if !self.required.is_empty() {
            schema.insert("type".to_owned(), "object".into());
            schema.insert("required".to_owned(), self.required.into());
        }
        if !self.properties.is_empty() {
            schema.insert("properties".to_owned(), Value::Object(self.properties));
        }
        if !self.also.is_empty() {
            schema.insert("allOf".to_owned(), self.also.into());
        }
        Value::Object(schema)
    }
}

/// `Condition::holds`, of the object that the question is in.
fn holds(Condition { question, any_of, .. }: Condition, beside: &'static [Field]) -> Value {
    let several = fields::find(beside, question).is_some_and(|field| matches!(field.kind, Kind::Codes(_)));
    let chosen = match any_of {
        [] => json!({ "$ref": "#/$defs/answered" }),
        codes if several => json!({ "type": "array", "contains": { "enum": codes } }),
        codes => json!({ "enum": codes }),
    };
    at_path(question, chosen)
}

/// There is something at `a.b`, and it is so.
fn at_path(path: &str, schema: Value) -> Value {
    path.rsplit('.')
        .fold(schema, |inner, id| json!({ "type": "object", "required": [id], "properties": { id: inner } }))
}

/// A command of an SVG path and a number after it.
const A_PATH: &str = "[A-Za-z][^A-Za-z]*[0-9]";

/// Signed, or the reason why not. Whether the signature still matches, and whether the strokes of a drawing are long enough,
/// is for `coplan verify`.
fn signed(field: &Field, fields: &'static [Field]) -> Option<Value> {
    let role = signature::role(field.id);
    let signature = json!({
        "type": "object",
        "required": ["role", "digest"],
        "properties": {
            "role": { "const": role },
            "digest": { "$ref": "#/$defs/answered" },
            "name": { "anyOf": [{ "enum": [null, ""] }, { "$ref": "#/$defs/answered" }] },
        },
        "if": { "required": ["method"], "properties": { "method": { "const": "drawn" } } },
        "then": { "required": ["drawing"], "properties": { "drawing": { "type": "string", "pattern": A_PATH } } },
    });
    let signed = json!({
        "required": ["signatures"],
        "properties": { "signatures": { "type": "array", "contains": signature } },
    });
    let reason = at_path(&format!("answers.{}_absent_reason", field.id), json!({ "$ref": "#/$defs/answered" }));
    let asked = json!({ "anyOf": [signed, reason] });
    (field.need == Need::Complete).then(|| match field.only_if {
        Some(condition) => json!({ "if": at_path("answers", holds(condition, fields)), "then": asked }),
        None => asked,
    })
}

/// The rules of the forms that no table says (`Document::asks_by_rule`): when each asks its question.
fn rule(id: &str) -> Option<Value> {
    let among =
        |rows: &str, row: Value| at_path(&format!("answers.{rows}"), json!({ "type": "array", "contains": row }));
    Some(match id {
        "amendment_reason" => at_path("earlier", json!({ "type": "array", "minItems": 1 })),
        "no_su_copy_reason" => {
            json!({ "not": among("copies", at_path("recipient", json!({ "const": "service_user" }))) })
        }
        "next_review_on" => {
            json!({ "not": among("reviews", at_path("next_on", json!({ "type": "string", "minLength": 1 }))) })
        }
        "cpa_still_needed" => at_path("answers.plan_route", json!({ "const": "cpa_care_plan" })),
        // `change_reason`: whether the answer differs from the last of a list.
        _ => return None,
    })
}

fn by_rules(fields: &'static [Field]) -> Vec<Value> {
    let mut ids = Vec::new();
    fields::each(fields, "", &mut |_, field| {
        if field.need == Need::ByRule {
            ids.push(field.id);
        }
    });
    let asks = ids.into_iter().filter_map(|id| {
        let answers = Asked::of(fields, &|field| field.need == Need::ByRule && field.id == id, false);
        let mut document = Asked::default();
        document.inside("answers", answers);
        Some(json!({ "if": rule(id)?, "then": document.into_value() }))
    });
    asks.collect()
}

/// Dates and numbers that are still being typed are for drafts.
fn nothing_half_typed(fields: &'static [Field]) -> Value {
    let mut paths = vec!["subject\\.date_of_birth".to_owned()];
    fields::each(fields, "", &mut |path, field| {
        if matches!(field.kind, Kind::Date(_) | Kind::Number)
            && field.need != Need::Kept
            && !path.starts_with("history[]")
        {
            paths.push(path.replace('.', "\\.").replace("[]", "\\[[^\\]]*\\]"));
        }
    });
    json!({ "properties": { "entered": { "propertyNames": { "not": { "pattern": format!("^({})$", paths.join("|")) } } } } })
}
