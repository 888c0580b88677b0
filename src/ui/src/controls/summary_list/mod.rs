//! A question and its answer, to be read (NHS service manual, summary list): on the page that checks answers, in a
//! read-only form and on paper.

mod line;

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Kind, Need};
use coplan_model::path;
use yew::{AttrValue, Html, html};

pub use line::line;

use super::{carried, person, rows, signature, voice};
use crate::context::{FormContext, View};
use crate::layout::telephone;
use crate::messages::{in_html, isolated};

/// A question and its answer. One without an answer takes room only where answers are checked before completing; elsewhere it
/// is [`unanswered`].
pub fn row(form: &FormContext, field: &Field, path: &str) -> Html {
    if let Kind::Group(inner) = field.kind {
        return form.questions(path, inner);
    }
    let question = form.said(path, words(form, path));
    match answer(form, field, path) {
        None if form.names_unanswered() => pair(question, form.say("not_provided").into()),
        None => Html::default(),
        Some(answer) if matches!(field.kind, Kind::Rows(_)) => {
            // Under a section's title of the same name it would be said twice.
            let said = form.find("section", path).map(|_| "nhsuk-u-visually-hidden");
            entry("nhsuk-summary-list__row coplan-wide", html! { <span class={said}>{ question }</span> }, answer)
        }
        Some(answer) => pair(question, html! { <>{ answer }{ carried(form, path) }</> }),
    }
}

/// A question in the words in which it is read: those that were asked, where they are not ours.
pub fn words(form: &FormContext, path: &str) -> AttrValue {
    if let Some(then) = form.store.asked_as(path) {
        return then.into();
    }
    form.find(path, "read").unwrap_or_else(|| form.say(path))
}

/// The questions among these that are asked and have no answer, in one line.
pub fn unanswered(form: &FormContext, paths: impl Iterator<Item = &'static str>) -> Html {
    let mut found = Vec::new();
    paths.for_each(|path| missing(form, path, &mut found));
    if found.is_empty() {
        return Html::default();
    }
    let questions = found.join(" · ");
    html! { <p class="coplan-unanswered">{ form.tell("not_answered", &[("questions", &questions)]) }</p> }
}

fn missing(form: &FormContext, path: &str, found: &mut Vec<AttrValue>) {
    let Some(field) = form.store.field(path).filter(|field| field.need != Need::Kept && form.is_asked(path)) else {
        return;
    };
    match field.kind {
        Kind::Group(inner) => inner.iter().for_each(|field| missing(form, &[path, ".", field.id].concat(), found)),
        _ if answer(form, field, path).is_none() => found.push(words(form, path)),
        _ => {}
    }
}

/// One line of the list.
pub fn pair(key: Html, value: Html) -> Html {
    entry("nhsuk-summary-list__row", key, value)
}

fn entry(class: &'static str, key: Html, value: Html) -> Html {
    html! {
        <div {class}>
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
pub fn answer(form: &FormContext, field: &Field, path: &str) -> Option<Html> {
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
            // Where the person looks for help, a number rings when it is touched, and is on one line. Elsewhere a text stays in one piece
            // for whoever looks for it in the page.
            let words = if form.one_page { telephone::linked(form, &answer) } else { answer.into() };
            Some(html! { <><span class="coplan-typed">{ words }</span>{ voice }</> })
        }
    }
}

