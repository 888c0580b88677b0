//! A form in the page, rendered by Yew.
//!
//! Yew's feature `not_browser_env` makes it render at once, and not in microtasks and tasks of its own: nobody comes in between,
//! and a trap is caught where it was caused (`docs/decisions/0023-yew-renders.md`).

use std::rc::Rc;

use coplan_ui::{FormContext, FormProps, FormStore, Paper, Screen, ScreenProps, View};
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;
use yew::{AppHandle, BaseComponent, Renderer};

/// A place in the page, and the form that Yew renders there.
pub struct Rendering {
    place: Element,
    app: Option<AppHandle<Screen>>,
    form: Option<FormContext>,
    renderings: u32,
    afresh: u32,
}

impl Rendering {
    /// Nothing yet, in an empty place.
    pub fn new(place: Element) -> Self {
        Self { place, app: None, form: None, renderings: 0, afresh: 0 }
    }

    /// Renders the form as it stands; `afresh` without what was rendered before, because another document comes or others have
    /// moved our nodes.
    pub fn render(&mut self, store: &Rc<FormStore>, afresh: bool) {
        if afresh {
            self.place.set_text_content(None);
            self.afresh = self.afresh.wrapping_add(1);
        }
        self.renderings = self.renderings.wrapping_add(1);
        let rendering = self.renderings;
        self.form = Some(FormContext { rendering, ..FormContext::new(store.clone(), View::Edit) });
        self.say(store);
    }

    /// Says how saving stands, and renders nothing else of the form again.
    pub fn say(&mut self, store: &Rc<FormStore>) {
        let Some(form) = self.form.clone() else { return };
        let props = ScreenProps { form, status: store.status.borrow().clone(), afresh: self.afresh };
        match &mut self.app {
            Some(app) => app.update(props),
            None => self.app = Some(mounted(&self.place, props)),
        }
    }
}

impl Drop for Rendering {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

/// Puts a form, as it is read on paper, into an element that is not on the page.
pub fn paper(place: &Element, form: FormContext) -> Result<(), JsValue> {
    let stage = place.clone_node()?.unchecked_into::<Element>();
    let app = mounted::<Paper>(&stage, FormProps { form });
    let rendered = stage.clone_node_with_deep(true)?;
    app.destroy();
    while let Some(piece) = rendered.first_child() {
        place.append_child(&piece)?;
    }
    Ok(())
}

/// Yew marks where it renders by numbers that each module counts for itself, and looks for such a mark from a shadow root
/// upwards: a page that is a Yew application would take ours for one of its own. Our components have no listeners, which is
/// all that the mark is for.
fn mounted<C: BaseComponent>(place: &Element, props: C::Properties) -> AppHandle<C> {
    let app = Renderer::<C>::with_root_and_props(place.clone(), props).render();
    let _ = Reflect::delete_property(place, &JsValue::from_str("__yew_subtree_id"));
    app
}
