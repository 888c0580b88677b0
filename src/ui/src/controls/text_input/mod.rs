//! A line of text (NHS service manual, text input).

use coplan_model::figures;
use yew::Html;

use super::{control, labelled};
use crate::context::FormContext;

/// Draws it. A host's text of several lines has them all: an input would show it as one word running into the next.
pub fn draw(form: &FormContext, path: &str) -> Html {
    let value = form.store.shown(path, false);
    if form.store.has_several_lines(path, false) {
        let rows = figures::of(value.split('\n').count().clamp(2, 12));
        let area = control(form, path, "textarea", "nhsuk-textarea", None).attr("rows", rows).value(value);
        return labelled(form, path, area.end()).end();
    }
    let input = control(form, path, "input", "nhsuk-input", None).attr("type", "text").value(value);
    labelled(form, path, input.end()).end()
}
