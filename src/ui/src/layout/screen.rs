//! A whole form as a Yew component: what [`FormStore`](crate::FormStore) knows, seen on screen or on paper.
//!
//! Controls and buttons have no listeners of their own. What is typed and pressed reaches the form by the name of the
//! control, which is the path of its question, so that a key press costs the same in any form.

use std::cell::Cell;

use yew::{Callback, Component, Context, ContextProvider, Html, Properties, component, html, use_effect};

use super::frame::{self, SaveFailure};
use crate::context::{FormContext, FormProps};
use crate::session::SaveStatus;

/// What a form on screen is rendered with.
#[derive(Clone, PartialEq, Properties)]
pub struct ScreenProps {
    /// The form. Where it is the one of the last rendering, nothing of it is rendered again.
    pub form: FormContext,
    /// How saving stands.
    pub status: SaveStatus,
    /// Told before anything changes in the page, and whether that is the whole form or only how saving stands. Its answer:
    /// whether nothing of what was rendered before may be used again.
    pub before: Callback<bool, bool>,
    /// Told once everything is in the page, and whether that was the whole form.
    pub after: Callback<bool>,
}

/// The form as it stands on screen.
pub struct Screen {
    /// The whole form is being rendered.
    whole: bool,
    /// What it was last given is rendered. More may come before Yew tells of what came before.
    viewed: Cell<bool>,
    /// How often it was rendered afresh.
    afresh: usize,
}

impl Component for Screen {
    type Message = ();
    type Properties = ScreenProps;

    fn create(ctx: &Context<Self>) -> Self {
        ctx.props().before.emit(true);
        Self { whole: true, viewed: Cell::new(false), afresh: 0 }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &ScreenProps) -> bool {
        let whole = ctx.props().form != old.form;
        self.whole |= whole;
        self.viewed.set(false);
        self.afresh += usize::from(ctx.props().before.emit(whole));
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ScreenProps { form, status, .. } = ctx.props();
        self.viewed.set(true);
        html! {
            <ContextProvider<SaveStatus> context={status.clone()}>
                <Whole key={self.afresh} form={form.clone()} />
            </ContextProvider<SaveStatus>>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if self.viewed.get() {
            ctx.props().after.emit(std::mem::take(&mut self.whole));
        }
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
    html! { <div {class} part="form" {lang} {dir}>{ theirs }{ form.edit() }{ edge }</div> }
}

/// What a form on paper is rendered with.
#[derive(Clone, PartialEq, Properties)]
pub struct PaperProps {
    /// The form.
    pub form: FormContext,
    /// Told once everything is there.
    #[prop_or_default]
    pub after: Callback<()>,
}

/// The finished document, as it is read on paper.
#[component]
pub fn Paper(PaperProps { form, after }: &PaperProps) -> Html {
    let after = after.clone();
    use_effect(move || after.emit(()));
    super::paper::paper(form)
}
