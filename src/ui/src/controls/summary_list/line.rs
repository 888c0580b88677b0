//! What is answered, in one line: a row that is folded, a group that needs no asking.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Kind, Need};
use coplan_model::path;

use super::filled;
use crate::context::FormContext;
use crate::messages::isolated;
use crate::plain;

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
    let said = match field.kind {
        Kind::Rows(_) => {
            let first = *filled(form, path).first()?;
            line(form, &path::numbered(path, first), &[])
        }
        Kind::Group(_) => line(form, path, &[]),
        Kind::Text(_) => {
            Some(form.text(path)).filter(|text| !is_blank_text(text)).map(|text| isolated(&shortened(&text)))?
        }
        Kind::Signature => return None,
        // Half of one is no answer yet.
        Kind::Date(_) if form.text(path).is_empty() => return None,
        _ => plain::answer(form, field, path)?,
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
