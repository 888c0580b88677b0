//! What stands in an address, read for the handlers.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::problem::Refusal;

/// A part of the address, or a refusal in the form that all refusals have.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let detail = "Write the id as UTF-8, percent-encoded.";
        let refusal = |_| Refusal::new(StatusCode::BAD_REQUEST, "There is nothing at this address.", detail);
        Path::from_request_parts(parts, state).await.map(|Path(part)| Self(part)).map_err(refusal)
    }
}

/// What stands behind the question mark, or a refusal in the form that all refusals have.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let title = "The address does not say whose forms these are.";
        let refusal = |_| Refusal::new(StatusCode::BAD_REQUEST, title, "Ask with ?person= and their id, once.");
        Query::from_request_parts(parts, state).await.map(|Query(asked)| Self(asked)).map_err(refusal)
    }
}
