//! The forms, one file each, and the frame they share: whose form it is, what stands in the way, how saving stands.

mod abuse_question;
mod care_plan;
mod comprehensive_assessment;
mod relapse_plan;

use coplan_model::FormName;
use yew::{Html, html};

use self::abuse_question::AbuseQuestion;
use crate::context::FormContext;
use crate::layout::pages::{self, Pages};
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

/// A form in its frame.
pub fn form(form: &FormContext) -> Html {
    let name = form.store.document.borrow().form;
    match name {
        // It is a worker's to ask.
        FormName::AbuseQuestion if form.mode() == Mode::Alone => Html::default(),
        FormName::AbuseQuestion => html! { <AbuseQuestion form={form.clone()} /> },
        _ => html! { <Pages form={form.clone()} /> },
    }
}

/// A form as it is read on paper.
pub fn read(form: &FormContext) -> Html {
    let name = form.store.document.borrow().form;
    match name {
        FormName::AbuseQuestion => abuse_question::read(form),
        FormName::CarePlan if form.mode() == Mode::Alone => care_plan::copy::copy(form),
        _ => pages::read(form),
    }
}
