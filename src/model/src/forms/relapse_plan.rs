//! The relapse plan / advance statement (manual, Unit 7, L2537–2607).
//!
//! First person and verbatim. What the paper form prints of a list is where it begins, never a limit and never an
//! obligation. The plan says what the person would like to happen; it is no legal refusal of treatment.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::date::CalendarDate;
use crate::people::Someone;
use crate::shared::{
    AgreedToCopy, CareCoordinator, Gp, IncompleteReason, Known, Recipient, StandIn, TeamMember, TookPart, Unknown,
    WithoutAgreement, Worker, YesNo, copy,
};
use crate::signature::Signature;
use crate::voices::Voices;

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct RelapsePlan {
    /// The date of the meeting, not of typing.
    #[answer(draft, past)]
    pub record_date: Option<CalendarDate>,

    // Part 1
    /// The people involved in this plan.
    #[answer(complete, initial_rows = 6, names)]
    pub people: Vec<Person>,

    // Part 2
    /// The things that help me keep well and support my health.
    #[answer(complete, initial_rows = 5)]
    pub keep_well: Vec<KeepWell>,
    /// I know that I am beginning to feel unwell when.
    #[answer(complete, long, voiced)]
    pub signs_me: Option<String>,
    /// My family/carers know that I am beginning to become unwell when.
    #[answer(long, voiced)]
    pub signs_family: Option<String>,
    /// The things I can do for myself.
    #[answer(complete, long, voiced)]
    pub can_do_myself: Option<String>,
    /// The things I need to avoid.
    #[answer(long, voiced)]
    pub avoid: Option<String>,
    /// The areas in which I receive help.
    #[answer(initial_rows = 4)]
    pub help_areas: Vec<HelpArea>,

    // Part 3
    /// What needs to happen when I am unwell and at risk to myself, or other people.
    #[answer(complete, long, voiced)]
    pub when_unwell: Option<String>,
    /// The people I prefer to be involved in part 3 of the plan.
    #[answer(complete, initial_rows = 4, exclusive = "no_one", others)]
    pub preferred_people: Vec<Someone>,
    /// People I do not want involved (added to the paper form; follows from preference and confidentiality, L1794).
    #[answer(others)]
    pub not_involved: Vec<Someone>,

    // Crisis and contingency
    /// What to do when things go wrong (manual, Unit 6, L2321–2323; best-practice point 9).
    #[answer(complete, initial_rows = 1)]
    pub contingency: Vec<Contingency>,

    // What this document is
    /// Whether there is a separate advance decision or attorney. A pointer: this form never makes one.
    pub has_advance_decision: Option<Known>,
    /// What it is and where it is kept.
    #[answer(only_if = "has_advance_decision=yes", long)]
    pub advance_decision_kept: Option<String>,
    /// Whether the person was able to make these decisions when this was written.
    #[answer(complete, staff)]
    pub made_with_capacity: Option<MadeWithCapacity>,
    /// More about that.
    #[answer(only_if = "made_with_capacity=not_sure|no", long, staff)]
    pub made_with_capacity_note: Option<String>,
    /// Who helped.
    pub helped_by: Vec<HelpedBy>,
    /// When to look at this again.
    #[answer(complete, future)]
    pub review_on: Option<CalendarDate>,
    /// How to come back to services after discharge.
    #[answer(long, voiced)]
    pub reentry_plan: Option<String>,

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

    // Signatures
    /// Signature of service user.
    #[serde(skip)]
    #[answer(complete)]
    pub sign_su: Signature,
    /// Why it is not signed.
    pub sign_su_absent_reason: Option<NotSigned>,
    /// More about that.
    #[answer(only_if = "sign_su_absent_reason", long)]
    pub sign_su_absent_note: Option<String>,
    /// Signature of CPA care co-ordinator/representative.
    #[serde(skip)]
    #[answer(complete, staff)]
    pub sign_cc: Signature,
    /// Why it is not signed.
    #[answer(long, staff)]
    pub sign_cc_absent_reason: Option<String>,

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

    /// Whose words each answer is.
    #[answer(kept)]
    pub voices: Voices,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Someone involved in the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Person {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// Name.
    #[answer(complete)]
    pub name: Option<String>,
    /// Contact details.
    #[answer(complete_if = "name", long, limit = 1_000)]
    pub contact_details: Option<String>,
    /// What they are to me (added to the paper form).
    pub relationship: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A thing that helps me keep well.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct KeepWell {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The thing.
    #[answer(long, voiced)]
    pub text: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// An area in which I receive help.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct HelpArea {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// Area of help.
    #[answer(complete, voiced)]
    pub area: Option<String>,
    /// Which person or agency (added: the printed row has no place for it).
    pub who: Someone,
    /// What does this support person/agency do?
    #[answer(complete_if = "area", long, voiced)]
    pub what_they_do: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What might go wrong, and what to do then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Contingency {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What might set things off.
    #[answer(complete, long, voiced)]
    pub trigger: Option<String>,
    /// What could go wrong.
    #[answer(long, voiced)]
    pub problem: Option<String>,
    /// What could happen then.
    #[answer(long, voiced)]
    pub consequence: Option<String>,
    /// What to do.
    #[answer(complete, long, voiced)]
    pub action: Option<String>,
    /// Who does it.
    #[answer(complete)]
    pub responsible: Someone,
    /// Whom to contact, including out of hours.
    #[answer(complete, long, limit = 1_000)]
    pub contact_24h: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Whether the person was able to make these decisions when this was written (glossary, L4095–4098).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum MadeWithCapacity {
    /// Yes.
    Yes,
    /// Not sure.
    NotSure,
    /// No.
    No,
}

/// Who helped the person to write it (glossary, L4010–4011).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum HelpedBy {
    /// A carer.
    Carer,
    /// An advocate.
    Advocate,
    /// Mental health professionals.
    MentalHealthProfessionals,
}

/// Why a service user's signature is not there (dictionary §4). None of them blocks completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum NotSigned {
    /// Did not want to sign.
    DidNotWant,
    /// Agrees, but cannot sign.
    AgreesCannotSign,
    /// Does not agree.
    DoesNotAgree,
    /// Not able to at the moment.
    NotAbleNow,
    /// To be signed later.
    Later,
}

/// The parts of the plan that a copy may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    WholePlan,
    /// Part 1: the people.
    People,
    /// Part 2: staying well.
    StayingWell,
    /// Part 3: when unwell.
    WhenUnwell,
    /// What to do in a crisis.
    Contingency,
}

copy!(Part);
