//! The SMART care plan on screen, in the order of the model: the goals first, what the plan rests on, then reviews.

mod areas;
mod copy;
mod network;
mod over_time;
mod picture;

use coplan_model::{Audience, path};
use yew::Html;

use super::Definition;
use crate::context::FormContext;
use crate::layout::section::Part::{Ask, Lay, Show};
use crate::layout::section::Section;
use crate::layout::{one_page, pages};
use crate::messages::Mode;
use crate::store::FormStore;

/// The form.
pub const DEFINITION: Definition = Definition {
    lines: LINES,
    folds: true,
    opens: Some("goals"),
    one_page: Some(copy::plan),
    warned: &["next_on", "next_review_on", "progress"],
    leaves_out_section,
    leaves_out,
    read,
    ..Definition::of_sections(SECTIONS)
};

const LINES: &[(&str, &[&str])] = &[
    ("goals", &["own_words", "time_limited", "time_limited_on", "status"]),
    ("reviews", &["date", "type", "next_on"]),
    pages::COPY_LINE,
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
    Section::new("signatures", &[Ask("amendment_reason"), Show(pages::check_first), Ask("sign_su"), Ask("sign_cc")]),
];

/// A statement of care is short (manual, Table 2.ii): what it does without is shown once it is answered.
fn leaves_out_section(store: &FormStore, id: &str) -> bool {
    matches!(id, "whole_system" | "transitions") && is_not_for(store, id)
}

/// Whether a statement of care does without this question: one agency has no partners to work with. A trust may need it.
fn is_not_for(store: &FormStore, question: &str) -> bool {
    store.text("plan_route") == "statement_of_care"
        && store.document.borrow().answers.get(question).is_none_or(path::is_blank)
        && !store.field(question).is_some_and(|field| field.by_policy)
}

/// What a statement of care does without. How easy it is to keep in touch is for staff to say: alone, the person adds to one list.
fn leaves_out(form: &FormContext, path: &str) -> bool {
    if matches!(path, "partner_advice" | "partnership" | "linked_assessments") {
        return is_not_for(&form.store, path);
    }
    form.mode().audience() == Audience::Person
        && path.starts_with("whole_system.")
        && path.ends_with(".external")
        && path::list(&form.store.document.borrow().answers, path).is_empty()
}

/// On paper: the whole, or the person's own copy where they are alone.
fn read(form: &FormContext) -> Html {
    match form.mode() {
        Mode::Alone => one_page::on_paper(form, copy::plan),
        _ => pages::read(form),
    }
}
