//! `coplan extract mhsds FILE`: what a national return asks of documents, as CSV.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use coplan_model::Document;

use crate::input;

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

/// Prints a line for each document that has something to return: 0; 1 when a line is no document, which is named; 2 when the
/// file cannot be read.
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
    let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(std::io::stdout().lock());
    out.write_record(coplan_rules::MHSDS)?;
    let mut all_read = true;
    if !options.lines {
        let document = Document::from_json(&input::text(&options.file)?)?;
        if let Some(row) = coplan_rules::mhsds(&document) {
            out.serialize(row)?;
        }
    } else {
        for (at, line) in input::lines(&options.file)?.enumerate() {
            let line = line.with_context(|| format!("line {}", at + 1))?;
            if line.trim().is_empty() {
                continue;
            }
            match Document::from_json(&line) {
                Ok(document) => coplan_rules::mhsds(&document).map(|row| out.serialize(row)).transpose().map(drop)?,
                Err(error) => {
                    all_read = false;
                    eprintln!("coplan: {}: line {}: {error}", options.file.display(), at + 1);
                }
            }
        }
    }
    out.flush()?;
    Ok(all_read)
}
