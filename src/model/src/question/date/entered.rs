//! What people type for a date, in three boxes: digits of any script, months by name, a whole date in one box. Until it is a
//! date it is kept as it was typed, and what is wrong with it has a name of its own.
//!
//! Nothing is guessed: a year of two numbers is asked about, and a day comes before a month, as the boxes stand.

use super::{CalendarDate, number, small};
use crate::blank::is_default_ignorable;
use crate::platform;

/// What can be wrong with what was typed for a date. The last is that there is no such day: 31 February.
pub const WRONG: [&str; 11] = [
    "day_missing",
    "month_missing",
    "year_missing",
    "day_and_month_missing",
    "day_and_year_missing",
    "month_and_year_missing",
    "not_a_day",
    "not_a_month",
    "year_two_numbers",
    "year_four_numbers",
    "no_such_day",
];

/// How dates are written in a language. Typed text and names are compared letter by letter, so whoever calls hands both in
/// in the normalization form NFD.
#[derive(Clone, Copy, Debug, Default)]
pub struct Names<'a> {
    /// The twelve months, with a space between them. Where they are not known, no word is a month.
    pub months: &'a str,
    /// What may follow the number of a day, with a space between them: `st nd rd th`.
    pub ordinals: &'a str,
}

/// What three boxes hold as the text that a document keeps: `day/month/year`. As in a JSON Pointer (RFC 6901), `/` in a box
/// is `~1` and `~` is `~0`.
pub fn join(boxes: &[String; 3]) -> String {
    boxes.each_ref().map(|typed| typed.replace('~', "~0").replace('/', "~1")).join("/")
}

