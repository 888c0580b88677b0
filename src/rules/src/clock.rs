//! Which day it is. Nothing here reads a clock: whoever asks says what time it is, and where.

use std::collections::HashSet;

use coplan_model::{CalendarDate, Document, Moment, Problem};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::error::RulesError;

/// An instant, in the time zone of the reader.
#[derive(Clone, Debug)]
pub struct Clock(Zoned);

impl Clock {
    /// This instant, there.
    pub fn at(now: Zoned) -> Self {
        Self(now)
    }

    /// An instant as RFC 3339 has it, `2026-11-30T09:05:00+00:00`, in the zone of its offset.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        // `jiff` takes more than RFC 3339 has: a time without seconds, a space, the name of a zone.
        if !coplan_fhir::is_instant(text) {
            return None;
        }
        let pieces = jiff::fmt::temporal::Pieces::parse(text).ok()?;
        let offset = pieces.to_numeric_offset()?;
        let now: Timestamp = text.parse().ok()?;
        Some(Self(now.to_zoned(TimeZone::fixed(offset))))
    }

    /// The instant.
    pub fn now(&self) -> Timestamp {
        self.0.timestamp()
    }

    /// The calendar day.
    ///
    /// # Errors
    /// When no document can say it, in the year 0 or before.
    pub fn today(&self) -> Result<CalendarDate, RulesError> {
        let no_day = || RulesError::request("now", "no_day", "now: this is no day that a document can have");
        day(&self.0).ok_or_else(no_day)
    }

    /// The calendar day at an instant of a document (RFC 3339), when it is one.
    pub fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        at(instant, self.0.time_zone().clone())
    }
}

/// The codes of problems that depend on the day.
const OF_THE_DAY: [&str; 2] = ["must_be_past", "must_be_future"];

/// What blocks completion, wherever the form was filled in. A server may be a day behind the person at the
/// screen, or ahead: a date is wrong only when it is wrong on the latest day on earth and on the earliest.
pub fn problems_everywhere(document: &Document, moment: Moment, now: Timestamp) -> Vec<Problem> {
    // UTC+14 (Kiritimati) has the latest day, UTC−12 (Baker Island) the earliest.
    let there = |hours| {
        let there = TimeZone::fixed(Offset::constant(hours));
        let saved_on = document.saved_at.as_deref().and_then(|instant| at(instant, there.clone()));
        let today = day(&now.to_zoned(there));
        today.map(|today| document.problems_where_saved(moment, today, saved_on)).unwrap_or_default()
    };
    let mut latest = there(14);
    if latest.iter().any(|problem| OF_THE_DAY.contains(&problem.code)) {
        let earliest = there(-12);
        let earliest: HashSet<_> = earliest.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
        latest.retain(|problem| earliest.contains(&(problem.path.as_str(), problem.code)));
    }
    latest
}

fn at(instant: &str, zone: TimeZone) -> Option<CalendarDate> {
    day(&instant.parse::<Timestamp>().ok()?.to_zoned(zone))
}

fn day(now: &Zoned) -> Option<CalendarDate> {
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
        let noon = "2026-11-24T12:00:00Z".parse().unwrap();
        problems_everywhere(&document, Moment::Complete, noon).into_iter().map(|problem| problem.path).collect()
    }

    #[test]
    fn an_instant_is_another_day_elsewhere() {
        let there = |now| Clock::from_rfc3339(now).unwrap().day_of("2026-06-30T23:30:00Z").map(CalendarDate::to_iso);
        let days = ["2026-07-04T10:00:00+01:00", "2026-07-04T10:00:00Z", "2026-07-04T10:00:00-08:00"].map(there);
        assert_eq!(days, ["2026-07-01", "2026-06-30", "2026-06-30"].map(|day| Some(day.to_owned())));
        assert_eq!(Clock::from_rfc3339("2026-07-04T10:00:00Z").unwrap().day_of("half past nine"), None);
        assert!(
            [
                "2026-07-04",
                "2026-07-04T10:00:00",
                "now",
                "2026-07-04T10:00Z",
                "2026-07-04 10:00:00Z",
                "20260704T100000Z",
                "2026-07-04T10:00:00+01",
                "2026-07-04T10:00:00+01:00[Europe/London]",
            ]
            .iter()
            .all(|text| Clock::from_rfc3339(text).is_none())
        );
    }

    #[test]
    fn a_question_asked_today_in_kiritimati_is_not_in_the_future() {
        assert_eq!(problems("2026-11-25"), [""; 0], "it is the 25th there");
        assert_eq!(problems("2026-11-26"), ["asked_on"], "it is the 26th nowhere");
    }
}
