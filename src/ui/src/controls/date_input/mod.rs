//! A date that people know, in three boxes (NHS service manual, date input). Month names are accepted.

use coplan_model::figures;
use coplan_model::json::Value;
use yew::Html;

use super::{fieldset, warning};
use crate::context::FormContext;
use crate::markup::{all, of};
use crate::store::one_line;

/// Draws it. An error summary leads to the first box.
pub fn draw(form: &FormContext, path: &str) -> Html {
    let boxes = form.store.date_boxes(path);
    let wrong = wrong_boxes(form, path);
    let mut row = of("div", "nhsuk-date-input");
    for (part, value) in ["day", "month", "year"].into_iter().zip(boxes) {
        let name = [path, "-", part].concat();
        let id = if part == "day" { path.to_owned() } else { name.clone() };
        let class = match (part, wrong.contains(part)) {
            ("year", false) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-4",
            ("year", true) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-4 nhsuk-input--error",
            (_, false) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2",
            (_, true) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2 nhsuk-input--error",
        };
        let label = of("label", "nhsuk-label nhsuk-date-input__label").attr("for", id.clone());
        let input = of("input", class).attr("id", id).attr("name", name).attr("type", "text");
        // Month names are letters.
        let input = input.attr("inputmode", if part == "month" { "text" } else { "numeric" });
        let input = input.flag("disabled", form.disabled()).value(one_line(&value).into_owned());
        let label = label.say(form.say(&["date_input.", part].concat())).end();
        row = row.put(of("div", "nhsuk-date-input__item").child(label).put(input));
    }
    fieldset(form, path, all(vec![row.end(), warning(form, path)]))
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
