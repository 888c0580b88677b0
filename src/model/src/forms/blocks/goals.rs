//! Goals and what is done for them (manual, Unit 7, L2503–2522 and Table 7.1; dictionary §5.2).
//!
//! The person's words come first. The form sees that each line of SMART is there and that the date lies ahead; whether a
//! goal is realistic it cannot judge and must not: to aspire is welcome (manual, L547–550). A goal that has ended stays.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::FormName;
use crate::agreement::Agreement;
use crate::date::CalendarDate;
use crate::domains::DomainName;
use crate::fields;
use crate::json::{Map, Value};
use crate::path::{self, Answers as Tree};
use crate::people::Someone;
use crate::shared::{Unknown, YesNo};

/// Something that the person wants to change or do. The order of the rows is the order of importance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Goal {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What I want to change or do.
    #[answer(complete, long, voiced)]
    pub own_words: Option<String>,
    /// The need this is about.
    #[answer(complete, long, voiced)]
    pub need: Option<String>,
    /// The id of the key issue in the assessment's formulation that this came from.
    #[answer(kept)]
    pub key_issue: Option<String>,
    /// The domains of the assessment that this issue came from.
    #[answer(kept)]
    pub domains: Vec<DomainName>,
    /// Specific: exactly what will happen.
    #[answer(complete, long)]
    pub specific: Option<String>,
    /// Measurable: how we will know.
    #[answer(complete, long)]
    pub measurable: Option<String>,
    /// Achievable: what makes it possible, what help or resources it takes.
    #[answer(complete, long)]
    pub achievable: Option<String>,
    /// Realistic: how it fits the person's life now.
    #[answer(complete, long)]
    pub realistic: Option<String>,
    /// Time limited: by a date of its own, or by the review.
    #[answer(complete)]
    pub time_limited: Option<TimeLimited>,
    /// That date. Once the goal has ended it may lie in the past.
    #[answer(complete, only_if = "time_limited=by_date", future)]
    pub time_limited_on: Option<CalendarDate>,
    /// Short, medium or long term.
    pub term: Option<Term>,
    /// Which risk it helps with: plan and risk record belong together (manual, L990–992).
    #[answer(long, staff)]
    pub risk: Option<String>,
    /// The strength or coping skill that it builds on.
    #[answer(long)]
    pub strengths: Option<String>,
    /// The benefit and the possible harm that were talked about (manual, Unit 6, L2216–2220).
    #[answer(long, voiced)]
    pub positive_risk: Option<String>,
    /// What will be done, by whom and when.
    #[answer(complete, initial_rows = 1)]
    pub actions: Vec<Action>,
    /// Whether this goal is agreed, where that differs from the plan as a whole. Not asked for until it is begun.
    #[answer(complete_if = "agreement")]
    pub agreement: Agreement,
    /// How it is going. No answer: nobody has said that it has begun.
    pub status: Option<GoalStatus>,
    /// What happened in the end.
    #[answer(complete, only_if = "status=achieved|partly_achieved|changed|stopped|not_achieved", long, voiced)]
    pub outcome: Option<String>,
    /// How it went, by date.
    pub progress: Vec<Progress>,
    /// What was changed about this goal. Why the plan was changed after completion, the form asks once:
    /// `amendment_reason`.
    pub amendments: Vec<Amendment>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Something that will be done for a goal (manual, L2517–2520, Table 2.ii).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Action {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What will be done.
    #[answer(complete, long, limit = 1_000)]
    pub what: Option<String>,
    /// Who will do it: the person, a carer, a worker or an agency.
    #[answer(complete)]
    pub who: Someone,
    /// By when, or how often.
    #[answer(complete)]
    pub when: Option<String>,
    /// Whether they have agreed to do it (manual, L1397–1398). No answer of theirs blocks completion.
    #[answer(complete)]
    pub agreed_by_doer: Option<AgreedByDoer>,
    /// How easy it is to keep in touch with them (manual, Unit 8, L2890–2899). It is not about the NHS and others.
    #[answer(staff)]
    pub internal_external: Option<Network>,
    /// What came of it (CPA 3.5, 4.9).
    #[answer(long, limit = 1_000)]
    pub outcome: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// How a goal went, on one day. The latest stands last.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Progress {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The day.
    #[answer(complete, past)]
    pub date: Option<CalendarDate>,
    /// Who says so.
    #[answer(complete)]
    pub who: Someone,
    /// How it is going.
    #[answer(complete, long, voiced)]
    pub text: Option<String>,
    /// Whether anything has changed. It is no measure: two entries without change prompt a look at the goal again.
    pub change: Option<Change>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What was changed about a goal, and why (*Partnership Working*, L157–163). Entries are only ever added.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Amendment {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The day.
    #[answer(complete, past)]
    pub date: Option<CalendarDate>,
    /// What was changed.
    #[answer(complete, long)]
    pub what: Option<String>,
    /// Why.
    #[answer(complete, long)]
    pub why: Option<String>,
    /// On whose advice.
    pub advice: Someone,
    /// Whether they have said so in writing.
    #[answer(staff)]
    pub advice_in_writing: Option<YesNo>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// By when: a date, or the next review, because keeping something going is a goal too (dictionary §5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum TimeLimited {
    /// By a date of its own.
    ByDate,
    /// By the next review of the plan.
    ByReview,
}

/// How far away a goal is (12 top tips, 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Short term.
    Short,
    /// Medium term.
    Medium,
    /// Long term.
    Long,
}

