//! What a form knows while it is on screen, and everything that can happen to it.
//!
//! The document is the only place of the answers. Beside it stands what belongs to the screen alone: which problems are
//! shown, what was typed into the boxes of a date, what is put aside while its question is not asked.

mod asking;
mod dates;
mod domains;
mod finishing;
mod paging;
mod rows;
mod signing;
mod text;
mod typing;

pub use paging::{OVERVIEW, Page, heading};
pub use text::one_line;
use typing::BY_NAME;
pub use typing::{OTHER, is_ticked};

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::blank::is_blank_text;
use coplan_model::fields::{self, Field};
use coplan_model::figures;
use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::people::{self, Known, ME};
use coplan_model::voices::Voice;
use coplan_model::{CalendarDate, Document, FormName, Moment, Problem, amendment};
use yew::AttrValue;

use crate::words::{Mode, Words};

/// What the form needs from whatever it stands in. The ui knows nothing else of it.
pub trait Host {
    /// The reader's own calendar day.
    fn today(&self) -> CalendarDate;
    /// The reader's own calendar day at an instant of a document (RFC 3339), when it is one.
    fn day_of(&self, instant: &str) -> Option<CalendarDate>;
    /// An id that has not been used before.
    fn new_id(&self) -> String;
    /// An answer changed.
    fn changed(&self, path: &str);
    /// A person pressed Save or Try again.
    fn save(&self);
    /// A person pressed Complete.
    fn complete(&self);
    /// A person goes on to another page: what changed is saved without a word about it.
    fn autosave(&self);
    /// The shape of the form changed by something other than an answer in a control.
    fn reshaped(&self);
    /// Move the focus to the element of this id, and show the question it belongs to.
    fn focus(&self, id: &str);
    /// The form wants to be drawn again, once whatever is being done is done.
    fn draw(&self);
    /// It wants to be drawn after so many milliseconds, unless it says so again before.
    fn draw_after(&self, milliseconds: u32);
}

/// What the host page set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    /// Who is at the screen.
    pub mode: Mode,
    /// Shows the document; nothing can be changed.
    pub readonly: bool,
    /// As on a control of the platform.
    pub disabled: bool,
    /// The page has buttons of its own.
    pub host_actions: bool,
}

/// What is known of saving.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Status {
    /// Nothing to say yet.
    #[default]
    Quiet,
    /// Under way.
    Saving,
    /// The host has it, since this time of day.
    Saved(String),
    /// The host does not have it: `rejected`, `status`, `timeout`, `unanswered`, `conflict`.
    Failed(String),
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
pub struct State {
    /// The answers.
    pub document: RefCell<Document>,
    /// The words.
    pub words: Rc<RefCell<Words>>,
    /// What the host page set.
    pub settings: RefCell<Settings>,
    /// Problems that are shown, since Save or Complete.
    pub shown: RefCell<Vec<Problem>>,
    /// How saving stands.
    pub status: RefCell<Status>,
    /// The component is blank until the person wants it back.
    pub hidden: Cell<bool>,
    /// What the worker said when asked whether it is private and all right to ask.
    pub gate: Cell<Gate>,
    /// Parts that a person has opened, by key.
    pub opened: RefCell<Vec<String>>,
    /// Which page of the form is on screen.
    pub page: Cell<Page>,
    /// Whose words are being typed.
    pub speaker: Cell<&'static str>,
    /// The id of the element that gets the focus after the next drawing.
    pub focus: RefCell<Option<String>>,
    /// The answer to the abuse question has been recorded.
    pub recorded: Cell<bool>,
    /// Another asking, or an amendment, was begun here and can still be taken back.
    pub adding: Cell<bool>,
    /// What is drawn is a copy without what is restricted.
    pub unrestricted: Cell<bool>,
    /// Something was typed that the drawing does not show yet.
    pub stale: Cell<bool>,
    /// The domain that was dated since a control was last left.
    dated: RefCell<String>,
    /// People whom other documents about the person name.
    pub related: RefCell<Vec<Known>>,
    typed_dates: RefCell<Answers>,
    set_aside: RefCell<Answers>,
    removed: RefCell<Vec<rows::Removed>>,
    changes: Cell<u64>,
    host: Rc<dyn Host>,
}

impl State {
    /// An empty form.
    pub fn new(form: FormName, host: Rc<dyn Host>) -> Self {
        Self::with_words(form, host, Rc::new(RefCell::new(Words::new(form))))
    }

