//! The envelope: what stands round the answers.

use coplan_model::{Access, FormName, Status};
use serde_json::{Value, json};

/// Every status that a document may have.
const STATUSES: [Status; 4] = [Status::Draft, Status::Complete, Status::Amended, Status::Withdrawn];

/// The keys of a document.
pub fn properties(form: FormName) -> Value {
    let text = || json!({ "type": ["string", "null"] });
    let codes = |codes: &[&str]| json!({ "enum": codes.iter().copied().map(Value::from).chain([Value::Null]).collect::<Vec<_>>() });
    let answers = json!({ "$ref": "#/$defs/answers" });
    json!({
        "form": { "const": form.as_str() },
        "version": {
            "description": "Of the form's schema. A newer minor version is opened, another major version is not.",
            "type": ["string", "null"],
            "pattern": "^\\+?0*1(\\.|$)",
        },
        "id": text(),
        "revision": { "description": "The host's own.", "type": ["integer", "null"], "minimum": 0, "maximum": u64::MAX },
        "status": codes(&STATUSES.map(Status::code)),
        "access": codes(&[Access::Normal, Access::Restricted].map(Access::code)),
        "terms": text(),
        "locale": text(),
        "subject": or_null(json!({
            "type": "object",
            "properties": {
                "ref": text(),
                "name": text(),
                "date_of_birth": { "anyOf": [{ "$ref": "#/$defs/date" }, { "$ref": "#/$defs/unanswered" }] },
                "nhs_number": text(),
            },
        })),
        "started_at": text(),
        "saved_at": text(),
        "completed_at": text(),
        "answers": or_null(answers.clone()),
        "signatures": or_null(json!({ "type": "array", "items": { "$ref": "#/$defs/signature" } })),
        "earlier": or_null(json!({ "type": "array", "items": { "type": "object", "properties": { "answers": answers } } })),
        "replaced_on": or_null(json!({ "$ref": "#/$defs/date" })),
        "carried": or_null(json!({ "type": "object", "additionalProperties": {
            "type": "object",
            "properties": { "id": { "type": "string" }, "date": { "type": "string" } },
        } })),
        "policy": or_null(json!({
            "description": "The policy under which it was last written.",
            "type": "object",
            "properties": { "id": { "type": "string" }, "version": { "type": "string" } },
        })),
        "asked": or_null(json!({
            "description": "What questions said where that was not what this version says, by the path of the answer.",
            "type": "object",
            "additionalProperties": words(true),
        })),
        "entered": or_null(json!({ "type": "object", "additionalProperties": { "type": "string" } })),
    })
}

/// What a question said; of a list of the trust's own, also what its rows asked.
fn words(rows: bool) -> Value {
    let text = || json!({ "type": "string" });
    let options = json!({ "type": "object", "additionalProperties": { "type": "string" } });
    let mut properties = json!({ "id": text(), "label": text(), "kind": text(), "options": options });
    if rows {
        properties["questions"] = json!({ "type": "array", "items": words(false) });
    }
    json!({ "type": "object", "properties": properties })
}

/// Holds of a document with one of these.
pub fn status(codes: &[&str]) -> Value {
    json!({ "required": ["status"], "properties": { "status": { "enum": codes } } })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}
