//! The shape of what a host sends: each known answer has the type of its question. Unknown keys are left alone.

use crate::date::CalendarDate;
use crate::error::{self, DocumentError, ErrorCode};
use crate::fields::{Answers as _, Field, Kind};
use crate::identity;
use crate::index::Index;
use crate::json::Value;
use crate::path::{Answers, numbered, text};
use crate::policy::LOCAL;
use crate::signature::Signature;
use crate::voices::Voice;
use crate::work;

/// Checks a group of answers. `null` and empty text mean "unanswered", which is written by leaving the key out.
pub(crate) fn group(fields: &'static [Field], answers: &mut Answers, prefix: &str) -> Result<(), DocumentError> {
    for field in fields {
        work::step();
        let Some(value) = answers.get_mut(field.id) else { continue };
        let empty_text = matches!(value, Value::String(text) if text.is_empty());
        if value.is_null() || empty_text {
            answers.shift_remove(field.id);
            continue;
        }
        answer(field, value, &[prefix, field.id].concat())?;
    }
    Ok(())
}

/// A single answer, made ready; nothing where it is none. An error when it is no answer to the question.
pub(crate) fn single(field: &'static Field, answer: &Value) -> Result<Option<Value>, DocumentError> {
    let mut alone = Answers::from_iter([(field.id.to_owned(), answer.clone())]);
    group(std::slice::from_ref(field), &mut alone, "")?;
    Ok(alone.shift_remove(field.id))
}

fn answer(field: &Field, value: &mut Value, path: &str) -> Result<(), DocumentError> {
    let wrong = |expected| Err(DocumentError::wrong(path, expected));
    match (field.kind, value) {
        (Kind::Text(_), Value::String(_)) => Ok(()),
        (Kind::Text(_), _) => wrong("text"),
        (Kind::Date(dates), Value::String(text)) => match text.parse::<CalendarDate>() {
            Ok(date) if dates.partial || date.is_whole() => Ok(()),
            _ => Err(DocumentError::new(path, ErrorCode::NotADate)),
        },
        (Kind::Date(_), _) => wrong("a date as text"),
        (Kind::Code(codes), value) => code(codes, value, path),
        (Kind::Codes(codes), Value::Array(chosen)) => {
            chosen.iter().enumerate().try_for_each(|(index, value)| code(codes, value, &numbered(path, index)))
        }
        (Kind::Codes(_), _) => wrong("a list of codes"),
        (Kind::Number, value) if value.is_u64() => Ok(()),
        (Kind::Number, _) => wrong("a whole number"),
        // Signatures have a list of their own.
        (Kind::Signature, _) => Ok(()),
        (Kind::Voices, Value::Object(voices)) => {
            voices.iter().try_for_each(|(key, value)| code(Voice::CODES, value, &[path, ".", error::key(key)].concat()))
        }
        (Kind::Group(_) | Kind::Person, Value::Object(inner)) => {
            group(field.kind.inner().unwrap_or_default(), inner, &[path, "."].concat())
        }
        (Kind::Group(_) | Kind::Person | Kind::Voices, _) => wrong("an object"),
        (Kind::Rows(_) | Kind::People, Value::Array(rows)) => {
            let fields = field.kind.inner().unwrap_or_default();
            for (index, row) in rows.iter_mut().enumerate() {
                let path = numbered(path, index);
                let Value::Object(inner) = row else {
                    return Err(DocumentError::wrong(&path, "an object"));
                };
                match inner.get("id") {
                    None | Some(Value::String(_)) => {}
                    Some(_) => return Err(DocumentError::wrong(&[&path, ".id"].concat(), "text")),
                }
                group(fields, inner, &[&path, "."].concat())?;
            }
            Ok(())
        }
        (Kind::Rows(_) | Kind::People, _) => wrong("a list"),
    }
}

fn code(codes: &[&str], value: &Value, path: &str) -> Result<(), DocumentError> {
    match value.as_str() {
        Some(code) if codes.contains(&code) => Ok(()),
        Some(_) => Err(DocumentError::new(path, ErrorCode::UnknownCode)),
        None => Err(DocumentError::wrong(path, "a code as text")),
    }
}

/// A trust's own answers are in a group, whether their questions are known or not.
pub(crate) fn local(answers: &mut Answers) -> Result<(), DocumentError> {
    match answers.get(LOCAL) {
        Some(Value::Null) => {
            answers.shift_remove(LOCAL);
            Ok(())
        }
        None | Some(Value::Object(_)) => Ok(()),
        Some(_) => Err(DocumentError::wrong(&["answers.", LOCAL].concat(), "an object")),
    }
}

/// Checks the policy under which a document was written.
pub(crate) fn policy(policy: &Answers) -> Result<(), DocumentError> {
    match ["id", "version"].into_iter().find(|key| policy.get(*key).is_some_and(|text| !text.is_string())) {
        Some(key) => Err(DocumentError::wrong(&["policy.", key].concat(), "text")),
        None => Ok(()),
    }
}

