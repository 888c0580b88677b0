//! Extensions of ours: made by name, and found again by name, whatever the base.

use coplan_model::json::{self, Map, Value};

use crate::Base;
use crate::base::name_of;
use crate::plain;
use crate::types::{AnyValue, Extension};

/// One with a value.
pub fn with(base: &Base, name: &str, value: AnyValue) -> Extension {
    Extension { url: base.extension(name), value: Some(value), ..Extension::default() }
}

/// One with parts.
pub fn of_parts(base: &Base, name: &str, parts: Vec<Extension>) -> Extension {
    Extension { url: base.extension(name), extension: parts, value: None }
}

/// One with a text, whatever it is.
pub fn text(base: &Base, name: &str, said: &str) -> Extension {
    match said {
        "" => of_parts(base, name, vec![part("empty", AnyValue::Boolean(true))]),
        said => with(base, name, plain::value(said)),
    }
}

/// A part of one.
pub fn part(name: &str, value: AnyValue) -> Extension {
    Extension { url: name.to_owned(), value: Some(value), ..Extension::default() }
}

/// A part with a text, whatever it is.
pub fn text_part(name: &str, said: &str) -> Extension {
    match said {
        "" => Extension { url: name.to_owned(), extension: vec![part("empty", AnyValue::Boolean(true))], value: None },
        said => part(name, plain::value(said)),
    }
}

/// A key and value that this version does not know: the value as JSON.
pub fn unknown(base: &Base, name: &str, key: &str, value: &Value) -> Extension {
    of_parts(base, name, vec![text_part("name", key), text_part("value", &value.to_string())])
}

/// Everything in a group that is not known by these names.
pub fn unknowns(base: &Base, name: &str, group: &Map<String, Value>, known: &dyn Fn(&str) -> bool) -> Vec<Extension> {
    group.iter().filter(|(key, _)| !known(key)).map(|(key, value)| unknown(base, name, key, value)).collect()
}

/// Every extension of ours with this name.
pub fn all<'a>(extensions: &'a [Extension], name: &'a str) -> impl Iterator<Item = &'a Extension> {
    extensions.iter().filter(move |extension| name_of(&extension.url) == Some(name))
}

/// The first of them.
pub fn find<'a>(extensions: &'a [Extension], name: &'a str) -> Option<&'a Extension> {
    all(extensions, name).next()
}

impl Extension {
    /// The text of its value.
    pub fn text(&self) -> Option<String> {
        match &self.value {
            Some(value) => plain::text_of(value),
            None => self.get("empty").map(|_| String::new()),
        }
    }

    /// A part by its name.
    pub fn get(&self, name: &str) -> Option<&Extension> {
        self.extension.iter().find(|part| part.url == name)
    }

    /// The text of a part.
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.get(name)?.text()
    }

    /// A key and value that are not known.
    pub fn as_unknown(&self) -> Option<(String, Value)> {
        Some((self.text_of("name")?, json::read(&self.text_of("value")?).ok()?))
    }
}

/// The keys and values that are not known, put into a group.
pub fn take_unknowns(extensions: &[Extension], name: &str, group: &mut Map<String, Value>) {
    group.extend(all(extensions, name).filter_map(Extension::as_unknown));
}
