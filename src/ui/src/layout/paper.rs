//! The finished document on A4: every word of every answer, who it is about, when it was written and which version it
//! is. The same rendering becomes the browser's print and `toHTML()`.

use coplan_model::figures;
use yew::{Html, html};

use crate::context::FormContext;
use crate::store::FormStore;

/// The styles of the page. Plain and small: they travel inside it.
pub const PAPER: &str = include_str!("../../styles/paper.css");

/// A form as it is read on paper. What its words stand in says which language they are, and which way they run.
pub fn paper(form: &FormContext) -> Html {
    let (lang, dir) = (form.say("locale"), form.say("dir"));
    html! { <main class="paper" {lang} {dir}>{ form.read() }{ colophon(form) }</main> }
}

/// Where the document stands, when it was last saved, and which version it is.
fn colophon(form: &FormContext) -> Html {
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
    html! { <footer><p>{ facts }</p></footer> }
}

/// The whole page round a rendering: no script, nothing to fetch. Its title names the form and not the person.
pub fn page(store: &FormStore, drawing: &str) -> String {
    let name = store.document.borrow().form.as_str();
    let words = store.messages.borrow();
    [
        "<!DOCTYPE html>\n<html lang=\"",
        &escaped(&words.say("locale")),
        "\" dir=\"",
        &escaped(&words.say("dir")),
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>",
        &escaped(&words.say(name)),
        "</title>\n<style>\n",
        PAPER,
        "</style>\n</head>\n<body>\n",
        drawing,
        "\n</body>\n</html>\n",
    ]
    .concat()
}

/// A host's own words are words, not markup.
fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
