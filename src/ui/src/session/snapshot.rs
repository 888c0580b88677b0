//! What a trap must not lose, as a value that the class keeps: the document with rows that are still empty, and its saves.
//!
//! Written by hand: what serde derives for these types is 14 kB brotli of what every page loads
//! (`docs/decisions/0022-saving.md`). A test holds that everything comes back as it was.

use std::collections::VecDeque;

use coplan_model::json::{Map, Value};
use coplan_model::{Document, DocumentError};

use super::answer::{Failure, Reason};
use super::saving::{Ask, Confirmed, Occasion, Overtaken, Request, Saving};
use super::{Command, Session};

impl Session {
    /// Hands the class everything, to begin from after a trap.
    pub fn keep(&self) {
        let store = &self.store;
        let snapshot = write(vec![
            ("document", store.document.borrow().to_whole_value()),
            ("adding", store.adding.get().into()),
            ("set", self.set.get().into()),
            ("speaker", store.chosen_speaker().into()),
            ("hidden", store.hidden.get().into()),
            ("page", store.section_on_screen().into()),
            ("question", store.question().into()),
            ("set_aside", Value::Object(store.set_aside())),
            ("saving", self.saving.borrow().to_value()),
        ]);
        self.command(Command::Keep { snapshot, dirty: self.dirty() });
    }

    /// Begins again from what [`Command::Keep`] handed over. What was typed since is typed again by the class, which then asks
    /// for [`Session::keep`].
    ///
    /// # Errors
    /// When it is no snapshot of this form.
    pub fn resume(&self, snapshot: Value) -> Result<(), DocumentError> {
        let read = Reader(&snapshot);
        let form = self.store.document.borrow().form;
        let document = Document::under(snapshot["document"].clone(), Some(form), self.store.rules())?;
        let saving = Saving::from_value(&snapshot["saving"])?;
        self.store.open(document);
        self.store.settle_recorded(read.flag("adding"));
        self.store.hidden.set(read.flag("hidden"));
        self.store.speak_as(read.text("speaker").as_deref());
        self.store.put_back(read.text("page").as_deref(), read.text("question"), snapshot["set_aside"].clone());
        self.saving.replace(saving);
        self.set.set(read.flag("set"));
        self.recognise();
        self.settle();
        Ok(())
    }
}

/// Reads what [`write`] wrote, key by key.
pub(super) struct Reader<'a>(pub &'a Value);

impl Reader<'_> {
    pub fn number(&self, key: &str) -> Option<f64> {
        self.0[key].as_f64()
    }

    pub fn count(&self, key: &str) -> Option<u64> {
        self.0[key].as_u64()
    }

    pub fn flag(&self, key: &str) -> bool {
        self.0[key] == true
    }

    pub fn text(&self, key: &str) -> Option<String> {
        self.0[key].as_str().map(str::to_owned)
    }

    fn list<T>(&self, key: &str, read: impl Fn(Reader) -> Option<T>) -> Vec<T> {
        let items = self.0[key].as_array().map(Vec::as_slice).unwrap_or_default();
        items.iter().filter_map(|item| read(Reader(item))).collect()
    }

    fn document(&self, key: &str) -> Result<Document, DocumentError> {
        Document::from_value(self.0[key].clone(), None)
    }
}

/// Facts under their keys; what is not known is left out.
pub(super) fn write(facts: Vec<(&str, Value)>) -> Value {
    let known = facts.into_iter().filter(|(_, fact)| !fact.is_null());
    Value::Object(known.map(|(key, fact)| (key.to_owned(), fact)).collect::<Map<_, _>>())
}

