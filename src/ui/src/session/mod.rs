//! A form that is open: its document, its saves, and what the class of the element has to do for them.
//!
//! Whatever happens comes in as a method and goes out as a list of [`Command`]s, which the class carries out after the call
//! has returned: nothing of the page's runs while something here is being changed.

mod answer;
mod asking;
mod command;
mod held;
mod opening;
mod outcome;
mod outgoing;
mod related;
mod saving;
mod snapshot;
mod storing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::{Document, FormName, Moment, Problem, Status};

pub use answer::{Failure, Reason, Response, Said, Verdict};
pub use command::{Command, Refused};
pub use saving::{Occasion, PATIENCE, SaveStatus};
use saving::{Request, Saving};

use crate::store::{Action, Effect, FormStore, Host};

/// A form that is open.
pub struct Session {
    /// What is on screen.
    pub store: Rc<FormStore>,
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
            store: Rc::new(FormStore::new(form, host)),
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
        self.store.host().clock()
    }

    // ---- What happens on screen ----

    /// A control holds this now; says whether that is an edit. What is none, because the control holds what was rendered into it
    /// or because nothing can be changed now, is not to be typed again after a trap.
    pub fn typed(&self, name: &str, value: &str, checked: bool) -> bool {
        self.store.typed(name, value, checked);
        let edited = name == "speaker" || self.store.is_changed();
        self.settle();
        edited
    }

    /// A button or link was pressed.
    pub fn pressed(&self, id: &str) {
        if let Some(action) = Action::from_id(id) {
            self.store.handle(action);
        }
        self.settle();
    }

    /// What is behind the line of this id was opened, or closed.
    pub fn folded(&self, line: &str, open: bool) {
        self.store.folded(line, open);
        self.settle();
    }

    /// A control lost the focus (blur).
    pub fn blurred(&self) {
        self.store.blurred();
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
        self.name_words(&mut self.store.document.borrow_mut(), false);
        self.store.render();
        self.command(Command::TellForm { now: true });
        self.settle();
    }

    /// Says what became of something that the class has done: a message by its key.
    pub fn tell(&self, key: &'static str) {
        self.store.tell(key);
        self.store.render();
        self.settle();
    }

    /// Which of the documents that have been on screen is there now. Nothing that was rendered for another is used for it.
    pub fn generation(&self) -> u64 {
        self.saving.borrow().generation()
    }

    /// What blocks completion, with paths as in the document that a host gets. A form that the person alone
    /// may not see says nothing of itself.
    pub fn problems(&self) -> Vec<Problem> {
        if self.is_out_of_sight() { Vec::new() } else { self.store.problems_as_saved(Moment::Complete) }
    }

    /// Shows what blocks completion and moves the focus there; true when nothing does.
    pub fn report(&self) -> bool {
        let none = self.store.show_problems(Moment::Complete);
        self.settle();
        none
    }

    /// The person is alone, and this form is a worker's.
    fn is_out_of_sight(&self) -> bool {
        self.store.is_kept_back()
    }

    /// Whether there are changes that the host has not confirmed saved.
    pub fn dirty(&self) -> bool {
        self.saving.borrow().dirty()
    }

    /// The document as it stands.
    pub fn document(&self) -> Value {
        Document { status: self.status(), ..self.store.document.borrow().clone() }.to_value()
    }

    /// Where it stands. Something finished that is being changed is a draft until that is whole, as it is sent.
    fn status(&self) -> Status {
        match self.store.document.borrow().status {
            Status::Complete | Status::Amended if self.store.adding.get() && self.dirty() => Status::Draft,
            status => status,
        }
    }

    /// Does what the form asked for, asks the host when it is time, and says how saving stands.
    fn settle(&self) {
        let changed = self.obey();
        self.ask_what_is_due();
        self.say_how_it_stands();
        if self.obey() || changed {
            self.command(Command::Render);
        }
        self.arm();
    }

    /// Does what the form asked for; whether it is to be rendered.
    fn obey(&self) -> bool {
        let mut rendered = false;
        let mut effects = self.store.take_effects();
        while !effects.is_empty() {
            for effect in effects {
                rendered |= self.obey_one(effect);
            }
            effects = self.store.take_effects();
        }
        rendered
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
            Effect::Print { one_page } => self.command(Command::Print { one_page }),
            Effect::Copy => self.command(Command::Copy),
            Effect::Render => return true,
            Effect::RenderLater(after) => self.command(Command::RenderLater { after }),
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
            // Also where nothing can be changed by now: it was typed before.
            self.send(Occasion::Autosave, Vec::new());
        }
    }

    fn say_how_it_stands(&self) {
        let saving = self.saving.borrow();
        let (status, completing) = (saving.status(), saving.is_completing());
        drop(saving);
        // Controls that cannot be used are rendered so, and what was refused meanwhile is rendered back.
        if self.store.completing.replace(completing) != completing {
            self.store.render();
        }
        if self.store.status.replace(status.clone()) != status {
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
}
