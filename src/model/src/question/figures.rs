//! Whole numbers as text. `to_string` would bring all of Rust's formatting with it, and a browser would load it for this
//! alone.

use crate::entered::seen;

/// A number in figures: `-12`.
#[inline]
pub fn of(number: impl TryInto<i64>) -> String {
    write(number.try_into().unwrap_or(i64::MAX))
}

#[inline(never)]
fn write(number: i64) -> String {
    let mut figures = Vec::new();
    let mut left = number.unsigned_abs();
    while figures.is_empty() || left > 0 {
        figures.push(char::from(b'0' + (left % 10) as u8));
        left /= 10;
    }
    if number < 0 {
        figures.push('-');
    }
    figures.into_iter().rev().collect()
}

/// The whole number that somebody typed, in digits of any script; `None` when it is none.
pub fn read(typed: &str) -> Option<u32> {
    seen(typed).parse().ok()
}

/// Whether a text is the ten digits of a script, from 0 to 9: they follow one another in Unicode.
pub fn are_digits(text: &str) -> bool {
    let mut letters = text.chars();
    let Some(zero) = letters.next().filter(|zero| *zero == '0' || !zero.is_ascii()) else { return false };
    (1..10).all(|digit| letters.next().map(u32::from) == Some(u32::from(zero) + digit)) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    #[test]
    fn ten_digits_follow_one_another() {
        for digits in ["0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९"] {
            assert!(super::are_digits(digits), "{digits}");
        }
        for none in
            ["", "0", "9876543210", "aaaaaaaaaa", "0000000000", "<b>1234567", "abcdefghij", "01234567890", "٠١٢٣٤٥٦٧٨9"]
        {
            assert!(!super::are_digits(none), "{none}");
        }
    }

    #[test]
    fn a_number_is_read_in_digits_of_any_script() {
        for typed in ["12", " 12 ", "١٢", "१२", "１２", "\u{200f}1٢\u{a0}"] {
            assert_eq!(super::read(typed), Some(12), "{typed}");
        }
        for none in ["", "1 2", "twelve", "-1", "1.5", "²", "4294967296"] {
            assert_eq!(super::read(none), None, "{none}");
        }
    }

    #[test]
    fn they_are_those_of_to_string() {
        for number in [0, 1, 9, 10, 105, -7, -40, 1 << 53, i64::MAX, i64::MIN] {
            assert_eq!(super::of(number), number.to_string());
        }
        assert_eq!(super::of(2026_u16), "2026");
        assert_eq!(super::of(3_usize), "3");
    }
}
