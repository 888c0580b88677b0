//! A question and its answer, to be read (NHS service manual, summary list): on the page that checks answers, in a
//! read-only form and on paper.

use coplan_model::fields::{Field, Kind};
use yew::Html;

use crate::form::{Form, View};
use crate::markup::{of, tag, text};

/// A question and its answer. On paper an unanswered question takes no room.
pub fn row(form: &Form, field: &Field, path: &str) -> Html {
    if let Kind::Group(inner) = field.kind {
        return inner.iter().map(|field| form.field(&format!("{path}.{}", field.id))).collect();
    }
    let question = text(form.find(path, "read").unwrap_or_else(|| form.say(path)));
    match answer(form, field, path) {
        None if form.view == View::Print => Html::default(),
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
fn answer(form: &Form, field: &Field, path: &str) -> Option<Html> {
    let answer = form.text(path);
    match field.kind {
        Kind::Codes(codes) => {
            let mut list = of("ul", "nhsuk-list");
            let mut any = false;
            for code in codes.iter().filter(|code| form.has(path, code)) {
                list = list.child(tag("li").say(form.option(path, code)).end());
                any = true;
            }
            any.then(|| list.end())
        }
        Kind::Date(_) if answer.is_empty() => {
            let boxes = form.state.date_boxes(path).join(" ");
            (!boxes.trim_ascii().is_empty()).then(|| text(boxes.into()))
        }
        _ if answer.is_empty() => None,
        Kind::Date(_) => Some(text(form.date(&answer).into())),
        Kind::Code(_) => Some(text(form.option(path, &answer))),
        _ => Some(of("span", "coplan-typed").say(answer).end()),
    }
}
