//! Calendar dates. A date of birth or of a meeting is a square on a calendar, not an instant: nothing here knows a time
//! zone or a clock, and "today" is always handed in. What people type for a date is read in [`entered`].

pub mod entered;

use crate::figures;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::fields::{Dates, Kind, Shape, When};

/// A date that may be approximate: `1990-04-27`, `1990-04` or `1990`.
///
/// Written as ISO 8601. Years 1000 to 9999: "Year must include 4 numbers" (NHS service manual, date input).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarDate {
    year: u16,
    month: Option<u8>,
    day: Option<u8>,
}

impl CalendarDate {
    /// A whole date, when there is such a day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let date = Self::approximate(year, Some(month))?;
        (1..=days_in_month(year, month)).contains(&day).then_some(Self { day: Some(day), ..date })
    }

    /// A year, or a month of a year.
    pub fn approximate(year: u16, month: Option<u8>) -> Option<Self> {
        let real = (1000..=9999).contains(&year) && month.is_none_or(|month| (1..=12).contains(&month));
        real.then_some(Self { year, month, day: None })
    }

    /// The year.
    pub fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12, when known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, when known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// Day, month and year are all known.
    pub fn is_whole(self) -> bool {
        self.day.is_some()
    }

    /// Wholly before `other`: March 2019 is before April 2019, and is not before 15 March 2019.
    pub fn is_before(self, other: Self) -> bool {
        let known = |date: Self| (date.year, date.month.unwrap_or(0), date.day.unwrap_or(0));
        match (self.month.zip(other.month), self.day.zip(other.day)) {
            (None, _) => self.year < other.year,
            (Some(_), None) => (self.year, self.month) < (other.year, other.month),
            _ => known(self) < known(other),
        }
    }

    /// The same day so many years on; 29 February becomes 28 February where there is none.
    pub fn plus_years(self, years: u16) -> Self {
        let year = self.year.saturating_add(years);
        let day = self.day.zip(self.month).map(|(day, month)| day.min(days_in_month(year, month)));
        Self { year, day, ..self }
    }

    /// As ISO 8601: `1990-04-27`, `1990-04`, `1990`.
    pub fn to_iso(self) -> String {
        let mut iso = figures::of(self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            iso.push_str(if part < 10 { "-0" } else { "-" });
            iso.push_str(&figures::of(part));
        }
        iso
    }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A number in figures. A sign is none.
fn number(figures: &str) -> Option<u16> {
    figures.parse::<u32>().ok().filter(|_| !figures.starts_with('+')).and_then(|number| u16::try_from(number).ok())
}

/// A day or a month: what is too large for either stays too large.
fn small(number: u16) -> u8 {
    number.min(255) as u8
}

impl fmt::Display for CalendarDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_iso())
    }
}

/// The text is not `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, or there is no such day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date: write YYYY-MM-DD")
    }
}

impl std::error::Error for NotADate {}

impl FromStr for CalendarDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let digits = |part: &str, count: usize| {
            (part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| number(part))?
        };
        let mut parts = text.split('-');
        let mut next = |count| parts.next().map(|part| digits(part, count).ok_or(NotADate)).transpose();
        let year = next(4)?.ok_or(NotADate)?;
        let (month, day) = (next(2)?, next(2)?);
        if parts.next().is_some() {
            return Err(NotADate);
        }
        match (month, day) {
            (Some(month), Some(day)) => Self::new(year, small(month), small(day)),
            (month, _) => Self::approximate(year, month.map(small)),
        }
        .ok_or(NotADate)
    }
}

impl Serialize for CalendarDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for CalendarDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl Shape for CalendarDate {
    const KIND: Kind = Kind::Date(Dates { when: When::Any, partial: false });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> CalendarDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for real in ["2024-02-29", "2000-02-29", "1999-12-31", "2019-03", "2019"] {
            assert_eq!(date(real).to_string(), real);
        }
        for not in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00", "24-01-01", "2024-1-1", "", "2024-01-01T00:00"]
        {
            assert_eq!(not.parse::<CalendarDate>(), Err(NotADate), "{not} is no date");
        }
    }

    #[test]
    fn an_approximate_date_is_before_only_when_all_of_it_is() {
        assert!(date("2019-03").is_before(date("2019-04-01")));
        assert!(!date("2019-03").is_before(date("2019-03-15")));
        assert!(!date("2019").is_before(date("2019-12-31")));
        assert!(date("2019-03-14").is_before(date("2019-03-15")));
        assert!(!date("2019-03-15").is_before(date("2019-03")));
    }

    #[test]
    fn a_year_after_29_february_is_28_february() {
        assert_eq!(date("2024-02-29").plus_years(1), date("2025-02-28"));
    }
}
