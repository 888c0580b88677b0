//! Several lines of text with a character count near the limit (NHS service manual, textarea and character count).
//!
//! The limit stops nobody: what is typed past it is kept, and the count says so.

use coplan_model::fields::Text;
use yew::{Html, classes, html};

use super::{control_class, described_by, error, group_class, hint, label};
use crate::form::Form;

/// Draws it.
pub fn draw(form: &Form, path: &str, text: Text) -> Html {
    let value = form.text(path);
    let length = value.chars().count();
    let info = format!("{path}-info");
    let near = length * 4 > text.limit * 3;
    let rows = value.lines().count().clamp(4, 12).to_string();
    html! {
        <div class={group_class(form, path)} part="field">
            { label(form, path) }
            { hint(form, path) }
            { error(form, path) }
            <textarea class={control_class(form, path, "nhsuk-textarea")} id={path.to_owned()} name={path.to_owned()}
                rows={rows} value={value} autocomplete="off" disabled={form.disabled()}
                aria-describedby={described_by(form, path, near.then_some(&*info))} />
            if near { { count(form, info, length, text.limit) } }
        </div>
    }
}

fn count(form: &Form, id: String, length: usize, limit: usize) -> Html {
    let over = length > limit;
    let key = if over { "characters_over" } else { "characters_left" };
    let left = length.abs_diff(limit).to_string();
    let class = if over { "nhsuk-error-message" } else { "nhsuk-hint" };
    html! {
        <div class={classes!("nhsuk-character-count__message", class)} {id} role="status">
            { form.tell(key, &[("count", &left)]) }
        </div>
    }
}
