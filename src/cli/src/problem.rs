//! Errors as `application/problem+json` (RFC 9457). `title` is a sentence for the person at the screen: an element shows it. `detail`
//! says what to do about it. Neither ever holds a value of a document.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use coplan_model::Problem;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::log;

/// How to sign in, which RFC 9110 asks for beside 401: on a page. Browsers know no such scheme and ask for no password.
pub const CHALLENGE: HeaderValue = HeaderValue::from_static("Session realm=\"Coplan demo portal\"");

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

    /// What a page says of it: the status, the sentence, and what to do.
    pub fn words(&self) -> (StatusCode, &str, &str) {
        (self.status, self.title, &self.detail)
    }

    /// The codes, to be printed.
    pub fn codes(&self) -> String {
        let codes = self.problems.iter().filter_map(|problem| problem["code"].as_str());
        codes.collect::<Vec<_>>().join(" ")
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
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if self.status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, CHALLENGE);
        }
        response
    }
}

/// The database failed. Whoever runs the portal reads by which name and number.
impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        let fault = Fault::of(&error);
        let number = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        log::failed("database", format!("{} {number}", fault.code()).trim_end());
        let (status, title) = match fault {
            Fault::Unavailable => {
                (StatusCode::SERVICE_UNAVAILABLE, "The portal's database is busy or cannot be reached.")
            }
            Fault::Silent => (StatusCode::SERVICE_UNAVAILABLE, "The portal's database does not answer."),
            Fault::Full => (StatusCode::SERVICE_UNAVAILABLE, "The portal has run out of space."),
            Fault::Unwritable => (StatusCode::SERVICE_UNAVAILABLE, "The portal's database takes no changes."),
            Fault::Broken => (StatusCode::INTERNAL_SERVER_ERROR, "The portal's database did not work."),
        };
        let detail = match fault {
            Fault::Silent => "Nobody knows whether this was stored: try again, and after a 409 open the latest.",
            _ => "Nothing was stored. Try again; if it happens again, look at what the portal prints.",
        };
        Self::new(status, title, detail).at("", fault.code())
    }
}

/// Work that was begun did not end: a defect of ours, which was printed where it happened.
impl From<tokio::task::JoinError> for Refusal {
    fn from(_: tokio::task::JoinError) -> Self {
        let detail = "Nothing was stored. Try again; if it happens again, look at what the portal prints.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "The portal could not look at this form.", detail)
    }
}

/// There is nothing at this address.
pub async fn no_such_address() -> Refusal {
    let detail = "Check the address: docs/portal.md has those that there are.";
    Refusal::new(StatusCode::NOT_FOUND, "There is nothing at this address.", detail)
}

/// There is something at this address, for another method.
pub async fn no_such_method() -> Refusal {
    let detail = "This address takes another method: the header Allow names those it takes.";
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "The portal does not do this here.", detail)
}
