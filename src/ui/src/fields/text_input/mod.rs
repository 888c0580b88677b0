//! A line of text (NHS service manual, text input).

use yew::{Html, html};

use super::{control_class, described_by, error, group_class, hint, label};
use crate::form::Form;

/// Draws it. Nothing typed about someone else is offered again by the browser (WCAG 1.3.5, for one's own data only).
pub fn draw(form: &Form, path: &str) -> Html {
    html! {
        <div class={group_class(form, path)} part="field">
            { label(form, path) }
            { hint(form, path) }
            { error(form, path) }
            <input class={control_class(form, path, "nhsuk-input")} id={path.to_owned()} name={path.to_owned()} type="text"
                value={form.text(path)} autocomplete="off" disabled={form.disabled()}
                aria-describedby={described_by(form, path, None)} />
        </div>
    }
}
