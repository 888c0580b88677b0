//! The document as a page and as plain text, as `toHTML()` and `toText()` give it, by the same code.

use std::rc::Rc;

use coplan_model::json::{Map, Value};
use coplan_model::{Access, CalendarDate, Document};
use coplan_ui::{FormContext, FormProps, FormStore, Host, View};

use crate::clock::Clock;
use crate::error::RulesError;
use crate::policy::Decided;

/// How a document is looked at.
#[derive(Clone, Debug)]
pub struct Look {
    /// When, and where.
    pub clock: Clock,
    /// What the trust has decided about the forms.
    pub policy: Decided,
    /// Words in the place of ours, by message key.
    pub messages: Map<String, Value>,
    /// Without risk from others, and without abuse among the CPA characteristics.
    pub unrestricted: bool,
}

/// A document as it is read.
///
/// # Errors
/// When the clock shows no calendar day; when a copy for others is asked for of a document that is restricted as a whole.
pub fn context(document: Document, look: &Look) -> Result<FormContext, RulesError> {
    if look.unrestricted && document.access() == Access::Restricted {
        let message = "this document is restricted as a whole: there is no copy of it for others";
        return Err(RulesError::request("", "restricted", message));
    }
    let host = Paper { today: look.clock.today()?, clock: look.clock.clone() };
    let store = Rc::new(FormStore::new(document.form, Rc::new(host)));
    let mut words = store.messages.borrow_mut();
    words.pcsp = document.terms.as_deref() == Some("pcsp");
    words.take(look.messages.clone());
    drop(words);
    store.set_policy(look.policy.of(document.form));
    let undated = !document.answers.contains_key("record_date");
    store.open(document);
    if undated {
        // A form that is begun has today's date. What is only read has none but its own.
        store.document.borrow_mut().answers.shift_remove("record_date");
    }
    Ok(FormContext { unrestricted: look.unrestricted, ..FormContext::new(store, View::Print) })
}

/// The document, or what has changed in it since an earlier one, as a page: self-contained, without a script.
///
/// # Errors
/// When the two cannot be compared.
pub fn page(form: FormContext, since: Option<FormContext>) -> Result<String, RulesError> {
    let form = after(form, since)?;
    let store = form.store.clone();
    let html = yew::LocalServerRenderer::<coplan_ui::Paper>::with_props(FormProps { form }).hydratable(false).render();
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|_| RulesError::request("", "no_runtime", "this process cannot render a page"))?;
    let html = tokio::task::LocalSet::new().block_on(&runtime, html);
    Ok(coplan_ui::page(&store, &html))
}

/// The same as plain text, in lines of at most `width` characters; 0 leaves each paragraph on one line.
///
/// # Errors
/// When the two cannot be compared.
pub fn text(form: FormContext, since: Option<FormContext>, width: usize) -> Result<String, RulesError> {
    Ok(coplan_ui::text(&after(form, since)?, width))
}

/// What cannot be compared is said before anything is written.
fn after(form: FormContext, since: Option<FormContext>) -> Result<FormContext, RulesError> {
    if let Some(since) = &since {
        coplan_ui::changes(&form, since)?;
    }
    Ok(FormContext { since: since.map(|earlier| earlier.store), ..form })
}

/// Paper hears nothing and asks for nothing.
struct Paper {
    today: CalendarDate,
    clock: Clock,
}

impl Host for Paper {
    fn today(&self) -> CalendarDate {
        self.today
    }
    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        self.clock.day_of(instant)
    }
    fn time_of_day(&self) -> String {
        String::new()
    }
    fn instant(&self) -> String {
        String::new()
    }
    fn clock(&self) -> f64 {
        0.0
    }
    fn uuid(&self) -> String {
        String::new()
    }
}
