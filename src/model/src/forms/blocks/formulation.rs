//! What it all comes to, as everyone who took part understands it, and how much part they had (manual, Unit 5, L1781–1788,
//! L1853–1878; dictionary §2.4 and §2.5).

use coplan_model_derive::Answers;
use serde::{Deserialize, Serialize};

use crate::agreement::Agreement;
use crate::date::CalendarDate;
use crate::domains::DomainName;
use crate::shared::Unknown;

/// The shared understanding: "probably the most sophisticated part of this process" (L1781–1788).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Formulation {
    /// What is going on, what the person needs, the strengths and resources they have, any potential risk.
    #[answer(complete, long, staff)]
    pub summary: Option<String>,
    /// In the person's own words.
    #[answer(long)]
    pub su_words: Option<String>,
    /// Key issues; their order is their order of importance (L2513).
    #[answer(complete, initial_rows = 1, staff)]
    pub key_issues: Vec<KeyIssue>,
    /// Whether it is agreed. That it is, is never needed.
    #[answer(staff)]
    pub agreement: Agreement,
    /// When it was put together.
    #[answer(complete, past, staff)]
    pub date: Option<CalendarDate>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A key issue.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct KeyIssue {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// The issue.
    #[answer(complete, long)]
    pub issue: Option<String>,
    /// The domains it comes from: an issue seldom keeps to one.
    pub domains: Vec<DomainName>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The three keys to a shared approach (L1853–1878). The third, strengths and aspirations, is a domain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct ThreeKeys {
    /// How involved the person felt, how much they were listened to, how much choice they had.
    #[answer(long)]
    pub key1_involved_su: Option<String>,
    /// The same, of the carer.
    #[answer(long, staff)]
    pub key1_involved_carer: Option<String>,
    /// Which disciplines and agencies contributed.
    #[answer(long, staff)]
    pub key2_perspectives: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}
