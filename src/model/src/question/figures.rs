//! Whole numbers as text. `to_string` would bring all of Rust's formatting with it, and a browser would load it for this
//! alone.

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

#[cfg(test)]
mod tests {
    #[test]
    fn they_are_those_of_to_string() {
        for number in [0, 1, 9, 10, 105, -7, -40, 1 << 53, i64::MAX, i64::MIN] {
            assert_eq!(super::of(number), number.to_string());
        }
        assert_eq!(super::of(2026_u16), "2026");
        assert_eq!(super::of(3_usize), "3");
    }
}
