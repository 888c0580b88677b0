//! What stands round every form: the person, the problems, the buttons, and how saving stands.

use coplan_model::Status;
use yew::{Html, Properties, component, html, use_context};

use super::{heading, since};
use crate::context::{FormContext, FormProps, View};
use crate::controls::button::button;
use crate::controls::date_input::DateInput;
use crate::controls::text_input::TextInput;
use crate::messages::{in_html, isolated};
use crate::session::{Reason, SaveStatus};
use crate::store::Action;

/// The form's name and the person's, so that nobody fills in another's (hazard: the wrong person on a shared tablet); and
/// that it was entered in error. In another form of ours, that one has said whose it is.
pub fn title(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let withdrawn = (document.status == Status::Withdrawn).then(|| {
        html! { <p class="coplan-replaced">{ form.say("status.withdrawn") }</p> }
    });
    if form.store.settings.borrow().inside && form.view != View::Print {
        return withdrawn.unwrap_or_default();
    }
    html! {
        <>
            { heading(form, 0, "nhsuk-heading-l", None, form.say(document.form.as_str()).into()) }
            { person(form) }
            { restricted_by_host(form).map_or_else(Html::default, |said| html! { <p class="coplan-restricted">{ said }</p> }) }
            { withdrawn.unwrap_or_default() }
        </>
    }
}

/// That a document is restricted although its form is not.
pub fn restricted_by_host(form: &FormContext) -> Option<String> {
    let document = form.store.document.borrow();
    (document.access() > document.form.access()).then(|| form.say("restricted").to_string())
}

fn person(form: &FormContext) -> Html {
    if form.view == View::Edit && form.store.is_open("subject") && !form.store.recorded.get() {
        return html! {
            <>
                <TextInput form={form.clone()} path="subject.name" />
                <DateInput form={form.clone()} path="subject.date_of_birth" />
            </>
        };
    }
    let [name, known @ ..] = &about(form)[..] else { return Html::default() };
    let known = known.iter().map(|known| html! { <span>{ in_html(known) }</span> });
    html! { <p class="coplan-person"><strong>{ in_html(name) }</strong>{ known.collect::<Html>() }</p> }
}

/// Whom the document is about: their name, and when they were born and their NHS number where these are known.
pub fn about(form: &FormContext) -> Vec<String> {
    let born = Some(form.text("subject.date_of_birth")).filter(|born| !born.is_empty());
    let born = born.map(|born| form.tell("born", &[("date", &form.date(&born))]).to_string());
    let number = Some(form.text("subject.nhs_number")).filter(|number| !number.is_empty());
    let number = number.map(|number| form.tell("nhs_number", &[("number", &isolated(&spaced(&number)))]).to_string());
    [Some(isolated(&form.text("subject.name"))), born, number].into_iter().flatten().collect()
}

/// An NHS number is shown 3 3 4.
pub fn spaced(number: &str) -> String {
    match (number.get(..3), number.get(3..6), number.get(6..)) {
        (Some(first), Some(second), Some(third)) if number.len() == 10 => [first, second, third].join("\u{a0}"),
        _ => number.to_owned(),
    }
}

/// The buttons, unless the page has its own, and how saving stands in words.
pub fn actions(form: &FormContext) -> Html {
    let own = (form.view == View::Edit && !form.store.settings.borrow().host_actions).then(|| {
        let key = if form.store.has_list() { "section.check" } else { "complete" };
        // The form round it goes on, and saves both.
        let inside = form.store.settings.borrow().inside;
        let save = (!inside).then(|| button(form, Action::Save, form.say("save"), false));
        html! {
            <div class="nhsuk-button-group">
                { button(form, Action::Complete, form.say(key), !inside) }
                { save.unwrap_or_default() }
            </div>
        }
    });
    html! { <div class="coplan-actions" part="actions">{ own.unwrap_or_default() }<SavingStatus form={form.clone()} /></div> }
}

/// What [`SavingStatus`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct SavingProps {
    /// The form.
    pub form: FormContext,
    /// The key of what is said besides, while the host has everything.
    #[prop_or_default]
    pub saved: Option<&'static str>,
}

/// How saving stands, in words.
#[component]
pub fn SavingStatus(SavingProps { form, saved }: &SavingProps) -> Html {
    let status = use_context::<SaveStatus>();
    let status = status.unwrap_or_default();
    let is_saved = matches!(status, SaveStatus::Saved(_));
    let words = match status {
        SaveStatus::Quiet => None,
        SaveStatus::Failed(_) | SaveStatus::Unsaved => Some(form.say("unsaved")),
        SaveStatus::Saving => Some(form.say("saving")),
        SaveStatus::Completing => Some(form.say("completing")),
        SaveStatus::Saved(time) => Some(form.tell("saved_at", &[("time", &time)])),
    };
    let stop = saved.filter(|_| is_saved).map(|key| html! { <strong>{ " " }{ form.say(key) }</strong> });
    html! { <p class="coplan-status" role="status">{ words }{ stop.unwrap_or_default() }</p> }
}

/// That saving failed, at the edge of the window.
#[component]
pub fn SaveFailure(FormProps { form }: &FormProps) -> Html {
    let status = use_context::<SaveStatus>();
    html! { <div class="coplan-edge">{ failure(form, &status.unwrap_or_default()) }</div> }
}

/// Why it failed, and what can be done.
fn failure(form: &FormContext, status: &SaveStatus) -> Html {
    let SaveStatus::Failed(failure) = status else { return Html::default() };
    let key = ["save_failed.", &failure.reason.as_str().replace('-', "_")].concat();
    let title = failure.title.as_ref().map(|said| html! { <p class="coplan-typed" dir="auto">{ said }</p> });
    html! {
        <div class="nhsuk-error-summary" role="alert" id="save-failed">
            { heading(form, 1, "nhsuk-error-summary__title", None, form.say("save_failed").into()) }
            { title.unwrap_or_default() }
            <p>{ form.say(&key) }</p>
            <div class="nhsuk-button-group">{ ways_out(form, failure.reason) }</div>
        </div>
    }
}

/// Try again; or, where someone else has saved another version, look at it and choose.
fn ways_out(form: &FormContext, reason: Reason) -> Html {
    if reason != Reason::Conflict || form.store.theirs.borrow().is_none() {
        return button(form, Action::TryAgain, form.say("try_again"), false);
    }
    let key = if form.store.is_open("theirs") { "conflict.close" } else { "conflict.look" };
    let keep = form.store.can_keep_mine();
    let keep = keep.then(|| button(form, Action::KeepMine, form.say("conflict.keep_mine"), false));
    html! {
        <>
            { button(form, Action::Look, form.say(key), false) }
            { keep.unwrap_or_default() }
            { button(form, Action::UseTheirs, form.say("conflict.use_theirs"), false) }
        </>
    }
}

/// The other version, to be read.
pub fn theirs(form: &FormContext) -> Html {
    let other = if form.store.is_open("theirs") { form.store.other_version() } else { None };
    let Some(other) = other else { return Html::default() };
    html! {
        <section class="coplan-theirs" aria-labelledby="theirs">
            { heading(form, 0, "nhsuk-heading-m", Some("theirs".to_owned()), form.say("conflict.theirs").into()) }
            { since::list(&form.seen(View::Check), &form.of(other.clone())) }
            { form.of(other).read() }
        </section>
    }
}
