//! The one Yew component of a form: draws it when its shape changes, and hears its controls.
//!
//! Controls have no listeners of their own. What is typed reaches the frame, which knows by the control's name which
//! question it answers, so that a key press costs the same in any form.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node, ShadowRoot};
use yew::{Component, Context, Event, Html, InputEvent, NodeRef, Properties, TargetCast, html};

use crate::form::{Form, View};
use crate::forms;
use crate::state::State;

/// A form on screen.
pub struct App {
    frame: NodeRef,
}

/// Which form.
#[derive(Clone, Properties)]
pub struct Props {
    /// What it knows.
    pub state: Rc<State>,
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
        ctx.props().state.on_draw(ctx.link().callback(|()| ()));
        Self { frame: NodeRef::default() }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = &ctx.props().state;
        let typed = {
            let state = state.clone();
            move |event: InputEvent| hear(&state, event.target_dyn_into::<HtmlElement>(), false)
        };
        let chosen = {
            let state = state.clone();
            move |event: Event| hear(&state, event.target_dyn_into::<HtmlElement>(), true)
        };
        let form = Form::new(state.clone(), View::Edit);
        html! {
            <div ref={self.frame.clone()} class="coplan nhsuk-frontend-supported" part="form" oninput={typed} onchange={chosen}>
                { forms::draw(&form) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let focus = ctx.props().state.focus.borrow_mut().take();
        if let Some((id, frame)) = focus.zip(self.frame.cast::<Node>()) {
            focus_on(&frame, &id);
        }
    }
}

/// Text is heard as it is typed; radios and checkboxes when they are chosen.
fn hear(state: &State, control: Option<HtmlElement>, chosen: bool) {
    let Some(control) = control else { return };
    if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        if !chosen {
            state.typed(&area.name(), &area.value(), false);
        }
    } else if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        let is_choice = matches!(&*input.type_(), "radio" | "checkbox");
        if is_choice == chosen {
            state.typed(&input.name(), &input.value(), input.checked());
        }
    }
}

/// Moves the focus within the form's own root: ids are only unique there.
pub fn focus_on(near: &Node, id: &str) {
    let root = near.get_root_node().dyn_into::<ShadowRoot>().ok();
    let target = root.and_then(|root| root.get_element_by_id(id));
    if let Some(target) = target.and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        // A legend or label above the control is more use on screen than the control alone.
        target.closest(".nhsuk-form-group").ok().flatten().unwrap_or_else(|| target.clone().into()).scroll_into_view();
        let _ = target.focus();
    }
}
