//! What follows for a form and its host from an answer, or from time passing.

use coplan_model::{Document, FormName};

use super::answer::Failure;

/// What follows from an answer, or from time passing.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// A promise settles.
    Settled(u32, Result<(), Failure>),
    /// The host has a document: `coplan-saved`.
    Saved { id: String, form: FormName, revision: Option<u64> },
    /// The host does not have it: `coplan-save-failed`.
    Failed { id: String, form: FormName, failure: Failure },
    /// The document on screen stands as this one now does; with it something that was open may have been finished.
    Stands(Box<Document>, bool),
    /// A document that is no longer on screen is to be offered again: its own earlier save was stored meanwhile.
    AskAgain(Box<Again>),
}

/// A save that is to be asked again.
#[derive(Clone, Debug, PartialEq)]
pub struct Again {
    /// What the host is handed.
    pub document: Document,
    /// What it has stored meanwhile, which this follows.
    pub after: Option<Document>,
    /// Which of the documents that were on screen.
    pub generation: u64,
    pub(super) changes: u64,
    pub(super) requests: Vec<u32>,
}
