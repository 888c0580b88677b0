//! Other documents about the person: the one that this one follows, for what was said last time; and those of other forms, whose
//! answers may be used.

use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::{Document, Status, answered_elsewhere, carried, use_answers};

use super::{Action, Effect, FormStore, heading_id};

/// What the host has set beside the document on screen.
#[derive(Default)]
pub(super) struct Beside {
    /// Finished ones, the latest first.
    finished: Vec<Document>,
    /// The one of this form that this document follows, to be read.
    previous: Option<Rc<FormStore>>,
}

impl FormStore {
    /// Takes the documents that are about the person on screen.
    pub(super) fn stand_beside(&self, documents: &[Document]) {
        let is_finished = |other: &&Document| matches!(other.status, Status::Complete | Status::Amended);
        let mut finished: Vec<Document> = documents.iter().filter(is_finished).cloned().collect();
        finished.sort_by_key(|other| std::cmp::Reverse(day_of(other)));
        let document = self.document.borrow();
        let follows = |other: &&Document| {
            other.form == document.form && other.id != document.id && !document.form.keeps_history()
        };
        let previous = finished.iter().find(follows).cloned();
        drop(document);
        let previous = previous.map(|previous| self.to_be_read(previous));
        self.beside.replace(Beside { finished, previous });
    }

    /// The document that this one follows, as it is read.
    pub fn previous(&self) -> Option<Rc<FormStore>> {
        let previous = self.beside.borrow().previous.clone()?;
        let here = self.settings.borrow();
        previous.settings.replace(super::Settings { readonly: true, ..here.clone() });
        Some(previous)
    }

    /// The same while somebody wants to see beside each question what was said last time.
    pub fn shown_previous(&self) -> Option<Rc<FormStore>> {
        if self.is_open(&Action::LastTime.id()) { self.previous() } else { None }
    }

    /// Where an answer was in another document: rows are the same by their ids.
    pub fn path_in(&self, other: &FormStore, path: &str) -> Option<String> {
        let (here, there) = (self.document.borrow(), other.document.borrow());
        path_in(&here.answers, &there.answers, path)
    }

    /// Which finished document of another form has answers to questions of a section that have none here.
    pub fn elsewhere(&self, section: &str) -> Option<Document> {
        if !self.can_change() {
            return None;
        }
        let paths = self.paths_of(section);
        let document = self.document.borrow();
        let beside = self.beside.borrow();
        beside.finished.iter().find(|other| !answered_elsewhere(&document, other, &paths).is_empty()).cloned()
    }

    /// They are used, and are to be looked at.
    pub(super) fn use_elsewhere(&self, section: &str) {
        let Some(other) = self.elsewhere(section) else { return self.render() };
        let paths = self.paths_of(section);
        use_answers(&mut self.document.borrow_mut(), &other, &paths);
        self.lay_out_rows();
        self.announce("elsewhere.used", &[]);
        self.ask(Effect::StructureChanged);
        if let Some(first) = paths.first() {
            self.ask(Effect::Changed((*first).to_owned()));
        }
        self.render_and_focus(&heading_id(section));
    }
}

/// The day that a document is of.
pub fn day_of(document: &Document) -> String {
    carried::day_of(document).to_owned()
}

fn path_in(here: &Answers, there: &Answers, path: &str) -> Option<String> {
    let mut found = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('[') {
        let (_, after) = after.split_once(']')?;
        let row = &path[..path.len() - after.len()];
        found.push_str(before);
        let id = path::get(here, &[row, ".id"].concat()).and_then(Value::as_str)?;
        let at = path::list(there, &found).iter().position(|row| row["id"] == id)?;
        found = path::numbered(&found, at);
        rest = after;
    }
    Some(found + rest)
}
