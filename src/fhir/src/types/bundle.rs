//! Resources that travel together.

use serde::Serialize;

use super::{
    CarePlan, CareTeam, Consent, Goal, Meta, Patient, Questionnaire, QuestionnaireResponse, StructureDefinition,
};

/// Resources that travel together.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Bundle {
    /// What stands on it for whoever passes it on: the highest label of what is in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
    /// `collection`: nothing is asked of who gets it.
    pub r#type: String,
    /// The resources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub entry: Vec<Entry>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// What the others refer to it by.
    pub full_url: String,
    /// It.
    pub resource: Resource,
}

/// A resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "resourceType")]
#[expect(missing_docs, reason = "each is the FHIR resource of its name")]
pub enum Resource {
    Bundle(Bundle),
    Questionnaire(Box<Questionnaire>),
    QuestionnaireResponse(Box<QuestionnaireResponse>),
    Patient(Box<Patient>),
    CarePlan(Box<CarePlan>),
    Goal(Box<Goal>),
    CareTeam(Box<CareTeam>),
    Consent(Box<Consent>),
    StructureDefinition(Box<StructureDefinition>),
}

impl Resource {
    /// As JSON, to be read by people too.
    pub fn to_json(&self) -> String {
        // Text by text keys: there is nothing in these structs that could not be written.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }
}
