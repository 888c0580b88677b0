//! A clock that stands still until it is moved, and ids that can be told apart.

use std::cell::Cell;

use coplan_model::CalendarDate;
use coplan_ui::Host;

/// A clock that stands still until it is moved, and ids that can be told apart.
#[derive(Default)]
pub struct Clock {
    pub now: Cell<f64>,
    ids: Cell<u32>,
}

impl Host for Clock {
    fn today(&self) -> CalendarDate {
        CalendarDate::new(2026, 11, 24).unwrap()
    }
    fn day_of(&self, _: &str) -> Option<CalendarDate> {
        None
    }
    fn time_of_day(&self) -> String {
        "09:05".to_owned()
    }
    fn instant(&self) -> String {
        format!("2026-11-24T09:00:00.{:09}Z", self.now.get() as u64)
    }
    fn clock(&self) -> f64 {
        self.now.get()
    }
    fn uuid(&self) -> String {
        self.ids.set(self.ids.get() + 1);
        format!("{:08x}-made", self.ids.get())
    }
}
