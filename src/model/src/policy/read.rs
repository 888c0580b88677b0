//! A policy as JSON.

use super::error::{PolicyCode, PolicyError};
use super::question::{self, Question};
use crate::blank::says_nothing;
use crate::canonical;
use crate::json::{self, Map, Value};
use crate::path::{Answers, numbered};

/// The kinds of a trust's own questions. A row holds questions of all kinds but the last.
pub const KINDS: [&str; 8] = ["text", "long_text", "date", "code", "codes", "number", "person", "rows"];

/// How many questions of its own a trust may have.
const QUESTIONS: usize = 200;

/// What a trust has decided, for all forms. Whether it can be used of a form is seen when it is applied to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Its name, kept in the documents that are written under it.
    pub id: String,
    /// Its version, kept beside it.
    pub version: String,
    /// Paths of questions, and of sections as `section.<id>`, that are not asked.
    pub hide: Vec<String>,
    /// Paths of questions that completion needs besides.
    pub need: Vec<String>,
    /// The order of sections; those that are not named follow in ours.
    pub sections: Vec<String>,
    /// The trust's own questions.
    pub questions: Vec<Question>,
    /// Messages in the place of ours, by key.
    pub messages: Answers,
    /// The whole of it in one canonical text.
    pub(super) text: String,
}

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    /// Where something in it is no part of a policy.
    pub fn read(value: &Value) -> Result<Self, PolicyError> {
        let read =
            Reader::new(value, "", &["$schema", "id", "version", "hide", "need", "sections", "questions", "messages"])?;
        let questions = read.list("questions", |value, place| Question::read(value, place, false))?;
        question::unique(&questions)?;
        if questions.len() > QUESTIONS {
            return Err(read.wrong("questions", PolicyCode::TooLong, ""));
        }
        let messages = match read.get("messages") {
            None => Answers::new(),
            Some(Value::Object(messages)) => messages.clone(),
            Some(_) => return Err(read.wrong("messages", PolicyCode::WrongType("an object"), "")),
        };
        if let Some((key, _)) = messages.iter().find(|(_, message)| message.as_str().is_none_or(says_nothing)) {
            return Err(read.wrong("messages", PolicyCode::WrongType("text"), key));
        }
        let policy = Self {
            id: read.needed("id")?,
            version: read.needed("version")?,
            hide: read.texts("hide")?,
            need: read.texts("need")?,
            sections: read.texts("sections")?,
            questions,
            messages,
            text: canonical::canonical(value),
        };
        for (list, named) in [("hide", &policy.hide), ("need", &policy.need), ("sections", &policy.sections)] {
            for (at, name) in named.iter().enumerate() {
                if named[..at].contains(name) {
                    return Err(PolicyError::new(&numbered(list, at), PolicyCode::Duplicate, name));
                }
            }
        }
        Ok(policy)
    }

    /// Reads a policy from text.
    ///
    /// # Errors
    /// As [`Policy::read`]; `not_json` for text that is none.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        Self::read(&json::read(text)?)
    }
}

/// An object of a policy, at its place.
pub(super) struct Reader<'a> {
    object: &'a Map<String, Value>,
    place: &'a str,
}

impl<'a> Reader<'a> {
    pub fn new(value: &'a Value, place: &'a str, known: &[&str]) -> Result<Self, PolicyError> {
        let Value::Object(object) = value else {
            return Err(PolicyError::new(place, PolicyCode::WrongType("an object"), ""));
        };
        let read = Self { object, place };
        match object.keys().find(|key| !known.contains(&key.as_str())) {
            Some(key) => Err(read.wrong(key, PolicyCode::UnknownKey, "")),
            None => Ok(read),
        }
    }

    fn at(&self, key: &str) -> String {
        if self.place.is_empty() { key.to_owned() } else { [self.place, ".", key].concat() }
    }

    pub fn wrong(&self, key: &str, code: PolicyCode, about: &str) -> PolicyError {
        PolicyError::new(&self.at(key), code, about)
    }

    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key).filter(|value| !value.is_null())
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn text(&self, key: &str) -> Result<Option<String>, PolicyError> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) if !says_nothing(text) => Ok(Some(text.clone())),
            Some(_) => Err(self.wrong(key, PolicyCode::WrongType("text"), "")),
        }
    }

    pub fn needed(&self, key: &str) -> Result<String, PolicyError> {
        self.text(key)?.ok_or_else(|| self.wrong(key, PolicyCode::Missing, ""))
    }

    pub fn flag(&self, key: &str) -> Result<bool, PolicyError> {
        match self.get(key) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => Err(self.wrong(key, PolicyCode::WrongType("true or false"), "")),
        }
    }

    pub fn list<T>(
        &self,
        key: &str,
        item: impl Fn(&Value, &str) -> Result<T, PolicyError>,
    ) -> Result<Vec<T>, PolicyError> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(items)) => {
                let at = self.at(key);
                items.iter().enumerate().map(|(index, value)| item(value, &numbered(&at, index))).collect()
            }
            Some(_) => Err(self.wrong(key, PolicyCode::WrongType("a list"), "")),
        }
    }

    pub fn texts(&self, key: &str) -> Result<Vec<String>, PolicyError> {
        self.list(key, |value, place| match value.as_str() {
            Some(text) if !says_nothing(text) => Ok(text.to_owned()),
            _ => Err(PolicyError::new(place, PolicyCode::WrongType("text"), "")),
        })
    }
}
