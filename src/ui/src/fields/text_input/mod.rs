//! A line of text (NHS service manual, text input).

use yew::Html;

use super::{control, labelled};
use crate::form::Form;

/// Draws it. Nothing typed about someone else is offered again by the browser (WCAG 1.3.5 is for one's own data only).
pub fn draw(form: &Form, path: &str) -> Html {
    let input = control(form, path, "input", "nhsuk-input", None).attr("type", "text").value(form.text(path));
    labelled(form, path, input.end()).end()
}
