//! A date that people know, in three boxes (NHS service manual, date input). Month names are accepted.

use coplan_model::figures;
use coplan_model::json::Value;
use yew::{Html, component, html};

use super::{ControlProps, fieldset, warning};
use crate::context::FormContext;
use crate::messages::Mode;
use crate::store::one_line;

/// Day, month and year. An error summary leads to the first box.
#[component]
pub fn DateInput(ControlProps { form, path }: &ControlProps) -> Html {
    let wrong = wrong_boxes(form, path);
    let disabled = form.disabled();
    let boxes = ["day", "month", "year"].into_iter().zip(form.store.date_boxes(path)).map(|(part, value)| {
        let name = [path, "-", part].concat();
        let id = if part == "day" { path.to_string() } else { name.clone() };
        let class = match (part, wrong.contains(part)) {
            ("month" | "year", false) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-4",
            ("month" | "year", true) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-4 nhsuk-input--error",
            (_, false) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2",
            (_, true) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2 nhsuk-input--error",
        };
        // Month names are letters.
        let mode = if part == "month" { "text" } else { "numeric" };
        let value = one_line(&value).into_owned();
        // Where the person is alone, it is their own (WCAG 1.3.5).
        let own = form.mode() == Mode::Alone && path == "subject.date_of_birth";
        let autocomplete = own.then(|| ["bday-", part].concat());
        html! {
            <div key={part} class="nhsuk-date-input__item">
                <label class="nhsuk-label nhsuk-date-input__label" for={id.clone()}>
                    { form.say(&["date_input.", part].concat()) }
                </label>
                <input {class} {id} {name} type="text" inputmode={mode} {disabled} {value} {autocomplete} />
            </div>
        }
    });
    let inside = html! {
        <>
            <div class="nhsuk-date-input">{ boxes.collect::<Html>() }</div>
            { warning(form, path) }
        </>
    };
    fieldset(form, path, inside)
}

/// The boxes to be put right, by name: those that the problem names, or all of them.
fn wrong_boxes(form: &FormContext, path: &str) -> &'static str {
    let shown = form.store.shown.borrow();
    let Some(problem) = shown.iter().find(|problem| problem.path == path) else { return "" };
    match problem.params.get("wrong").and_then(Value::as_str).unwrap_or_default() {
        "day_missing" | "not_a_day" => "day",
        "month_missing" | "not_a_month" => "month",
        "year_missing" | "year_two_numbers" | "year_four_numbers" => "year",
        "day_and_month_missing" => "day month",
        "day_and_year_missing" => "day year",
        "month_and_year_missing" => "month year",
        _ => "day month year",
    }
}

/// A day past the 12th, so that day and month cannot be taken for each other.
pub fn example(form: &FormContext) -> String {
    ["27 3 ", &figures::of(form.store.host().today().year())].concat()
}
