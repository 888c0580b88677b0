//! The same questions any number of times (NHS service manual, add another).
//!
//! Adding moves the focus into the new row, removing to where the row can be brought back, and moving keeps it on the row.
//! Order is changed by buttons; nothing needs a drag (WCAG 2.5.7).

use coplan_model::fields::{Field, Need};
use coplan_model::figures;
use coplan_model::json::Value;
use coplan_model::path;
use yew::Html;

use super::{described_by, hint_and_error, small_button, warning};
use crate::context::FormContext;
use crate::markup::{all, of, tag};
use crate::messages::{fill, in_html, isolated};

/// Draws the rows, and the buttons that change how many there are.
pub fn draw(form: &FormContext, field: &Field, path: &str, inner: &'static [Field]) -> Html {
    // Under a section's title of the same name it would be said twice.
    let titled_already = form.find("section", path).is_some();
    let class =
        if titled_already { "nhsuk-u-visually-hidden" } else { "nhsuk-fieldset__legend nhsuk-fieldset__legend--m" };
    let legend = of("legend", class).attr("part", "label");
    let set = of("fieldset", "nhsuk-fieldset coplan-rows").attr("id", path.to_owned()).attr("tabindex", "-1");
    let set = set.maybe("aria-describedby", described_by(form, path, None));
    let set = set.put(legend.say(form.label(path))).child(hint_and_error(form, path));
    let ids: Vec<String> = {
        let document = form.store.document.borrow();
        path::list(&document.answers, path).iter().map(|row| id(row).to_owned()).collect()
    };
    // What stands for rows elsewhere comes and goes with them.
    let linked = inner.iter().any(|field| field.id == "goal");
    let ordering = form.store.is_open(&["order:", path].concat());
    let rows: Vec<Html> = ids
        .iter()
        .enumerate()
        .map(|(at, id)| {
            let row = path::numbered(path, at);
            let name = row_name(form, path, at, at);
            let questions = questions(form, &row, inner);
            if linked {
                return of("li", "coplan-rows__row").key(id).child(titled(name, inner, questions)).end();
            }
            let mut buttons = vec![small_button(form, ["remove:", &row].concat(), form.say("rows.remove"), &name)];
            if ordering && at > 0 {
                buttons.push(small_button(form, ["up:", &row].concat(), form.say("rows.up"), &name));
            }
            if ordering && at + 1 < ids.len() {
                buttons.push(small_button(form, ["down:", &row].concat(), form.say("rows.down"), &name));
            }
            if path == "goals" && form.text(&[&row, ".status"].concat()) == "changed" {
                buttons.push(small_button(form, ["follow:", &row].concat(), form.say("goals.follow"), &name));
            }
            let buttons = of("div", "coplan-rows__buttons").child(all(buttons)).end();
            of("li", "coplan-rows__row").key(id).child(titled(name, inner, questions)).child(buttons).end()
        })
        .collect();
    // Several to begin with are short ones: side by side, as the paper form prints them.
    let list = if field.slots > 1 { "coplan-rows__list coplan-rows__list--short" } else { "coplan-rows__list" };
    let set = set.put(of("ol", list).child(all(rows)));
    let order = if ids.len() > 1 && !linked {
        let order = form.say(if ordering { "rows.order_done" } else { "rows.order" });
        small_button(form, ["order:", path].concat(), order, &form.say(path))
    } else {
        Html::default()
    };
    let below = if linked { Vec::new() } else { vec![undo(form, path), add(form, path), order] };
    let set = set.put(of("div", "coplan-rows__below").child(all(below))).child(warning(form, path));
    let class =
        if form.error(path).is_some() { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" };
    of("div", class).attr("part", "field").put(set).end()
}

/// The questions of a row, less its id.
fn questions(form: &FormContext, row: &str, inner: &'static [Field]) -> Html {
    let asked = inner.iter().filter(|field| field.need != Need::Kept);
    all(asked.map(|field| form.field(&[row, ".", field.id].concat())).collect())
}

/// A row of several questions has a legend; one of a single question is named by its label.
fn titled(name: String, inner: &'static [Field], questions: Html) -> Html {
    if inner.iter().filter(|field| field.need != Need::Kept).count() < 2 {
        return questions;
    }
    let legend = of("legend", "nhsuk-fieldset__legend nhsuk-fieldset__legend--s").child(in_html(&name)).end();
    of("fieldset", "nhsuk-fieldset").child(legend).child(questions).end()
}

/// "Person 2", for a row that is read as the second. What stands for a goal is named as the goal is, in its own words, which
/// are isolated.
pub fn row_name(form: &FormContext, path: &str, at: usize, read_as: usize) -> String {
    let goal = form.text(&[&path::numbered(path, at), ".goal"].concat());
    let document = form.store.document.borrow();
    let found = path::list(&document.answers, "goals").iter().position(|row| !goal.is_empty() && id(row) == goal);
    drop(document);
    if let Some(at) = found {
        let name = row_name(form, "goals", at, at);
        let own = form.text(&[&path::numbered("goals", at), ".own_words"].concat());
        return [&name, ": ", &*isolated(&own)].concat();
    }
    let words = form.find(path, "row").unwrap_or_else(|| form.say("rows.row"));
    String::from(&*fill(&words, &[("n", &figures::of(read_as + 1))]))
}

/// Says that a row is gone, and brings it back.
pub(super) fn undo(form: &FormContext, path: &str) -> Html {
    let status = of("div", "coplan-rows__undo").attr("role", "status");
    if !form.store.can_undo(path) {
        return status.end();
    }
    let undo = small_button(form, ["undo:", path].concat(), form.say("rows.undo"), "");
    status.put(tag("span").say(form.say("rows.removed"))).child(undo).end()
}

/// The button that adds a row.
pub(super) fn add(form: &FormContext, path: &str) -> Html {
    let words = form.find(path, "add").unwrap_or_else(|| form.say("rows.add"));
    let button = of("button", "nhsuk-button nhsuk-button--secondary").attr("type", "button").attr("part", "button");
    button.attr("id", ["add:", path].concat()).flag("disabled", form.disabled()).say(words).end()
}

fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap_or_default()
}
