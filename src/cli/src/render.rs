//! `coplan render FILE`: the finished document as a page or as text, as `toHTML()` and `toText()` give it, by the same code.

use std::path::Path;
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::{Context, Result};
use coplan_model::CalendarDate;
use coplan_ui::{FormContext, FormProps, FormStore, Host, View};

use crate::policy::Decided;

/// Prints the page, or plain text in lines of `text` characters, in our words or in those of a file of messages: 0, or 2 when it
/// is no document. An `unrestricted` one is a copy without what says as much as an answer to the abuse question.
pub fn file(
    file: &Path,
    unrestricted: bool,
    text: Option<usize>,
    messages: Option<&Path>,
    policy: &Decided,
) -> ExitCode {
    match rendered(file, unrestricted, text, messages, policy) {
        Ok(page) => {
            print!("{page}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", file.display());
            ExitCode::from(2)
        }
    }
}

fn rendered(
    file: &Path,
    unrestricted: bool,
    text: Option<usize>,
    messages: Option<&Path>,
    policy: &Decided,
) -> Result<String> {
    let form = opened(file, unrestricted, messages, policy)?;
    let store = form.store.clone();
    if let Some(width) = text {
        return Ok(coplan_ui::text(&form, width));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let html = yew::LocalServerRenderer::<coplan_ui::Paper>::with_props(FormProps { form }).hydratable(false).render();
    let html = tokio::task::LocalSet::new().block_on(&runtime, html);
    Ok(coplan_ui::page(&store, &html))
}

/// A document as it is read, in our words or in those of a file of messages.
pub fn opened(file: &Path, unrestricted: bool, messages: Option<&Path>, policy: &Decided) -> Result<FormContext> {
    let json = std::fs::read_to_string(file).context("this cannot be read")?;
    let document = policy.document(&json)?;
    let today = crate::day::here().context("this machine's clock shows no calendar day")?;
    let store = Rc::new(FormStore::new(document.form, Rc::new(Paper { today })));
    let mut own = store.messages.borrow_mut();
    own.pcsp = document.terms.as_deref() == Some("pcsp");
    if let Some(file) = messages {
        let read = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        own.take(serde_json::from_str(&read).with_context(|| format!("{} is no file of messages", file.display()))?);
    }
    drop(own);
    store.set_policy(policy.of(document.form));
    store.open(document);
    Ok(FormContext { unrestricted, ..FormContext::new(store, View::Print) })
}

/// Paper hears nothing and asks for nothing.
struct Paper {
    today: CalendarDate,
}

impl Host for Paper {
    fn today(&self) -> CalendarDate {
        self.today
    }
    fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        crate::day::of(instant)
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
