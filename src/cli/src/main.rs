//! The `coplan` command: checks documents as a host's server would, and serves the demo portal.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "coplan", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks a document: 0 when nothing stands in the way of completion, 1 when something does, 2 when it is no document
    Validate {
        /// The document, as JSON
        file: PathBuf,
    },
    /// Prints the finished document as a page, to be kept or printed
    Render {
        /// The document, as JSON
        file: PathBuf,
    },
    /// Says whether a document's signatures still match: 1 when something was changed after it was signed
    Verify {
        /// The document, as JSON
        file: PathBuf,
    },
    /// Serves the demo portal
    Serve(coplan::serve::Options),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Validate { file } => coplan::validate::file(&file),
        Command::Render { file } => coplan::render::file(&file),
        Command::Verify { file } => coplan::verify::file(&file),
        Command::Serve(options) => match coplan::serve::run(&options) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("coplan: {error:#}");
                ExitCode::FAILURE
            }
        },
    }
}
