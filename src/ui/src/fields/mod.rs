//! The field kit: one folder a control, each looking and behaving as the NHS service manual says.
//!
//! A control is a function from a form and a path to markup. It holds no answer and no listener.

pub mod checkboxes;
pub mod date_input;
pub mod error_summary;
pub mod radios;
pub mod summary_list;
pub mod text_area;
pub mod text_input;

use yew::{AttrValue, Classes, Html, classes, html};

use crate::form::Form;

/// The ids of what describes a control, the hint before the error, as screen readers read them.
pub(crate) fn described_by(form: &Form, path: &str, more: Option<&str>) -> Option<AttrValue> {
    let hint = form.find(path, "hint").map(|_| format!("{path}-hint"));
    let error = form.error(path).map(|_| format!("{path}-error"));
    let ids: Vec<String> = hint.into_iter().chain(error).chain(more.map(str::to_owned)).collect();
    (!ids.is_empty()).then(|| ids.join(" ").into())
}

/// The hint of a question, when it has one.
pub(crate) fn hint(form: &Form, path: &str) -> Html {
    let draw = |hint| html!(<div class="nhsuk-hint" id={format!("{path}-hint")} part="hint">{ hint }</div>);
    form.find(path, "hint").map(draw).unwrap_or_default()
}

/// The sentence of the problem beside its control.
pub(crate) fn error(form: &Form, path: &str) -> Html {
    let Some(sentence) = form.error(path) else { return Html::default() };
    html! {
        <span class="nhsuk-error-message" id={format!("{path}-error")} part="error">
            <span class="nhsuk-u-visually-hidden">{ form.say("error_prefix") }{ " " }</span>{ sentence }
        </span>
    }
}

/// The box round a question, marked when a problem is shown.
pub(crate) fn group_class(form: &Form, path: &str) -> Classes {
    classes!("nhsuk-form-group", form.error(path).map(|_| "nhsuk-form-group--error"))
}

/// A control's class, marked when a problem is shown.
pub(crate) fn control_class(form: &Form, path: &str, class: &'static str) -> Classes {
    classes!(class, form.error(path).map(|_| format!("{class}--error")))
}

/// Several controls under one question.
pub(crate) fn fieldset(form: &Form, path: &str, controls: Html) -> Html {
    html! {
        <div class={group_class(form, path)} part="field">
            <fieldset class="nhsuk-fieldset" aria-describedby={described_by(form, path, None)}>
                <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s" part="label">{ form.label(path) }</legend>
                { hint(form, path) }
                { error(form, path) }
                { controls }
            </fieldset>
        </div>
    }
}

/// The label of one control.
pub(crate) fn label(form: &Form, path: &str) -> Html {
    html!(<label class="nhsuk-label nhsuk-label--s" for={path.to_owned()} part="label">{ form.label(path) }</label>)
}
