//! The comprehensive assessment (manual, Unit 5, L1605–1878; dictionary §2): filled in over several meetings, sometimes in
//! an emergency.
//!
//! Complete means that every domain has a status, not that every box is full. Holds no level, score or eligibility, and
//! nothing of the abuse question but the day on which it was dealt with.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::access::AccessNeeds;
use crate::care_act::{CareAct, LinkedAssessment, PartnerAdvice};
use crate::carers::Carer;
use crate::cpa_characteristics::{CpaCharacteristics, CpaDecision};
use crate::date::CalendarDate;
use crate::domains::Domains;
use crate::formulation::{Formulation, ThreeKeys};
use crate::path::Answers as Tree;
use crate::people::Someone;
use crate::risk::Risk;
use crate::shared::{
    AgreedToCopy, CareCoordinator, Gp, HowFar, IncompleteReason, Known, Recipient, StandIn, TeamMember, TookPart,
    Unknown, WithoutAgreement, Worker, YesNo, copy,
};
use crate::sharing::Sharing;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct ComprehensiveAssessment {
    /// The date of the meeting, not of typing.
    #[answer(draft, past)]
    pub record_date: Option<CalendarDate>,

    // About this assessment (§2.1)
    /// The stage (L1606–1612).
    #[answer(complete, staff)]
    pub assessment_stage: Option<AssessmentStage>,
    /// Whether this is an emergency or crisis contact. It changes what is said, and nothing that is needed.
    #[answer(staff)]
    pub emergency: Option<YesNo>,
    /// What the person needs to take part.
    pub access: AccessNeeds,
    /// How the person came to the service.
    #[answer(staff)]
    pub referral: Referral,
    /// Where the information came from (L1726–1728).
    #[answer(complete, staff)]
    pub info_sources: Vec<InfoSource>,
    /// Whether it was checked with the person (L1752–1755, L1775–1779).
    #[answer(complete, staff)]
    pub info_checked: Option<HowFar>,
    /// What the person wants from this (L1717–1718).
    #[answer(long)]
    pub su_expectations: Option<String>,
    /// What was explained (L1712–1715).
    #[answer(staff)]
    pub explained: Vec<Explained>,
    /// Previous history and contact with services (L1752–1755).
    #[answer(long)]
    pub previous_contact: Option<String>,
    /// Whether the person wanted to talk about the future.
    #[answer(complete)]
    pub hopes_said: Option<HopesSaid>,
    /// Hopes and aspirations, in the person's own words (L1765–1767).
    #[answer(complete, only_if = "hopes_said=yes", long)]
    pub hopes: Option<String>,
    /// Specialist assessments that are needed (L1748).
    #[answer(staff)]
    pub specialist_assessments: Vec<SpecialistAssessment>,
    /// Whether the person is a parent or responsible for a child: "critical and should be routine" (L1006–1007).
    #[answer(complete)]
    pub is_parent: Option<Known>,
    /// What mental health may do to parenting, and what support there is.
    #[answer(complete, only_if = "is_parent=yes", long)]
    pub parent_impact: Option<String>,
    /// Needs relating to age, disability, gender, sexual orientation, race and ethnicity, religious beliefs (L1003–1004).
    #[answer(long)]
    pub equality_notes: Option<String>,
    /// Needs that cannot be met now (L794–795, L1445–1446).
    #[answer(staff)]
    pub unmet_needs: Vec<UnmetNeed>,

    /// The 23 domains.
    pub domains: Domains,

    // Risk (§6.2)
    /// The risk record.
    #[answer(staff)]
    pub risks: Vec<Risk>,
    /// Risks to the carer and how they are managed (Appendix I, 4.6).
    #[answer(long, staff)]
    pub risk_to_carer: Option<String>,

    /// The shared understanding.
    pub formulation: Formulation,
    /// The three keys to a shared approach.
    pub three_keys: ThreeKeys,

    // The CPA decision (§6.3)
    /// What was considered.
    #[answer(staff)]
    pub cpa_characteristics: CpaCharacteristics,
    /// Whether this person will have CPA support. A person's judgement (L1608–1609).
    #[answer(staff)]
    pub cpa_decision: Option<CpaDecision>,
    /// Why (L1093–1095).
    #[answer(complete, only_if = "cpa_decision=yes|lead_professional", long, staff)]
    pub cpa_decision_reason: Option<String>,
    /// Whether it was explained to the person and the carer (L1439–1440).
    #[answer(staff)]
    pub cpa_decision_explained: Option<YesNo>,

    // Carers (§6.4)
    /// The carers.
    #[answer(names)]
    pub carers: Vec<Carer>,
    /// Whether a child or young person is caring (L4111–4114).
    #[answer(staff)]
    pub young_carer: Option<Known>,

    // Sharing (§6.1)
    /// Whether there is anyone with whom information needs to be shared.
    #[answer(complete)]
    pub sharing_needed: Option<YesNo>,
    /// With whom, and what the person decides.
    #[answer(complete, only_if = "sharing_needed=yes", initial_rows = 1)]
    pub sharing: Vec<Sharing>,
    /// What carers may be told even if details are private (L1793–1794).
    #[answer(long)]
    pub carer_info_limits: Option<String>,

    // Partnership (§6.8, §6.9)
    /// What the Care Act asks for.
    #[answer(staff)]
    pub care_act: CareAct,
    /// Advice or instructions from partners.
    #[answer(staff)]
    pub partner_advice: Vec<PartnerAdvice>,
    /// Assessments that are kept elsewhere.
    #[answer(staff)]
    pub linked_assessments: Vec<LinkedAssessment>,

    // The team
    /// The care co-ordinator.
    #[answer(staff, names)]
    pub care_coordinator: CareCoordinator,
    /// Whom to contact when they are not available.
    #[answer(staff, names)]
    pub standin: StandIn,
    /// The GP.
    #[answer(staff)]
    pub gp: Gp,
    /// The person's main contact.
    #[answer(staff)]
    pub primary_contact: Someone,
    /// Others who work with the person.
    #[answer(staff, names)]
    pub team_members: Vec<TeamMember>,
    /// Whether the person was asked whom they would prefer as care co-ordinator.
    #[answer(staff)]
    pub su_choice_of_coordinator: Option<YesNo>,
    /// What they said.
    #[answer(only_if = "su_choice_of_coordinator=yes", long, staff)]
    pub su_choice_note: Option<String>,

    // The record
    /// Who filled this in.
    #[answer(staff, names)]
    pub completed_by: Worker,
    /// Who took part.
    #[answer(staff)]
    pub completed_with: Vec<TookPart>,
    /// What changed after completion, and why.
    #[answer(by_rule, long)]
    pub amendment_reason: Option<String>,

    // Copies
    /// Who gets a copy.
    #[answer(staff, initial_rows = 1)]
    pub copies: Vec<Copy>,
    /// Why the service user gets none.
    #[answer(by_rule, long, staff)]
    pub no_su_copy_reason: Option<String>,

    // Not finished
    /// Why this is not finished yet.
    #[answer(staff)]
    pub incomplete_reason: Option<IncompleteReason>,
    /// More about that.
    #[answer(only_if = "incomplete_reason", long, staff)]
    pub incomplete_note: Option<String>,
    /// When to come back to it.
    #[answer(future, staff)]
    pub return_date: Option<CalendarDate>,

    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The stage of an assessment (L1606–1612).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentStage {
    /// Initial: screening or triage.
    Initial,
    /// Comprehensive.
    Comprehensive,
    /// A reassessment.
    Reassessment,
}

/// How the person came to be referred to the service (L984, L1929).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Referral {
    /// By whom.
    pub by: Option<String>,
    /// When.
    #[answer(past)]
    pub date: Option<CalendarDate>,
    /// Why.
    #[answer(long)]
    pub why: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Where information came from (L1726–1728).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum InfoSource {
    /// Existing notes.
    ExistingNotes,
    /// Information from other professionals.
    OtherProfessionals,
    /// Significant friends.
    SignificantFriends,
    /// Relatives.
    Relatives,
    /// Carers.
    Carers,
    /// The person themselves (added: the manual takes it for granted).
    Person,
}

/// What is explained at the beginning (L1712–1715).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Explained {
    /// The service.
    Service,
    /// The CPA process.
    CpaProcess,
    /// Your role.
    YourRole,
    /// Why you are there.
    WhyThere,
    /// What you are able to do.
    AbleToDo,
    /// What the limitations are.
    Limitations,
    /// The purpose of this session.
    Purpose,
}

