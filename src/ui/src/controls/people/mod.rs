//! Several people: those whom the form names already are ticked, others are named (NHS service manual, checkboxes). *No one*
//! comes last, after an "or", and is exclusive.

use coplan_model::blank::is_blank_text;
use coplan_model::path;
use coplan_model::people::{Known, ME, NO_ONE};
use yew::{Html, component, html};

use super::button::small_button;
use super::person::{called, named};
use super::{ControlProps, fieldset, rows};
use crate::context::FormContext;
use crate::messages::{in_html, isolated};
use crate::store::{Action, is_elsewhere, is_no_one, is_ticked};

/// Those who are known, and a line for each who is not.
#[component]
pub fn PeoplePicker(ControlProps { form, path }: &ControlProps) -> Html {
    let Some(field) = form.store.field(path) else { return html! { <div /> } };
    let rows = path::list(&form.store.document.borrow().answers, path).to_vec();
    let known = form.store.offered(&|known| rows.iter().any(|row| is_ticked(row, known)));
    let mut ticked = Vec::new();
    let mut others = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        // Of several of one name who are known from elsewhere, the others were named by hand.
        let free = |known: &&Known| !(is_elsewhere(known) && ticked.contains(&known.reference));
        match known.iter().find(|known| is_ticked(row, known) && free(known)) {
            Some(known) => ticked.push(known.reference.clone()),
            None if field.exclusive.is_some() && is_no_one(row) => ticked.push(NO_ONE.to_owned()),
            None => others.push((at, row["id"].as_str().unwrap_or_default())),
        }
    }
    let tick = |first: bool, reference: &str, name: String| {
        let id = if first { path.to_string() } else { [path, "-", reference].concat() };
        let on = ticked.iter().any(|ticked| ticked == reference);
        item(form, path, id, reference, on, name)
    };
    let known: Vec<Known> = known.into_iter().filter(|known| !(field.others && known.reference == ME)).collect();
    let list = known
        .iter()
        .enumerate()
        .map(|(at, Known { reference, name, .. })| tick(at == 0, reference, called(form, reference, name).to_string()));
    let others = others.into_iter().map(|(at, id)| other(form, &path::numbered(path, at), id));
    let end = field.exclusive.map(|exclusive| {
        html! {
            <>
                <div class="nhsuk-checkboxes__divider">{ form.say("or") }</div>
                { tick(known.is_empty(), exclusive, form.option(path, exclusive).to_string()) }
            </>
        }
    });
    let inside = html! {
        <>
            <div class="nhsuk-checkboxes coplan-recipients">{ list.collect::<Html>() }</div>
            <ol class="coplan-rows__list">{ others.collect::<Html>() }</ol>
            <div class="coplan-rows__below">{ rows::undo(form, path) }{ rows::add(form, path) }</div>
            <div class="nhsuk-checkboxes">{ end.unwrap_or_default() }</div>
        </>
    };
    fieldset(form, path, inside)
}

fn item(form: &FormContext, path: &str, id: String, reference: &str, checked: bool, name: String) -> Html {
    let (value, disabled) = (reference.to_owned(), form.disabled());
    html! {
        <div key={reference.to_owned()} class="nhsuk-checkboxes__item">
            <input class="nhsuk-checkboxes__input" type="checkbox" id={id.clone()} name={path.to_owned()} {value} {disabled}
                {checked} />
            <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>{ in_html(&name) }</label>
        </div>
    }
}

/// Someone who was named by hand, in a row.
fn other(form: &FormContext, row: &str, id: &str) -> Html {
    let path = [row, ".name"].concat();
    let name = form.text(&path);
    let who = if is_blank_text(&name) { form.store.called(row) } else { isolated(&name) };
    let about = [&who, ", ", &form.store.called(path::split_row(row).map_or("", |(list, _)| list))].concat();
    html! {
        <li key={id.to_owned()} class="coplan-rows__row">
            { named(form, &path, form.say("person.someone_else")) }
            { small_button(form, Action::RemoveRow(row.to_owned()), form.say("rows.remove"), &about) }
        </li>
    }
}
