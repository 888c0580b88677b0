//! What a form that is open asks of the class of its element. The class carries it out once the call has returned.

use coplan_model::json::Value;
use serde::Serialize;

/// What the class has to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Command {
    /// Dispatch `coplan-change`.
    Change {
        /// Where.
        path: String,
    },
    /// Dispatch `coplan-save`, and say what came of it with [`super::Session::answered`].
    Ask {
        /// What the answer is known by.
        ticket: u32,
        /// Why.
        reason: &'static str,
        /// What the host is handed.
        document: Value,
    },
    /// Settle the promise of `save()` or `complete()`.
    Settle {
        /// What it is known by.
        request: u32,
        /// Why it rejects; it resolves without.
        error: Option<Refused>,
    },
    /// Dispatch `coplan-saved`.
    Saved {
        /// Of the document that the host has.
        id: String,
        /// Its form.
        form: &'static str,
        /// The host's own.
        #[serde(skip_serializing_if = "Option::is_none")]
        revision: Option<u64>,
    },
    /// Dispatch `coplan-save-failed`.
    SaveFailed {
        /// Of the document that the host does not have.
        id: String,
        /// Its form.
        form: &'static str,
        /// Why.
        reason: &'static str,
        /// The host's own sentence.
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<String>,
    },
    /// Dispatch `coplan-error`: something that the host set cannot be used here.
    Error {
        /// `CoplanDocumentError`.
        name: &'static str,
        /// Where.
        path: String,
        /// What is wrong.
        code: &'static str,
        /// The same as a sentence, without anything that was typed.
        message: String,
    },
    /// Print the document.
    Print {
        /// The plan on one page, and not the whole.
        #[serde(rename = "onePage")]
        one_page: bool,
    },
    /// Copy it as plain text, and say with [`super::Session::tell`] whether that could be done.
    Copy,
    /// Call [`super::Session::wake`] after so many milliseconds.
    Wake {
        /// How many.
        after: f64,
    },
    /// Render how saving stands, and nothing else.
    Say,
    /// Render the form, soon.
    Render,
    /// Render it after so many milliseconds, unless this is said again before.
    RenderLater {
        /// How many.
        after: u32,
    },
    /// Keep this, to begin from after a trap; forget what was typed since the last time.
    Keep {
        /// For [`super::Session::resume`].
        snapshot: Value,
        /// It holds changes that the host has not confirmed.
        dirty: bool,
    },
    /// The page's own form has to be told how things stand: at once, or when nothing more is typed.
    TellForm {
        /// At once.
        now: bool,
    },
}

/// Why a promise of `save()` or `complete()` rejects.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Refused {
    /// `CoplanIncompleteError`, `CoplanSaveError` or `CoplanStartError`.
    pub name: &'static str,
    /// A sentence, or the reason of a save.
    pub message: String,
}
