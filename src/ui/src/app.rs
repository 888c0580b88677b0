//! The one Yew component of a form: draws it when its shape changes.
//!
//! Controls and buttons have no listeners of their own. What is typed and pressed reaches [`State`] by the name of the
//! control, which is the path of its question, so that a key press costs the same in any form.

use std::rc::Rc;

use yew::{Component, Context, Html, Properties};

use crate::form::{Form, View};
use crate::markup::of;
use crate::state::State;
use crate::{forms, paper};

/// A form on screen, or on paper.
pub struct App;

/// Which form.
#[derive(Clone, Properties)]
pub struct Props {
    /// What it knows.
    pub state: Rc<State>,
    /// Drawn once, to be printed.
    pub on_paper: bool,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.state, &other.state)
    }
}

impl Component for App {
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        if !ctx.props().on_paper {
            ctx.props().state.on_draw(ctx.link().callback(|()| ()));
        }
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = ctx.props().state.clone();
        if ctx.props().on_paper {
            return paper::draw(&Form::new(state, View::Print));
        }
        let class = match state.is_paged() {
            true => "coplan coplan--touch nhsuk-frontend-supported",
            false => "coplan nhsuk-frontend-supported",
        };
        let frame = of("div", class).attr("part", "form").attr("lang", "en-GB");
        frame.child(forms::draw(&Form::new(state, View::Edit))).end()
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let state = &ctx.props().state;
        let focus = state.focus.borrow_mut().take().filter(|_| !ctx.props().on_paper);
        if let Some(id) = focus {
            state.host().focus(&id);
        }
    }
}
