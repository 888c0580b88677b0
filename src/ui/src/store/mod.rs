//! What a form knows while it is on screen, and everything that can happen to it.
//!
//! The document is the only place of the answers. Beside it stands what belongs to the screen alone: which problems are
//! shown, what was typed into the boxes of a date, what is put aside while its question is not asked.

mod action;
mod announcing;
mod areas;
mod asking;
mod beside;
mod carrying;
mod copies;
mod dates;
mod domains;
mod finding;
mod finishing;
mod folding;
mod naming;
mod one_question;
mod paging;
mod people;
mod rows;
mod showing;
mod signing;
mod text;
mod typing;
mod user;
mod versions;

pub use action::Action;
pub use announcing::Announcement;
pub use beside::day_of;
pub use copies::RECIPIENT;
pub use finding::Found;
pub use one_question::is_within;
pub use paging::{OVERVIEW, Page, heading_id, section_key};
pub use people::{OTHER, is_elsewhere, is_no_one, is_ticked};
pub use text::one_line;
pub use user::{User, UserError};

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{self, Field};
use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::people::Known;
use coplan_model::{CalendarDate, Document, FormName, Problem, Status as Stands, carried};

use crate::forms::{self, Definition};
use crate::messages::{Messages, Mode};
use crate::policy::{self, Applied};
use crate::session::SaveStatus;

/// What the form needs from whatever it stands in: clock, calendar and ids. The ui knows nothing else of it.
pub trait Host {
    /// The reader's own calendar day.
    fn today(&self) -> CalendarDate;
    /// The reader's own calendar day at an instant of a document (RFC 3339), when it is one.
    fn day_of(&self, instant: &str) -> Option<CalendarDate>;
    /// The reader's own time of day, as it is shown: `09:05`.
    fn time_of_day(&self) -> String;
    /// This instant for a record: RFC 3339, in UTC.
    fn instant(&self) -> String;
    /// Milliseconds on a clock that never goes back.
    fn clock(&self) -> f64;
    /// A random UUID.
    fn uuid(&self) -> String;
    /// An id that has not been used before. Unique among the rows of a document, which is all that a row's id is for.
    fn new_id(&self) -> String {
        self.uuid().chars().take(8).collect()
    }
}

/// What something that happened asks of whoever holds the form.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// An answer changed, at this path.
    Changed(String),
    /// The shape of the form changed by something other than an answer in a control.
    StructureChanged,
    /// A person pressed Save or Try again.
    Save,
    /// A person pressed Complete.
    Complete,
    /// A person goes on to another page: what changed is saved without a word about it.
    Autosave,
    /// A person keeps what is on screen, although someone else has saved another version.
    KeepMine,
    /// A person takes the other version.
    UseTheirs,
    /// A person prints the document, or the plan on one page.
    Print {
        /// The plan on one page.
        one_page: bool,
    },
    /// Copy it as plain text.
    Copy,
    /// The form wants to be rendered again, once whatever is being done is done.
    Render,
    /// It wants to be rendered after so many milliseconds, unless it says so again before.
    RenderLater(u32),
}

/// What the host page set.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// Who is at the screen.
    pub mode: Mode,
    /// Shows the document; nothing can be changed.
    pub readonly: bool,
    /// As on a control of the platform.
    pub disabled: bool,
    /// The page has buttons of its own.
    pub host_actions: bool,
    /// The level of the form's first heading in the page.
    pub heading_level: u8,
    /// It stands in another form of ours, which says whose it is, and saves it too.
    pub inside: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let mode = Mode::default();
        Self { mode, readonly: false, disabled: false, host_actions: false, heading_level: 2, inside: false }
    }
}

/// Whether the abuse question may be on a screen that the person sees too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gate {
    /// Nobody has said yet.
    #[default]
    Closed,
    /// It is private and all right to ask.
    Asking,
    /// It is not asked now.
    NotAsking,
}

