//! What stands round every form: the person, the problems, the buttons, and how saving stands.

use coplan_model::Status as Stands;
use yew::{Html, component, html, use_context};

use crate::context::{FormContext, FormProps, View};
use crate::controls::{date_input, error_summary, small_button, text_input};
use crate::markup::{all, of, tag};
use crate::messages::{in_html, isolated};
use crate::session::{Reason, SaveStatus};

/// A button. What it does is [`crate::FormStore::pressed`]'s, by its id. Only the one that goes on is the main one.
pub fn button(form: &FormContext, id: &'static str, key: &str, main: bool) -> Html {
    let button = of("button", if main { "nhsuk-button" } else { "nhsuk-button nhsuk-button--secondary" });
    let button = button.attr("type", "button").attr("id", id).attr("part", "button");
    // While the whole is being completed too, somebody may come in.
    let needed = matches!(id, "hide" | "show") && !form.store.settings.borrow().disabled;
    button.flag("disabled", form.disabled() && !needed).say(form.say(key)).end()
}

/// A button that says to those who hear it what it is about.
pub fn named_button(form: &FormContext, id: String, key: &str, about: &str) -> Html {
    small_button(form, id, form.say(key), about)
}

/// The form's name and the person's, so that nobody fills in another's (hazard: the wrong person on a shared tablet); and
/// that it was entered in error.
pub fn heading(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let mut pieces = vec![of("h2", "nhsuk-heading-l").say(form.say(document.form.as_str())).end(), person(form)];
    if document.status == Stands::Withdrawn {
        pieces.push(of("p", "coplan-replaced").say(form.say("status.withdrawn")).end());
    }
    all(pieces)
}

fn person(form: &FormContext) -> Html {
    if form.view == View::Edit && form.store.is_open("subject") && !form.store.recorded.get() {
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

/// What stands in the way.
pub fn notices(form: &FormContext) -> Html {
    error_summary::draw(form)
}

/// The buttons, unless the page has its own, and how saving stands in words.
pub fn actions(form: &FormContext) -> Html {
    let mut actions = of("div", "coplan-actions").attr("part", "actions");
    if form.view == View::Edit && !form.store.settings.borrow().host_actions {
        let key = if form.store.has_list() { "section.check" } else { "complete" };
        let group = of("div", "nhsuk-button-group").child(button(form, "complete", key, true));
        actions = actions.put(group.child(button(form, "save", "save", false)));
    }
    actions.child(status(form)).end()
}

/// How saving stands.
pub fn status(form: &FormContext) -> Html {
    html! { <SavingStatus form={form.clone()} /> }
}

/// That saving failed, at the edge of the window.
pub fn edge(form: &FormContext) -> Html {
    html! { <SaveFailure form={form.clone()} /> }
}

/// How saving stands, in words.
#[component]
fn SavingStatus(FormProps { form }: &FormProps) -> Html {
    let status = use_context::<SaveStatus>().unwrap_or_default();
    let words = match status {
        SaveStatus::Quiet => None,
        SaveStatus::Failed(_) | SaveStatus::Unsaved => Some(form.say("unsaved")),
        SaveStatus::Saving => Some(form.say("saving")),
        SaveStatus::Completing => Some(form.say("completing")),
        SaveStatus::Saved(time) => Some(form.tell("saved_at", &[("time", &time)])),
    };
    html! { <p class="coplan-status" role="status">{ words }</p> }
}

/// That saving failed.
#[component]
fn SaveFailure(FormProps { form }: &FormProps) -> Html {
    let status = use_context::<SaveStatus>().unwrap_or_default();
    html! { <div class="coplan-edge">{ failure(form, &status) }</div> }
}

/// That saving failed, why, and what can be done.
fn failure(form: &FormContext, status: &SaveStatus) -> Html {
    let SaveStatus::Failed(failure) = status else { return all(Vec::new()) };
    let title = of("h2", "nhsuk-error-summary__title").say(form.say("save_failed")).end();
    let key = failure.reason.as_str().replace('-', "_");
    let mut notice = of("div", "nhsuk-error-summary").attr("role", "alert").attr("id", "save-failed").child(title);
    if let Some(said) = &failure.title {
        notice = notice.put(of("p", "coplan-typed").attr("dir", "auto").say(said.clone()));
    }
    notice = notice.put(tag("p").say(form.say(&["save_failed.", &key].concat())));
    all(vec![notice.child(ways_out(form, failure.reason)).end()])
}

/// Try again; or, where someone else has saved another version, look at it and choose.
fn ways_out(form: &FormContext, reason: Reason) -> Html {
    let mut group = of("div", "nhsuk-button-group");
    if reason != Reason::Conflict || form.store.theirs.borrow().is_none() {
        return group.child(button(form, "try-again", "try_again", false)).end();
    }
    let key = if form.store.is_open("theirs") { "conflict.close" } else { "conflict.look" };
    group = group.child(button(form, "look", key, false));
    if form.store.can_keep_mine() {
        group = group.child(button(form, "keep-mine", "conflict.keep_mine", false));
    }
    group.child(button(form, "use-theirs", "conflict.use_theirs", false)).end()
}

/// The other version, to be read.
pub fn theirs(form: &FormContext) -> Html {
    let other = if form.store.is_open("theirs") { form.store.other_version() } else { None };
    let Some(other) = other else { return Html::default() };
    let title =
        of("h2", "nhsuk-heading-m").attr("id", "theirs").attr("tabindex", "-1").say(form.say("conflict.theirs"));
    let read = crate::forms::print(&form.of(other));
    of("section", "coplan-theirs").attr("aria-labelledby", "theirs").put(title).child(read).end()
}
