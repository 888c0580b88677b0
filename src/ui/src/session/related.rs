//! Documents beside the one on screen. Only those about the same person are read.

use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::path::Answers;
use coplan_model::policy::{Policy, PolicyError};
use coplan_model::{Access, Document, DocumentError, ErrorCode, FormName, Status, subject};

use super::{Command, Session};
use crate::context::{FormContext, View};
use crate::plain::{Change, changes};
use crate::policy;
use crate::store::{FormStore, User, UserError};

impl Session {
    /// Takes other documents to read: whom they name need not be named again. What is about another person is not read, and
    /// the host hears of it.
    ///
    /// What is no document of ours is `None`, and passed over.
    pub fn relate(&self, documents: Vec<Option<Document>>) {
        let document = self.store.document.borrow();
        let is_strangers = |other: &Option<Document>| {
            other.as_ref().is_some_and(|other| subject::is_another(&document.subject, &other.subject))
        };
        let stranger = documents.iter().position(is_strangers);
        drop(document);
        self.related.replace(documents.into_iter().flatten().collect());
        self.recognise();
        if let Some(at) = stranger {
            self.command(another_person(format!("related[{at}].subject")));
        }
        self.store.render();
        self.settle();
    }

    /// The related documents that are about the person on screen, whoever that is by now. Nothing of one that fewer may see is shown
    /// or offered there.
    pub(super) fn recognise(&self) {
        let document = self.store.document.borrow().clone();
        let about = |other: &&Document| {
            other.access() <= document.access() && subject::is_same(&document.subject, &other.subject)
        };
        let theirs: Vec<Document> = self.related.borrow().iter().filter(about).cloned().collect();
        self.store.relate(theirs);
    }

    /// Who the person is was put right in the document that this one belongs to. What is finished keeps the name that it was
    /// finished with.
    pub fn follow_subject(&self, subject: Answers) {
        let mut document = self.store.document.borrow_mut();
        if document.status == Status::Draft && document.subject != subject {
            document.subject = subject;
            drop(document);
            self.recognise();
            self.keep();
            self.store.render();
        }
        self.settle();
    }

    /// The latest related document of a form about the person on screen.
    pub fn related(&self, form: FormName) -> Option<Value> {
        let document = self.store.document.borrow();
        let related = self.related.borrow();
        let held =
            related.iter().filter(|other| other.form == form && subject::is_same(&document.subject, &other.subject));
        held.max_by(|one, other| one.saved_at.cmp(&other.saved_at)).map(Document::to_value)
    }
}

impl Session {
    /// Takes who is at the screen; nobody for null. What cannot be used is not, and the host hears why.
    pub fn set_user(&self, user: &Value) {
        match User::from_value(user) {
            Ok(user) => self.store.set_user(user),
            Err(UserError { path, message }) => {
                self.command(Command::Error { name: "CoplanDocumentError", path, code: "user", message });
            }
        }
        self.keep();
        self.command(Command::TellForm { now: true });
        self.settle();
    }
}

impl Session {
    /// Takes what a trust has decided about the form; nothing for null.
    ///
    /// # Errors
    /// When the policy cannot be used: the form stays as it was.
    pub fn set_policy(&self, policy: &Value) -> Result<(), PolicyError> {
        let form = self.store.document.borrow().form;
        let applied = match policy {
            Value::Null => None,
            policy => Some(policy::applied(&Policy::read(policy)?, form)?),
        };
        self.store.set_policy(applied);
        self.recognise();
        self.name_words(&mut self.store.document.borrow_mut(), false);
        self.keep();
        self.command(Command::TellForm { now: true });
        self.settle();
        Ok(())
    }
}

impl Session {
    /// What differs between the document on screen and another of the same form and about the same person, which is taken for
    /// the earlier one. `unrestricted` leaves out what says as much as an answer to the abuse question.
    pub fn changes(&self, other: Value, unrestricted: bool) -> Result<Vec<Change>, DocumentError> {
        let earlier = self.earlier(other)?;
        self.may_be_copied(unrestricted, Some(&earlier))?;
        let seen = |store| FormContext { unrestricted, ..FormContext::new(store, View::Print) };
        changes(&seen(self.store.clone()), &seen(earlier))
    }

    /// Looks whether there is a copy for others: none is there of a document that is restricted as a whole, nor of one beside it.
    ///
    /// # Errors
    /// When there is none.
    pub fn may_be_copied(&self, unrestricted: bool, earlier: Option<&Rc<FormStore>>) -> Result<(), DocumentError> {
        let is_restricted = |store: &Rc<FormStore>| store.document.borrow().access() == Access::Restricted;
        match unrestricted && (is_restricted(&self.store) || earlier.is_some_and(is_restricted)) {
            true => Err(DocumentError::new("", ErrorCode::Restricted)),
            false => Ok(()),
        }
    }

    /// Another document of the same form and about the same person, to be read.
    ///
    /// # Errors
    /// When it is none.
    pub fn earlier(&self, other: Value) -> Result<Rc<FormStore>, DocumentError> {
        let document = self.store.document.borrow();
        let other = Document::under(other, Some(document.form), self.store.rules())?;
        if subject::is_another(&document.subject, &other.subject) {
            return Err(DocumentError::new("subject", ErrorCode::OtherPerson));
        }
        drop(document);
        Ok(self.store.to_be_read(other))
    }
}

fn another_person(path: String) -> Command {
    let error = DocumentError::new(&path, ErrorCode::OtherPerson);
    Command::Error { name: "CoplanDocumentError", path, code: error.code.as_str(), message: error.message() }
}
