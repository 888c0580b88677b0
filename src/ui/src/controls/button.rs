//! Buttons (NHS service manual, buttons). What one does is an [`Action`], which its id says.

use yew::{AttrValue, Html, html};

use crate::context::FormContext;
use crate::messages::in_html;
use crate::store::Action;

/// A button under a form or a part of it. Only the one that goes on is the main one.
pub fn button(form: &FormContext, action: Action, words: AttrValue, main: bool) -> Html {
    // While the whole is being completed too, somebody may come in.
    let needed = matches!(action, Action::Hide | Action::Show) && !form.store.settings.borrow().disabled;
    let class = if main { "nhsuk-button" } else { "nhsuk-button nhsuk-button--secondary" };
    let disabled = form.disabled() && !needed;
    html! { <button {class} type="button" id={action.id()} part="button" {disabled}>{ words }</button> }
}

/// The same beside a control, and `about` what, for those who hear it.
pub fn small_button(form: &FormContext, action: Action, words: AttrValue, about: &str) -> Html {
    let disabled = form.disabled();
    let about = match about {
        "" => Html::default(),
        about => html! { <span class="nhsuk-u-visually-hidden">{ " " }{ in_html(about) }</span> },
    };
    html! {
        <button class="coplan-small-button" type="button" id={action.id()} part="button" {disabled}>{ words }{ about }</button>
    }
}
