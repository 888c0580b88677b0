//! Who agrees, and what is not agreed, recorded side by side (manual, Unit 5, L1781–1788; dictionary §1.4).
//!
//! Agreeing is never needed. Whoever does not agree is asked what it is that they do not agree with, and that is written
//! down with the reply and its reason; then the form can be finished like any other.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::date::CalendarDate;
use crate::shared::Unknown;

/// Whether a formulation, a plan or a review is agreed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Agreement {
    /// Whether the person agrees.
    #[answer(complete)]
    pub su: Option<Agrees>,
    /// Whether the carer agrees. To have no carer is normal, and is an answer.
    #[answer(staff)]
    pub carer: Option<CarerAgrees>,
    /// What is not agreed. Anybody's disagreement can be recorded, whatever the person's own answer.
    #[answer(complete_if = "su=in_part|no")]
    pub disagreements: Vec<Disagreement>,
    /// Why what the person would have liked could not be offered (manual L3597–3599).
    #[answer(long, staff)]
    pub org_priority_conflict: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Whether someone agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Agrees {
    /// Yes.
    Yes,
    /// In part.
    InPart,
    /// No.
    No,
    /// Not able to say at the moment.
    NotAble,
    /// Not asked yet.
    NotAsked,
}

/// Whether the carer agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum CarerAgrees {
    /// Yes.
    Yes,
    /// In part.
    InPart,
    /// No.
    No,
    /// Not able to say at the moment.
    NotAble,
    /// Not asked yet.
    NotAsked,
    /// No carer is involved.
    NoCarer,
}

/// Something that is not agreed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Disagreement {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What it is about.
    #[answer(complete)]
    pub about: Option<String>,
    /// Whose view it is.
    pub whose_view: Option<WhoseView>,
    /// The view.
    #[answer(long)]
    pub view: Option<String>,
    /// What was replied, and why: a reason is owed when a view is not followed (*Partnership Working*, L225).
    #[answer(long)]
    pub response_and_reason: Option<String>,
    /// When it was talked about.
    #[answer(past)]
    pub discussed_on: Option<CalendarDate>,
    /// Whether it is resolved.
    pub resolved: Option<Resolved>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Whose view it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum WhoseView {
    /// The service user's.
    ServiceUser,
    /// A carer's.
    Carer,
    /// A worker's.
    Worker,
    /// Another agency's.
    AnotherAgency,
    /// The family's.
    Family,
}

/// Whether it is resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Resolved {
    /// Yes.
    Yes,
    /// No.
    No,
    /// It is still being talked about.
    Ongoing,
}

/// Whether what is said of a risk is agreed (manual, Appendix I, 2.8). Nobody has to be asked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct RiskAgreement {
    /// Whether the person agrees.
    pub su: Option<Agrees>,
    /// Whether the carer agrees.
    pub carer: Option<CarerAgrees>,
    /// What is not agreed.
    #[answer(complete_if = "su=in_part|no")]
    pub disagreements: Vec<RiskDisagreement>,
    /// Why what the person would have liked could not be offered.
    #[answer(long)]
    pub org_priority_conflict: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Something about a risk that is not agreed: its source or its level, in words, or what to do (manual, Unit 6, L2168–2169).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct RiskDisagreement {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What it is about.
    #[answer(complete)]
    pub about: Option<AboutRisk>,
    /// Whose view it is.
    pub whose_view: Option<WhoseView>,
    /// The view.
    #[answer(long)]
    pub view: Option<String>,
    /// What was replied, and why.
    #[answer(long)]
    pub response_and_reason: Option<String>,
    /// When it was talked about.
    #[answer(past)]
    pub discussed_on: Option<CalendarDate>,
    /// Whether it is resolved.
    pub resolved: Option<Resolved>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What of a risk is not agreed. That someone sees its level otherwise is recorded; a level is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum AboutRisk {
    /// Where it comes from.
    Source,
    /// How great it is.
    Level,
    /// What to do about it.
    Plan,
}
