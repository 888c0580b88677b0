//! The SMART care plan (manual, Units 7, 8 and 9; dictionary §5).
//!
//! The manual prescribes no form for it (L89–92): this one is made from its rules. The plan is the person's; it records
//! who does not agree and blocks nobody, it asks for no signature, and it judges no goal.

use std::cell::OnceCell;

use crate::json::Value;
use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::access::AccessNeeds;
use crate::agreement::Agreement;
use crate::care_act::{CareAct, LinkedAssessment, PartnerAdvice};
use crate::carers::Carer;
use crate::date::CalendarDate;
use crate::goals::{self, Goal};
use crate::path::{self, Answers as Tree};
use crate::people::Someone;
use crate::relapse_plan::Contingency;
use crate::review::Review;
use crate::shared::{
    AgreedToCopy, CareCoordinator, Gp, IncompleteReason, Recipient, StandIn, TeamMember, TookPart, Unknown,
    WithoutAgreement, Worker, YesNo, copy,
};
use crate::sharing::Sharing;
use crate::signature::Signature;
use crate::transition::Transition;
use crate::voices::Voices;
use crate::whole_system::WholeSystem;
use crate::{Document, Problem, work};

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct CarePlan {
    /// The date of the meeting, not of typing.
    #[answer(draft, past)]
    pub record_date: Option<CalendarDate>,

    // Where it starts from
    /// What recovery means to me and what would help.
    #[answer(long, voiced)]
    pub recovery_meaning: Option<String>,
    /// The strengths that the plan builds on.
    #[answer(complete, long, voiced)]
    pub strengths_used: Option<String>,

    // Goals
    /// The goals. Their order is their order of importance (manual, L2513): no number is asked for beside it.
    #[answer(complete, initial_rows = 1)]
    pub goals: Vec<Goal>,

    // Crisis and contingency
    /// What to do when things go wrong, as in the relapse plan. A CPA care plan has it (manual, Table 2.ii).
    #[answer(complete_if = "plan_route=cpa_care_plan", initial_rows = 1)]
    pub contingency: Vec<Contingency>,

    // The network
    /// Who and what makes it up.
    pub whole_system: WholeSystem,

    // What kind of plan
    /// By which route the person is supported (manual, L848–856, Table 2.ii).
    #[answer(complete, staff)]
    pub plan_route: Option<PlanRoute>,
    /// What was talked about (manual, L997–998, L1453–1455).
    #[answer(staff)]
    pub wishes_considered: Vec<WishConsidered>,
    /// What the Care Act asks of a plan.
    #[answer(staff)]
    pub care_act: CareAct,
    /// What a partner advised.
    #[answer(staff)]
    pub partner_advice: Vec<PartnerAdvice>,
    /// How partners work together: who does what, until when, who chairs and keeps minutes, how records are shared
    /// (*Partnership Working*, L185–215).
    #[answer(long, staff)]
    pub partnership: Option<String>,
    /// Assessments that are kept elsewhere.
    #[answer(staff)]
    pub linked_assessments: Vec<LinkedAssessment>,

    // The people
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
    /// The carers.
    #[answer(names)]
    pub carers: Vec<Carer>,
    /// What makes it possible for the person to take part.
    pub access: AccessNeeds,

    // Sharing
    /// Whether there is anyone with whom information needs to be shared.
    #[answer(complete)]
    pub sharing_needed: Option<YesNo>,
    /// With whom, and what the person decides.
    #[answer(complete, only_if = "sharing_needed=yes", initial_rows = 1)]
    pub sharing: Vec<Sharing>,
    /// What carers may be told even if details are private (manual, L1793–1794).
    #[answer(long)]
    pub carer_info_limits: Option<String>,

    // Review and transition
    /// How often, and how, care co-ordinator and person are in touch (manual, L1419, L1455–1457).
    #[answer(long, limit = 1_000)]
    pub contact_frequency: Option<String>,
    /// The first review. Each review says when the next one is.
    #[answer(by_rule, future)]
    pub next_review_on: Option<CalendarDate>,
    /// The reviews, the first one first.
    pub reviews: Vec<Review>,
    /// The transitions.
    #[answer(staff)]
    pub transitions: Vec<Transition>,

    // Agreement
    /// Whether the plan is agreed.
    pub agreement: Agreement,

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

    // Signatures, which a plan can do without: signing is not agreeing (manual, L2472–2474)
    /// Signature of service user.
    #[serde(skip)]
    pub sign_su: Signature,
    /// Signature of CPA care co-ordinator/representative.
    #[serde(skip)]
    #[answer(staff)]
    pub sign_cc: Signature,

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

/// By which route the person is supported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum PlanRoute {
    /// A CPA care plan.
    CpaCarePlan,
    /// A statement of care, with a lead professional.
    StatementOfCare,
    /// A personalised care and support plan.
    CareAndSupportPlan,
}

/// What a plan should take into account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum WishConsidered {
    /// Direct payments.
    DirectPayments,
    /// An individual budget.
    IndividualBudget,
    /// A statement of wishes.
    StatementOfWishes,
    /// An advance decision, which is made elsewhere.
    AdvanceDecision,
}

/// The parts of the plan that a copy may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// All of it.
    WholePlan,
    /// The goals and what is done for them.
    Goals,
    /// What to do in a crisis.
    Contingency,
    /// The network.
    WholeSystem,
    /// The reviews.
    Reviews,
    /// The transitions.
    Transitions,
}

copy!(Part);

/// When the plan is looked at again: what the last review says, or else the plan itself. Empty for no date.
pub fn next_review_on(answers: &Tree) -> &str {
    path::text(answers, &next_review(answers))
}

/// What to look at, in reading order, although nothing of it blocks completion: the next review is more than a year
/// ahead (`over_a_year`; manual, L944–947), a goal has not changed twice (`no_change_twice`; Core Partnership L28).
pub fn warnings(document: &Document, today: CalendarDate) -> Vec<Problem> {
    let mut found = Vec::new();
    for (index, goal) in path::list(&document.answers, "goals").iter().enumerate() {
        if goal.as_object().is_some_and(|goal| goals::no_change_twice(goal) && !goals::has_ended(goal)) {
            found.push(Problem::new([&path::numbered("goals", index), ".progress"].concat(), "no_change_twice"));
        }
    }
    let next = next_review_on(&document.answers).parse::<CalendarDate>();
    if next.is_ok_and(|next| today.plus_years(1).is_before(next)) {
        found.push(Problem::new(next_review(&document.answers), "over_a_year"));
    }
    found
}

/// Whether the plan itself has to say when it is reviewed.
pub(crate) fn asks_next_review(answers: &Tree) -> bool {
    next_review(answers) == FIRST_REVIEW
}

/// Whether a date that lay ahead may lie in the past by now: its goal has ended, or a later review has set another.
pub(crate) fn is_overtaken(answers: &Tree, path: &str, next: &OnceCell<String>) -> bool {
    match path::parent(path) {
        (goal, "time_limited_on") => path::get(answers, goal).and_then(Value::as_object).is_some_and(goals::has_ended),
        (_, FIRST_REVIEW | "next_on") => path != next.get_or_init(|| next_review(answers)),
        _ => false,
    }
}

const FIRST_REVIEW: &str = "next_review_on";

/// The path of the date of the next review.
fn next_review(answers: &Tree) -> String {
    let reviews = path::list(answers, "reviews");
    match reviews.iter().rposition(|review| {
        work::step();
        review["next_on"].is_string()
    }) {
        Some(last) => [&path::numbered("reviews", last), ".next_on"].concat(),
        None => FIRST_REVIEW.to_owned(),
    }
}
