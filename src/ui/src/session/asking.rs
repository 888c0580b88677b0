//! Asking the host to save, and what follows from its answers.

use super::outcome::Outcome;
use super::saving::{Request, Sending};
use super::{Command, Failure, Occasion, Refused, Said, Session, opening};
use coplan_model::{Moment, Status};

impl Session {
    /// `save()` or `complete()` was called, or its button pressed. Its promise settles with the host's answer.
    pub fn request(&self, id: u32, occasion: Occasion) {
        self.ask_for(id, occasion);
        self.settle();
    }

    pub(super) fn ask_for(&self, id: u32, occasion: Occasion) {
        if !self.attached.get() {
            self.refuse(id, "CoplanStartError", "The form is not on the page");
        } else if self.may(occasion) {
            self.saving.borrow_mut().request(Request { id, occasion });
            self.keep();
        } else {
            self.incomplete(id, "There are questions to answer first: see `problems`");
        }
    }

    pub(super) fn incomplete(&self, request: u32, message: &str) {
        self.refuse(request, "CoplanIncompleteError", message);
    }

    pub(super) fn refuse(&self, request: u32, name: &'static str, message: &str) {
        let error = Some(Refused { name, message: message.to_owned() });
        self.command(Command::Settle { request, error });
    }

    /// Whether nothing blocks completion; what does is then on screen.
    pub(super) fn may(&self, occasion: Occasion) -> bool {
        match occasion {
            _ if self.is_out_of_sight() => true,
            // Where the person is alone, what a worker has not answered yet is not theirs to be shown.
            Occasion::Complete => self.store.show_problems(Moment::Complete) && self.store.is_whole(),
            _ => self.store.show_problems(Moment::Draft),
        }
    }

    /// Whether a request is known and has not settled.
    pub fn has_request(&self, id: u32) -> bool {
        self.saving.borrow().has_request(id)
    }

    /// The host has answered a save, or its time is up and the answer came later.
    pub fn answered(&self, ticket: u32, said: &Said) {
        let time = self.store.host().time_of_day();
        let outcomes = self.saving.borrow_mut().answered(ticket, said, self.now(), &time);
        self.carry_out(outcomes);
        self.keep();
        self.command(Command::TellForm { now: true });
        self.settle();
    }

    /// What was to happen by itself is due.
    pub fn wake(&self) {
        self.armed.set(f64::INFINITY);
        let outcomes = self.saving.borrow_mut().tick(self.now());
        if !outcomes.is_empty() {
            self.carry_out(outcomes);
            self.keep();
        }
        self.settle();
    }

    /// The browser is online again.
    pub fn online(&self) {
        self.saving.borrow_mut().online(self.now());
        self.settle();
    }

    /// The page is hidden: what is unsaved is offered at once.
    pub fn hidden(&self) {
        if self.dirty() && !self.saving.borrow().is_offered() {
            self.send(Occasion::Leaving, Vec::new());
        }
        self.settle();
    }

    /// The element has left the page: what is unsaved is offered at once, and what waits for its turn settles with that.
    pub fn detached(&self) {
        self.leave();
        self.attached.set(false);
        self.saving.borrow_mut().set_gone(true);
        self.settle();
        self.keep();
    }

    /// It is back.
    pub fn attached(&self) {
        self.attached.set(true);
        self.saving.borrow_mut().set_gone(false);
        self.settle();
    }

    /// Whether the host may still answer in time: until then nothing is thrown away.
    pub fn is_answered(&self) -> bool {
        self.saving.borrow().is_answered()
    }

    /// The document leaves the screen: it is offered to the host, unless that has everything or is being asked for it. What
    /// waits for its turn settles with that.
    pub(super) fn leave(&self) {
        let waiting = self.saving.borrow_mut().take_waiting();
        let (completing, saving): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|request| request.occasion == Occasion::Complete);
        for Request { id, .. } in completing {
            self.incomplete(id, "The document left the screen before it was completed");
        }
        let unsaid = self.dirty() && !self.saving.borrow().is_offered();
        if unsaid || !saving.is_empty() {
            self.send(Occasion::Leaving, saving.into_iter().map(|request| request.id).collect());
        }
    }

    /// Hands the document to the host.
    pub(super) fn send(&self, occasion: Occasion, requests: Vec<u32>) {
        let document = self.outgoing(occasion);
        let mut saving = self.saving.borrow_mut();
        let handed = document.to_value();
        saving.learn(opening::fingerprint(&handed));
        let open = self.store.document.borrow().status == Status::Draft || self.store.adding.get();
        let finishes = open && matches!(document.status, Status::Complete | Status::Amended);
        let ticket = saving.sent(Sending { occasion, finishes }, document, requests, self.now());
        drop(saving);
        self.command(Command::Ask { ticket, reason: occasion.as_str(), document: handed });
        self.keep();
    }

    /// What follows from an answer, or from none.
    pub(super) fn carry_out(&self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            match outcome {
                Outcome::Settled(request, result) => {
                    let refused = |failure: Failure| Refused {
                        name: "CoplanSaveError",
                        message: failure.reason.as_str().to_owned(),
                    };
                    self.command(Command::Settle { request, error: result.err().map(refused) });
                }
                Outcome::Saved { id, form, revision } => {
                    self.command(Command::Saved { id, form: form.as_str(), revision });
                }
                Outcome::Failed { id, form, failure: Failure { reason, title } } => {
                    self.command(Command::SaveFailed { id, form: form.as_str(), reason: reason.as_str(), title });
                }
                Outcome::Stands(document, finished) => self.stands(*document, finished),
                Outcome::AskAgain(mut again) => {
                    if let Some(stored) = again.after.take() {
                        let on_screen = again.generation == self.generation();
                        self.follow_on(&mut again.document, stored, on_screen);
                    }
                    let handed = again.document.to_value();
                    let ticket = self.saving.borrow_mut().sent_again(*again, self.now());
                    let reason = Occasion::Leaving.as_str();
                    self.command(Command::Ask { ticket, reason, document: handed });
                }
            }
        }
    }
}
