//! One element on the page: what the class may ask of its form. The form itself is a [`Session`], which knows no browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::policy::PolicyError;
use coplan_model::{Document, FormName, canonical};
use coplan_ui::session::{Occasion, Said, Session};
use coplan_ui::{FormContext, Mode, Settings, View};
use wasm_bindgen::prelude::*;

use crate::host::{Browser, Page};
use crate::rendering::{self, Rendering};
use crate::value;

/// The Rust side of an element.
#[wasm_bindgen]
pub struct FormHandle {
    session: Session,
    browser: Rc<Browser>,
    rendering: RefCell<Rendering>,
    /// Which of its documents is rendered.
    rendered: Cell<u64>,
}

#[wasm_bindgen]
impl FormHandle {
    /// An empty form, to be rendered into `root`.
    #[wasm_bindgen(constructor)]
    pub fn new(page: Page, root: web_sys::Element, form: &str) -> Result<FormHandle, JsValue> {
        let form = FormName::from_name(form).ok_or_else(|| js_sys::Error::new("no such form"))?;
        let browser = Rc::new(Browser(page));
        let session = Session::new(form, browser.clone());
        let rendering = RefCell::new(Rendering::new(root));
        Ok(FormHandle { rendered: Cell::new(session.generation()), session, browser, rendering })
    }

    /// What the class has to do since it last asked; undefined for nothing.
    pub fn commands(&self) -> JsValue {
        let commands = self.session.take_commands();
        if commands.is_empty() { JsValue::UNDEFINED } else { value::to_js(&commands) }
    }

    /// Takes what the attributes say, and the host's own words in front of ours, by message key.
    pub fn configure(&self, messages: &JsValue) {
        let (page, store) = (&self.browser.0, &self.session.store);
        let is = |name: &str, value: &str| page.attribute(name) == value;
        let mode = Mode::from_name(&page.attribute("mode"));
        store.configure(Settings {
            mode,
            readonly: is("readonly", "true"),
            disabled: is("disabled", "true"),
            host_actions: is("actions", "host"),
            heading_level: page.attribute("headingLevel").parse().unwrap_or(2),
            inside: is("inside", "true"),
        });
        let mut own = store.messages.borrow_mut();
        own.mode = mode;
        own.pcsp = is("terms", "pcsp");
        if let Some(Value::Object(messages)) = value::from_js(messages) {
            own.take(messages);
        }
        drop(own);
        self.session
            .configured(page.attribute("autosave").parse().ok().map(|seconds: u32| f64::from(seconds) * 1000.0));
    }

    /// Takes who is at the screen; nobody for null.
    #[wasm_bindgen(js_name = setUser)]
    pub fn set_user(&self, user: &JsValue) {
        self.session.set_user(&value::from_js(user).unwrap_or_default());
    }

    /// Takes what a trust has decided about the form; nothing for null.
    #[wasm_bindgen(js_name = setPolicy)]
    pub fn set_policy(&self, policy: &JsValue) -> Result<(), JsValue> {
        let read = value::from_js(policy).ok_or_else(PolicyError::too_deep);
        read.and_then(|policy| self.session.set_policy(&policy)).map_err(|error| value::no_policy(&error))
    }

    /// Takes a document that the host has set.
    pub fn open(&self, document: &JsValue) -> Result<(), JsValue> {
        let read = value::from_js(document).ok_or_else(Document::too_deep);
        read.and_then(|value| self.session.set_document(value)).map_err(|error| value::thrown(&error))
    }

    /// The document as it stands.
    pub fn document(&self) -> JsValue {
        value::to_js(&self.session.document())
    }

    /// The same as JSON, for the page's own form.
    #[wasm_bindgen(js_name = formValue)]
    pub fn form_value(&self) -> String {
        canonical::text(&self.session.document())
    }

    /// The sentence of the first problem that blocks completion; empty when none does.
    #[wasm_bindgen(js_name = firstProblem)]
    pub fn first_problem(&self) -> String {
        let problems = self.session.problems();
        problems.first().map(|problem| String::from(&*self.session.store.sentence(problem))).unwrap_or_default()
    }

