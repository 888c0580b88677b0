//! Saving: one at a time, and never a "Saved" that the host did not say.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use coplan_model::{Moment, Status as Stands};
use coplan_ui::Status;
use js_sys::{Date, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::element::{Inner, now};
use crate::value;

/// How long a host may take to answer.
const PATIENCE: u32 = 30_000;

/// The save that is under way, for the next one to wait for.
#[derive(Default)]
pub struct Queue {
    last: RefCell<Option<Promise>>,
    waiting_autosave: Cell<bool>,
}

/// What the host said.
enum Answer {
    Saved { revision: Option<u64> },
    Failed { reason: &'static str },
}

impl Inner {
    /// A person pressed a button: what goes wrong is on screen, and nobody waits for the promise.
    pub fn press(self: &Rc<Self>, reason: &'static str) {
        let element = self.clone();
        spawn_local(async move {
            let _ = element.save(reason).await;
        });
    }

    /// Some time has passed since the last change. A finished document is not saved half-changed.
    pub fn autosave(self: &Rc<Self>) {
        let finished = self.state.document.borrow().status != Stands::Draft;
        let unfinished = finished && !self.state.problems(Moment::Complete).is_empty();
        let read_only = self.state.settings.borrow().readonly;
        if self.dirty() && !unfinished && !read_only && !self.queue.waiting_autosave.replace(true) {
            self.press("autosave");
        }
    }

    /// Asks the host to save, after the save before it. Settles with the host's answer.
    pub async fn save(self: Rc<Self>, reason: &'static str) -> Result<(), JsValue> {
        let before = self.queue.last.borrow().clone();
        let mut done = None;
        let mine = Promise::new(&mut |resolve: Function, _| done = Some(resolve));
        self.queue.last.replace(Some(mine));
        if let Some(before) = before {
            let _ = JsFuture::from(before).await;
        }
        let result = self.save_now(reason).await;
        if let Some(done) = done {
            let _ = done.call0(&JsValue::NULL);
        }
        result
    }

    async fn save_now(self: &Rc<Self>, reason: &'static str) -> Result<(), JsValue> {
        if reason == "autosave" {
            self.queue.waiting_autosave.set(false);
            if !self.dirty() {
                return Ok(());
            }
        }
        let stands = self.state.document.borrow().status;
        let moment = match (reason, stands) {
            ("autosave", _) => None,
            ("complete", _) | (_, Stands::Complete | Stands::Amended) => Some(Moment::Complete),
            _ => Some(Moment::Draft),
        };
        if let Some(moment) = moment.filter(|_| !self.is_out_of_sight())
            && !self.state.show_problems(moment)
        {
            return Err(error("CoplanIncompleteError", "There are questions to answer first: see `problems`"));
        }
        let changes = self.state.changes();
        let sent = self.outgoing(reason);
        // What failed stays on screen until the host has it: nobody pressed anything now.
        if reason != "autosave" {
            self.state.set_status(Status::Saving);
        }
        let answer = self.ask(&sent, reason).await;
        self.take(answer, sent, changes)
    }

    /// The document as it will stand once the host has it.
    fn outgoing(&self, reason: &str) -> coplan_model::Document {
        let mut sent = self.state.document.borrow().clone();
        let at = now();
        sent.drop_blank_rows();
        sent.status = match (reason, sent.status) {
            ("complete", Stands::Draft) => Stands::Complete,
            (_, Stands::Complete) if self.dirty() => Stands::Amended,
            (_, status) => status,
        };
        if reason == "complete" {
            sent.completed_at.get_or_insert_with(|| at.clone());
        }
        sent.saved_at = Some(at);
        sent
    }

    async fn ask(&self, sent: &coplan_model::Document, reason: &str) -> Answer {
        let promise = self.page.ask_to_save(&value::to_js(&sent.to_value()), reason);
        let Ok(promise) = promise.dyn_into::<Promise>() else {
            return Answer::Failed { reason: "unanswered" };
        };
        let mut resolve_late = None;
        let late = Promise::new(&mut |resolve: Function, _| resolve_late = Some(resolve));
        let timer = gloo::timers::callback::Timeout::new(PATIENCE, move || {
            if let Some(resolve) = resolve_late {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::from_str("timeout"));
            }
        });
        let answer = JsFuture::from(Promise::race(&js_sys::Array::of2(&promise, &late))).await;
        drop(timer);
        match answer {
            Ok(answer) if answer.as_string().as_deref() == Some("timeout") => Answer::Failed { reason: "timeout" },
            Ok(answer) => read(answer).await,
            Err(_) => Answer::Failed { reason: "rejected" },
        }
    }

    fn take(self: &Rc<Self>, answer: Answer, sent: coplan_model::Document, changes: u64) -> Result<(), JsValue> {
        match answer {
            Answer::Saved { revision } => {
                let mut document = self.state.document.borrow_mut();
                document.status = sent.status;
                document.saved_at = sent.saved_at;
                document.completed_at = sent.completed_at;
                document.revision = revision.or(document.revision);
                drop(document);
                self.has_saved(changes);
                if !self.dirty() {
                    self.state.settle_recorded(false);
                }
                self.state.set_status(Status::Saved(time_of_day()));
                self.keep();
                self.tell_form();
                let about = revision.map(|revision| JsValue::from_f64(revision as f64)).unwrap_or_default();
                self.page.tell("saved", &about);
                Ok(())
            }
            Answer::Failed { reason } => {
                self.state.set_status(Status::Failed(reason));
                self.page.tell("save-failed", &reason.into());
                Err(error("CoplanSaveError", reason))
            }
        }
    }
}

/// What the host's promise resolved to: a `Response`, an object with a `revision`, or nothing in particular.
async fn read(answer: JsValue) -> Answer {
    let get = |key: &str| Reflect::get(&answer, &key.into()).unwrap_or_default();
    if !answer.is_object() {
        return Answer::Saved { revision: None };
    }
    if let (Some(ok), Some(status)) = (get("ok").as_bool(), get("status").as_f64()) {
        match status as u16 {
            _ if ok => {}
            409 | 412 => return Answer::Failed { reason: "conflict" },
            _ => return Answer::Failed { reason: "status" },
        }
    }
    if let Some(revision) = whole(&get("revision")) {
        return Answer::Saved { revision: Some(revision) };
    }
    // A `Response`: its body may say, and a body that has been read or is no JSON says nothing.
    let body = call(&answer, "clone").and_then(|copy| call(&copy, "json")).and_then(|body| body.dyn_into().ok());
    let Some(body) = body.map(|body: Promise| JsFuture::from(body)) else { return Answer::Saved { revision: None } };
    let said = body.await.unwrap_or_default();
    Answer::Saved { revision: Reflect::get(&said, &"revision".into()).ok().and_then(|revision| whole(&revision)) }
}

fn call(object: &JsValue, method: &str) -> Option<JsValue> {
    let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
    method.call0(object).ok()
}

fn whole(number: &JsValue) -> Option<u64> {
    number.as_f64().filter(|number| *number >= 0.0 && number.fract() == 0.0).map(|number| number as u64)
}

/// An error of ours, by name.
fn error(name: &str, says: &str) -> JsValue {
    let error = js_sys::Error::new(says);
    error.set_name(name);
    error.into()
}

/// The reader's own time of day: 09:05.
fn time_of_day() -> String {
    let now = Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}
