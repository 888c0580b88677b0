//! The network (manual, Unit 8, Table 8.1): as the table that it is there, and as a picture, the person in the middle, whom it is
//! simple to keep in touch with on the left, whom it takes more effort on the right.

use coplan_model::blank::is_blank_text;
use coplan_model::fields::Need;
use coplan_model::path;
use yew::{Html, html};

use super::picture::{LINE, WIDTH, figure, fitted, frame, stroke, text, wrapped};
use crate::context::{FormContext, View};
use crate::controls::summary_list;
use crate::messages::{in_html, isolated};

/// The rows of Table 8.1 that have a name.
const ROWS: [&str; 6] = ["services", "family_carers", "education", "recreation", "employment", "faith_meaning"];

/// How wide a box is, how many letters go into a line of it and of the one in the middle, and where those on the right begin.
const BOX: usize = 112;
const LETTERS: usize = 13;
const NARROW: usize = 9;
const RIGHT: usize = WIDTH - BOX - 2;

/// The sides of the network, in the order of the table.
const SIDES: [&str; 2] = ["internal", "external"];

/// The table, to be filled in or read, and the picture of what is in it.
pub fn lay(form: &FormContext) -> Html {
    if form.view != View::Edit {
        return html! { <>{ map(form) }{ read(form) }</> };
    }
    let is_asked = |row: &&&str| SIDES.iter().any(|side| form.is_asked(&["whole_system.", row, ".", side].concat()));
    let rows = ROWS.iter().filter(is_asked).map(|row| {
        let path = ["whole_system.", row].concat();
        let title = [&path, "-title"].concat();
        // What is written needs more room than a column has where a person looks on.
        let holds = |side: &&str| !path::list(&form.store.document.borrow().answers, &[&path, ".", side].concat()).is_empty();
        let class = SIDES.iter().any(holds).then_some("coplan-network__row");
        let cells = SIDES.iter().map(|side| {
            let rows = form.field(&[&path, ".", side].concat());
            html! { <td><div role="group" aria-labelledby={title.clone()}>{ rows }</div></td> }
        });
        html! { <tr key={*row} {class}><th scope="row" id={title.clone()}>{ form.say(&path) }</th>{ cells.collect::<Html>() }</tr> }
    });
    html! {
        <>
            <table class="coplan-table coplan-network">{ head(form) }<tbody>{ rows.collect::<Html>() }</tbody></table>
            { form.field("whole_system.other") }
            { map(form) }
        </>
    }
}

fn head(form: &FormContext) -> Html {
    let sides = SIDES.iter().map(|side| {
        let hint = form.find(side, "hint").filter(|_| form.view == View::Edit);
        let hint = hint.map(|hint| html! { <span class="nhsuk-hint">{ hint }</span> });
        html! { <th scope="col">{ form.say(side) }{ hint.unwrap_or_default() }</th> }
    });
    html! { <thead><tr><td></td>{ sides.collect::<Html>() }</tr></thead> }
}

/// The rows of the table in which somebody stands.
fn read(form: &FormContext) -> Html {
    let others = path::list(&form.store.document.borrow().answers, "whole_system.other").len();
    let other = |at| {
        let path = path::numbered("whole_system.other", at);
        let label = form.text(&[&path, ".label"].concat());
        let title = if is_blank_text(&label) { form.say("whole_system.other").to_string() } else { isolated(&label) };
        (path, title)
    };
    let rows = ROWS.iter().map(|row| ["whole_system.", row].concat()).map(|path| {
        let title = form.say(&path).to_string();
        (path, title)
    });
    let rows = rows.chain((0..others).map(other)).filter_map(|(path, title)| {
        let sides = SIDES.map(|side| entries(form, &[&path, ".", side].concat()));
        sides.iter().any(Option::is_some).then(|| {
            let cells = sides.into_iter().map(|entries| html! { <td>{ entries.unwrap_or_default() }</td> });
            html! { <tr><th scope="row" class="coplan-typed">{ in_html(&title) }</th>{ cells.collect::<Html>() }</tr> }
        })
    });
    let rows: Vec<Html> = rows.collect();
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <table class="coplan-table coplan-network">
            { head(form) }
            <tbody>{ rows.into_iter().collect::<Html>() }</tbody>
        </table>
    }
}

/// Those on one side of a row: each by name, then what else is known.
fn entries(form: &FormContext, path: &str) -> Option<Html> {
    let inner = form.store.field(path)?.kind.inner()?;
    let entries = summary_list::filled(form, path).into_iter().map(|at| {
        let lines = inner.iter().filter(|field| field.need != Need::Kept).filter_map(|field| {
            let path = [&path::numbered(path, at), ".", field.id].concat();
            let answer = summary_list::answer(form, field, &path)?;
            Some(match field.id {
                "name" => html! { <strong>{ answer }</strong> },
                "contact" => html! { <div>{ answer }</div> },
                _ => html! { <div>{ form.say(&path) }{ ": " }{ answer }</div> },
            })
        });
        html! { <div class="coplan-entry">{ lines.collect::<Html>() }</div> }
    });
    let entries: Vec<Html> = entries.collect();
    (!entries.is_empty()).then(|| entries.into_iter().collect())
}

/// The network as a map; nothing as long as nobody is named.
fn map(form: &FormContext) -> Html {
    let mut said = Vec::new();
    let sides = SIDES.map(|side| (side, boxes(form, side, &mut said)));
    if said.is_empty() {
        return Html::default();
    }
    let tall = |boxes: &[Vec<String>]| boxes.iter().map(|lines| lines.len() * LINE + 22).sum::<usize>();
    let name = wrapped(&form.text("subject.name"), NARROW);
    let person = name.len() * LINE + 12;
    let height = sides.iter().map(|(_, boxes)| tall(boxes)).max().unwrap_or_default().max(person) + LINE + 12;
    let middle = (height + LINE + 10) / 2;
    let mut drawn = vec![frame(BOX + 12, middle - person / 2, RIGHT - BOX - 22, person, false)];
    lines(&mut drawn, BOX + 17, middle - person / 2, &name, NARROW);
    for (side, boxes) in sides {
        let left = side == "internal";
        let x = if left { 2 } else { RIGHT };
        drawn.push(text(x, LINE, form.say(&[side, ".short"].concat()).to_string(), "bold"));
        // Boxes stand about the middle, as the person does.
        let mut y = LINE + 10 + (height - LINE - 10 - tall(&boxes)) / 2;
        let (near, far) = if left { (BOX + 12, BOX + 2) } else { (RIGHT - 10, RIGHT) };
        for inside in boxes {
            let size = inside.len() * LINE + 12;
            drawn.push(frame(x, y, BOX, size, !left));
            let [near, knee, far] = [near, (near + far) / 2, far].map(|x| x.to_string());
            let [from, to] = [middle, y + size / 2].map(|y| y.to_string());
            drawn.push(stroke(&["M", &near, &from, "H", &knee, "V", &to, "H", &far], !left));
            lines(&mut drawn, x + 6, y, &inside, LETTERS);
            y += size + 10;
        }
    }
    figure(form, "network", height, drawn, said, false)
}

/// What is in a box. Names come after a blank; what they are names of is bold.
fn lines(drawn: &mut Vec<Html>, x: usize, y: usize, lines: &[String], letters: usize) {
    for (at, line) in lines.iter().enumerate() {
        let name = line.strip_prefix(' ');
        let how = if name.is_some() { "" } else { "bold" };
        drawn.push(fitted(x, y + LINE * (at + 1), name.unwrap_or(line).to_owned(), how, letters));
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
