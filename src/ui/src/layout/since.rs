//! What has changed since an earlier document, word by word for a reader.

use std::rc::Rc;

use similar::{Algorithm, ChangeTag, utils::diff_words};
use yew::{AttrValue, Html, html};

use super::{frame, heading};
use crate::context::{FormContext, View};
use crate::controls::{details, summary_list};
use crate::messages::in_html;
use crate::plain::{Change, Lines, changes};
use crate::store::{FormStore, day_of};

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
    let piece = |(tag, words): (ChangeTag, &str)| {
        let words = words.to_owned();
        match tag {
            ChangeTag::Equal => html! { <span>{ words }</span> },
            ChangeTag::Delete => html! { <del>{ said(form, "since.gone") }{ words }</del> },
            ChangeTag::Insert => html! { <ins>{ said(form, "since.new") }{ words }</ins> },
        }
    };
    let pieces = diff_words(Algorithm::Myers, before, after).into_iter().map(piece);
    html! { <div class="coplan-typed coplan-since" dir="auto">{ pieces.collect::<Html>() }</div> }
}

fn said(form: &FormContext, key: &str) -> Html {
    html! { <span class="nhsuk-u-visually-hidden">{ form.say(key) }{ " " }</span> }
}

/// What has changed since the document that this one follows, closed until it is opened.
pub fn previous(form: &FormContext) -> Html {
    let Some(before) = form.store.previous() else { return Html::default() };
    let inside = list(&form.seen(View::Check), &form.of(before.clone()));
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
    let then = FormContext { store: before.clone(), since: None, ..form.clone() };
    html! {
        <>
            { frame::title(form) }
            <section>{ heading(form, 1, "nhsuk-heading-m", None, title(form, before).into()) }{ list(form, &then) }</section>
        </>
    }
}

/// The same as plain text: what was and what is, one under the other.
pub fn text(form: &FormContext, before: &Rc<FormStore>, lines: &mut Lines) {
    let then = FormContext { store: before.clone(), since: None, ..form.clone() };
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
