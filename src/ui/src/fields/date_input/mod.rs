//! A date that people know, in three boxes (NHS service manual, date input). Month names are accepted.

use coplan_model::figures;
use yew::Html;

use super::{fieldset, warning};
use crate::form::Form;
use crate::markup::{all, of};

/// Draws it. An error summary leads to the first box.
pub fn draw(form: &Form, path: &str) -> Html {
    let boxes = form.state.date_boxes(path);
    let wrong = form.error(path).is_some();
    let mut row = of("div", "nhsuk-date-input");
    for (part, value) in ["day", "month", "year"].into_iter().zip(boxes) {
        let name = [path, "-", part].concat();
        let id = if part == "day" { path.to_owned() } else { name.clone() };
        let class = match (part, wrong) {
            ("year", false) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-4",
            ("year", true) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-4 nhsuk-input--error",
            (_, false) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2",
            (_, true) => "nhsuk-input nhsuk-date-input__input nhsuk-input--width-2 nhsuk-input--error",
        };
        let label = of("label", "nhsuk-label nhsuk-date-input__label").attr("for", id.clone());
        let input = of("input", class).attr("id", id).attr("name", name).attr("type", "text");
        // Month names are letters.
        let input = input.attr("inputmode", if part == "month" { "text" } else { "numeric" });
        let input = input.flag("disabled", form.disabled()).value(value);
        let label = label.say(form.say(&["date_input.", part].concat())).end();
        row = row.put(of("div", "nhsuk-date-input__item").child(label).put(input));
    }
    fieldset(form, path, all(vec![row.end(), warning(form, path)]))
}

/// A day past the 12th, so that day and month cannot be taken for each other.
pub fn example(form: &Form) -> String {
    ["27 3 ", &figures::of(form.state.host().today().year())].concat()
}
