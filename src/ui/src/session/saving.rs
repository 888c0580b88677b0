//! Saving as one machine: which document was sent, what the host said, when to ask again, and what the screen may say.
//!
//! It knows no clock, no timer and no promise: it is told the time and answers what follows. A save belongs to the document
//! that was sent, known by its id, the revision it began from and the count of changes in it; the answer is applied to that
//! document and to no other. Nothing here says *Saved* unless the host has exactly what is on screen.

use std::collections::VecDeque;

use coplan_model::{Document, FormName};

use super::answer::{Failure, Reason};

/// How long a host may take to answer, its body included, in milliseconds.
pub const PATIENCE: f64 = 30_000.0;

/// The longest that a change waits before the host is asked, also while typing goes on, in milliseconds.
const LONGEST: f64 = 30_000.0;

/// The first wait after a failure; each later one is twice as long, up to [`LAST_RETRY`]. In milliseconds.
const FIRST_RETRY: f64 = 10_000.0;
pub(super) const LAST_RETRY: f64 = 300_000.0;

/// Documents that a host may set again without changing anything: the last ones that it set, was sent or confirmed.
const KNOWN: usize = 8;

/// Why the host is asked to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Time has passed since a change.
    Autosave,
    /// Save was pressed, or `save()` called.
    Save,
    /// Complete was pressed, or `complete()` called.
    Complete,
    /// The page is hidden, the element leaves it, or another document takes the place of this one.
    Leaving,
}

impl Occasion {
    /// Every occasion.
    pub const ALL: [Occasion; 4] = [Occasion::Autosave, Occasion::Save, Occasion::Complete, Occasion::Leaving];

    /// The `reason` of `coplan-save`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Occasion::Autosave => "autosave",
            Occasion::Save => "save",
            Occasion::Complete => "complete",
            Occasion::Leaving => "leaving",
        }
    }
}

/// What the screen says of saving.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SaveStatus {
    /// Nothing to say yet.
    #[default]
    Quiet,
    /// There are changes that the host does not have.
    Unsaved,
    /// Someone pressed Save, and the host has not answered.
    Saving,
    /// Someone pressed Complete, and the host has not answered.
    Completing,
    /// The host has what is on screen, since this time of day.
    Saved(String),
    /// The host does not have it.
    Failed(Failure),
}

/// A call of `save()` or `complete()`, or a press of their buttons, that has not been asked yet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// What the class knows its promise by.
    pub id: u32,
    /// [`Occasion::Save`] or [`Occasion::Complete`].
    pub occasion: Occasion,
}

/// A save that the host has been asked for and has not answered.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    pub(super) ticket: u32,
    pub(super) occasion: Occasion,
    /// What was open is finished by it.
    pub(super) finishes: bool,
    /// The document as it stands once the host has it.
    pub(super) document: Document,
    /// Which of the documents that were on screen.
    pub(super) generation: u64,
    /// The count of changes that it holds.
    pub(super) changes: u64,
    /// When it was asked.
    pub(super) at: f64,
    /// Whose promises settle with it.
    pub(super) requests: Vec<u32>,
    /// The host took too long: that was said. Its answer is still believed.
    pub(super) given_up: bool,
    /// It came back as a conflict while another save from the same revision was under way, which may be what it conflicts with.
    pub(super) held: bool,
    /// Another save from the same revision has been stored meanwhile: a conflict is with ourselves.
    pub(super) overtaken: Option<Overtaken>,
    /// It has been asked again once already.
    pub(super) again: bool,
}

/// A save of our own that was stored while another from the same revision was under way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Overtaken {
    /// The count of changes that it held.
    pub(super) changes: u64,
    /// What the host has stored.
    pub(super) document: Box<Document>,
}

/// Why a document is sent, and whether what was open is finished by that.
#[derive(Clone, Copy, Debug)]
pub struct Sending {
    /// Why.
    pub occasion: Occasion,
    /// What was open is finished by it.
    pub finishes: bool,
}

/// The last of our saves that the host confirmed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Confirmed {
    pub(super) ticket: u32,
    pub(super) from: Option<u64>,
    pub(super) revision: Option<u64>,
}

