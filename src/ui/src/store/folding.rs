//! What is folded behind a line. What a person opened or closed stays so until another document comes; what nobody has touched
//! is open where the form begins with it open.

use coplan_model::path;

use super::{Action, FormStore};

impl FormStore {
    /// Whether what is behind the line of this id is open; `begins` where nobody has opened or closed it. Once it was, it does
    /// not close by itself, wherever its row goes.
    pub fn stays_open(&self, fold: &str, begins: bool) -> bool {
        let key = self.key_by_id(fold);
        let known = self.folds.borrow().get(&key).map(|open| *open == true);
        known.unwrap_or_else(|| {
            if begins {
                self.folds.borrow_mut().insert(key, true.into());
            }
            begins
        })
    }

    /// A person opened what is behind the line of this id, or closed it. The browser has shown it already; what is rendered next
    /// starts from there.
    pub fn folded(&self, fold: &str, open: bool) {
        if self.keep_fold(fold, open) {
            self.render();
        }
    }

    /// Nobody has opened or closed anything yet.
    pub(super) fn begin_folds(&self) {
        self.folds.take();
    }

    /// Says whether that is a change.
    fn keep_fold(&self, fold: &str, open: bool) -> bool {
        let key = self.key_by_id(fold);
        self.folds.borrow_mut().insert(key, open.into()) != Some(open.into())
    }

    /// A question is begun, and what it is in: it is asked from now on.
    pub(super) fn begin_to(&self, question: &str) {
        let ends = question.match_indices('.').map(|(end, _)| end).chain([question.len()]);
        for path in ends.map(|end| &question[..end]) {
            self.keep_fold(&Action::Begin(path.to_owned()).id(), true);
        }
    }

    /// Of the rows of a list, the one that somebody goes to is open.
    pub(super) fn open_row(&self, list: &str, at: usize) {
        let rows = path::list(&self.document.borrow().answers, list).len();
        for row in 0..rows {
            self.keep_fold(&["row:", &path::numbered(list, row)].concat(), row == at);
        }
    }

    /// What has to be put right is open, wherever it is.
    pub(super) fn open_to(&self, question: &str) {
        for (end, _) in question.match_indices('.') {
            for fold in ["row:", "more:", "begin:"] {
                self.keep_fold(&[fold, &question[..end]].concat(), true);
            }
        }
        let section = self.sections().into_iter().find(|section| section.has(question));
        self.keep_fold(&["fold:", section.map_or("later", |section| section.id)].concat(), true);
    }
}
