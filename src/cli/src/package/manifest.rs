//! `custom-elements.json`: the elements for editors, as a Custom Elements Manifest, written from the contract.

use serde_json::{Map, Value, json};

use super::contract::{Contract, Named};
use super::types::class;

/// The version of the manifest's own schema.
const SCHEMA_VERSION: &str = "2.1.0";

/// The module that defines them.
const MODULE: &str = "coplan.js";

/// The manifest. Each element has all members of its own: few editors follow a superclass.
pub fn write(contract: &Contract) -> Value {
    let declarations: Vec<Value> = contract
        .tags
        .iter()
        .map(|tag| {
            json!({
                "kind": "class",
                "name": class(&tag.tag),
                "customElement": true,
                "tagName": tag.tag,
                "description": format!("{}. Its documents are of the form `{}`.", tag.title, tag.form),
                "superclass": { "name": "HTMLElement", "package": "global:" },
                "attributes": attributes(contract),
                "members": members(contract, &tag.form),
                "events": events(contract),
                "slots": named(&contract.slots, &tag.form),
                "cssParts": named(&contract.parts, &tag.form),
                "cssProperties": named(&contract.properties_of_css, &tag.form),
            })
        })
        .collect();
    // The classes themselves are not exported: an element is made by its tag.
    let exports: Vec<Value> = contract
        .tags
        .iter()
        .map(|tag| {
            json!({
                "kind": "custom-element-definition",
                "name": tag.tag,
                "declaration": { "name": class(&tag.tag), "module": MODULE },
            })
        })
        .collect();
    json!({
        "schemaVersion": SCHEMA_VERSION,
        "modules": [{ "kind": "javascript-module", "path": MODULE, "declarations": declarations, "exports": exports }],
    })
}

fn attributes(contract: &Contract) -> Vec<Value> {
    let attribute = |attribute: &super::contract::Attribute| {
        let mut said = json!({
            "name": attribute.name,
            "description": attribute.description,
            "type": { "text": attribute.r#type },
        });
        said["default"] = attribute.default.clone().map_or(Value::Null, Value::from);
        if !attribute.inherited {
            said["fieldName"] = attribute.property().into();
        }
        without_null(said)
    };
    contract.attributes.iter().map(attribute).collect()
}

fn members(contract: &Contract, form: &str) -> Vec<Value> {
    let mut members = Vec::new();
    for attribute in contract.attributes.iter().filter(|attribute| !attribute.inherited) {
        members.push(json!({
            "kind": "field",
            "name": attribute.property(),
            "attribute": attribute.name,
            "reflects": true,
            "description": attribute.description,
            "type": { "text": attribute.r#type },
            "default": attribute.default,
        }));
    }
    let document = super::types::pascal(form) + "Document";
    for property in &contract.properties {
        let mut field = json!({
            "kind": "field",
            "name": property.name,
            "description": property.description,
            "type": { "text": if property.r#type == "Doc" { &document } else { &property.r#type } },
        });
        if property.readonly {
            field["readonly"] = true.into();
        }
        members.push(field);
    }
    for method in &contract.methods {
        let takes = method.takes.iter().map(|takes| {
            let of = if takes.r#type == "Doc" { &document } else { &takes.r#type };
            json!({ "name": takes.name, "type": { "text": of } })
        });
        let options = method.options.iter();
        let options = options.map(|of| json!({ "name": "options", "optional": true, "type": { "text": of } }));
        members.push(json!({
            "kind": "method",
            "name": method.name,
            "description": method.description,
            "parameters": takes.chain(options).collect::<Vec<_>>(),
            "return": { "type": { "text": method.returns } },
        }));
    }
    members
}

fn events(contract: &Contract) -> Vec<Value> {
    let event = |event: &super::contract::Event| json!({ "name": event.name, "description": event.description, "type": { "text": event.r#type } });
    contract.events.iter().map(event).collect()
}

fn named(all: &[Named], form: &str) -> Vec<Value> {
    let one = |named: &Named| {
        without_null(json!({ "name": named.name, "description": named.description, "default": named.default }))
    };
    all.iter().filter(|named| named.forms.is_empty() || named.forms.iter().any(|one| one == form)).map(one).collect()
}

fn without_null(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            Value::Object(map.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
        }
        other => other,
    }
}
