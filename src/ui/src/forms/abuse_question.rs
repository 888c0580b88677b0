//! The routine abuse question on screen.
//!
//! The question is a worker's to ask: where the person looks on it appears only once the worker says that it is private
//! and all right to ask, and where the person is alone it does not appear at all. *Hide this* blanks it at once.

use coplan_model::blank::is_blank_text;
use coplan_model::path;
use yew::Html;

use crate::context::{FormContext, View};
use crate::controls::summary_list;
use crate::layout::frame;
use crate::markup::{all, of, tag};
use crate::messages::{Mode, in_html, isolated};
use crate::store::Gate;

/// Draws it.
pub fn draw(form: &FormContext) -> Html {
    match (form.mode(), form.store.gate.get()) {
        (Mode::Alone, _) => Html::default(),
        _ if form.store.hidden.get() => frame::button(form, "show", "show", false),
        (Mode::Together, Gate::Closed) => closed(form),
        (Mode::Together, Gate::NotAsking) => not_asking(form),
        _ => all(vec![
            of("div", "coplan-tools").child(frame::button(form, "hide", "hide", false)).end(),
            frame::heading(form),
            restricted(form),
            frame::notices(form),
            earlier(form),
            questions(form),
            if form.store.recorded.get() { frame::status(form) } else { frame::actions(form) },
        ]),
    }
}

/// On paper: for those who may see it, and marked so.
pub fn print(form: &FormContext) -> Html {
    if form.mode() == Mode::Alone {
        return Html::default();
    }
    all(vec![frame::heading(form), restricted(form), questions(form), earlier(form)])
}

fn restricted(form: &FormContext) -> Html {
    of("p", "coplan-restricted").say(form.say("restricted")).end()
}

fn closed(form: &FormContext) -> Html {
    let buttons = of("div", "nhsuk-button-group").child(frame::button(form, "gate-open", "gate.open", true));
    all(vec![
        of("h2", "nhsuk-heading-m").say(form.say("gate.title")).end(),
        tag("p").say(form.say("gate.body")).end(),
        buttons.child(frame::button(form, "gate-not-asked", "gate.not_asked", false)).end(),
    ])
}

/// The question is not on screen; why it was not asked, and when it will be, are.
fn not_asking(form: &FormContext) -> Html {
    all(vec![
        frame::notices(form),
        of("h2", "nhsuk-heading-m").say(form.say("gate.title")).end(),
        tag("p").say(form.say("gate.not_asked.note")).end(),
        form.fields(&["not_asked_reason", "not_asked_note", "ask_again_on", "change_reason"]),
        frame::button(form, "gate-back", "gate.back", false),
        frame::actions(form),
    ])
}

/// The questions, in the order of the paper form and of the model.
fn questions(form: &FormContext) -> Html {
    if form.store.recorded.get() && form.view == View::Edit {
        return recorded(form);
    }
    let rest = rest(form);
    if form.view != View::Edit {
        return summary_list::list(all(vec![form.field("response"), rest]));
    }
    let mut more = of("p", "nhsuk-u-visually-hidden").attr("role", "status");
    if !form.text("response").is_empty() {
        more = more.say(form.say("new_questions"));
    }
    all(vec![form.field("response"), more.end(), rest])
}

fn rest(form: &FormContext) -> Html {
    all(vec![
        form.fields(&["asked_on", "asked_by", "present", "declined_note", "disclosure.type"]),
        disclosed(form),
        form.fields(&["disclosure.current", "disclosure.immediate_action", "response_given", "response_given_note"]),
        form.fields(&[
            "shared",
            "safeguarding_basis",
            "not_asked_reason",
            "not_asked_note",
            "ask_again_on",
            "change_reason",
        ]),
    ])
}

/// What the person wants recorded is closed until it is opened: nobody is led to write details.
fn disclosed(form: &FormContext) -> Html {
    let open = form.store.is_open("words") || !form.text("disclosure.words").is_empty();
    if form.view != View::Edit || open || form.text("response") != "yes" {
        return form.field("disclosure.words");
    }
    frame::button(form, "open-words", "disclosure.words.open", false)
}

/// What the host has recorded is read here, and not changed in any field: another asking is added to it.
fn recorded(form: &FormContext) -> Html {
    let read = form.seen(View::Check);
    let section = of("section", "coplan-recorded").put(of("h3", "nhsuk-heading-s").say(form.say("recorded")));
    let section = section.child(summary_list::list(all(vec![read.field("response"), rest(&read)])));
    let section = section.put(of("p", "nhsuk-hint").say(form.say("ask_again.hint")));
    section.child(frame::button(form, "ask-again", "ask_again", false)).end()
}

/// Earlier askings, the latest first, each with its own date.
fn earlier(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let mut rows = Vec::new();
    for entry in path::list(&document.answers, "history").iter().rev() {
        let Some(entry) = entry.as_object() else { continue };
        let mut key = form.date(path::text(entry, "asked_on"));
        let who = path::text(entry, "asked_by.name");
        if !key.is_empty() && !is_blank_text(who) {
            key.push_str(", ");
        }
        key.push_str(&isolated(who));
        rows.push(summary_list::pair(
            in_html(&key),
            form.said("response", form.option("response", path::text(entry, "response"))),
        ));
    }
    if rows.is_empty() {
        return Html::default();
    }
    let section = of("section", "coplan-earlier").put(of("h3", "nhsuk-heading-s").say(form.say("history")));
    let section = section.child(summary_list::list(all(rows)));
    if form.store.adding.get() && form.view == View::Edit {
        return section.child(frame::button(form, "keep-recorded", "keep_recorded", false)).end();
    }
    section.end()
}
