//! Someone: chosen among those whom the form names already, or named here, so that nothing is asked twice (WCAG 3.3.7).

use coplan_model::blank::is_blank_text;
use coplan_model::json::Value;
use coplan_model::path;
use coplan_model::people::{self, Known, ME};
use web_sys::HtmlSelectElement;
use yew::{AttrValue, Html, component, html, use_effect, use_node_ref};

use super::{ControlProps, described_by, labelled, marked};
use crate::context::FormContext;
use crate::messages::{in_text, isolated};
use crate::store::OTHER;

/// A choice, and a line for the name of someone else.
#[component]
pub fn PersonPicker(ControlProps { form, path }: &ControlProps) -> Html {
    let chosen = form.text(&[path, ".person"].concat());
    let known = form.store.offered(&|known| known.reference == chosen);
    let now = form.store.chosen(path);
    let other = now == OTHER;
    let node = use_node_ref();
    let (select, value) = (node.clone(), now.clone());
    // The attribute of an option says only which is chosen to begin with.
    use_effect(move || {
        if let Some(select) = select.cast::<HtmlSelectElement>() {
            select.set_value(&value);
        }
    });
    let known = known.iter().map(|Known { reference, name, .. }| {
        let words = in_text(&called(form, reference, name));
        option(reference, words.into(), chosen == *reference)
    });
    let class = marked(form, path, "nhsuk-select", "nhsuk-select nhsuk-select--error");
    // It says of whom it is, which is no answer yet.
    let name = [path, ".someone"].concat();
    let (disabled, describes) = (form.disabled(), described_by(form, path, None));
    let choice = html! {
        <select ref={node} {class} id={path.clone()} {name} {disabled} aria-describedby={describes}>
            { option("", form.say("person.nobody"), now.is_empty()) }
            { known.collect::<Html>() }
            { option(OTHER, form.say("person.other"), other) }
        </select>
    };
    let line = other.then(|| named(form, &[path, ".name"].concat(), form.say("person.name")));
    labelled(form, path, choice, line.unwrap_or_default())
}

fn option(value: &str, words: AttrValue, selected: bool) -> Html {
    html! { <option key={value.to_owned()} value={value.to_owned()} {selected}>{ words }</option> }
}

/// The person themselves is "me" where they read along.
pub(super) fn called(form: &FormContext, reference: &str, name: &str) -> AttrValue {
    let name = isolated(name);
    if reference == ME { form.tell("person.me", &[("name", &name)]) } else { name.into() }
}

/// A line for a name.
pub fn named(form: &FormContext, path: &str, label: AttrValue) -> Html {
    let (id, disabled, value) = (path.to_owned(), form.disabled(), form.store.shown(path, false));
    let control = if form.store.has_several_lines(path, false) {
        html! { <textarea class="nhsuk-textarea" {id} name={path.to_owned()} {disabled} {value} /> }
    } else {
        html! { <input class="nhsuk-input nhsuk-input--width-20" type="text" {id} name={path.to_owned()} {disabled} {value} /> }
    };
    html! {
        <div class="coplan-name">
            <label class="nhsuk-label" for={path.to_owned()}>{ label }</label>
            { control }
        </div>
    }
}

/// The name of the someone at a path, as it is read: to be put into a sentence, or to stand alone.
pub fn read(form: &FormContext, path: &str) -> String {
    let document = form.store.document.borrow();
    let someone = path::get(&document.answers, path).and_then(Value::as_object);
    let Some(someone) = someone else { return String::new() };
    match path::text(someone, "person") {
        people::NO_ONE => String::from(&*form.say("person.no_one")),
        ME => String::from(&*called(form, ME, path::text(&document.subject, "name"))),
        _ => {
            let name = form.name_of(someone);
            if is_blank_text(&name) { String::new() } else { isolated(&name) }
        }
    }
}
