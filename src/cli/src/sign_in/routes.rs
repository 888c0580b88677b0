//! The addresses of signing in and out. Nobody who asks here needs to be signed in.

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::launch::Told;
use super::provider;
use super::trouble::Trouble;
use super::{Doors, SignIn, TIME, now};
use crate::cookies::Cookies;
use crate::log;
use crate::openapi::Refused;
use crate::pages::Pages;
use crate::problem::{Refusal, no_such_address};
use crate::session::{self, AGAIN, ON, Turn};
use crate::store::{Action, Ends};

/// What these addresses need.
#[derive(Clone)]
pub struct Desk {
    /// The portal's pages.
    pub pages: Pages,
    /// Who signs in and how.
    pub sign_in: SignIn,
}

/// Ends a session or begins one, and goes back to the page: with a provider, by way of it.
#[utoipa::path(
    post,
    path = "/session",
    request_body(content = Turn, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Back to the page or on to the provider, with a cookie"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn turn(
    State(desk): State<Desk>,
    headers: HeaderMap,
    turn: Result<Form<Turn>, FormRejection>,
) -> Result<Response, Refusal> {
    let Form(turn) = turn.map_err(|rejection| {
        let title = "The page did not say whether you are signing in or out.";
        Refusal::new(rejection.status(), title, "Send a form with `session`: on, again or ended.")
    })?;
    let back = desk.pages.back(&turn.back);
    match &desk.sign_in {
        SignIn::Demo(_) => Ok(session::turned(&turn.session, back)),
        SignIn::With(doors) if turn.session == ON => begin(doors, back, Told::default()).await,
        SignIn::With(doors) if turn.session == AGAIN => {
            begin(doors, back, Told { again: true, ..Told::default() }).await
        }
        SignIn::With(doors) => end(doors, &headers).await,
    }
}

/// On to the provider. The browser keeps what was begun, under a name of its own for each: several tabs may sign in at once.
pub(super) async fn begin(doors: &Doors, back: &str, told: Told) -> Result<Response, Refusal> {
    let (address, begun) = doors.provider.begin(back, told).await;
    let kept = serde_urlencoded::to_string(&begun).map_err(|_| Trouble::State.refusal())?;
    let cookie = doors.set(&kept_as(doors, &begun.state), &kept, &format!("; Max-Age={TIME}"));
    Ok((cookie, Redirect::to(&address)).into_response())
}

fn kept_as(doors: &Doors, state: &str) -> String {
    let short: String = state.chars().filter(char::is_ascii_alphanumeric).take(12).collect();
    format!("{}-{short}", doors.cookie("sign-in"))
}

/// Out of the portal, and on to the provider to sign out there too.
async fn end(doors: &Doors, headers: &HeaderMap) -> Result<Response, Refusal> {
    if let Some(user) = doors.user(headers, true).await? {
        doors.store.record_session(&user, Action::SignedOut).await?;
    }
    let ended = match doors.token(headers) {
        Some(token) => doors.store.end_session(&token).await?,
        None => None,
    };
    let there = match &ended {
        Some(id_token) => doors.provider.logout(id_token).await,
        None => None,
    };
    Ok((doors.unset(doors.cookie("session")), Redirect::to(there.as_deref().unwrap_or("/"))).into_response())
}

/// What a browser brings back from the provider.
#[derive(Default, Deserialize, IntoParams)]
pub struct Back {
    /// Proves that somebody has signed in.
    code: Option<String>,
    /// Which sign-in it was.
    state: Option<String>,
    /// Why nobody has.
    error: Option<String>,
    /// Which provider says so (RFC 9207).
    iss: Option<String>,
}

/// Whoever comes back from the provider is signed in, and goes on to where they wanted to go.
#[utoipa::path(
    get,
    path = "/sign-in/callback",
    params(Back),
    responses(
        (status = 303, description = "Back to the page, with a cookie"),
        (status = 404, description = "Nobody signs in here", body = Refused, content_type = "application/problem+json"),
        (status = "default", description = "A page that says why not", content_type = "text/html")
    )
)]
pub async fn callback(
    State(desk): State<Desk>,
    here: Uri,
    headers: HeaderMap,
    back: Result<Query<Back>, QueryRejection>,
) -> Result<Response, Refusal> {
    let SignIn::With(doors) = &desk.sign_in else { return Err(no_such_address().await) };
    let back = back.map(|Query(back)| back).unwrap_or_default();
    let kept = kept_as(doors, back.state.as_deref().unwrap_or_default());
    let done = finished(doors, &headers, &kept, back).await;
    let response = match done {
        Ok((token, back)) => {
            let cookie = doors.set(doors.cookie("session"), &token, "");
            (cookie, Redirect::to(desk.pages.back(&back))).into_response()
        }
        Err(refusal) => {
            log::failed("sign-in", &refusal.codes());
            desk.pages.not_signed_in(&refusal, &here)
        }
    };
    Ok((doors.unset(&kept), response).into_response())
}

