//! An answer in words, where there are no elements.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Kind};
use coplan_model::path;

use crate::context::FormContext;
use crate::controls::{person, signature, summary_list};
use crate::messages::isolated;

/// Between several codes or people: an option may have commas of its own.
const BETWEEN: &str = "; ";

/// The answer to a single question, with what was typed isolated; `None` without one, and for rows and groups, which are several.
pub fn answer(form: &FormContext, field: &Field, path: &str) -> Option<String> {
    let answer = form.text(path);
    let words = match field.kind {
        Kind::Codes(codes) => {
            let chosen = codes.iter().filter(|code| form.has(path, code));
            chosen.map(|code| form.option(path, code).to_string()).collect::<Vec<_>>().join(BETWEEN)
        }
        Kind::Person => person::read(form, path),
        Kind::People => {
            let rows = summary_list::filled(form, path).into_iter();
            rows.map(|at| person::read(form, &path::numbered(path, at))).collect::<Vec<_>>().join(BETWEEN)
        }
        Kind::Signature => signature::in_words(form, path)?,
        Kind::Date(_) if answer.is_empty() => half_a_date(form, path),
        _ if is_blank_text(&answer) => return None,
        Kind::Date(_) => form.date(&answer),
        Kind::Code(_) => form.option(path, &answer).to_string(),
        // Each line runs its own way.
        Kind::Text(_) | Kind::Number => answer.split('\n').map(isolated).collect::<Vec<_>>().join("\n"),
        Kind::Group(_) | Kind::Rows(_) | Kind::Voices => return None,
    };
    Some(words).filter(|words| !words.is_empty())
}

/// What stands in the boxes of a date that is none yet.
fn half_a_date(form: &FormContext, path: &str) -> String {
    let boxes = form.store.date_boxes(path);
    let typed = boxes.iter().filter(|typed| !is_blank_text(typed));
    typed.map(|typed| isolated(typed)).collect::<Vec<_>>().join(" ")
}
