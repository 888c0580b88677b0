//! The forms, one file each, and the frame they share: whose form it is, what stands in the way, how saving stands.

mod abuse_question;
mod frame;

use coplan_model::FormName;
use yew::Html;

use crate::form::Form;

/// Draws a form in its frame.
pub fn draw(form: &Form) -> Html {
    let name = form.state.document.borrow().form;
    match name {
        FormName::AbuseQuestion => abuse_question::draw(form),
    }
}

/// Draws a form as it is read on paper.
pub fn print(form: &Form) -> Html {
    let name = form.state.document.borrow().form;
    match name {
        FormName::AbuseQuestion => abuse_question::print(form),
    }
}
