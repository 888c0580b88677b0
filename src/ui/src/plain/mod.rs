//! The finished document as plain text, for a letter or another record: the same words in the same order as on paper.

mod answer;
mod changes;
mod lines;

use coplan_model::fields::{Field, Kind, Need};
use coplan_model::path;

pub use answer::answer;
pub use changes::{Change, changes};
pub use lines::Lines;

use crate::context::FormContext;
use crate::controls::{carried_said, rows, summary_list, voice_said};
use crate::layout::section::Part;
use crate::layout::{earlier, frame, pages, paper, recorded as layout_recorded, since};
use crate::messages::in_text;
use crate::store::section_key;

/// How far what belongs to something stands in from it, in characters.
const INDENT: usize = 2;

/// A document as text, in lines of at most `width` characters where words allow it; 0 leaves each paragraph on one line.
pub fn text(form: &FormContext, width: usize) -> String {
    let mut lines = Lines::new(width);
    if !form.store.is_kept_back() {
        lines.heading('=', &form.say(form.store.document.borrow().form.as_str()));
        lines.paragraph(0, &in_text(&frame::about(form).join(" · ")));
        if let Some(said) = frame::restricted_by_host(form) {
            lines.paragraph(0, &said);
        }
        match &form.since {
            Some(before) => since::text(form, before, &mut lines),
            None => {
                (form.store.definition().text)(form, &mut lines);
                amendments(form, &mut lines);
            }
        }
    }
    lines.gap();
    lines.paragraph(0, &paper::facts(form));
    lines.finish()
}

/// All sections of a form in which something is answered or said.
pub fn sections(form: &FormContext, lines: &mut Lines) {
    for section in form.store.sections() {
        let mut inside = lines.within();
        section.parts.iter().for_each(|part| match part {
            Part::Ask(path) | Part::Lay(path, _) => question(form, path, 0, &mut inside),
            Part::Notice(key) => inside.paragraph(0, &form.say(key)),
            Part::Show(_) => {}
        });
        if !inside.is_empty() {
            lines.heading('-', &title(form, section.id));
            lines.take(inside);
        }
    }
    recorded(form, lines);
    if pages::is_unfinished(form) {
        lines.heading('-', &title(form, "later"));
        pages::LATER.iter().for_each(|path| question(form, path, 0, lines));
    }
}

/// What was asked under another policy.
pub fn recorded(form: &FormContext, lines: &mut Lines) {
    let said = layout_recorded::lines(form);
    if !said.is_empty() {
        lines.heading('-', &layout_recorded::heading(form));
        said.iter().for_each(|line| lines.pair(0, &in_text(&line.question), &in_text(&line.answer.join("\n"))));
    }
}

fn title(form: &FormContext, section: &str) -> String {
    let key = section_key(section);
    let part = form.find(&key, "part").map(|part| [&part, ": "].concat());
    [&*part.unwrap_or_default(), &*form.say(&key)].concat()
}

/// A question and its answer, when it is asked and has one.
pub fn question(form: &FormContext, path: &str, indent: usize, lines: &mut Lines) {
    let Some(field) = form.store.field(path).filter(|_| form.is_asked(path)) else { return };
    match field.kind {
        Kind::Group(inner) => asked(inner).for_each(|field| question(form, &within(path, field), indent, lines)),
        Kind::Rows(inner) => list(form, path, inner, indent, lines),
        _ => {
            let Some(words) = said(form, field, path) else { return };
            lines.pair(indent, &summary_list::words(form, path), &in_text(&words));
        }
    }
}

/// An answer in words, and whose they are.
fn said(form: &FormContext, field: &Field, path: &str) -> Option<String> {
    let words = answer(form, field, path)?;
    let notes = [voice_said(form, path), carried_said(form, path)].into_iter().flatten();
    Some(notes.fold(words, |words, note| [&*words, " (", &*note, ")"].concat()))
}

/// Rows that hold something, each with its questions. What is asked only once in a row needs no name.
fn list(form: &FormContext, path: &str, inner: &'static [Field], indent: usize, lines: &mut Lines) {
    let filled = summary_list::filled(form, path);
    if filled.is_empty() {
        return;
    }
    let mut indent = indent;
    // Under a section's title of the same name it would be said twice.
    if form.find("section", path).is_none() {
        lines.question(indent, &summary_list::words(form, path));
        indent += INDENT;
    }
    let only = asked(inner).nth(1).is_none();
    for (number, at) in filled.into_iter().enumerate() {
        let row = path::numbered(path, at);
        if only {
            let words = asked(inner).find_map(|field| answer(form, field, &within(&row, field)));
            lines.item(indent, &in_text(&words.unwrap_or_default()));
            continue;
        }
        if indent == 0 && number > 0 {
            lines.gap();
        }
        lines.paragraph(indent, &in_text(&rows::row_name(form, path, at, number)));
        asked(inner).for_each(|field| question(form, &within(&row, field), indent + INDENT, lines));
    }
}

/// The questions among these that a reader may ask about.
fn asked(fields: &'static [Field]) -> impl Iterator<Item = &'static Field> {
    fields.iter().filter(|field| field.need != Need::Kept)
}

fn within(path: &str, field: &Field) -> String {
    [path, ".", field.id].concat()
}

/// When the form was changed, and why.
fn amendments(form: &FormContext, lines: &mut Lines) {
    let told = earlier::amendments(form);
    if !told.is_empty() {
        lines.heading('-', &title(form, "changes"));
        told.iter().for_each(|told| lines.item(0, &in_text(told)));
    }
}