impl Saving {
    pub(super) fn to_value(&self) -> Value {
        let failure = self.failure.as_ref();
        let confirmed = self.confirmed.as_ref();
        write(vec![
            ("base", self.base.to_value()),
            ("generation", self.generation.into()),
            ("changes", self.changes.into()),
            ("has", self.has.into()),
            ("known", self.known.iter().map(|known| Value::from(known.as_str())).collect()),
            ("confirmed", confirmed.map(|last| last.ticket).into()),
            ("confirmed_from", confirmed.and_then(|last| last.from).into()),
            ("confirmed_revision", confirmed.and_then(|last| last.revision).into()),
            ("asks", self.asks.iter().map(Ask::to_value).collect()),
            ("waiting", self.waiting.iter().map(|request| request.to_value()).collect()),
            ("next_ticket", self.next_ticket.into()),
            ("first_change", self.first_change.into()),
            ("last_change", self.last_change.into()),
            ("hurried", self.hurried.into()),
            ("failure", failure.map(|failure| failure.reason.as_str()).into()),
            ("failure_title", failure.and_then(|failure| failure.title.as_deref()).into()),
            ("retry_at", self.retry_at.into()),
            ("retry_wait", self.retry_wait.into()),
            ("saved_at", self.saved_at.as_deref().into()),
        ])
    }

    pub(super) fn from_value(value: &Value) -> Result<Self, DocumentError> {
        let read = Reader(value);
        let base = read.document("base")?;
        let reason =
            read.text("failure").and_then(|name| Reason::ALL.into_iter().find(|reason| reason.as_str() == name));
        let confirmed = |ticket| Confirmed {
            ticket,
            from: read.count("confirmed_from"),
            revision: read.count("confirmed_revision"),
        };
        let new = Saving::new(base.form);
        Ok(Saving {
            generation: read.count("generation").unwrap_or_default(),
            changes: read.count("changes").unwrap_or_default(),
            has: read.count("has"),
            known: read.list("known", |known| known.0.as_str().map(str::to_owned)).into(),
            confirmed: read.count("confirmed").map(|ticket| confirmed(ticket as u32)),
            asks: read.list("asks", Ask::from_value),
            waiting: VecDeque::from(read.list("waiting", Request::from_value)),
            gone: false,
            next_ticket: read.count("next_ticket").map_or(new.next_ticket, |ticket| ticket as u32),
            first_change: read.number("first_change"),
            last_change: read.number("last_change"),
            hurried: read.flag("hurried"),
            failure: reason.map(|reason| Failure { reason, title: read.text("failure_title") }),
            retry_at: read.number("retry_at"),
            retry_wait: read.number("retry_wait").unwrap_or(new.retry_wait),
            saved_at: read.text("saved_at"),
            base,
        })
    }
}

impl Ask {
    fn to_value(&self) -> Value {
        write(vec![
            ("ticket", self.ticket.into()),
            ("occasion", self.occasion.as_str().into()),
            ("finishes", self.finishes.into()),
            ("document", self.document.to_value()),
            ("generation", self.generation.into()),
            ("changes", self.changes.into()),
            ("at", self.at.into()),
            ("requests", self.requests.iter().map(|request| Value::from(*request)).collect()),
            ("given_up", self.given_up.into()),
            ("held", self.held.into()),
            ("overtaken", self.overtaken.as_ref().map(|stored| stored.changes).into()),
            ("overtaken_by", self.overtaken.as_ref().map_or(Value::Null, |stored| stored.document.to_value())),
            ("again", self.again.into()),
        ])
    }

    fn from_value(read: Reader) -> Option<Self> {
        Some(Ask {
            ticket: read.count("ticket")? as u32,
            occasion: occasion(&read)?,
            finishes: read.flag("finishes"),
            document: read.document("document").ok()?,
            generation: read.count("generation")?,
            changes: read.count("changes")?,
            at: read.number("at")?,
            requests: read.list("requests", |request| request.0.as_u64().map(|request| request as u32)),
            given_up: read.flag("given_up"),
            held: read.flag("held"),
            overtaken: read
                .count("overtaken")
                .zip(read.document("overtaken_by").ok())
                .map(|(changes, document)| Overtaken { changes, document: Box::new(document) }),
            again: read.flag("again"),
        })
    }
}

impl Request {
    fn to_value(self) -> Value {
        write(vec![("id", self.id.into()), ("occasion", self.occasion.as_str().into())])
    }

    fn from_value(read: Reader) -> Option<Self> {
        Some(Request { id: read.count("id")? as u32, occasion: occasion(&read)? })
    }
}

fn occasion(read: &Reader) -> Option<Occasion> {
    let name = read.text("occasion")?;
    Occasion::ALL.into_iter().find(|occasion| occasion.as_str() == name)
}
