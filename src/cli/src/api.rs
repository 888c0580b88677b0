//! The documents over HTTP: what a host has to do with what an element hands it.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use coplan_model::{Document, DocumentError, Moment, Status};
use serde::Deserialize;
use serde_json::json;

use crate::problem::Refusal;
use crate::role::Role;
use crate::store::{Entry, Saved, Store};

/// A document of one person is never larger.
pub const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Stores a new revision. The document is checked again here: a browser is not to be trusted.
pub async fn put(
    State(store): State<Store>,
    Path(id): Path<String>,
    role: Role,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<Response, Refusal> {
    // No form of another site can send this type, so none can save in someone's name.
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.starts_with("application/json") {
        let detail = "Send the document as application/json.";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not JSON", detail));
    }
    let body = body.map_err(|_| {
        let detail = format!("A document may have at most {BODY_LIMIT} bytes. Nothing was stored.");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "Too large", detail)
    })?;
    let text = std::str::from_utf8(&body).unwrap_or_default();
    let document = Document::from_json(text).map_err(no_document)?;
    if document.id != id {
        let detail = "The id of the document and of the address differ.";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "Another document", detail));
    }
    if !role.may_see(document.access()) {
        return Err(restricted());
    }
    if matches!(document.status, Status::Complete | Status::Amended) {
        let problems = document.problems(Moment::Complete, crate::today());
        if !problems.is_empty() {
            let detail = "The document says it is complete, and these stand in the way.";
            let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Not complete", detail);
            return Err(refusal.with(serde_json::to_value(problems).unwrap_or_default()));
        }
    }
    let saved_at = jiff::Timestamp::now().to_string();
    match store.save(&document, &saved_at).await? {
        Saved::As(revision) => Ok(Json(json!({ "revision": revision, "saved_at": saved_at })).into_response()),
        Saved::Stale(latest) => {
            let detail =
                format!("Someone else saved revision {latest} since. Nothing was overwritten: open the latest.");
            Err(Refusal::new(StatusCode::CONFLICT, "Changed meanwhile", detail))
        }
        Saved::OtherForm => {
            let detail = "A document stays of the form it began as.";
            Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Another form", detail))
        }
        Saved::Overwrites => {
            let detail = "An answer that was recorded is missing. Keep it in `history` and add the new one.";
            Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Would overwrite", detail))
        }
    }
}

/// The latest revision of a document.
pub async fn get(State(store): State<Store>, Path(id): Path<String>, role: Role) -> Result<Response, Refusal> {
    let Some((access, body)) = store.get(&id).await? else {
        return Err(Refusal::new(StatusCode::NOT_FOUND, "No such document", "Nothing has been saved under this id."));
    };
    if !role.may_see(access) {
        return Err(restricted());
    }
    Ok(([(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")], body).into_response())
}

/// Whose documents.
#[derive(Deserialize)]
pub struct Whose {
    person: String,
}

/// A person's documents. Those that the role may not see are not in the list: that they exist says something too.
pub async fn list(
    State(store): State<Store>,
    Query(whose): Query<Whose>,
    role: Role,
) -> Result<Json<Vec<Entry>>, Refusal> {
    let restricted = role.may_see(coplan_model::Access::Restricted);
    Ok(Json(store.list(&whose.person, restricted).await?))
}

fn no_document(error: DocumentError) -> Refusal {
    let place = json!([{ "path": error.path, "code": error.code.as_str() }]);
    Refusal::new(StatusCode::BAD_REQUEST, "Not a Coplan document", error.to_string()).with(place)
}

/// Whoever has the id knows that the document exists; saying so plainly tells a person to ask for the role.
fn restricted() -> Refusal {
    let detail = "Your role does not see restricted documents.";
    Refusal::new(StatusCode::FORBIDDEN, "Restricted", detail)
}
