//! The people of the demo, all invented. A real host has its own records: this stands in for them.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};

use crate::api::Named;
use crate::problem::Refusal;

/// A person, as a document's `subject` has them.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Person {
    /// The portal's own id for them.
    #[serde(rename = "ref")]
    pub reference: String,
    /// As they are called.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
    /// Ten digits, of a range that is kept for examples.
    pub nhs_number: String,
}

/// Everyone.
#[derive(Clone)]
pub struct People(Arc<[Person]>);

impl People {
    /// Reads `people.json`.
    pub fn read(www: &Path) -> Result<Self> {
        let file = www.join("people.json");
        let text = std::fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
        let people: Vec<Person> = serde_json::from_str(&text).with_context(|| format!("{}", file.display()))?;
        Ok(Self(people.into()))
    }
}

/// Everyone.
pub async fn list(State(people): State<People>) -> Json<Vec<Person>> {
    Json(people.0.to_vec())
}

/// One person, to prefill a form with.
pub async fn get(State(people): State<People>, Named(reference): Named<String>) -> Result<Json<Person>, Refusal> {
    let found = people.0.iter().find(|person| person.reference == reference).cloned();
    let detail = "The demo has no such person: choose one from the list of people.";
    found.map(Json).ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "No such person", detail))
}
