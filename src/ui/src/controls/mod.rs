//! The field kit: one folder a control, each looking and behaving as the NHS service manual says.
//!
//! A control is a function from a form and a path to markup. It holds no answer and no listener.

pub mod checkboxes;
pub mod date_input;
pub mod details;
pub mod error_summary;
pub mod people;
pub mod person;
pub mod radios;
pub mod rows;
pub mod signature;
pub mod summary_list;
pub mod text_area;
pub mod text_input;

use coplan_model::path;
use coplan_model::voices::{self, Voice};
use yew::{AttrValue, Html};

use crate::context::{FormContext, View};
use crate::markup::{Tag, all, of, tag};
use crate::messages::in_html;

/// The box round a question, marked when a problem is shown. Inside come label, hint, error and control, in the order in
/// which they are read.
pub(crate) fn group(form: &FormContext, path: &str) -> Tag {
    let wrong = form.error(path).is_some();
    of("div", if wrong { "nhsuk-form-group nhsuk-form-group--error" } else { "nhsuk-form-group" }).attr("part", "field")
}

/// A text control: its class marked when a problem is shown, and the ids of what describes it, hint before error.
pub(crate) fn control(form: &FormContext, path: &str, name: &'static str, class: &str, more: Option<String>) -> Tag {
    let wrong = form.error(path).map(|_| [" ", class, "--error"].concat()).unwrap_or_default();
    tag(name)
        .attr("class", [class, &wrong].concat())
        .attr("id", path.to_owned())
        // A choice of someone says of whom it is, which is no answer yet.
        .attr("name", if name == "select" { [path, ".someone"].concat() } else { path.to_owned() })
        .flag("disabled", form.disabled())
        .maybe("aria-describedby", described_by(form, path, more))
}

/// The ids of what describes a control, the hint before the error, as screen readers read them.
pub(crate) fn described_by(form: &FormContext, path: &str, more: Option<String>) -> Option<String> {
    let mut ids = String::new();
    let mut add = |id: &str| {
        ids.push_str(if ids.is_empty() { "" } else { " " });
        ids.push_str(id);
    };
    if form.hint(path).is_some() {
        add(&[path, "-hint"].concat());
    }
    if form.error(path).is_some() {
        add(&[path, "-error"].concat());
    }
    if let Some(more) = more {
        add(&more);
    }
    (!ids.is_empty()).then_some(ids)
}

/// The hint of a question, more help to open, whose words the answer is, and the sentence of its problem, as far as it has
/// them.
pub(crate) fn hint_and_error(form: &FormContext, path: &str) -> Html {
    let hint = form
        .hint(path)
        .map(|hint| of("div", "nhsuk-hint").attr("id", [path, "-hint"].concat()).attr("part", "hint").say(hint).end());
    let error = form.error(path).map(|sentence| {
        let prefix = of("span", "nhsuk-u-visually-hidden").say(form.say("error_prefix")).say(" ").end();
        let error = of("span", "nhsuk-error-message").attr("id", [path, "-error"].concat()).attr("part", "error");
        error.child(prefix).say(sentence).end()
    });
    let help = details::of_question(form, path);
    all(hint.into_iter().chain(help).chain(voice(form, path)).chain(error).collect())
}

/// Whose words an answer is, in a line that is there from the start: nothing moves when it is filled. Where answers are
/// read, the person's own words need no mark.
pub(crate) fn voice(form: &FormContext, path: &str) -> Option<Html> {
    let document = form.store.document.borrow();
    let voice = voices::of(&document.answers, path);
    let line = of("span", "coplan-voice");
    if form.view == View::Edit && voice.is_empty() {
        return form.store.field(path).filter(|field| field.voiced).map(|_| line.end());
    }
    let own = form.view != View::Edit && voice == Voice::Su.code();
    (!voice.is_empty() && !own).then(|| line.say(form.say(&["voice.said.", voice].concat())).end())
}

/// What to look at again, below the question that it is about: nothing above it moves, and it stands in nobody's way.
/// Only a few questions have any.
pub(crate) fn warning(form: &FormContext, path: &str) -> Html {
    let warned = matches!(path::parent(path).1, "next_on" | "next_review_on" | "progress");
    if !warned || form.view != View::Edit {
        return Html::default();
    }
    let status = of("div", "coplan-warning").attr("role", "status");
    status.child(form.warning(path).map_or_else(Html::default, inset)).end()
}

/// Messages in a frame.
pub(crate) fn inset(words: AttrValue) -> Html {
    of("p", "nhsuk-inset-text").say(words).end()
}

/// A button beside a control, and `about` what, for those who hear it. What it does is [`crate::FormStore::pressed`]'s, by its id.
pub(crate) fn small_button(form: &FormContext, id: String, words: AttrValue, about: &str) -> Html {
    let button = of("button", "coplan-small-button").attr("type", "button").attr("id", id).attr("part", "button");
    let button = button.flag("disabled", form.disabled()).say(words);
    if about.is_empty() {
        return button.end();
    }
    button.put(of("span", "nhsuk-u-visually-hidden").say(" ").child(in_html(about))).end()
}

/// Several controls under one question.
pub(crate) fn fieldset(form: &FormContext, path: &str, controls: Html) -> Html {
    let legend = of("legend", "nhsuk-fieldset__legend nhsuk-fieldset__legend--s").attr("part", "label");
    let set = of("fieldset", "nhsuk-fieldset").maybe("aria-describedby", described_by(form, path, None));
    let set =
        set.put(legend.child(form.said(path, form.label(path)))).child(hint_and_error(form, path)).child(controls);
    group(form, path).put(set).end()
}

/// One control under its label.
pub(crate) fn labelled(form: &FormContext, path: &str, control: Html) -> Tag {
    let label = of("label", "nhsuk-label nhsuk-label--s").attr("for", path.to_owned()).attr("part", "label");
    group(form, path).put(label.say(form.label(path))).child(hint_and_error(form, path)).child(control)
}
