//! Whether somebody is signed in to the demo. It has no passwords: whoever comes without a cookie is signed in, so that a browser
//! or a script can begin at once, and a button ends the session, so that a page can be seen to get over it.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::cookies::Cookies;
use crate::problem::Refusal;

/// What a session that goes on is called in the cookie.
pub const ON: &str = "on";

/// What is asked for by somebody who is signed in and authenticates again.
pub const AGAIN: &str = "again";

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
    /// `on`, `again` or `ended`.
    pub session: String,
    /// A page of the portal.
    #[serde(default, rename = "return")]
    pub back: String,
}

/// In the demo: back to the page, with a cookie.
pub fn turned(session: &str, back: &str) -> Response {
    let state = if session == ON { ON } else { "ended" };
    let cookie = format!("session={state}; Path=/; HttpOnly; SameSite=Strict");
    ([(header::SET_COOKIE, cookie)], Redirect::to(back)).into_response()
}
