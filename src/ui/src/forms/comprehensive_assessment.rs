//! The comprehensive assessment on screen: a list of what is in it, and a page for each. Strengths come first, for whoever is
//! at the screen ("the starting point", *12 top tips*, L299).
//!
//! A section whose name is the path of a group asks what is in that group. Where words say `section.<id>.group`, a group of
//! the list begins.

use coplan_model::comprehensive_assessment::is_restricted;

use super::Definition;
use crate::context::FormContext;
use crate::layout::overview;
use crate::layout::pages;
use crate::layout::section::Part::{Ask, Show};
use crate::layout::section::Section;
use crate::store::FormStore;

/// A domain, by its path.
macro_rules! domain {
    ($path:literal) => {
        Section::new($path, &[Ask($path)])
    };
}

/// The form.
pub const DEFINITION: Definition =
    Definition { lines: LINES, leaves_out_section, leaves_out, ..Definition::of_sections(SECTIONS) };

/// Of a risk: what kind it is, when it last was, and what the plan is.
const LINES: &[(&str, &[&str])] = &[
    (
        "risks",
        &[
            "group",
            "kind_to_self",
            "kind_to_others",
            "kind_from_others",
            "kind_physical_health",
            "kind_positive_risk",
            "plan",
            "review_on",
        ],
    ),
    pages::COPY_LINE,
];

const SECTIONS: &[Section] = &[
    Section::new(overview::ID, &[Ask("record_date"), Show(overview::show)]),
    domain!("domains.strengths_aspirations"),
    Section::new("expectations", &[Ask("su_expectations"), Ask("hopes_said"), Ask("hopes")]),
    domain!("domains.self_manage"),
    domain!("domains.support_network"),
    domain!("domains.positive_risk"),
    Section::new(
        "background",
        &[Ask("previous_contact"), Ask("is_parent"), Ask("parent_impact"), Ask("equality_notes")],
    ),
    Section::new("access", &[Ask("access")]),
    Section::staff(
        "sources",
        &[
            Ask("assessment_stage"),
            Ask("emergency"),
            Ask("referral"),
            Ask("info_sources"),
            Ask("info_checked"),
            Ask("explained"),
        ],
    ),
    Section::staff("further", &[Ask("specialist_assessments"), Ask("unmet_needs")]),
    domain!("domains.psychiatric_functioning"),
    domain!("domains.psychological_functioning"),
    domain!("domains.comorbidity"),
    domain!("domains.physical_health"),
    domain!("domains.medication"),
    domain!("domains.family_carers_welfare"),
    domain!("domains.parenting"),
    domain!("domains.own_caring"),
    domain!("domains.carers_involvement"),
    domain!("domains.social_functioning"),
    domain!("domains.housing"),
    domain!("domains.finance"),
    domain!("domains.employment_education_leisure"),
    domain!("domains.religious_spiritual"),
    domain!("domains.communication_culture_access"),
    domain!("domains.advocacy_legal"),
    domain!("domains.engagement"),
    domain!("domains.risk"),
    Section::staff("domains.violence_abuse", &[Ask("domains.violence_abuse")]),
    Section::staff("risk_record", &[Ask("risks"), Ask("risk_to_carer")]),
    Section::new("formulation", &[Ask("formulation")]),
    Section::new("three_keys", &[Ask("three_keys")]),
    Section::staff(
        overview::CPA,
        &[Ask("cpa_characteristics"), Ask("cpa_decision"), Ask("cpa_decision_reason"), Ask("cpa_decision_explained")],
    ),
    Section::new("caring", &[Ask("carers"), Ask("young_carer")]),
    Section::new("shared", &[Ask("sharing_needed"), Ask("sharing"), Ask("carer_info_limits")]),
    Section::staff("partners", &[Ask("care_act"), Ask("partner_advice"), Ask("linked_assessments")]),
    pages::TEAM,
    Section::staff("record", &[Ask("completed_by"), Ask("completed_with"), Ask("amendment_reason")]),
    pages::COPIES,
];

/// Under the words of personalised care and support planning nobody is asked about CPA; what was answered is shown.
fn leaves_out_section(store: &FormStore, id: &str) -> bool {
    id == overview::CPA
        && store.messages.borrow().pcsp
        && !store.document.borrow().answers.keys().any(|key| key.starts_with("cpa_"))
}

/// A copy without what says as much as an answer to the abuse question. Which parts the others get names what it does not hold.
fn leaves_out(form: &FormContext, path: &str) -> bool {
    form.unrestricted
        && (is_restricted(&form.store.document.borrow().answers, path)
            || path.starts_with("copies[") && path.ends_with(".what"))
}
