//! A line of text (NHS service manual, text input).

use yew::Html;

use super::{control, labelled};
use crate::form::Form;

/// Draws it.
pub fn draw(form: &Form, path: &str) -> Html {
    let input = control(form, path, "input", "nhsuk-input", None).attr("type", "text").value(form.text(path));
    labelled(form, path, input.end()).end()
}
