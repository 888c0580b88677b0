//! The SMART care plan on screen, in the order of the model: the goals first, what the plan rests on, then reviews.

mod areas;
mod copy;
mod network;
mod over_time;
mod picture;

use yew::Html;

use super::Definition;
use crate::context::FormContext;
use crate::layout::pages;
use crate::layout::section::Part::{Ask, Lay, Show};
use crate::layout::section::Section;
use crate::messages::Mode;

/// The form.
pub const DEFINITION: Definition =
    Definition { read, lines: LINES, one_page: Some(copy::plan), ..Definition::of_sections(SECTIONS) };

const LINES: &[(&str, &[&str])] = &[
    ("goals", &["own_words", "time_limited", "time_limited_on", "status"]),
    ("reviews", &["date", "type", "next_on"]),
];

const SECTIONS: &[Section] = &[
    Section::new("start", &[Ask("record_date"), Ask("recovery_meaning"), Ask("strengths_used")]),
    Section::new("goals", &[Show(areas::show), Ask("goals"), Show(over_time::show)]),
    Section::new("crisis", &[Ask("contingency")]),
    Section::new("whole_system", &[Lay("whole_system", network::lay)]),
    Section::staff(
        "plan",
        &[
            Ask("plan_route"),
            Ask("wishes_considered"),
            Ask("care_act"),
            Ask("partner_advice"),
            Ask("partnership"),
            Ask("linked_assessments"),
        ],
    ),
    pages::TEAM,
    Section::new("carers", &[Ask("carers")]),
    Section::new("access", &[Ask("access")]),
    Section::new("sharing", &[Ask("sharing_needed"), Ask("sharing"), Ask("carer_info_limits")]),
    Section::new("reviews", &[Ask("contact_frequency"), Ask("next_review_on"), Ask("reviews")]),
    Section::staff("transitions", &[Ask("transitions")]),
    Section::new("agreement", &[Ask("agreement")]),
    Section::staff("record", &[Ask("completed_by"), Ask("completed_with")]),
    pages::COPIES,
    Section::new("signatures", &[Ask("amendment_reason"), Ask("sign_su"), Ask("sign_cc")]),
];

/// On paper: the whole, or the person's own copy where they are alone.
fn read(form: &FormContext) -> Html {
    match form.mode() {
        Mode::Alone => copy::copy(form),
        _ => pages::read(form),
    }
}
