//! Buttons (NHS service manual, buttons). What one does is an [`Action`], which its id says. Where several have the same label, each
//! says about what it is to those who hear it.

use yew::{AttrValue, Html, html};

use crate::context::FormContext;
use crate::messages::in_html;
use crate::store::Action;

/// A button under a form or a part of it. Only the one that goes on is the main one.
pub fn button(form: &FormContext, action: Action, label: AttrValue, main: bool) -> Html {
    button_about(form, action, label, main, "")
}

/// The same, and `about` what.
pub fn button_about(form: &FormContext, action: Action, label: AttrValue, main: bool, about: &str) -> Html {
    // While the whole is being completed too, somebody may come in.
    let needed = matches!(action, Action::Hide | Action::Show) && !form.store.settings.borrow().disabled;
    let class = if main { "nhsuk-button" } else { "nhsuk-button nhsuk-button--secondary" };
    let disabled = form.disabled() && !needed;
    html! {
        <button {class} type="button" id={action.id()} part="button" {disabled}>{ label }{ unseen(about) }</button>
    }
}

/// The same beside a control.
pub fn small_button(form: &FormContext, action: Action, label: AttrValue, about: &str) -> Html {
    let disabled = form.disabled();
    let about = match &action {
        // The words of a question that is locked stay in our language.
        Action::Clear(path) => unseen_html(form.said(path, about.to_owned().into())),
        _ => unseen(about),
    };
    html! {
        <button class="coplan-small-button" type="button" id={action.id()} part="button" {disabled}>
            { label }{ about }
        </button>
    }
}

/// What is heard and not seen, behind what stands before it.
pub(super) fn unseen(about: &str) -> Html {
    match about {
        "" => Html::default(),
        about => unseen_html(in_html(about)),
    }
}

fn unseen_html(inside: Html) -> Html {
    html! { <span class="nhsuk-u-visually-hidden">{ " " }{ inside }</span> }
}
