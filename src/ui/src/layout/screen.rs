//! A whole form as a Yew component: what [`FormStore`](crate::FormStore) knows, seen on screen or on paper.
//!
//! Controls and buttons have no listeners of their own. What is typed and pressed reaches the form by the name of the
//! control, which is the path of its question, so that a key press costs the same in any form.

use yew::{ContextProvider, Html, Properties, component, html};

use super::frame::{self, SaveFailure};
use crate::context::{FormContext, FormProps};
use crate::session::SaveStatus;
use crate::store::Announcement;

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
    let class = if form.store.is_paged() { "coplan coplan--touch" } else { "coplan" };
    let (lang, dir) = (form.say("locale"), form.say("dir"));
    let hidden = form.store.hidden.get();
    let theirs = if hidden { Html::default() } else { frame::theirs(form) };
    let edge = if hidden {
        Html::default()
    } else {
        html! { <SaveFailure form={form.clone()} /> }
    };
    html! { <div {class} part="form" {lang} {dir}>{ announced(form, hidden) }{ theirs }{ form.edit() }{ edge }</div> }
}

/// What has just happened, in a place that is there before anything does.
fn announced(form: &FormContext, hidden: bool) -> Html {
    let Announcement { number, words } = form.store.announced.borrow().clone();
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
