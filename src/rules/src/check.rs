//! What stands between a document and a moment in its life, in words. Never what a person wrote.

use coplan_model::json::{Map, Value};
use coplan_model::{Document, Moment, Problem, Status};
use serde::Serialize;

use crate::clock::problems_everywhere;
use crate::error::RulesError;
use crate::render::{Look, context};

/// One thing to put right, as the element's `problems` has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The question: `response`, `people[0].name`.
    pub path: String,
    /// What is wrong: `missing`, `too_long`, …
    pub code: &'static str,
    /// The sentence, with the rows that the question is in.
    pub message: String,
    /// What the sentence needs.
    pub params: Map<String, Value>,
}

/// What a stored document of this status is asked for: a draft for what drafts need, one that was withdrawn for nothing.
fn of_status(status: Status) -> Option<Moment> {
    match status {
        Status::Draft => Some(Moment::Draft),
        Status::Complete | Status::Amended => Some(Moment::Complete),
        Status::Withdrawn => None,
    }
}

/// What blocks `moment`; `None` asks what the document's status asks. `everywhere` takes a date for wrong only where it is wrong
/// on all of earth: nobody knows where the form was filled in.
///
/// # Errors
/// When the clock shows no calendar day.
pub fn check(
    document: &Document,
    moment: Option<Moment>,
    look: &Look,
    everywhere: bool,
) -> Result<Vec<Found>, RulesError> {
    let Some(moment) = moment.or_else(|| of_status(document.status)) else {
        return Ok(Vec::new());
    };
    let problems = if everywhere {
        problems_everywhere(document, moment, look.clock.now())
    } else {
        let saved_on = document.saved_at.as_deref().and_then(|instant| look.clock.day_of(instant));
        document.problems_where_saved(moment, look.clock.today()?, saved_on)
    };
    in_words(document, problems, look)
}

fn in_words(document: &Document, problems: Vec<Problem>, look: &Look) -> Result<Vec<Found>, RulesError> {
    if problems.is_empty() {
        return Ok(Vec::new());
    }
    let store = context(document.clone(), look)?.store;
    let found = |problem: Problem| {
        let message = store.sentence_apart(&problem).to_string();
        Found { path: problem.path, code: problem.code, message, params: problem.params }
    };
    Ok(problems.into_iter().map(found).collect())
}
