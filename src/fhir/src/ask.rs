//! What a question asks for, whether a table of the model says so or, of a trust's own question, its answer alone.

use coplan_model::CalendarDate;
use coplan_model::fields::{Field, Kind};
use coplan_model::json::{Map, Value};

use crate::plain::is_code;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ask {
    /// Text.
    Text,
    /// A date, perhaps an approximate one.
    Date,
    /// A code.
    Code,
    /// Codes.
    Codes,
    /// A whole number.
    Number,
    /// Someone.
    Person,
    /// Several of them.
    People,
    /// Questions that belong together.
    Group(&'static [Field]),
    /// The same questions any number of times.
    Rows(&'static [Field]),
    /// The same of a trust's own, whose questions say themselves what they are.
    OwnRows,
}

const NAMES: [(&str, Ask); 8] = [
    ("text", Ask::Text),
    ("date", Ask::Date),
    ("code", Ask::Code),
    ("codes", Ask::Codes),
    ("number", Ask::Number),
    ("person", Ask::Person),
    ("people", Ask::People),
    ("rows", Ask::OwnRows),
];

impl Ask {
    /// What a kind of the model asks for; nothing of what has a place of its own: signatures, and whose words answers are.
    pub fn of(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Text(_) => Ask::Text,
            Kind::Date(_) => Ask::Date,
            Kind::Code(_) => Ask::Code,
            Kind::Codes(_) => Ask::Codes,
            Kind::Number => Ask::Number,
            Kind::Group(inner) => Ask::Group(inner),
            Kind::Rows(inner) => Ask::Rows(inner),
            Kind::Person => Ask::Person,
            Kind::People => Ask::People,
            Kind::Signature | Kind::Voices => return None,
        })
    }

    /// What a name asks for, as a policy and `asked` have it: `long_text` is text.
    pub fn named(name: &str) -> Option<Self> {
        let name = if name == "long_text" { "text" } else { name };
        NAMES.iter().find(|(other, _)| *other == name).map(|(_, ask)| *ask)
    }

    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Ask::Rows(_) => "rows",
            Ask::Group(_) => "group",
            ask => NAMES.iter().find(|(_, other)| *other == ask).map_or("text", |(name, _)| name),
        }
    }

    /// What an answer to a trust's own question looks like, when nobody wrote down what it asked for.
    pub fn by_shape(value: &Value) -> Option<Self> {
        let shapes = [Ask::Text, Ask::Number, Ask::Person, Ask::Codes, Ask::OwnRows];
        shapes.into_iter().find(|ask| ask.fits(value))
    }

    /// Whether FHIR can say an answer as one to such a question. What is within rows and groups is looked at by itself.
    pub fn fits(self, value: &Value) -> bool {
        match (self, value) {
            (Ask::Text, Value::String(_)) | (Ask::Group(_), Value::Object(_)) => true,
            (Ask::Date, Value::String(date)) => date.parse::<CalendarDate>().is_ok_and(|real| real.to_iso() == *date),
            (Ask::Code, Value::String(code)) => is_code(code),
            (Ask::Codes, Value::Array(codes)) => codes.iter().all(|code| code.as_str().is_some_and(is_code)),
            (Ask::Number, Value::Number(number)) => number.as_u64().is_some_and(|number| i32::try_from(number).is_ok()),
            (Ask::Person, Value::Object(someone)) => is_someone(someone),
            (Ask::People, Value::Array(people)) => {
                people.iter().all(|someone| someone.as_object().is_some_and(|row| is_someone(row) && is_row(row)))
            }
            (Ask::Rows(_) | Ask::OwnRows, Value::Array(rows)) => {
                rows.iter().all(|row| row.as_object().is_some_and(is_row))
            }
            _ => false,
        }
    }
}

/// The id of a row is text, or there is none.
fn is_row(row: &Map<String, Value>) -> bool {
    row.get("id").is_none_or(Value::is_string)
}

/// Someone is known by a name, by a reference, or by both; what else is there is kept as not known.
fn is_someone(someone: &Map<String, Value>) -> bool {
    ["person", "name"].into_iter().all(|key| someone.get(key).is_none_or(Value::is_string))
}
