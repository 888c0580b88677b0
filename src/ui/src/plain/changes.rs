//! What differs between two documents of one form, in words: for a reader, and for a host that shows it in its own way.

use coplan_model::fields::{Field, Kind, Need};
use coplan_model::json::Value;
use coplan_model::{DocumentError, ErrorCode, path, subject};
use serde::Serialize;

use super::said;
use crate::context::FormContext;
use crate::layout::{frame, recorded};
use crate::messages::in_text;

/// A question whose answer is not the same in two documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where it is: in the later document, or in the earlier one when its row is gone.
    pub path: String,
    /// What it is called, with the rows that it is in: "Progress, Entry 2, Goal 1".
    pub label: String,
    /// The answer before, in words; `None` without one.
    pub before: Option<String>,
    /// The answer now.
    pub after: Option<String>,
}

/// What whoever is at the screen may see of what has changed since an earlier document, in the order of the questions. Rows are
/// the same by their ids, wherever they stand by now.
///
/// # Errors
///
/// `other_form` and `other_person` for documents that cannot be compared.
pub fn changes(now: &FormContext, before: &FormContext) -> Result<Vec<Change>, DocumentError> {
    {
        let (document, earlier) = (now.store.document.borrow(), before.store.document.borrow());
        if document.form != earlier.form {
            return Err(DocumentError::new("form", ErrorCode::OtherForm));
        }
        if subject::is_another(&document.subject, &earlier.subject) {
            return Err(DocumentError::new("subject", ErrorCode::OtherPerson));
        }
    }
    let mut comparison = Comparison { now, before, found: Vec::new() };
    if !now.store.is_kept_back() {
        comparison.access();
        comparison.subject();
        let fields = now.store.document.borrow().fields();
        comparison.fields(fields, &Place::both(String::new()));
        comparison.recorded();
    }
    Ok(comparison.found)
}

/// Where a question is in each of the two documents; `None` where its row is not.
#[derive(Clone)]
struct Place {
    now: Option<String>,
    before: Option<String>,
}

impl Place {
    fn both(path: String) -> Self {
        Self { now: Some(path.clone()), before: Some(path) }
    }

    /// The place of a question in a group or row.
    fn within(&self, field: &Field) -> Self {
        let join = |path: &String| if path.is_empty() { field.id.to_owned() } else { [path, ".", field.id].concat() };
        Self { now: self.now.as_ref().map(join), before: self.before.as_ref().map(join) }
    }
}

struct Comparison<'a> {
    now: &'a FormContext,
    before: &'a FormContext,
    found: Vec<Change>,
}

impl Comparison<'_> {
    /// Who may see it.
    fn access(&mut self) {
        let said = |form| frame::restricted_by_host(form).or_else(|| Some(form.say("since.normal").to_string()));
        let (before, after) = (said(self.before), said(self.now));
        if before != after {
            let label = self.now.say("since.access").to_string();
            self.found.push(Change { path: "access".to_owned(), label, before, after });
        }
    }

    /// Who it is about was put right.
    fn subject(&mut self) {
        for path in ["subject.name", "subject.date_of_birth"] {
            let said = |form: &FormContext| {
                let text = form.text(path);
                let text = if path.ends_with("date_of_birth") && !text.is_empty() { form.date(&text) } else { text };
                Some(text).filter(|text| !text.is_empty())
            };
            let (before, after) = (said(self.before), said(self.now));
            self.take(path.to_owned(), self.now, before, after);
        }
    }

    fn fields(&mut self, fields: &'static [Field], place: &Place) {
        for field in fields.iter().filter(|field| field.need != Need::Kept) {
            let place = place.within(field);
            match field.kind {
                Kind::Group(inner) => self.fields(inner, &place),
                Kind::Rows(inner) => self.rows(inner, &place),
                _ => self.question(field, place),
            }
        }
    }

    fn question(&mut self, field: &Field, place: Place) {
        let said = |form: &FormContext, path: &Option<String>| {
            let path = path.as_deref().filter(|path| form.is_asked(path))?;
            said(form, field, path).map(|words| in_text(&words))
        };
        let (before, after) = (said(self.before, &place.before), said(self.now, &place.now));
        match (place.now, place.before) {
            (Some(path), _) => self.take(path, self.now, before, after),
            (None, Some(path)) => self.take(path, self.before, before, after),
            (None, None) => {}
        }
    }

    /// What was asked under another policy, in the words of the day.
    fn recorded(&mut self) {
        let (before, now) = (recorded::lines(self.before), recorded::lines(self.now));
        let said = |lines: &[recorded::Line], path: &str| {
            lines.iter().find(|line| line.path == path).map(|line| in_text(&line.answer.join("\n")))
        };
        let gone = before.iter().filter(|line| now.iter().all(|other| other.path != line.path));
        for line in now.iter().chain(gone) {
            let (before, after) = (said(&before, &line.path), said(&now, &line.path));
            if before != after {
                self.found.push(Change { label: in_text(&line.question), path: line.path.clone(), before, after });
            }
        }
    }

    fn take(&mut self, path: String, form: &FormContext, before: Option<String>, after: Option<String>) {
        if before != after {
            let label = match form.store.asked_as(&path) {
                // The answers are in the words of the day, and so is the question.
                Some(then) => [then, form.store.whereabouts(&path)]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(", "),
                None => form.store.called(&path),
            };
            self.found.push(Change { label, path, before, after });
        }
    }

    /// Rows that are there now, and then those that are gone.
    fn rows(&mut self, inner: &'static [Field], place: &Place) {
        let (now, before) = (seen(self.now, place.now.as_deref()), seen(self.before, place.before.as_deref()));
        for row in &now {
            let was = before.iter().find(|other| other.id == row.id);
            let place = Place { now: Some(row.path.clone()), before: was.map(|row| row.path.clone()) };
            self.fields(inner, &place);
        }
        for row in before.into_iter().filter(|row| now.iter().all(|other| other.id != row.id)) {
            self.fields(inner, &Place { now: None, before: Some(row.path) });
        }
    }
}

struct Row {
    id: Value,
    path: String,
}

/// The rows of a list that may be seen.
fn seen(form: &FormContext, list: Option<&str>) -> Vec<Row> {
    let Some(list) = list.filter(|list| form.is_asked(list)) else { return Vec::new() };
    let document = form.store.document.borrow();
    let rows = path::list(&document.answers, list).iter().enumerate();
    let rows = rows.map(|(at, row)| Row { id: row["id"].clone(), path: path::numbered(list, at) });
    rows.filter(|row| !form.is_left_out(&row.path)).collect()
}
