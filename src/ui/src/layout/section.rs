//! The parts of a form: a page each where a person looks on, under a heading each where a worker fills in the whole.

use coplan_model::Moment;
use coplan_model::path::{self, is_blank};
use yew::Html;

use crate::context::FormContext;
use crate::messages::Mode;
use crate::store::FormStore;

/// A part of a form. Its words are `section.<id>`, with `section.<id>.part` above it and `section.<id>.lead` below when
/// there are any.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// Its name, which no question has.
    pub id: &'static str,
    /// A worker's to fill in: not there where the person is alone.
    pub staff: bool,
    /// What is in it, in reading order.
    pub parts: &'static [Part],
}

/// A piece of a section.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// A question, by its path.
    Ask(&'static str),
    /// A question that is laid out in a way of its own, filled in and read.
    Lay(&'static str, fn(&FormContext) -> Html),
    /// A notice to be read, by the key of its words.
    Notice(&'static str),
    /// Something to be looked at.
    Show(fn(&FormContext) -> Html),
}

/// How far a section has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing is answered.
    NotStarted,
    /// Something is.
    Started,
    /// And nothing in it blocks completion.
    Done,
}

impl Progress {
    /// The key of its words.
    pub const fn key(self) -> &'static str {
        match self {
            Progress::NotStarted => "section.not_started",
            Progress::Started => "section.started",
            Progress::Done => "section.done",
        }
    }
}

impl Section {
    /// A section that anyone may fill in.
    pub const fn new(id: &'static str, parts: &'static [Part]) -> Self {
        Self { id, staff: false, parts }
    }

    /// A section that is a worker's.
    pub const fn staff(id: &'static str, parts: &'static [Part]) -> Self {
        Self { id, staff: true, parts }
    }

    /// Whether it is there for whoever is at the screen.
    pub fn is_for(&self, mode: Mode) -> bool {
        !(self.staff && mode == Mode::Alone)
    }

    /// Whether the question at `path` is in it.
    pub fn has(&self, path: &str) -> bool {
        self.paths().any(|asked| path::is_in(path, asked))
    }

    /// The questions in it.
    pub fn paths(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Ask(path) | Part::Lay(path, _) => Some(*path),
            Part::Show(_) | Part::Notice(_) => None,
        })
    }
}

/// How far a section has come, and how many answers it still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SectionProgress {
    /// How far.
    pub progress: Progress,
    /// How many problems stand between it and completion.
    pub missing: usize,
}

/// How far each of these sections has come.
pub fn progress(store: &FormStore, sections: &[&'static Section]) -> Vec<SectionProgress> {
    let problems = store.problems(Moment::Complete);
    let document = store.document.borrow();
    let answered = |path: &str| match path::get(&document.answers, path) {
        Some(answer) => !is_blank(answer),
        None => {
            path.starts_with("sign_")
                && coplan_model::signature::find(&document, coplan_model::signature::role(path)).is_some()
        }
    };
    let of = |section: &&'static Section| {
        let missing = problems.iter().filter(|problem| section.has(&problem.path)).count();
        let progress = match (section.paths().any(answered), missing) {
            (false, _) => Progress::NotStarted,
            (true, 0) => Progress::Done,
            (true, _) => Progress::Started,
        };
        SectionProgress { progress, missing }
    };
    sections.iter().map(of).collect()
}
