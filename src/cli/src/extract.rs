//! `coplan extract mhsds FILE`: what a national return asks of documents, as CSV.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::Document;

use crate::{day, input, output};

/// Which return, of which documents.
#[derive(clap::Args)]
pub struct Options {
    /// The return
    #[arg(value_enum)]
    name: Return,
    /// The document, as JSON; `-` is standard input
    file: PathBuf,
    /// The file holds documents, one a line
    #[arg(long)]
    lines: bool,
}

/// The returns that there are.
#[derive(Clone, Copy, clap::ValueEnum)]
pub enum Return {
    /// Mental Health Services Data Set
    Mhsds,
}

/// Prints a line for each document that has something to return: 0; 1 when something is no document, or says of nobody that it is
/// about them, which is named; 2 when the file cannot be read.
pub fn file(options: &Options) -> ExitCode {
    match written(options) {
        Ok(all_read) => ExitCode::from(u8::from(!all_read)),
        Err(error) => {
            eprintln!("coplan: {}: {error:#}", options.file.display());
            ExitCode::from(2)
        }
    }
}

fn written(options: &Options) -> Result<bool> {
    let Return::Mhsds = options.name;
    let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    out.write_record(coplan_rules::MHSDS)?;
    let mut all_taken = true;
    let clock = day::here();
    let mut take = |text: &str, place: &str| -> Result<()> {
        let row = Document::from_json(text).map(|document| coplan_rules::mhsds(&document, &clock));
        // Why it is none is for those to see who may see the document.
        let why = match &row {
            Err(_) => "this is no document: `coplan validate` says why",
            Ok(Some(row)) if row.person.is_empty() => "this does not say who it is about: it has no `subject.ref`",
            Ok(_) => "",
        };
        if !why.is_empty() {
            all_taken = false;
            eprintln!("coplan: {}: {place}{why}", options.file.display());
        } else if let Ok(Some(row)) = row {
            out.serialize(row)?;
        }
        Ok(())
    };
    if options.lines {
        for (at, line) in input::lines(&options.file)?.enumerate() {
            let line = line.with_context(|| format!("line {}", at + 1))?;
            if !input::is_empty(&line) {
                take(&line, &format!("line {}: ", at + 1))?;
            }
        }
    } else {
        take(&input::text(&options.file)?, "")?;
    }
    output::print(&String::from_utf8(out.into_inner()?)?)?;
    Ok(all_taken)
}
