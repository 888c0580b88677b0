//! Which day it is. The model has no clock: whoever asks it hands in a day.

use std::collections::HashSet;

use coplan_model::{CalendarDate, Document, Moment, Problem};
use jiff::tz::{Offset, TimeZone};

/// The calendar day where this runs.
pub fn here() -> Option<CalendarDate> {
    day(&jiff::Zoned::now())
}

/// What stands in the way of completion, wherever the form was filled in. A server may be a day behind the person at the
/// screen, or ahead: a date is wrong only when it is wrong on the latest day on earth and on the earliest.
pub fn problems_everywhere(document: &Document, now: jiff::Timestamp) -> Vec<Problem> {
    // UTC+14 (Kiritimati) has the latest day, UTC−12 (Baker Island) the earliest.
    let found = [14, -12].map(|hours| {
        let there = now.to_zoned(TimeZone::fixed(Offset::constant(hours)));
        day(&there).map(|today| document.problems(Moment::Complete, today)).unwrap_or_default()
    });
    let [mut latest, earliest] = found;
    let earliest: HashSet<_> = earliest.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
    latest.retain(|problem| earliest.contains(&(problem.path.as_str(), problem.code)));
    latest
}

fn day(now: &jiff::Zoned) -> Option<CalendarDate> {
    let part = |number: i8| u8::try_from(number).ok();
    CalendarDate::new(u16::try_from(now.year()).ok()?, part(now.month())?, part(now.day())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const YES: &str = include_str!("../../../tests/fixtures/abuse_question/yes.json");

    fn problems(asked_on: &str) -> Vec<String> {
        let mut document = Document::from_json(YES).unwrap();
        document.answers.insert("asked_on".to_owned(), asked_on.into());
        let noon: jiff::Timestamp = "2026-11-24T12:00:00Z".parse().unwrap();
        problems_everywhere(&document, noon).into_iter().map(|problem| problem.path).collect()
    }

    #[test]
    fn a_question_asked_today_in_kiritimati_is_not_in_the_future() {
        assert_eq!(problems("2026-11-25"), [""; 0], "it is the 25th there");
        assert_eq!(problems("2026-11-26"), ["asked_on"], "it is the 26th nowhere");
    }
}
