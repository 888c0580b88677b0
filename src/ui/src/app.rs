//! A whole form as a Yew component: what [`State`](crate::State) knows, seen on screen or on paper.
//!
//! Controls and buttons have no listeners of their own. What is typed and pressed reaches the form by the name of the
//! control, which is the path of its question, so that a key press costs the same in any form.

use yew::{Callback, Component, Context, ContextProvider, Html, Properties, component, html};

use crate::form::Form;
use crate::forms::{self, frame};
use crate::markup::{all, of};
use crate::session::SaveStatus;

/// What a form on screen is rendered with.
#[derive(Clone, PartialEq, Properties)]
pub struct ScreenProps {
    /// The form. Where it is the one of the last rendering, nothing of it is rendered again.
    pub form: Form,
    /// How saving stands.
    pub status: SaveStatus,
    /// Told before anything changes in the page. Its answer: whether nothing of what was rendered before may be used again,
    /// because another document comes or others have moved our nodes.
    pub before: Callback<(), bool>,
}

/// The form as it stands on screen.
pub struct Screen {
    /// How often it was rendered afresh.
    afresh: usize,
}

impl Component for Screen {
    type Message = ();
    type Properties = ScreenProps;

    fn create(ctx: &Context<Self>) -> Self {
        ctx.props().before.emit(());
        Self { afresh: 0 }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &ScreenProps) -> bool {
        self.afresh += usize::from(ctx.props().before.emit(()));
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let ScreenProps { form, status, .. } = ctx.props();
        html! {
            <ContextProvider<SaveStatus> context={status.clone()}>
                <Whole key={self.afresh} form={form.clone()} />
            </ContextProvider<SaveStatus>>
        }
    }
}

#[component]
fn Whole(frame::FormProps { form }: &frame::FormProps) -> Html {
    let class = match form.state.is_paged() {
        true => "coplan coplan--touch",
        false => "coplan",
    };
    let frame = form.in_its_language(of("div", class).attr("part", "form"));
    let hidden = form.state.hidden.get();
    let around = if hidden { all(Vec::new()) } else { frame::theirs(form) };
    let edge = if hidden { all(Vec::new()) } else { frame::edge(form) };
    frame.child(around).child(forms::draw(form)).child(edge).end()
}

/// The finished document, as it is read on paper.
#[component]
pub fn Paper(frame::FormProps { form }: &frame::FormProps) -> Html {
    crate::paper::draw(form)
}
