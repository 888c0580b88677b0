//! Finished and unfinished documents about invented people, for the gallery.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use coplan_model::{Document, FormName};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::address::Named;
use crate::openapi::Refused;
use crate::problem::Refusal;

/// A document, by the folder of its form and the name of its file, and where it stands.
#[derive(Serialize, ToSchema)]
pub struct Example {
    form: &'static str,
    name: String,
    status: &'static str,
    #[serde(skip)]
    document: Value,
}

/// All of them.
#[derive(Clone)]
pub struct Examples(Arc<[Example]>);

impl Examples {
    /// Reads a folder that has one for each form. What is not there is no example.
    pub fn read(from: &Path) -> Result<Self> {
        let mut found = Vec::new();
        for form in FormName::ALL {
            let Ok(entries) = std::fs::read_dir(from.join(form.as_str())) else { continue };
            for path in entries.flatten().map(|entry| entry.path()) {
                let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".json")) else {
                    continue;
                };
                let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                let read = Document::from_json(&text).with_context(|| format!("{} is no document", path.display()))?;
                let document = serde_json::from_str(&text)?;
                let (form, status) = (form.as_str(), read.status.code());
                found.push(Example { form, name: name.to_owned(), status, document });
            }
        }
        found.sort_by(|one, other| (one.form, &one.name).cmp(&(other.form, &other.name)));
        Ok(Self(found.into()))
    }
}

/// Which there are.
#[utoipa::path(
    get,
    path = "/api/examples",
    responses(
        (status = 200, description = "All of them, without answers", body = [Example])
    )
)]
pub async fn list(State(examples): State<Examples>) -> Json<Value> {
    Json(serde_json::json!(&*examples.0))
}

/// One of them.
#[utoipa::path(
    get,
    path = "/api/examples/{form}/{name}",
    params(("form" = String, Path, description = "Its form", example = "relapse_plan"), ("name" = String, Path, description = "Its name", example = "unfinished")),
    responses(
        (status = 200, description = "The document", body = Value),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn get(
    State(examples): State<Examples>,
    Named((form, name)): Named<(String, String)>,
) -> Result<Json<Value>, Refusal> {
    let found = examples.0.iter().find(|example| example.form == form && example.name == name);
    let detail = "GET /api/examples lists them.";
    found
        .map(|example| Json(example.document.clone()))
        .ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "There is no such example.", detail))
}
