//! The one Yew component of a form: draws it when its shape changes, and hears its controls.
//!
//! Controls and buttons have no listeners of their own. What is typed and pressed reaches the frame, which knows by the
//! control's name which question it answers, so that a key press costs the same in any form.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement, Node, ShadowRoot};
use yew::{Component, Context, Event, Html, InputEvent, MouseEvent, NodeRef, Properties, TargetCast, html};

use crate::form::{Form, View};
use crate::state::State;
use crate::{forms, paper};

/// A form on screen, or on paper.
pub struct App {
    frame: NodeRef,
}

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
        Self { frame: NodeRef::default() }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = &ctx.props().state;
        if ctx.props().on_paper {
            return paper::draw(&Form::new(state.clone(), View::Print));
        }
        let (typed, chosen, pressed) = (state.clone(), state.clone(), state.clone());
        let form = Form::new(state.clone(), View::Edit);
        html! {
            <div ref={self.frame.clone()} class="coplan nhsuk-frontend-supported" part="form"
                oninput={move |event: InputEvent| hear(&typed, event.target_dyn_into(), false)}
                onchange={move |event: Event| hear(&chosen, event.target_dyn_into(), true)}
                onclick={move |event: MouseEvent| press(&pressed, &event)}>
                { forms::draw(&form) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if ctx.props().on_paper {
            return;
        }
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

/// Buttons are known by their ids. Links lead to a question of this form.
fn press(state: &State, event: &MouseEvent) {
    let Some(target) = event.target_dyn_into::<Element>() else { return };
    let Some(pressed) = target.closest("a,button").ok().flatten() else { return };
    match pressed.get_attribute("href") {
        Some(link) => {
            event.prevent_default();
            focus_on(&pressed, link.trim_start_matches('#'));
        }
        None => state.pressed(&pressed.id()),
    }
}

/// Moves the focus within the form's own root: ids are only unique there.
fn focus_on(near: &Node, id: &str) {
    let root = near.get_root_node().dyn_into::<ShadowRoot>().ok();
    let Some(target) = root.and_then(|root| root.get_element_by_id(id)) else { return };
    // The question above the control is more use on screen than the control alone.
    let shown = target.closest(".nhsuk-form-group").ok().flatten();
    shown.as_ref().unwrap_or(&target).scroll_into_view();
    if let Ok(target) = target.dyn_into::<HtmlElement>() {
        let _ = target.focus();
    }
}
