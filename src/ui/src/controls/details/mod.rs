//! More help for those who want it, closed until it is opened (NHS service manual, details).

use yew::{AttrValue, Html, html};

use super::button::unseen;
use crate::context::FormContext;

/// The help of a question, when it has any: words under `<path>.help`.
pub fn of_question(form: &FormContext, path: &str) -> Option<Html> {
    let help = form.find(path, "help")?;
    let title = form.find(path, "help_title").unwrap_or_else(|| form.say("help"));
    Some(closed(title, &form.store.called(path), html! { <p>{ help }</p> }))
}

/// Something behind a line that opens it, and says `about` what it is to those who hear it.
pub fn closed(title: AttrValue, about: &str, inside: Html) -> Html {
    html! {
        <details class="nhsuk-details">
            <summary class="nhsuk-details__summary">
                <span class="nhsuk-details__summary-text">{ title }{ unseen(about) }</span>
            </summary>
            <div class="nhsuk-details__text">{ inside }</div>
        </details>
    }
}
