//! What the `coplan` command is made of. The portal is an example for web teams to copy: small, and honest about what a
//! host has to do.

pub mod api;
pub mod assets;
pub mod pages;
pub mod problem;
pub mod role;
pub mod serve;
pub mod store;
pub mod validate;

/// The calendar day where this runs.
pub fn today() -> coplan_model::CalendarDate {
    let now = jiff::Zoned::now();
    let date = coplan_model::CalendarDate::new(now.year() as u16, now.month() as u8, now.day() as u8);
    date.expect("today is a real date")
}