    fn with_words(form: FormName, host: Rc<dyn Host>, words: Rc<RefCell<Words>>) -> Self {
        Self {
            document: RefCell::new(Document::new(form)),
            words,
            settings: RefCell::default(),
            shown: RefCell::default(),
            status: RefCell::default(),
            hidden: Cell::new(false),
            gate: Cell::default(),
            opened: RefCell::new(vec!["subject".to_owned()]),
            page: Cell::default(),
            speaker: Cell::new(Voice::CODES[0]),
            focus: RefCell::default(),
            recorded: Cell::new(false),
            adding: Cell::new(false),
            unrestricted: Cell::default(),
            stale: Cell::new(false),
            dated: RefCell::default(),
            related: RefCell::default(),
            typed_dates: RefCell::default(),
            set_aside: RefCell::default(),
            removed: RefCell::default(),
            changes: Cell::new(0),
            host,
        }
    }

    /// Puts another document on screen, as the host has it.
    pub fn open(&self, document: Document) {
        let named = !is_blank_text(path::text(&document.subject, "name"));
        self.document.replace(document);
        self.settle_recorded(false);
        self.date_it();
        self.lay_out_rows();
        self.page.set(Page::default());
        self.gate.set(Gate::Closed);
        self.shown.borrow_mut().clear();
        // A host that names the person is not asked who it is; a name that is being typed here stays a question.
        self.opened.replace(if named { Vec::new() } else { vec!["subject".to_owned()] });
        self.dated.take();
        self.typed_dates.borrow_mut().clear();
        self.set_aside.borrow_mut().clear();
        self.removed.borrow_mut().clear();
        self.status.replace(Status::Quiet);
        self.draw();
    }

    /// How often something changed since the form began.
    pub fn changes(&self) -> u64 {
        self.changes.get()
    }

    /// Whether a person alone may see the form at all: the abuse question is a worker's to ask.
    pub fn is_for_the_person(&self) -> bool {
        self.document.borrow().form != FormName::AbuseQuestion
    }

    /// Everybody whom this document names, and those whom other documents about the person name.
    pub fn known(&self) -> Vec<Known> {
        let mut known = people::known(&self.document.borrow());
        let more = self.related.borrow();
        let new = more.iter().filter(|person| known.iter().all(|known| known.name != person.name)).cloned();
        let new: Vec<Known> = new.collect();
        known.extend(new);
        known
    }

    /// Whom these documents name need not be named again.
    pub fn relate(&self, documents: impl Iterator<Item = Document>) {
        let mut related: Vec<Known> = Vec::new();
        for document in documents {
            for known in people::known(&document) {
                // They are rows of another document, so they are chosen by name.
                if known.reference != ME && related.iter().all(|other| other.name != known.name) {
                    related.push(Known { reference: [BY_NAME, &known.name].concat(), name: known.name });
                }
            }
        }
        self.related.replace(related);
    }

    /// A document as it was before an amendment, to be read.
    pub fn earlier(&self, at: usize) -> Option<Rc<State>> {
        let past = amendment::before(&self.document.borrow(), at)?;
        let state = State::with_words(past.form, self.host.clone(), self.words.clone());
        state.settings.replace(Settings { readonly: true, ..self.settings.borrow().clone() });
        state.document.replace(past);
        Some(Rc::new(state))
    }

    /// What stands in the way of `moment`. Paths count the rows on screen.
    pub fn problems(&self, moment: Moment) -> Vec<Problem> {
        self.problems_of(&self.document.borrow(), moment)
    }

    /// The same, with paths as in the document that a host gets: rows in which nothing was answered do not count.
    pub fn problems_as_saved(&self, moment: Moment) -> Vec<Problem> {
        let mut saved = self.document.borrow().clone();
        saved.drop_blank_rows();
        self.problems_of(&saved, moment)
    }

