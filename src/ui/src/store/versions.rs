//! Other documents that are read beside the one on screen: what it was, and what someone else has saved of it.

use std::rc::Rc;

use coplan_model::{Document, amendment, overwritten};

use super::{FormStore, Settings};
use crate::policy;

impl FormStore {
    /// A document as it was before an amendment, to be read.
    pub fn earlier(&self, at: usize) -> Option<Rc<FormStore>> {
        amendment::before(&self.document.borrow(), at).map(|past| self.to_be_read(past))
    }

    /// Another document, to be read beside this one in the same words.
    pub fn to_be_read(&self, document: Document) -> Rc<FormStore> {
        let store = FormStore::with_messages(document.form, self.host.clone(), self.messages.clone());
        store.settings.replace(Settings { readonly: true, ..self.settings.borrow().clone() });
        store.applied.set(self.policy().filter(|applied| applied.rules.form == document.form));
        store.document.replace(policy::under(document, store.rules()));
        Rc::new(store)
    }

    /// The version of this document that someone else has saved meanwhile, to be read.
    pub fn other_version(&self) -> Option<Rc<FormStore>> {
        self.theirs.borrow().clone().map(|theirs| self.to_be_read(theirs))
    }

    /// Whether what is on screen can take the place of the other version without losing what was recorded in it.
    pub fn can_keep_mine(&self) -> bool {
        let theirs = self.theirs.borrow();
        theirs.as_ref().is_some_and(|theirs| overwritten(theirs, &self.document.borrow()).is_empty())
    }
}
