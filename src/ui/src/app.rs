//! A whole form, as a drawing: what [`crate::State`] knows, seen on screen or on paper.
//!
//! Controls and buttons have no listeners of their own. What is typed and pressed reaches [`State`] by the name of the
//! control, which is the path of its question, so that a key press costs the same in any form.

use std::rc::Rc;

use yew::Html;

use crate::form::{Form, View};
use crate::forms;
use crate::markup::{all, of};
use crate::paper;
use crate::state::State;

/// The form as it stands on screen.
pub fn on_screen(state: &Rc<State>) -> Html {
    let class = match state.is_paged() {
        true => "coplan coplan--touch",
        false => "coplan",
    };
    let form = Form::new(state.clone(), View::Edit);
    let frame = form.in_its_language(of("div", class).attr("part", "form"));
    let hidden = state.hidden.get();
    let around = if hidden { all(Vec::new()) } else { forms::frame::theirs(&form) };
    let edge = if hidden { all(Vec::new()) } else { forms::frame::edge() };
    frame.child(around).child(forms::draw(&form)).child(edge).end()
}

/// How saving stands, for the places of the class `coplan-status`.
pub fn saving(state: &Rc<State>) -> Html {
    forms::frame::saving(&Form::new(state.clone(), View::Edit))
}

/// That saving failed, for the places of the class `coplan-edge`.
pub fn failure(state: &Rc<State>) -> Html {
    forms::frame::failure(&Form::new(state.clone(), View::Edit))
}

/// The finished document, drawn once; `unrestricted` for a copy without what says as much as an answer to the abuse
/// question ([`coplan_model::comprehensive_assessment::is_restricted`]).
pub fn on_paper(state: &Rc<State>, unrestricted: bool) -> Html {
    state.unrestricted.set(unrestricted);
    let drawing = paper::draw(&Form::new(state.clone(), View::Print));
    state.unrestricted.set(false);
    drawing
}
