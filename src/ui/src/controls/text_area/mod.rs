//! Several lines of text with a character count near the limit (NHS service manual, textarea and character count).
//!
//! The limit stops nobody: what is typed past it is kept, and the count says so.

use coplan_model::fields::Kind;
use coplan_model::figures;
use yew::{Html, component, html};

use super::{ControlProps, described_by, labelled, marked};

/// As many lines as there are in it, within reason.
#[component]
pub fn TextArea(ControlProps { form, path }: &ControlProps) -> Html {
    let limit = match form.store.field(path).map(|field| field.kind) {
        Some(Kind::Text(text)) => text.limit,
        _ => usize::MAX,
    };
    let value = form.store.shown(path, true);
    let length = value.chars().count();
    let near = length.saturating_mul(4) > limit.saturating_mul(3);
    let info = near.then(|| [path, "-info"].concat());
    let least = if limit > 1_000 { 4 } else { 2 };
    let rows = figures::of(value.split('\n').count().clamp(least, 12));
    let class = marked(form, path, "nhsuk-textarea", "nhsuk-textarea nhsuk-textarea--error");
    let (disabled, describes) = (form.disabled(), described_by(form, path, info.as_deref()));
    let area = html! {
        <textarea {class} id={path.clone()} name={path.clone()} {disabled} aria-describedby={describes} {rows} {value} />
    };
    let count = info.map(|id| {
        let (class, key) = match length > limit {
            true => ("nhsuk-character-count__message nhsuk-error-message", "characters_over"),
            false => ("nhsuk-character-count__message nhsuk-hint", "characters_left"),
        };
        let words = form.tell(key, &[("count", &figures::of(length.abs_diff(limit)))]);
        html! { <div {class} {id} role="status">{ words }</div> }
    });
    labelled(form, path, area, count.unwrap_or_default())
}
