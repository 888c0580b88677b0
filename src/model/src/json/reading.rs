//! JSON as it comes from outside: the one reader of text, for every way in.
//!
//! A name that is there twice is refused: of two values one program takes the first and another the last (RFC 8259, section 4), so
//! that two readers of one text would see two documents.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;

use super::{Map, Number, Value};
use crate::platform;

/// The most that is read as one text: a document with a drawn signature and ten amendments has a hundredth of it.
pub const MOST_BYTES: usize = 16 << 20;

/// As many levels are read, one in the other. It is the limit of `serde_json`'s own.
pub const DEPTH: usize = 127;

/// Whether a floating-point number is beyond the whole numbers that 64 bits hold. Such a whole number is read as one, and its last
/// digits are lost.
fn is_beyond(value: f64) -> bool {
    value <= -9_223_372_036_854_775_808.0 || value >= 18_446_744_073_709_551_616.0
}

/// Why a text is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// No JSON, nested deeper than [`DEPTH`], or with a number that no 64-bit number can be.
    NotJson,
    /// A name is twice in one object. Which: a path, in which `*` stands for what somebody may have typed.
    Duplicate(String),
    /// A whole number beyond 64 bits, whose digits would not all be kept. Which: a path, as above.
    NotExact(String),
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
    let refused = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let large = RefCell::default();
    let read = Reading { within: None, refused: &refused, large: &large }.deserialize(&mut reader);
    match read.and_then(|value| reader.end().map(|()| value)) {
        Ok(value) => large_whole(text, large.into_inner()).map_or(Ok(value), |path| Err(Unread::NotExact(path))),
        Err(_) => Err(refused.into_inner().unwrap_or(Unread::NotJson)),
    }
}

/// The path of the first number that is written as a whole one (`1e21` is not) and would be written with other digits again, of those
/// beyond 64 bits. JavaScript writes doubles up to 1e21 as whole numbers: those stay as they are.
fn large_whole(text: &str, paths: Vec<String>) -> Option<String> {
    let mut paths = paths.into_iter().peekable();
    let mut rest = text;
    while paths.peek().is_some() {
        let (before, string) = rest.split_once('"').unwrap_or((rest, ""));
        for number in before.split([',', ':', '[', ']', '{', '}', ' ', '\t', '\n', '\r']) {
            // What 64 bits hold is read as it is written.
            let is_held = number.parse::<u64>().is_ok() || number.parse::<i64>().is_ok();
            let Some(value) = number.parse().ok().filter(|value| !is_held && is_beyond(*value)) else { continue };
            let path = paths.next()?;
            if !number.contains(['.', 'e', 'E']) && platform::number(value) != number {
                return Some(path);
            }
        }
        rest = after_string(string);
    }
    None
}

/// What comes after a string that has begun.
fn after_string(text: &str) -> &str {
    let mut is_escaped = false;
    let end = text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or("", |end| &text[end + 1..])
}

/// Reads one value, at its place.
#[derive(Clone, Copy)]
struct Reading<'a> {
    within: Option<&'a Place<'a>>,
    /// What is not JSON's own to refuse.
    refused: &'a RefCell<Option<Unread>>,
    /// The paths of the numbers beyond 64 bits, as they come.
    large: &'a RefCell<Vec<String>>,
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
        if is_beyond(value) {
            self.large.borrow_mut().push(self.within.map(Place::to_string).unwrap_or_default());
        }
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
            match object.entry(name) {
                Entry::Occupied(there) => {
                    let place = Place { within: self.within, step: Step::Name(there.key()) };
                    *self.refused.borrow_mut() = Some(Unread::Duplicate(place.to_string()));
                    return Err(A::Error::custom("twice"));
                }
                Entry::Vacant(free) => {
                    let place = Place { within: self.within, step: Step::Name(free.key()) };
                    let value = fields.next_value_seed(Reading { within: Some(&place), ..self })?;
                    free.insert(value);
                }
            }
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
        for (text, path) in [
            (r#"{"id": 18446744073709551616}"#, "id"),
            (r#"{"a": [1, -9223372036854775809]}"#, "a[1]"),
            (
                r#"{"a": [1e21, 1.5e300], "99999999999999999999\": 1e20": [-1e30, "\"", {"b":123456789012345678901234567890}]}"#,
                "*[2].b",
            ),
        ] {
            assert_eq!(read(text), Err(Unread::NotExact(path.to_owned())), "{text}");
        }
        let kept = r#"[18446744073709551615, 1e20, -9223372036854775808, -1e20, 18446744073709551610, 18446744073709551616.0, 100000000000000000000, 1e21, -1.7976931348623157e308, 18446744073709551615, -9223372036854775808, "123456789012345678901234567890"]"#;
        assert!(read(kept).is_ok());
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
