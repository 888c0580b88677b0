//! What another program put beside the answers and a document has no place for: it changes nothing of what is read (R4, 2.4), and
//! is named.

use coplan_model::json::{self, Value};

use super::Group;
use super::answers::{MOST_NAMED, name};
use crate::SIGNATURE;
use crate::base::name_of;
use crate::error::NotTaken;

/// The elements of a response that are read, or follow from what is read. `meta` and `text` are a server's.
const OF_RESPONSES: [&str; 14] = [
    "resourceType",
    "id",
    "meta",
    "language",
    "text",
    "contained",
    "extension",
    "identifier",
    "questionnaire",
    "status",
    "subject",
    "authored",
    "author",
    "item",
];
/// The same of an item, and of an answer besides its value.
const OF_ITEMS: [&str; 7] = ["id", "linkId", "definition", "text", "answer", "item", "extension"];

/// Everything in a response, and in the earlier versions contained in it, that has no place in a document: each place once.
pub fn beside(response: &Value) -> Vec<NotTaken> {
    let mut found = Found::default();
    let Some(response) = response.as_object() else { return Vec::new() };
    found.unknown(response, "", &OF_RESPONSES);
    found.extensions(response, "");
    for (key, element) in
        response.iter().filter(|(key, _)| !["meta", "text", "contained", "extension"].contains(&&***key))
    {
        match key.as_str() {
            "item" => found.items(element, ""),
            key => found.within(element, json::told(key.trim_start_matches('_'))),
        }
    }
    for contained in response.get("contained").and_then(Value::as_array).into_iter().flatten() {
        if contained["resourceType"] == "QuestionnaireResponse" {
            found.within(contained, "earlier");
        }
    }
    found.0
}

#[derive(Default)]
struct Found(Vec<NotTaken>);

impl Found {
    fn add(&mut self, path: &str) {
        let path = if path.is_empty() { "extension" } else { path };
        match self.0.len() {
            MOST_NAMED => self.0.push(NotTaken { path: String::new(), code: "too_many" }),
            named if named < MOST_NAMED && self.0.last().is_none_or(|last| last.path != path) => {
                self.0.push(NotTaken { path: path.to_owned(), code: "no_place" });
            }
            _ => {}
        }
    }

    /// What R4 has there and a document does not. A value is looked at where answers are read.
    fn unknown(&mut self, element: &Group, path: &str, known: &[&str]) {
        for key in element.keys() {
            let own = key.strip_prefix('_').unwrap_or(key);
            if !known.contains(&own) && !own.starts_with("value") {
                self.add(if path.is_empty() { json::told(key) } else { path });
            }
        }
    }

    /// The extensions of an element that are not ours.
    fn extensions(&mut self, element: &Group, path: &str) {
        for extension in element.get("extension").and_then(Value::as_array).into_iter().flatten() {
            match extension["url"].as_str() {
                Some(url) if name_of(url).is_some() => {}
                Some(url) if url == SIGNATURE => self.within(&extension["valueSignature"], "signatures"),
                _ => self.add(path),
            }
        }
    }

    fn items(&mut self, items: &Value, within: &str) {
        for (at, item) in items.as_array().into_iter().flatten().enumerate() {
            let Some(element) = item.as_object() else { continue };
            let path = name(item["linkId"].as_str().unwrap_or_default(), within, at);
            self.unknown(element, &path, &OF_ITEMS);
            self.extensions(element, &path);
            for (key, inner) in element.iter().filter(|(key, _)| *key != "extension") {
                match key.as_str() {
                    "item" => self.items(inner, &path),
                    "answer" => self.answers(inner, &path),
                    _ => self.within(inner, &path),
                }
            }
        }
    }

    fn answers(&mut self, answers: &Value, path: &str) {
        for answer in answers.as_array().into_iter().flatten().filter_map(Value::as_object) {
            self.unknown(answer, path, &OF_ITEMS);
            self.extensions(answer, path);
            for (key, inner) in answer.iter().filter(|(key, _)| *key != "extension") {
                match key.as_str() {
                    "item" => self.items(inner, path),
                    _ => self.within(inner, path),
                }
            }
        }
    }

    /// Extensions at any depth of what is named as a whole.
    fn within(&mut self, element: &Value, path: &str) {
        match element {
            Value::Object(group) => {
                self.extensions(group, path);
                group.iter().filter(|(key, _)| *key != "extension").for_each(|(_, inner)| self.within(inner, path));
            }
            Value::Array(items) => items.iter().for_each(|inner| self.within(inner, path)),
            _ => {}
        }
    }
}
