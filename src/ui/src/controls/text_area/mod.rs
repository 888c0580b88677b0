//! Several lines of text with a character count near the limit (NHS service manual, textarea and character count).
//!
//! The limit stops nobody: what is typed past it is kept, and the count says so.

use coplan_model::fields::Text;
use coplan_model::figures;
use yew::Html;

use super::{control, labelled};
use crate::context::FormContext;
use crate::markup::of;

/// Draws it.
pub fn draw(form: &FormContext, path: &str, text: Text) -> Html {
    let value = form.store.shown(path, true);
    let length = value.chars().count();
    let near = length * 4 > text.limit * 3;
    let info = near.then(|| [path, "-info"].concat());
    let least = if text.limit > 1_000 { 4 } else { 2 };
    let rows = value.split('\n').count().clamp(least, 12);
    let area = control(form, path, "textarea", "nhsuk-textarea", info.clone()).attr("rows", figures::of(rows));
    let field = labelled(form, path, area.value(value).end());
    // Its place is kept, or the text area would be made anew under the hands of whoever types.
    let Some(info) = info else { return field.child(Html::default()).end() };
    let over = length > text.limit;
    let class = if over {
        "nhsuk-character-count__message nhsuk-error-message"
    } else {
        "nhsuk-character-count__message nhsuk-hint"
    };
    let left = figures::of(length.abs_diff(text.limit));
    let words = form.tell(if over { "characters_over" } else { "characters_left" }, &[("count", &left)]);
    field.put(of("div", class).attr("id", info).attr("role", "status").say(words)).end()
}
