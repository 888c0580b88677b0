//! A plan: goals, what is done for them, and by whom.

use serde::Serialize;

use super::{CodeableConcept, Extension, Identifier, Meta, Note, Period, Reference};

/// A care plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CarePlan {
    /// About the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
    /// What the document is known by.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifier: Vec<Identifier>,
    /// Where it stands.
    pub status: String,
    /// `plan`.
    pub intent: String,
    /// What kind of plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<CodeableConcept>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whose it is.
    pub subject: Reference,
    /// From the meeting to the next review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The day of the meeting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// Who wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<Reference>,
    /// Who works on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub care_team: Vec<Reference>,
    /// The answers that it was made from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub supporting_info: Vec<Reference>,
    /// The goals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goal: Vec<Reference>,
    /// What is done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub activity: Vec<Activity>,
    /// What else is to be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Note>,
}

/// Something that is done.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// What came of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub progress: Vec<Note>,
    /// What it is.
    pub detail: Detail,
}

/// What is done, by whom and when.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    /// For which goals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goal: Vec<Reference>,
    /// `unknown`: the form asks nobody how far an action is.
    pub status: String,
    /// By when, or how often, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheduled_string: Option<String>,
    /// By whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub performer: Vec<Reference>,
    /// What.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A goal.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// Extensions: the row of the document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Where it stands.
    pub lifecycle_status: String,
    /// How it went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub achievement_status: Option<CodeableConcept>,
    /// Which it is in order of importance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<CodeableConcept>,
    /// In the person's words.
    pub description: CodeableConcept,
    /// Whose it is.
    pub subject: Reference,
    /// How one will know, and by when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub target: Vec<Target>,
    /// Whose words they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expressed_by: Option<Reference>,
    /// What has no element of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub note: Vec<Note>,
}

/// How one will know, and by when.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// How one will know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<CodeableConcept>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<String>,
}

/// Those who work with the person.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CareTeam {
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Whom it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Reference>,
    /// Who.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub participant: Vec<Participant>,
}

/// One of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Participant {
    /// As what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub role: Vec<CodeableConcept>,
    /// Who.
    pub member: Reference,
}
