//! A whole form as a Yew component: what [`FormStore`](crate::FormStore) knows, seen on screen or on paper.
//!
//! Controls and buttons have no listeners of their own. What is typed and pressed reaches the form by the name of the
//! control, which is the path of its question, so that a key press costs the same in any form.

use yew::{ContextProvider, Html, Properties, component, html};

use super::frame::{self, SaveFailure};
use super::help_now::help_now;
use super::pages;
use crate::context::{FormContext, FormProps};
use crate::controls::button::button;
use crate::controls::{keyed, read_aloud};
use crate::session::SaveStatus;
use crate::store::{Action, Announcement};

/// What a form on screen is rendered with.
#[derive(Clone, PartialEq, Properties)]
pub struct ScreenProps {
    /// The form. Where it is the one of the last rendering, nothing of it is rendered again.
    pub form: FormContext,
    /// How saving stands.
    pub status: SaveStatus,
    /// How often it was rendered afresh: nothing of what was rendered with another number is used again.
    pub afresh: u32,
}

/// The form as it stands on screen.
#[component]
pub fn Screen(ScreenProps { form, status, afresh }: &ScreenProps) -> Html {
    html! {
        <ContextProvider<SaveStatus> context={status.clone()}>
            <Whole key={*afresh} form={form.clone()} />
        </ContextProvider<SaveStatus>>
    }
}

#[component]
fn Whole(FormProps { form }: &FormProps) -> Html {
    let class = match form.store.is_paged() {
        true if pages::goes_on(form) => "coplan coplan--touch coplan--going",
        true => "coplan coplan--touch",
        false if form.store.definition().sections.is_empty() => "coplan",
        false if form.store.folds() => "coplan coplan--beside coplan--folded",
        false => "coplan coplan--beside",
    };
    let (lang, dir) = (form.say("locale"), form.say("dir"));
    if form.store.is_kept_back() {
        return html! { <div {class} part="form" {lang} {dir}></div> };
    }
    // Hidden, it stays as it is: what is typed, opened and scrolled in it is there when it is shown again.
    let hidden = form.store.hidden.get();
    let (action, key) = if hidden { (Action::Show, "show") } else { (Action::Hide, "hide") };
    html! {
        <div {class} part="form" {lang} {dir}>
            <div key="tools" class="coplan-tools">
                { keyed(key, button(form, action, form.say(key), false)) }
                { if hidden { Html::default() } else { read_aloud::stop(form) } }
                { if hidden { Html::default() } else { help_now(form) } }
            </div>
            <div key="form" class="coplan-whole" {hidden}>
                { announced(form, hidden) }
                { frame::theirs(form) }
                { form.edit() }
                <SaveFailure form={form.clone()} />
            </div>
        </div>
    }
}

/// What has just happened, in a place that is there before anything does.
fn announced(form: &FormContext, hidden: bool) -> Html {
    let Announcement { number, words, .. } = form.store.announced.borrow().clone();
    let words = if hidden || words.is_empty() {
        Html::default()
    } else {
        html! { <span key={number}>{ words }</span> }
    };
    html! { <div class="nhsuk-u-visually-hidden" role="status" id="announced">{ words }</div> }
}

/// The finished document, as it is read on paper.
#[component]
pub fn Paper(FormProps { form }: &FormProps) -> Html {
    super::paper::paper(form)
}