    /// The reader's own calendar day at an instant. A day that a host wrote in its place stays that day.
    pub fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        instant.parse().ok().or_else(|| self.host.day_of(instant))
    }

    fn problems_of(&self, document: &Document, moment: Moment) -> Vec<Problem> {
        let saved_on = document.saved_at.as_deref().and_then(|instant| self.day_of(instant));
        let mut problems = document.problems_where_saved(moment, self.host.today(), saved_on);
        self.name_what_is_wrong(document, &mut problems);
        problems
    }

    /// The sentence of a problem.
    pub fn sentence(&self, problem: &Problem) -> AttrValue {
        let words = self.words.borrow();
        let limit = problem.params.get("limit").and_then(Value::as_u64).unwrap_or_default();
        let limit = figures::of(limit);
        let alone = self.field(&problem.path).and_then(|field| field.alone);
        let alone = alone.map(|code| words.option(&problem.path, code)).unwrap_or_default();
        let number = path::row(&problem.path).map(|row| figures::of(row + 1)).unwrap_or_default();
        let code = problem.params.get("wrong").and_then(Value::as_str).filter(|wrong| *wrong != "no_such_day");
        let code = code.unwrap_or(problem.code);
        words.problem(&problem.path, code, &[("limit", &limit), ("alone", &alone), ("n", &number)])
    }

    /// Shows what stands in the way of `moment`, and says whether nothing does. The summary takes the focus.
    pub fn show_problems(&self, moment: Moment) -> bool {
        self.document.borrow_mut().blank_rows_last();
        self.lay_out_rows();
        self.show(self.problems(moment))
    }

    /// Shows these problems, and says whether there are none.
    fn show(&self, problems: Vec<Problem>) -> bool {
        let none = problems.is_empty();
        if !none {
            self.hidden.set(false);
            self.leave_check();
            self.focus.replace(Some("error-summary".to_owned()));
        }
        self.shown.replace(problems);
        self.draw();
        none
    }

    /// How saving stands.
    pub fn set_status(&self, status: Status) {
        self.status.replace(status);
        self.draw();
    }

    /// Draws the form again, soon.
    pub fn draw(&self) {
        self.host.draw();
    }

    /// What the form stands in.
    pub fn host(&self) -> &dyn Host {
        &*self.host
    }

    /// The question at a path.
    pub fn field(&self, path: &str) -> Option<&'static Field> {
        fields::find(self.document.borrow().form.fields(), path)
    }

    /// Something changed: the host is told where, never what.
    pub fn touch(&self, path: &str) {
        self.changes.set(self.changes.get() + 1);
        self.host.changed(path);
    }

    /// A button or link of the form was pressed.
    pub fn pressed(&self, id: &str) {
        match id {
            "save" | "try-again" => self.host.save(),
            "complete" => self.finish(),
            "confirm" => self.host.complete(),
            "change" => self.change(),
            "amend" => self.amend(),
            "keep-complete" => self.keep_complete(),
            "continue" => self.turn(1),
            "back" => self.turn(-1),
            "later" => self.come_back_later(),
            "hide" => self.set_hidden(true),
            "show" => self.set_hidden(false),
            "gate-open" => self.open_gate(Gate::Asking, "response"),
            "gate-not-asked" => self.open_gate(Gate::NotAsking, "gate-back"),
            "gate-back" => self.open_gate(Gate::Closed, "gate-open"),
            "open-words" => {
                self.toggle("words");
                self.draw_and_focus("disclosure.words");
            }
            "ask-again" => self.ask_again(),
            "keep-recorded" => self.keep_recorded(),
            _ => match id.split_once(':') {
                Some(("go", path)) => self.go(path),
                Some(("add", list)) => self.add_row(list),
                Some(("remove", row)) => self.remove_row(row),
                Some(("undo", list)) => self.undo_removal(list),
                Some(("follow", goal)) => self.follow(goal),
                Some(("begin", group)) => {
                    self.toggle(id);
                    let first = self.field(group).and_then(|field| field.kind.inner()).and_then(|inner| inner.first());
                    self.draw_and_focus(&[group, ".", first.map_or("", |first| first.id)].concat());
                }
                Some(("up", row)) => self.move_row(row, -1),
                Some(("down", row)) => self.move_row(row, 1),
                Some(("order", _)) => {
                    self.toggle(id);
                    self.draw_and_focus(id);
                }
                Some(("sign", which)) => self.sign(which),
                Some(("unsign", which)) => self.unsign(which),
                Some((clear, which)) if clear == "clear" || clear == "back-stroke" => {
                    self.undraw(which, clear == "clear")
                }
                _ => {}
            },
        }
    }

    /// Whether a part has been opened.
    pub fn is_open(&self, key: &str) -> bool {
        self.opened.borrow().iter().any(|open| open == key)
    }

    /// Opens a part, or closes it.
    fn toggle(&self, key: &str) {
        let mut opened = self.opened.borrow_mut();
        let before = opened.len();
        opened.retain(|open| open != key);
        if opened.len() == before {
            opened.push(key.to_owned());
        }
    }

    fn draw_and_focus(&self, id: &str) {
        self.focus.replace(Some(id.to_owned()));
        self.draw();
    }
}
