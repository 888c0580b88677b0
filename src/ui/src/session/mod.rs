//! A form that is open: its document, its saves, and what the class of the element has to do for them.
//!
//! Whatever happens comes in as a method and goes out as a list of [`Command`]s, which the class carries out after the call
//! has returned: nothing of the page's runs while something here is being changed.

mod answer;
mod opening;
mod outgoing;
mod saving;
mod snapshot;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::path::Answers;
use coplan_model::{Document, DocumentError, FormName, Moment, Problem, Status, subject};
use serde::Serialize;

pub use answer::{Failure, Reason, Response, Said, Verdict};
pub use saving::{Occasion, PATIENCE, SaveStatus};
use saving::{Outcome, Request, Saving, Sending};
use snapshot::Reader;

use crate::state::{Effect, Host, State};
use crate::words::Mode;

/// What the class has to do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Command {
    /// Dispatch `coplan-change`.
    Change {
        /// Where.
        path: String,
    },
    /// Dispatch `coplan-save`, and say what came of it with [`Session::answered`].
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
    /// Call [`Session::wake`] after so many milliseconds.
    Wake {
        /// How many.
        after: f64,
    },
    /// Draw how saving stands, and nothing else.
    Say,
    /// Draw the form, soon.
    Draw,
    /// Draw it after so many milliseconds, unless this is said again before.
    DrawLater {
        /// How many.
        after: u32,
    },
    /// Keep this, to begin from after a trap; forget what was typed since the last time.
    Keep {
        /// For [`Session::resume`].
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

/// A form that is open.
pub struct Session {
    /// What is on screen.
    pub state: Rc<State>,
    saving: RefCell<Saving>,
    commands: RefCell<Vec<Command>>,
    /// The documents that the page has set beside this one, whomever they are about.
    related: RefCell<Vec<Document>>,
    /// What the browser gave back, for a document that is not on screen yet.
    restorable: RefCell<Option<Document>>,
    /// The page has set a document.
    set: Cell<bool>,
    /// The host's `autosave`, in milliseconds; `None` for `off`.
    autosave: Cell<Option<f64>>,
    /// For when the class was last asked to wake this up.
    armed: Cell<f64>,
    /// It stands in the page.
    attached: Cell<bool>,
}

impl Session {
    /// An empty form, with an id of its own.
    pub fn new(form: FormName, host: Rc<dyn Host>) -> Self {
        let session = Self {
            state: Rc::new(State::new(form, host)),
            saving: RefCell::new(Saving::new(form)),
            commands: RefCell::default(),
            related: RefCell::default(),
            restorable: RefCell::default(),
            set: Cell::new(false),
            autosave: Cell::new(Some(10_000.0)),
            armed: Cell::new(f64::INFINITY),
            attached: Cell::new(true),
        };
        session.begin(Document::new(form), None);
        session
    }

    /// What the class has to do since it last asked.
    pub fn take_commands(&self) -> Vec<Command> {
        self.commands.take()
    }

    fn command(&self, command: Command) {
        self.commands.borrow_mut().push(command);
    }

    fn now(&self) -> f64 {
        self.state.host().clock()
    }

    // ---- What happens on screen ----

    /// A control holds this now; says whether that is an edit. What is none, because the control holds what was drawn into it
    /// or because nothing can be changed now, is not to be typed again after a trap.
    pub fn typed(&self, name: &str, value: &str, checked: bool) -> bool {
        self.state.typed(name, value, checked);
        let edited = name == "speaker" || self.state.is_changed();
        self.settle();
        edited
    }

    /// A button or link was pressed.
    pub fn pressed(&self, id: &str) {
        self.state.pressed(id);
        self.settle();
    }

    /// A control was left.
    pub fn left(&self) {
        self.state.left();
        if !self.related.borrow().is_empty() {
            self.recognise();
        }
        self.command(Command::TellForm { now: true });
        self.settle();
    }

    /// The attributes say something else. `autosave` is how often a draft is saved by itself, in milliseconds after the last
    /// change; `None` for never.
    pub fn configured(&self, autosave: Option<f64>) {
        self.autosave.set(autosave);
        self.name_words(&mut self.state.document.borrow_mut(), false);
        self.state.draw();
        self.command(Command::TellForm { now: true });
        self.settle();
    }

    /// Which of the documents that have been on screen is there now. Nothing that was drawn for another is used for it.
    pub fn generation(&self) -> u64 {
        self.saving.borrow().generation()
    }

    /// What stands in the way of completion, with paths as in the document that a host gets. A form that the person alone
    /// may not see says nothing of itself.
    pub fn problems(&self) -> Vec<Problem> {
        if self.is_out_of_sight() { Vec::new() } else { self.state.problems_as_saved(Moment::Complete) }
    }

    /// Shows what stands in the way of completion and moves the focus there; true when nothing does.
    pub fn report(&self) -> bool {
        let none = self.state.show_problems(Moment::Complete);
        self.settle();
        none
    }

    /// The person is alone, and this form is a worker's.
    fn is_out_of_sight(&self) -> bool {
        self.state.settings.borrow().mode == Mode::Alone && !self.state.is_for_the_person()
    }

    /// Whether there are changes that the host has not confirmed saved.
    pub fn dirty(&self) -> bool {
        self.saving.borrow().dirty()
    }

    /// The document as it stands.
    pub fn document(&self) -> Value {
        self.state.document.borrow().to_value()
    }

    // ---- Saving ----

    /// `save()` or `complete()` was called, or its button pressed. Its promise settles with the host's answer.
    pub fn request(&self, id: u32, occasion: Occasion) {
        self.ask_for(id, occasion);
        self.settle();
    }

    fn ask_for(&self, id: u32, occasion: Occasion) {
        if !self.attached.get() {
            self.refuse(id, "CoplanStartError", "The form is not on the page");
        } else if self.may(occasion) {
            self.saving.borrow_mut().request(Request { id, occasion });
            self.keep();
        } else {
            self.incomplete(id, "There are questions to answer first: see `problems`");
        }
    }

    fn incomplete(&self, request: u32, message: &str) {
        self.refuse(request, "CoplanIncompleteError", message);
    }

    fn refuse(&self, request: u32, name: &'static str, message: &str) {
        let error = Some(Refused { name, message: message.to_owned() });
        self.command(Command::Settle { request, error });
    }

    /// Whether nothing stands in the way; what does is then on screen.
    fn may(&self, occasion: Occasion) -> bool {
        match occasion {
            _ if self.is_out_of_sight() => true,
            Occasion::Complete => self.state.show_problems(Moment::Complete),
            _ => self.state.show_problems(Moment::Draft),
        }
    }

    /// Whether a request is known and has not settled.
    pub fn has_request(&self, id: u32) -> bool {
        self.saving.borrow().has_request(id)
    }

    /// The host has answered a save, or its time is up and the answer came later.
    pub fn answered(&self, ticket: u32, said: &Said) {
        let time = self.state.host().time_of_day();
        let outcomes = self.saving.borrow_mut().answered(ticket, said.verdict(), self.now(), &time);
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
    fn leave(&self) {
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
    fn send(&self, occasion: Occasion, requests: Vec<u32>) {
        let document = self.outgoing(occasion);
        let mut saving = self.saving.borrow_mut();
        let handed = document.to_value();
        saving.learn(opening::fingerprint(&handed));
        let open = self.state.document.borrow().status == Status::Draft || self.state.adding.get();
        let finishes = open && matches!(document.status, Status::Complete | Status::Amended);
        let ticket = saving.sent(Sending { occasion, finishes }, document, requests, self.now());
        drop(saving);
        self.command(Command::Ask { ticket, reason: occasion.as_str(), document: handed });
        self.keep();
    }

    /// What follows from an answer, or from none.
    fn carry_out(&self, outcomes: Vec<Outcome>) {
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
                Outcome::Elsewhere(document) => self.stands_elsewhere(*document),
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

    /// Does what the form asked for, asks the host when it is time, and says how saving stands.
    fn settle(&self) {
        let changed = self.obey();
        self.ask_what_is_due();
        self.say_how_it_stands();
        if self.obey() || changed {
            self.command(Command::Draw);
        }
        self.arm();
    }

    /// Does what the form asked for; whether it is to be drawn.
    fn obey(&self) -> bool {
        let mut drawn = false;
        let mut effects = self.state.take_effects();
        while !effects.is_empty() {
            for effect in effects {
                drawn |= self.obey_one(effect);
            }
            effects = self.state.take_effects();
        }
        drawn
    }

    fn obey_one(&self, effect: Effect) -> bool {
        match effect {
            Effect::Changed(path) => {
                self.saving.borrow_mut().changed(self.now());
                self.command(Command::Change { path });
                self.command(Command::TellForm { now: false });
            }
            Effect::StructureChanged => self.keep(),
            Effect::Save => self.ask_for(0, Occasion::Save),
            Effect::Complete => self.ask_for(0, Occasion::Complete),
            Effect::Autosave if self.autosave.get().is_some() => self.saving.borrow_mut().hurry(),
            Effect::Autosave => {}
            Effect::KeepMine => self.keep_mine(),
            Effect::UseTheirs => self.use_theirs(),
            Effect::Draw => return true,
            Effect::DrawLater(after) => self.command(Command::DrawLater { after }),
        }
        false
    }

    fn ask_what_is_due(&self) {
        if !self.attached.get() {
            return;
        }
        loop {
            let Some(Request { id, occasion }) = self.saving.borrow_mut().next_request() else { break };
            // The answers may have changed while it waited.
            if self.may(occasion) {
                self.send(occasion, vec![id]);
            } else {
                self.incomplete(id, "There are questions to answer first: see `problems`");
                self.keep();
            }
        }
        if self.saving.borrow().autosave_is_due(self.now(), self.autosave.get()) {
            if self.state.settings.borrow().readonly {
                self.saving.borrow_mut().postpone();
            } else {
                self.send(Occasion::Autosave, Vec::new());
            }
        }
    }

    fn say_how_it_stands(&self) {
        let saving = self.saving.borrow();
        let (status, completing) = (saving.status(), saving.is_completing());
        drop(saving);
        // Controls that cannot be used are drawn so, and what was refused meanwhile is drawn back.
        if self.state.completing.replace(completing) != completing {
            self.state.draw();
        }
        if self.state.status.replace(status.clone()) != status {
            self.command(Command::Say);
        }
    }

    /// Asks to be woken up, unless that happens soon enough already.
    fn arm(&self) {
        let wait = self.autosave.get().filter(|_| self.attached.get());
        let Some(at) = self.saving.borrow().wakes_at(wait) else { return };
        if at < self.armed.get() {
            self.armed.set(at);
            self.command(Command::Wake { after: (at - self.now()).max(0.0) });
        }
    }

    // ---- After a trap ----

    /// Hands the class everything, to begin from after a trap.
    pub fn keep(&self) {
        let state = &self.state;
        let snapshot = snapshot::write(vec![
            ("document", state.document.borrow().to_whole_value()),
            ("adding", state.adding.get().into()),
            ("set", self.set.get().into()),
            ("speaker", state.chosen_speaker().into()),
            ("page", state.section_on_screen().into()),
            ("set_aside", Value::Object(state.set_aside())),
            ("saving", self.saving.borrow().to_value()),
        ]);
        self.command(Command::Keep { snapshot, dirty: self.dirty() });
    }

    /// Begins again from what [`Command::Keep`] handed over. What was typed since is typed again by the class, which then asks
    /// for [`Session::keep`].
    ///
    /// # Errors
    /// When it is no snapshot of this form.
    pub fn resume(&self, snapshot: Value) -> Result<(), DocumentError> {
        let read = Reader(&snapshot);
        let form = self.state.document.borrow().form;
        let document = Document::from_value(snapshot["document"].clone(), Some(form))?;
        let saving = Saving::from_value(&snapshot["saving"])?;
        self.state.open(document);
        self.state.settle_recorded(read.flag("adding"));
        self.state.speak_as(read.text("speaker").as_deref());
        self.state.put_back(read.text("page").as_deref(), snapshot["set_aside"].clone());
        self.saving.replace(saving);
        self.set.set(read.flag("set"));
        self.recognise();
        self.settle();
        Ok(())
    }

    // ---- Other documents ----

    /// Takes other documents to read: whom they name need not be named again. What is about another person is not read, and
    /// the host hears of it.
    ///
    /// What is no document of ours is `None`, and passed over.
    pub fn relate(&self, documents: Vec<Option<Document>>) {
        let document = self.state.document.borrow();
        let is_strangers = |other: &Option<Document>| other.as_ref().is_some_and(|other| is_anothers(&document, other));
        let stranger = documents.iter().position(is_strangers);
        drop(document);
        self.related.replace(documents.into_iter().flatten().collect());
        self.recognise();
        if let Some(at) = stranger {
            self.command(another_person(format!("related[{at}].subject")));
        }
        self.state.draw();
        self.settle();
    }

    /// The related documents that are about the person on screen, whoever that is by now.
    fn recognise(&self) {
        let document = self.state.document.borrow().clone();
        let about = |other: &&Document| subject::is_same(&document.subject, &other.subject);
        let theirs: Vec<Document> = self.related.borrow().iter().filter(about).cloned().collect();
        self.state.relate(theirs.into_iter());
    }

    /// Who the person is was put right in the document that this one belongs to. What is finished keeps the name that it was
    /// finished with.
    pub fn follow_subject(&self, subject: Answers) {
        let mut document = self.state.document.borrow_mut();
        if document.status == Status::Draft && document.subject != subject {
            document.subject = subject;
            drop(document);
            self.recognise();
            self.keep();
            self.state.draw();
        }
        self.settle();
    }

    /// The latest related document of a form about the person on screen.
    pub fn related(&self, form: FormName) -> Option<Value> {
        let document = self.state.document.borrow();
        let related = self.related.borrow();
        let held =
            related.iter().filter(|other| other.form == form && subject::is_same(&document.subject, &other.subject));
        held.max_by(|one, other| one.saved_at.cmp(&other.saved_at)).map(Document::to_value)
    }
}

/// Whether two documents name people who are not the same. Of one that names nobody, nobody can tell.
fn is_anothers(document: &Document, other: &Document) -> bool {
    !document.subject.is_empty() && !subject::is_same(&document.subject, &other.subject)
}

fn another_person(path: String) -> Command {
    Command::Error {
        name: "CoplanDocumentError",
        path,
        code: "other_person",
        message: "This document is about another person: it is not used here. Set documents about one person"
            .to_owned(),
    }
}