/// The saves of one form on screen.
#[derive(Clone, Debug)]
pub struct Saving {
    /// What the host has, as far as we know: what it set, or what it last confirmed.
    pub(super) base: Document,
    /// Which of the documents that have been on screen is there now.
    pub(super) generation: u64,
    /// How often it was changed.
    pub(super) changes: u64,
    /// How many of those changes the host has; `None` when it has something else.
    pub(super) has: Option<u64>,
    /// Fingerprints of this document: first what the host last set, then what it was sent or had set before.
    pub(super) known: VecDeque<String>,
    pub(super) confirmed: Option<Confirmed>,
    pub(super) asks: Vec<Ask>,
    pub(super) waiting: VecDeque<Request>,
    /// The element is off the page: nothing is asked by itself.
    pub(super) gone: bool,
    pub(super) next_ticket: u32,
    /// When the first and the last change happened that nobody has been asked to save yet.
    pub(super) first_change: Option<f64>,
    pub(super) last_change: Option<f64>,
    /// Asked for at once: a page was turned.
    pub(super) hurried: bool,
    /// Why the last save of this document failed, until one succeeds.
    pub(super) failure: Option<Failure>,
    /// When it is tried again, and how long that wait is.
    pub(super) retry_at: Option<f64>,
    pub(super) retry_wait: f64,
    /// When the host last had everything, as it is shown.
    pub(super) saved_at: Option<String>,
}

impl Saving {
    /// Nothing to save yet.
    pub fn new(form: FormName) -> Self {
        Self {
            base: Document::new(form),
            generation: 0,
            changes: 0,
            has: Some(0),
            known: VecDeque::from([String::new()]),
            confirmed: None,
            asks: Vec::new(),
            waiting: VecDeque::new(),
            gone: false,
            next_ticket: 1,
            first_change: None,
            last_change: None,
            hurried: false,
            failure: None,
            retry_at: None,
            retry_wait: FIRST_RETRY,
            saved_at: None,
        }
    }

    // ---- The document on screen ----

    /// Another document is on screen, as the host has it. Saves of the one before go on, and change nothing here.
    pub fn opened(&mut self, base: Document, fingerprint: Option<String>) {
        self.base = base;
        self.known.clear();
        self.known.push_back(fingerprint.unwrap_or_default());
        self.anew();
    }

    /// The form goes back to what the host has.
    pub fn reset(&mut self) {
        self.anew();
    }

    pub(super) fn anew(&mut self) {
        self.generation += 1;
        self.changes = 0;
        self.has = Some(0);
        self.first_change = None;
        self.last_change = None;
        self.hurried = false;
        self.saved_at = None;
        self.confirmed = None;
        self.recovered();
    }

    pub(super) fn recovered(&mut self) {
        self.failure = None;
        self.retry_at = None;
        self.retry_wait = FIRST_RETRY;
    }

    /// Which of the documents that have been on screen is there now.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What the host has.
    pub fn base(&self) -> &Document {
        &self.base
    }

    /// The host has this instead: someone else saved it, and what is on screen is to take its place.
    pub fn rebased(&mut self, base: Document, now: f64) {
        self.base = base;
        self.has = None;
        self.recovered();
        self.last_change = Some(now);
        self.first_change.get_or_insert(now);
        self.hurried = true;
    }

