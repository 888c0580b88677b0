//! Errors as `application/problem+json` (RFC 9457): what went wrong, and what to do. Never a value of a document.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use coplan_model::Problem;
use serde_json::{Value, json};

/// An answer that says no.
#[derive(Debug)]
pub struct Refusal {
    status: StatusCode,
    title: &'static str,
    detail: String,
    problems: Vec<Value>,
}

impl Refusal {
    /// A refusal with a sentence that says what to do.
    pub fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self { status, title, detail: detail.into(), problems: Vec::new() }
    }

    /// Where in the document, and what: by path and code alone, as everything else could hold what a person wrote.
    pub fn at(mut self, path: &str, code: &str) -> Self {
        self.problems.push(json!({ "path": path, "code": code }));
        self
    }

    /// The same for what the model has found.
    pub fn with(self, found: &[Problem]) -> Self {
        found.iter().fold(self, |refusal, problem| refusal.at(&problem.path, problem.code))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({ "title": self.title, "status": self.status.as_u16(), "detail": self.detail });
        if !self.problems.is_empty() {
            body["problems"] = self.problems.into();
        }
        let mut response = (self.status, Json(body)).into_response();
        let kind = header::HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

/// The database failed. Its words go to whoever runs the portal: SQLite names tables and columns, never values.
impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        eprintln!("coplan: the database failed: {error}");
        let detail = "Nothing was stored. Try again; if it happens again, look at what the portal prints.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The database failed", detail)
    }
}

/// There is nothing at this address.
pub async fn no_such_address() -> Refusal {
    let detail = "There is nothing at this address: check it against docs/host-contract.md.";
    Refusal::new(StatusCode::NOT_FOUND, "No such address", detail)
}

/// There is something at this address, for another method.
pub async fn no_such_method() -> Refusal {
    let detail = "This address takes another method: the header Allow names those it takes.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "Another method", detail)
}
