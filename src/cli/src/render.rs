//! `coplan render FILE`: the finished document as a page or as text, as `toHTML()` and `toText()` give it, by the same code.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_rules::{Look, context, page, text};
use coplan_ui::FormContext;

use crate::{day, input, output};

/// What is to be printed, and how.
#[derive(clap::Args)]
pub struct Options {
    /// The document, as JSON; `-` is standard input
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
    match rendered(options).and_then(|page| output::print(&page)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", options.file.display());
            ExitCode::from(2)
        }
    }
}

fn rendered(options: &Options) -> Result<String> {
    let policy = input::policy(options.policy.as_deref())?;
    let messages = input::messages(options.messages.as_deref(), &policy)?;
    let look = Look { clock: day::here(), policy, messages, unrestricted: options.unrestricted };
    let form = opened(&options.file, &look)?;
    let since = options.since.as_deref();
    let since =
        since.map(|earlier| opened(earlier, &look).with_context(|| earlier.display().to_string())).transpose()?;
    Ok(match options.text {
        Some(width) => text(form, since, width)?,
        None => page(form, since)?,
    })
}

fn opened(file: &Path, look: &Look) -> Result<FormContext> {
    Ok(context(look.policy.document(&input::text(file)?)?, look)?)
}
