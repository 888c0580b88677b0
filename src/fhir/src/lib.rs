//! Coplan documents as HL7 FHIR R4, and back.
//!
//! [`questionnaire::of`] is a form as a `Questionnaire`, written from the tables of the model. [`bundle`] is a document as a Bundle, and
//! [`read`] takes one: ours gives the same document again, and what another program answered in our questionnaire comes in as
//! a draft. Knows the model; knows no screen, clock, network or file. Nothing in it panics on input, and no error holds what was
//! typed.

mod apart;
mod ask;
mod base;
pub mod definitions;
mod error;
mod extension;
mod plain;
mod plan;
pub mod questionnaire;
mod read;
pub mod types;
mod words;
mod write;

pub use base::{Base, NotABase, PACKAGE};
pub use error::{FhirError, NotTaken};
pub use plain::is_instant;
pub use read::{Taken, read};
pub use words::{Translation, Vocabulary, Wording, Wordless, Words};
pub use write::{Options, bundle};

/// The NHS's own system of NHS numbers.
pub const NHS_NUMBERS: &str = "https://fhir.nhs.uk/Id/nhs-number";

/// FHIR's extension for signatures on a response.
pub const SIGNATURE: &str = "http://hl7.org/fhir/StructureDefinition/questionnaireresponse-signature";