/// A form on screen.
pub struct FormStore {
    /// The answers.
    pub document: RefCell<Document>,
    /// What is said on screen, in one language.
    pub messages: Rc<RefCell<Messages>>,
    /// What the host page set.
    pub settings: RefCell<Settings>,
    /// Problems that are shown, since Save or Complete.
    pub shown: RefCell<Vec<Problem>>,
    /// How saving stands.
    pub status: RefCell<SaveStatus>,
    /// The form is being completed: what is on screen has been sent, and nothing changes until the host has answered.
    pub completing: Cell<bool>,
    /// Another version of this document, which someone else has saved meanwhile, to be looked at.
    pub theirs: RefCell<Option<Document>>,
    /// Nothing of the form is on screen until somebody wants it back.
    pub hidden: Cell<bool>,
    /// What the worker said when asked whether it is private and all right to ask.
    pub gate: Cell<Gate>,
    /// Parts that a person has opened, by key.
    pub opened: RefCell<Vec<String>>,
    /// What was folded open, or closed again, by the id of its line.
    folds: RefCell<Answers>,
    /// Which page of the form is on screen.
    pub page: Cell<Page>,
    /// The question on screen, where there is one at a time.
    question: RefCell<String>,
    /// The form is as narrow as a phone.
    narrow: Cell<bool>,
    /// One question is being put right, and then answers are checked again.
    checking: Cell<bool>,
    /// The page that was left to come back to it later.
    left: Cell<Page>,
    /// Whose words are being typed, when someone has said so: see [`FormStore::speaker`].
    speaker: Cell<Option<&'static str>>,
    /// The id of the element that gets the focus after the next rendering.
    pub focus: RefCell<Option<String>>,
    /// The answer to the abuse question has been recorded.
    pub recorded: Cell<bool>,
    /// Another asking, or an amendment, was begun here and can still be taken back.
    pub adding: Cell<bool>,
    /// What happened last, for those who do not see it.
    pub announced: RefCell<Announcement>,
    /// Something was typed that the rendering does not show yet.
    pub stale: Cell<bool>,
    /// The domain that was dated since a control last lost the focus.
    dated: RefCell<String>,
    /// The text that a domain is covered by, as long as nobody has said so.
    covered: RefCell<String>,
    /// The answers of the assessment beside this document.
    assessment: RefCell<Answers>,
    /// Other documents about the person.
    beside: RefCell<beside::Beside>,
    /// People whom other documents about the person name.
    pub related: RefCell<Vec<Known>>,
    /// Words of a question that somebody looks for.
    looked_for: RefCell<String>,
    /// The question to which *next unfinished* last led.
    unfinished: RefCell<String>,
    /// Who is at the screen, when the host has said so.
    user: RefCell<Option<User>>,
    /// The policy under which the form is on screen.
    pub(crate) applied: Cell<Option<&'static Applied>>,
    /// Answers as they were, and how they were asked, since the document is on screen.
    pub(crate) asked_before: RefCell<Answers>,
    /// What was typed into the boxes of dates and numbers since the document is on screen.
    as_typed: RefCell<Answers>,
    set_aside: RefCell<Answers>,
    removed: RefCell<Vec<rows::Removed>>,
    effects: RefCell<Vec<Effect>>,
    host: Rc<dyn Host>,
}

impl FormStore {
    /// An empty form.
    pub fn new(form: FormName, host: Rc<dyn Host>) -> Self {
        Self::with_messages(form, host, Rc::new(RefCell::new(Messages::new(form))))
    }

    fn with_messages(form: FormName, host: Rc<dyn Host>, messages: Rc<RefCell<Messages>>) -> Self {
        Self {
            document: RefCell::new(Document::new(form)),
            messages,
            settings: RefCell::default(),
            shown: RefCell::default(),
            status: RefCell::default(),
            completing: Cell::new(false),
            theirs: RefCell::default(),
            hidden: Cell::new(false),
            gate: Cell::default(),
            opened: RefCell::new(vec!["subject".to_owned()]),
            folds: RefCell::default(),
            page: Cell::default(),
            question: RefCell::default(),
            narrow: Cell::new(false),
            checking: Cell::new(false),
            left: Cell::default(),
            speaker: Cell::default(),
            focus: RefCell::default(),
            recorded: Cell::new(false),
            adding: Cell::new(false),
            announced: RefCell::default(),
            stale: Cell::new(false),
            dated: RefCell::default(),
            covered: RefCell::default(),
            assessment: RefCell::default(),
            beside: RefCell::default(),
            related: RefCell::default(),
            looked_for: RefCell::default(),
            unfinished: RefCell::default(),
            user: RefCell::default(),
            applied: Cell::new(None),
            asked_before: RefCell::default(),
            as_typed: RefCell::default(),
            set_aside: RefCell::default(),
            removed: RefCell::default(),
            effects: RefCell::default(),
            host,
        }
    }

