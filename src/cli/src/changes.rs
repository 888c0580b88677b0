//! `coplan changes EARLIER LATER`: what differs between two documents, as `changes()` gives it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::Document;
use coplan_rules::{Look, changes, in_words};

use crate::{day, input, output};

/// Which documents, and how it is said.
#[derive(clap::Args)]
pub struct Options {
    /// The earlier document, as JSON; `-` is standard input
    earlier: PathBuf,
    /// The later one
    later: PathBuf,
    /// Without risk from others, and without abuse among the CPA characteristics
    #[arg(long)]
    unrestricted: bool,
    /// As JSON: `path`, `label`, `before`, `after`
    #[arg(long)]
    json: bool,
    /// Words in the place of ours: JSON, by message key
    #[arg(long)]
    messages: Option<PathBuf>,
    /// What the trust has decided about the forms: JSON
    #[arg(long)]
    policy: Option<PathBuf>,
}

/// Prints what differs, in words or as JSON: 0 when nothing does, 1 when something does, 2 when they cannot be compared.
pub fn files(options: &Options) -> ExitCode {
    match compared(options) {
        Ok(same) => ExitCode::from(u8::from(!same)),
        Err(error) => {
            eprintln!("coplan: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn compared(options: &Options) -> Result<bool> {
    let policy = input::policy(options.policy.as_deref())?;
    let messages = input::messages(options.messages.as_deref(), &policy)?;
    let look = Look { clock: day::here(), policy, messages, unrestricted: options.unrestricted };
    let read = |file: &Path| -> Result<Document> { Ok(look.policy.document(&input::text(file)?)?) };
    let named = |file: &Path| read(file).with_context(|| file.display().to_string());
    let found = changes(named(&options.earlier)?, named(&options.later)?, &look)?;
    if options.json {
        output::line(&serde_json::to_string_pretty(&found)?)?;
    } else {
        output::print(&in_words(&found))?;
    }
    Ok(found.is_empty())
}
