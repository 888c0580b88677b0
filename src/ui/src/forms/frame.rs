//! What stands round every form: the person, the problems, the buttons, and how saving stands.

use std::rc::Rc;

use yew::{Callback, Html, MouseEvent, html};

use crate::fields::{date_input, error_summary, text_input};
use crate::form::{Form, View};
use crate::state::{State, Status};

/// Calls a function of the state when pressed.
pub fn on_press(form: &Form, act: impl Fn(&Rc<State>) + 'static) -> Callback<MouseEvent> {
    let state = form.state.clone();
    Callback::from(move |_| act(&state))
}

/// A button. Only the one that goes on is the main one.
pub fn button(form: &Form, id: &'static str, key: &str, main: bool, act: impl Fn(&Rc<State>) + 'static) -> Html {
    let class = if main { "nhsuk-button" } else { "nhsuk-button nhsuk-button--secondary" };
    html! {
        <button type="button" {id} {class} part="button" disabled={form.disabled()} onclick={on_press(form, act)}>
            { form.say(key) }
        </button>
    }
}

/// The form's name and the person's, so that nobody fills in another's (hazard: the wrong person on a shared tablet).
pub fn heading(form: &Form) -> Html {
    let document = form.state.document.borrow();
    let name = document.form.as_str();
    drop(document);
    html! {
        <>
            <h2 class="nhsuk-heading-l">{ form.say(name) }</h2>
            { person(form) }
        </>
    }
}

fn person(form: &Form) -> Html {
    let name = form.text("subject.name");
    if form.view == View::Edit && form.state.opened.borrow().contains(&"subject") {
        return html!(<>{ text_input::draw(form, "subject.name") }{ date_input::draw(form, "subject.date_of_birth") }</>);
    }
    let born = form.text("subject.date_of_birth");
    let number = form.text("subject.nhs_number");
    html! {
        <p class="coplan-person">
            <strong>{ name }</strong>
            if !born.is_empty() { <span>{ form.tell("born", &[("date", &form.date(&born))]) }</span> }
            if !number.is_empty() { <span>{ form.tell("nhs_number", &[("number", &spaced(&number))]) }</span> }
        </p>
    }
}

/// An NHS number is shown 3 3 4.
fn spaced(number: &str) -> String {
    let letters: Vec<char> = number.chars().collect();
    match letters.len() {
        10 => [&letters[..3], &letters[3..6], &letters[6..]].map(|part| part.iter().collect::<String>()).join("\u{a0}"),
        _ => number.to_owned(),
    }
}

/// What stands in the way, and that saving failed.
pub fn notices(form: &Form) -> Html {
    html! {
        <>
            { error_summary::draw(form) }
            { failure(form) }
        </>
    }
}

fn failure(form: &Form) -> Html {
    let Status::Failed(reason) = *form.state.status.borrow() else { return Html::default() };
    html! {
        <div class="nhsuk-error-summary coplan-failure" role="alert" id="save-failed">
            <h2 class="nhsuk-error-summary__title">{ form.say("save_failed") }</h2>
            <p>{ form.say(&format!("save_failed.{reason}")) }</p>
            { button(form, "try-again", "try_again", false, |state| state.host().save()) }
        </div>
    }
}

/// The buttons, unless the page has its own, and how saving stands in words.
pub fn actions(form: &Form, more: Html) -> Html {
    let settings = form.state.settings.borrow().clone();
    let own = !settings.host_actions && form.view == View::Edit;
    let status = match &*form.state.status.borrow() {
        Status::Quiet | Status::Failed(_) => None,
        Status::Saving => Some(form.say("saving")),
        Status::Saved(time) => Some(form.tell("saved_at", &[("time", time)])),
    };
    html! {
        <div class="coplan-actions" part="actions">
            if own {
                <div class="nhsuk-button-group">
                    { button(form, "complete", "complete", true, |state| state.host().complete()) }
                    { button(form, "save", "save", false, |state| state.host().save()) }
                    { more }
                </div>
            }
            <p class="coplan-status" role="status">{ status.unwrap_or_default() }</p>
        </div>
    }
}
