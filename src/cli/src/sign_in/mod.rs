//! Signing in: with an OpenID Connect provider or, in the demo, not at all. What is behind it sees only who asks (`crate::user`).

mod http;
pub mod launch;
mod options;
mod provider;
pub mod routes;
pub mod sessions;
mod trouble;

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::AppendHeaders;
use serde_json::Value;

use crate::cookies::Cookies;
use crate::problem::Refusal;
use crate::role::Role;
use crate::session;
use crate::store::{Action, Begun, Lasts, Store};
use crate::user::{Demo, User};

pub use options::{Options, is_origin};
use provider::{Provider, Said};
use trouble::Trouble;

/// How long somebody may take to sign in, in seconds.
const TIME: u32 = 600;

/// Past this a name is no name.
const LONGEST_NAME: usize = 200;

/// How somebody signs in.
#[derive(Clone)]
pub enum SignIn {
    /// Nobody does.
    Demo(Demo),
    /// With a provider.
    With(Arc<Doors>),
}

/// What is needed to let people in by a provider.
pub struct Doors {
    provider: Provider,
    store: Store,
    lasts: Lasts,
    role_claim: String,
    teams_claim: String,
    /// Cookies go over TLS alone.
    secure: bool,
}

impl SignIn {
    /// Whether nobody signs in.
    pub fn is_demo(&self) -> bool {
        matches!(self, Self::Demo(_))
    }

    /// Whether browsers reach the portal over TLS alone.
    pub fn is_secure(&self) -> bool {
        matches!(self, Self::With(doors) if doors.secure)
    }

    /// Who has sent these headers. A session that is used goes on from here.
    ///
    /// # Errors
    /// When the database does not say. Nobody, when nobody is signed in.
    pub async fn user(&self, headers: &HeaderMap, used: bool) -> Result<Option<User>, Refusal> {
        match self {
            Self::Demo(_) if session::has_ended(headers) => Ok(None),
            Self::Demo(demo) => Ok(Some(demo.user(headers))),
            Self::With(doors) => doors.user(headers, used).await,
        }
    }
}

impl Doors {
    async fn user(&self, headers: &HeaderMap, used: bool) -> Result<Option<User>, Refusal> {
        let Some(token) = self.token(headers) else { return Ok(None) };
        Ok(self.store.session(&token, self.lasts, now(), used).await?)
    }

    /// Begins a session for whom the provider has named: a token that nobody has had before.
    async fn let_in(&self, said: &Said, before: Option<String>) -> Result<String, Refusal> {
        let user = self.named(said).map_err(Trouble::refusal)?;
        self.store.remove_sessions(self.lasts, now()).await?;
        if let Some(before) = before {
            self.store.end_session(&before).await?;
        }
        let random = || openidconnect::CsrfToken::new_random_len(32).into_secret();
        let (token, id) = (random(), random());
        let session = said.claims.additional_claims().0.get("sid").and_then(Value::as_str).unwrap_or_default();
        self.store.record_session(&user, Action::SignedIn).await?;
        // Both times are by the provider's clock, and the token is of this moment.
        let ago = |at: i64| (said.claims.issue_time().timestamp() - at).max(0);
        let confirmed = said.claims.auth_time().map_or(0, |at| now() - ago(at.timestamp()));
        let id_token = &*said.id_token;
        let begun = Begun { token: &token, user: &user, provider_session: session, id_token, id: &id, confirmed };
        self.store.begin_session(&begun, now()).await?;
        Ok(token)
    }

    /// Who the provider says somebody is.
    fn named(&self, said: &Said) -> Result<User, Trouble> {
        let claims = &said.claims;
        let others = &claims.additional_claims().0;
        let id = claims.subject().to_string();
        let name = claims.name().and_then(|name| name.get(None)).map(|name| name.as_str());
        let called = [name, claims.preferred_username().map(|name| name.as_str()), Some(&id)];
        let plain = |name: &str| name.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
        let said = |name: &String| !name.trim().is_empty();
        let name = called.into_iter().flatten().map(plain).find(said).unwrap_or_default();
        let texts = |claim: &str| texts(others.get(claim).or_else(|| pointed(others, claim)));
        let roles = [Role::Administrator, Role::CareCoordinator];
        let said = texts(&self.role_claim);
        // Whoever has two has the one that sees less.
        let role = roles.into_iter().find(|role| said.iter().any(|one| one == role.name())).ok_or(Trouble::NoRole)?;
        Ok(User { name, role, teams: texts(&self.teams_claim), signed_in_at: String::new(), demo: false, id })
    }

    /// The token of a browser's session: none where its cookies say several things.
    fn token(&self, headers: &HeaderMap) -> Option<String> {
        let cookies = Cookies::of(headers);
        let mut values = cookies.values(self.cookie("session"));
        let token = values.next()??;
        let token = str::from_utf8(token).ok().filter(|token| !token.is_empty() && cookies.readable())?;
        values.next().is_none().then(|| token.to_owned())
    }

    /// The prefix makes a browser refuse one that another name of the same site has set.
    fn cookie(&self, name: &'static str) -> &'static str {
        match (self.secure, name) {
            (true, "session") => "__Host-coplan-session",
            (true, _) => "__Host-coplan-sign-in",
            (false, "session") => "coplan-session",
            (false, _) => "coplan-sign-in",
        }
    }

    /// `Lax`: a browser does not send `Strict` ones when it comes back from the provider, nor from a link in a message. What changes
    /// something is asked besides where it comes from (`crate::origin`).
    fn set(&self, name: &str, value: &str, age: &str) -> AppendHeaders<[(axum::http::HeaderName, String); 1]> {
        let secure = if self.secure { "; Secure" } else { "" };
        AppendHeaders([(SET_COOKIE, format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{secure}"))])
    }

    fn unset(&self, name: &str) -> AppendHeaders<[(axum::http::HeaderName, String); 1]> {
        self.set(name, "", "; Max-Age=0")
    }
}

/// A claim that lies within another is named by a JSON Pointer: `/realm_access/roles`.
fn pointed<'a>(claims: &'a serde_json::Map<String, Value>, claim: &str) -> Option<&'a Value> {
    let (first, rest) = claim.strip_prefix('/')?.split_once('/')?;
    claims.get(first)?.pointer(&format!("/{rest}"))
}

/// What a claim says: a text, or a list of them.
fn texts(claim: Option<&Value>) -> Vec<String> {
    match claim {
        Some(Value::String(one)) => vec![one.clone()],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
