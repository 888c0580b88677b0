//! Who is asking. The gate finds it out once for each request, and everything else only looks at what it found.

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use crate::openapi::Refused;
use crate::problem::Refusal;
use crate::role::Role;
use crate::session;

/// A worker who is signed in or, in the demo, whoever looks at it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct User {
    /// Stays the same whenever they sign in; in the demo, the role.
    pub id: String,
    /// As they are called.
    pub name: String,
    /// What they may see.
    pub role: Role,
    /// The teams that they work in; in the demo, all.
    pub teams: Vec<String>,
    /// Since when, RFC 3339; in the demo, since the portal was started.
    pub signed_in_at: String,
    /// Whether nobody signs in here.
    pub demo: bool,
}

impl User {
    /// Whether somebody else opened the page that asks: it says who, and may have been open when their session ended. What they do there is
    /// never done in another's name.
    pub fn is_not_who_opened(&self, headers: &HeaderMap) -> bool {
        let Some(said) = headers.get("coplan-user") else { return false };
        let said = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&[b"id=", said.as_bytes()].concat());
        !self.demo && !said.is_ok_and(|pairs| pairs.len() == 1 && pairs[0].1 == self.id)
    }
}

/// What a page hears that somebody else has opened, and what to do then.
pub fn other(detail: &str) -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, "Someone else is signed in now.", detail).at("", "other_user")
}

/// The demo has nobody to tell apart: who asks is a role, of every team.
#[derive(Clone, Debug)]
pub struct Demo {
    /// Every team.
    pub teams: Vec<String>,
    /// When the portal was started.
    pub since: String,
}

impl Demo {
    /// Whoever sends these cookies.
    pub fn user(&self, headers: &HeaderMap) -> User {
        let role = Role::of(headers);
        User {
            id: role.name().to_owned(),
            name: role.title().to_owned(),
            role,
            teams: self.teams.clone(),
            signed_in_at: self.since.clone(),
            demo: true,
        }
    }
}

impl<S: Sync> FromRequestParts<S> for User {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<User>().cloned().ok_or_else(session::ended)
    }
}

/// Who is signed in.
#[utoipa::path(
    get,
    path = "/api/user",
    responses(
        (status = 200, description = "Who is signed in", body = User),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn get(user: User) -> Json<User> {
    Json(user)
}
