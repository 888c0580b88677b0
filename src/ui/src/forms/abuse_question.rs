//! The routine abuse question on screen.
//!
//! The question is a worker's to ask: where the person looks on it appears only once the worker says that it is private
//! and all right to ask, and where the person is alone it does not appear at all.

use coplan_model::blank::is_blank_text;
use coplan_model::path;
use yew::{AttrValue, Html, component, html};

use super::Definition;
use crate::context::{FormContext, FormProps, View};
use crate::controls::button::button;
use crate::controls::error_summary::error_summary;
use crate::controls::{details, keyed, summary_list};
use crate::layout::frame::{self, SavingStatus};
use crate::layout::{heading, recorded};
use crate::messages::{Mode, in_html, in_text, isolated};
use crate::plain::{self, Lines};
use crate::store::{Action, Gate};

/// The form. It is a single question and what hangs on it.
pub const DEFINITION: Definition = Definition {
    questions: &QUESTIONS,
    staff: true,
    edit: |form| html! { <AbuseQuestion form={form.clone()} /> },
    read,
    text,
    ..Definition::of_sections(&[])
};

/// The question, unless nobody has said that it can be asked. What has been recorded is folded.
#[component]
fn AbuseQuestion(FormProps { form }: &FormProps) -> Html {
    match (form.mode(), form.store.gate.get()) {
        (Mode::Together, Gate::Closed) => closed(form),
        (Mode::Together, Gate::NotAsking) => not_asking(form),
        _ => {
            let is_recorded = form.store.recorded.get();
            let (questions, below) = if is_recorded {
                (recorded(form), html! { <SavingStatus form={form.clone()} /> })
            } else {
                (questions(form), frame::actions(form))
            };
            html! {
                <>
                    { frame::title(form) }
                    { restricted(form) }
                    { error_summary(form) }
                    { earlier(form) }
                    { questions }
                    { below }
                </>
            }
        }
    }
}

/// On paper: for those who may see it, and marked so.
fn read(form: &FormContext) -> Html {
    html! { <>{ frame::title(form) }{ restricted(form) }{ questions(form) }{ earlier(form) }</> }
}

/// As plain text, marked as paper is.
fn text(form: &FormContext, lines: &mut Lines) {
    lines.paragraph(0, &form.say("restricted"));
    lines.gap();
    with_own(form).into_iter().for_each(|path| plain::question(form, path, 0, lines));
    plain::recorded(form, lines);
    let askings = askings(form);
    if !askings.is_empty() {
        lines.heading('-', &form.say("history"));
        askings.iter().for_each(|(asked, response)| lines.pair(0, &in_text(asked), response));
    }
}

fn restricted(form: &FormContext) -> Html {
    html! { <p class="coplan-restricted">{ form.say("restricted") }</p> }
}

fn closed(form: &FormContext) -> Html {
    html! {
        <>
            { heading(form, 0, "nhsuk-heading-m", None, form.say("gate.title").into()) }
            <p>{ form.say("gate.body") }</p>
            <div class="nhsuk-button-group">
                { button(form, Action::OpenGate, form.say("gate.open"), true) }
                { button(form, Action::NotAsk, form.say("gate.not_asked"), false) }
            </div>
        </>
    }
}

/// The question is not on screen; why it was not asked, and when it will be, are.
fn not_asking(form: &FormContext) -> Html {
    html! {
        <>
            { error_summary(form) }
            { heading(form, 0, "nhsuk-heading-m", None, form.say("gate.title").into()) }
            <p>{ form.say("gate.not_asked.note") }</p>
            { form.fields(&["not_asked_reason", "not_asked_note", "ask_again_on", "change_reason"]) }
            { button(form, Action::CloseGate, form.say("gate.back"), false) }
            { frame::actions(form) }
        </>
    }
}

/// The question and what hangs on it, in the order of the paper form and of the model.
const QUESTIONS: [&str; 17] = [
    "response",
    "asked_on",
    "asked_by",
    "present",
    "declined_note",
    "disclosure.type",
    DISCLOSED,
    "disclosure.current",
    "disclosure.immediate_action",
    "response_given",
    "response_given_note",
    "shared",
    "safeguarding_basis",
    "not_asked_reason",
    "not_asked_note",
    "ask_again_on",
    "change_reason",
];

/// What the person wants recorded.
const DISCLOSED: &str = "disclosure.words";

fn questions(form: &FormContext) -> Html {
    let asked = with_own(form).into_iter().map(|path| match path {
        DISCLOSED => keyed(path, disclosed(form)),
        _ => keyed(path, form.field(path)),
    });
    let asked = asked.collect::<Html>();
    let asked = if form.view == View::Edit { asked } else { summary_list::list(asked) };
    html! { <>{ asked }{ recorded::section(&form.seen(if form.view == View::Edit { View::Check } else { form.view })) }</> }
}

/// The questions, and those of the trust that follow them.
fn with_own(form: &FormContext) -> Vec<&'static str> {
    QUESTIONS.iter().flat_map(|path| [*path].into_iter().chain(form.store.own_within(path))).collect()
}

/// What the person wants recorded is closed until it is opened: nobody is led to write details.
fn disclosed(form: &FormContext) -> Html {
    let open = form.store.is_open("words") || !form.text("disclosure.words").is_empty();
    if form.view != View::Edit || open || form.text("response") != "yes" {
        return form.field("disclosure.words");
    }
    button(form, Action::OpenWords, form.say("disclosure.words.open"), false)
}

/// What the host has recorded is read here, and not changed in any field: another asking is added to it. It is opened by whoever
/// wants to read it, and is not what somebody sees who comes by.
fn recorded(form: &FormContext) -> Html {
    let read = form.seen(View::Check);
    let completed = form.store.document.borrow().completed_at.clone();
    let day = completed.and_then(|instant| form.store.day_of(&instant));
    let title = match day {
        Some(day) => form.tell("recorded.on", &[("date", &form.date(&day.to_iso()))]),
        None => form.say("recorded"),
    };
    let answers = questions(&read);
    let again = (form.view == View::Edit).then(|| {
        html! {
            <>
                <p class="nhsuk-hint">{ form.say("ask_again.hint") }</p>
                { button(form, Action::AskAgain, form.say("ask_again"), false) }
            </>
        }
    });
    html! {
        <section class="coplan-recorded">
            { details::closed(title, "", answers) }
            { again.unwrap_or_default() }
        </section>
    }
}

/// Earlier askings, the latest first, each with its own date.
fn earlier(form: &FormContext) -> Html {
    let rows = askings(form)
        .into_iter()
        .map(|(asked, response)| summary_list::pair(in_html(&asked), form.said("response", response)));
    let rows: Html = rows.collect();
    if path::list(&form.store.document.borrow().answers, "history").is_empty() {
        return Html::default();
    }
    let adding = form.store.adding.get() && form.view == View::Edit;
    let keep = adding.then(|| button(form, Action::KeepRecorded, form.say("keep_recorded"), false));
    html! {
        <section class="coplan-earlier">
            { heading(form, 1, "nhsuk-heading-s", None, form.say("history").into()) }
            { summary_list::list(rows) }
            { keep.unwrap_or_default() }
        </section>
    }
}

/// The same in words: when and by whom was asked, and what was answered.
fn askings(form: &FormContext) -> Vec<(String, AttrValue)> {
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
        rows.push((key, form.option("response", path::text(entry, "response"))));
    }
    rows
}
