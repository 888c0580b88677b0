//! What every request passes before anything else looks at it, and what every answer carries.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::ehr;
use crate::limits;
use crate::origin::Names;
use crate::pages::{POLICY, Pages};
use crate::problem::Refusal;
use crate::session;
use crate::sign_in::SignIn;
use crate::user::User;

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
    pub sign_in: SignIn,
    /// What the pages may do that a record system opens, where there is one.
    pub ehr: Option<HeaderValue>,
}

/// What the provider itself sends: from no page, and signed.
const FROM_PROVIDER: &str = "/sign-in/back-channel";

/// What a tablet keeps for a visit without a network: it says nothing about anybody.
const SHELL: [&str; 3] = ["/visit.html", "/service-worker.js", "/manifest.webmanifest"];

/// What nobody has to be signed in for: to sign in, the files that every page has, and what tells operators about the portal.
fn is_open(path: &str, sign_in: &SignIn) -> bool {
    let operators = ["/healthz", "/readyz", "/metrics"].contains(&path) && !sign_in.is_demo();
    operators
        || SHELL.contains(&path)
        || path == "/session"
        || path.starts_with("/assets/")
        || path.starts_with("/sign-in/")
}

impl Gate {
    /// The request with all that was sent, or an answer that says why it goes no further.
    async fn admit(&self, request: Request) -> Result<Request, Response> {
        let (mut parts, body) = request.into_parts();
        let path = parts.uri.path();
        self.names.check(&parts, path == FROM_PROVIDER).map_err(Refusal::into_response)?;
        self.identify(&mut parts).await?;
        if body.is_end_stream() {
            return Ok(Request::from_parts(parts, body));
        }
        let body = self.received(body).await.map_err(Refusal::into_response)?;
        // It may have taken its time to arrive, and the session may have ended meanwhile: then nothing is done with it.
        self.identify(&mut parts).await?;
        Ok(Request::from_parts(parts, body))
    }

    /// Puts down who asks, where that has to be known, or says that nobody is signed in.
    async fn identify(&self, parts: &mut Parts) -> Result<(), Response> {
        let path = parts.uri.path();
        if is_open(path, &self.sign_in) {
            return Ok(());
        }
        let is_api = path.starts_with("/api/");
        // A tablet hears that it is to be wiped, whoever is signed in there, or nobody.
        let device = parts.method == Method::GET && path.starts_with("/api/devices/");
        // Whether it may go on, its page asks every few minutes, also where nobody is at it: the session ends all the same.
        let used = parts.method != Method::GET || !path.starts_with("/api/devices");
        let user = self.sign_in.user(&parts.headers, used).await.map_err(|refusal| match is_api {
            true => refusal.into_response(),
            false => self.pages.not_signed_in(&refusal, &parts.uri),
        })?;
        match user {
            Some(user) => drop(parts.extensions.insert(user)),
            None if device => drop(parts.extensions.remove::<User>()),
            None if is_api => return Err(session::ended().into_response()),
            None => return Err(self.pages.session_ended(&parts.uri)),
        }
        Ok(())
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
    let secure = gate.sign_in.is_secure();
    let policy = gate.ehr.clone().filter(|_| ehr::is_page(request.uri().path()));
    let mut response = match gate.admit(request).await {
        Ok(request) => next.run(request).await,
        Err(response) => response,
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.unwrap_or(HeaderValue::from_static(POLICY)));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    // With `no-referrer` a browser would say `Origin: null` for a form that is posted from here to here.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    if secure {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    // Documents, lists and pages are about a person: they stay in no cache. Hashed files have said otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
