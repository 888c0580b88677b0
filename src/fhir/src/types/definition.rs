//! What an extension of ours is.

use serde::Serialize;

/// The definition of an extension.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StructureDefinition {
    /// Its id.
    pub id: String,
    /// What an extension says that it is one of these.
    pub url: String,
    /// Of the package.
    pub version: String,
    /// For programs.
    pub name: String,
    /// In words.
    pub title: String,
    /// `active`.
    pub status: String,
    /// What it means.
    pub description: String,
    /// `4.0.1`.
    pub fhir_version: String,
    /// `complex-type`.
    pub kind: String,
    /// It is no abstract type.
    pub r#abstract: bool,
    /// Where it may stand.
    pub context: Vec<Context>,
    /// `Extension`.
    pub r#type: String,
    /// Of FHIR's own.
    pub base_definition: String,
    /// `constraint`.
    pub derivation: String,
    /// What it adds.
    pub differential: Differential,
}

/// Where an extension may stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Context {
    /// `element`.
    pub r#type: String,
    /// Which.
    pub expression: String,
}

/// What it adds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Differential {
    /// By element.
    pub element: Vec<ElementDefinition>,
}

/// What it says of an element.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementDefinition {
    /// The element.
    pub id: String,
    /// Its path.
    pub path: String,
    /// Which slice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slice_name: Option<String>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
    /// Its types.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub r#type: Vec<TypeRef>,
    /// It is always this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed_uri: Option<String>,
}

/// A type.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TypeRef {
    /// Which.
    pub code: String,
}