/// The token of a new session, and where to go on.
async fn finished(doors: &Doors, headers: &HeaderMap, kept: &str, back: Back) -> Result<(String, String), Refusal> {
    let begun = begun(headers, kept).filter(|begun| Some(&begun.state) == back.state.as_ref());
    let begun = begun.ok_or_else(|| Trouble::State.refusal())?;
    if back.iss.is_some_and(|issuer| !doors.provider.is(&issuer)) {
        return Err(Trouble::Issuer.refusal());
    }
    let code = back.code.filter(|_| back.error.is_none()).ok_or_else(|| Trouble::Refused.refusal())?;
    let go_on = begun.back.clone();
    let said = doors.provider.finish(begun, code).await.map_err(Trouble::refusal)?;
    Ok((doors.let_in(&said, doors.token(headers)).await?, go_on))
}

fn begun(headers: &HeaderMap, kept: &str) -> Option<provider::Begun> {
    let cookies = Cookies::of(headers);
    let mut values = cookies.values(kept);
    let value = values.next()??;
    serde_urlencoded::from_bytes(value).ok().filter(|_| values.next().is_none())
}

/// What the provider sends when it has ended sessions.
#[derive(Deserialize, ToSchema)]
pub struct LogoutToken {
    logout_token: String,
}

/// The provider itself says whose sessions it has ended (OpenID Connect Back-Channel Logout 1.0).
#[utoipa::path(
    post,
    path = "/sign-in/back-channel",
    request_body(content = LogoutToken, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "They are ended here too"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn back_channel(
    State(desk): State<Desk>,
    sent: Result<Form<LogoutToken>, FormRejection>,
) -> Result<StatusCode, Refusal> {
    let SignIn::With(doors) = &desk.sign_in else { return Err(no_such_address().await) };
    let Form(sent) = sent.map_err(|_| logout(Trouble::Unreadable))?;
    let claims = doors.provider.logged_out(&sent.logout_token).await.map_err(logout)?;
    let session = claims.additional_claims().0.get("sid").and_then(serde_json::Value::as_str);
    // Sessions of a provider that names none have no name either.
    let session = session.filter(|session| !session.is_empty());
    let which = match session {
        Some(session) => Ends::Session(session),
        // What began after the provider said so is another session.
        None => Ends::User(claims.subject().as_str(), claims.issue_time().timestamp()),
    };
    doors.store.end_sessions(which, doors.lasts, now()).await?;
    Ok(StatusCode::OK)
}

fn logout(trouble: Trouble) -> Refusal {
    log::failed("logout", trouble.code());
    let detail = "Nobody was signed out. Send the provider's own logout_token, for this portal.";
    Refusal::new(StatusCode::BAD_REQUEST, "This is no logout token.", detail).at("", trouble.code())
}

/// Which session of the provider has ended.
#[derive(Deserialize, IntoParams)]
pub struct Front {
    /// The provider.
    iss: String,
    /// Its session. Whoever knows it has been told by the provider.
    sid: String,
}

/// The provider's page has ended a session (OpenID Connect Front-Channel Logout 1.0), in a frame that gets no cookies.
#[utoipa::path(
    get,
    path = "/sign-in/front-channel",
    params(Front),
    responses(
        (status = 200, description = "It is ended here too"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn front_channel(
    State(desk): State<Desk>,
    front: Result<Query<Front>, QueryRejection>,
) -> Result<StatusCode, Refusal> {
    let SignIn::With(doors) = &desk.sign_in else { return Err(no_such_address().await) };
    let front = front.ok().filter(|front| doors.provider.is(&front.iss) && !front.sid.is_empty());
    let Some(Query(front)) = front else { return Err(logout(Trouble::Issuer)) };
    doors.store.end_sessions(Ends::Session(&front.sid), doors.lasts, now()).await?;
    Ok(StatusCode::OK)
}
