//! Any of a few answers (NHS service manual, checkboxes). The one that stands alone comes last, after an "or".

use coplan_model::fields::Field;
use yew::{Html, html};

use super::fieldset;
use crate::form::Form;

/// Draws them.
pub fn draw(form: &Form, field: &Field, path: &str, codes: &'static [&'static str]) -> Html {
    let items = codes.iter().enumerate().map(|(index, code)| {
        let id = if index == 0 { path.to_owned() } else { format!("{path}-{code}") };
        html! {
            <>
                if field.alone == Some(code) { <div class="nhsuk-checkboxes__divider">{ form.say("or") }</div> }
                <div class="nhsuk-checkboxes__item">
                    <input class="nhsuk-checkboxes__input" type="checkbox" id={id.clone()} name={path.to_owned()} value={*code}
                        checked={form.has(path, code)} disabled={form.disabled()} />
                    <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>{ form.option(path, code) }</label>
                </div>
            </>
        }
    });
    fieldset(form, path, html!(<div class="nhsuk-checkboxes">{ for items }</div>))
}
