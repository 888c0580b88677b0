//! The controls: one folder each, looking and behaving as the NHS service manual says.
//!
//! A control is a component that is given the form and the path of its question. It holds no answer and no listener: what is
//! typed reaches the form by the control's name, which is the path.

pub mod button;
pub mod checkboxes;
pub mod date_input;
pub mod details;
pub mod error_summary;
pub(crate) mod fold;
pub mod people;
pub mod person;
pub mod radios;
pub mod read_aloud;
pub mod rows;
pub mod signature;
pub mod summary_list;
pub mod text_area;
pub mod text_input;

use coplan_model::path;
use coplan_model::voices::{self, Voice};
use yew::virtual_dom::{Key, VList};
use yew::{AttrValue, Html, Properties, html};

use crate::context::{FormContext, View};
use crate::messages::{in_html, isolated};
use crate::plain;
use crate::store::day_of;

/// What every control is given.
#[derive(Clone, PartialEq, Properties)]
pub struct ControlProps {
    /// The form.
    pub form: FormContext,
    /// The path of the question.
    pub path: AttrValue,
}

/// A piece of a list that is known by its key, whether there is anything in it or not: a piece that comes or goes takes none of
/// its neighbours with it.
pub(crate) fn keyed(key: &str, piece: Html) -> Html {
    VList::with_children(vec![piece], Some(Key::from(key))).into()
}

/// The box round a question, marked when a problem is shown. Inside come label, hint, error and control, in the order in
/// which they are read.
pub(crate) fn group(form: &FormContext, path: &str, inside: Html) -> Html {
    let wrong = form.error(path).is_some();
    let class = if wrong { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" };
    html! { <div {class} part="field">{ inside }</div> }
}

/// One control under its label, and what stands below it.
pub(crate) fn labelled(form: &FormContext, path: &str, control: Html, below: Html) -> Html {
    let inside = html! {
        <>
            <label class="nhsuk-label nhsuk-label--s" for={path.to_owned()} part="label">{ form.label(path) }</label>
            { hint_and_error(form, path) }
            { control }
            { below }
        </>
    };
    group(form, path, inside)
}

/// Several controls under one question.
pub(crate) fn fieldset(form: &FormContext, path: &str, controls: Html) -> Html {
    let inside = html! {
        <fieldset class="nhsuk-fieldset" aria-describedby={described_by(form, path, None)}>
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s" part="label">
                { form.said(path, form.label(path)) }
            </legend>
            { hint_and_error(form, path) }
            { controls }
        </fieldset>
    };
    group(form, path, inside)
}

/// The class of a text control, marked when a problem is shown.
pub(crate) fn marked(form: &FormContext, path: &str, class: &'static str, wrong: &'static str) -> &'static str {
    if form.error(path).is_some() { wrong } else { class }
}

