//! What the form needs from the page, as `coplan_ui` asks for it: the day, ids, timers, and someone to tell.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use coplan_model::CalendarDate;
use coplan_ui::Host;
use wasm_bindgen::prelude::*;

use crate::element::Inner;

#[wasm_bindgen]
extern "C" {
    /// The element's JavaScript class, as far as Rust knows it.
    pub type Page;

    /// What an attribute says, as text.
    #[wasm_bindgen(method)]
    pub fn attribute(this: &Page, name: &str) -> String;

    /// Now, as a person here reads it off clock and calendar: `2026-11-24T09:05:00`.
    #[wasm_bindgen(method)]
    pub fn now(this: &Page) -> String;

    /// The same instant for a record, in UTC.
    #[wasm_bindgen(method)]
    pub fn instant(this: &Page) -> String;

    /// Moves the focus within the form.
    #[wasm_bindgen(method)]
    pub fn focus(this: &Page, id: &str);

    /// Asks for [`crate::element::Element::draw`] in a microtask.
    #[wasm_bindgen(method)]
    pub fn draw(this: &Page);

    /// A random UUID.
    #[wasm_bindgen(method)]
    pub fn uuid(this: &Page) -> String;

    /// The same after so many milliseconds, and not when it was asked for before.
    #[wasm_bindgen(method, js_name = drawAfter)]
    pub fn draw_after(this: &Page, milliseconds: u32);

    /// Tells the host page which answer changed, and soon its `<form>`; and asks it to save after a while.
    #[wasm_bindgen(method)]
    pub fn changed(this: &Page, path: &str);

    /// Asks the host page to save what has changed, unless it wants to be asked only by buttons.
    #[wasm_bindgen(method)]
    pub fn autosave(this: &Page);

    /// Asks the host page to save, after the save before it.
    #[wasm_bindgen(method)]
    pub fn save(this: &Page, reason: &str);

    /// The document changed as a whole: the class keeps it to begin again from after a trap, with whether it holds
    /// changes that the host has not, and whether something is
    /// being added to what was complete.
    #[wasm_bindgen(method)]
    pub fn keep(this: &Page, document: &JsValue, dirty: bool, adding: bool);

    /// A host `<form>` submits the document, and whether it may: empty when nothing stands in the way.
    #[wasm_bindgen(method)]
    pub fn submits(this: &Page, problem: &str);
}

/// The browser, as the form sees it.
#[derive(Default)]
pub struct Browser {
    element: RefCell<Weak<Inner>>,
    /// The page has been asked for a drawing.
    pub drawing: Cell<bool>,
}

impl Browser {
    pub fn belongs_to(&self, element: &Rc<Inner>) {
        self.element.replace(Rc::downgrade(element));
    }

    fn element(&self) -> Option<Rc<Inner>> {
        self.element.borrow().upgrade()
    }
}

impl Host for Browser {
    fn today(&self) -> CalendarDate {
        let now = self.element().map(|element| element.page.now());
        let today = now.as_deref().and_then(|now| now.get(..10)?.parse().ok());
        today.unwrap_or_else(|| CalendarDate::new(2000, 1, 1).expect("a real date"))
    }

    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        // Dates of JavaScript are read in the time zone of whoever looks at them. Of what is none every part is zero.
        let there = js_sys::Date::new(&JsValue::from_str(instant));
        let [month, day] = [there.get_month() + 1, there.get_date()].map(|part| u8::try_from(part).ok());
        CalendarDate::new(u16::try_from(there.get_full_year()).ok()?, month?, day?)
    }

    fn new_id(&self) -> String {
        // Unique among the rows of a document, which is all that a row's id is for.
        self.element().map(|element| element.page.uuid()).unwrap_or_default().chars().take(8).collect()
    }

    fn changed(&self, path: &str) {
        if let Some(element) = self.element() {
            element.page.changed(path);
        }
    }

    fn save(&self) {
        if let Some(element) = self.element() {
            element.page.save("save");
        }
    }

    fn complete(&self) {
        if let Some(element) = self.element() {
            element.page.save("complete");
        }
    }

    fn autosave(&self) {
        if let Some(element) = self.element() {
            element.page.autosave();
        }
    }

    fn reshaped(&self) {
        if let Some(element) = self.element() {
            element.keep();
        }
    }

    fn focus(&self, id: &str) {
        if let Some(element) = self.element() {
            element.page.focus(id);
        }
    }

    fn draw(&self) {
        if let Some(element) = self.element().filter(|_| !self.drawing.replace(true)) {
            element.page.draw();
        }
    }

    fn draw_after(&self, milliseconds: u32) {
        if let Some(element) = self.element() {
            element.page.draw_after(milliseconds);
        }
    }
}
