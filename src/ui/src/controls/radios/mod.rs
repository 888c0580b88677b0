//! One of a few answers (NHS service manual, radios). Nothing is chosen beforehand.

use yew::{Html, component, html};

use super::button::small_button;
use super::{ControlProps, fieldset};
use crate::context::FormContext;
use crate::store::Action;

/// So many answers can stand side by side.
const FEW: usize = 3;

/// The codes in their order, which is the order of the paper form and not the alphabet's.
#[component]
pub fn Radios(ControlProps { form, path }: &ControlProps) -> Html {
    let Some(field) = form.store.field(path) else { return html! { <div /> } };
    let answer = form.text(path);
    let codes = field.kind.codes();
    let has_hints = codes.iter().any(|code| form.find(path, &[code, ".hint"].concat()).is_some());
    let class = if codes.len() > FEW || has_hints { "coplan-choice" } else { "coplan-choice coplan-choice--few" };
    let items = codes.iter().enumerate().map(|(index, code)| {
        let hint = form.find(path, &[code, ".hint"].concat());
        let id = hint.as_ref().map(|_| [path, "-", code, "-hint"].concat());
        let chosen = answer == *code;
        let hint = hint.map(|hint| {
            html! { <div class="nhsuk-hint nhsuk-radios__hint" id={id.clone()}>{ hint }</div> }
        });
        html! {
            <div key={*code} class="nhsuk-radios__item">
                { radio(form, path, code, form.said(path, form.option(path, code)), index, chosen, id) }
                { hint.unwrap_or_default() }
            </div>
        }
    });
    // Whatever is disabled shows no way to change it.
    let clear = !answer.is_empty() && !form.store.settings.borrow().disabled;
    let clear = clear.then(|| {
        let (label, about) = (form.say("radios.clear"), form.store.called(path));
        small_button(form, Action::Clear(path.to_string()), label, &about)
    });
    let inside = html! {
        <div {class}>
            <div class="nhsuk-radios">{ items.collect::<Html>() }</div>
            { clear.unwrap_or_default() }
        </div>
    };
    fieldset(form, path, inside)
}

/// A radio and its label, which is `label`. The first of them carries the id that an error summary leads to.
pub fn radio(
    form: &FormContext,
    path: &str,
    code: &'static str,
    label: Html,
    index: usize,
    chosen: bool,
    described_by: Option<String>,
) -> Html {
    let id = if index == 0 { path.to_owned() } else { [path, "-", code].concat() };
    let disabled = form.disabled();
    html! {
        <>
            <input class="nhsuk-radios__input" type="radio" id={id.clone()} name={path.to_owned()} {disabled}
                aria-describedby={described_by} value={code} checked={chosen} />
            <label class="nhsuk-label nhsuk-radios__label" for={id}>{ label }</label>
        </>
    }
}
