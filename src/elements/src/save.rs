//! Saving: what is handed to the host, and what its answer means. Never a "Saved" that the host did not say.
//!
//! The waiting is the class's: promises are JavaScript's own. It asks one save at a time.

use coplan_model::{Document, Moment, Status as Stands, amendment};
use coplan_ui::Status;
use wasm_bindgen::prelude::*;

use crate::element::{Element, Inner};
use crate::value;

/// A save under way: the document as it will stand once the host has it, and the count of changes it holds.
pub struct Sent {
    document: Document,
    changes: u64,
}

#[wasm_bindgen]
impl Element {
    /// Begins a save for this `reason`: `autosave`, `save` or `complete`, and gives the document that the host is handed.
    /// Undefined when there is nothing to save, or when something stands in the way, which is then on screen.
    pub fn send(&self, reason: &str) -> JsValue {
        let inner = &self.inner;
        let stands = inner.state.document.borrow().status;
        let may = match (reason, stands) {
            ("autosave", _) => inner.may_autosave(),
            _ if inner.is_out_of_sight() => true,
            ("complete", _) | (_, Stands::Complete | Stands::Amended) => inner.state.show_problems(Moment::Complete),
            _ => inner.state.show_problems(Moment::Draft),
        };
        if !may {
            return JsValue::UNDEFINED;
        }
        let document = inner.outgoing(reason);
        let handed = value::to_js(&document.to_value());
        inner.sent.replace(Some(Sent { document, changes: inner.state.changes() }));
        // What failed stays on screen until the host has it: nobody pressed anything for an autosave.
        if reason != "autosave" {
            inner.state.set_status(Status::Saving);
        }
        handed
    }

    /// The host has it, perhaps as a revision of its own.
    pub fn saved(&self, revision: Option<f64>) {
        let inner = &self.inner;
        let Some(sent) = inner.sent.take() else { return };
        let mut document = inner.state.document.borrow_mut();
        if document.status != sent.document.status {
            // The button that was pressed is gone with the form that was open.
            inner.state.focus.replace(Some("amend".to_owned()));
            amendment::forget_unfinished(&mut document);
        }
        document.status = sent.document.status;
        document.saved_at = sent.document.saved_at;
        document.completed_at = sent.document.completed_at;
        document.revision = revision.map(|revision| revision as u64).or(document.revision);
        drop(document);
        inner.has_saved(sent.changes);
        if !inner.dirty() {
            inner.state.settle_recorded(false);
        }
        let clock = inner.page.now().get(11..16).unwrap_or_default().to_owned();
        inner.state.set_status(Status::Saved(clock));
        inner.keep();
        inner.tell_form();
    }

    /// The host does not have it: `rejected`, `status`, `timeout`, `unanswered` or `conflict`.
    pub fn failed(&self, reason: String) {
        self.inner.state.set_status(Status::Failed(reason));
    }
}

impl Inner {
    /// Some time has passed since the last change. A finished document is not saved half-changed.
    fn may_autosave(&self) -> bool {
        let finished = self.state.document.borrow().status != Stands::Draft;
        let unfinished = finished && !self.state.problems(Moment::Complete).is_empty();
        self.dirty() && !unfinished && !self.state.settings.borrow().readonly
    }

    /// The document as it will stand once the host has it.
    fn outgoing(&self, reason: &str) -> Document {
        self.name_words(&mut self.state.document.borrow_mut(), self.dirty());
        let mut sent = self.state.document.borrow().clone();
        let at = self.page.instant();
        sent.drop_blank_rows();
        sent.status = match (reason, sent.status) {
            ("complete", Stands::Draft) => Stands::Complete,
            (_, Stands::Complete) if self.dirty() => Stands::Amended,
            (_, status) => status,
        };
        if reason == "complete" {
            sent.completed_at.get_or_insert_with(|| at.clone());
            amendment::forget_unfinished(&mut sent);
        }
        sent.saved_at = Some(at);
        sent
    }
}
