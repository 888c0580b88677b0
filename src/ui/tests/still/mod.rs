//! A page without a clock, for tests of what does not hang on time.

use coplan_model::CalendarDate;
use coplan_ui::Host;

/// It is always noon on 29 November 2026, and there is nothing to wait for.
pub struct Still;

impl Host for Still {
    fn today(&self) -> CalendarDate {
        CalendarDate::new(2026, 11, 29).unwrap()
    }
    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        instant.get(..10)?.parse().ok()
    }
    fn time_of_day(&self) -> String {
        String::new()
    }
    fn instant(&self) -> String {
        "2026-11-29T12:00:00Z".to_owned()
    }
    fn clock(&self) -> f64 {
        0.0
    }
    fn uuid(&self) -> String {
        "new".to_owned()
    }
}
