//! JSON in its one canonical form (RFC 8785), so that what was signed has one digest whoever wrote it down.

use serde_json::{Number, Value};

/// The canonical text of a value: no spaces, keys in the order of their UTF-16 code units, numbers as ECMAScript writes
/// them.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(&ecmascript(number)),
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut keys: Vec<&String> = map.keys().collect();
            keys.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, key) in keys.into_iter().enumerate() {
                out.push_str(if index == 0 { "" } else { "," });
                write_text(key, out);
                out.push(':');
                write(&map[key], out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            control if control < ' ' => out.push_str(&format!("\\u{:04x}", control as u32)),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// `Number.prototype.toString` (ECMA-262, 6.1.6.1.20): the fewest digits that come back as the same number.
fn ecmascript(number: &Number) -> String {
    let Some(value) = number.as_f64() else { return number.to_string() };
    if value == 0.0 {
        return "0".to_owned();
    }
    let written = format!("{:e}", value.abs());
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let mut digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let count = digits.len() as i32;
    // The place of the point, counted from the first digit.
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    if lies_halfway(value, count - point) {
        digits = even(&digits);
    }
    let zeros = |count: i32| "0".repeat(count.max(0) as usize);
    let magnitude = match point {
        point if count <= point && point <= 21 => format!("{digits}{}", zeros(point - count)),
        point if 0 < point && point <= 21 => format!("{}.{}", &digits[..point as usize], &digits[point as usize..]),
        point if -6 < point && point <= 0 => format!("0.{}{digits}", zeros(-point)),
        point => {
            let sign = if point > 0 { '+' } else { '-' };
            let tail = if count > 1 { format!(".{}", &digits[1..]) } else { String::new() };
            format!("{}{tail}e{sign}{}", &digits[..1], (point - 1).abs())
        }
    };
    if value < 0.0 { format!("-{magnitude}") } else { magnitude }
}

/// Whether a value lies just between two numbers of so many decimals: then both come back as the same number. It does when
/// it takes one binary place more than decimal ones, because halves, quarters and eighths end in one 5 each.
fn lies_halfway(value: f64, decimals: i32) -> bool {
    let (mut rest, mut places) = (value, 0);
    while rest.fract() != 0.0 && places <= decimals + 1 {
        rest *= 2.0;
        places += 1;
    }
    decimals > 0 && places == decimals + 1
}

/// Of the two numbers, ECMAScript writes the one whose last digit is even; Rust writes the larger.
fn even(digits: &str) -> String {
    let (head, last) = digits.split_at(digits.len() - 1);
    let last = last.parse::<u8>().unwrap_or_default();
    format!("{head}{}", last - last % 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_ecmascript_does() {
        // The samples of RFC 8785, appendix B.
        for (bits, written) in [
            (0x0000000000000000, "0"),
            (0x8000000000000000, "0"),
            (0x0000000000000001, "5e-324"),
            (0x8000000000000001, "-5e-324"),
            (0x7fefffffffffffff, "1.7976931348623157e+308"),
            (0xffefffffffffffff, "-1.7976931348623157e+308"),
            (0x4340000000000000, "9007199254740992"),
            (0xc340000000000000, "-9007199254740992"),
            (0x4430000000000000, "295147905179352830000"),
            (0x44b52d02c7e14af5, "9.999999999999997e+22"),
            (0x44b52d02c7e14af6, "1e+23"),
            (0x44b52d02c7e14af7, "1.0000000000000001e+23"),
            (0x444b1ae4d6e2ef4e, "999999999999999700000"),
            (0x444b1ae4d6e2ef4f, "999999999999999900000"),
            (0x444b1ae4d6e2ef50, "1e+21"),
            (0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"),
            (0x3eb0c6f7a0b5ed8d, "0.000001"),
            (0x41b3de4355555553, "333333333.3333332"),
            (0x41b3de4355555557, "333333333.33333343"),
            (0xbecbf647612f3696, "-0.0000033333333333333333"),
            // Halfway between two: the even one, whichever that is.
            (0x43143ff3c1cb0959, "1424953923781206.2"),
            (0x43143ff3c1cb095b, "1424953923781206.8"),
        ] {
            let number = Number::from_f64(f64::from_bits(bits)).unwrap();
            assert_eq!(ecmascript(&number), written, "{bits:016x}");
        }
        assert_eq!(ecmascript(&Number::from(1_u64 << 53)), "9007199254740992");
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
