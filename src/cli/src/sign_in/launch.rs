//! Somebody comes by a link from another program where they are signed in: a record system, a portal of the NHS. What the link says goes to
//! the provider, which knows whether it is true; the portal itself believes none of it.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::routes::{Desk, begin};
use super::trouble::Trouble;
use super::{Doors, SignIn};
use crate::openapi::Refused;
use crate::problem::{Refusal, no_such_address};

/// Past this, in bytes, it is no token and no name.
const LONGEST: usize = 4096;

/// What such a link says: the first three are of OpenID Connect Core 1.0, section 4, the last is of NHS login.
#[derive(Deserialize, IntoParams)]
pub struct Launch {
    /// The provider, which has to be the portal's.
    iss: Option<String>,
    /// Who it is, as the provider knows them.
    login_hint: Option<String>,
    /// A page of the portal to go on to.
    target_link_uri: Option<String>,
    /// A token by which the provider knows who is signed in at the other program. It is used once, and soon expires.
    asserted_login_identity: Option<String>,
}

/// What goes on to the provider.
#[derive(Debug, Default)]
pub struct Told {
    /// Who it is.
    pub login_hint: Option<String>,
    /// How the provider knows: then it asks them nothing.
    pub asserted: Option<String>,
    /// Whether they authenticate again, though the provider may know them.
    pub again: bool,
}

/// On to the provider, with what it needs to know who it is without asking.
#[utoipa::path(
    get,
    path = "/sign-in/launch",
    params(Launch),
    responses(
        (status = 303, description = "On to the provider, with a cookie"),
        (status = 404, description = "Nobody signs in here", body = Refused, content_type = "application/problem+json"),
        (status = "default", description = "A page that says why not", content_type = "text/html")
    )
)]
pub async fn launch(
    State(desk): State<Desk>,
    here: Uri,
    launch: Result<Query<Launch>, QueryRejection>,
) -> Result<Response, Refusal> {
    let SignIn::With(doors) = &desk.sign_in else { return Err(no_such_address().await) };
    let known = launch.map_err(|_| Trouble::Unreadable).and_then(|Query(launch)| launch.known(doors));
    match known {
        Ok((told, wanted)) => begin(doors, desk.pages.back(doors.provider.path_of(&wanted)), told).await,
        Err(trouble) => Ok(desk.pages.not_signed_in(&trouble.refusal(), &here)),
    }
}

impl Launch {
    /// What goes on to the provider, and where to go on afterwards.
    fn known(self, doors: &Doors) -> Result<(Told, String), Trouble> {
        if self.iss.is_some_and(|issuer| !doors.provider.is(&issuer)) {
            return Err(Trouble::Issuer);
        }
        let told = Told { login_hint: self.login_hint, asserted: self.asserted_login_identity, again: false };
        if [&told.login_hint, &told.asserted].into_iter().flatten().any(|text| text.len() > LONGEST) {
            return Err(Trouble::Unreadable);
        }
        Ok((told, self.target_link_uri.unwrap_or_default()))
    }
}
