//! What a form knows while it is on screen, and everything that can happen to it.
//!
//! The document is the only place of the answers. Beside it stands what belongs to the screen alone: which problems are
//! shown, what was typed into the boxes of a date, what is put aside while its question is not asked.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::abuse_question::{ask_again, keep_recorded};
use coplan_model::fields::{self, Field, Kind};
use coplan_model::path::{self, Answers};
use coplan_model::{CalendarDate, Document, FormName, Moment, Problem};
use serde_json::Value;
use yew::{AttrValue, Callback};

use crate::words::{Mode, Words};

/// What the form needs from whatever it stands in. The ui knows nothing else of it.
pub trait Host {
    /// The reader's own calendar day.
    fn today(&self) -> CalendarDate;
    /// An id that has not been used before.
    fn new_id(&self) -> String;
    /// An answer changed.
    fn changed(&self, path: &str);
    /// A person pressed Save or Try again.
    fn save(&self);
    /// A person pressed Complete.
    fn complete(&self);
    /// The shape of the form changed by something other than an answer in a control.
    fn reshaped(&self);
    /// Move the focus to the element of this id, and show the question it belongs to.
    fn focus(&self, id: &str);
    /// Call `then` after so many milliseconds, unless asked again before.
    fn later(&self, milliseconds: u32, then: Box<dyn FnOnce()>);
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
    pub words: RefCell<Words>,
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
    pub opened: RefCell<Vec<&'static str>>,
    /// The id of the element that gets the focus after the next drawing.
    pub focus: RefCell<Option<String>>,
    /// The answer to the abuse question has been recorded.
    pub recorded: Cell<bool>,
    /// An asking was begun here and can still be taken back.
    pub asking_again: Cell<bool>,
    typed_dates: RefCell<Answers>,
    set_aside: RefCell<Answers>,
    redraw: RefCell<Callback<()>>,
    changes: Cell<u64>,
    host: Rc<dyn Host>,
}

impl State {
    /// An empty form.
    pub fn new(form: FormName, host: Rc<dyn Host>) -> Self {
        Self {
            document: RefCell::new(Document::new(form)),
            words: RefCell::new(Words::new(form)),
            settings: RefCell::default(),
            shown: RefCell::default(),
            status: RefCell::default(),
            hidden: Cell::new(false),
            gate: Cell::default(),
            opened: RefCell::new(vec!["subject"]),
            focus: RefCell::default(),
            recorded: Cell::new(false),
            asking_again: Cell::new(false),
            typed_dates: RefCell::default(),
            set_aside: RefCell::default(),
            redraw: RefCell::default(),
            changes: Cell::new(0),
            host,
        }
    }

