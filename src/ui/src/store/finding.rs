//! Getting about in a long form: a question by its words, what is unfinished, the next row.

use coplan_model::fields::{Field, Kind, Need};
use coplan_model::{Moment, asked, figures, lowercase, path};

use super::FormStore;
use super::paging::section_key;

/// So many finds are shown: more are no help.
const MOST: usize = 8;

/// A question or section that was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its path, or the section's id.
    pub path: String,
    /// What it says.
    pub words: String,
}

impl FormStore {
    /// Somebody looks for a question: these are words of it.
    pub(super) fn look_for(&self, words: &str) {
        if *self.looked_for.borrow() != words {
            self.looked_for.replace(words.to_owned());
            self.render_later(150);
        }
    }

    /// What is being looked for.
    pub fn looked_for(&self) -> String {
        self.looked_for.borrow().clone()
    }

    /// The sections and questions in which every word stands that was looked for, in reading order.
    pub fn found(&self) -> Vec<Found> {
        let words = lowercase(&self.looked_for.borrow());
        let mut search = Search { store: self, words: words.split_whitespace().collect(), found: Vec::new() };
        if search.words.is_empty() {
            return search.found;
        }
        for section in self.sections() {
            let title = self.messages.borrow().say(&section_key(section.id)).to_string();
            search.take(section.id, title);
            for path in section.paths() {
                if let Some(field) = self.field(path) {
                    search.question(path, field);
                }
            }
        }
        search.found
    }

    /// To what is to be answered next before the form is complete: after where this last led, and then from the beginning.
    pub(super) fn next_unfinished(&self) {
        let problems = self.problems(Moment::Complete);
        let last = self.unfinished.borrow().clone();
        let after = problems.iter().position(|problem| problem.path == last).map_or(0, |at| at + 1);
        let Some(next) = problems.get(after).or(problems.first()) else {
            return self.render_and_focus("complete");
        };
        self.unfinished.replace(next.path.clone());
        self.go(&next.path);
    }

    /// To the row after the one that a question is in, or to a new one after the last.
    pub(super) fn next_row(&self, path: &str) {
        let mut row = path;
        while let Some((before, _)) = row.rsplit_once('[') {
            let number = path[before.len() + 1..].split(']').next().and_then(|number| number.parse::<usize>().ok());
            let rows = path::list(&self.document.borrow().answers, before).len();
            match number {
                Some(at) if at + 1 < rows => {
                    self.open_row(before, at + 1);
                    return self.render_and_focus(&super::rows::first_control(self.field(before), before, at + 1));
                }
                Some(_) if self.can_change() => return self.add_row(before),
                _ => row = before,
            }
        }
    }
}

/// A search for words.
struct Search<'a> {
    store: &'a FormStore,
    words: Vec<&'a str>,
    found: Vec<Found>,
}

impl Search<'_> {
    fn take(&mut self, path: &str, words: String) {
        let whole = lowercase(&words);
        if self.found.len() < MOST && self.words.iter().all(|word| whole.contains(word)) {
            self.found.push(Found { path: path.to_owned(), words });
        }
    }

    /// A question, and what is asked within it.
    fn question(&mut self, path: &str, field: &'static Field) {
        let audience = self.store.settings.borrow().mode.audience();
        if field.need == Need::Kept || !asked(&self.store.document.borrow(), path, audience) {
            return;
        }
        let number = path::row(path).map(|row| figures::of(row + 1)).unwrap_or_default();
        let mut words = self.store.messages.borrow().tell(path, &[("n", &number)]).to_string();
        if let Some((list, at)) = path::split_row(path::parent(path).0) {
            words = [&*self.store.row_name(list, at, at), ": ", &words].concat();
        }
        self.take(path, words);
        match field.kind {
            Kind::Group(inner) => {
                inner.iter().for_each(|field| self.question(&[path, ".", field.id].concat(), field));
            }
            Kind::Rows(inner) => {
                let rows = path::list(&self.store.document.borrow().answers, path).len();
                for row in (0..rows).map(|at| path::numbered(path, at)) {
                    inner.iter().for_each(|field| self.question(&[&row, ".", field.id].concat(), field));
                }
            }
            _ => {}
        }
    }
}
