//! Who and what makes up a person's network (manual, Unit 8, Table 8.1, L2913–2963; dictionary §6.7).
//!
//! *Internal* and *external* are about how easy it is to keep in touch (L2890–2899), never about the NHS and others.

use coplan_model_derive::Answers;
use serde::{Deserialize, Serialize};

use crate::shared::Unknown;

/// The rows of Table 8.1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct WholeSystem {
    /// Services.
    pub services: Networks,
    /// Family and carers.
    pub family_carers: Networks,
    /// Education.
    pub education: Networks,
    /// Recreation.
    pub recreation: Networks,
    /// Employment and work. The manual's text has lost the name of this row.
    pub employment: Networks,
    /// Faith and meaning.
    pub faith_meaning: Networks,
    /// Anything else, by a name of its own.
    pub other: Vec<Other>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The two networks of a row.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Networks {
    /// With whom it is simple to keep in touch, and easy to repair.
    pub internal: Vec<Entry>,
    /// With whom it takes more effort.
    pub external: Vec<Entry>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A row that Table 8.1 leaves open: "The … they make use of in the CPA plan of care are".
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Other {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What the row is about.
    #[answer(complete)]
    pub label: Option<String>,
    /// With whom it is simple to keep in touch, and easy to repair.
    pub internal: Vec<Entry>,
    /// With whom it takes more effort.
    pub external: Vec<Entry>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Someone or something in the network.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Entry {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What they are called.
    #[answer(complete)]
    pub name: Option<String>,
    /// How to contact them.
    pub contact: Option<String>,
    /// How we communicate (manual, L2978–2980).
    pub how_we_communicate: Option<String>,
    /// How we hear back.
    pub how_we_hear_back: Option<String>,
    /// What the person does themselves to find a way through (manual, L2980–2981).
    #[answer(long, limit = 1_000)]
    pub persons_role: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}
