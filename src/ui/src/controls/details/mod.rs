//! More help for those who want it, closed until it is opened (NHS service manual, details).

use yew::Html;

use crate::context::FormContext;
use crate::markup::{of, tag};

/// The help of a question, when it has any: words under `<path>.help`.
pub fn of_question(form: &FormContext, path: &str) -> Option<Html> {
    let help = form.find(path, "help")?;
    let title = form.find(path, "help_title").unwrap_or_else(|| form.say("help"));
    Some(closed(String::from(&*title), tag("p").say(help).end()))
}

/// Something behind a line that opens it.
pub fn closed(title: String, inside: Html) -> Html {
    let words = of("span", "nhsuk-details__summary-text").say(title).end();
    let summary = of("summary", "nhsuk-details__summary").child(words).end();
    of("details", "nhsuk-details").child(summary).put(of("div", "nhsuk-details__text").child(inside)).end()
}
