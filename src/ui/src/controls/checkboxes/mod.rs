//! Any of a few answers (NHS service manual, checkboxes). The one that stands alone comes last, after an "or".

use coplan_model::fields::Field;
use yew::Html;

use super::radios::choice;
use super::{details, fieldset};
use crate::context::FormContext;
use crate::markup::{all, of, tag};

/// So many stay closed until they are wanted, with those that are chosen below.
const MANY: usize = 12;

/// Draws them.
pub fn draw(form: &FormContext, field: &Field, path: &str, codes: &'static [&'static str]) -> Html {
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
    if codes.len() < MANY {
        return fieldset(form, path, list.end());
    }
    let mut chosen = of("ul", "nhsuk-list");
    for code in codes.iter().filter(|code| form.has(path, code)) {
        chosen = chosen.put(tag("li").say(form.option(path, code)));
    }
    let closed = details::closed(form.say("checkboxes.choose").to_string(), list.end());
    fieldset(form, path, all(vec![closed, chosen.end()]))
}
