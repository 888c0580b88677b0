//! The finished document on A4: every word of every answer, who it is about, when it was written and which version it
//! is. The same drawing becomes the browser's print, `toHTML()` and `coplan render`.

use yew::{Component, Context, Html, html};

use crate::app::Props;
use crate::form::{Form, View};
use crate::forms;
use crate::state::State;

/// The styles of the page. Plain and small: they travel inside it.
pub const PAPER: &str = include_str!("../styles/paper.css");

/// A form as it is read on paper.
pub struct Paper;

impl Component for Paper {
    type Message = ();
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let form = Form::new(ctx.props().state.clone(), View::Print);
        html! {
            <article class="paper">
                { forms::print(&form) }
                { colophon(&form) }
            </article>
        }
    }
}

/// Where the document stands, when it was last saved, and which version it is.
fn colophon(form: &Form) -> Html {
    let document = form.state.document.borrow();
    let day = |at: &Option<String>| at.as_deref().and_then(|at| at.get(..10)).map(|date| form.date(date));
    let status = form.say(&format!("status.{}", document.status.code()));
    let saved = day(&document.saved_at).map(|date| form.tell("paper.saved", &[("date", &date)]));
    let revision =
        document.revision.map(|revision| form.tell("paper.revision", &[("revision", &revision.to_string())]));
    let facts: Vec<_> = [Some(status), saved, revision].into_iter().flatten().collect();
    html!(<footer><p>{ facts.join(" · ") }</p></footer>)
}

/// The whole page round a drawing: no script, nothing to fetch. Its title names the form and not the person.
pub fn page(state: &State, drawing: &str) -> String {
    let name = state.document.borrow().form.as_str();
    let title = state.words.borrow().say(name);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{PAPER}</style>\n</head>\n\
         <body>\n{drawing}\n</body>\n</html>\n"
    )
}
