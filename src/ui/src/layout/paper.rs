//! The finished document on A4: every word of every answer, who it is about, when it was written and which version it
//! is. The same rendering becomes the browser's print and `toHTML()`.

use coplan_model::figures;
use yew::{Html, html};

use super::frame::spaced;
use crate::context::FormContext;
use crate::messages::{in_text, isolated};
use crate::store::FormStore;

/// The styles of a page. Plain and small: they travel inside it.
const STYLES: &str = include_str!("../../styles/paper.css");

/// The styles of the page, and what stands in the margins of each sheet: the form, whose it is, and which sheet of how many.
/// Where a browser leaves margins empty, nothing is lost.
pub fn styles(store: &FormStore) -> String {
    let messages = store.messages.borrow();
    let number = store.text("subject.nhs_number");
    let mut whose = isolated(&store.text("subject.name"));
    if !number.is_empty() {
        let told = messages.tell("nhs_number", &[("number", &isolated(&spaced(&number)))]);
        whose.push_str(" · ");
        whose.push_str(&told);
    }
    let form = quoted(&messages.say(store.document.borrow().form.as_str()));
    // What cannot be in words of anyone's stands for the numbers until they are quoted.
    let place = quoted(&messages.tell("paper.page", &[("n", "\u{1}"), ("count", "\u{2}")]));
    let place = place.replace('\u{1}', "\" counter(page) \"").replace('\u{2}', "\" counter(pages) \"");
    let margin = |place: &str, content: &str| ["@", place, "{content:", content, "}"].concat();
    let (begin, end) = if &*messages.say("dir") == "rtl" { ("right", "left") } else { ("left", "right") };
    [
        STYLES,
        "@page{",
        &margin(&["bottom-", begin].concat(), &form),
        &margin("bottom-center", &quoted(&in_text(&whose))),
        &margin(&["bottom-", end].concat(), &place),
        "}\n",
    ]
    .concat()
}

/// Words as a string of CSS that stands in a page: nothing in them ends it, or the style it is in.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '\u{1}' | '\u{2}' => quoted.push(letter),
            _ if letter.is_control() => quoted.push(' '),
            _ if letter.is_ascii_punctuation() => quoted.extend(['\\', letter]),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A form as it is read on paper. What its words stand in says which language they are, and which way they run.
pub fn paper(form: &FormContext) -> Html {
    let (lang, dir) = (form.say("locale"), form.say("dir"));
    html! { <main class="paper" {lang} {dir}>{ form.read() }{ colophon(form) }</main> }
}

fn colophon(form: &FormContext) -> Html {
    html! { <footer><p>{ facts(form) }</p></footer> }
}

/// Where the document stands, when it was last saved, and which version it is.
pub fn facts(form: &FormContext) -> String {
    let document = form.store.document.borrow();
    let mut facts = String::from(&*form.say(&["status.", document.status.code()].concat()));
    let mut add = |fact: &str| {
        facts.push_str(" · ");
        facts.push_str(fact);
    };
    if let Some(day) = document.saved_at.as_deref().and_then(|instant| form.store.day_of(instant)) {
        add(&form.tell("paper.saved", &[("date", &form.date(&day.to_iso()))]));
    }
    if let Some(revision) = document.revision {
        add(&form.tell("paper.revision", &[("revision", &figures::of(revision))]));
    }
    if form.unrestricted {
        add(&form.say("paper.unrestricted"));
    }
    facts
}

/// The whole page round a rendering: no script, nothing to fetch. Its title names the form and not the person.
pub fn page(store: &FormStore, html: &str) -> String {
    let name = store.document.borrow().form.as_str();
    let messages = store.messages.borrow();
    [
        "<!DOCTYPE html>\n<html lang=\"",
        &escaped(&messages.say("locale")),
        "\" dir=\"",
        &escaped(&messages.say("dir")),
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>",
        &escaped(&messages.say(name)),
        "</title>\n<style>\n",
        &styles(store),
        "</style>\n</head>\n<body>\n",
        html,
        "\n</body>\n</html>\n",
    ]
    .concat()
}

/// A host's own messages are text, not markup.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
