//! Someone: chosen among those whom the form names already, or named here, so that nothing is asked twice (WCAG 3.3.7).

use coplan_model::blank::is_blank_text;
use coplan_model::json::Value;
use coplan_model::path;
use coplan_model::people::{self, Known, ME};
use yew::{AttrValue, Html};

use super::{control, labelled};
use crate::context::FormContext;
use crate::markup::{Tag, all, of, tag};
use crate::messages::{in_text, isolated};
use crate::store::OTHER;

/// Draws it: a choice, and a line for the name of someone else.
pub fn draw(form: &FormContext, path: &str) -> Html {
    let chosen = form.text(&[path, ".person"].concat());
    let known = form.store.offered(&|known| known.reference == chosen);
    let now = form.store.chosen(path);
    let other = now == OTHER;
    let mut select = control(form, path, "select", "nhsuk-select", None);
    select = select.child(option("", form.say("person.nobody"), now.is_empty()));
    for Known { reference, name, .. } in &known {
        select = select.child(option(reference, in_text(&called(form, reference, name)).into(), chosen == *reference));
    }
    select = select.child(option(OTHER, form.say("person.other"), other));
    let choice = labelled(form, path, select.chosen(now).end());
    if !other {
        return choice.child(Html::default()).end();
    }
    let line = named(form, &[path, ".name"].concat(), form.say("person.name"));
    choice.child(line).end()
}

fn option(value: &str, words: AttrValue, on: bool) -> Html {
    tag("option").attr("value", value.to_owned()).flag("selected", on).say(words).end()
}

/// The person themselves is "me" where they read along.
fn called(form: &FormContext, reference: &str, name: &str) -> AttrValue {
    let name = isolated(name);
    if reference == ME { form.tell("person.me", &[("name", &name)]) } else { name.into() }
}

/// A line for a name.
pub fn named(form: &FormContext, path: &str, label: AttrValue) -> Html {
    let label = of("label", "nhsuk-label").attr("for", path.to_owned()).say(label).end();
    let several = form.store.has_several_lines(path, false);
    let input: Tag =
        if several { of("textarea", "nhsuk-textarea") } else { of("input", "nhsuk-input").attr("type", "text") };
    let input = input.attr("id", path.to_owned()).attr("name", path.to_owned());
    let input = input.flag("disabled", form.disabled()).value(form.store.shown(path, false)).end();
    of("div", "coplan-name").child(all(vec![label, input])).end()
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
            let name = people::name(&form.store.known(), someone);
            if is_blank_text(&name) { String::new() } else { isolated(&name) }
        }
    }
}
