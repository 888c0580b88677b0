//! Any of a few answers (NHS service manual, checkboxes). The exclusive one comes last, after an "or".

use yew::{Html, component, html};

use super::{ControlProps, details, fieldset, keyed};
use crate::context::FormContext;

/// So many stay closed until they are wanted, with those that are chosen below.
const MANY: usize = 12;

/// The codes in the order of the paper form.
#[component]
pub fn Checkboxes(ControlProps { form, path }: &ControlProps) -> Html {
    let Some(field) = form.store.field(path) else { return html! { <div /> } };
    let is_offered = |code: &&&'static str| !(field.retired && field.exclusive == Some(**code)) || form.has(path, code);
    let codes: Vec<&'static str> = field.kind.codes().iter().filter(is_offered).copied().collect();
    let items = codes.iter().enumerate().map(|(index, code)| {
        let or = (field.exclusive == Some(*code)).then(|| {
            html! { <div class="nhsuk-checkboxes__divider">{ form.say("or") }</div> }
        });
        let item = html! { <div class="nhsuk-checkboxes__item">{ checkbox(form, path, code, index) }</div> };
        keyed(code, html! { <>{ or.unwrap_or_default() }{ item }</> })
    });
    let list = html! { <div class="nhsuk-checkboxes">{ items.collect::<Html>() }</div> };
    if codes.len() < MANY {
        return fieldset(form, path, list);
    }
    let chosen = codes.iter().filter(|code| form.has(path, code));
    let chosen = chosen.map(|code| html! { <li key={*code}>{ form.option(path, code) }</li> });
    let inside = html! {
        <>
            { details::closed(form.say("checkboxes.choose"), &form.store.called(path), list) }
            <ul class="nhsuk-list">{ chosen.collect::<Html>() }</ul>
        </>
    };
    fieldset(form, path, inside)
}

fn checkbox(form: &FormContext, path: &str, code: &'static str, index: usize) -> Html {
    let id = if index == 0 { path.to_owned() } else { [path, "-", code].concat() };
    let (disabled, chosen) = (form.disabled(), form.has(path, code));
    html! {
        <>
            <input class="nhsuk-checkboxes__input" type="checkbox" id={id.clone()} name={path.to_owned()} {disabled}
                value={code} checked={chosen} />
            <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>{ form.said(path, form.option(path, code)) }</label>
        </>
    }
}
