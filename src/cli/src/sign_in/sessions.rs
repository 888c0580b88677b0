//! The sessions of whoever is signed in: they see what there is, and end what should not be. Nothing here lets anybody in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use utoipa::ToSchema;

use super::routes::Desk;
use super::{Doors, SignIn, now};
use crate::address::Named;
use crate::openapi::Refused;
use crate::problem::{Refusal, no_such_address};
use crate::store::{Action, Session};
use crate::user::User;
use crate::{session, user};

/// So many seconds after they have authenticated somebody may end sessions. Whoever finds a computer unlocked cannot.
const CONFIRMED: i64 = 300;

/// Somebody's own sessions.
#[derive(Serialize, ToSchema)]
pub struct Sessions {
    /// Whether they have authenticated just now, so that they may end them.
    confirmed: bool,
    /// Those that go on, the one used last first.
    sessions: Vec<Session>,
}

impl Doors {
    async fn sessions(&self, user: &User, headers: &HeaderMap) -> Result<Sessions, Refusal> {
        if user.is_not_who_opened(headers) {
            return Err(user::other(
                "Nothing was ended: somebody else opened this page. Load it again to see your own.",
            ));
        }
        let token = self.token(headers).ok_or_else(session::ended)?;
        let sessions = self.store.sessions(&user.id, &token, self.lasts, now()).await?;
        let since = now() - CONFIRMED;
        let confirmed = sessions.iter().any(|session| session.current && session.confirmed > since);
        Ok(Sessions { confirmed, sessions })
    }

    /// Ends those of somebody's own sessions that are meant, each once it is in the audit trail. Says how many there were.
    async fn end(&self, user: &User, headers: &HeaderMap, meant: impl Fn(&Session) -> bool) -> Result<usize, Refusal> {
        let Sessions { confirmed, sessions } = self.sessions(user, headers).await?;
        if !confirmed {
            let detail =
                "Nothing was ended. Sign in again: the provider asks who you are, and then you have five minutes.";
            let refusal = Refusal::new(StatusCode::FORBIDDEN, "Sign in again before you end a session.", detail);
            return Err(refusal.at("", "sign_in_again"));
        }
        let meant: Vec<_> = sessions.iter().filter(|session| meant(session)).collect();
        for session in &meant {
            self.store.record_session(user, Action::EndedSession).await?;
            self.store.end_named_session(&user.id, &session.id).await?;
        }
        Ok(meant.len())
    }
}

/// One's own sessions.
#[utoipa::path(
    get,
    path = "/api/sessions",
    responses(
        (status = 200, description = "All that go on", body = Sessions),
        (status = "default", description = "No, and why: 404 where nobody signs in", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn list(State(desk): State<Desk>, headers: HeaderMap, user: User) -> Result<Json<Sessions>, Refusal> {
    let SignIn::With(doors) = &desk.sign_in else { return Err(no_such_address().await) };
    Ok(Json(doors.sessions(&user, &headers).await?))
}

/// Ends one of one's own sessions.
#[utoipa::path(
    delete,
    path = "/api/sessions/{id}",
    params(("id" = String, Path, description = "The session's `id`")),
    responses(
        (status = 204, description = "It is ended"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn end(
    State(desk): State<Desk>,
    Named(id): Named<String>,
    headers: HeaderMap,
    user: User,
) -> Result<StatusCode, Refusal> {
    let SignIn::With(doors) = &desk.sign_in else { return Err(no_such_address().await) };
    if doors.end(&user, &headers, |session| session.id == id).await? == 0 {
        let detail = "It may have ended already: load the list again.";
        return Err(Refusal::new(StatusCode::NOT_FOUND, "You have no session of this id.", detail));
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of one's own sessions but the one that asks.
#[utoipa::path(
    delete,
    path = "/api/sessions",
    responses(
        (status = 204, description = "No other goes on"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn end_others(State(desk): State<Desk>, headers: HeaderMap, user: User) -> Result<StatusCode, Refusal> {
    let SignIn::With(doors) = &desk.sign_in else { return Err(no_such_address().await) };
    doors.end(&user, &headers, |session| !session.current).await?;
    Ok(StatusCode::NO_CONTENT)
}
