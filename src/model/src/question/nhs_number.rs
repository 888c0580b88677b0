//! NHS numbers: ten digits, the last of which checks the others (Modulus 11, NHS Data Dictionary).
//!
//! A number that passes may still be someone else's. It is never the only key to a person.

use crate::date::entered;

/// The digits without the spaces and dashes that people write between them.
pub fn digits(typed: &str) -> String {
    typed.chars().filter(|letter| !matches!(letter, ' ' | '-' | '\u{a0}')).collect()
}

/// The decimal digits of any script in what was typed, as ASCII has them, and nothing else: by these two numbers are compared, however
/// each is written.
pub fn figures(typed: &str) -> String {
    let ascii = |letter: char| if letter.is_ascii_digit() { Some(letter) } else { entered::digit(letter) };
    typed.chars().filter_map(ascii).collect()
}

/// Whether these ten digits can be an NHS number. One digit ten times over passes Modulus 11 and is nobody's.
pub fn is_real(number: &str) -> bool {
    let number = digits(number);
    if number.len() != 10 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let figures: Vec<u32> = number.bytes().map(|byte| u32::from(byte - b'0')).collect();
    let sum: u32 = figures.iter().zip((2..=10).rev()).map(|(figure, weight)| figure * weight).sum();
    let check = (11 - sum % 11) % 11;
    check == figures[9] && figures.iter().any(|figure| *figure != figures[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_the_same_however_a_number_is_written() {
        for typed in ["943.476.5919", "NHS 943\u{2011}476\u{200b}5919", "９４３４７６５９１９", "٩٤٣ ٤٧٦ ٥٩١٩"]
        {
            assert_eq!(figures(typed), "9434765919", "{typed}");
        }
        assert_eq!(figures("none"), "");
    }

    #[test]
    fn the_last_digit_checks_the_others() {
        for real in ["9434765919", "943 476 5919", "401-023-2137", "9990000018"] {
            assert!(is_real(real), "{real}");
        }
        for not in
            ["9991234567", "9434765918", "943476591", "94347659190", "94347659l9", "", "1111111111", "0000000000"]
        {
            assert!(!is_real(not), "{not}");
        }
    }
}