    /// Begins again with what a trap left.
    pub fn resume(&self, snapshot: &JsValue) -> Result<(), JsValue> {
        let snapshot = value::from_js(snapshot).unwrap_or_default();
        self.session.resume(snapshot).map_err(|error| value::thrown(&error))
    }

    /// Hands over what a trap must not lose.
    pub fn keep(&self) {
        self.session.keep();
    }

    /// The browser gives back what was typed before the page was left.
    pub fn restore(&self, document: &JsValue) {
        if let Some(document) = value::from_js(document) {
            self.session.restore(document);
        }
    }

    /// A control holds this now; says whether that is an edit.
    pub fn typed(&self, name: &str, value: &str, checked: bool) -> bool {
        self.session.typed(name, value, checked)
    }

    /// A control lost the focus (blur), something was chosen, or the page asks how things stand.
    pub fn blurred(&self) {
        self.session.blurred();
    }

    /// The form is as narrow as a phone, or wider.
    #[wasm_bindgen(js_name = setNarrow)]
    pub fn set_narrow(&self, narrow: bool) {
        self.session.store.set_narrow(narrow);
    }

    /// A button or link was pressed.
    pub fn pressed(&self, id: &str) {
        self.session.pressed(id);
    }

    /// What is behind the line of this id was opened, or closed.
    pub fn folded(&self, line: &str, open: bool) {
        self.session.folded(line, open);
    }

    /// Takes other documents about the person, to read. What is no document of ours is passed over.
    pub fn relate(&self, documents: js_sys::Array) {
        let read = |value: JsValue| Document::from_value(value::from_js(&value)?, None).ok();
        self.session.relate(documents.iter().map(read).collect());
    }

    /// The latest related document of a form about the person on screen; undefined for none.
    pub fn related(&self, form: &str) -> JsValue {
        let found = FormName::from_name(form).and_then(|form| self.session.related(form));
        found.map_or(JsValue::UNDEFINED, |document| value::to_js(&document))
    }

    /// Whether a document is about the person on screen.
    #[wasm_bindgen(js_name = isAboutSamePerson)]
    pub fn is_about_same_person(&self, document: &JsValue) -> bool {
        let read = value::from_js(document).and_then(|value| Document::from_value(value, None).ok());
        read.is_some_and(|document| self.session.is_about_same_person(&document))
    }

    /// Who the person is was put right in the document that this one belongs to.
    pub fn follow(&self, subject: &JsValue) {
        if let Some(Value::Object(subject)) = value::from_js(subject) {
            self.session.follow_subject(subject);
        }
    }

    /// Whether there are changes that the host has not confirmed saved.
    pub fn dirty(&self) -> bool {
        self.session.dirty()
    }

    /// What stands between this document and complete: `{ path, code, message, params }`, in reading order.
    pub fn problems(&self) -> js_sys::Array {
        let list = js_sys::Array::new();
        for problem in self.session.problems() {
            let told = js_sys::Object::new();
            value::put(&told, "path", &JsValue::from_str(&problem.path));
            value::put(&told, "code", &problem.code.into());
            value::put(&told, "message", &JsValue::from_str(&self.session.store.sentence(&problem)));
            value::put(&told, "params", &value::to_js(&Value::Object(problem.params)));
            list.push(&told);
        }
        list
    }

    /// Shows what blocks completion and moves the focus there; true when nothing does.
    pub fn report(&self) -> bool {
        self.session.report()
    }

    /// Back to what the host has.
    pub fn reset(&self) {
        self.session.reset();
    }

    /// `save()` or `complete()` was called: `Settle` says what came of it.
    pub fn request(&self, id: u32, complete: bool) {
        self.session.request(id, if complete { Occasion::Complete } else { Occasion::Save });
    }

    /// Whether a request is known and has not settled.
    #[wasm_bindgen(js_name = hasRequest)]
    pub fn has_request(&self, id: u32) -> bool {
        self.session.has_request(id)
    }

