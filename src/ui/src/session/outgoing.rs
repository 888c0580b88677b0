//! The document as it goes to the host, and as it stands once the host has it.

use coplan_model::{Document, Status, abuse_question, amendment, carried, overwritten, path};

use super::{Occasion, Session};
use crate::policy;

impl Session {
    /// The document as it will stand once the host has it.
    pub(super) fn outgoing(&self, occasion: Occasion) -> Document {
        let dirty = self.dirty();
        self.name_words(&mut self.store.document.borrow_mut(), dirty);
        let at = self.store.host().instant();
        let mut sent = self.store.document.borrow().clone();
        sent.drop_blank_rows();
        let was = sent.status;
        sent.status = self.status_of(&sent, occasion);
        if occasion == Occasion::Complete {
            sent.completed_at.get_or_insert_with(|| at.clone());
        }
        // Before the host has it, or the next amendment would keep another text than what the host recorded.
        let finished = matches!(sent.status, Status::Complete | Status::Amended);
        if occasion == Occasion::Complete || finished && (sent.status != was || self.store.adding.get()) {
            amendment::forget_unfinished(&mut sent);
        }
        carried::prune(&mut sent);
        policy::prune(&mut sent);
        sent.saved_at = Some(at);
        sent
    }

    /// What is being added to something finished is a draft, beside which what was finished is kept, until it is whole: no
    /// finished document holds changes that nobody has recorded, and none is amended without its reason.
    fn status_of(&self, sent: &Document, occasion: Occasion) -> Status {
        let adding = self.store.adding.get();
        let whole = || self.store.is_whole();
        match (occasion, sent.status) {
            (_, Status::Withdrawn) => Status::Withdrawn,
            (Occasion::Complete, _) if is_begun_again(sent) && adding => Status::Amended,
            (Occasion::Complete, Status::Draft) => Status::Complete,
            (Occasion::Save, _) if adding && whole() => Status::Amended,
            (_, Status::Complete | Status::Amended) if adding => Status::Draft,
            (_, status) => status,
        }
    }

    /// The host has the document on screen, as it was sent. If what was open was `finished` by it and changes went on, they
    /// are an amendment, or another asking, which asks for its reason.
    pub(super) fn stands(&self, sent: Document, finished: bool) {
        let changed = self.dirty();
        let mut document = self.store.document.borrow_mut();
        if finished && !changed {
            // The button that was pressed is gone with the form that was open.
            self.store.focus.replace(Some("amend".to_owned()));
            self.store.announce("completed", &[]);
            amendment::forget_unfinished(&mut document);
        }
        // An addition that was offered as a draft may have been taken back since.
        let taken_back = sent.status == Status::Draft && document.status != Status::Draft && !self.store.adding.get();
        if !taken_back {
            document.status = sent.status;
        }
        document.saved_at.clone_from(&sent.saved_at);
        document.completed_at.clone_from(&sent.completed_at);
        document.revision = sent.revision.or(document.revision);
        if finished && changed {
            let today = self.store.host().today().to_iso();
            keep_finished(&mut document, sent, &today, self.store.host().new_id());
        }
        drop(document);
        self.store.theirs.take();
        let adding = if finished { changed } else { self.store.adding.get() };
        self.store.settle_recorded(adding);
        self.store.render();
    }
}

impl Session {
    /// What is offered again follows what the host has stored of it meanwhile. If that was finished, it is kept beside: in
    /// what is on screen too, when this is still that.
    pub(super) fn follow_on(&self, document: &mut Document, stored: Document, on_screen: bool) {
        document.revision = stored.revision.or(document.revision);
        if overwritten(&stored, document).is_empty() {
            return;
        }
        // What followed it was no amendment yet, and has no reason.
        document.status = Status::Draft;
        if on_screen && overwritten(&stored, &self.store.document.borrow()).is_empty() {
            // It is kept beside what is on screen already: once, under one id.
            return copy_kept(&self.store.document.borrow(), document);
        }
        let host = self.store.host();
        keep_finished(document, stored, &host.today().to_iso(), host.new_id());
        if on_screen {
            let mut here = self.store.document.borrow_mut();
            copy_kept(document, &mut here);
            here.status = Status::Draft;
            drop(here);
            self.store.settle_recorded(true);
            self.store.render();
        }
    }
}

/// What one keeps of finished texts, the other keeps too.
fn copy_kept(from: &Document, to: &mut Document) {
    to.earlier.clone_from(&from.earlier);
    if let Some(history) = from.answers.get("history") {
        to.answers.insert("history".to_owned(), history.clone());
    }
}

/// Something finished is kept in it: what is open is an addition.
pub(super) fn is_begun_again(document: &Document) -> bool {
    !document.earlier.is_empty() || !path::list(&document.answers, "history").is_empty()
}

/// Puts what was finished beside what is on screen now, as the beginning of an amendment, or of another asking, would have.
fn keep_finished(document: &mut Document, mut finished: Document, today: &str, id: String) {
    if document.form.keeps_history() {
        abuse_question::begin(&mut finished, id);
        if let Some(history) = finished.answers.remove("history") {
            document.answers.insert("history".to_owned(), history);
        }
        return;
    }
    let reason = finished.answers.get("amendment_reason").cloned();
    amendment::begin(&mut finished, today);
    document.earlier = finished.earlier;
    if document.answers.get("amendment_reason") == reason.as_ref() {
        document.answers.remove("amendment_reason");
    }
}
