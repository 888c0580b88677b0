//! A question and its answer, to be read (NHS service manual, summary list): on the page that checks answers, in a
//! read-only form and on paper.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{Field, Kind, Need};
use coplan_model::path;
use yew::Html;

use super::{person, rows, signature, voice};
use crate::context::{FormContext, View};
use crate::markup::{all, of, tag, text};
use crate::messages::{in_html, isolated};

/// A question and its answer. On paper an unanswered question takes no room.
pub fn row(form: &FormContext, field: &Field, path: &str) -> Html {
    if let Kind::Group(inner) = field.kind {
        return form.questions(path, inner);
    }
    let question = form.said(path, form.find(path, "read").unwrap_or_else(|| form.say(path)));
    match answer(form, field, path) {
        None if form.view == View::Print || form.store.has_list() => Html::default(),
        None => pair(question, text(form.say("not_provided"))),
        Some(answer) => pair(question, answer),
    }
}

/// One line of the list.
pub fn pair(key: Html, value: Html) -> Html {
    let key = of("dt", "nhsuk-summary-list__key").child(key).end();
    let value = of("dd", "nhsuk-summary-list__value").child(value).end();
    of("div", "nhsuk-summary-list__row").child(key).child(value).end()
}

/// The list round its lines.
pub fn list(rows: Html) -> Html {
    of("dl", "nhsuk-summary-list").child(rows).end()
}

/// An answer in words; every character that was typed.
fn answer(form: &FormContext, field: &Field, path: &str) -> Option<Html> {
    let answer = form.text(path);
    match field.kind {
        Kind::Codes(codes) => {
            let mut list = of("ul", "nhsuk-list");
            let mut any = false;
            for code in codes.iter().filter(|code| form.has(path, code)) {
                list = list.put(tag("li").say(form.option(path, code)));
                any = true;
            }
            any.then(|| list.end())
        }
        Kind::Rows(inner) => rows(form, path, inner),
        Kind::Person => {
            let name = person::read(form, path);
            (!name.is_empty()).then(|| of("span", "coplan-typed").child(in_html(&name)).end())
        }
        Kind::People => people(form, path),
        Kind::Signature => signature::answer(form, path),
        Kind::Date(_) if answer.is_empty() => {
            let boxes = form.store.date_boxes(path);
            let any = boxes.iter().any(|typed| !is_blank_text(typed));
            any.then(|| in_html(&boxes.each_ref().map(|typed| isolated(typed)).join(" ")))
        }
        _ if is_blank_text(&answer) => None,
        Kind::Date(_) => Some(text(form.date(&answer).into())),
        Kind::Code(_) => Some(form.said(path, form.option(path, &answer))),
        _ => {
            let typed = of("span", "coplan-typed").say(answer).end();
            Some(voice(form, path).map_or_else(|| typed.clone(), |voice| all(vec![typed.clone(), voice])))
        }
    }
}

/// Rows that hold something, each with its questions. What is asked only once in a row needs no name.
fn rows(form: &FormContext, path: &str, inner: &'static [Field]) -> Option<Html> {
    let filled = filled(form, path);
    let asked: Vec<&Field> = inner.iter().filter(|field| field.need != Need::Kept).collect();
    let mut list = of("ol", "coplan-read-rows");
    for (number, at) in filled.iter().enumerate() {
        let row = [&path::numbered(path, *at), "."].concat();
        let item = tag("li");
        list = list.child(match asked[..] {
            [only] => item.child(answer(form, only, &[&row, only.id].concat()).unwrap_or_default()).end(),
            _ => {
                let name = tag("strong").child(in_html(&rows::row_name(form, path, *at, number))).end();
                let questions = all(asked.iter().map(|field| form.field(&[&row, field.id].concat())).collect());
                item.child(name).child(self::list(questions)).end()
            }
        });
    }
    (!filled.is_empty()).then(|| list.end())
}

/// Names, one under the other.
fn people(form: &FormContext, path: &str) -> Option<Html> {
    let filled = filled(form, path);
    let mut list = of("ul", "nhsuk-list");
    for at in &filled {
        let name = person::read(form, &path::numbered(path, *at));
        list = list.put(of("li", "coplan-typed").child(in_html(&name)));
    }
    (!filled.is_empty()).then(|| list.end())
}

/// The numbers of the rows in which something was answered that may be seen.
fn filled(form: &FormContext, path: &str) -> Vec<usize> {
    let document = form.store.document.borrow();
    let rows = path::list(&document.answers, path).iter().enumerate();
    rows.filter(|(at, row)| !path::is_blank(row) && !form.is_left_out(&path::numbered(path, *at)))
        .map(|(at, _)| at)
        .collect()
}