    /// Puts another document on screen, as the host has it.
    pub fn open(&self, document: Document) {
        let named = !is_blank_text(path::text(&document.subject, "name"));
        if self.document.borrow().id != document.id {
            self.speaker.set(None);
        }
        self.document.replace(policy::under(document, self.rules()));
        self.settle_recorded(false);
        self.date_it();
        self.lay_out_rows();
        self.page.set(Page::default());
        self.left.set(Page::default());
        self.question.take();
        self.checking.set(false);
        self.gate.set(Gate::Closed);
        self.shown.borrow_mut().clear();
        // A host that names the person is not asked who it is; a name that is being typed here stays a question.
        self.opened.replace(if named { Vec::new() } else { vec!["subject".to_owned()] });
        self.begin_folds();
        self.dated.take();
        self.covered.take();
        self.as_typed.borrow_mut().clear();
        self.asked_before.borrow_mut().clear();
        self.set_aside.borrow_mut().clear();
        self.removed.borrow_mut().clear();
        self.theirs.take();
        self.fall_silent();
        self.looked_for.take();
        self.unfinished.take();
        self.write_user();
        self.render();
    }

    /// Puts another revision of the document on screen: the person stays where they were.
    pub fn reopen(&self, document: Document) {
        let (page, left) = (self.page.get(), self.left.get());
        let (gate, opened, folds) = (self.gate.get(), self.opened.borrow().clone(), self.folds.borrow().clone());
        let question = self.question.borrow().clone();
        self.open(document);
        self.question.replace(question);
        self.page.set(page);
        self.left.set(left);
        self.gate.set(gate);
        self.opened.replace(opened);
        self.folds.replace(folds);
    }

    /// Where a person is and what is put aside, as a trap must not lose it.
    pub fn put_back(&self, section: Option<&str>, question: Option<String>, set_aside: Value) {
        let section = self.sections().into_iter().find(|known| Some(known.id) == section);
        self.page.set(section.map_or(Page::First, |section| Page::Section(section.id)));
        self.question.replace(question.unwrap_or_default());
        if let Value::Object(set_aside) = set_aside {
            self.set_aside.replace(set_aside);
        }
    }

    /// Answers to questions that are not asked now.
    pub fn set_aside(&self) -> Answers {
        self.set_aside.borrow().clone()
    }

    /// What the form is on screen and on paper.
    pub fn definition(&self) -> &'static Definition {
        forms::definition(self.document.borrow().form)
    }

    /// Whether nothing of the form is there for whoever is at the screen: a worker's to ask, and the person is alone.
    pub fn is_kept_back(&self) -> bool {
        self.definition().staff && self.settings.borrow().mode == Mode::Alone
    }

    /// Takes what the host page set.
    pub fn configure(&self, settings: Settings) {
        self.settings.replace(settings);
        self.write_user();
    }

    /// Renders the form again, soon.
    pub fn render(&self) {
        self.ask(Effect::Render);
    }

    /// Asks something of whoever holds the form.
    pub fn ask(&self, effect: Effect) {
        self.effects.borrow_mut().push(effect);
    }

    /// Whether an answer has changed since effects were last taken.
    pub fn is_changed(&self) -> bool {
        self.effects.borrow().iter().any(|effect| matches!(effect, Effect::Changed(_)))
    }

    /// What has been asked for since the last time.
    pub fn take_effects(&self) -> Vec<Effect> {
        self.effects.take()
    }

    /// Whether an answer can be changed now: in a draft and in what is being added to something finished, unless the page
    /// says otherwise or the whole has been sent to be completed.
    pub fn can_change(&self) -> bool {
        let settings = self.settings.borrow();
        let open = match self.document.borrow().status {
            Stands::Draft => true,
            Stands::Complete | Stands::Amended => self.adding.get(),
            Stands::Withdrawn => false,
        };
        open && !settings.readonly && !settings.disabled && !self.completing.get()
    }

    /// What the form stands in.
    pub fn host(&self) -> &dyn Host {
        &*self.host
    }

    /// The question at a path.
    pub fn field(&self, path: &str) -> Option<&'static Field> {
        fields::find(self.document.borrow().fields(), path)
    }

    /// Something changed: the host is told where, never what.
    pub fn touch(&self, path: &str) {
        if carried::forget(&mut self.document.borrow_mut(), path) {
            self.render();
        }
        self.write_words(path);
        self.ask(Effect::Changed(path.to_owned()));
    }

    pub(super) fn render_and_focus(&self, id: &str) {
        self.focus.replace(Some(id.to_owned()));
        self.render();
    }
}
