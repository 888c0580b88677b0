//! What has changed since an earlier document, word by word for a reader.

use std::rc::Rc;

use dissimilar::Chunk;
use yew::{AttrValue, Html, html};

use super::{frame, heading};
use crate::context::{FormContext, View};
use crate::controls::{details, summary_list};
use crate::messages::in_html;
use crate::plain::{Change, Lines, changes};
use crate::store::{FormStore, day_of};

/// What is longer than this, before and now together, in bytes, is not compared word by word: the whole is gone, and the whole is new.
const COMPARED: usize = 50_000;

/// Every question whose answer is another than before, with the words that are gone and those that are new.
pub fn list(now: &FormContext, before: &FormContext) -> Html {
    let found = changes(now, before).unwrap_or_default();
    if found.is_empty() {
        return html! { <p>{ now.say("since.none") }</p> };
    }
    let rows = found.iter().map(|change| summary_list::pair(in_html(&change.label), difference(now, change)));
    html! { <><p>{ now.say("since.key") }</p>{ summary_list::list(rows.collect()) }</> }
}

/// One answer before and now, as one text. What is struck through or underlined is also said.
fn difference(form: &FormContext, change: &Change) -> Html {
    let [before, after] = [&change.before, &change.after].map(|answer| answer.as_deref().unwrap_or_default());
    if before.len() + after.len() > COMPARED {
        return pieces(form, [Chunk::Delete(before), Chunk::Insert(after)].into_iter(), &|text| text.to_owned());
    }
    let mut words = Words::default();
    let [before, after] = [before, after].map(|text| words.letters(text));
    pieces(form, dissimilar::diff(&before, &after).into_iter(), &|letters| words.text(letters))
}

fn pieces<'a>(form: &FormContext, found: impl Iterator<Item = Chunk<'a>>, words: &dyn Fn(&str) -> String) -> Html {
    let pieces = found.map(|piece| match piece {
        Chunk::Equal(same) => html! { <span>{ words(same) }</span> },
        Chunk::Delete(gone) => html! { <del>{ said(form, "since.gone") }{ words(gone) }</del> },
        Chunk::Insert(new) => html! { <ins>{ said(form, "since.new") }{ words(new) }</ins> },
    });
    html! { <div class="coplan-typed coplan-since" dir="auto">{ pieces.collect::<Html>() }</div> }
}

/// Words, each of which stands for a letter: what compares letters compares words.
#[derive(Default)]
struct Words<'a>(Vec<&'a str>);

/// The letters that no text has a meaning for: the last two planes of Unicode, for private use.
const FIRST: u32 = 0xF_0000;

impl<'a> Words<'a> {
    /// A text, a letter for each word and for each space between words.
    fn letters(&mut self, text: &'a str) -> String {
        let mut letters = String::new();
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end_matches(char::is_whitespace);
            for part in [word, &piece[word.len()..]].into_iter().filter(|part| !part.is_empty()) {
                letters.push(self.letter(part));
            }
        }
        letters
    }

    /// The letter of a word. There are more of them than words in what is compared.
    fn letter(&mut self, word: &'a str) -> char {
        let at = self.0.iter().position(|known| *known == word).unwrap_or_else(|| {
            self.0.push(word);
            self.0.len() - 1
        });
        char::from_u32(FIRST + at as u32).unwrap_or(char::MAX)
    }

    /// The words of some letters.
    fn text(&self, letters: &str) -> String {
        letters.chars().filter_map(|letter| self.0.get((letter as u32 - FIRST) as usize).copied()).collect()
    }
}

fn said(form: &FormContext, key: &str) -> Html {
    html! { <span class="nhsuk-u-visually-hidden">{ form.say(key) }{ " " }</span> }
}

/// What has changed since the document that this one follows, closed until it is opened.
pub fn previous(form: &FormContext) -> Html {
    let Some(before) = form.store.previous() else { return Html::default() };
    let inside = list(&form.seen(View::Check), &form.beside(before.clone()));
    details::closed(title(form, &before), "", inside)
}

/// "What has changed since 12 May 2026".
pub fn title(form: &FormContext, before: &Rc<FormStore>) -> AttrValue {
    let day = day_of(&before.document.borrow());
    match day.is_empty() {
        true => form.say("since.undated"),
        false => form.tell("since", &[("date", &form.date(&day))]),
    }
}

/// On paper, a page of its own.
pub fn read(form: &FormContext, before: &Rc<FormStore>) -> Html {
    let then = form.beside(before.clone());
    html! {
        <>
            { frame::title(form) }
            <section>{ heading(form, 1, "nhsuk-heading-m", None, title(form, before).into()) }{ list(form, &then) }</section>
        </>
    }
}

/// The same as plain text: what was and what is, one under the other.
pub fn text(form: &FormContext, before: &Rc<FormStore>, lines: &mut Lines) {
    let then = form.beside(before.clone());
    lines.heading('-', &title(form, before));
    let found = changes(form, &then).unwrap_or_default();
    if found.is_empty() {
        lines.paragraph(0, &form.say("since.none"));
    }
    for Change { label, before, after, .. } in &found {
        lines.question(0, label);
        for (key, answer) in [("since.before", before), ("since.now", after)] {
            lines.pair(2, &form.say(key), answer.as_deref().unwrap_or(&form.say("since.nothing")));
        }
    }
}
