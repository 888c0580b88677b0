//! Documents that come on screen: set by the host, given back by the browser, or gone back to.

use coplan_model::json::Value;
use coplan_model::{Document, DocumentError, Status, canonical, path, subject};
use sha2::{Digest, Sha256};

use super::outgoing::is_begun_again;
use super::{Command, Session};
use crate::policy;

/// What says whether two documents are the same JSON, whatever revision and time of saving the host has given them.
pub(super) fn fingerprint(document: &Value) -> String {
    let mut compared = document.clone();
    if let Value::Object(whole) = &mut compared {
        whole.retain(|key, _| key != "revision" && key != "saved_at");
    }
    Sha256::digest(canonical::canonical(&compared)).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Session {
    /// The host sets a document. What is on screen already changes nothing but the revision; another revision of it, while
    /// there are changes, is a conflict; any other takes the place of what is on screen, which is offered to the host first.
    ///
    /// # Errors
    /// When it is no document of this form: the error names the place, and what was on screen stays.
    pub fn set_document(&self, value: Value) -> Result<(), DocumentError> {
        let print = fingerprint(&value);
        let form = self.store.document.borrow().form;
        let document = Document::under(value, Some(form), self.store.rules())?;
        let on_screen = || fingerprint(&self.document()) == print;
        if self.saving.borrow().knows(&print) || self.set.get() && on_screen() {
            // The revision of what is being completed comes with the answer, or a draft would follow something finished.
            let here = self.store.document.borrow();
            // An earlier one is what a page still holds from before a save.
            let later = document.revision > here.revision && document.status == self.status();
            drop(here);
            if later {
                self.store.document.borrow_mut().revision = document.revision;
                self.saving.borrow_mut().learn_revision(document.revision);
            }
            self.saving.borrow_mut().set_again(print);
            self.keep();
        } else if self.is_on_screen(&document) && self.dirty() {
            self.saving.borrow_mut().conflicts();
            self.store.theirs.replace(Some(document));
            self.store.render();
        } else {
            self.leave();
            self.begin(document, Some(print));
            self.set.set(true);
            self.restore_what_waits();
        }
        self.settle();
        Ok(())
    }

    /// The same document, about the same person, whatever its revision.
    fn is_on_screen(&self, document: &Document) -> bool {
        let here = self.store.document.borrow();
        let [mine, theirs] = [&here.subject, &document.subject].map(|subject| path::text(subject, "ref"));
        !document.id.is_empty() && document.id == here.id && (mine == theirs || mine.is_empty() || theirs.is_empty())
    }

    /// A document comes on screen: one without an id or a beginning is given both.
    pub(super) fn begin(&self, document: Document, fingerprint: Option<String>) {
        let mut document = policy::under(document, self.store.rules());
        let host = self.store.host();
        let again = self.is_on_screen(&document);
        if document.id.is_empty() {
            document.id = host.uuid();
        }
        document.started_at.get_or_insert_with(|| host.instant());
        self.name_words(&mut document, false);
        self.saving.borrow_mut().opened(document.clone(), fingerprint);
        self.show(document, again);
    }

    /// Puts a document on screen. Of the same document in another revision the place where a person was stays.
    fn show(&self, document: Document, again: bool) {
        let document = policy::under(document, self.store.rules());
        let adding = document.status == Status::Draft && is_begun_again(&document);
        if again {
            self.store.reopen(document);
        } else {
            self.store.open(document);
        }
        self.store.settle_recorded(adding);
        self.recognise();
        self.keep();
        self.command(Command::TellForm { now: true });
    }

    /// Says in a document which words are on screen while it is written: as a draft, or because it is saved with changes. One
    /// that is only read keeps those in which it was written.
    pub fn name_words(&self, document: &mut Document, changed: bool) {
        if document.status != Status::Draft && !changed {
            return;
        }
        policy::name(document);
        let messages = self.store.messages.borrow();
        document.terms = Some(if messages.pcsp { "pcsp" } else { "cpa" }.to_owned());
        document.locale = Some(String::from(&*messages.say("locale")));
    }

    /// Back to what the host has: the document that it set, or the last that it confirmed.
    pub fn reset(&self) {
        let base = self.saving.borrow().base().clone();
        self.saving.borrow_mut().reset();
        self.show(base, false);
        self.settle();
    }

    /// The browser gives back what was typed before the page was left: only into the document that it was typed in. One
    /// that is not on screen yet is waited for.
    pub fn restore(&self, value: Value) {
        let form = self.store.document.borrow().form;
        // What is no document of this form was never typed here.
        let Ok(document) = Document::under(value, Some(form), self.store.rules()) else { return };
        self.restorable.replace(Some(document));
        self.restore_what_waits();
        self.settle();
    }

    /// What the browser gave back is waited for no longer.
    pub fn forget_restorable(&self) {
        self.restorable.take();
    }

    fn restore_what_waits(&self) {
        let Some(document) = self.restorable.borrow().clone() else { return };
        if self.is_on_screen(&document) {
            self.restorable.take();
            self.restore_over(document);
        } else if !self.set.get() && !self.dirty() && path::text(&document.subject, "ref").is_empty() {
            // The page sets no documents and knows no people: what was typed here was begun here.
            self.restorable.take();
            self.saving.borrow_mut().opened(Document { id: document.id.clone(), ..Document::new(document.form) }, None);
            self.restored(document);
        }
    }

    /// What the host has set by now may be later than what was typed.
    fn restore_over(&self, mut document: Document) {
        let here = self.store.document.borrow().clone();
        // What has been typed since is newer than what the browser kept.
        if self.dirty() || fingerprint(&document.to_value()) == fingerprint(&here.to_value()) {
            return;
        }
        // It follows the revision that it was typed in until a person has seen both: what the host has is not overwritten.
        let later = document.revision.is_some() && here.revision.is_some() && document.revision != here.revision;
        if !later {
            document.revision = here.revision;
        }
        self.restored(document);
        if later {
            self.saving.borrow_mut().conflicts();
            self.store.theirs.replace(Some(here));
        }
    }

    fn restored(&self, document: Document) {
        let adding = document.status != Status::Draft || is_begun_again(&document);
        self.show(document, true);
        self.store.settle_recorded(adding && self.store.document.borrow().status == Status::Draft);
        self.saving.borrow_mut().changed(self.now());
        self.keep();
    }

    // ---- Two versions of one document ----

    pub(super) fn keep_mine(&self) {
        if !self.store.can_keep_mine() {
            return;
        }
        let Some(theirs) = self.store.theirs.take() else { return };
        self.store.document.borrow_mut().revision = theirs.revision;
        self.saving.borrow_mut().rebased(theirs, self.now());
        self.keep();
        self.store.render();
    }

    pub(super) fn use_theirs(&self) {
        if let Some(theirs) = self.store.theirs.take() {
            let print = fingerprint(&theirs.to_value());
            self.begin(theirs, Some(print));
        }
    }

    /// Whether a document is about the person on screen.
    pub fn is_about_same_person(&self, other: &Document) -> bool {
        subject::is_same(&self.store.document.borrow().subject, &other.subject)
    }
}
