//! The forms, one file each. What is particular to a form is its [`Definition`].

mod abuse_question;
mod care_plan;
mod comprehensive_assessment;
mod relapse_plan;

use coplan_model::FormName;
use yew::{Html, html};

use crate::context::FormContext;
use crate::layout::pages::{self, Pages};
use crate::layout::section::Section;
use crate::plain::{self, Lines};
use crate::store::FormStore;

/// What a form is on screen and on paper.
pub struct Definition {
    /// Its sections, in reading order; none of one that is a single question.
    pub sections: &'static [Section],
    /// The questions of one that has no sections, in reading order.
    pub questions: &'static [&'static str],
    /// The section with which the form begins where a person looks on; the first for none. Paper has the order of its source.
    pub begins: Option<&'static str>,
    /// A worker's to ask: where the person is alone, nothing of it is on screen or on paper.
    pub staff: bool,
    /// Which answers say what a row of a list is where it is folded, by the path of the list. Of others the first few do.
    pub lines: &'static [(&'static str, &'static [&'static str])],
    /// A worker has what is not begun folded until they open all of it.
    pub folds: bool,
    /// The section that is open all the same, by its id.
    pub opens: Option<&'static str>,
    /// What the person needs of their plan, on one page; none of what is no plan.
    pub one_page: Option<fn(&FormContext) -> Html>,
    /// The last parts of the paths of questions that have a place for a warning below them (`Document::warnings`).
    pub warned: &'static [&'static str],
    /// Whether a section does not concern this document, by the section's id.
    pub leaves_out_section: fn(&FormStore, &str) -> bool,
    /// Whether a question or row is not for whoever is at the screen or gets this copy, by its path.
    pub leaves_out: fn(&FormContext, &str) -> bool,
    /// To be filled in, within the frame.
    pub edit: fn(&FormContext) -> Html,
    /// To be read, on paper.
    pub read: fn(&FormContext) -> Html,
    /// As plain text.
    pub text: fn(&FormContext, &mut Lines),
}

impl Definition {
    /// A form that is no more than its sections.
    pub const fn of_sections(sections: &'static [Section]) -> Self {
        Self {
            sections,
            questions: &[],
            begins: None,
            staff: false,
            lines: &[],
            folds: false,
            opens: None,
            one_page: None,
            warned: &[],
            leaves_out_section: |_, _| false,
            leaves_out: |_, _| false,
            edit: |form| html! { <Pages form={form.clone()} /> },
            read: pages::read,
            text: plain::sections,
        }
    }
}

/// The definition of a form.
pub const fn definition(form: FormName) -> &'static Definition {
    match form {
        FormName::AbuseQuestion => &abuse_question::DEFINITION,
        FormName::ComprehensiveAssessment => &comprehensive_assessment::DEFINITION,
        FormName::RelapsePlan => &relapse_plan::DEFINITION,
        FormName::CarePlan => &care_plan::DEFINITION,
    }
}
