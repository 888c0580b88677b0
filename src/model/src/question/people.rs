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
use crate::index::Index;
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

/// Somebody whom a document names. Several may have the same name: only what they are referred to by tells who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// What an answer refers to them by.
    pub reference: String,
    /// Their name.
    pub name: String,
    /// The question that names them; empty for the person.
    pub question: &'static str,
    /// What they are to the person, in the words of whoever wrote it: their relationship or role. Empty when nobody did.
    pub what: String,
}

/// Everybody whom a document names, the person first, then in reading order.
pub fn known(document: &Document) -> Vec<Known> {
    let name = path::text(&document.subject, "name").to_owned();
    let mut found = vec![Known { reference: ME.to_owned(), name, question: "", what: String::new() }];
    for field in document.fields().iter().filter(|field| field.names) {
        let mut add = |reference: &str, answers: &Tree| {
            let name = path::text(answers, "name").trim();
            if is_blank_text(name) {
                return;
            }
            let what = ["relationship", "role"].map(|key| path::text(answers, key).trim());
            // A role of the form is a code, which is no words.
            let what = what.into_iter().find(|what| !what.is_empty()).filter(|_| reference != field.id);
            found.push(Known {
                reference: reference.to_owned(),
                name: name.to_owned(),
                question: field.id,
                what: what.unwrap_or_default().to_owned(),
            });
        };
        match document.answers.get(field.id) {
            Some(Value::Array(rows)) => {
                rows.iter().filter_map(Value::as_object).for_each(|row| add(path::text(row, "id"), row));
            }
            Some(Value::Object(group)) => add(field.id, group),
            _ => {}
        }
    }
    found
}

/// The name of the someone in an answer; empty for no answer and for [`NO_ONE`].
pub fn name(known: &[Known], someone: &Tree) -> String {
    let reference = path::text(someone, "person");
    let found = known.iter().find(|known| known.reference == reference && !reference.is_empty());
    let found = found.map(|known| known.name.as_str());
    found.unwrap_or_else(|| path::text(someone, "name")).to_owned()
}

/// A row that named someone and is gone: whoever referred to it has the name instead, until it is back.
#[derive(Clone, Debug, Default)]
pub struct Gone {
    reference: String,
    name: String,
    /// Where it was referred to, by paths as [`path::by_id`] writes them.
    places: Index,
}

impl Gone {
    /// Of a row.
    pub fn of(row: &Value) -> Self {
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        Self { reference: text("id"), name: text("name"), places: Index::default() }
    }

    /// The someone at a path keeps the name, if it was them.
    pub fn keep_name(&mut self, path: &str, someone: &mut Tree) {
        if self.reference.is_empty() || path::text(someone, "person") != self.reference {
            return;
        }
        someone.shift_remove("person");
        if !self.name.is_empty() {
            someone.insert("name".to_owned(), Value::from(self.name.as_str()));
        }
        self.places.add(path);
    }

    /// The row is back: the someone at a path refers to it again, if they did before and nobody has changed that since.
    pub fn link_again(&self, path: &str, someone: &mut Tree) {
        let unchanged = !someone.contains_key("person") && path::text(someone, "name") == self.name;
        if unchanged && self.places.contains(path) {
            someone.shift_remove("name");
            someone.insert("person".to_owned(), Value::from(self.reference.as_str()));
        }
    }
}

/// What is done with a someone and their path, as [`path::by_id`] writes it.
pub type Change<'a> = &'a mut dyn FnMut(&str, &mut Tree);

/// Every someone in a group of answers whose path begins like this. Nobody yet is someone without a name.
pub fn each_someone(fields: &'static [Field], answers: &mut Tree, before: &str, change: Change) {
    for field in fields.iter().filter(|field| field.kind.inner().is_some()) {
        let path = [before, field.id].concat();
        if matches!(field.kind, Kind::Person) {
            let mut someone = match answers.get_mut(field.id) {
                Some(Value::Object(someone)) => std::mem::take(someone),
                _ => Tree::new(),
            };
            change(&path, &mut someone);
            if !someone.is_empty() {
                answers.insert(field.id.to_owned(), Value::Object(someone));
            } else if answers.contains_key(field.id) {
                answers.remove(field.id);
            }
        } else if let Some(answer) = answers.get_mut(field.id) {
            in_answer(field, &path, answer, change);
        }
    }
}

/// Every someone in the answer to a question.
pub fn in_answer(field: &'static Field, path: &str, answer: &mut Value, change: Change) {
    match answer {
        Value::Object(group) => in_row(field, path, group, change),
        Value::Array(rows) => {
            for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                in_row(field, &path::of_row(path, path::text(row, "id")), row, change);
            }
        }
        _ => {}
    }
}

/// Every someone in a row of a list.
pub fn in_row(field: &'static Field, path: &str, row: &mut Tree, change: Change) {
    match field.kind {
        Kind::Person | Kind::People => change(path, row),
        kind => each_someone(kind.inner().unwrap_or_default(), row, &[path, "."].concat(), change),
    }
}

/// Everything that someone is referred to by.
pub(crate) fn each_reference(fields: &'static [Field], answers: &Tree, visit: &mut dyn FnMut(&str)) {
    for field in fields {
        let (Some(inner), Some(answer)) = (field.kind.inner(), answers.get(field.id)) else { continue };
        let groups = answer.as_array().map_or(std::slice::from_ref(answer), Vec::as_slice);
        for group in groups.iter().filter_map(Value::as_object) {
            match field.kind {
                Kind::Person | Kind::People => visit(path::text(group, "person")),
                _ => each_reference(inner, group, visit),
            }
        }
    }
}
