//! What every request passes before anything else looks at it, and what every answer carries.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::limits;
use crate::origin::Names;
use crate::pages::{POLICY, Pages};
use crate::problem::Refusal;
use crate::session;
use crate::user::Demo;

/// What has to be known at the gate.
#[derive(Clone)]
pub struct Gate {
    /// What the portal is called.
    pub names: Arc<Names>,
    /// For the page that somebody sees whose session has ended.
    pub pages: Pages,
    /// How long a request may take to arrive.
    pub timeout: Duration,
    /// Who asks.
    pub demo: Demo,
}

impl Gate {
    /// The request with all that was sent, or an answer that says why it goes no further.
    async fn admit(&self, request: Request) -> Result<Request, Response> {
        let (mut parts, body) = request.into_parts();
        self.names.check(&parts).map_err(Refusal::into_response)?;
        let path = parts.uri.path();
        let signed_in = !session::has_ended(&parts.headers);
        // What a tablet keeps to work without a network says nothing about anybody; whether it is to be wiped, its address says.
        let shell = ["/session", "/service-worker.js", "/manifest.webmanifest", "/visit.html"].contains(&path);
        let device = parts.method == Method::GET && path.starts_with("/api/devices/");
        let open = shell || device || path.starts_with("/assets/");
        if !open && !signed_in {
            return Err(match path.starts_with("/api/") {
                true => session::ended().into_response(),
                false => self.pages.session_ended(&parts.uri),
            });
        }
        if signed_in {
            parts.extensions.insert(self.demo.user(&parts.headers));
        }
        let body = self.received(body).await.map_err(Refusal::into_response)?;
        Ok(Request::from_parts(parts, body))
    }

    async fn received(&self, body: Body) -> Result<Body, Refusal> {
        let whole = tokio::time::timeout(self.timeout, Limited::new(body, limits::BODY).collect());
        match whole.await {
            Ok(Ok(whole)) => Ok(whole.to_bytes().into()),
            Ok(Err(error)) if error.is::<LengthLimitError>() => {
                let limit = limits::BODY;
                let detail = format!("At most {limit} bytes are taken at once, and nothing was stored. Shorten it.");
                Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "This form is too long to be saved.", detail))
            }
            Ok(Err(_)) => {
                let detail = "Nothing was stored. Send it again.";
                Err(Refusal::new(StatusCode::BAD_REQUEST, "This did not arrive whole.", detail))
            }
            Err(_) => {
                let detail = format!("It has {} seconds. Nothing was stored: send it again.", self.timeout.as_secs());
                Err(Refusal::new(StatusCode::REQUEST_TIMEOUT, "This took too long to arrive.", detail))
            }
        }
    }
}

/// Answers what is admitted. Every answer has the same headers.
pub async fn answer(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let mut response = match gate.admit(request).await {
        Ok(request) => next.run(request).await,
        Err(response) => response,
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // With `no-referrer` a browser would say `Origin: null` for a form that is posted from here to here.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    // Documents, lists and pages are about a person: they stay in no cache. Hashed files have said otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
