//! The relapse plan / advance statement on screen, in the order of the paper form.

mod one_page;

use yew::{Html, html};

use super::Definition;
use crate::context::{FormContext, View};
use crate::layout::pages;
use crate::layout::section::Part::{Ask, Notice, Show};
use crate::layout::section::Section;

/// The form. What is good comes first where the person looks on, and not a list of names.
pub const DEFINITION: Definition = Definition {
    lines: &[pages::COPY_LINE],
    begins: Some("keeping_well"),
    one_page: Some(one_page::plan),
    ..Definition::of_sections(SECTIONS)
};

const SECTIONS: &[Section] = &[
    Section::new("part_1", &[Ask("record_date"), Ask("people")]),
    Section::new("keeping_well", &[Ask("keep_well")]),
    Section::new("signs", &[Ask("signs_me"), Ask("signs_family")]),
    Section::new("my_part", &[Ask("can_do_myself"), Ask("avoid")]),
    Section::new("help", &[Ask("help_areas")]),
    Section::new("part_3", &[Ask("when_unwell"), Ask("preferred_people"), Ask("not_involved")]),
    Section::new("crisis", &[Ask("contingency")]),
    Section::new(
        "nature",
        &[
            // What this document is and is not (glossary, L4095–4098). Locked: no host changes what it says.
            Notice("nature_notice"),
            Ask("has_advance_decision"),
            Ask("advance_decision_kept"),
            Ask("made_with_capacity"),
            Ask("made_with_capacity_note"),
            Ask("helped_by"),
            Ask("review_on"),
            Ask("reentry_plan"),
        ],
    ),
    pages::TEAM,
    Section::staff("record", &[Ask("completed_by"), Ask("completed_with")]),
    pages::COPIES,
    Section::new(
        "signatures",
        &[
            Show(signing_notice),
            Ask("amendment_reason"),
            Show(pages::check_first),
            Ask("sign_su"),
            Ask("sign_su_absent_reason"),
            Ask("sign_su_absent_note"),
            Ask("sign_cc"),
            Ask("sign_cc_absent_reason"),
        ],
    ),
];

/// Signing is not agreeing. It belongs to filling in, and not to reading.
fn signing_notice(form: &FormContext) -> Html {
    match form.view {
        View::Edit => html! { <p class="nhsuk-hint">{ form.say("signing_notice") }</p> },
        _ => Html::default(),
    }
}
