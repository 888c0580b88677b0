//! People: named once, chosen again (WCAG 3.3.7, redundant entry).
//!
//! Where a form asks for someone, the answer is either a reference to somebody whom the document names already or a name
//! of its own. A reference follows the name when it is corrected; when its row is removed, the name stays in its place.

use crate::json::Value;
use coplan_model_derive::Answers;
use serde::{Deserialize, Serialize};

use crate::Document;
use crate::blank::is_blank_text;
use crate::fields::{Field, Kind};
use crate::path::{self, Answers as Tree};
use crate::shared::Unknown;

/// The reference to the person whom the document is about.
pub const ME: &str = "me";

/// The answer that there is no one, where a list of people asks for it.
pub const NO_ONE: &str = "no_one";

/// Someone: chosen among those named already, or named here.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
#[answer(kind = "Person")]
pub struct Someone {
    /// The row's own id, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[answer(kept)]
    pub id: Option<String>,
    /// [`ME`], the id of a row that names someone, or the path of a question that does. [`NO_ONE`] where that is an answer.
    pub person: Option<String>,
    /// Their name, when it stands nowhere else.
    pub name: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Somebody whom a document names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What an answer refers to them by.
    pub reference: String,
    /// Their name.
    pub name: String,
}

/// Everybody whom a document names, the person first, then in reading order. Nobody twice.
pub fn known(document: &Document) -> Vec<Known> {
    let mut found = vec![Known { reference: ME.to_owned(), name: path::text(&document.subject, "name").to_owned() }];
    for field in document.form.fields().iter().filter(|field| field.names) {
        match field.kind {
            Kind::Rows(_) => {
                for row in path::list(&document.answers, field.id).iter().filter_map(Value::as_object) {
                    add(&mut found, path::text(row, "id"), path::text(row, "name"));
                }
            }
            _ => add(&mut found, field.id, path::text(&document.answers, &[field.id, ".name"].concat())),
        }
    }
    found
}

fn add(found: &mut Vec<Known>, reference: &str, name: &str) {
    let name = name.trim();
    if !is_blank_text(name) && found.iter().all(|known| known.name != name) {
        found.push(Known { reference: reference.to_owned(), name: name.to_owned() });
    }
}

/// The name of the someone in an answer; empty for no answer and for [`NO_ONE`].
pub fn name(known: &[Known], someone: &Tree) -> String {
    let reference = path::text(someone, "person");
    let found = known.iter().find(|known| known.reference == reference).map(|known| known.name.as_str());
    found.unwrap_or_else(|| path::text(someone, "name")).to_owned()
}

/// A row that named someone goes: whoever refers to it keeps the name.
pub fn keep_name(fields: &'static [Field], answers: &mut Tree, reference: &str, name: &str) {
    each_someone(fields, answers, &mut |someone| {
        if path::text(someone, "person") == reference {
            someone.remove("person");
            if !name.is_empty() {
                someone.insert("name".to_owned(), Value::from(name));
            }
        }
    });
}

/// The row is back: whoever has just its name refers to it again.
pub fn link_again(fields: &'static [Field], answers: &mut Tree, reference: &str, name: &str) {
    each_someone(fields, answers, &mut |someone| {
        if !name.is_empty() && path::text(someone, "name") == name {
            someone.remove("name");
            someone.insert("person".to_owned(), Value::from(reference));
        }
    });
}

fn each_someone(fields: &'static [Field], answers: &mut Tree, change: &mut dyn FnMut(&mut Tree)) {
    for field in fields {
        let (Some(inner), Some(answer)) = (field.kind.inner(), answers.get_mut(field.id)) else { continue };
        let someone = matches!(field.kind, Kind::Person | Kind::People);
        let mut visit = |tree: &mut Tree| if someone { change(tree) } else { each_someone(inner, tree, change) };
        match answer {
            Value::Object(group) => visit(group),
            Value::Array(rows) => rows.iter_mut().filter_map(Value::as_object_mut).for_each(visit),
            _ => {}
        }
    }
}
