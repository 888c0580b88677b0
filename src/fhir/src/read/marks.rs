//! What a document keeps beside its answers, read back from where it was put.

use coplan_model::json::{Map, Value};
use coplan_model::path::{numbered, of_row};

use super::Group;
use crate::extension::{all, take_unknowns};
use crate::types::{AnyValue, Extension};

/// By the paths of answers.
#[derive(Default)]
pub struct Marks {
    pub voices: Group,
    pub asked: Group,
    pub carried: Group,
    pub entered: Group,
}

impl Marks {
    /// What stands beside the answer at a path.
    pub fn beside(&mut self, extensions: &[Extension], key: &str) {
        self.take(extensions, Some(key));
    }

    /// What stands by itself, with its path.
    pub fn by_themselves(&mut self, extensions: &[Extension]) {
        self.take(extensions, None);
    }

    fn take(&mut self, extensions: &[Extension], key: Option<&str>) {
        type Read = fn(&Extension) -> Option<Value>;
        let kinds: [(&str, &mut Group, Read); 4] = [
            ("voice", &mut self.voices, text),
            ("asked", &mut self.asked, asked),
            ("carried", &mut self.carried, carried),
            ("entered", &mut self.entered, text),
        ];
        for (name, into, read) in kinds {
            for extension in all(extensions, name) {
                let key = key.map(str::to_owned).or_else(|| extension.text_of("path"));
                if let (Some(key), Some(value)) = (key, read(extension)) {
                    into.insert(key, value);
                }
            }
        }
    }
}

fn text(extension: &Extension) -> Option<Value> {
    extension.text().or_else(|| extension.text_of("value")).map(Value::from)
}

fn carried(extension: &Extension) -> Option<Value> {
    let mut from = Map::new();
    for key in ["id", "date"] {
        from.extend(extension.text_of(key).map(|said| (key.to_owned(), Value::from(said))));
    }
    take_unknowns(&extension.extension, "unknown", &mut from);
    Some(Value::Object(from))
}

fn asked(extension: &Extension) -> Option<Value> {
    let mut words = Map::new();
    for key in ["id", "label", "kind"] {
        words.extend(extension.text_of(key).map(|said| (key.to_owned(), Value::from(said))));
    }
    for key in ["staff", "restricted"] {
        if let Some(AnyValue::Boolean(so)) = extension.get(key).and_then(|part| part.value.as_ref()) {
            words.insert(key.to_owned(), Value::from(*so));
        }
    }
    let parts = |name: &'static str| extension.extension.iter().filter(move |part| part.url == name);
    let options: Group = parts("option")
        .filter_map(|option| Some((option.text_of("code")?, Value::from(option.text_of("label")?))))
        .collect();
    if !options.is_empty() {
        words.insert("options".to_owned(), Value::Object(options));
    }
    let questions: Vec<Value> = parts("question").filter_map(asked).collect();
    if !questions.is_empty() {
        words.insert("questions".to_owned(), Value::Array(questions));
    }
    take_unknowns(&extension.extension, "unknown", &mut words);
    Some(Value::Object(words))
}

/// The path of a row in which marks are kept: by its id, or by its number.
pub fn row_key(list: &str, at: usize, row: &Group) -> String {
    match row.get("id").and_then(Value::as_str).unwrap_or_default() {
        "" => numbered(list, at),
        id => of_row(list, id),
    }
}
