//! Saving: one at a time, and never a "Saved" that the host did not say.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::{Moment, Status as Stands};
use coplan_ui::Status;
use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::element::Inner;
use crate::value;

/// The save that is under way, for the next one to wait for.
#[derive(Default)]
pub struct Queue {
    last: RefCell<Option<Promise>>,
    waiting_autosave: Cell<bool>,
}

impl Inner {
    /// A person pressed a button: what goes wrong is on screen, and nobody waits for the promise.
    pub fn press(self: &Rc<Self>, reason: &'static str) {
        let element = self.clone();
        spawn_local(async move {
            let _ = element.save(reason).await;
        });
    }

    /// Some time has passed since the last change. A finished document is not saved half-changed.
    pub fn autosave(self: &Rc<Self>) {
        let finished = self.state.document.borrow().status != Stands::Draft;
        let unfinished = finished && !self.state.problems(Moment::Complete).is_empty();
        let read_only = self.state.settings.borrow().readonly;
        if self.dirty() && !unfinished && !read_only && !self.queue.waiting_autosave.replace(true) {
            self.press("autosave");
        }
    }

    /// Asks the host to save, after the save before it. Settles with the host's answer.
    pub async fn save(self: Rc<Self>, reason: &'static str) -> Result<(), JsValue> {
        let before = self.queue.last.borrow().clone();
        let mut done = None;
        let mine = Promise::new(&mut |resolve: Function, _| done = Some(resolve));
        self.queue.last.replace(Some(mine));
        if let Some(before) = before {
            let _ = JsFuture::from(before).await;
        }
        let result = self.save_now(reason).await;
        if let Some(done) = done {
            let _ = done.call0(&JsValue::NULL);
        }
        result
    }

    async fn save_now(self: &Rc<Self>, reason: &'static str) -> Result<(), JsValue> {
        if reason == "autosave" {
            self.queue.waiting_autosave.set(false);
            if !self.dirty() {
                return Ok(());
            }
        }
        let stands = self.state.document.borrow().status;
        let moment = match (reason, stands) {
            ("autosave", _) => None,
            ("complete", _) | (_, Stands::Complete | Stands::Amended) => Some(Moment::Complete),
            _ => Some(Moment::Draft),
        };
        if let Some(moment) = moment.filter(|_| !self.is_out_of_sight())
            && !self.state.show_problems(moment)
        {
            return Err(error("CoplanIncompleteError", "There are questions to answer first: see `problems`"));
        }
        let changes = self.state.changes();
        let sent = self.outgoing(reason);
        // What failed stays on screen until the host has it: nobody pressed anything now.
        if reason != "autosave" {
            self.state.set_status(Status::Saving);
        }
        let answer = JsFuture::from(self.page.ask_to_save(&value::to_js(&sent.to_value()), reason)).await?;
        match answer.as_string() {
            None => self.saved(sent, changes, answer.as_f64()),
            Some(reason) => {
                self.state.set_status(Status::Failed(reason.clone()));
                self.page.tell("save-failed", &answer);
                return Err(error("CoplanSaveError", &reason));
            }
        }
        Ok(())
    }

    /// The document as it will stand once the host has it.
    fn outgoing(&self, reason: &str) -> coplan_model::Document {
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
        }
        sent.saved_at = Some(at);
        sent
    }

    /// The host has it.
    fn saved(&self, sent: coplan_model::Document, changes: u64, revision: Option<f64>) {
        let mut document = self.state.document.borrow_mut();
        document.status = sent.status;
        document.saved_at = sent.saved_at;
        document.completed_at = sent.completed_at;
        document.revision = revision.map(|revision| revision as u64).or(document.revision);
        drop(document);
        self.has_saved(changes);
        if !self.dirty() {
            self.state.settle_recorded(false);
        }
        let clock = self.page.now().get(11..16).unwrap_or_default().to_owned();
        self.state.set_status(Status::Saved(clock));
        self.keep();
        self.tell_form();
        self.page.tell("saved", &revision.map(JsValue::from_f64).unwrap_or_default());
    }
}

/// An error of ours, by name.
fn error(name: &str, says: &str) -> JsValue {
    let error = js_sys::Error::new(says);
    error.set_name(name);
    error.into()
}