/// Rows that hold something, each with its questions. What is asked only once in a row needs no name.
fn rows(form: &FormContext, path: &str, inner: &'static [Field]) -> Option<Html> {
    let filled = filled(form, path);
    let asked: Vec<&Field> = inner.iter().filter(|field| field.need != Need::Kept).collect();
    if form.view == View::Print
        && let Some(table) = table(form, path, &filled, inner)
    {
        return Some(table);
    }
    // While answers are checked, empty rows are still among them where they are filled in.
    let checking = form.is_checking();
    let items = filled.iter().enumerate().map(|(number, at)| {
        let row = [&path::numbered(path, *at), "."].concat();
        if let [only] = asked[..] {
            return html! { <li>{ answer(form, only, &[&row, only.id].concat()).unwrap_or_default() }</li> };
        }
        let questions = asked.iter().map(|field| form.field(&[&row, field.id].concat()));
        html! {
            <li class="coplan-card">
                <strong>{ in_html(&rows::row_name(form, path, *at, if checking { *at } else { number })) }</strong>
                { list(questions.collect()) }
            </li>
        }
    });
    (!filled.is_empty()).then(|| html! { <ol class="coplan-read-rows">{ items.collect::<Html>() }</ol> })
}

/// As many columns as an upright sheet has room for.
const COLUMNS: usize = 6;

/// Rows of a few short questions as a table, of those that have an answer in one of them.
fn table(form: &FormContext, path: &str, filled: &[usize], inner: &'static [Field]) -> Option<Html> {
    let at = |row: usize, field: &Field| [&path::numbered(path, row), ".", field.id].concat();
    let cell = |row: usize, field: &Field| {
        let path = at(row, field);
        if form.is_asked(&path) { answer(form, field, &path) } else { None }
    };
    let asked = inner.iter().filter(|field| field.need != Need::Kept);
    // What has questions of its own has no room in a cell.
    let (several, asked): (Vec<&Field>, Vec<&Field>) =
        asked.partition(|field| matches!(field.kind, Kind::Group(_) | Kind::Rows(_)));
    let holds = |field: &&Field, row: usize| {
        let document = form.store.document.borrow();
        path::get(&document.answers, &at(row, field)).is_some_and(|answer| !path::is_blank(answer))
    };
    if several.iter().any(|field| filled.iter().any(|row| holds(field, *row))) {
        return None;
    }
    let columns: Vec<&Field> =
        asked.into_iter().filter(|field| filled.iter().any(|row| cell(*row, field).is_some())).collect();
    if !(2..=COLUMNS).contains(&columns.len()) {
        return None;
    }
    let first = *filled.first()?;
    // What stands for a goal is named as the goal is.
    let named = inner.iter().any(|field| field.id == "goal");
    let head = columns.iter().map(|field| html! { <th scope="col">{ words(form, &at(first, field)) }</th> });
    let body = filled.iter().enumerate().map(|(number, row)| {
        let name = html! { <th scope="row">{ in_html(&rows::row_name(form, path, *row, number)) }</th> };
        let cells = columns.iter().map(|field| html! { <td>{ cell(*row, field).unwrap_or_default() }</td> });
        html! { <tr>{ if named { name } else { Html::default() } }{ cells.collect::<Html>() }</tr> }
    });
    let corner = if named {
        html! { <td /> }
    } else {
        Html::default()
    };
    Some(html! {
        <table class="coplan-table">
            <thead><tr>{ corner }{ head.collect::<Html>() }</tr></thead>
            <tbody>{ body.collect::<Html>() }</tbody>
        </table>
    })
}

/// Names, one under the other.
fn people(form: &FormContext, path: &str) -> Option<Html> {
    let filled = filled(form, path);
    let names = filled.iter().map(|at| person::read(form, &path::numbered(path, *at)));
    let names = names.map(|name| html! { <li class="coplan-typed">{ in_html(&name) }</li> });
    (!filled.is_empty()).then(|| html! { <ul class="nhsuk-list">{ names.collect::<Html>() }</ul> })
}

/// The numbers of the rows in which something was answered that may be seen.
pub fn filled(form: &FormContext, path: &str) -> Vec<usize> {
    let document = form.store.document.borrow();
    let rows = path::list(&document.answers, path).iter().enumerate();
    rows.filter(|(at, row)| !path::is_blank(row) && !form.is_left_out(&path::numbered(path, *at)))
        .map(|(at, _)| at)
        .collect()
}
