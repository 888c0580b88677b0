//! What a server asks of a document: whether it is complete, whether its signatures match, what a revision has lost, what has
//! changed, and the document as text, as a page and as FHIR.
//!
//! The `coplan` command and the portal call the functions. A server in another language calls [`call`], JSON in and JSON out, in
//! the WebAssembly module of the package. Knows no file, network or clock: whoever asks says what time it is.

mod changes;
mod check;
mod clock;
mod error;
mod fhir;
mod messages;
mod mhsds;
mod policy;
mod render;
mod request;
mod verify;
mod words;

pub use changes::{changes, in_words};
pub use check::{Found, check};
pub use clock::{Clock, problems_everywhere};
pub use error::RulesError;
pub use fhir::{bundle, from_bundle, questionnaire};
pub use messages::{MessageFound, wrong_messages};
pub use mhsds::{MHSDS, Row, mhsds};
pub use policy::Decided;
pub use render::{Look, context, page, text};
pub use request::call;
pub use verify::{SignatureFound, Signatures, verify};

/// A form by its name, as documents have it.
///
/// # Errors
/// When there is no such form: which there are.
pub fn form(name: &str) -> Result<coplan_model::FormName, String> {
    let names = || coplan_model::FormName::ALL.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", ");
    coplan_model::FormName::from_name(name).ok_or_else(|| format!("there are {}", names()))
}
