//! Numbers as ECMAScript writes them (ECMA-262, 6.1.6.1.20), for servers.

/// The fewest digits that come back as the same number.
pub(crate) fn write(value: f64) -> String {
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
            assert_eq!(write(f64::from_bits(bits)), written, "{bits:016x}");
        }
    }
}
