//! What the Care Act and working in partnership ask to be recorded (*12 top tips*; dictionary §6.8 and §6.9).
//!
//! What stands elsewhere is not asked again: strengths are a domain of the assessment, advocacy is in [`crate::access`], and
//! what to do at early signs is the relapse plan. Nothing here decides on eligibility.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::date::CalendarDate;
use crate::people::Someone;
use crate::shared::{HowFar, Known, Unknown, YesNo};

/// What the Care Act asks for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct CareAct {
    /// Whether it was written with the person (L291).
    pub coproduced: Option<HowFar>,
    /// Whether Care Act eligibility was considered (L301, L516).
    pub eligibility_considered: Option<Considered>,
    /// What came of it.
    #[answer(only_if = "eligibility_considered=yes", long)]
    pub eligibility_outcome: Option<String>,
    /// Whether after-care under section 117 is noted (tip 12). A fact of the record, not a decision made here.
    pub s117: Option<Known>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Whether something was considered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Considered {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It does not apply.
    NotApplicable,
}

/// Advice or instructions from a partner, which are recorded (*Partnership Working*, L157–163).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct PartnerAdvice {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// Who gave it.
    pub who: Someone,
    /// What it was.
    #[answer(long)]
    pub what: Option<String>,
    /// When.
    #[answer(past)]
    pub date: Option<CalendarDate>,
    /// Whether they confirmed it in writing.
    pub confirmed_in_writing: Option<YesNo>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// An assessment that is kept elsewhere: a pointer, so that nobody is assessed twice (manual L994–995, L1448–1451).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct LinkedAssessment {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What it is.
    pub name: Option<String>,
    /// Where it is kept.
    pub where_kept: Option<String>,
    /// When it was made.
    #[answer(past)]
    pub date: Option<CalendarDate>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}
