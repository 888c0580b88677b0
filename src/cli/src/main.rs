//! The `coplan` command: checks documents as a host's server would, and serves the demo portal.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use coplan::input;
use coplan_model::FormName;

/// A document becomes many small texts: with the system's allocator a check takes up to half as long again (decision 0027).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "coplan", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks a document: 0 when nothing blocks completion, 1 when something does, 2 when it is no document
    Validate(coplan::validate::Options),
    /// Prints the finished document as a page, to be kept or printed, or as plain text
    Render(coplan::render::Options),
    /// Says what differs between two documents of one form about one person: 0 when nothing does, 1 when something does, 2 when they
    /// cannot be compared
    Changes(coplan::changes::Options),
    /// Says whether a document's signatures still match: 1 when something was changed after it was signed, or when a finished
    /// document is not signed and does not say why. It proves that nothing was changed, and not who signed
    Verify {
        /// The document, as JSON; `-` is standard input
        file: PathBuf,
    },
    /// Prints the JSON Schema of a form's documents
    Schema {
        /// The form, as documents name it: `relapse_plan`
        #[arg(value_parser = coplan::form)]
        form: FormName,
        /// What the trust has decided about the forms: JSON
        #[arg(long)]
        policy: Option<PathBuf>,
    },
    /// Prints a document as an HL7 FHIR R4 Bundle, or with `--from` a Bundle as a document: 0, or 1 when something in it cannot be
    /// taken, or 2 when it cannot be read
    Fhir(coplan::fhir::Options),
    /// Prints a form as an HL7 FHIR R4 Questionnaire
    Questionnaire(coplan::questionnaire::Options),
    /// Prints what a national return asks of documents, as CSV: never what somebody answered about abuse
    Extract(coplan::extract::Options),
    /// Prints the messages as a file that translators' tools take (gettext PO), or what such a file has translated
    Translation(coplan::translation::Options),
    /// Prints the canonical JSON (RFC 8785) of each line of a file
    #[command(hide = true)]
    Canonical {
        /// JSON, a value a line
        file: PathBuf,
    },
    /// Writes what the npm package says of the model into a folder: types, schemas, the manifest for editors
    #[command(hide = true)]
    Package {
        /// `pkg-config`
        folder: PathBuf,
    },
    /// Serves the demo portal
    Serve(Box<coplan::serve::Options>),
    /// Copies the demo portal's database while it runs. To restore it, start the portal with the copy as --db
    Backup(coplan::serve::Backup),
}

fn main() -> ExitCode {
    let arguments = match configured(Arguments::parse()) {
        Ok(arguments) => arguments,
        Err(error) => return unusable(&error),
    };
    match arguments.command {
        Command::Validate(options) => coplan::validate::file(&options),
        Command::Render(options) => coplan::render::file(&options),
        Command::Changes(options) => coplan::changes::files(&options),
        Command::Verify { file } => coplan::verify::file(&file),
        Command::Schema { form, policy } => match input::policy(policy.as_deref()) {
            Ok(policy) => {
                print!("{}", coplan::package::schema_of(form, &policy));
                ExitCode::SUCCESS
            }
            Err(error) => unusable(&error),
        },
        Command::Fhir(options) => coplan::fhir::file(&options),
        Command::Questionnaire(options) => coplan::questionnaire::print(&options),
        Command::Extract(options) => coplan::extract::file(&options),
        Command::Translation(options) => coplan::translation::print(&options),
        Command::Canonical { file } => coplan::canonical::lines(&file),
        Command::Package { folder } => ended(coplan::package::write(&folder)),
        Command::Serve(options) => ended(coplan::serve::run(&options)),
        Command::Backup(options) => ended(coplan::serve::backup(&options)),
    }
}

/// With what a file of options says, before what was typed: the last of two counts.
fn configured(arguments: Arguments) -> anyhow::Result<Arguments> {
    let Command::Serve(options) = &arguments.command else { return Ok(arguments) };
    let Some(file) = &options.config else { return Ok(arguments) };
    let mut typed = std::env::args_os();
    let begin: Vec<OsString> = typed.by_ref().take(2).collect();
    let from_file = coplan::serve::configured(file)?.into_iter().map(OsString::from);
    Ok(Arguments::parse_from(begin.into_iter().chain(from_file).chain(typed)))
}

/// A file that is needed for what is asked cannot be used.
fn unusable(error: &anyhow::Error) -> ExitCode {
    eprintln!("coplan: {error:#}");
    ExitCode::from(2)
}

fn ended(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("coplan: {error:#}");
            ExitCode::FAILURE
        }
    }
}
