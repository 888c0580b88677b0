//! JSON in its one canonical form (RFC 8785), so that what was signed has one digest whoever wrote it down.

use crate::json::{Map, Number, Value};
use crate::platform;

/// The canonical text of a value: no spaces, keys in the order of their UTF-16 code units, numbers as ECMAScript writes
/// them.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, true, &mut out);
    out
}

/// The same with keys in the order in which they stand.
pub fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, false, &mut out);
    out
}

fn write(value: &Value, sorted: bool, out: &mut String) {
    crate::work::step();
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&ecmascript(number)),
        Value::String(text) => string(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write(item, sorted, out);
            }
            out.push(']');
        }
        Value::Object(map) => write_object(map, sorted, out),
    }
}

/// The canonical text of an object.
pub(crate) fn object(map: &Map<String, Value>, out: &mut String) {
    write_object(map, true, out);
}

fn write_object(map: &Map<String, Value>, sorted: bool, out: &mut String) {
    let mut entries: Vec<(&String, &Value)> = map.iter().collect();
    if sorted {
        entries.sort_unstable_by(|(a, _), (b, _)| in_utf16_order(a).cmp(in_utf16_order(b)));
    }
    out.push('{');
    for (index, (key, value)) in entries.into_iter().enumerate() {
        out.push_str(if index == 0 { "" } else { "," });
        string(key, out);
        out.push(':');
        write(value, sorted, out);
    }
    out.push('}');
}

/// Bytes in the order of UTF-16 code units. It is that of UTF-8, except that characters beyond U+FFFF, which begin with a byte from 0xF0,
/// come before U+E000 to U+FFFF, which begin with 0xEE or 0xEF.
fn in_utf16_order(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().map(|byte| if matches!(byte, 0xee | 0xef) { byte | 0x10 } else { byte })
}

/// The canonical text of a string.
pub(crate) fn string(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            8 => out.push_str("\\b"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            12 => out.push_str("\\f"),
            b'\r' => out.push_str("\\r"),
            control => {
                out.push_str(if control < 16 { "\\u000" } else { "\\u001" });
                out.extend(char::from_digit(u32::from(control) % 16, 16));
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// `Number.prototype.toString` (ECMA-262, 6.1.6.1.20). Whole numbers that a double holds need no more than their digits.
fn ecmascript(number: &Number) -> String {
    let whole = number.as_i64().filter(|whole| whole.unsigned_abs() <= 1 << 53);
    match (whole, number.as_f64()) {
        (Some(whole), _) => crate::figures::of(whole),
        (None, value) => platform::number(value.unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_written_as_they_are() {
        for (number, written) in
            [(Number::from(0), "0"), (Number::from(-7), "-7"), (Number::from(1_u64 << 53), "9007199254740992")]
        {
            assert_eq!(ecmascript(&number), written);
        }
    }

    #[test]
    fn the_order_of_bytes_is_that_of_utf_16() {
        let letters =
            "\0az\u{7f}\u{80}\u{7ff}\u{800}\u{d7ff}\u{e000}\u{efff}\u{f000}\u{ffff}\u{10000}\u{3ffff}\u{10ffff}";
        let words: Vec<String> =
            letters.chars().flat_map(|a| letters.chars().map(move |b| format!("{a}{b}"))).collect();
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (a, b))) {
            let order = a.encode_utf16().cmp(b.encode_utf16());
            assert_eq!(in_utf16_order(a).cmp(in_utf16_order(b)), order, "{a:?} {b:?}");
        }
    }

    #[test]
    fn keys_are_sorted_by_utf_16_and_text_is_escaped_as_little_as_may_be() {
        // The samples of RFC 8785, 3.2.2 and 3.2.3.
        let value = serde_json::json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        });
        assert_eq!(
            canonical(&value),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"\u{f6}\":\"Latin Small Letter O With \
             Diaeresis\",\"\u{20ac}\":\"Euro Sign\",\"\u{1f600}\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter \
             Dalet With Dagesh\"}"
        );
        assert_eq!(
            canonical(&Value::from("\u{20ac}$\u{f}\nA'B\"\\\\\"/")),
            "\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\""
        );
    }
}
