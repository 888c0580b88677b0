//! What stands round every form: the person, the problems, the buttons, and how saving stands.

use coplan_model::Status as Stands;
use yew::Html;

use crate::fields::{date_input, error_summary, small_button, text_input};
use crate::form::{Form, View};
use crate::markup::{all, of, tag};
use crate::state::Status;
use crate::words::{in_html, isolated};

/// A button. What it does is [`crate::State::pressed`]'s, by its id. Only the one that goes on is the main one.
pub fn button(form: &Form, id: &'static str, key: &str, main: bool) -> Html {
    let button = of("button", if main { "nhsuk-button" } else { "nhsuk-button nhsuk-button--secondary" });
    let button = button.attr("type", "button").attr("id", id).attr("part", "button");
    button.flag("disabled", form.disabled()).say(form.say(key)).end()
}

/// A button that says to those who hear it what it is about.
pub fn named_button(form: &Form, id: String, key: &str, about: &str) -> Html {
    small_button(form, id, form.say(key), about)
}

/// The form's name and the person's, so that nobody fills in another's (hazard: the wrong person on a shared tablet); and
/// that it was entered in error.
pub fn heading(form: &Form) -> Html {
    let document = form.state.document.borrow();
    let mut pieces = vec![of("h2", "nhsuk-heading-l").say(form.say(document.form.as_str())).end(), person(form)];
    if document.status == Stands::Withdrawn {
        pieces.push(of("p", "coplan-replaced").say(form.say("status.withdrawn")).end());
    }
    all(pieces)
}

fn person(form: &Form) -> Html {
    if form.view == View::Edit && form.state.is_open("subject") {
        return all(vec![text_input::draw(form, "subject.name"), date_input::draw(form, "subject.date_of_birth")]);
    }
    let mut line = of("p", "coplan-person").put(tag("strong").child(in_html(&isolated(&form.text("subject.name")))));
    let born = form.text("subject.date_of_birth");
    if !born.is_empty() {
        line = line.put(tag("span").say(form.tell("born", &[("date", &form.date(&born))])));
    }
    let number = form.text("subject.nhs_number");
    if !number.is_empty() {
        let number = form.tell("nhs_number", &[("number", &isolated(&spaced(&number)))]);
        line = line.put(tag("span").child(in_html(&number)));
    }
    line.end()
}

/// An NHS number is shown 3 3 4.
fn spaced(number: &str) -> String {
    match (number.get(..3), number.get(3..6), number.get(6..)) {
        (Some(first), Some(second), Some(third)) if number.len() == 10 => [first, second, third].join("\u{a0}"),
        _ => number.to_owned(),
    }
}

/// What stands in the way, and that saving failed.
pub fn notices(form: &Form) -> Html {
    all(vec![error_summary::draw(form), failure(form)])
}

fn failure(form: &Form) -> Html {
    let status = form.state.status.borrow();
    let Status::Failed(reason) = &*status else { return Html::default() };
    let title = of("h2", "nhsuk-error-summary__title").say(form.say("save_failed")).end();
    let advice = tag("p").say(form.say(&["save_failed.", reason].concat())).end();
    let notice = of("div", "nhsuk-error-summary").attr("role", "alert").attr("id", "save-failed");
    notice.child(title).child(advice).child(button(form, "try-again", "try_again", false)).end()
}

/// The buttons, unless the page has its own, and how saving stands in words.
pub fn actions(form: &Form) -> Html {
    let mut actions = of("div", "coplan-actions").attr("part", "actions");
    if form.view == View::Edit && !form.state.settings.borrow().host_actions {
        let key = if form.state.has_list() { "section.check" } else { "complete" };
        let group = of("div", "nhsuk-button-group").child(button(form, "complete", key, true));
        actions = actions.put(group.child(button(form, "save", "save", false)));
    }
    actions.child(status(form)).end()
}

/// How saving stands, in words.
pub fn status(form: &Form) -> Html {
    let mut status = of("p", "coplan-status").attr("role", "status");
    match &*form.state.status.borrow() {
        Status::Quiet | Status::Failed(_) => {}
        Status::Saving => status = status.say(form.say("saving")),
        Status::Saved(time) => status = status.say(form.tell("saved_at", &[("time", time)])),
    }
    status.end()
}
