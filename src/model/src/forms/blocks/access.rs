//! What makes it possible to take part: an advocate, an interpreter, a way of talking (manual, Unit 5, L1720–1721;
//! dictionary §1.3).

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::shared::Unknown;

/// What the person needs to take part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct AccessNeeds {
    /// Whether an advocate has been offered (*12 top tips*, L305).
    #[answer(complete)]
    pub advocacy_offered: Option<AdvocacyOffered>,
    /// The advocate.
    #[answer(only_if = "advocacy_offered=wanted")]
    pub advocate: Advocate,
    /// Why the law asks for an advocate (manual L1442–1443).
    #[answer(long, staff)]
    pub advocacy_statutory_note: Option<String>,
    /// Whether an interpreter is needed.
    #[answer(complete)]
    pub interpreter_needed: Option<InterpreterNeeded>,
    /// Which language or format.
    #[answer(complete, only_if = "interpreter_needed=language|communication_support")]
    pub interpreter_language: Option<String>,
    /// What else would make it easier: format, pace, who is in the room.
    #[answer(long)]
    pub communication_needs: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The advocate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Advocate {
    /// Their name.
    #[answer(complete)]
    pub name: Option<String>,
    /// How to contact them.
    #[answer(complete)]
    pub contact: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Whether an advocate has been offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum AdvocacyOffered {
    /// Yes, and wanted.
    Wanted,
    /// Yes, not wanted.
    NotWanted,
    /// Not yet offered.
    NotYet,
}

/// Whether an interpreter is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum InterpreterNeeded {
    /// No.
    No,
    /// For a language.
    Language,
    /// For BSL or other communication support.
    CommunicationSupport,
    /// Not yet asked.
    NotAsked,
}