    /// Puts another document on screen, as the host has it.
    pub fn open(&self, document: Document) {
        let named = !path::text(&document.subject, "name").is_empty();
        self.document.replace(document);
        self.settle_recorded(false);
        self.gate.set(Gate::Closed);
        self.shown.borrow_mut().clear();
        // A host that names the person is not asked who it is; a name that is being typed here stays a question.
        self.opened.replace(if named { Vec::new() } else { vec!["subject"] });
        self.typed_dates.borrow_mut().clear();
        self.set_aside.borrow_mut().clear();
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

    /// What stands in the way of `moment`.
    pub fn problems(&self, moment: Moment) -> Vec<Problem> {
        self.document.borrow().problems(moment, self.host.today())
    }

    /// The sentence of a problem.
    pub fn sentence(&self, problem: &Problem) -> AttrValue {
        let words = self.words.borrow();
        let limit = problem.params.get("limit").and_then(Value::as_u64).unwrap_or_default().to_string();
        let alone = self.field(&problem.path).and_then(|field| field.alone);
        let alone = alone.map(|code| words.option(&problem.path, code)).unwrap_or_default();
        words.problem(&problem.path, problem.code, &[("limit", &limit), ("alone", &alone)])
    }

    /// Shows what stands in the way of `moment`, and says whether nothing does. The summary takes the focus.
    pub fn show_problems(&self, moment: Moment) -> bool {
        self.document.borrow_mut().drop_blank_rows();
        let problems = self.problems(moment);
        let none = problems.is_empty();
        if !none {
            self.hidden.set(false);
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
        self.redraw.borrow().emit(());
    }

    /// Who draws.
    pub fn on_draw(&self, redraw: Callback<()>) {
        self.redraw.replace(redraw);
    }

    /// What the form stands in.
    pub fn host(&self) -> &dyn Host {
        &*self.host
    }

    /// The question at a path.
    pub fn field(&self, path: &str) -> Option<&'static Field> {
        fields::find(self.document.borrow().form.fields(), path)
    }

    /// A control was changed. `name` is the path of its question, with `-day`, `-month` or `-year` for the boxes of a
    /// date; `value` what it holds; `checked` whether a radio or checkbox is on.
    pub fn typed(&self, name: &str, value: &str, checked: bool) {
        let (path, part) = name.split_once('-').unwrap_or((name, ""));
        if let Some(key) = path.strip_prefix("subject.") {
            self.typed_subject(key, part, value);
        } else if let Some(field) = self.field(path) {
            match field.kind {
                Kind::Date(dates) => self.typed_date(path, part, value, dates.partial),
                Kind::Codes(codes) => self.ticked(field, path, codes, value, checked),
                Kind::Number => self.write(path, value.trim_ascii().parse::<u32>().ok().map(Value::from)),
                _ => self.write(path, (!value.is_empty()).then(|| Value::from(value))),
            }
            self.after(field, path, value);
        } else {
            return;
        }
        self.touch(path);
    }

    /// Something changed: the host is told where, never what.
    pub fn touch(&self, path: &str) {
        self.changes.set(self.changes.get() + 1);
        self.host.changed(path);
    }

    fn write(&self, path: &str, value: Option<Value>) {
        let mut document = self.document.borrow_mut();
        path::set(&mut document.answers, path, value, &mut || self.host.new_id());
    }

    fn typed_subject(&self, key: &str, part: &str, value: &str) {
        if part.is_empty() {
            let mut document = self.document.borrow_mut();
            match value {
                "" => document.subject.remove(key),
                value => document.subject.insert(key.to_owned(), Value::from(value)),
            };
            return;
        }
        let path = format!("subject.{key}");
        let date = self.date_from_boxes(&path, part, value, false);
        let mut document = self.document.borrow_mut();
        document.subject.remove(key);
        date.map(|date| document.subject.insert(key.to_owned(), Value::from(date.to_iso())));
    }

    fn typed_date(&self, path: &str, part: &str, value: &str, partial: bool) {
        let date = self.date_from_boxes(path, part, value, partial);
        self.write(path, date.map(|date| Value::from(date.to_iso())));
    }

    /// What the three boxes hold together. Until it is a date it is kept in the document as it was typed.
    fn date_from_boxes(&self, path: &str, part: &str, value: &str, partial: bool) -> Option<CalendarDate> {
        let mut boxes = self.date_boxes(path);
        let index = ["day", "month", "year"].iter().position(|name| *name == part)?;
        boxes[index] = value.to_owned();
        let [day, month, year] = &boxes;
        let date = CalendarDate::from_parts(day, month, year).filter(|date| partial || date.is_whole());
        let mut document = self.document.borrow_mut();
        document.entered.remove(path);
        if date.is_none() && boxes.iter().any(|typed| !typed.is_empty()) {
            document.entered.insert(path.to_owned(), Value::from(boxes.join("/")));
        }
        self.typed_dates.borrow_mut().insert(path.to_owned(), boxes.to_vec().into());
        date
    }

    /// What stands in the boxes of a date: day, month, year, as typed.
    pub fn date_boxes(&self, path: &str) -> [String; 3] {
        if let Some(Value::Array(boxes)) = self.typed_dates.borrow().get(path) {
            return std::array::from_fn(|index| boxes[index].as_str().unwrap_or_default().to_owned());
        }
        let document = self.document.borrow();
        if let Some(Value::String(entered)) = document.entered.get(path) {
            let mut boxes = entered.splitn(3, '/').map(str::to_owned);
            return std::array::from_fn(|_| boxes.next().unwrap_or_default());
        }
        let (answers, path) = match path.strip_prefix("subject.") {
            Some(key) => (&document.subject, key),
            None => (&document.answers, path),
        };
        match path::text(answers, path).parse::<CalendarDate>() {
            Ok(date) => {
                let figure = |number: Option<u8>| number.map(|number| number.to_string()).unwrap_or_default();
                [figure(date.day()), figure(date.month()), date.year().to_string()]
            }
            Err(_) => Default::default(),
        }
    }

    /// A checkbox: the code that stands alone takes the others' place, and they take its place.
    fn ticked(&self, field: &Field, path: &str, codes: &[&str], code: &str, checked: bool) {
        let chosen = {
            let document = self.document.borrow();
            let before = path::list(&document.answers, path);
            let was = |code: &&str| before.iter().any(|value| value == code);
            let keeps = |other: &&&str| match (**other == code, field.alone) {
                (true, _) => checked,
                (false, Some(alone)) if checked && (code == alone || **other == alone) => false,
                _ => was(other),
            };
            codes.iter().filter(keeps).map(|code| Value::from(*code)).collect::<Vec<_>>()
        };
        self.write(path, (!chosen.is_empty()).then_some(Value::Array(chosen)));
    }

    /// What an answer means for the rest of the form.
    fn after(&self, field: &Field, path: &str, value: &str) {
        match field.kind {
            Kind::Code(_) | Kind::Codes(_) => {
                self.settle(path);
                self.draw();
            }
            // A long text nears its limit: the count is drawn once the person pauses.
            Kind::Text(text) if text.long && value.len() * 4 > text.limit * 3 => self.draw_later(),
            _ => {}
        }
    }

    fn draw_later(&self) {
        let redraw = self.redraw.borrow().clone();
        self.host.later(1000, Box::new(move || redraw.emit(())));
    }

    /// Questions that hang on the one at `path` are put aside with their answers when they are no longer asked, and come
    /// back with them when they are: a slip of the finger costs nobody their words, and a document never holds an
    /// answer to a question that was not asked.
    fn settle(&self, path: &str) {
        let (group, question) = path::parent(path);
        let mut document = self.document.borrow_mut();
        let all = document.form.fields();
        let siblings = match fields::find(all, group).map(|field| field.kind) {
            Some(Kind::Group(fields) | Kind::Rows(fields)) => fields,
            _ => all,
        };
        let mut aside = self.set_aside.borrow_mut();
        let mut settled = vec![question];
        while let Some(question) = settled.pop() {
            let hangs_on = |field: &&Field| field.only_if.is_some_and(|condition| condition.question == question);
            for field in siblings.iter().filter(hangs_on) {
                let nothing = Answers::new();
                let answers = match group {
                    "" => &document.answers,
                    group => path::get(&document.answers, group).and_then(Value::as_object).unwrap_or(&nothing),
                };
                let asked = field.only_if.is_some_and(|condition| condition.holds(answers));
                let at = if group.is_empty() { field.id.to_owned() } else { format!("{group}.{}", field.id) };
                let answer = path::get(&document.answers, &at).cloned();
                let back = match (asked, answer) {
                    (false, Some(answer)) => {
                        aside.insert(at.clone(), answer);
                        None
                    }
                    (true, None) => aside.remove(&at),
                    _ => continue,
                };
                path::set(&mut document.answers, &at, back, &mut || self.host.new_id());
                settled.push(field.id);
            }
        }
    }

    /// A button of the form was pressed.
    pub fn pressed(&self, id: &str) {
        match id {
            "save" | "try-again" => self.host.save(),
            "complete" => self.host.complete(),
            "hide" => self.set_hidden(true),
            "show" => self.set_hidden(false),
            "gate-open" => self.open_gate(Gate::Asking, "response"),
            "gate-not-asked" => self.open_gate(Gate::NotAsking, "gate-back"),
            "gate-back" => self.open_gate(Gate::Closed, "gate-open"),
            "open-words" => {
                self.opened.borrow_mut().push("words");
                self.draw_and_focus("disclosure.words");
            }
            "ask-again" => self.ask_again(),
            "keep-recorded" => self.keep_recorded(),
            _ => {}
        }
    }

    fn set_hidden(&self, hidden: bool) {
        self.hidden.set(hidden);
        self.draw_and_focus(if hidden { "show" } else { "hide" });
    }

    /// The worker says whether to ask. Not asking is recorded as *Not asked*; an answer that is there stays.
    fn open_gate(&self, gate: Gate, focus: &str) {
        self.gate.set(gate);
        let answered = !path::text(&self.document.borrow().answers, "response").is_empty();
        if gate == Gate::NotAsking && !answered {
            self.typed("response", "not_asked", true);
        }
        self.draw_and_focus(focus);
    }

    fn draw_and_focus(&self, id: &str) {
        self.focus.replace(Some(id.to_owned()));
        self.draw();
    }

    /// Begins another asking of the abuse question; what was recorded stays in its history.
    pub fn ask_again(&self) {
        ask_again(&mut self.document.borrow_mut().answers, self.host.new_id());
        self.start_asking(true, "response");
    }

    /// Takes [`State::ask_again`] back.
    pub fn keep_recorded(&self) {
        keep_recorded(&mut self.document.borrow_mut().answers);
        self.start_asking(false, "ask-again");
    }

    fn start_asking(&self, again: bool, focus: &str) {
        self.settle_recorded(again);
        self.typed_dates.borrow_mut().clear();
        self.set_aside.borrow_mut().clear();
        self.shown.borrow_mut().clear();
        self.focus.replace(Some(focus.to_owned()));
        self.touch("history");
        self.host.reshaped();
        self.draw();
    }

    /// An answer is recorded once its document is complete; from then on it is added to and not replaced. While the
    /// question is asked again, the new answer is not recorded yet.
    pub fn settle_recorded(&self, asking_again: bool) {
        let document = self.document.borrow();
        let answered = !path::text(&document.answers, "response").is_empty();
        let complete = document.status != coplan_model::Status::Draft;
        self.recorded.set(answered && complete && !asking_again);
        self.asking_again.set(asking_again);
    }
}
