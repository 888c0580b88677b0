//! A page with one form on it and a host behind it, as the class of the element is: it carries out commands, keeps what a trap
//! must not lose, and waits for the host. It notes what no page may ever see.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use coplan_model::{Document, FormName, Status, overwritten};

use super::clock::Clock;
use coplan_ui::session::{Command, Occasion, Said, SaveStatus, Session};
use serde_json::{Value, json};

/// What the host does with the next save that it is handed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mood {
    /// Stores it, if it follows what is there.
    Stores,
    /// Stores it, and its answer gets lost on the way.
    StoresInSilence,
    /// Does not store it, and says so in this way.
    Refuses(No),
}

/// The ways in which a host says no.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum No {
    /// Nobody calls `respondWith`.
    Unanswered,
    /// 401.
    SignedOut,
    /// 500.
    Status,
    /// A rejection.
    Rejected,
    /// A problem with a title.
    Refused,
    /// A page of HTML with status 200.
    Page,
    /// An object that says so, in the place of a `Response`.
    Object,
    /// Nothing: a `return` was forgotten.
    Nothing,
}

/// A save that the host has been handed and has not answered.
pub struct Asked {
    pub ticket: u32,
    /// Of the document.
    pub id: String,
    /// The document, but for its revision and when it was saved.
    pub stood: Value,
    /// Which of the documents that were on screen.
    pub generation: u64,
    /// When it was asked.
    pub at: f64,
    pub said: Value,
    /// It will never be answered.
    pub silent: bool,
}

/// One revision that the host has.
#[derive(Clone)]
pub struct Stored {
    pub document: Document,
    pub revision: u64,
    /// It came from this page, and not from someone else.
    pub ours: bool,
}

/// The page.
pub struct Page {
    pub session: Session,
    pub clock: Rc<Clock>,
    form: FormName,
    pub mood: Mood,
    pub host: BTreeMap<String, Vec<Stored>>,
    pub asked: Vec<Asked>,
    /// Every `coplan-save` so far: reason and document.
    pub saves: Vec<(&'static str, Value)>,
    /// Which of the documents that were on screen was there at the last of them.
    pub sent_in: u64,
    /// Of which of them something is handed over now that is no longer on screen.
    pub leaving: Option<u64>,
    /// Every event that tells of a save.
    pub told: Vec<Command>,
    /// Promises, and how each settled.
    pub promises: BTreeMap<u32, Vec<Result<(), String>>>,
    last_request: u32,
    /// Requests that were to complete.
    completing: BTreeSet<u32>,
    /// The document that the host set last, as it then stood.
    pub last_set: Option<Value>,
    /// Documents that went back to what they were: someone else may have completed them since.
    reset: BTreeSet<String>,
    kept: Value,
    typed: Vec<(String, String, bool)>,
    wake_at: f64,
    pub attached: bool,
    /// What is wrong, in words.
    pub faults: RefCell<Vec<String>>,
    /// Texts that a person has typed, by the document they were typed into.
    pub written: BTreeMap<String, BTreeSet<String>>,
}

impl Page {
    pub fn new(form: FormName) -> Self {
        let clock = Rc::new(Clock::default());
        let mut page = Self {
            session: Session::new(form, clock.clone()),
            clock,
            form,
            mood: Mood::Stores,
            host: BTreeMap::new(),
            asked: Vec::new(),
            saves: Vec::new(),
            sent_in: 0,
            leaving: None,
            told: Vec::new(),
            promises: BTreeMap::new(),
            last_request: 0,
            completing: BTreeSet::new(),
            last_set: None,
            reset: BTreeSet::new(),
            kept: Value::Null,
            typed: Vec::new(),
            wake_at: f64::INFINITY,
            attached: true,
            faults: RefCell::default(),
            written: BTreeMap::new(),
        };
        page.carry_out();
        page
    }

    pub fn fault(&self, fault: impl Into<String>) {
        self.faults.borrow_mut().push(fault.into());
    }

    /// Does what the form wants done, as `elements/js/element.js` does it.
    pub fn carry_out(&mut self) {
        loop {
            let commands = self.session.take_commands();
            if commands.is_empty() {
                return;
            }
            for command in commands {
                self.carry_out_one(command);
            }
        }
    }

