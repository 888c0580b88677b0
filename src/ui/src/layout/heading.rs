//! The headings of a form. Where they begin in the page the host says (`heading-level`); paper is a document of its own.

use yew::{Html, html};

use crate::context::{FormContext, View};

/// A heading so deep below the form's own, which is 0: a section is 1, a row of a list in it 2. One that has an id can take the
/// focus.
pub fn heading(form: &FormContext, depth: usize, class: &'static str, id: Option<String>, inside: Html) -> Html {
    const TAGS: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    // Within another form of ours it has no title of its own: what is below that begins in its place.
    let untitled = form.view != View::Print && form.store.settings.borrow().inside;
    let depth = if untitled { depth.saturating_sub(1) } else { depth };
    let level = (usize::from(form.level) + depth).clamp(1, TAGS.len());
    let tabindex = id.as_ref().map(|_| "-1");
    html! { <@{TAGS[level - 1]} {class} {id} {tabindex}>{ inside }</@> }
}
