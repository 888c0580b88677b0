//! A question and its answer, to be read (NHS service manual, summary list): on the page that checks answers, in a
//! read-only form and on paper.

mod line;

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Kind, Need};
use coplan_model::path;
use yew::{Html, html};

pub use line::line;

use super::{person, rows, signature, voice};
use crate::context::{FormContext, View};
use crate::messages::{in_html, isolated};

/// A question and its answer. On paper an unanswered question takes no room.
pub fn row(form: &FormContext, field: &Field, path: &str) -> Html {
    if let Kind::Group(inner) = field.kind {
        return form.questions(path, inner);
    }
    let question = form.said(path, form.find(path, "read").unwrap_or_else(|| form.say(path)));
    match answer(form, field, path) {
        None if form.view == View::Print || form.store.has_list() => Html::default(),
        None => pair(question, form.say("not_provided").into()),
        Some(answer) => pair(question, answer),
    }
}

/// One line of the list.
pub fn pair(key: Html, value: Html) -> Html {
    html! {
        <div class="nhsuk-summary-list__row">
            <dt class="nhsuk-summary-list__key">{ key }</dt>
            <dd class="nhsuk-summary-list__value">{ value }</dd>
        </div>
    }
}

/// The list round its lines.
pub fn list(rows: Html) -> Html {
    html! { <dl class="nhsuk-summary-list">{ rows }</dl> }
}

/// An answer in words; every character that was typed.
fn answer(form: &FormContext, field: &Field, path: &str) -> Option<Html> {
    let answer = form.text(path);
    match field.kind {
        Kind::Codes(codes) => {
            let chosen: Vec<_> = codes.iter().filter(|code| form.has(path, code)).collect();
            let items = chosen.iter().map(|code| html! { <li>{ form.option(path, code) }</li> });
            (!chosen.is_empty()).then(|| html! { <ul class="nhsuk-list">{ items.collect::<Html>() }</ul> })
        }
        Kind::Rows(inner) => rows(form, path, inner),
        Kind::Person => {
            let name = person::read(form, path);
            (!name.is_empty()).then(|| html! { <span class="coplan-typed">{ in_html(&name) }</span> })
        }
        Kind::People => people(form, path),
        Kind::Signature => signature::answer(form, path),
        Kind::Date(_) if answer.is_empty() => {
            let boxes = form.store.date_boxes(path);
            let any = boxes.iter().any(|typed| !is_blank_text(typed));
            any.then(|| in_html(&boxes.each_ref().map(|typed| isolated(typed)).join(" ")))
        }
        _ if is_blank_text(&answer) => None,
        Kind::Date(_) => Some(form.date(&answer).into()),
        Kind::Code(_) => Some(form.said(path, form.option(path, &answer))),
        _ => {
            let voice = voice(form, path).unwrap_or_default();
            Some(html! { <><span class="coplan-typed">{ answer }</span>{ voice }</> })
        }
    }
}

/// Rows that hold something, each with its questions. What is asked only once in a row needs no name.
fn rows(form: &FormContext, path: &str, inner: &'static [Field]) -> Option<Html> {
    let filled = filled(form, path);
    let asked: Vec<&Field> = inner.iter().filter(|field| field.need != Need::Kept).collect();
    let items = filled.iter().enumerate().map(|(number, at)| {
        let row = [&path::numbered(path, *at), "."].concat();
        if let [only] = asked[..] {
            return html! { <li>{ answer(form, only, &[&row, only.id].concat()).unwrap_or_default() }</li> };
        }
        let questions = asked.iter().map(|field| form.field(&[&row, field.id].concat()));
        html! {
            <li>
                <strong>{ in_html(&rows::row_name(form, path, *at, number)) }</strong>
                { list(questions.collect()) }
            </li>
        }
    });
    (!filled.is_empty()).then(|| html! { <ol class="coplan-read-rows">{ items.collect::<Html>() }</ol> })
}

/// Names, one under the other.
fn people(form: &FormContext, path: &str) -> Option<Html> {
    let filled = filled(form, path);
    let names = filled.iter().map(|at| person::read(form, &path::numbered(path, *at)));
    let names = names.map(|name| html! { <li class="coplan-typed">{ in_html(&name) }</li> });
    (!filled.is_empty()).then(|| html! { <ul class="nhsuk-list">{ names.collect::<Html>() }</ul> })
}

/// The numbers of the rows in which something was answered that may be seen.
fn filled(form: &FormContext, path: &str) -> Vec<usize> {
    let document = form.store.document.borrow();
    let rows = path::list(&document.answers, path).iter().enumerate();
    rows.filter(|(at, row)| !path::is_blank(row) && !form.is_left_out(&path::numbered(path, *at)))
        .map(|(at, _)| at)
        .collect()
}
