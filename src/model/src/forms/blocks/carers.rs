//! Carers, and what they are owed in their own right (manual, L956–957, L1013–1014, L4031–4033; dictionary §6.4).
//!
//! A carer is told of the right to an assessment even if the person refuses to engage, so nothing here hangs on what the
//! person decides about sharing. A carer's copy is a row of the form's copies, and is not asked for again here.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::date::CalendarDate;
use crate::shared::{Unknown, YesNo};

/// A carer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Carer {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// What they are to the person.
    pub relationship: Option<String>,
    /// How to contact them.
    pub contact: Option<String>,
    /// Who says that they are a carer.
    #[answer(staff)]
    pub identified_by: Option<IdentifiedBy>,
    /// Whether the person wants them involved.
    #[answer(complete)]
    pub involved: Option<Involved>,
    /// How.
    #[answer(only_if = "involved=yes|in_part|no", long)]
    pub involved_note: Option<String>,
    /// Whether they have been told of their right to an assessment of their own needs.
    #[answer(complete, staff)]
    pub told_of_right: Option<YesNo>,
    /// When.
    #[answer(complete, only_if = "told_of_right=yes", past, staff)]
    pub told_of_right_on: Option<CalendarDate>,
    /// Why not.
    #[answer(complete, only_if = "told_of_right=no", long, staff)]
    pub not_told_reason: Option<String>,
    /// Where the carer's assessment stands.
    #[answer(staff)]
    pub assessment: Option<CarersAssessment>,
    /// When it was done.
    #[answer(only_if = "assessment=done", past, staff)]
    pub assessment_on: Option<CalendarDate>,
    /// What support they need.
    #[answer(long, staff)]
    pub support_needed: Option<String>,
    /// What they have been told of services, support groups and other help (CPA 4.4).
    #[answer(long, staff)]
    pub information: Option<String>,
    /// When that is looked at again.
    #[answer(future, staff)]
    pub review: Option<CalendarDate>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Who says that someone is a carer (glossary, L4031–4032).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum IdentifiedBy {
    /// The person.
    Person,
    /// The service.
    Service,
}

/// Whether the person wants a carer involved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Involved {
    /// Yes.
    Yes,
    /// In part.
    InPart,
    /// No.
    No,
    /// It has not been talked about.
    NotDiscussed,
}

/// Where a carer's assessment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum CarersAssessment {
    /// Offered.
    Offered,
    /// Accepted.
    Accepted,
    /// Declined.
    Declined,
    /// Done.
    Done,
}