    fn carry_out_one(&mut self, command: Command) {
        match command {
            Command::Keep { snapshot, .. } => {
                self.kept = snapshot;
                self.typed.clear();
            }
            Command::Ask { ticket, reason, document } => self.ask(ticket, reason, document),
            Command::Settle { request: 0, .. } => {}
            Command::Settle { request, error } => {
                let settled = error.map_or(Ok(()), |error| Err(format!("{} {}", error.name, error.message)));
                self.promises.entry(request).or_default().push(settled);
            }
            Command::Wake { after } => self.wake_at = self.clock.now.get() + after,
            told @ (Command::Saved { .. } | Command::SaveFailed { .. } | Command::Error { .. }) => self.told.push(told),
            Command::Change { .. }
            | Command::Say
            | Command::Render
            | Command::RenderLater { .. }
            | Command::Print { .. }
            | Command::Copy
            | Command::TellForm { .. } => {}
        }
    }

    /// The host is handed a document.
    fn ask(&mut self, ticket: u32, reason: &'static str, document: Value) {
        self.look_at_what_is_sent(&document);
        let (mood, silent) = (self.mood, self.mood == Mood::StoresInSilence);
        let said = match mood {
            Mood::Stores | Mood::StoresInSilence => self.store(&document),
            Mood::Refuses(No::Unanswered) => json!({ "unanswered": true }),
            Mood::Refuses(No::SignedOut) => json!({ "response": { "ok": false, "status": 401 } }),
            Mood::Refuses(No::Status) => json!({ "response": { "ok": false, "status": 500 } }),
            Mood::Refuses(No::Rejected) => json!({ "rejected": true }),
            Mood::Refuses(No::Refused) => {
                json!({ "response": { "ok": false, "status": 422 }, "body": { "title": "Not now" } })
            }
            Mood::Refuses(No::Page) => json!({ "response": { "ok": true, "status": 200, "html": true } }),
            Mood::Refuses(No::Object) => json!({ "body": { "ok": false, "status": 500 } }),
            Mood::Refuses(No::Nothing) => json!({ "body": {} }),
        };
        let id = document["id"].as_str().unwrap_or_default().to_owned();
        let stood = stands(&document);
        let generation = self.leaving.filter(|_| reason == "leaving").unwrap_or_else(|| self.session.generation());
        self.saves.push((reason, document));
        self.sent_in = self.session.generation();
        self.asked.push(Asked { ticket, id, stood, generation, at: self.clock.now.get(), said, silent });
    }

    fn store(&mut self, document: &Value) -> Value {
        let document = Document::from_value(document.clone(), None).unwrap();
        let revisions = self.host.entry(document.id.clone()).or_default();
        let latest = revisions.last();
        if document.revision.unwrap_or(0) != latest.map_or(0, |stored| stored.revision) {
            return json!({ "response": { "ok": false, "status": 409 } });
        }
        if let Some(lost) = latest.and_then(|stored| overwritten(&stored.document, &document).into_iter().next()) {
            if !self.reset.contains(&document.id) {
                let fault = format!(
                    "a save of {} would have lost what was recorded: {} {}, {:?} after {:?}",
                    document.id,
                    lost.path,
                    lost.code,
                    document.status,
                    latest.map(|stored| stored.document.status)
                );
                self.faults.borrow_mut().push(fault);
            }
            return json!({ "response": { "ok": false, "status": 422 } });
        }
        let revision = latest.map_or(0, |stored| stored.revision) + 1;
        let document = Document { revision: Some(revision), ..document };
        revisions.push(Stored { document, revision, ours: true });
        json!({ "response": { "ok": true, "status": 200 }, "body": { "revision": revision } })
    }

    /// Someone else saves the document that is on screen, as the host has it, with a text of their own.
    pub fn someone_else_saves(&mut self, id: &str, field: &str, text: &str) -> Option<Document> {
        let revisions = self.host.get_mut(id)?;
        let latest = revisions.last()?.clone();
        if latest.document.status != Status::Draft {
            return None;
        }
        let revision = latest.revision + 1;
        let mut document = Document { revision: Some(revision), ..latest.document };
        document.answers.insert(field.to_owned(), Value::from(text));
        self.written.entry(id.to_owned()).or_default().insert(text.to_owned());
        revisions.push(Stored { document: document.clone(), revision, ours: false });
        Some(document)
    }

    // ---- What happens ----

    pub fn typed(&mut self, name: &str, value: &str, checked: bool) {
        self.typed.push((name.to_owned(), value.to_owned(), checked));
        if !self.session.typed(name, value, checked) {
            self.typed.pop();
        }
        self.carry_out();
    }

    pub fn pressed(&mut self, id: &str) {
        self.session.pressed(id);
        self.carry_out();
    }