/// Checks who the document is about.
pub(crate) fn subject(subject: &mut Answers) -> Result<(), DocumentError> {
    for key in ["ref", "name", "date_of_birth", "nhs_number"] {
        let Some(value) = subject.get(key) else { continue };
        match value.as_str() {
            None if !value.is_null() => return Err(DocumentError::wrong(&["subject.", key].concat(), "text")),
            None | Some("") => {
                subject.shift_remove(key);
            }
            Some(text) if key == "date_of_birth" && !text.parse().is_ok_and(CalendarDate::is_whole) => {
                return Err(DocumentError::new("subject.date_of_birth", ErrorCode::NotADate));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Checks the dates that are still being typed: text by path.
pub(crate) fn entered(entered: &Answers) -> Result<(), DocumentError> {
    match entered.iter().find(|(_, value)| !value.is_string()) {
        Some((path, _)) => Err(DocumentError::wrong(&["entered.", error::key(path)].concat(), "text")),
        None => Ok(()),
    }
}

/// Checks signatures against their own table.
pub(crate) fn signatures(signatures: Vec<Value>) -> Result<Vec<Answers>, DocumentError> {
    let mut checked = Vec::with_capacity(signatures.len());
    for (index, signature) in signatures.into_iter().enumerate() {
        let path = numbered("signatures", index);
        let Value::Object(mut signature) = signature else {
            return Err(DocumentError::wrong(&path, "an object"));
        };
        group(Signature::FIELDS, &mut signature, &[&path, "."].concat())?;
        checked.push(signature);
    }
    Ok(checked)
}

/// Checks what stood before each amendment: it is shown, so its answers have the types of their questions.
pub(crate) fn earlier(fields: &'static [Field], earlier: &mut [Value]) -> Result<(), DocumentError> {
    for (index, entry) in earlier.iter_mut().enumerate() {
        let path = numbered("earlier", index);
        let Value::Object(entry) = entry else { return Err(DocumentError::wrong(&path, "an object")) };
        match entry.get_mut("answers") {
            None => {}
            Some(Value::Object(answers)) => group(fields, answers, &[&path, ".answers."].concat())?,
            Some(_) => return Err(DocumentError::wrong(&[&path, ".answers"].concat(), "an object")),
        }
    }
    Ok(())
}

/// Checks the day on which another document took this one's place.
pub(crate) fn replaced_on(day: Option<&str>) -> Result<(), DocumentError> {
    match day {
        Some(day) if !day.parse().is_ok_and(CalendarDate::is_whole) => {
            Err(DocumentError::new("replaced_on", ErrorCode::NotADate))
        }
        _ => Ok(()),
    }
}

/// Leaves out rows in which nothing was answered, at every depth, and lists that hold none other.
pub(crate) fn drop_blank_rows(fields: &'static [Field], answers: &mut Answers, entered: &Answers) {
    let dated = Dated::of(entered);
    each_list(fields, answers, &mut |rows| rows.retain(|row| !dated.is_blank_row(row)));
}

/// Moves rows in which nothing was answered behind the others, at every depth.
pub(crate) fn blank_rows_last(fields: &'static [Field], answers: &mut Answers, entered: &Answers) {
    let dated = Dated::of(entered);
    each_list(fields, answers, &mut |rows| {
        let (blank, answered): (Vec<Value>, Vec<Value>) = rows.drain(..).partition(|row| dated.is_blank_row(row));
        rows.extend(answered);
        rows.extend(blank);
    });
}

/// The ids of the rows in which a date is being typed, found once for all rows: a document may have as many half-typed dates as
/// rows, and looking through the one for each of the other takes a minute for half a megabyte.
pub(crate) struct Dated(Index);

impl Dated {
    /// Of paths as [`crate::path::by_id`] writes them.
    pub(crate) fn of(entered: &Answers) -> Self {
        let mut ids = Index::default();
        for path in entered.keys() {
            work::step();
            identity::tokens(path, &mut ids);
        }
        Self(ids)
    }

    /// Nothing but an id, and no half-typed date.
    pub(crate) fn is_blank_row(&self, row: &Value) -> bool {
        work::step();
        let Some(keys) = row.as_object() else { return false };
        keys.keys().all(|key| key == "id") && !self.has_entered(row)
    }

    /// Whether a date is being typed in a row.
    pub(crate) fn has_entered(&self, row: &Value) -> bool {
        row.as_object().is_some_and(|row| self.0.contains(text(row, "id")))
    }
}

/// Changes every list of rows, the innermost first, and leaves out those that are empty then.
fn each_list(fields: &'static [Field], answers: &mut Answers, change: &mut dyn FnMut(&mut Vec<Value>)) {
    for field in fields {
        let Some(inner) = field.kind.inner() else { continue };
        match answers.get_mut(field.id) {
            Some(Value::Object(group)) => each_list(inner, group, change),
            Some(Value::Array(rows)) => {
                for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                    each_list(inner, row, change);
                }
                change(rows);
                if rows.is_empty() {
                    answers.shift_remove(field.id);
                }
            }
            _ => {}
        }
    }
}
