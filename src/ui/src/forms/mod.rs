//! The forms, one file each, and the frame they share: whose form it is, what stands in the way, how saving stands.

mod abuse_question;
mod care_plan;
mod comprehensive_assessment;
mod relapse_plan;

use coplan_model::FormName;
use yew::Html;

use crate::context::FormContext;
use crate::layout::pages;
use crate::layout::section::Section;
use crate::messages::Mode;

/// The sections of a form, in reading order; none for one that is a single question.
pub const fn sections(form: FormName) -> &'static [Section] {
    match form {
        FormName::CarePlan => care_plan::SECTIONS,
        FormName::ComprehensiveAssessment => comprehensive_assessment::SECTIONS,
        FormName::RelapsePlan => relapse_plan::SECTIONS,
        _ => &[],
    }
}

/// Draws a form in its frame.
pub fn draw(form: &FormContext) -> Html {
    let name = form.store.document.borrow().form;
    match name {
        FormName::AbuseQuestion => abuse_question::draw(form),
        _ => pages::draw(form),
    }
}

/// Draws a form as it is read on paper.
pub fn print(form: &FormContext) -> Html {
    let name = form.store.document.borrow().form;
    match name {
        FormName::AbuseQuestion => abuse_question::print(form),
        FormName::CarePlan if form.mode() == Mode::Alone => care_plan::copy::draw(form),
        _ => pages::print(form),
    }
}