    pub fn request(&mut self, occasion: Occasion) -> u32 {
        self.last_request += 1;
        self.promises.insert(self.last_request, Vec::new());
        if occasion == Occasion::Complete {
            self.completing.insert(self.last_request);
        }
        self.session.request(self.last_request, occasion);
        self.carry_out();
        self.last_request
    }

    pub fn set(&mut self, document: Value) {
        // What leaves the screen is handed over when another is there already.
        self.leaving = Some(self.session.generation());
        if self.session.set_document(document).is_err() {
            self.fault("a document of this form could not be opened");
        }
        self.carry_out();
        self.leaving = None;
    }

    /// The host's answer to a save arrives, if it ever does.
    pub fn answer(&mut self, at: usize) {
        if self.asked.is_empty() {
            return;
        }
        let at = at % self.asked.len();
        if self.asked[at].silent {
            return;
        }
        let asked = self.asked.remove(at);
        let (told, resolved, before) = (self.told.len(), self.resolved(), self.stand_of_another(&asked));
        // What is offered again was sent of the same.
        self.leaving = Some(asked.generation);
        self.session.answered(asked.ticket, &Said::from_value(&asked.said));
        self.carry_out();
        self.leaving = None;
        self.look_at_what_was_heard(&asked, &self.told[told..], self.resolved() > resolved);
        if self.stand_of_another(&asked) != before {
            self.fault(format!("an answer about {} changed what is on screen of another document", asked.id));
        }
    }

    /// Time passes, and what was to happen by then happens.
    pub fn pass(&mut self, milliseconds: f64) {
        let until = self.clock.now.get() + milliseconds;
        while self.wake_at <= until {
            self.clock.now.set(self.wake_at.max(self.clock.now.get()));
            self.wake_at = f64::INFINITY;
            self.session.wake();
            self.carry_out();
        }
        self.clock.now.set(until);
    }

    /// The WebAssembly traps: the form begins again from what the class kept, with what was typed since.
    pub fn trap(&mut self) {
        self.session.take_commands();
        self.begin_again();
    }

    fn begin_again(&mut self) {
        self.session = Session::new(self.form, self.clock.clone());
        self.session.take_commands();
        self.wake_at = f64::INFINITY;
        if self.session.resume(self.kept.clone()).is_err() {
            self.fault("a form could not begin again after a trap");
        }
        for (name, value, checked) in self.typed.clone() {
            self.session.typed(&name, &value, checked);
        }
        self.session.keep();
        if !self.attached {
            self.session.detached();
        }
        for request in self.promises.iter().filter(|(_, settled)| settled.is_empty()).map(|(id, _)| *id) {
            if !self.session.has_request(request) {
                let complete = self.completing.contains(&request);
                self.session.request(request, if complete { Occasion::Complete } else { Occasion::Save });
            }
        }
        self.carry_out();
    }

    pub fn detach(&mut self) {
        self.session.detached();
        self.attached = false;
        self.carry_out();
    }

    /// It is back. When the host had answered everything, nothing was left of it but what the class kept.
    pub fn attach(&mut self) {
        self.attached = true;
        if self.session.is_answered() {
            return self.begin_again();
        }
        self.session.attached();
        self.carry_out();
    }

    /// The document went back to an earlier store, at the host's or the browser's wish.
    pub fn note_reset(&mut self, id: &str) {
        self.reset.insert(id.to_owned());
    }

    /// What is on screen and whether the host has it, when that is another document than was sent, or the same that was opened
    /// again and holds something else.
    fn stand_of_another(&self, asked: &Asked) -> Option<(Value, bool, bool)> {
        let here = self.session.document();
        let again = asked.generation != self.session.generation() && stands(&here) != asked.stood;
        let stand = |here| (here, self.session.dirty(), matches!(self.status(), SaveStatus::Failed(_)));
        (here["id"] != *asked.id || again)
            .then(|| stand(json!([here["status"], here["revision"], here["answers"], here["earlier"]])))
    }

    /// How many promises have resolved.
    fn resolved(&self) -> usize {
        self.promises.values().flatten().filter(|settled| settled.is_ok()).count()
    }

    pub fn status(&self) -> SaveStatus {
        self.session.store.status.borrow().clone()
    }
}

/// A document, but for its revision and when it was saved.
fn stands(document: &Value) -> Value {
    let mut document = document.clone();
    if let Some(whole) = document.as_object_mut() {
        whole.retain(|key, _| key != "revision" && key != "saved_at");
    }
    document
}
