//! One element on the page: its settings, its document, and what may be asked of it.

use std::cell::Cell;
use std::rc::Rc;

use coplan_model::{Document, FormName, Moment};
use coplan_ui::{App, AppProps, Mode, Paper, Settings, State};
use js_sys::{Array, Date, Object, Promise, Reflect};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use yew::AppHandle;

use crate::host::{Browser, Page};
use crate::save::Queue;

/// What the class hands on of its attributes.
#[derive(Deserialize)]
struct Attributes {
    mode: String,
    terms: String,
    readonly: bool,
    disabled: bool,
    actions: String,
    /// Seconds; zero is off.
    autosave: u32,
}

/// What belongs to an element and outlives any one drawing of it.
pub struct Inner {
    pub page: Page,
    pub state: Rc<State>,
    pub queue: Queue,
    browser: Rc<Browser>,
    /// The count of changes that the host has.
    saved: Cell<u64>,
    /// The document that the host or a reset began with.
    first: std::cell::RefCell<String>,
}

/// The Rust side of an element.
#[wasm_bindgen]
pub struct Element {
    inner: Rc<Inner>,
    app: Option<AppHandle<App>>,
}

#[wasm_bindgen]
impl Element {
    /// Draws an empty form into `root`.
    #[wasm_bindgen(constructor)]
    pub fn new(page: Page, root: web_sys::Element, form: &str) -> Result<Element, JsValue> {
        let form = FormName::from_name(form).ok_or_else(|| js_sys::Error::new("no such form"))?;
        let browser = Rc::new(Browser::default());
        let state = Rc::new(State::new(form, browser.clone()));
        let inner = Rc::new(Inner {
            page,
            state: state.clone(),
            queue: Queue::default(),
            browser: browser.clone(),
            saved: Cell::new(0),
            first: Default::default(),
        });
        browser.belongs_to(&inner);
        inner.begin(Document::new(form));
        let app = yew::Renderer::<App>::with_root_and_props(root, AppProps { state }).render();
        Ok(Element { inner, app: Some(app) })
    }

    /// Takes what the attributes say.
    pub fn configure(&self, attributes: JsValue) -> Result<(), JsValue> {
        let attributes: Attributes = serde_wasm_bindgen::from_value(attributes)?;
        let state = &self.inner.state;
        let mode = Mode::from_name(&attributes.mode);
        state.settings.replace(Settings {
            mode,
            readonly: attributes.readonly,
            disabled: attributes.disabled,
            host_actions: attributes.actions == "host",
        });
        let mut words = state.words.borrow_mut();
        words.person = mode != Mode::Staff;
        words.pcsp = attributes.terms == "pcsp";
        drop(words);
        let mut document = state.document.borrow_mut();
        document.terms = Some(if attributes.terms == "pcsp" { "pcsp" } else { "cpa" }.to_owned());
        document.locale = Some("en-GB".to_owned());
        drop(document);
        self.inner.browser.autosave_after.set(attributes.autosave);
        state.draw();
        self.inner.tell_form();
        Ok(())
    }

    /// Puts the host's own words in front of ours, by message key.
    pub fn say(&self, messages: JsValue) -> Result<(), JsValue> {
        self.inner.state.words.borrow_mut().messages = serde_wasm_bindgen::from_value(messages)?;
        self.inner.state.draw();
        Ok(())
    }

    /// Opens a document. When it is none, the error names the place and what is on screen stays.
    pub fn open(&self, document: &str) -> Result<(), JsValue> {
        let form = self.inner.state.document.borrow().form;
        let document = Document::from_json_for(form, document);
        self.inner.begin(document.map_err(|error| {
            let thrown = js_sys::Error::new(&error.to_string());
            thrown.set_name("CoplanDocumentError");
            let _ = Reflect::set(&thrown, &"path".into(), &JsValue::from_str(&error.path));
            let _ = Reflect::set(&thrown, &"code".into(), &error.code.as_str().into());
            JsValue::from(thrown)
        })?);
        Ok(())
    }

    /// The document as it stands, as JSON.
    pub fn document(&self) -> String {
        self.inner.json()
    }

    /// Opens what was there before a trap, with the changes that the host has not confirmed.
    pub fn restore(&self, document: &str, dirty: bool) -> Result<(), JsValue> {
        self.open(document)?;
        if dirty {
            self.inner.state.touch("");
        }
        Ok(())
    }

    /// A control holds this. Used to put back what was typed after a trap.
    pub fn typed(&self, name: &str, value: &str, checked: bool) {
        self.inner.state.typed(name, value, checked);
        self.inner.state.draw();
    }

    /// Whether there are changes that the host has not confirmed saved.
    pub fn dirty(&self) -> bool {
        self.inner.dirty()
    }

