//! What is answered, in one line: a row that is folded, a group that needs no asking.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Kind, Need};
use coplan_model::path;

use super::filled;
use crate::context::FormContext;
use crate::controls::person;
use crate::messages::isolated;

/// Characters of a text that say which one it is.
const ENOUGH: usize = 80;

/// How many answers a line has where nobody says which.
const FEW: usize = 3;

/// The answers to some questions of a group or row, with a dot between them; of the first that have any, where none are named.
/// What was typed in them is isolated. Empty when nothing is answered.
pub fn line(form: &FormContext, path: &str, parts: &[&str]) -> String {
    let inner = form.store.field(path).and_then(|field| field.kind.inner()).unwrap_or_default();
    let inner = inner.iter().filter(|field| field.need != Need::Kept);
    let named = inner.clone().filter(|field| parts.contains(&field.id));
    let said = |field: &Field| brief(form, field, &[path, ".", field.id].concat());
    let said: Vec<String> = match parts {
        [] => inner.filter(|field| !matches!(field.kind, Kind::Group(_))).filter_map(said).take(FEW).collect(),
        _ => named.filter_map(said).collect(),
    };
    said.join(" · ")
}

/// An answer in a few words.
fn brief(form: &FormContext, field: &Field, path: &str) -> Option<String> {
    let answer = form.text(path);
    let said = match field.kind {
        Kind::Code(_) if answer.is_empty() => return None,
        Kind::Code(_) => form.option(path, &answer).to_string(),
        Kind::Codes(codes) => {
            let chosen = codes.iter().filter(|code| form.has(path, code));
            chosen.map(|code| form.option(path, code).to_string()).collect::<Vec<_>>().join(", ")
        }
        Kind::Date(_) if answer.is_empty() => return None,
        Kind::Date(_) => form.date(&answer),
        Kind::Person => person::read(form, path),
        Kind::People => {
            let rows = filled(form, path).into_iter();
            rows.map(|at| person::read(form, &path::numbered(path, at))).collect::<Vec<_>>().join(", ")
        }
        Kind::Rows(_) => {
            let first = *filled(form, path).first()?;
            line(form, &path::numbered(path, first), &[])
        }
        Kind::Group(_) => line(form, path, &[]),
        Kind::Number | Kind::Text(_) if is_blank_text(&answer) => return None,
        Kind::Number | Kind::Text(_) => isolated(&shortened(&answer)),
        Kind::Signature | Kind::Voices => return None,
    };
    Some(said).filter(|said| !said.is_empty())
}

/// As much of a text as says which one it is, on one line.
fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => {
            let whole = &text[..end];
            // Words stay whole, as far as there are any.
            [whole.rsplit_once(' ').map_or(whole, |(words, _)| words), "…"].concat()
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(shortened("Sleep\n better"), "Sleep better");
        let long = shortened(&"walk to the shop ".repeat(9));
        assert!(
            long.ends_with("the…") || long.ends_with("shop…") || long.ends_with("to…") || long.ends_with("walk…"),
            "{long}"
        );
        assert_eq!(shortened(&"é".repeat(100)).chars().count(), ENOUGH + 1);
    }
}
