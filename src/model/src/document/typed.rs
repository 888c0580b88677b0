//! A document's answers as the struct of its form, for hosts written in Rust; and the rules by `validator`'s own trait.

use std::borrow::Cow;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::{CalendarDate, Document, Moment};

impl Document {
    /// The answers as the form's struct: `document.read::<AbuseQuestion>()`.
    ///
    /// # Errors
    /// When the struct is that of another form.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(Value::Object(self.answers.clone()))
    }

    /// Writes the form's struct as the answers. What is unanswered is left out.
    ///
    /// # Errors
    /// When the struct does not become an object.
    pub fn write<T: Serialize>(&mut self, answers: &T) -> Result<(), serde_json::Error> {
        let mut value = serde_json::to_value(answers)?;
        leave_out_unanswered(&mut value);
        self.answers = serde_json::from_value::<Map<String, Value>>(value)?;
        Ok(())
    }

    /// The same problems as [`Document::problems`], by path, for code that speaks `validator`.
    ///
    /// # Errors
    /// When anything blocks `moment`.
    pub fn validate(&self, moment: Moment, today: CalendarDate) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        for problem in self.problems(moment, today) {
            let mut error = ValidationError::new(problem.code);
            for (name, number) in problem.params {
                error.add_param(Cow::Owned(name), &number);
            }
            let at = errors.errors_mut().entry(Cow::Owned(problem.path));
            if let ValidationErrorsKind::Field(list) = at.or_insert_with(|| ValidationErrorsKind::Field(Vec::new())) {
                list.push(error);
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

fn leave_out_unanswered(value: &mut Value) {
    match value {
        Value::Object(group) => {
            group.values_mut().for_each(leave_out_unanswered);
            group.retain(|_, value| match value {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(items) => !items.is_empty(),
                Value::Object(inner) => !inner.is_empty(),
                _ => true,
            });
        }
        Value::Array(items) => items.iter_mut().for_each(leave_out_unanswered),
        _ => {}
    }
}
