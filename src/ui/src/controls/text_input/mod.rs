//! A line of text (NHS service manual, text input).

use coplan_model::figures;
use yew::{Html, component, html};

use super::{ControlProps, described_by, labelled, marked};

/// A host's text of several lines has them all: an input would show it as one word running into the next.
#[component]
pub fn TextInput(ControlProps { form, path }: &ControlProps) -> Html {
    let value = form.store.shown(path, false);
    let (id, disabled, describes) = (path.clone(), form.disabled(), described_by(form, path, None));
    let control = if form.store.has_several_lines(path, false) {
        let class = marked(form, path, "nhsuk-textarea", "nhsuk-textarea nhsuk-textarea--error");
        let rows = figures::of(value.split('\n').count().clamp(2, 12));
        html! { <textarea {class} {id} name={path.clone()} {disabled} aria-describedby={describes} {rows} {value} /> }
    } else {
        let class = marked(form, path, "nhsuk-input", "nhsuk-input nhsuk-input--error");
        html! { <input {class} {id} name={path.clone()} {disabled} aria-describedby={describes} type="text" {value} /> }
    };
    labelled(form, path, control, Html::default())
}