    /// What stands between this document and complete: `{ path, code, message, params }`, in reading order.
    pub fn problems(&self) -> Result<Array, JsValue> {
        let state = &self.inner.state;
        if state.settings.borrow().mode == Mode::Alone && !state.is_for_the_person() {
            return Ok(Array::new());
        }
        let list = Array::new();
        for problem in state.problems(Moment::Complete) {
            let item = Object::new();
            let params = Object::new();
            for (name, number) in &problem.params {
                Reflect::set(&params, &(*name).into(), &(*number as f64).into())?;
            }
            Reflect::set(&item, &"path".into(), &JsValue::from_str(&problem.path))?;
            Reflect::set(&item, &"code".into(), &problem.code.into())?;
            Reflect::set(&item, &"message".into(), &JsValue::from_str(&state.sentence(&problem)))?;
            Reflect::set(&item, &"params".into(), &params)?;
            list.push(&item);
        }
        Ok(list)
    }

    /// Tells a host `<form>` how things stand this very moment.
    #[wasm_bindgen(js_name = tellForm)]
    pub fn tell_form(&self) {
        self.inner.tell_form();
    }

    /// Shows what stands in the way of completion and moves the focus there; true when nothing does.
    pub fn report(&self) -> bool {
        self.inner.state.show_problems(Moment::Complete)
    }

    /// Saves what is there. Settles with the host's answer.
    pub async fn save(&self) -> Result<(), JsValue> {
        let inner = self.inner.clone();
        inner.save("save").await
    }

    /// Completes the document, when nothing stands in the way. Settles with the host's answer.
    pub async fn complete(&self) -> Result<(), JsValue> {
        let inner = self.inner.clone();
        inner.save("complete").await
    }

    /// Back to the document that the host set, or to an empty form.
    pub fn reset(&self) -> Result<(), JsValue> {
        let first = self.inner.first.borrow().clone();
        self.open(&first)
    }

    /// The finished document as a page of its own: no script, nothing to fetch.
    #[wasm_bindgen(js_name = toHTML)]
    pub async fn to_html(&self, paper: web_sys::Element) -> Result<String, JsValue> {
        let state = self.inner.state.clone();
        self.paper(paper.clone()).await?;
        Ok(coplan_ui::page(&state, &paper.inner_html()))
    }

    /// Draws the finished document into an element that is not on the page.
    pub async fn paper(&self, paper: web_sys::Element) -> Result<(), JsValue> {
        let state = self.inner.state.clone();
        let stage: web_sys::Element = paper.clone_node()?.unchecked_into();
        let app = yew::Renderer::<Paper>::with_root_and_props(stage.clone(), AppProps { state }).render();
        // Yew draws in a microtask that is already waiting; this one comes after it.
        JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await?;
        let drawn = stage.first_child().map(|drawn| drawn.clone_node_with_deep(true)).transpose()?;
        app.destroy();
        drawn.map(|drawn| paper.append_child(&drawn)).transpose()?;
        Ok(())
    }

    /// The styles of the printed page.
    #[wasm_bindgen(js_name = paperStyles)]
    pub fn paper_styles() -> String {
        coplan_ui::PAPER.to_owned()
    }

    /// Takes the form off the page.
    pub fn destroy(&mut self) {
        self.inner.browser.stop();
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }
}

impl Inner {
    /// A document comes on screen: one without an id or a beginning is given both.
    fn begin(self: &Rc<Self>, mut document: Document) {
        if document.id.is_empty() {
            document.id = uuid();
        }
        document.started_at.get_or_insert_with(now);
        document.terms = document.terms.or_else(|| self.state.document.borrow().terms.clone());
        document.locale = document.locale.or_else(|| self.state.document.borrow().locale.clone());
        self.first.replace(document.to_value().to_string());
        self.state.open(document);
        self.saved.set(self.state.changes());
        self.keep();
        self.tell_form();
    }

    /// The document as JSON.
    pub fn json(&self) -> String {
        self.state.document.borrow().to_value().to_string()
    }

    pub fn dirty(&self) -> bool {
        self.state.changes() != self.saved.get()
    }

    /// The host has everything up to this count of changes.
    pub fn has_saved(&self, changes: u64) {
        self.saved.set(changes);
    }

    /// Hands the whole document to the class, which begins from it after a trap.
    pub fn keep(&self) {
        self.page.keep(&self.json());
    }

    /// Tells a host `<form>` what it would submit, and whether it may.
    pub fn tell_form(&self) {
        let hidden = self.state.settings.borrow().mode == Mode::Alone && !self.state.is_for_the_person();
        let problems = if hidden { Vec::new() } else { self.state.problems(Moment::Complete) };
        let first = problems.first().map(|problem| self.state.sentence(problem)).unwrap_or_default();
        self.page.submits(&self.json(), &first);
    }
}

/// Now, as RFC 3339 writes it.
pub fn now() -> String {
    Date::new_0().to_iso_string().into()
}

/// A random UUID. `crypto.randomUUID` is missing on plain-HTTP intranets, so it is made of `getRandomValues`.
fn uuid() -> String {
    let mut bytes = [0u8; 16];
    random(&mut bytes);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues)]
    fn random(bytes: &mut [u8]);
}
