//! Numbers that ring when they are touched, in words that somebody wrote. Only what can be nothing else is a number: one in the
//! form of the United Kingdom or with a country's code, and the short ones that everybody knows.

use yew::{Html, html};

use crate::context::{FormContext, View};

/// Numbers that are short: emergency services, NHS 111 and Samaritans. The longer ones come first.
const SHORT: [&str; 5] = ["116123", "111", "999", "112", "101"];

/// Digits of a number of the United Kingdom, and of any with its country's code.
const NATIONAL: std::ops::RangeInclusive<usize> = 10..=11;
const INTERNATIONAL: std::ops::RangeInclusive<usize> = 8..=15;

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    /// As it was written, and as it is dialled.
    Number(&'a str, String),
}

/// A text, character by character as it was typed, in which numbers are links, or on paper each a piece on one line.
pub fn linked(form: &FormContext, text: &str) -> Html {
    let tag = if form.view == View::Print { "span" } else { "a" };
    let pieces = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => html! { { words.to_owned() } },
        Piece::Number(shown, dialled) => {
            let href = (tag == "a").then(|| ["tel:", &dialled].concat());
            html! { <@{tag} class="coplan-telephone" dir="ltr" {href}>{ shown.to_owned() }</@> }
        }
    });
    pieces.collect()
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or_default();
        let run = run(rest);
        // What stands right behind a letter or a figure is a part of something else.
        let begins = !text[..at].ends_with(|before: char| before.is_alphanumeric() || "£$€.+".contains(before));
        match dialled(run).filter(|_| begins && !rest[run.len()..].starts_with(char::is_alphanumeric)) {
            Some(dialled) => {
                pieces.extend((from < at).then(|| Piece::Words(&text[from..at])));
                pieces.push(Piece::Number(run, dialled));
                at += run.len();
                from = at;
            }
            None => at += run.len().max(first.len_utf8()),
        }
    }
    pieces.extend((from < text.len()).then(|| Piece::Words(&text[from..])));
    pieces
}

/// Digits at the beginning of a text with what stands between them in a number, up to the last digit.
fn run(text: &str) -> &str {
    let is_part = |letter: char| letter.is_ascii_digit() || " ()-\u{a0}\u{2011}+".contains(letter);
    // What begins with neither a digit nor a sign before one is not looked through again from each of its signs.
    let begins = text.starts_with(|first: char| "+(".contains(first));
    if !text[usize::from(begins)..].starts_with(|first: char| first.is_ascii_digit()) {
        return "";
    }
    let end = text.find(|letter| !is_part(letter)).unwrap_or(text.len());
    text[..end].trim_end_matches(|letter: char| !letter.is_ascii_digit())
}

/// What is dialled for it, when it is a number.
fn dialled(run: &str) -> Option<String> {
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let plus = run.starts_with('+') && run.matches('+').count() == 1;
    let national = digits.starts_with('0') && !digits.starts_with("00") && NATIONAL.contains(&digits.len());
    let short = SHORT.contains(&&*digits) && run.starts_with(|first: char| first.is_ascii_digit());
    match () {
        () if plus && INTERNATIONAL.contains(&digits.len()) => Some(["+", &digits.replacen("440", "44", 1)].concat()),
        () if !run.contains('+') && (national || short) => Some(digits),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers in a text, as they are dialled.
    fn numbers(text: &str) -> Vec<String> {
        let whole: String = pieces(text)
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) | Piece::Number(words, _) => *words,
            })
            .collect();
        assert_eq!(whole, text, "every character stays");
        let numbers = pieces(text).into_iter();
        numbers
            .filter_map(|piece| match piece {
                Piece::Number(_, dialled) => Some(dialled),
                Piece::Words(_) => None,
            })
            .collect()
    }

    #[test]
    fn numbers_ring_as_people_write_them() {
        for (text, dialled) in [
            ("01632 960001", "01632960001"),
            ("Ring 020 7946 0000, day or night", "02079460000"),
            ("(020) 7946-0000.", "02079460000"),
            ("mobile:07700 900123", "07700900123"),
            ("+44 (0)20 7946 0000", "+442079460000"),
            ("NHS 111, mental health option", "111"),
            ("Samaritans 116 123", "116123"),
        ] {
            assert_eq!(numbers(text), [dialled], "{text}");
        }
        assert_eq!(numbers("01632 960001 or 01632 960002"), ["01632960001", "01632960002"]);
        assert_eq!(numbers("Call 111.\nIn danger: 999"), ["111", "999"]);
    }

    #[test]
    fn a_text_of_signs_alone_is_looked_through_once() {
        for sign in ["(", "+", "(+", "- "] {
            let text = sign.repeat(100_000);
            assert_eq!(pieces(&text), [Piece::Words(&text)], "{sign}");
        }
    }

    #[test]
    fn what_is_something_else_rings_nobody() {
        for text in [
            "",
            "23 March 2026",
            "999 000 0018",
            "10 to 5",
            "SW1A 1AA",
            "£999",
            "room 1011",
            "A111",
            "01/02/2026",
            "0 1 2",
            "12.30",
            "۰۱۶۳۲",
        ] {
            assert_eq!(numbers(text), [""; 0], "{text}");
        }
    }
}
