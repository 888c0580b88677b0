//! JSON as it comes from outside: the one reader of text, for every way in.
//!
//! A name that is there twice is refused: of two values one program takes the first and another the last (RFC 8259, section 4), so
//! that two readers of one text would see two documents.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::{Map, Number, Value};

/// The most that is read as one text: a document with a drawn signature and ten amendments has a hundredth of it.
pub const MOST_BYTES: usize = 16 << 20;

/// As many levels are read, one in the other. It is the limit of `serde_json`'s own.
pub const DEPTH: usize = 127;

/// Why a text is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// No JSON, nested deeper than [`DEPTH`], or with a number that no 64-bit number can be.
    NotJson,
    /// A name is twice in one object. Which: a path, in which `*` stands for what somebody may have typed.
    Duplicate(String),
}

/// Reads a text.
///
/// # Errors
/// As [`Unread`] has them.
pub fn read(text: &str) -> Result<Value, Unread> {
    if text.len() > MOST_BYTES {
        return Err(Unread::TooLarge);
    }
    // Some programs begin a file with a mark of their own (RFC 8259, section 8.1).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let twice = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Reading { within: None, twice: &twice }.deserialize(&mut reader);
    match read.and_then(|value| reader.end().map(|()| value)) {
        Ok(value) => Ok(value),
        Err(_) => Err(twice.into_inner().map_or(Unread::NotJson, Unread::Duplicate)),
    }
}

/// Reads one value, at its place.
#[derive(Clone, Copy)]
struct Reading<'a> {
    within: Option<&'a Place<'a>>,
    /// The path of a name that is there twice.
    twice: &'a RefCell<Option<String>>,
}

/// Where a value is.
struct Place<'a> {
    within: Option<&'a Place<'a>>,
    step: Step<'a>,
}

enum Step<'a> {
    Name(&'a str),
    Row(usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(within) = self.within {
            within.fmt(f)?;
        }
        match self.step {
            Step::Row(at) => write!(f, "[{at}]"),
            Step::Name(name) if self.within.is_some() => write!(f, ".{}", told(name)),
            Step::Name(name) => f.write_str(told(name)),
        }
    }
}

/// A name that a program has written, as those of documents and of FHIR are; `*` for any other, because somebody may have typed it.
pub fn told(name: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-@[]".contains(&byte);
    let begins = name.starts_with(|first: char| first.is_ascii_lowercase() || first == '_');
    if begins && name.len() <= 120 && name.bytes().all(plain) { name } else { "*" }
}

impl<'de> DeserializeSeed<'de> for Reading<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reading<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let place = Place { within: self.within, step: Step::Row(list.len()) };
            match items.next_element_seed(Reading { within: Some(&place), ..self })? {
                Some(item) => list.push(item),
                None => return Ok(Value::Array(list)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = fields.next_key::<String>()? {
            let place = Place { within: self.within, step: Step::Name(&name) };
            if object.contains_key(&name) {
                *self.twice.borrow_mut() = Some(place.to_string());
                return Err(A::Error::custom("twice"));
            }
            let value = fields.next_value_seed(Reading { within: Some(&place), ..self })?;
            object.insert(name, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_serde_json_reads_it() {
        let text = r#" {"b": [1, -2, 1.5e3, 18446744073709551615, null, true, "é\n"], "a": {}, "": {"a": []}} "#;
        assert_eq!(read(text).unwrap().to_string(), serde_json::from_str::<Value>(text).unwrap().to_string());
        assert_eq!(read("\u{feff}1"), Ok(1.into()));
        for none in ["", "{", "1 2", "[1e999]", "{\"a\":1,}", "\u{feff}\u{feff}1"] {
            assert_eq!(read(none), Err(Unread::NotJson), "{none}");
        }
        let nested = |levels: usize| [&*"[".repeat(levels), &*"]".repeat(levels)].concat();
        assert!(read(&nested(DEPTH)).is_ok());
        assert_eq!(read(&nested(DEPTH + 1)), Err(Unread::NotJson));
        assert_eq!(read(&" ".repeat(MOST_BYTES + 1)), Err(Unread::TooLarge));
    }

    #[test]
    fn a_name_that_is_there_twice_is_refused_by_its_path() {
        for (text, path) in [
            (r#"{"a":1,"a":1}"#, "a"),
            (r#"{"a":1,"\u0061":2}"#, "a"),
            (r#"{"answers":{"goals":[{},{"need":"x","need":"y"}]}}"#, "answers.goals[1].need"),
            (r#"{"entry":[{"resource":{"resourceType":1,"resourceType":2}}]}"#, "entry[0].resource.resourceType"),
            (r#"[[{"Ada Example":1,"Ada Example":2}]]"#, "[0][0].*"),
        ] {
            assert_eq!(read(text), Err(Unread::Duplicate(path.to_owned())));
        }
    }
}