    /// What the host said to the `Ask` of this ticket.
    pub fn answered(&self, ticket: u32, said: &JsValue) {
        self.session.answered(ticket, &Said::from_value(&value::from_js(said).unwrap_or_default()));
    }

    /// What was to happen by itself is due.
    pub fn wake(&self) {
        self.session.wake();
    }

    /// The browser is online again.
    pub fn online(&self) {
        self.session.online();
    }

    /// The page is hidden.
    pub fn hidden(&self) {
        self.session.hidden();
    }

    /// The element has left the page.
    pub fn detached(&self) {
        self.session.detached();
    }

    /// It is back.
    pub fn attached(&self) {
        self.session.attached();
    }

    /// Whether the host has answered everything, or taken too long.
    #[wasm_bindgen(js_name = isAnswered)]
    pub fn is_answered(&self) -> bool {
        self.session.is_answered()
    }

    /// The finished document as a page of its own, given what [`FormHandle::paper`] has rendered: no script, nothing to fetch.
    pub fn page(&self, html: &str) -> String {
        coplan_ui::page(&self.session.store, html)
    }

    /// Whether another document is on screen than was rendered.
    #[wasm_bindgen(js_name = isAnother)]
    pub fn is_another(&self) -> bool {
        self.rendered.get() != self.session.generation()
    }

    /// Renders what has changed, or everything `afresh`, and says the id of what is to get the focus.
    pub fn render(&self, afresh: bool) -> Option<String> {
        self.rendered.set(self.session.generation());
        self.rendering.borrow_mut().render(&self.session.store, afresh);
        self.session.store.focus.take()
    }

    /// Says how saving stands, and renders nothing else.
    pub fn say(&self) {
        self.rendering.borrow_mut().say(&self.session.store);
    }

    /// Puts the finished document into an element that is not on the page; for a copy without what is restricted, the plan on
    /// one page, or what has changed since an earlier document.
    pub fn paper(
        &self,
        place: &web_sys::Element,
        unrestricted: bool,
        one_page: bool,
        since: &JsValue,
    ) -> Result<(), JsValue> {
        rendering::paper(place, FormContext { one_page, ..self.read(unrestricted, since)? })
    }

    /// The form as it is read on paper, or what has changed in it since an earlier document.
    fn read(&self, unrestricted: bool, since: &JsValue) -> Result<FormContext, JsValue> {
        let earlier =
            |since| value::from_js(since).ok_or_else(Document::too_deep).and_then(|since| self.session.earlier(since));
        let since = (!since.is_null()).then(|| earlier(since)).transpose().map_err(|error| value::thrown(&error))?;
        self.session.may_be_copied(unrestricted, since.as_ref()).map_err(|error| value::thrown(&error))?;
        Ok(FormContext { unrestricted, since, ..FormContext::new(self.session.store.clone(), View::Print) })
    }

    /// The finished document as plain text, in lines of at most `width` characters; 0 leaves paragraphs whole.
    pub fn text(&self, unrestricted: bool, width: usize, since: &JsValue) -> Result<String, JsValue> {
        Ok(coplan_ui::text(&self.read(unrestricted, since)?, width))
    }

    /// What differs between the document and an earlier one: `{ path, label, before, after }`, in the order of the questions.
    pub fn changes(&self, other: &JsValue, unrestricted: bool) -> Result<JsValue, JsValue> {
        let read = value::from_js(other).ok_or_else(Document::too_deep);
        let changes = read.and_then(|other| self.session.changes(other, unrestricted));
        changes.map(|changes| value::to_js(&changes)).map_err(|error| value::thrown(&error))
    }

    /// Whether the document could be copied.
    pub fn copied(&self, done: bool) {
        self.session.tell(if done { "copied" } else { "not_copied" });
    }

    /// The document could not be printed.
    #[wasm_bindgen(js_name = notPrinted)]
    pub fn not_printed(&self) {
        self.session.tell("not_printed");
    }

    /// The styles of the printed page.
    #[wasm_bindgen(js_name = paperStyles)]
    pub fn paper_styles(&self) -> String {
        coplan_ui::paper_styles(&self.session.store)
    }
}
