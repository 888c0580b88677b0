//! What stands between a document and a moment in its life: `{ path, code, params }`, in reading order.
//!
//! A problem never holds what a person typed, so it can be logged, counted and sent anywhere.

use std::cell::OnceCell;

use crate::json::{Map, Value};
use validator::ValidateLength;

use crate::carried;
use crate::check::Dated;
use crate::date::CalendarDate;
use crate::date::entered::{self, Names};
use crate::fields::{Condition, Field, Kind, Need, Text, When};
use crate::nhs_number;
use crate::path::{Answers, by_id, get, is_blank, list, numbered, text};
use crate::signature::{self, Covered};
use crate::{Audience, Document, asked};

/// One thing to put right. What it says on screen belongs to the ui, under the key `path.code`.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Problem {
    /// The question: `response`, `people[0].name`, `subject.date_of_birth`.
    pub path: String,
    /// What is wrong: `missing`, `must_be_past`, `must_be_future`, `too_long`, `not_a_real_date`, …
    pub code: &'static str,
    /// What the sentence needs: numbers, such as `limit`, and as `wrong` what it is that makes a date none, one of
    /// [`entered::WRONG`].
    pub params: Map<String, Value>,
}

impl Problem {
    /// A problem without numbers.
    pub fn new(path: impl Into<String>, code: &'static str) -> Self {
        Self::at(path.into(), code)
    }

    #[inline(never)]
    fn at(path: String, code: &'static str) -> Self {
        Self { path, code, params: Map::new() }
    }

    /// What was typed is no date, for this reason; none where it is not known.
    pub fn not_a_date(path: impl Into<String>, wrong: &'static str) -> Self {
        let mut problem = Self::new(path, "not_a_real_date");
        if !wrong.is_empty() {
            problem.params.insert("wrong".to_owned(), Value::from(wrong));
        }
        problem
    }

    /// There is no answer yet.
    pub fn missing(path: impl Into<String>) -> Self {
        Self::new(path, "missing")
    }
}

/// When a document is looked at. There is no "required".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before a draft is saved: almost nothing.
    Draft,
    /// Before the form is complete: everything that completion needs, conditions included.
    Complete,
    /// Of those, only what is needed because of another answer.
    Conditional,
}

/// Everything that blocks `moment`, in reading order. `today` is the reader's own calendar day.
pub(crate) fn problems(
    document: &Document,
    moment: Moment,
    today: CalendarDate,
    saved_on: Option<CalendarDate>,
) -> Vec<Problem> {
    let dated = Dated::of(&document.entered);
    let next_review = OnceCell::new();
    let carried = if moment == Moment::Complete { carried::places(document) } else { Vec::new() };
    let covered = Covered::of(document);
    let mut walk = Walk { moment, today, saved_on, document, dated, next_review, carried, covered, found: Vec::new() };
    walk.subject();
    walk.group(document.fields(), &document.answers, "", false);
    walk.found
}

struct Walk<'a> {
    moment: Moment,
    today: CalendarDate,
    saved_on: Option<CalendarDate>,
    document: &'a Document,
    dated: Dated,
    /// The path of the date of the next review, once it is asked for.
    next_review: OnceCell<String>,
    /// Where something came from an earlier document and has to be looked at.
    carried: Vec<String>,
    /// What signatures are compared with.
    covered: Covered<'a>,
    found: Vec<Problem>,
}

