//! What resources are made of.

use serde::{Deserialize, Serialize};

/// An element that has nothing but extensions: what stands beside a primitive value, under its name with `_` in front.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Element {
    /// Extensions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
}

/// Something that R4 has no place for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extension {
    /// Which: the canonical address of its definition, or within another its name.
    pub url: String,
    /// Its parts, when it has no value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Its value.
    #[serde(flatten)]
    pub value: Option<AnyValue>,
}

/// `value[x]`: of an extension, or of an answer. What none of these is, is read as none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is the FHIR type of its name")]
pub enum AnyValue {
    #[serde(rename = "valueString")]
    String(String),
    #[serde(rename = "valueCode")]
    Code(String),
    #[serde(rename = "valueUri")]
    Uri(String),
    #[serde(rename = "valueBoolean")]
    Boolean(bool),
    #[serde(rename = "valueInteger")]
    Integer(i64),
    #[serde(rename = "valueDate")]
    Date(String),
    #[serde(rename = "valueDateTime")]
    DateTime(String),
    #[serde(rename = "valueBase64Binary")]
    Base64Binary(String),
    #[serde(rename = "valueCoding")]
    Coding(Coding),
    #[serde(rename = "valueCodeableConcept")]
    CodeableConcept(CodeableConcept),
    #[serde(rename = "valueReference")]
    Reference(Reference),
    #[serde(rename = "valueSignature")]
    Signature(Box<Signature>),
}

/// A code of a system.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coding {
    /// The system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// The code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
    /// What stands beside `display`: other wordings and translations.
    #[serde(rename = "_display", default, skip_serializing_if = "Option::is_none")]
    pub display_element: Option<Element>,
}

impl Coding {
    /// A code of a system, without words.
    pub fn new(system: &str, code: &str) -> Self {
        Self { system: Some(system.to_owned()), code: Some(code.to_owned()), ..Self::default() }
    }

    /// With words.
    #[must_use]
    pub fn says(self, display: impl Into<String>) -> Self {
        Self { display: Some(display.into()), ..self }
    }
}

/// What something is: codes, words, or both.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CodeableConcept {
    /// Codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coding: Vec<Coding>,
    /// Words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl CodeableConcept {
    /// A code of a system.
    pub fn code(system: &str, code: &str) -> Self {
        Self { coding: vec![Coding::new(system, code)], text: None }
    }

    /// Words alone.
    pub fn text(text: impl Into<String>) -> Self {
        Self { coding: Vec::new(), text: Some(text.into()) }
    }
}

/// What something is known by elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Identifier {
    /// Extensions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Who gives such identifiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub system: Option<String>,
    /// It.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// Another resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Where it is: an address, or `#id` of what is contained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What kind of resource it is, as another program may say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
    /// What it is known by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<Identifier>,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display: Option<String>,
}

impl Reference {
    /// To a resource.
    pub fn to(reference: impl Into<String>) -> Self {
        Self { reference: Some(reference.into()), ..Self::default() }
    }

    /// To somebody who is known by a name alone.
    pub fn named(display: impl Into<String>) -> Self {
        Self { display: Some(display.into()), ..Self::default() }
    }
}

/// A name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct HumanName {
    /// Extensions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// `official`, `usual`, `old`.
    #[serde(default, rename = "use", skip_serializing_if = "Option::is_none")]
    pub r#use: Option<String>,
    /// The whole of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The family's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<String>,
}

/// About a resource itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// Profiles that it keeps to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profile: Vec<String>,
    /// Who may see it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub security: Vec<Coding>,
    /// What else is to be known of it: that it is not whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tag: Vec<Coding>,
}

/// What a person reads in the place of the data.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Narrative {
    /// How it was made.
    pub status: String,
    /// XHTML.
    pub div: String,
}

/// From when to when.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// From.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// To.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

/// A note (`Annotation`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What it says.
    pub text: String,
}

/// A signature.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// Extensions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// What it was made for.
    #[serde(default)]
    pub r#type: Vec<Coding>,
    /// When: an instant, which ours are not (`_when` says so).
    #[serde(default)]
    pub when: String,
    /// Who signed.
    #[serde(default)]
    pub who: Reference,
    /// What `data` is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sig_format: Option<String>,
    /// The drawing, base64.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
}
