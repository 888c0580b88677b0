//! Blocks that more than one form uses, so that nothing is asked twice (dictionary §1).

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

/// Keys that this version does not know, kept as they came.
pub type Unknown = serde_json::Map<String, serde_json::Value>;

/// Someone who did something as part of their work: who asked, who filled this in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Worker {
    /// Their name.
    #[answer(complete)]
    pub name: Option<String>,
    /// What they are to the person.
    #[answer(complete)]
    pub role: Option<Role>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Who filled in a form, or asked a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Care co-ordinator.
    CareCoordinator,
    /// Lead professional.
    LeadProfessional,
    /// Someone standing in for the care co-ordinator.
    StandIn,
    /// The service user.
    ServiceUser,
    /// Someone else.
    SomeoneElse,
}
