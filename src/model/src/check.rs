//! The shape of what a host sends: each known answer has the type of its question. Unknown keys are left alone.

use serde_json::Value;

use crate::date::CalendarDate;
use crate::document::{DocumentError, ErrorCode};
use crate::fields::{Field, Kind};
use crate::path::Answers;

/// Checks a group of answers. `null` and empty text mean "unanswered", which is written by leaving the key out.
pub(crate) fn group(fields: &'static [Field], answers: &mut Answers, prefix: &str) -> Result<(), DocumentError> {
    for field in fields {
        let Some(value) = answers.get_mut(field.id) else { continue };
        let empty_text = matches!(value, Value::String(text) if text.is_empty());
        if value.is_null() || empty_text {
            answers.remove(field.id);
            continue;
        }
        answer(field, value, &format!("{prefix}{}", field.id))?;
    }
    Ok(())
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
            chosen.iter().enumerate().try_for_each(|(index, value)| code(codes, value, &format!("{path}[{index}]")))
        }
        (Kind::Codes(_), _) => wrong("a list of codes"),
        (Kind::Number, value) if value.is_u64() => Ok(()),
        (Kind::Number, _) => wrong("a whole number"),
        (Kind::Group(fields), Value::Object(inner)) => group(fields, inner, &format!("{path}.")),
        (Kind::Group(_), _) => wrong("an object"),
        (Kind::Rows(fields), Value::Array(rows)) => {
            for (index, row) in rows.iter_mut().enumerate() {
                let path = format!("{path}[{index}]");
                let Value::Object(inner) = row else {
                    return Err(DocumentError::wrong(path, "an object"));
                };
                match inner.get("id") {
                    None | Some(Value::String(_)) => {}
                    Some(_) => return Err(DocumentError::wrong(format!("{path}.id"), "text")),
                }
                group(fields, inner, &format!("{path}."))?;
            }
            Ok(())
        }
        (Kind::Rows(_), _) => wrong("a list"),
    }
}

fn code(codes: &[&str], value: &Value, path: &str) -> Result<(), DocumentError> {
    match value.as_str() {
        Some(code) if codes.contains(&code) => Ok(()),
        Some(_) => Err(DocumentError::new(path, ErrorCode::UnknownCode)),
        None => Err(DocumentError::wrong(path, "a code as text")),
    }
}

/// Checks who the document is about.
pub(crate) fn subject(subject: &mut Answers) -> Result<(), DocumentError> {
    for key in ["ref", "name", "date_of_birth", "nhs_number"] {
        let Some(value) = subject.get(key) else { continue };
        match value.as_str() {
            None if !value.is_null() => return Err(DocumentError::wrong(format!("subject.{key}"), "text")),
            None | Some("") => {
                subject.remove(key);
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
        Some((path, _)) => Err(DocumentError::wrong(format!("entered.{path}"), "text")),
        None => Ok(()),
    }
}

/// Checks that signatures are objects; what is in them is checked where they are read.
pub(crate) fn signatures(signatures: Vec<Value>) -> Result<Vec<Value>, DocumentError> {
    match signatures.iter().position(|signature| !signature.is_object()) {
        Some(index) => Err(DocumentError::wrong(format!("signatures[{index}]"), "an object")),
        None => Ok(signatures),
    }
}

/// Leaves out rows in which nothing was answered, at every depth, and lists that hold none other.
pub(crate) fn drop_blank_rows(fields: &'static [Field], answers: &mut Answers) {
    for field in fields {
        match (field.kind, answers.get_mut(field.id)) {
            (Kind::Group(inner), Some(Value::Object(group))) => drop_blank_rows(inner, group),
            (Kind::Rows(inner), Some(Value::Array(rows))) => {
                rows.retain(|row| !row.as_object().is_some_and(|row| row.keys().all(|key| key == "id")));
                for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                    drop_blank_rows(inner, row);
                }
                if rows.is_empty() {
                    answers.remove(field.id);
                }
            }
            _ => {}
        }
    }
}
