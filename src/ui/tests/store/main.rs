//! What a press does to a form, without a screen: turning pages, what is put aside, rows, signing. Each by its action, as a
//! button has it.

mod answering;
mod copies;
mod one_page;
mod one_question;
mod paging;
mod rows;
mod signing;

use std::cell::Cell;
use std::rc::Rc;

use coplan_model::{CalendarDate, Document, FormName};
use coplan_ui::{Action, Effect, FormStore, Host, Mode, Settings};
use serde_json::{Value, json};

/// A page on the 29th of November 2026 that numbers its ids.
#[derive(Default)]
struct Page {
    ids: Cell<usize>,
}

impl Host for Page {
    fn today(&self) -> CalendarDate {
        CalendarDate::new(2026, 11, 29).unwrap()
    }
    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        instant.get(..10)?.parse().ok()
    }
    fn time_of_day(&self) -> String {
        "12:00".to_owned()
    }
    fn instant(&self) -> String {
        "2026-11-29T12:00:00Z".to_owned()
    }
    fn clock(&self) -> f64 {
        0.0
    }
    fn uuid(&self) -> String {
        self.ids.set(self.ids.get() + 1);
        format!("new-{}", self.ids.get())
    }
}

/// A form in a mode, with these answers of a named person, and nothing asked of its host yet.
fn opened(form: FormName, mode: Mode, answers: Value) -> FormStore {
    let store = FormStore::new(form, Rc::new(Page::default()));
    store.settings.replace(Settings { mode, ..Settings::default() });
    let document =
        json!({ "form": form.as_str(), "id": "d", "subject": { "name": "Ada Example" }, "answers": answers });
    store.open(Document::from_value(document, Some(form)).unwrap());
    store.take_effects();
    store
}

/// A press, and what it asks of whoever holds the form.
fn press(store: &FormStore, action: Action) -> Vec<Effect> {
    store.handle(action);
    store.take_effects()
}

fn answer(store: &FormStore, path: &str) -> Value {
    coplan_model::path::get(&store.document.borrow().answers, path).cloned().unwrap_or_default()
}

/// What gets the focus at the next rendering.
fn focus(store: &FormStore) -> String {
    store.focus.take().unwrap_or_default()
}