    /// Whether a host that sets this sets nothing new.
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.known.iter().any(|known| known == fingerprint)
    }

    /// The host set the document on screen again.
    pub fn set_again(&mut self, fingerprint: String) {
        if let Some(last) = self.known.pop_front() {
            self.learn(last);
        }
        self.known.push_front(fingerprint);
    }

    /// The host is handed the document on screen, and may set it.
    pub fn learn(&mut self, fingerprint: String) {
        if self.knows(&fingerprint) {
            return;
        }
        if self.known.len() == KNOWN {
            self.known.remove(1);
        }
        self.known.push_back(fingerprint);
    }

    /// The host says that what it has is of this revision.
    pub fn learn_revision(&mut self, revision: Option<u64>) {
        self.base.revision = revision.or(self.base.revision);
    }

    /// Something changed.
    pub fn changed(&mut self, now: f64) {
        self.changes += 1;
        self.first_change.get_or_insert(now);
        self.last_change = Some(now);
    }

    /// There are changes that the host has not confirmed.
    pub fn dirty(&self) -> bool {
        self.has != Some(self.changes)
    }

    /// Someone else changed the document.
    pub fn in_conflict(&self) -> bool {
        self.failure.as_ref().is_some_and(|failure| failure.reason == Reason::Conflict)
    }

    /// Someone else changed the document: nothing is asked by itself until a person has decided.
    pub fn conflicts(&mut self) {
        self.failure = Some(Failure::of(Reason::Conflict));
        self.retry_at = None;
    }

    // ---- When to ask ----

    /// The element is off the page, or back.
    pub fn set_gone(&mut self, gone: bool) {
        self.gone = gone;
    }

    /// `save()` or `complete()`: asked in its turn.
    pub fn request(&mut self, request: Request) {
        self.waiting.push_back(request);
    }

    /// A page was turned: what changed is saved soon.
    pub fn hurry(&mut self) {
        self.hurried = true;
    }

    /// The browser is online again: what failed is tried now.
    pub fn online(&mut self, now: f64) {
        if self.retry_at.is_some() {
            self.retry_at = Some(now);
        }
    }

    /// The next request, when its turn has come: one save at a time.
    pub fn next_request(&mut self) -> Option<Request> {
        if self.is_waiting() { None } else { self.waiting.pop_front() }
    }

    /// Whether the host is to be asked by itself now; `wait` is the host's own setting in milliseconds, `None` for never.
    pub fn autosave_is_due(&self, now: f64, wait: Option<f64>) -> bool {
        !self.is_waiting() && self.autosave_at(wait).is_some_and(|at| at <= now)
    }

    pub(super) fn autosave_at(&self, wait: Option<f64>) -> Option<f64> {
        let wait = wait.filter(|_| self.dirty() && !self.in_conflict())?;
        let pause = self.last_change.map(|last| last + wait);
        let longest = self.first_change.map(|first| first + LONGEST.max(wait));
        let hurried = self.hurried.then_some(0.0);
        [pause, longest, hurried, self.retry_at].into_iter().flatten().min_by(f64::total_cmp)
    }

    /// When something happens by itself next.
    pub fn wakes_at(&self, wait: Option<f64>) -> Option<f64> {
        let patience = self.asks.iter().filter(|ask| !ask.given_up).map(|ask| ask.at + PATIENCE);
        let autosave = if self.is_waiting() { None } else { self.autosave_at(wait) };
        patience.chain(autosave).min_by(f64::total_cmp)
    }

    /// The host has been asked and may still answer in time.
    pub(super) fn is_waiting(&self) -> bool {
        self.asks.iter().any(|ask| !ask.given_up)
    }

    /// Whether everything on screen is under way to the host already.
    pub fn is_offered(&self) -> bool {
        self.asks.iter().any(|ask| !ask.given_up && ask.generation == self.generation && ask.changes == self.changes)
    }

    /// What waits for its turn when the document leaves the screen: the saves go with it, what was to be completed is not.
    pub fn take_waiting(&mut self) -> Vec<Request> {
        self.waiting.drain(..).collect()
    }

    // ---- What the screen may say ----

    /// How saving stands.
    pub fn status(&self) -> SaveStatus {
        let asked = |ask: &&Ask| !ask.given_up && ask.occasion == Occasion::Save && ask.generation == self.generation;
        if self.is_completing() {
            SaveStatus::Completing
        } else if self.asks.iter().any(|ask| asked(&ask)) || self.is_requested(Occasion::Save) {
            SaveStatus::Saving
        } else if let Some(failure) = &self.failure {
            SaveStatus::Failed(failure.clone())
        } else if self.dirty() {
            SaveStatus::Unsaved
        } else {
            self.saved_at.clone().map_or(SaveStatus::Quiet, SaveStatus::Saved)
        }
    }

    /// The document on screen has been sent to be completed, or waits for its turn.
    pub fn is_completing(&self) -> bool {
        let finishing = |ask: &Ask| !ask.given_up && ask.finishes && ask.generation == self.generation;
        self.is_requested(Occasion::Complete) || self.asks.iter().any(finishing)
    }

    pub(super) fn is_requested(&self, occasion: Occasion) -> bool {
        self.waiting.iter().any(|request| request.occasion == occasion)
    }

    /// Whether a request waits for its turn or for the host's answer.
    pub fn has_request(&self, id: u32) -> bool {
        self.waiting.iter().any(|request| request.id == id) || self.asks.iter().any(|ask| ask.requests.contains(&id))
    }

    /// Whether the host has answered everything in time, or been given up.
    pub fn is_answered(&self) -> bool {
        self.asks.iter().all(|ask| ask.given_up)
    }
}
