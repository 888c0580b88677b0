//! Whether something was drawn: a tap leaves a dot, and dots sign nothing.

use crate::platform;

/// How long the lines of a drawing are together before it counts, in units of its box of 600 by 200: a thirtieth of the
/// width. Two crossed lines that somebody makes as their mark are several times as long.
const A_STROKE: f64 = 20.0;

/// Whether there is a stroke in a drawing, an SVG path: lines that are long enough together. Curves count from point to point,
/// by their control points. What is no path has none.
pub fn has_stroke(path: &str) -> bool {
    let mut pen = Pen::default();
    let mut length = 0.0;
    for (command, numbers) in commands(path) {
        let step = match command.to_ascii_uppercase() {
            b'H' | b'V' => 1,
            b'A' => 7,
            _ => 2,
        };
        for (at, numbers) in numbers.chunks_exact(step).enumerate() {
            let drawn = pen.go(command, at == 0, numbers);
            length += if drawn.is_finite() { drawn } else { 0.0 };
        }
    }
    length >= A_STROKE
}

/// Where the pen is.
#[derive(Default)]
struct Pen {
    x: f64,
    y: f64,
}

impl Pen {
    /// Goes on, and gives the length of what was drawn on the way.
    fn go(&mut self, command: u8, first: bool, numbers: &[f64]) -> f64 {
        let (from_x, from_y) = if command.is_ascii_lowercase() { (self.x, self.y) } else { (0.0, 0.0) };
        let (x, y) = match (command.to_ascii_uppercase(), numbers) {
            (b'H', [x]) => (from_x + x, self.y),
            (b'V', [y]) => (self.x, from_y + y),
            (_, [.., x, y]) => (from_x + x, from_y + y),
            _ => return 0.0,
        };
        // Only the first pair after a *move* is one; those after it are lines.
        let drawn = if first && command.eq_ignore_ascii_case(&b'M') { 0.0 } else { (x - self.x).hypot(y - self.y) };
        (self.x, self.y) = (x, y);
        drawn
    }
}

/// The commands of a path, each with the numbers after it.
fn commands(path: &str) -> impl Iterator<Item = (u8, Vec<f64>)> {
    let is_command = |letter: char| letter.is_ascii_alphabetic() && !letter.eq_ignore_ascii_case(&'e');
    let starts = path.match_indices(is_command).map(|(at, _)| at);
    let ends = path.match_indices(is_command).map(|(at, _)| at).skip(1).chain([path.len()]);
    starts.zip(ends).map(|(start, end)| (path.as_bytes()[start], numbers(&path[start + 1..end])))
}

/// Numbers as SVG has them: a sign may be all that parts one from the next.
fn numbers(text: &str) -> Vec<f64> {
    let mut parted = String::with_capacity(text.len() * 2);
    let mut before = ' ';
    for letter in text.chars() {
        if matches!(letter, '-' | '+') && !matches!(before, 'e' | 'E') {
            parted.push(' ');
        }
        parted.push(if letter == ',' { ' ' } else { letter });
        before = letter;
    }
    parted.split_whitespace().map_while(number).collect()
}

/// A number in figures: `-12.5`, `.5`, `1e2`. Words for numbers are none.
fn number(word: &str) -> Option<f64> {
    let is_figure = |letter: u8| letter.is_ascii_digit() || matches!(letter, b'.' | b'-' | b'+' | b'e' | b'E');
    if word.bytes().all(is_figure) { platform::read_number(word) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_and_jitter_are_no_stroke() {
        for dots in [
            "",
            "M38 38l0 0M58 99l0 0",
            "M38 38l0 0",
            "M10 10l0 0L11 10L11 11L10 11",
            "M0 0M600 200M0 200",
            "no path",
            "L",
            "M1 1LNaN inf",
            "M1 1L1e999 0",
        ] {
            assert!(!has_stroke(dots), "{dots}");
        }
    }

    #[test]
    fn numbers_are_read_as_svg_has_them() {
        for (text, exact) in [
            ("0", 0.0),
            ("-7", -7.0),
            ("+7", 7.0),
            ("12.5", 12.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1E-2", 0.01),
            ("1.5e+1", 15.0),
        ] {
            assert_eq!(number(text), Some(exact), "{text}");
        }
        for text in ["", ".", "-", "--1", "1.2.3", "e1", "1e", "1e1.5", "x", "1-1", "²", "inf", "NaN", "0x10"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_a_cross_and_a_curve_are() {
        for drawn in [
            "M20 100L60 40l0 0",
            "M10 10l0 0L20 20M20 10l0 0L10 20",
            "M20 100 60 40",
            "m20,100-30-30",
            "M0 0H30",
            "M0 0v-30",
            "M10 80C40 10 65 10 95 80",
            "M10 80A25 25 0 0 1 60 30",
            "M1e1 1E1L4e1 10",
        ] {
            assert!(has_stroke(drawn), "{drawn}");
        }
    }
}