impl Walk<'_> {
    fn subject(&mut self) {
        let subject = &self.document.subject;
        if self.moment != Moment::Conditional && is_blank(subject.get("name").unwrap_or(&Value::Null)) {
            self.found.push(Problem::missing("subject.name"));
        }
        self.value(&BORN, subject.get("date_of_birth"), "subject.date_of_birth");
        let number = text(subject, "nhs_number");
        if self.moment == Moment::Complete && !number.is_empty() && !nhs_number::is_real(number) {
            self.found.push(Problem::new("subject.nhs_number", "not_an_nhs_number"));
        }
    }

    fn group(&mut self, fields: &'static [Field], answers: &Answers, prefix: &str, conditional: bool) {
        for field in fields {
            if !field.is_asked_among(&self.document.answers, answers) || field.need == Need::Kept {
                continue;
            }
            let path = [prefix, field.id].concat();
            if self.document.misfits.contains(&path) {
                continue;
            }
            let value = answers.get(field.id).filter(|value| !is_blank(value));
            let needed_now = field.complete_if.is_some_and(|condition| condition.holds(answers));
            let conditional = conditional || field.only_if.is_some();
            let nothing = value.is_none() && self.entered(field, &path).is_none();
            if nothing && field.kind.is_asked_whole() && self.needs(field, &path, needed_now, conditional) {
                self.found.push(Problem::missing(&*path));
            }
            if self.carried.contains(&path) {
                self.found.push(Problem::new(&*path, "carried"));
            }
            match field.kind {
                Kind::Signature => self.signature(field),
                // A group with a condition of its own for completion is asked for nothing until then.
                Kind::Group(_) if field.complete_if.is_some() && !needed_now => {}
                Kind::Group(inner) => {
                    let nothing = Answers::new();
                    let group = value.and_then(Value::as_object).unwrap_or(&nothing);
                    self.group(inner, group, &[&path, "."].concat(), conditional);
                }
                Kind::Rows(inner) => {
                    for (index, row) in list(answers, field.id).iter().enumerate() {
                        let entered = || self.dated.has_entered(row);
                        if let Some(row) = row.as_object().filter(|_| !is_blank(row) || entered()) {
                            self.group(inner, row, &[&numbered(&path, index), "."].concat(), conditional);
                        }
                    }
                }
                // What a policy hides is only read: nobody could put it right.
                _ if field.hidden => {}
                _ => self.value(field, value, &path),
            }
        }
    }

    fn needs(&self, field: &Field, path: &str, needed_now: bool, conditional: bool) -> bool {
        match self.moment {
            // What was finished under another policy, or under none, does not lack what this one needs.
            _ if field.by_policy && !self.document.follows_policy() => false,
            // Why somebody has not signed is asked only of whoever has not.
            _ if field.by_policy && !asked(self.document, path, Audience::Worker) => false,
            Moment::Draft => field.need == Need::Draft,
            _ if field.need == Need::ByRule => self.document.asks_by_rule(field.id),
            Moment::Complete => matches!(field.need, Need::Draft | Need::Complete) || needed_now,
            Moment::Conditional => needed_now || conditional && field.need == Need::Complete,
        }
    }

    /// What is being typed there: host documents hold only text.
    fn entered(&self, field: &Field, path: &str) -> Option<&str> {
        if !matches!(field.kind, Kind::Date(_) | Kind::Number) {
            return None;
        }
        let entered = &self.document.entered;
        let at = (!entered.is_empty()).then(|| by_id(&self.document.answers, path))?;
        entered.get(at.as_str()).map(|typed| typed.as_str().unwrap_or_default())
    }

    /// A signature that completion asks for is there and still matches, or the reason why it is not is there.
    fn signature(&mut self, field: &Field) {
        if self.moment != Moment::Complete || field.need != Need::Complete {
            return;
        }
        if let Some(code) = signature::lacks_in(self.document, field, &self.covered) {
            self.found.push(Problem::new(field.id, code));
        }
    }

    /// What can be wrong with an answer that is there. None of it blocks a draft.
    fn value(&mut self, field: &Field, value: Option<&Value>, path: &str) {
        if self.moment != Moment::Complete {
            return;
        }
        if let Some(typed) = self.entered(field, path) {
            if matches!(field.kind, Kind::Number) {
                self.found.push(Problem::new(path, "not_a_number"));
                return;
            }
            let partial = matches!(field.kind, Kind::Date(dates) if dates.partial);
            self.found.push(Problem::not_a_date(path, entered::wrong(typed, Names::default(), partial)));
            return;
        }
        if let (Some(exclusive), Some(Value::Array(codes))) = (field.exclusive, value)
            && codes.len() > 1
            && codes
                .iter()
                .any(|code| code == exclusive || code.get("person").is_some_and(|person| person == exclusive))
        {
            self.found.push(Problem::new(path, "stands_alone"));
        }
        let Some(answer) = value.and_then(Value::as_str) else { return };
        match field.kind {
            Kind::Text(Text { limit, .. }) if !answer.validate_length(None, Some(limit as u64), None) => {
                let mut problem = Problem::new(path, "too_long");
                problem.params.insert("limit".to_owned(), Value::from(limit));
                self.found.push(problem);
            }
            Kind::Date(dates) => {
                let Ok(date) = answer.parse::<CalendarDate>() else { return };
                if dates.when == When::Past && self.today.is_before(date) {
                    self.found.push(Problem::new(path, "must_be_past"));
                } else if dates.when == When::Future
                    && date.is_before(self.today)
                    && !self.document.is_overtaken(path, self.saved_on, &self.next_review)
                {
                    self.found.push(Problem::new(path, "must_be_future"));
                }
            }
            _ => {}
        }
    }
}

/// A date of birth: a whole date, today or in the past.
const BORN: Field =
    Field { id: "date_of_birth", kind: <CalendarDate as crate::fields::Shape>::KIND.past(), ..Field::NOTHING };

impl Condition {
    /// Whether it holds among these answers.
    pub fn holds(&self, answers: &Answers) -> bool {
        let Some(value) = get(answers, self.question).filter(|value| !is_blank(value)) else { return false };
        let chosen = |code: &Value| code.as_str().is_some_and(|code| self.any_of.contains(&code));
        match value {
            _ if self.any_of.is_empty() => true,
            Value::Array(codes) => codes.iter().any(chosen),
            code => chosen(code),
        }
    }
}
