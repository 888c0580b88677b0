//! Whether somebody is signed in. The demo has no passwords: whoever comes without a cookie is signed in, so that a browser
//! or a script can begin at once, and a button ends the session, so that a page can be seen to get over it.

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::cookies::Cookies;
use crate::openapi::Refused;
use crate::pages::Pages;
use crate::problem::Refusal;

/// What a session that goes on is called in the cookie.
const ON: &str = "on";

/// Whether the cookies say that the session has ended: anything under the name that is not `on` does.
pub fn has_ended(headers: &HeaderMap) -> bool {
    Cookies::of(headers).values("session").any(|value| value != Some(ON.as_bytes()))
}

/// What a script hears then: 401, and nothing was stored.
pub fn ended() -> Refusal {
    let detail = "Sign in again in another tab: nothing on this page is lost.";
    Refusal::new(StatusCode::UNAUTHORIZED, "Your session has ended.", detail)
}

/// The buttons *End this session* and *Sign in again*.
#[derive(Deserialize, ToSchema)]
pub struct Turn {
    session: String,
    #[serde(default, rename = "return")]
    back: String,
}

/// Ends a session or begins one, and goes back to the page.
#[utoipa::path(
    post,
    path = "/session",
    request_body(content = Turn, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Back to the page, with a cookie"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn turn(State(pages): State<Pages>, turn: Result<Form<Turn>, FormRejection>) -> Result<Response, Refusal> {
    let Form(turn) = turn.map_err(|rejection| {
        let title = "The page did not say whether you are signing in or out.";
        Refusal::new(rejection.status(), title, "Send a form with `session`: on or ended.")
    })?;
    let state = if turn.session == ON { ON } else { "ended" };
    let cookie = format!("session={state}; Path=/; HttpOnly; SameSite=Strict");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(pages.back(&turn.back))).into_response())
}
