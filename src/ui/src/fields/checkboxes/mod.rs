//! Any of a few answers (NHS service manual, checkboxes). The one that stands alone comes last, after an "or".

use coplan_model::fields::Field;
use yew::Html;

use super::fieldset;
use super::radios::choice;
use crate::form::Form;
use crate::markup::of;

/// Draws them.
pub fn draw(form: &Form, field: &Field, path: &str, codes: &'static [&'static str]) -> Html {
    let mut list = of("div", "nhsuk-checkboxes");
    for (index, code) in codes.iter().enumerate() {
        if field.alone == Some(code) {
            list = list.put(of("div", "nhsuk-checkboxes__divider").say(form.say("or")));
        }
        let mut item = of("div", "nhsuk-checkboxes__item");
        for piece in choice(form, path, code, index, "checkbox", form.has(path, code), None) {
            item = item.child(piece);
        }
        list = list.put(item);
    }
    fieldset(form, path, list.end())
}
