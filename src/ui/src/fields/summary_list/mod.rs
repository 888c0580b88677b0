//! A question and its answer, to be read (NHS service manual, summary list): on the page that checks answers, in a
//! read-only form and on paper.

use coplan_model::fields::{Field, Kind};
use yew::{Html, html};

use crate::form::{Form, View};

/// A question and its answer. On paper an unanswered question takes no room.
pub fn row(form: &Form, field: &Field, path: &str) -> Html {
    if let Kind::Group(inner) = field.kind {
        return inner.iter().map(|field| form.field(&format!("{path}.{}", field.id))).collect();
    }
    let answer = answer(form, field, path);
    match (answer, form.view) {
        (None, View::Print) => Html::default(),
        (None, _) => pair(form.say(path).into(), html!(form.say("not_provided"))),
        (Some(answer), _) => pair(form.say(path).into(), answer),
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
    html!(<dl class="nhsuk-summary-list">{ rows }</dl>)
}

/// An answer in words; every character that was typed.
fn answer(form: &Form, field: &Field, path: &str) -> Option<Html> {
    let text = form.text(path);
    match field.kind {
        Kind::Codes(codes) => {
            let chosen: Vec<_> = codes.iter().filter(|code| form.has(path, code)).collect();
            let item = |code: &&&str| html!(<li>{ form.option(path, code) }</li>);
            (!chosen.is_empty()).then(|| html!(<ul class="nhsuk-list">{ for chosen.iter().map(item) }</ul>))
        }
        Kind::Date(_) => {
            let boxes = form.state.date_boxes(path);
            let typed = boxes.iter().any(|part| !part.is_empty());
            let shown = if text.is_empty() { boxes.join(" ") } else { form.date(&text) };
            typed.then(|| html!(shown))
        }
        _ if text.is_empty() => None,
        Kind::Code(_) => Some(html!(form.option(path, &text))),
        _ => Some(html!(<span class="coplan-typed">{ text }</span>)),
    }
}
