//! What no page may ever see.

use std::collections::BTreeSet;

use coplan_model::{Document, Status};
use coplan_ui::Host;
use coplan_ui::session::{Command, PATIENCE, SaveStatus};
use serde_json::Value;

use super::page::{Asked, Page};

impl Page {
    pub fn look_at_what_is_sent(&self, document: &Value) {
        let sent = Document::from_value(document.clone(), None).unwrap();
        let problems = sent.problems(coplan_model::Moment::Complete, self.clock.today());
        let asks_why = problems.iter().any(|problem| problem.path == "amendment_reason");
        if matches!(sent.status, Status::Amended | Status::Complete) && asks_why {
            self.fault("something finished was sent without the reason of its amendment");
        }
        self.belongs(&sent, "what was sent");
    }

    /// The host has answered. It hears of a document that it stored, however late it said so and wherever the element is by
    /// then, and what is on screen follows that. It hears of one that it did not store, and no promise resolves with it.
    pub fn look_at_what_was_heard(&self, asked: &Asked, told: &[Command], resolved: bool) {
        let Asked { id, said, at, generation, .. } = asked;
        // Whose change a conflict is with may have to be waited for.
        if said["response"]["status"] == 409 {
            return;
        }
        let revision = said["body"]["revision"].as_u64();
        let is_told = |command: &Command| match command {
            Command::Saved { id: of, revision: told, .. } => of == id && revision.is_some() && *told == revision,
            Command::SaveFailed { id: of, .. } => of == id && revision.is_none(),
            _ => false,
        };
        // One that took too long is told already not to be saved.
        let in_time = self.clock.now.get() < at + PATIENCE;
        if (in_time || revision.is_some()) && !told.iter().any(is_told) {
            self.fault(format!("what the host said of {id} is not told: {said}"));
        }
        if revision.is_none() && resolved {
            self.fault(format!("a promise resolved, and the host did not store {id}: {said}"));
        }
        // Of what the host has someone may be asked which of the two it is to be.
        let here = self.session.store.document.borrow();
        let is_here = here.id == *id && *generation == self.session.generation();
        if is_here && here.revision < revision && self.session.store.theirs.borrow().is_none() {
            self.fault(format!("the host said what it has of {id}, and is not believed: {said}"));
        }
    }

    /// Every text in a document was typed into it, by whoever.
    pub fn belongs(&self, document: &Document, what: &str) {
        let nothing = BTreeSet::new();
        let written = self.written.get(&document.id).unwrap_or(&nothing);
        let whole = Value::Object(document.answers.clone()).to_string();
        for (other, texts) in self.written.iter().filter(|(id, _)| **id != document.id) {
            if let Some(text) = texts.iter().find(|text| !written.contains(*text) && whole.contains(text.as_str())) {
                self.fault(format!("{what} of {} holds {text}, which was typed into {other}", document.id));
            }
        }
    }

    /// What holds at every moment; `closely` where another document may have come on screen.
    pub fn look(&self, closely: bool) {
        let document = self.session.store.document.borrow();
        if closely {
            self.belongs(&document, "the screen");
        }
        let status = self.session.store.status.borrow().clone();
        if matches!(status, SaveStatus::Saved(_)) {
            if self.session.dirty() {
                self.fault("it says Saved, and there are changes");
            }
            let ours = self.host.get(&document.id).and_then(|all| all.iter().rev().find(|stored| stored.ours));
            match ours {
                None => self.fault("it says Saved, and the host has nothing of it"),
                Some(stored) if closely && stored.document.to_value()["answers"] != document.to_value()["answers"] => {
                    let (has, here) = (stored.document.to_value(), document.to_value());
                    self.fault(format!(
                        "it says Saved, and the host has something else: {} {} here, {} {} there",
                        here["status"], here["answers"], has["status"], has["answers"]
                    ));
                }
                Some(_) => {}
            }
        }
        if status == SaveStatus::Completing && self.session.store.can_change() {
            self.fault("it is being completed, and can be changed");
        }
        if self.session.dirty() && status == SaveStatus::Quiet {
            self.fault("there are changes, and the screen says nothing of it");
        }
        for (request, settled) in &self.promises {
            if settled.len() > 1 {
                self.fault(format!("promise {request} settled {} times", settled.len()));
            }
        }
    }
}
