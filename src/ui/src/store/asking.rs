//! What is particular to the abuse question: the gate, hiding, and asking again without losing what was recorded.

use coplan_model::Status;
use coplan_model::abuse_question;
use coplan_model::path;
use coplan_model::{Audience, asked};

use crate::policy;

use super::{Effect, FormStore, Gate};

impl FormStore {
    /// Hides the form or shows it again. What is hidden already stays so, however often that is asked.
    pub(super) fn set_hidden(&self, hidden: bool) {
        if self.hidden.replace(hidden) != hidden {
            self.render_and_focus(if hidden { "show" } else { "hide" });
        }
    }

    /// The worker says whether to ask. Not asking is recorded as *Not asked*; an answer that is there stays.
    pub(super) fn open_gate(&self, gate: Gate, focus: &str) {
        self.gate.set(gate);
        let answered = !path::text(&self.document.borrow().answers, "response").is_empty();
        if gate == Gate::NotAsking && !answered {
            self.typed("response", "not_asked", true);
        }
        self.render_and_focus(focus);
    }

    /// Begins another asking of the abuse question; what was recorded stays in its history.
    pub fn ask_again(&self) {
        let mut document = self.document.borrow_mut();
        // As the host has it.
        policy::prune(&mut document);
        abuse_question::begin(&mut document, self.host.new_id());
        policy::name(&mut document);
        drop(document);
        self.start_asking(true, "response");
        self.write_user();
    }

    /// The question was answered: it was asked today, by who is at the screen.
    pub(super) fn date_asking(&self, path: &str) {
        const ASKED_ON: &str = "asked_on";
        if path == "response" && asked(&self.document.borrow(), ASKED_ON, Audience::Worker) {
            self.date_today(ASKED_ON);
        }
    }

    /// Takes [`FormStore::ask_again`] back.
    pub fn keep_recorded(&self) {
        abuse_question::take_back(&mut self.document.borrow_mut());
        self.start_asking(false, "ask-again");
    }

    fn start_asking(&self, again: bool, focus: &str) {
        self.settle_recorded(again);
        self.start_adding(focus);
    }

    /// Something is being added to what was recorded, or that is taken back.
    pub(super) fn start_adding(&self, focus: &str) {
        self.as_typed.borrow_mut().clear();
        self.set_aside.borrow_mut().clear();
        self.shown.borrow_mut().clear();
        self.focus.replace(Some(focus.to_owned()));
        self.removed.borrow_mut().clear();
        self.touch("history");
        self.ask(Effect::StructureChanged);
        self.render();
    }

    /// An answer is recorded once its document is complete; from then on it is added to and not replaced. While something
    /// is being added, the new answer is not recorded yet.
    pub fn settle_recorded(&self, adding: bool) {
        let document = self.document.borrow();
        let answered = !path::text(&document.answers, "response").is_empty();
        let complete = document.status != Status::Draft;
        self.recorded.set(answered && complete && !adding);
        self.adding.set(adding);
    }
}
