//! A form in the page, rendered by Yew.

use std::rc::Rc;

use coplan_ui::{FormContext, FormStore, Paper, PaperProps, Screen, ScreenProps, View};
use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

/// A place in the page, and the form that Yew renders there.
pub struct Rendering {
    place: Element,
    before: Callback<bool, bool>,
    after: Callback<bool>,
    app: Option<AppHandle<Screen>>,
    form: Option<FormContext>,
    renderings: u32,
}

impl Rendering {
    /// Nothing yet, in an empty place. `before` and `after` are those of [`ScreenProps`].
    pub fn new(place: Element, before: Callback<bool, bool>, after: Callback<bool>) -> Self {
        Self { place, before, after, app: None, form: None, renderings: 0 }
    }

    /// Renders the form as it stands, soon.
    pub fn render(&mut self, store: &Rc<FormStore>) {
        self.renderings = self.renderings.wrapping_add(1);
        let form = FormContext { rendering: self.renderings, ..FormContext::new(store.clone(), View::Edit) };
        self.form = Some(form);
        self.say(store);
    }

    /// Says how saving stands, and renders nothing else of the form again.
    pub fn say(&mut self, store: &Rc<FormStore>) {
        let Some(form) = self.form.clone() else { return };
        let status = store.status.borrow().clone();
        let props = ScreenProps { form, status, before: self.before.clone(), after: self.after.clone() };
        match &mut self.app {
            Some(app) => app.update(props),
            None => self.app = Some(mounted(&self.place, Renderer::with_root_and_props(self.place.clone(), props))),
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

/// Renders a form, as it is read on paper, into an element that is not on the page. `after` is told once it is there.
pub fn paper(place: Element, store: &Rc<FormStore>, unrestricted: bool, after: Callback<()>) -> AppHandle<Paper> {
    let form = FormContext { unrestricted, ..FormContext::new(store.clone(), View::Print) };
    mounted(&place.clone(), Renderer::with_root_and_props(place, PaperProps { form, after }))
}

/// Yew marks where it renders by numbers that each module counts for itself, and looks for such a mark from a shadow root
/// upwards: a page that is a Yew application would take ours for one of its own. Our components have no listeners, which is
/// all that the mark is for.
fn mounted<C: yew::BaseComponent>(place: &Element, renderer: Renderer<C>) -> AppHandle<C> {
    let app = renderer.render();
    let _ = Reflect::delete_property(place, &JsValue::from_str("__yew_subtree_id"));
    app
}
