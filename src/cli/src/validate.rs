//! `coplan validate FILE`: what stands between a document and completion. Never what a person wrote.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::{DocumentError, Moment};
use coplan_rules::{Found, Look, RulesError, check, wrong_messages};
use serde::Serialize;

use crate::{day, input, output};

/// What is to be checked, and how it is said.
#[derive(clap::Args)]
pub struct Options {
    /// The document, as JSON; `-` is standard input
    #[arg(required_unless_present = "messages")]
    file: Option<PathBuf>,
    /// The file holds stored documents, one a line: each is asked what its status asks, and answered on a line. Empty lines are
    /// none
    #[arg(long, requires = "file")]
    lines: bool,
    /// For a program, or for a reader: a sentence a line
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// What the trust has decided about the forms, as the page gives it to the element: JSON
    #[arg(long)]
    policy: Option<PathBuf>,
    /// Words in the place of ours: JSON, by message key. What is wrong with one is named; without a document, only this is checked
    #[arg(long)]
    messages: Option<PathBuf>,
}

/// How it is said.
#[derive(Clone, Copy, Default, PartialEq, clap::ValueEnum)]
pub enum Format {
    /// `path`, `code`, `message`, `params`.
    #[default]
    Json,
    /// A sentence a line.
    Text,
}

/// What is said of one line.
#[derive(Serialize)]
struct Said {
    /// Which line, from 1.
    line: usize,
    /// The document's own id, once it is a document.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(flatten)]
    what: What,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Problems(Vec<Found>),
    Error(RulesError),
}

/// Prints the problems of a file: 0 when there are none, 1 when there are, 2 when it is no document or cannot be read. Of a file
/// with a document a line, 1 also when one of them is no document.
pub fn file(options: &Options) -> ExitCode {
    let done = match (&options.file, &options.messages) {
        (Some(file), _) if options.lines => lines(file, options),
        (Some(file), _) => whole(file, options),
        (None, Some(file)) => messages(file, options),
        (None, None) => Ok(true),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            let name = options.file.as_deref().map(|file| format!("{}: ", file.display())).unwrap_or_default();
            eprintln!("coplan: {name}{error:#}");
            ExitCode::from(2)
        }
    }
}

/// What is wrong with messages alone.
fn messages(file: &Path, options: &Options) -> Result<bool> {
    let found = wrong_messages(&input::own_messages(file)?, &input::policy(options.policy.as_deref())?);
    match options.format {
        Format::Json => output::line(&serde_json::to_string_pretty(&found)?)?,
        Format::Text => found.iter().try_for_each(|wrong| output::line(&wrong.message))?,
    }
    Ok(found.is_empty())
}

fn whole(file: &Path, options: &Options) -> Result<bool> {
    let look = look(options)?;
    let document = look.policy.document(&input::text(file)?)?;
    let found = check(&document, Some(Moment::Complete), &look, false)?;
    match options.format {
        Format::Json => output::line(&serde_json::to_string_pretty(&found)?)?,
        Format::Text => found.iter().try_for_each(|problem| output::line(&problem.message))?,
    }
    Ok(found.is_empty())
}

/// So much is printed at once.
const AT_ONCE: usize = 1 << 16;

fn lines(file: &Path, options: &Options) -> Result<bool> {
    let look = look(options)?;
    let mut lines = input::lines(file)?;
    let mut out = String::new();
    let mut all_well = true;
    for number in 1.. {
        // A program that writes a line and waits for its answer has it before it writes the next.
        if !lines.has_next() || out.len() > AT_ONCE {
            output::print(&out)?;
            out.clear();
        }
        let Some(line) = lines.next() else { break };
        let line = match line.with_context(|| format!("line {number}")) {
            Ok(line) if input::is_empty(&line) => continue,
            Ok(line) => line,
            Err(error) => return output::print(&out).and(Err(error)),
        };
        let said = stored(number, &line, &look);
        all_well &= matches!(&said.what, What::Problems(found) if found.is_empty());
        match options.format {
            Format::Json => out.extend([&*serde_json::to_string(&said)?, "\n"]),
            Format::Text => said.sentences().iter().for_each(|sentence| out.extend([sentence, "\n"])),
        }
    }
    Ok(all_well)
}

impl Said {
    /// Each with where the document is and which one.
    fn sentences(&self) -> Vec<String> {
        let Self { line, id, what } = self;
        let whose =
            id.as_deref().filter(|id| !id.is_empty()).map(|id| format!(" ({})", id.escape_debug())).unwrap_or_default();
        let sentence = |text: &str| format!("line {line}{whose}: {text}");
        match what {
            What::Problems(found) => found.iter().map(|problem| sentence(&problem.message)).collect(),
            What::Error(error) => vec![sentence(&error.message)],
        }
    }
}

/// A stored document is asked what its status asks: a draft for what drafts need, one that was withdrawn for nothing.
fn stored(line: usize, text: &str, look: &Look) -> Said {
    let document = look.policy.document(text).map_err(|error: DocumentError| error.into());
    let checked = document.and_then(|document| Ok((check(&document, None, look, false)?, document.id)));
    match checked {
        Ok((found, id)) => Said { line, id: Some(id), what: What::Problems(found) },
        Err(error) => Said { line, id: None, what: What::Error(error) },
    }
}

fn look(options: &Options) -> Result<Look> {
    let policy = input::policy(options.policy.as_deref())?;
    let messages = input::messages(options.messages.as_deref(), &policy)?;
    Ok(Look { clock: day::here(), policy, messages, unrestricted: false })
}
