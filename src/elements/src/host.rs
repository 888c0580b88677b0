//! The page as a form sees it: clock, calendar, ids, and what the attributes say.

use coplan_model::CalendarDate;
use coplan_ui::Host;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The element's JavaScript class, as far as Rust knows it. Nothing here runs code of the page's.
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

    /// Milliseconds on a clock that never goes back.
    #[wasm_bindgen(method)]
    pub fn clock(this: &Page) -> f64;

    /// A random UUID.
    #[wasm_bindgen(method)]
    pub fn uuid(this: &Page) -> String;
}

/// The browser, as [`coplan_ui`] asks for it.
pub struct Browser(pub Page);

impl Host for Browser {
    fn today(&self) -> CalendarDate {
        let today = self.0.now().get(..10).and_then(|day| day.parse().ok());
        today.unwrap_or_else(|| CalendarDate::new(2000, 1, 1).expect("a real date"))
    }

    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        // Dates of JavaScript are read in the time zone of whoever looks at them. Of what is none every part is zero.
        let there = js_sys::Date::new(&JsValue::from_str(instant));
        let [month, day] = [there.get_month() + 1, there.get_date()].map(|part| u8::try_from(part).ok());
        CalendarDate::new(u16::try_from(there.get_full_year()).ok()?, month?, day?)
    }

    fn time_of_day(&self) -> String {
        self.0.now().get(11..16).unwrap_or_default().to_owned()
    }

    fn instant(&self) -> String {
        self.0.instant()
    }

    fn clock(&self) -> f64 {
        self.0.clock()
    }

    fn uuid(&self) -> String {
        self.0.uuid()
    }
}
