//! A date that people know, in three boxes (NHS service manual, date input). Month names are accepted.

use yew::{Html, classes, html};

use super::{error, group_class};
use crate::form::Form;

/// Draws it. An error summary leads to the first box.
pub fn draw(form: &Form, path: &str) -> Html {
    let boxes = form.state.date_boxes(path);
    let [day, month, year] = &boxes;
    let day_box = part(form, path, "day", day, "2");
    let example = form.find(path, "hint").unwrap_or_else(|| form.tell("date.hint", &[("example", &example(form))]));
    let hint_id = format!("{path}-hint");
    let error_id = form.error(path).map(|_| format!(" {path}-error")).unwrap_or_default();
    html! {
        <div class={group_class(form, path)} part="field">
            <fieldset class="nhsuk-fieldset" role="group" aria-describedby={format!("{hint_id}{error_id}")}>
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s" part="label">{ form.label(path) }</legend>
                <div class="nhsuk-hint" id={hint_id} part="hint">{ example }</div>
                { error(form, path) }
                <div class="nhsuk-date-input">
                    { day_box }
                    { part(form, path, "month", month, "2") }
                    { part(form, path, "year", year, "4") }
                </div>
            </fieldset>
        </div>
    }
}

fn part(form: &Form, path: &str, part: &'static str, value: &str, width: &'static str) -> Html {
    let name = format!("{path}-{part}");
    let id = if part == "day" { path.to_owned() } else { name.clone() };
    let wrong = form.error(path).map(|_| "nhsuk-input--error");
    html! {
        <div class="nhsuk-date-input__item">
            <label class="nhsuk-label nhsuk-date-input__label" for={id.clone()}>{ form.say(&format!("date.{part}")) }</label>
            <input class={classes!("nhsuk-input", "nhsuk-date-input__input", format!("nhsuk-input--width-{width}"), wrong)}
                {id} {name} type="text" inputmode={if part == "month" { "text" } else { "numeric" }} value={value.to_owned()}
                autocomplete="off" disabled={form.disabled()} />
        </div>
    }
}

/// A day past the 12th, so that day and month cannot be taken for each other; this year, or the next where the date lies
/// ahead.
fn example(form: &Form) -> String {
    format!("27 3 {}", form.state.host().today().year())
}
