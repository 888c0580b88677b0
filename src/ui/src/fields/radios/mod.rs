//! One of a few answers (NHS service manual, radios). Nothing is chosen beforehand.

use yew::{Html, html};

use super::fieldset;
use crate::form::Form;

/// Draws them in the order of the codes, which is the order of the paper form and not the alphabet's.
pub fn draw(form: &Form, path: &str, codes: &'static [&'static str]) -> Html {
    let answer = form.text(path);
    let items = codes.iter().enumerate().map(|(index, code)| {
        let id = if index == 0 { path.to_owned() } else { format!("{path}-{code}") };
        let hint = form.find(path, &format!("{code}.hint"));
        let hint_id = hint.as_ref().map(|_| format!("{path}-{code}-hint"));
        html! {
            <div class="nhsuk-radios__item">
                <input class="nhsuk-radios__input" type="radio" id={id.clone()} name={path.to_owned()} value={*code}
                    checked={answer == *code} disabled={form.disabled()} aria-describedby={hint_id.clone()} />
                <label class="nhsuk-label nhsuk-radios__label" for={id}>{ form.option(path, code) }</label>
                if let Some(hint) = hint {
                    <div class="nhsuk-hint nhsuk-radios__hint" id={hint_id}>{ hint }</div>
                }
            </div>
        }
    });
    fieldset(form, path, html!(<div class="nhsuk-radios">{ for items }</div>))
}
