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
    let weight = if how == "bold" { how } else { "normal" };
    let anchor = if how == "end" { how } else { "start" };
    let transform = ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat();
    html! {
        <g {transform}>
            <text fill="currentColor" font-size="14" font-weight={weight} text-anchor={anchor}>{ in_text(&text) }</text>
        </g>
    }
}

/// Text in lines of so many letters; a longer word is cut. Capitals take more room.
pub fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut room = letters * 4;
    for word in text.split_whitespace() {
        let size = |letter: char| if letter.is_lowercase() || letter.is_ascii_punctuation() { 4 } else { 6 };
        if word.chars().map(size).sum::<usize>() + 4 > room && room < letters * 4 {
            lines.push(String::new());
            room = letters * 4;
        }
        let mut line = lines.pop().unwrap_or_default();
        if !line.is_empty() {
            line.push(' ');
            room = room.saturating_sub(4);
        }
        for letter in word.chars() {
            if size(letter) > room {
                lines.push(std::mem::take(&mut line));
                room = letters * 4;
            }
            line.push(letter);
            room -= size(letter);
        }
        lines.push(line);
    }
    lines
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
