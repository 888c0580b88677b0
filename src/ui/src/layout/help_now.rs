//! Nobody reads a form at once, and where to turn instead, wherever a person looks on: before anything else on the first page, and on
//! every other one press away, in the line that stays on screen.

use yew::{Html, html};

use super::pages::goes_on;
use crate::context::FormContext;
use crate::controls::details;

/// In full, on the first page and where one stops.
pub fn crisis(form: &FormContext) -> Html {
    if !form.store.is_paged() || goes_on(form) {
        return Html::default();
    }
    html! { <div class="nhsuk-inset-text coplan-crisis">{ words(form) }</div> }
}

/// Behind a line, on any other page.
pub fn help_now(form: &FormContext) -> Html {
    if !goes_on(form) {
        return Html::default();
    }
    details::closed(form.say("crisis.title"), "", words(form))
}

/// The host's own words, or ours.
fn words(form: &FormContext) -> Html {
    html! { <slot name="crisis"><p>{ form.say("crisis") }</p></slot> }
}
