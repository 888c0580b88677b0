//! One element on the page: its settings, its document, and what may be asked of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::{Document, FormName, Moment, Problem, Status};
use coplan_ui::{Mode, Settings, State};
use wasm_bindgen::prelude::*;

use crate::drawing::Drawing;
use crate::host::{Browser, Page};
use crate::save::Sent;
use crate::value;

/// What belongs to an element and outlives any one drawing of it.
pub struct Inner {
    pub page: Page,
    pub state: Rc<State>,
    /// The save under way.
    pub sent: RefCell<Option<Sent>>,
    browser: Rc<Browser>,
    /// The count of changes that the host has.
    saved: Cell<u64>,
    /// The document that the host or a reset began with.
    first: RefCell<Document>,
}

/// The Rust side of an element.
#[wasm_bindgen]
pub struct Element {
    pub(crate) inner: Rc<Inner>,
    drawing: RefCell<Drawing>,
}

#[wasm_bindgen]
impl Element {
    /// Draws an empty form into `root`.
    #[wasm_bindgen(constructor)]
    pub fn new(page: Page, root: web_sys::Element, form: &str) -> Result<Element, JsValue> {
        let form = FormName::from_name(form).ok_or_else(|| js_sys::Error::new("no such form"))?;
        let browser = Rc::new(Browser::default());
        let inner = Rc::new(Inner {
            page,
            state: Rc::new(State::new(form, browser.clone())),
            sent: RefCell::default(),
            browser: browser.clone(),
            saved: Cell::new(0),
            first: RefCell::new(Document::new(form)),
        });
        browser.belongs_to(&inner);
        inner.begin(Document::new(form));
        Ok(Element { inner, drawing: RefCell::new(Drawing::new(root)) })
    }

    /// Takes what the attributes say, and the host's own words in front of ours, by message key.
    pub fn configure(&self, messages: &JsValue) {
        let (page, state) = (&self.inner.page, &self.inner.state);
        let is = |name: &str, value: &str| page.attribute(name) == value;
        let mode = Mode::from_name(&page.attribute("mode"));
        state.settings.replace(Settings {
            mode,
            readonly: is("readonly", "true"),
            disabled: is("disabled", "true"),
            host_actions: is("actions", "host"),
        });
        let mut words = state.words.borrow_mut();
        words.person = mode != Mode::Staff;
        words.pcsp = is("terms", "pcsp");
        if let Some(Value::Object(messages)) = value::from_js(messages) {
            words.take(messages);
        }
        drop(words);
        self.inner.name_words(&mut state.document.borrow_mut(), false);
        state.draw();
        self.inner.tell_form();
    }

    /// Opens a document of the host's, to which a reset goes back.
    pub fn open(&self, document: &JsValue) -> Result<(), JsValue> {
        self.read(document)?;
        self.inner.first.replace(self.inner.state.document.borrow().clone());
        Ok(())
    }

    /// When it is no document, the error names the place and what is on screen stays.
    fn read(&self, document: &JsValue) -> Result<(), JsValue> {
        let form = self.inner.state.document.borrow().form;
        let read = value::from_js(document).ok_or_else(Document::too_deep);
        match read.and_then(|value| Document::from_value(value, Some(form))) {
            Ok(document) => {
                self.inner.begin(document);
                Ok(())
            }
            Err(error) => Err(value::thrown(&error)),
        }
    }

    /// The document as it stands.
    pub fn document(&self) -> JsValue {
        self.inner.document()
    }

    /// Opens what was there before a trap, with the changes that the host has not confirmed.
    pub fn restore(&self, document: &JsValue, dirty: bool, adding: bool) -> Result<(), JsValue> {
        self.read(document)?;
        self.inner.state.settle_recorded(adding);
        self.inner.state.draw();
        self.inner.keep();
        if dirty {
            self.inner.state.touch("");
        }
        Ok(())
    }

    /// A control holds this now; says whether that is an edit.
    pub fn typed(&self, name: &str, value: &str, checked: bool) -> bool {
        let before = self.inner.state.changes();
        self.inner.state.typed(name, value, checked);
        self.inner.state.changes() != before
    }

    /// Tells a host `<form>` how things stand.
    #[wasm_bindgen(js_name = tellForm)]
    pub fn tell_form(&self) {
        self.inner.tell_form();
    }

    /// A control was left, something was chosen, or the page asks how things stand: its `<form>` is told this very moment.
    pub fn left(&self) {
        self.inner.state.left();
        self.inner.tell_form();
    }

