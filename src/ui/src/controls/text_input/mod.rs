//! A line of text (NHS service manual, text input).

use coplan_model::fields::Kind;
use coplan_model::figures;
use coplan_model::path;
use yew::{Html, component, html};

use super::{ControlProps, described_by, labelled, marked};
use crate::context::FormContext;
use crate::messages::Mode;

/// How wide a line is, by what goes into it (NHS service manual, text input).
fn width(form: &FormContext, path: &str) -> &'static str {
    if form.store.field(path).is_some_and(|field| matches!(field.kind, Kind::Number)) {
        return "nhsuk-input--width-4";
    }
    match path::parent(path).1 {
        "contact" | "contact_24h" | "frequency" | "how_long_ago" | "name" | "relationship" | "role" | "severity"
        | "when" => "nhsuk-input--width-20",
        _ => "nhsuk-input--width-30",
    }
}

/// A host's text of several lines has them all: an input would show it as one word running into the next.
#[component]
pub fn TextInput(ControlProps { form, path }: &ControlProps) -> Html {
    let value = form.store.shown(path, false);
    // Where the person is alone, it is their own (WCAG 1.3.5).
    let own = form.mode() == Mode::Alone && matches!(&**path, "subject.name" | "sign_su.name");
    let autocomplete = own.then_some("name");
    let (id, disabled, describes) = (path.clone(), form.disabled(), described_by(form, path, None));
    let control = if form.store.has_several_lines(path, false) {
        let class = marked(form, path, "nhsuk-textarea", "nhsuk-textarea nhsuk-textarea--error");
        let rows = figures::of(value.split('\n').count().clamp(2, 12));
        html! { <textarea {class} {id} name={path.clone()} {disabled} aria-describedby={describes} {rows} {value} /> }
    } else {
        let class = marked(form, path, "nhsuk-input", "nhsuk-input nhsuk-input--error");
        let class = [class, " ", width(form, path)].concat();
        html! { <input {class} {id} name={path.clone()} {disabled} aria-describedby={describes} type="text" {value}
        {autocomplete} /> }
    };
    labelled(form, path, control, Html::default())
}
