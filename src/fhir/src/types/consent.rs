//! What the person decides about sharing.

use serde::Serialize;

use super::{CodeableConcept, Extension, Meta, Reference};

/// A decision.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    /// About the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
    /// Extensions: the row of the document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Where it stands.
    pub status: String,
    /// `patient-privacy`.
    pub scope: CodeableConcept,
    /// `INFA`: access to information.
    pub category: Vec<CodeableConcept>,
    /// Whose it is.
    pub patient: Reference,
    /// When it was last talked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_time: Option<String>,
    /// Where it was written down.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_reference: Option<Reference>,
    /// By which rule: an invariant of R4 asks for one (ppc-1).
    pub policy_rule: CodeableConcept,
    /// What is allowed or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provision: Option<Provision>,
}

/// What is allowed or not.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Provision {
    /// `permit` or `deny`.
    pub r#type: String,
    /// Who is told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actor: Vec<Actor>,
    /// What they may be told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub code: Vec<CodeableConcept>,
    /// What is excepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub provision: Vec<Provision>,
}

/// Somebody who is told.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Actor {
    /// As what.
    pub role: CodeableConcept,
    /// Who.
    pub reference: Reference,
}
