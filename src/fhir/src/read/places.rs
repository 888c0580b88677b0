//! Where extensions of ours are read: one that stands elsewhere says nothing there, and is named.

use coplan_model::path::numbered;

use crate::ask::Ask;
use crate::base::name_of;
use crate::definitions;
use crate::types::Extension;

/// What is kept beside an answer.
pub const MARKS: [&str; 4] = ["voice", "asked", "carried", "entered"];

fn any(extensions: &[Extension], is_read: &dyn Fn(&str) -> bool) -> bool {
    // One that we do not have is named as such.
    let is_misplaced = |own: &str| !is_read(own) && definitions::shape(own).is_some();
    extensions.iter().filter_map(|one| name_of(&one.url)).any(is_misplaced)
}

/// Whether one of these is not read on an item: the one of this number, of those of a question; a trust's own, or the form's.
pub fn on_item(extensions: &[Extension], ask: Ask, at: usize, own: bool) -> bool {
    let is_rows = matches!(ask, Ask::Rows(_) | Ask::OwnRows);
    any(extensions, &|name| match name {
        "kind" => own,
        "json" => at == 0,
        "empty" => at == 0 && (is_rows || matches!(ask, Ask::Codes | Ask::People)),
        "row-id" => is_rows,
        "unknown" => is_rows || matches!(ask, Ask::Group(_)),
        name => MARKS.contains(&name) && (is_rows || at == 0),
    })
}

/// Whether one of these is not read on the item that holds a trust's own questions.
pub fn on_local(extensions: &[Extension]) -> bool {
    any(extensions, &|name| MARKS.contains(&name))
}

/// Whether one of these is not read on an answer.
pub fn on_answer(extensions: &[Extension], ask: Ask) -> bool {
    any(extensions, &|name| match name {
        // What does not belong to the value is named as another value.
        "exact" | "empty" => true,
        "someone" | "unknown" => matches!(ask, Ask::Person | Ask::People),
        name => ask == Ask::People && (name == "row-id" || MARKS.contains(&name)),
    })
}

/// What a question that we do not have is named by: its `linkId`, when that could be one, or its place.
pub fn name(link: &str, within: &str, at: usize) -> String {
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || b"_.-/[]".contains(&letter);
    if link.len() <= 120 && !link.is_empty() && link.bytes().all(plain) {
        return link.to_owned();
    }
    [within, &numbered("item", at)].concat()
}
