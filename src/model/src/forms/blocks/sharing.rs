//! Agreement to share information: with whom, what, why, and what the person decides (dictionary §6.1).
//!
//! This is about confidentiality. It is not the lawful basis of data protection, and it stands in the way of nobody's
//! rights: what a carer is told of their own does not hang on it (see [`crate::carers`]).

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::date::CalendarDate;
use crate::people::Someone;
use crate::shared::{SharingBasis, Unknown, YesNo};

/// Someone with whom information may be shared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Sharing {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// A person or an agency.
    #[answer(complete)]
    pub with_whom: Someone,
    /// What they do.
    pub role: Option<String>,
    /// What may be shared: it is used only for what was agreed (Tait and Shah, L217).
    #[answer(complete, exclusive = "nothing", retired)]
    pub what: Vec<SharedInformation>,
    /// What for.
    #[answer(complete)]
    pub purpose: Option<String>,
    /// Whether that is something else than health care, for which agreement has to be explicit (Tait and Shah, L217).
    pub non_healthcare: Option<YesNo>,
    /// What the person decides. They are asked first (manual, Unit 5, L1795–1796).
    #[answer(complete)]
    pub decision: Option<Decision>,
    /// What they do not agree to share.
    #[answer(complete, only_if = "decision=yes_limited", long)]
    pub limits: Option<String>,
    /// Whether something is shared that they have not agreed to.
    #[answer(complete, only_if = "decision=yes_limited|no|not_asked|not_able")]
    pub shared_without: Option<YesNo>,
    /// On which of the four bases.
    #[answer(complete, only_if = "shared_without=yes")]
    pub basis: Option<SharingBasis>,
    /// The attorney or deputy who agreed.
    #[answer(complete, only_if = "basis=capacity_attorney_deputy")]
    pub basis_who: Option<String>,
    /// Why it is in the person's best interests, what was asked for, or what the danger is.
    #[answer(complete, only_if = "basis=capacity_best_interests|safeguarding_request|safety_override_s1", long)]
    pub basis_reason: Option<String>,
    /// Whether the person was told.
    #[answer(complete, only_if = "basis")]
    pub told_person: Option<YesNo>,
    /// Why the person was not told.
    #[answer(complete, only_if = "told_person=no", long)]
    pub not_told_reason: Option<String>,
    /// When this was last talked about: it is, regularly (Tait and Shah, L205).
    #[answer(complete, past)]
    pub reviewed_on: Option<CalendarDate>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What may be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum SharedInformation {
    /// The assessment.
    Assessment,
    /// The risk and safety plan.
    RiskAndSafetyPlan,
    /// The care plan.
    CarePlan,
    /// The relapse plan.
    RelapsePlan,
    /// Contact details only.
    ContactDetails,
    /// Nothing, which the decision says already: from earlier versions. Exclusive.
    Nothing,
}

/// What the person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Yes.
    Yes,
    /// Yes, but not everything.
    YesLimited,
    /// No.
    No,
    /// Not asked yet.
    NotAsked,
    /// Not able to decide at the moment.
    NotAble,
}