/// How a goal is going (Core Partnership L28; manual, Unit 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum GoalStatus {
    /// Not started.
    NotStarted,
    /// In progress.
    InProgress,
    /// Achieved.
    Achieved,
    /// Partly achieved.
    PartlyAchieved,
    /// Changed: it ended as it was, and another takes its place.
    Changed,
    /// Stopped.
    Stopped,
    /// Not achieved.
    NotAchieved,
}

/// Whether whoever is to do something has agreed to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum AgreedByDoer {
    /// Yes.
    Yes,
    /// Not yet.
    NotYet,
    /// No.
    No,
}

/// How easy it is to keep in touch (manual, Unit 8, L2890–2899).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Network {
    /// Simple to keep up, easy to repair.
    Internal,
    /// More difficult.
    External,
}

/// Whether anything has changed since the last entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Better.
    Better,
    /// No change.
    NoChange,
    /// Worse.
    Worse,
}

/// Whether a goal has ended, well or otherwise. Such a goal is asked for its outcome.
pub fn has_ended(goal: &Tree) -> bool {
    let outcome = fields::find(FormName::CarePlan.fields(), "goals.outcome");
    outcome.and_then(|field| field.only_if).is_some_and(|ended| ended.holds(goal))
}

/// Whether the last two entries on how a goal went both say that nothing has changed: time to look at the goal again
/// (Core Partnership L28).
pub fn no_change_twice(goal: &Tree) -> bool {
    let entries = path::list(goal, "progress");
    entries.len() > 1 && entries.iter().rev().take(2).all(|entry| entry["change"] == "no_change")
}

/// The day by which a goal is to be reached: its own, or that of the next review, which is the same for all goals
/// ([`crate::care_plan::next_review_on`]). Empty for none.
pub fn due<'a>(goal: &'a Tree, next_review_on: &'a str) -> &'a str {
    match path::text(goal, "time_limited") {
        "by_review" => next_review_on,
        _ => path::text(goal, "time_limited_on"),
    }
}

/// The goal that takes the place of one that was changed: the same need, and everything else to be written anew.
pub fn successor(goal: &Tree, id: String) -> Value {
    let mut next = Map::new();
    next.insert("id".to_owned(), Value::from(id));
    for key in ["need", "key_issue", "domains"] {
        if let Some(answer) = goal.get(key) {
            next.insert(key.to_owned(), answer.clone());
        }
    }
    Value::Object(next)
}
