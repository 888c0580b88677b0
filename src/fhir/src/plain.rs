//! What R4 can say of a text, a date or an instant.
//!
//! A FHIR `string` has something in it, no control characters but tab, return and line feed, and no white space but those and
//! the space (`[ \r\n\t\S]+`, as JavaScript reads it). A document keeps what was typed, whatever it was. Where the two differ,
//! the element says what can be said, and the extension `exact` has the text itself, as base64 of UTF-8.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use coplan_model::blank::is_blank_text;

use crate::Base;
use crate::types::{AnyValue, Extension};

/// Whether a text can stand in a FHIR `string` as it is.
pub fn is_string(text: &str) -> bool {
    !is_blank_text(text) && text.chars().all(allowed)
}

fn allowed(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n')
        || !(letter.is_control() || letter.is_whitespace() || letter == '\u{feff}')
}

/// What can be said of a text; nothing of one in which there is nothing to see.
pub fn shown(text: &str) -> Option<String> {
    let replaced = |letter: char| match letter {
        letter if allowed(letter) => letter,
        letter if letter.is_whitespace() || letter == '\u{feff}' => ' ',
        _ => char::REPLACEMENT_CHARACTER,
    };
    (!is_blank_text(text)).then(|| text.chars().map(replaced).collect())
}

/// The text itself, where the element cannot say it.
pub fn exact(base: &Base, text: &str) -> Option<Extension> {
    // An empty value is none in FHIR: it has a name of its own.
    let value = || AnyValue::Base64Binary(STANDARD.encode(text));
    match text {
        "" => Some(Extension { value: Some(AnyValue::Boolean(true)), ..named(base, "empty") }),
        text if is_string(text) => None,
        _ => Some(Extension { value: Some(value()), ..named(base, "exact") }),
    }
}

/// A text as the value of an extension.
pub fn value(text: &str) -> AnyValue {
    if is_string(text) { AnyValue::String(text.to_owned()) } else { AnyValue::Base64Binary(STANDARD.encode(text)) }
}

/// The text that a value is.
pub fn text_of(value: &AnyValue) -> Option<String> {
    match value {
        AnyValue::String(text) | AnyValue::Code(text) | AnyValue::Date(text) | AnyValue::DateTime(text) => {
            Some(text.clone())
        }
        AnyValue::Base64Binary(encoded) => decoded(encoded),
        _ => None,
    }
}

/// What was encoded, when it is UTF-8.
pub fn decoded(encoded: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}

/// As base64.
pub fn encoded(text: &str) -> String {
    STANDARD.encode(text)
}

fn named(base: &Base, name: &str) -> Extension {
    Extension { url: base.extension(name), ..Extension::default() }
}

/// Whether a text is a FHIR `dateTime` with a time: RFC 3339, as documents have it.
pub fn is_instant(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(byte, of): (&u8, &u8)| if *of == b'd' { byte.is_ascii_digit() } else { byte == of };
    if bytes.len() < shape.len() || !bytes.iter().zip(shape).all(fits) {
        return false;
    }
    let number = |from: usize| text[from..from + 2].parse::<u8>().unwrap_or(99);
    let day = text[..10].parse::<coplan_model::CalendarDate>().is_ok();
    if !day || number(11) > 23 || number(14) > 59 || number(17) > 59 {
        return false;
    }
    let rest = &text[19..];
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => {
            let zone = fraction.trim_start_matches(|digit: char| digit.is_ascii_digit());
            if zone.len() == fraction.len() || fraction.len() - zone.len() > 9 {
                return false;
            }
            zone
        }
        None => rest,
    };
    let offset = |zone: &str| {
        zone.len() == 5
            && zone.as_bytes()[2] == b':'
            && zone[..2].parse::<u8>().is_ok_and(|hours| hours <= 13 || zone == "14:00")
            && zone[3..].parse::<u8>().is_ok_and(|minutes| minutes <= 59)
            && !zone.contains(['+', '-'])
    };
    rest == "Z" || rest.is_ascii() && rest.strip_prefix(['+', '-']).is_some_and(offset)
}

/// Whether a text can be a FHIR `code` or the language of a resource.
pub fn is_code(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fhir_cannot_say_is_said_as_well_as_may_be_and_kept_exactly() {
        for (text, said) in [("a\u{a0}b", Some("a b")), ("a\0b", Some("a\u{fffd}b")), (" \t", None), ("\u{200b}", None)]
        {
            assert!(!is_string(text), "{text:?}");
            assert_eq!(shown(text).as_deref(), said);
            let kept = exact(&Base::default(), text).and_then(|kept| text_of(&kept.value?));
            assert_eq!(kept.as_deref(), Some(text));
        }
        assert!(is_string("Ring Ravi.\r\nEvenings\tonly – 🙂"));
    }

    #[test]
    fn instants_are_those_of_rfc_3339() {
        for instant in ["2026-11-23T09:12:00Z", "2026-11-23T09:12:00.123+01:00", "2026-11-23T09:12:00+14:00"] {
            assert!(is_instant(instant), "{instant}");
        }
        for none in [
            "",
            "2026-11-23",
            "2026-11-23T09:12Z",
            "2026-02-30T09:12:00Z",
            "2026-11-23T24:00:00Z",
            "2026-11-23 09:12:00Z",
            "2026-11-23T09:12:00+14:01",
            "2026-11-23T09:12:00+0100",
            "2026-11-23T09:12:00+01:00[Europe/Paris]",
            "2026-11-23T09:12:00+é",
        ] {
            assert!(!is_instant(none), "{none}");
        }
    }
}
