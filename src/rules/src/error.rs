//! Why something that was asked has no answer. Nothing in it was typed by anyone.

use std::fmt;

use coplan_fhir::FhirError;
use coplan_model::DocumentError;
use coplan_model::policy::PolicyError;
use serde::Serialize;

/// Why something that was asked has no answer: the caller's mistake. It names the place, and never what was found there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RulesError {
    /// What cannot be used: `CoplanDocumentError`, `CoplanPolicyError`, `CoplanFhirError` or `CoplanRequestError`.
    pub name: &'static str,
    /// Where in it: `answers.asked_on`; empty for the whole.
    pub path: String,
    /// What is wrong, for machines.
    pub code: String,
    /// The same as a sentence.
    pub message: String,
}

impl RulesError {
    /// What was asked is no question that can be answered.
    pub fn request(path: &str, code: &str, message: impl Into<String>) -> Self {
        Self { name: "CoplanRequestError", path: path.to_owned(), code: code.to_owned(), message: message.into() }
    }
}

impl From<DocumentError> for RulesError {
    fn from(error: DocumentError) -> Self {
        let (code, message) = (error.code.as_str().to_owned(), error.to_string());
        Self { name: "CoplanDocumentError", path: error.path, code, message }
    }
}

impl From<PolicyError> for RulesError {
    fn from(error: PolicyError) -> Self {
        let (code, message) = (error.code.as_str().to_owned(), error.to_string());
        Self { name: "CoplanPolicyError", path: error.path, code, message }
    }
}

impl From<FhirError> for RulesError {
    fn from(error: FhirError) -> Self {
        let path = match &error {
            FhirError::NotADocument(error) => error.path.clone(),
            FhirError::NotR4 { path } | FhirError::Duplicate { path } => path.clone(),
            _ => String::new(),
        };
        Self { name: "CoplanFhirError", path, code: error.code().to_owned(), message: error.to_string() }
    }
}

impl fmt::Display for RulesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RulesError {}
