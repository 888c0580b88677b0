//! Pictures that are drawn from answers: strokes and text in the colour of the text, so that they hold in forced colours
//! and on paper. Whoever does not see one reads the same beside it.

use yew::{Html, html};

use crate::context::FormContext;
use crate::layout::heading;
use crate::messages::{in_html, in_text};

/// How wide pictures are, in the unit of everything here: narrow enough that the words can be read on a small phone.
pub const WIDTH: usize = 340;

/// From one line of text to the next.
pub const LINE: usize = 17;

/// How large text is, and the room of a small letter, in a unit of its own.
const FONT: usize = 14;
const LETTER: usize = 4;

/// A stroke, by what an SVG path says. What is dashed is less firm, whatever the colours.
pub fn stroke(d: &[&str], dashed: bool) -> Html {
    let dashes = if dashed { "5 4" } else { "none" };
    html! { <path d={d.join(" ")} fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray={dashes} /> }
}

/// A box.
pub fn frame(x: usize, y: usize, width: usize, height: usize, dashed: bool) -> Html {
    let [x, y, right, down] = [x, y, x + width, y + height].map(|number| number.to_string());
    stroke(&["M", &x, &y, "H", &right, "V", &down, "H", &x, "z"], dashed)
}

/// A line of text that begins at a point; `bold`, or with its `end` there. The point is its own origin, about which it is turned
/// where the picture is mirrored: WebKit finds no other.
pub fn text(x: usize, y: usize, text: String, how: &'static str) -> Html {
    fitted(x, y, text, how, usize::MAX)
}

/// The same in the room of so many letters: what is longer is drawn smaller.
pub fn fitted(x: usize, y: usize, text: String, how: &'static str, letters: usize) -> Html {
    let weight = if how == "bold" { how } else { "normal" };
    let anchor = if how == "end" { how } else { "start" };
    let transform = ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat();
    let size = (letters.saturating_mul(FONT * LETTER) / size(&text).max(1)).min(FONT).to_string();
    html! {
        <g {transform}>
            <text fill="currentColor" font-size={size} font-weight={weight} text-anchor={anchor}>{ in_text(&text) }</text>
        </g>
    }
}

/// How much room a text takes. Capitals take more than small letters.
fn size(text: &str) -> usize {
    let size = |letter: char| if letter.is_lowercase() || letter.is_ascii_punctuation() { LETTER } else { LETTER + 2 };
    text.chars().map(size).sum()
}

/// Text in lines of so many letters. A longer word has a line of its own, and is cut only where it is half as long again: as much
/// longer it can be, and still be read when it is drawn smaller.
pub fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let room = letters * LETTER;
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in pieces(word, room) {
            let last = lines.last_mut().filter(|line| line.is_empty() || size(line) + LETTER + size(&piece) <= room);
            match last {
                Some(line) => {
                    line.push_str(if line.is_empty() { "" } else { " " });
                    line.push_str(&piece);
                }
                None => lines.push(piece),
            }
        }
    }
    lines
}

/// A word, or what it is cut into.
fn pieces(word: &str, room: usize) -> Vec<String> {
    if size(word) <= room * 3 / 2 {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    for letter in word.chars() {
        if pieces.last().is_some_and(|piece| size(piece) + LETTER > room) {
            pieces.push(String::new());
        }
        pieces.last_mut().into_iter().for_each(|piece| piece.push(letter));
    }
    pieces
}

/// A picture and the words that say the same: `listed` below it, where nothing else beside it says them. Whoever hears it hears
/// these, once.
pub fn figure(
    form: &FormContext,
    title: &str,
    height: usize,
    drawn: Vec<Html>,
    said: Vec<String>,
    listed: bool,
) -> Html {
    let size = ["0 0 ", &WIDTH.to_string(), " ", &height.to_string()].concat();
    let lines = said.iter().map(|line| html! { <li class="coplan-typed">{ in_html(line) }</li> });
    let list = listed.then(|| html! { <ul class="nhsuk-list">{ lines.collect::<Html>() }</ul> });
    let [width, height] = [WIDTH, height].map(|size| size.to_string());
    html! {
        <div class="coplan-figure">
            { heading(form, 2, "nhsuk-heading-s", None, form.say(title).into()) }
            <svg class="coplan-picture" viewBox={size} {width} {height} aria-hidden="true">
                { drawn.into_iter().collect::<Html>() }
            </svg>
            { list.unwrap_or_default() }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_unless_they_are_half_as_long_again_as_a_line() {
        assert_eq!(wrapped("Christopher Example", 8), ["Christopher", "Example"]);
        assert_eq!(wrapped("Jo Ann Example", 8), ["Jo Ann", "Example"]);
        assert_eq!(wrapped(&"x".repeat(20), 8), ["xxxxxxxx", "xxxxxxxx", "xxxx"]);
        assert_eq!(wrapped("", 8), [""]);
    }
}