/// The boxes again. Documents of an earlier time have the `/` of a day as it was typed.
pub fn split(entered: &str) -> [String; 3] {
    let mut parts: Vec<&str> = entered.rsplitn(3, '/').collect();
    parts.resize(3, "");
    if entered.matches('/').count() < 2 {
        // Fewer parts than boxes: those that are there come first.
        parts = entered.splitn(3, '/').collect();
        parts.resize(3, "");
        parts.reverse();
    }
    [parts[2], parts[1], parts[0]].map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// The date that three boxes hold, or what is wrong, one of [`WRONG`]: the first thing, in the order of the boxes. Of three
/// that are empty, `missing`; where nothing is wrong but a word that cannot be read without the names, nothing.
pub fn read(boxes: &[String; 3], names: Names<'_>, partial: bool) -> Result<CalendarDate, &'static str> {
    let [day, month, year] = boxes.each_ref().map(|typed| seen(typed));
    match (&*day, &*month, &*year) {
        ("", "", "") => return Err("missing"),
        (_, "", "") => return Err("month_and_year_missing"),
        ("", _, "") => return Err(if partial { "year_missing" } else { "day_and_year_missing" }),
        ("", "", _) if !partial => return Err("day_and_month_missing"),
        (_, _, "") => return Err("year_missing"),
        ("", _, _) if !partial => return Err("day_missing"),
        (day, "", _) if !day.is_empty() => return Err("month_missing"),
        _ => {}
    }
    let day = match &*day {
        "" => None,
        day => Some(number_of_day(day, names).filter(|day| (1..=31).contains(day)).ok_or("not_a_day")?),
    };
    let month = match &*month {
        "" => None,
        month => match number(month).or_else(|| month_by_name(month, names)) {
            Some(month) if (1..=12).contains(&month) => Some(month),
            None if names.months.is_empty() => Some(0),
            _ => return Err("not_a_month"),
        },
    };
    let year = match number(&year) {
        Some(number) if figures(&year) == 4 && number >= 1000 => number,
        Some(_) if figures(&year) == 2 => return Err("year_two_numbers"),
        _ => return Err("year_four_numbers"),
    };
    let date = match (day, month.map(small)) {
        (_, Some(0)) => return Err(""),
        (Some(day), Some(month)) => CalendarDate::new(year, month, small(day)),
        (_, month) => CalendarDate::approximate(year, month),
    };
    date.ok_or("no_such_day")
}

/// What is wrong with what a document keeps as [`join`] wrote it. What is kept there is no date yet, even where it could be
/// read as one.
pub fn wrong(entered: &str, names: Names<'_>, partial: bool) -> &'static str {
    match read(&split(entered), names, partial) {
        Err("missing") | Ok(_) => "no_such_day",
        Err(code) => code,
    }
}

/// The three boxes that one of them holds as a whole: `27/03/2026`, `2026-03-27`, `27th March 2026`, `March 27, 2026`; of a
/// date that may be approximate also `March 2026`. `None` when it is not, or could be read in two ways.
pub fn spread(typed: &str, names: Names<'_>, partial: bool) -> Option<[String; 3]> {
    let typed = seen(typed);
    let parts: Vec<&str> = typed.split(is_between).filter(|part| !part.is_empty()).collect();
    let named = |part: &str| month_by_name(part, names).is_some();
    let year = |part: &str| number(part).is_some() && matches!(figures(part), 2 | 4);
    let four = |part: &str| number(part).is_some() && figures(part) == 4;
    let day = |part: &str| number_of_day(part, names).is_some() && figures(part) <= 2;
    let month = |part: &str| number(part).is_some() && figures(part) <= 2;
    let [day, month, year] = match parts[..] {
        [y, m, d] if four(y) && (month(m) || named(m)) && day(d) => [d, m, y],
        [d, m, y] if day(d) && (month(m) || named(m)) && year(y) => [d, m, y],
        [m, d, y] if named(m) && day(d) && year(y) => [d, m, y],
        [y, m] if partial && four(y) && (month(m) || named(m)) => ["", m, y],
        [m, y] if partial && (month(m) || named(m)) && four(y) => ["", m, y],
        _ => return None,
    };
    let figure = |part: &str, number: Option<u16>| number.map_or_else(|| part.to_owned(), crate::figures::of);
    Some([
        figure(day, number_of_day(day, names)),
        figure(month, number(month).or_else(|| month_by_name(month, names))),
        year.to_owned(),
    ])
}

/// What stands between the parts of a date.
fn is_between(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(letter, '/' | '.' | '-' | ',' | '،' | '⁄' | '−' | '／' | '．' | '\u{2010}'..='\u{2015}')
}

/// What is to be seen of what was typed, with its digits as ASCII has them, and no blanks or stops around it.
pub(crate) fn seen(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| !is_default_ignorable(*letter));
    let seen: String = letters.map(|letter| digit(letter).unwrap_or(letter)).collect();
    let blank = |letter: char| letter.is_whitespace();
    seen.trim_start_matches(blank).trim_end_matches(|letter| blank(letter) || matches!(letter, '.' | ',')).to_owned()
}

/// The digit zero of every script but ours (General_Category=Nd, Unicode 17.0); the other nine follow it.
const ZEROS: &str = "\
    \u{660}\u{6f0}\u{7c0}\u{966}\u{9e6}\u{a66}\u{ae6}\u{b66}\u{be6}\u{c66}\u{ce6}\u{d66}\u{de6}\u{e50}\
    \u{ed0}\u{f20}\u{1040}\u{1090}\u{17e0}\u{1810}\u{1946}\u{19d0}\u{1a80}\u{1a90}\u{1b50}\u{1bb0}\u{1c40}\
    \u{1c50}\u{a620}\u{a8d0}\u{a900}\u{a9d0}\u{a9f0}\u{aa50}\u{abf0}\u{ff10}\u{104a0}\u{10d30}\u{10d40}\
    \u{11066}\u{110f0}\u{11136}\u{111d0}\u{112f0}\u{11450}\u{114d0}\u{11650}\u{116c0}\u{116d0}\u{116da}\
    \u{11730}\u{118e0}\u{11950}\u{11bf0}\u{11c50}\u{11d50}\u{11da0}\u{11de0}\u{11f50}\u{16130}\u{16a60}\
    \u{16ac0}\u{16b50}\u{16d70}\u{1ccf0}\u{1d7ce}\u{1d7d8}\u{1d7e2}\u{1d7ec}\u{1d7f6}\u{1e140}\u{1e2f0}\
    \u{1e4f0}\u{1e5f1}\u{1e950}\u{1fbf0}";

pub(crate) fn digit(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return None;
    }
    let value = |zero: char| u32::from(letter).checked_sub(u32::from(zero)).filter(|value| *value < 10);
    ZEROS.chars().find_map(value).and_then(|value| char::from_digit(value, 10))
}

/// How many figures a part begins with.
fn figures(part: &str) -> usize {
    part.bytes().take_while(u8::is_ascii_digit).count()
}

/// The number of a day: `27`, `27th`.
fn number_of_day(part: &str, names: Names<'_>) -> Option<u16> {
    let (figures, rest) = part.split_at(figures(part));
    let known = rest.is_empty() || names.ordinals.split(' ').any(|ordinal| folded(ordinal) == folded(rest));
    number(figures).filter(|_| known)
}

/// A month by its name or by the letters that only it begins with, three at least: a guess would be a wrong date.
fn month_by_name(typed: &str, names: Names<'_>) -> Option<u16> {
    let name = folded(typed);
    let mut found = None;
    for (at, month) in (1..).zip(names.months.split(' ').filter(|month| !month.is_empty())) {
        let month = folded(month);
        if month == name {
            return Some(at);
        }
        if month.starts_with(&name) {
            found = if found.is_none() { Some(at) } else { Some(0) };
        }
    }
    found.filter(|at| *at > 0 && name.chars().count() > 2)
}

/// Letters as they are compared: small ones, without the marks on them, which many people leave out. Capitals have no dotless
/// i and no final sigma.
fn folded(name: &str) -> String {
    let small = platform::lowercase(name);
    let plain = small.chars().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}') && !letter.is_whitespace());
    plain
        .map(|letter| {
            if letter == 'ı' {
                'i'
            } else if letter == 'ς' {
                'σ'
            } else {
                letter
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