    /// Takes other documents about the person, to read: whom they name need not be named again. What is no document of
    /// ours is passed over.
    pub fn relate(&self, documents: js_sys::Array) {
        let read = |value: JsValue| Document::from_value(value::from_js(&value)?, None).ok();
        self.inner.state.relate(documents.iter().filter_map(read));
        self.inner.state.draw();
    }

    /// A button was pressed.
    pub fn pressed(&self, id: &str) {
        self.inner.state.pressed(id);
    }

    /// Whether there are changes that the host has not confirmed saved.
    pub fn dirty(&self) -> bool {
        self.inner.dirty()
    }

    /// What stands between this document and complete: `{ path, code, message, params }`, in reading order.
    pub fn problems(&self) -> js_sys::Array {
        let list = js_sys::Array::new();
        for problem in self.inner.problems() {
            let told = js_sys::Object::new();
            value::put(&told, "path", &JsValue::from_str(&problem.path));
            value::put(&told, "code", &problem.code.into());
            value::put(&told, "message", &JsValue::from_str(&self.inner.state.sentence(&problem)));
            value::put(&told, "params", &value::to_js(&Value::Object(problem.params)));
            list.push(&told);
        }
        list
    }

    /// Shows what stands in the way of completion and moves the focus there; true when nothing does.
    pub fn report(&self) -> bool {
        self.inner.state.show_problems(Moment::Complete)
    }

    /// Back to the document that the host set, or to an empty form.
    pub fn reset(&self) {
        let first = self.inner.first.borrow().clone();
        self.inner.begin(first);
    }

    /// The finished document as a page of its own, given what [`Element::paper`] has drawn: no script, nothing to fetch.
    pub fn page(&self, drawing: &str) -> String {
        coplan_ui::page(&self.inner.state, drawing)
    }

    /// Draws what has changed, and moves the focus to where the change wants it.
    pub fn draw(&self) {
        let (browser, state) = (&self.inner.browser, &self.inner.state);
        browser.drawing.set(false);
        self.drawing.borrow_mut().show(&coplan_ui::on_screen(state));
        if let Some(id) = state.focus.take() {
            self.inner.page.focus(&id);
        }
    }

    /// Draws the finished document into an element that is not on the page; for a copy without what is restricted.
    pub fn paper(&self, paper: web_sys::Element, unrestricted: bool) {
        Drawing::new(paper).show(&coplan_ui::on_paper(&self.inner.state, unrestricted));
    }

    /// The styles of the printed page.
    #[wasm_bindgen(js_name = paperStyles)]
    pub fn paper_styles() -> String {
        coplan_ui::PAPER.to_owned()
    }

    /// Hands the whole document to the class before the form leaves the page.
    pub fn keep(&self) {
        self.inner.keep();
    }
}

impl Inner {
    /// A document comes on screen: one without an id or a beginning is given both.
    fn begin(&self, mut document: Document) {
        if document.id.is_empty() {
            document.id = self.page.uuid();
        }
        document.started_at.get_or_insert_with(|| self.page.instant());
        self.name_words(&mut document, false);
        self.state.open(document);
        self.saved.set(self.state.changes());
        self.keep();
        self.tell_form();
    }

    /// Says in a document which words are on screen while it is written: as a draft, or because it is saved with changes. One
    /// that is only read keeps those in which it was written.
    #[inline(never)]
    pub fn name_words(&self, document: &mut Document, changed: bool) {
        if document.status != Status::Draft && !changed {
            return;
        }
        let words = self.state.words.borrow();
        document.terms = Some(if words.pcsp { "pcsp" } else { "cpa" }.to_owned());
        document.locale = Some(String::from(&*words.say("locale")));
    }

    /// The document as an object of the page's own.
    pub fn document(&self) -> JsValue {
        value::to_js(&self.state.document.borrow().to_value())
    }

    /// What stands in the way of completion. A form that the person alone may not see says nothing of itself.
    pub fn problems(&self) -> Vec<Problem> {
        if self.is_out_of_sight() { Vec::new() } else { self.state.problems_as_saved(Moment::Complete) }
    }

    /// The person is alone, and this form is a worker's.
    pub fn is_out_of_sight(&self) -> bool {
        self.state.settings.borrow().mode == Mode::Alone && !self.state.is_for_the_person()
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
        let whole = value::to_js(&self.state.document.borrow().to_whole_value());
        self.page.keep(&whole, self.dirty(), self.state.adding.get());
    }

    /// Tells a host `<form>` what it would submit, and whether it may.
    pub fn tell_form(&self) {
        let problems = self.problems();
        let first = problems.first().map(|problem| self.state.sentence(problem)).unwrap_or_default();
        self.page.submits(&first);
    }
}
