//! Risk in words (manual, Unit 6, L2257–2277; dictionary §6.2).
//!
//! A judgement is written down, with its reasons, by people. There is no level, no colour, no score and no count: the
//! manual's own tools are "only ever… part of an overall view" (L2335–2339).
//!
//! The kinds of risk are the manual's, and several stand in more than one of its lists: *neglect* of oneself is another
//! thing than neglect of others. So each list is a question of its own, asked of its own type, and a code is read
//! together with it: `neglect` in `kind_to_self`, `neglect` in `kind_to_others`.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::agreement::RiskAgreement;
use crate::date::CalendarDate;
use crate::people::Someone;
use crate::shared::{Unknown, YesNo};

/// A risk. One *from others* says as much as an answer to the abuse question, and may be left out of a copy: see
/// [`crate::comprehensive_assessment::is_restricted`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Risk {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The type.
    #[answer(complete)]
    pub group: Option<RiskGroup>,
    /// What risk to self.
    #[answer(complete, only_if = "group=to_self")]
    pub kind_to_self: Vec<ToSelf>,
    /// What risk to others, or to whom.
    #[answer(complete, only_if = "group=to_others")]
    pub kind_to_others: Vec<ToOthers>,
    /// What risk from others.
    #[answer(complete, only_if = "group=from_others")]
    pub kind_from_others: Vec<FromOthers>,
    /// What risk to physical health.
    #[answer(complete, only_if = "group=physical_health")]
    pub kind_physical_health: Vec<PhysicalHealth>,
    /// What positive risk.
    #[answer(complete, only_if = "group=positive_risk")]
    pub kind_positive_risk: Vec<PositiveRisk>,
    /// Whether someone is in immediate danger.
    pub immediate: Option<YesNo>,
    /// What was done about it: it "will require an appropriate response" (L2276).
    #[answer(complete, only_if = "immediate=yes", long)]
    pub immediate_action: Option<String>,
    /// What has happened before.
    pub history: Vec<Incident>,
    /// Mental state.
    #[answer(long)]
    pub mental_state: Option<String>,
    /// Emotions.
    #[answer(long)]
    pub emotions: Option<String>,
    /// Statements of intent.
    #[answer(long)]
    pub intent: Option<String>,
    /// Degree of planning, in words.
    #[answer(long)]
    pub planning: Option<String>,
    /// Risk factors (L2270–2271). They are named, and never added up.
    pub factors: Vec<RiskFactor>,
    /// More about them: the manual's list ends with "etc".
    #[answer(long)]
    pub factors_note: Option<String>,
    /// In the person's own words: they may see it otherwise, and plan for it well (L2309–2312).
    #[answer(long)]
    pub su_view: Option<String>,
    /// When this might happen, what contributes, what triggers it, how specific it is (L2271–2273).
    #[answer(complete, long)]
    pub formulation: Option<String>,
    /// Degree, likelihood and effect on individuals, in words: never a scale (Appendix I, 2.3).
    #[answer(long)]
    pub impact: Option<String>,
    /// Strengths and plans that the person already has (L2310–2312).
    #[answer(long)]
    pub strengths: Option<String>,
    /// The options that were considered (L2222–2250).
    pub options: Vec<RiskOption>,
    /// What will be done.
    #[answer(complete, initial_rows = 1)]
    pub plan: Vec<RiskAction>,
    /// Whether it is agreed.
    pub agreement: RiskAgreement,
    /// Who has been told: all those who need to know (L2276–2277, best-practice point 16).
    #[answer(complete, exclusive = "no_one")]
    pub shared_with: Vec<Someone>,
    /// When to look at it again, because risks change (best-practice point 13).
    #[answer(complete, future)]
    pub review_on: Option<CalendarDate>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Something that happened before (L2268).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Incident {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What happened.
    #[answer(long)]
    pub what: Option<String>,
    /// How often.
    pub frequency: Option<String>,
    /// How severe, in words.
    pub severity: Option<String>,
    /// How long ago.
    pub how_long_ago: Option<String>,
    /// Patterns.
    #[answer(long)]
    pub patterns: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Something that could be done, and what speaks for and against it (Appendix I, 2.6).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct RiskOption {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The option.
    #[answer(long)]
    pub option: Option<String>,
    /// Its benefits.
    #[answer(long)]
    pub benefits: Option<String>,
    /// Its harms.
    #[answer(long)]
    pub harms: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Something that will be done (best-practice point 9).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct RiskAction {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What.
    #[answer(complete, long)]
    pub what: Option<String>,
    /// Who does it: the person and the carer may.
    #[answer(complete)]
    pub who: Someone,
    /// When, or how often.
    #[answer(complete)]
    pub when: Option<String>,
    /// What came of it (CPA 3.5).
    #[answer(long, limit = 1_000)]
    pub outcome: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The types of risk, in the manual's order (L2257–2266).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum RiskGroup {
    /// To self.
    ToSelf,
    /// To others.
    ToOthers,
    /// From others.
    FromOthers,
    /// Physical health.
    PhysicalHealth,
    /// Disengagement from services. It has no kinds.
    Disengagement,
    /// Positive risk: no danger, but a plan.
    PositiveRisk,
}

/// Risks to self (L2259).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum ToSelf {
    /// Suicide.
    Suicide,
    /// Self harm.
    SelfHarm,
    /// Substance misuse.
    SubstanceMisuse,
    /// Neglect.
    Neglect,
}

/// Risks to others, and the others whom the manual names among them (L2260).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum ToOthers {
    /// Violence.
    Violence,
    /// Aggression.
    Aggression,
    /// Abuse.
    Abuse,
    /// Neglect.
    Neglect,
    /// Children.
    Children,
    /// Carers.
    Carers,
    /// Service providers.
    ServiceProviders,
}

/// Risks from others (L2261).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum FromOthers {
    /// Vulnerability.
    Vulnerability,
    /// Exploitation.
    Exploitation,
    /// Physical, sexual or emotional abuse.
    Abuse,
    /// Domestic violence.
    DomesticViolence,
}

/// Risks to physical health (L2262–2263).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum PhysicalHealth {
    /// Nutrition.
    Nutrition,
    /// Substance misuse.
    SubstanceMisuse,
    /// Co-existent medical conditions.
    MedicalConditions,
    /// Confusion.
    Confusion,
    /// Falls.
    Falls,
    /// Memory impairment.
    MemoryImpairment,
    /// Wandering.
    Wandering,
}

/// Positive risk (L2265–2266).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum PositiveRisk {
    /// Balancing potential benefits and potential harm.
    BenefitsAndHarm,
    /// Resources.
    Resources,
    /// Resiliencies.
    Resiliencies,
    /// Coping and self management.
    Coping,
}

/// Risk factors (L2270–2271).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum RiskFactor {
    /// Age.
    Age,
    /// Gender.
    Gender,
    /// Family history.
    FamilyHistory,
    /// Housing.
    Housing,
    /// Employment.
    Employment,
    /// Physical health.
    PhysicalHealth,
    /// Diagnosis.
    Diagnosis,
    /// Substance misuse.
    SubstanceMisuse,
}