/// The ids of what describes a control: the hint, whose words it is, the error, as screen readers read them.
pub(crate) fn described_by(form: &FormContext, path: &str, more: Option<&str>) -> Option<String> {
    let hint = form.hint(path).map(|_| [path, "-hint"].concat());
    let voiced = form.store.field(path).is_some_and(|field| field.voiced).then(|| [path, "-voice"].concat());
    let error = form.error(path).map(|_| [path, "-error"].concat());
    let ids: Vec<String> = hint.into_iter().chain(voiced).chain(error).chain(more.map(str::to_owned)).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

/// The hint of a question, a way to have it read aloud, more help to open, whose words the answer is and from when, and the
/// sentence of its problem, as far as it has them.
pub(crate) fn hint_and_error(form: &FormContext, path: &str) -> Html {
    let hint = form.hint(path).map(|hint| {
        html! { <div class="nhsuk-hint" id={[path, "-hint"].concat()} part="hint">{ hint }</div> }
    });
    let error = form.error(path).map(|sentence| {
        html! {
            <span class="nhsuk-error-message" id={[path, "-error"].concat()} part="error">
                <span class="nhsuk-u-visually-hidden">{ form.say("error_prefix") }{ " " }</span>
                { sentence }
            </span>
        }
    });
    html! {
        <>
            { hint.unwrap_or_default() }
            { read_aloud::of_question(form, path) }
            { details::of_question(form, path).unwrap_or_default() }
            { voice(form, path).unwrap_or_default() }
            { carried(form, path) }
            { asked_before(form, path) }
            { last_time(form, path) }
            { error.unwrap_or_default() }
        </>
    }
}

/// What was answered last time, when somebody wants to see that.
fn last_time(form: &FormContext, path: &str) -> Html {
    let said = || {
        let before = form.store.shown_previous()?;
        let path = form.store.path_in(&before, path)?;
        let then = form.of(before);
        let answer = plain::answer(&then, then.store.field(&path).filter(|_| then.is_asked(&path))?, &path)?;
        let day = form.date(&day_of(&then.store.document.borrow()));
        Some(form.tell("last_time", &[("date", &day), ("answer", &answer)]))
    };
    said().map(|said| html! { <p class="nhsuk-hint coplan-last-time">{ in_html(&said) }</p> }).unwrap_or_default()
}

/// What the question said when it was answered, where it says something else by now.
fn asked_before(form: &FormContext, path: &str) -> Html {
    let said = form.store.said_before(path);
    let said = said.map(|then| form.tell("asked_before", &[("question", &isolated(&then))]));
    said.map(|said| html! { <p class="nhsuk-hint coplan-asked">{ in_html(&said) }</p> }).unwrap_or_default()
}

/// That an answer is from an earlier document.
pub(crate) fn carried(form: &FormContext, path: &str) -> Html {
    let said = carried_said(form, path);
    said.map(|said| html! { <span class="coplan-voice coplan-carried__since">{ said }</span> }).unwrap_or_default()
}

/// Whose words an answer is, in a line that is there from the start: nothing moves when it is filled. Where answers are
/// read, the person's own words need no mark.
pub(crate) fn voice(form: &FormContext, path: &str) -> Option<Html> {
    // Where it is asked, there is a place for it before anything is typed.
    let place = || {
        let asked = form.view == View::Edit && form.store.field(path).is_some_and(|field| field.voiced);
        asked.then(AttrValue::default)
    };
    let words = voice_said(form, path).or_else(place)?;
    // What is only read may stand beside an earlier version of it.
    let id = (form.view == View::Edit).then(|| [path, "-voice"].concat());
    Some(html! { <span class="coplan-voice" {id}>{ words }</span> })
}

/// From when an answer is that came from an earlier document, until somebody has looked at it.
pub(crate) fn carried_said(form: &FormContext, path: &str) -> Option<AttrValue> {
    let day = form.store.carried_since(path)?;
    Some(form.tell("carried.since", &[("date", &form.date(&day))]))
}

/// Whose words an answer is in, in words. The person's own say nothing of it where they are only read.
pub(crate) fn voice_said(form: &FormContext, path: &str) -> Option<AttrValue> {
    let document = form.store.document.borrow();
    let voice = voices::of(&document.answers, path);
    let own = form.view != View::Edit && voice == Voice::Su.code();
    (!voice.is_empty() && !own).then(|| form.say(&["voice.said.", voice].concat()))
}

/// What to look at again, below the question that it is about: nothing above it moves, and it stands in nobody's way.
/// Only a few questions have any.
pub(crate) fn warning(form: &FormContext, path: &str) -> Html {
    let warned = form.store.definition().warned;
    if !warned.contains(&path::parent(path).1) || form.view != View::Edit {
        return Html::default();
    }
    let words = form.warning(path).map(|words| html! { <p class="nhsuk-inset-text">{ words }</p> });
    html! { <div class="coplan-warning" role="status">{ words.unwrap_or_default() }</div> }
}
