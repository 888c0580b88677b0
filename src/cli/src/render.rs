//! `coplan render FILE`: the finished document as a page or as text, as `toHTML()` and `toText()` give it, by the same code.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;

use anyhow::{Context, Result};
use coplan_model::CalendarDate;
use coplan_ui::{FormContext, FormProps, FormStore, Host, View};

use crate::policy::Decided;

/// What is to be printed, and how.
#[derive(clap::Args)]
pub struct Options {
    /// The document, as JSON
    file: PathBuf,
    /// A copy without risk from others, and without abuse among the CPA characteristics
    #[arg(long)]
    unrestricted: bool,
    /// Plain text, in lines of at most so many characters; 0 leaves each paragraph on one line
    #[arg(long, value_name = "WIDTH", num_args = 0..=1, default_missing_value = "72")]
    text: Option<usize>,
    /// Not the document, but what has changed in it since this earlier one
    #[arg(long, value_name = "EARLIER")]
    since: Option<PathBuf>,
    /// Words in the place of ours, as the page gives them to the element: JSON, by message key
    #[arg(long)]
    messages: Option<PathBuf>,
    /// What the trust has decided about the forms: JSON
    #[arg(long)]
    policy: Option<PathBuf>,
}

/// Prints the page, or plain text: 0, or 2 when it is no document.
pub fn file(options: &Options) -> ExitCode {
    match rendered(options) {
        Ok(page) => {
            print!("{page}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", options.file.display());
            ExitCode::from(2)
        }
    }
}

fn rendered(options: &Options) -> Result<String> {
    let policy = Decided::read(options.policy.as_deref())?;
    let open = |file: &Path| opened(file, options.unrestricted, options.messages.as_deref(), &policy);
    let mut form = open(&options.file)?;
    if let Some(since) = &options.since {
        let earlier = open(since).with_context(|| since.display().to_string())?;
        // What cannot be compared is said before anything is written.
        coplan_ui::changes(&form, &earlier)?;
        form.since = Some(earlier.store);
    }
    let store = form.store.clone();
    if let Some(width) = options.text {
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
