//! The network as a picture (manual, Unit 8, Table 8.1): the person in the middle, whom it is simple to keep in touch with
//! on the left, whom it takes more effort on the right.

use coplan_model::blank::is_blank_text;
use coplan_model::path;
use yew::Html;

use super::picture::{LINE, WIDTH, figure, frame, stroke, words, wrapped};
use crate::context::FormContext;
use crate::messages::isolated;

/// The rows of Table 8.1 that have a name.
const ROWS: [&str; 6] = ["services", "family_carers", "education", "recreation", "employment", "faith_meaning"];

/// How wide a box is, how many letters go into a line of it, and where those on the right begin.
const BOX: usize = 124;
const LETTERS: usize = 15;
const RIGHT: usize = WIDTH - BOX - 2;

/// The network; nothing as long as nobody is named.
pub fn show(form: &FormContext) -> Html {
    let mut said = Vec::new();
    let sides = ["internal", "external"].map(|side| (side, boxes(form, side, &mut said)));
    if said.is_empty() {
        return Html::default();
    }
    let tall = |boxes: &[Vec<String>]| boxes.iter().map(|lines| lines.len() * LINE + 22).sum::<usize>();
    let name = wrapped(&form.text("subject.name"), 8);
    let person = name.len() * LINE + 12;
    let height = sides.iter().map(|(_, boxes)| tall(boxes)).max().unwrap_or_default().max(person) + LINE + 12;
    let middle = (height + LINE + 10) / 2;
    let mut drawn = vec![frame(BOX + 12, middle - person / 2, RIGHT - BOX - 22, person, false)];
    lines(&mut drawn, BOX + 17, middle - person / 2, &name);
    for (side, boxes) in sides {
        let left = side == "internal";
        let x = if left { 2 } else { RIGHT };
        drawn.push(words(x, LINE, form.say(&[side, ".short"].concat()).to_string(), "bold"));
        // Boxes stand about the middle, as the person does.
        let mut y = LINE + 10 + (height - LINE - 10 - tall(&boxes)) / 2;
        let (near, far) = if left { (BOX + 12, BOX + 2) } else { (RIGHT - 10, RIGHT) };
        for inside in boxes {
            let size = inside.len() * LINE + 12;
            drawn.push(frame(x, y, BOX, size, !left));
            let [near, knee, far] = [near, (near + far) / 2, far].map(|x| x.to_string());
            let [from, to] = [middle, y + size / 2].map(|y| y.to_string());
            drawn.push(stroke(&["M", &near, &from, "H", &knee, "V", &to, "H", &far], !left));
            lines(&mut drawn, x + 6, y, &inside);
            y += size + 10;
        }
    }
    figure(form, "network", height, drawn, said)
}

/// What is in a box. Names come after a blank; what they are names of is bold.
fn lines(drawn: &mut Vec<Html>, x: usize, y: usize, lines: &[String]) {
    for (at, line) in lines.iter().enumerate() {
        let name = line.strip_prefix(' ');
        let how = if name.is_some() { "" } else { "bold" };
        drawn.push(words(x, y + LINE * (at + 1), name.unwrap_or(line).to_owned(), how));
    }
}

/// What stands in the boxes of one side, a line each, its name first; and the same in words.
fn boxes(form: &FormContext, side: &str, said: &mut Vec<String>) -> Vec<Vec<String>> {
    let document = form.store.document.borrow();
    let mut boxes = Vec::new();
    let mut add = |at: &str, title: &str, typed: bool| {
        let entries = path::list(&document.answers, &[at, ".", side].concat()).iter();
        let names = entries.filter_map(|row| row["name"].as_str()).filter(|name| !is_blank_text(name));
        let names: Vec<&str> = names.collect();
        if names.is_empty() {
            return;
        }
        let mut lines = wrapped(title, LETTERS);
        for name in &names {
            for line in wrapped(name, LETTERS) {
                lines.push([" ", &line].concat());
            }
        }
        boxes.push(lines);
        let row = if typed { isolated(title) } else { title.to_owned() };
        let names = names.into_iter().map(isolated).collect::<Vec<_>>().join("; ");
        let told = form
            .tell("network.said", &[("row", &row), ("side", &form.say(&[side, ".short"].concat())), ("names", &names)]);
        said.push(told.to_string());
    };
    for row in ROWS {
        add(&["whole_system.", row].concat(), &form.say(&[row, ".short"].concat()), false);
    }
    for (at, other) in path::list(&document.answers, "whole_system.other").iter().enumerate() {
        let label = other["label"].as_str().filter(|label| !is_blank_text(label));
        let words = label.map_or_else(|| form.say("whole_system.other").to_string(), str::to_owned);
        add(&path::numbered("whole_system.other", at), &words, label.is_some());
    }
    boxes
}
