//! The routine abuse question on screen.
//!
//! The question is a worker's to ask: where the person looks on it appears only once the worker says that it is private
//! and all right to ask, and where the person is alone it does not appear at all. *Hide this* blanks it at once.

use coplan_model::Status;
use yew::{Html, html};

use super::frame;
use crate::fields::summary_list;
use crate::form::{Form, View};
use crate::state::{Gate, State};
use crate::words::Mode;

/// Draws it.
pub fn draw(form: &Form) -> Html {
    let together = form.mode() == Mode::Together;
    if form.mode() == Mode::Alone {
        return Html::default();
    }
    if form.state.hidden.get() {
        return frame::button(form, "show", "show", false, State::show);
    }
    let gate = form.state.gate.get();
    if together && gate == Gate::Closed {
        return closed(form);
    }
    if together && gate == Gate::NotAsking {
        return not_asking(form);
    }
    html! {
        <>
            <div class="coplan-tools">{ frame::button(form, "hide", "hide", false, State::hide) }</div>
            { frame::heading(form) }
            <p class="coplan-restricted">{ form.say("restricted") }</p>
            { frame::notices(form) }
            { earlier(form) }
            { questions(form) }
            { frame::actions(form, Html::default()) }
        </>
    }
}

/// On paper: for those who may see it, and marked so.
pub fn print(form: &Form) -> Html {
    html! {
        <>
            { frame::heading(form) }
            <p class="coplan-restricted">{ form.say("restricted") }</p>
            { questions(form) }
            { earlier(form) }
        </>
    }
}

fn closed(form: &Form) -> Html {
    html! {
        <>
            <h2 class="nhsuk-heading-m">{ form.say("gate.title") }</h2>
            <p>{ form.say("gate.body") }</p>
            <div class="nhsuk-button-group">
                { frame::button(form, "gate-open", "gate.open", true, |state| state.open_gate(true)) }
                { frame::button(form, "gate-not-asked", "gate.not_asked", false, |state| state.open_gate(false)) }
            </div>
        </>
    }
}

/// The question is not on screen; why it was not asked, and when it will be, are.
fn not_asking(form: &Form) -> Html {
    html! {
        <>
            { frame::notices(form) }
            <h2 class="nhsuk-heading-m">{ form.say("gate.title") }</h2>
            <p>{ form.say("gate.not_asked.note") }</p>
            { form.fields(&["not_asked_reason", "not_asked_note", "ask_again_on", "change_reason"]) }
            { frame::button(form, "gate-back", "gate.back", false, |state| {
                state.gate.set(Gate::Closed);
                state.focus.replace(Some("gate-open".to_owned()));
                state.draw();
            }) }
            { frame::actions(form, Html::default()) }
        </>
    }
}

/// The questions, in the order of the paper form and of the model.
fn questions(form: &Form) -> Html {
    let answer = form.text("response");
    let rest = form.fields(&["asked_on", "asked_by", "present", "declined_note", "disclosure.type"]);
    let rest = html! {
        <>
            { rest }
            { disclosed(form) }
            { form.fields(&[
                "disclosure.current", "disclosure.immediate_action", "response_given", "response_given_note",
                "shared", "safeguarding_basis", "not_asked_reason", "not_asked_note", "ask_again_on", "change_reason",
            ]) }
        </>
    };
    if form.view != View::Edit {
        return summary_list::list(html!(<>{ form.field("response") }{ rest }</>));
    }
    let asked = form.state.recorded.get();
    html! {
        <>
            if asked { { recorded(form) } } else { { form.field("response") } }
            <p class="nhsuk-u-visually-hidden" role="status">{ (!answer.is_empty()).then(|| form.say("new_questions")) }</p>
            <div class="coplan-follow">{ rest }</div>
        </>
    }
}

/// What the person wants recorded is closed until it is opened: nobody is led to write details.
fn disclosed(form: &Form) -> Html {
    let open = form.state.opened.borrow().contains(&"words") || !form.text("disclosure.words").is_empty();
    if form.view != View::Edit || open || form.text("response") != "yes" {
        return form.field("disclosure.words");
    }
    frame::button(form, "open-words", "disclosure.words.open", false, |state| {
        state.opened.borrow_mut().push("words");
        state.focus.replace(Some("disclosure.words".to_owned()));
        state.draw();
    })
}

/// What the host has recorded is read here, and not replaced.
fn recorded(form: &Form) -> Html {
    let read = Form { state: form.state.clone(), view: View::Check };
    html! {
        <section class="coplan-recorded">
            <h3 class="nhsuk-heading-s">{ form.say("recorded") }</h3>
            { summary_list::list(read.field("response")) }
            <p class="nhsuk-hint">{ form.say("ask_again.hint") }</p>
            { frame::button(form, "ask-again", "ask_again", false, |state| state.ask_again()) }
        </section>
    }
}

/// Earlier askings, the latest first, each with its own date.
fn earlier(form: &Form) -> Html {
    let document = form.state.document.borrow();
    let history = coplan_model::path::list(&document.answers, "history");
    if history.is_empty() {
        return Html::default();
    }
    let lines = history.iter().rev().map(|entry| {
        let text = |path: &str| entry.pointer(path).and_then(|value| value.as_str()).unwrap_or_default();
        let who = text("/asked_by/name");
        let when = Some(text("/asked_on")).filter(|date| !date.is_empty()).map(|date| form.date(date));
        let said = form.option("response", text("/response"));
        let line = [when, Some(who.to_owned()).filter(|who| !who.is_empty())];
        let key = line.into_iter().flatten().collect::<Vec<_>>().join(", ");
        summary_list::pair(html!(key), html!(said))
    });
    let lines = summary_list::list(lines.collect());
    let begun = form.state.asking_again.get() && form.view == View::Edit && document.status != Status::Withdrawn;
    html! {
        <section class="coplan-earlier">
            <h3 class="nhsuk-heading-s">{ form.say("history") }</h3>
            { lines }
            if begun { { frame::button(form, "keep-recorded", "keep_recorded", false, |state| state.keep_recorded()) } }
        </section>
    }
}

impl State {
    fn hide(self: &std::rc::Rc<Self>) {
        self.hidden.set(true);
        self.focus.replace(Some("show".to_owned()));
        self.draw();
    }

    fn show(self: &std::rc::Rc<Self>) {
        self.hidden.set(false);
        self.focus.replace(Some("hide".to_owned()));
        self.draw();
    }

    /// The worker says whether to ask. Not asking is recorded as *Not asked*; an answer that is there stays.
    fn open_gate(&self, ask: bool) {
        self.gate.set(if ask { Gate::Asking } else { Gate::NotAsking });
        let answered = !coplan_model::path::text(&self.document.borrow().answers, "response").is_empty();
        if !ask && !answered {
            self.typed("response", "not_asked", true);
        }
        self.focus.replace(Some(if ask { "response" } else { "gate-back" }.to_owned()));
        self.draw();
    }
}
