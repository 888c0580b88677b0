//! Reviews: a continuous process rather than a series of one-off events (manual, Unit 9; dictionary §6.5).
//!
//! Each goal is kept, changed or ended. A review that has been held stays as it was; the next one is added after it.

use crate::json::Value;
use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::agreement::Agreement;
use crate::care_plan::Copy;
use crate::date::CalendarDate;
use crate::goals;
use crate::path::{self, Answers as Tree};
use crate::people::Someone;
use crate::shared::{Unknown, YesNo};

/// One review of the plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Review {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// When it was held.
    #[answer(complete, past)]
    pub date: Option<CalendarDate>,
    /// What kind of review.
    #[answer(complete)]
    pub r#type: Option<ReviewType>,
    /// Who was invited: all those involved (manual, L1434–1437).
    #[answer(complete)]
    pub invited: Vec<Someone>,
    /// Who came.
    #[answer(complete)]
    pub attended: Vec<Someone>,
    /// Who could not come and sent views.
    pub apologies: Vec<Someone>,
    /// What they sent.
    #[answer(long)]
    pub views_sent: Option<String>,
    /// What the person chose about when, where and with whom (manual, L3177–3178).
    #[answer(long)]
    pub su_invited_choice: Option<String>,
    /// Each goal.
    #[answer(complete)]
    pub goals: Vec<GoalReview>,
    /// Whether the risk record was looked at again.
    #[answer(complete)]
    pub risk: Option<YesNo>,
    /// What has changed in it.
    #[answer(only_if = "risk=yes", long)]
    pub risk_changes: Option<String>,
    /// Whether the support of CPA is still needed (manual, L949–950). Asked of a CPA care plan.
    #[answer(by_rule)]
    pub cpa_still_needed: Option<StillNeeded>,
    /// Why.
    #[answer(only_if = "cpa_still_needed", complete_if = "cpa_still_needed=no|undecided", long)]
    pub cpa_still_needed_reason: Option<String>,
    /// What needs to be put right between agencies (manual, L3181–3183).
    #[answer(long, staff)]
    pub interagency: Option<String>,
    /// Who is told of the outcome (manual, L3190).
    #[answer(staff)]
    pub outcomes_shared: OutcomesShared,
    /// The next review. From the last one that is held, this is when the plan is looked at again.
    #[answer(complete, future)]
    pub next_on: Option<CalendarDate>,
    /// Whether the outcome is agreed.
    pub agreement: Agreement,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What a review made of a goal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct GoalReview {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The id of the goal's row.
    #[answer(kept)]
    pub goal: Option<String>,
    /// What has come of it so far.
    #[answer(complete, long, voiced)]
    pub progress: Option<String>,
    /// What becomes of it.
    #[answer(complete)]
    pub decision: Option<Decision>,
    /// What it becomes.
    #[answer(complete, only_if = "decision=change", long)]
    pub new_target: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Who is told of the outcome of a review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct OutcomesShared {
    /// Who gets a copy.
    #[answer(complete, initial_rows = 1)]
    pub copies: Vec<Copy>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What kind of review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum ReviewType {
    /// Planned.
    Planned,
    /// Unplanned.
    Unplanned,
    /// At a transition.
    Transition,
    /// At discharge.
    Discharge,
}

/// What becomes of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// It stays as it is.
    Keep,
    /// It is changed.
    Change,
    /// It ends.
    End,
}

/// Whether the support of CPA is still needed. A judgement, which nothing here computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum StillNeeded {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Undecided.
    Undecided,
}

/// Begins a review, after those that have been held: a row for every goal that has not ended, in their order.
pub fn begin(answers: &mut Tree, new_id: &mut dyn FnMut() -> String) {
    let goals = path::list(answers, "goals").iter().filter_map(Value::as_object);
    let open = goals.filter(|goal| !goals::has_ended(goal)).map(|goal| path::text(goal, "id"));
    let mut row = |key: &str, value: Value| {
        let mut row = Tree::new();
        row.insert("id".to_owned(), Value::from(new_id()));
        row.insert(key.to_owned(), value);
        Value::Object(row)
    };
    let rows: Vec<Value> = open.filter(|id| !id.is_empty()).map(|goal| row("goal", Value::from(goal))).collect();
    let review = row("goals", Value::Array(rows));
    path::push(answers, "reviews", review);
}