/// Whether the person wanted to talk about the future. Not wanting to is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum HopesSaid {
    /// Yes.
    Yes,
    /// Did not want to say.
    DidNotWantToSay,
}

/// A specialist assessment that is needed (L1748; Appendix I, 1.6, 2.5).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct SpecialistAssessment {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// Which.
    pub what: Option<String>,
    /// Why.
    #[answer(long)]
    pub why: Option<String>,
    /// By whom.
    pub who: Someone,
    /// When it was asked for.
    #[answer(past)]
    pub requested_on: Option<CalendarDate>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A need that cannot be met now, and who was told of it (L1445–1446).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct UnmetNeed {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The need.
    #[answer(long)]
    pub need: Option<String>,
    /// Why it cannot be met.
    #[answer(long)]
    pub why: Option<String>,
    /// Who was told.
    pub who_told: Someone,
    /// When.
    #[answer(past)]
    pub date: Option<CalendarDate>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The parts of the assessment that a copy may hold. Risk from others says as much as an answer to the abuse question, so
/// it is in none of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it but [`Part::RiskFromOthers`].
    WholeAssessment,
    /// About this assessment.
    About,
    /// The 23 domains.
    Domains,
    /// The risk record, but for risk from others.
    Risks,
    /// Risk from others, and abuse among the CPA characteristics.
    RiskFromOthers,
    /// The formulation.
    Formulation,
}

copy!(Part);

/// A carer's support was looked at again on that day or later: nothing is held up by when.
pub(crate) fn is_overtaken(path: &str) -> bool {
    path.strip_suffix(".review").is_some()
}

/// Whether the question or row at `path` says as much as an answer to the abuse question: a copy without
/// [`Part::RiskFromOthers`] does not hold it. A risk without a type may be any; one that was from others once may still say so.
pub fn is_restricted(answers: &Tree, path: &str) -> bool {
    let Some(row) = path.starts_with("risks[").then(|| path.find(']').map(|end| &path[..=end])).flatten() else {
        return path == "cpa_characteristics.vulnerable_abuse";
    };
    let Some(risk) = crate::path::get(answers, row) else { return false };
    let kinds = &risk["kind_from_others"];
    matches!(risk["group"].as_str(), None | Some("" | "from_others"))
        || !kinds.is_null() && !crate::path::is_blank(kinds)
}
