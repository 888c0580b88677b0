//! Tablets that take forms along to a visit: what the server keeps of them, so that what lies there can be opened again by its
//! owner alone, and wiped from here. No document passes here: those are fetched and stored as any others.

use std::time::Duration;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::{Extension, Json};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::Named;
use crate::openapi::Refused;
use crate::problem::Refusal;
use crate::store::{self, Device, Shown, Store};
use crate::user::User;
use crate::{limits, session};

/// 256 random bits as base64url.
const SECRET: usize = 43;

/// What the trust allows.
#[derive(Clone, Copy, Debug)]
pub struct Offline {
    /// How long what was taken along opens without a network.
    pub lifetime: Duration,
    /// Whether restricted documents come along.
    pub restricted: bool,
}

/// What the handlers need.
#[derive(Clone)]
pub struct Devices {
    /// Where they are kept.
    pub store: Store,
    /// What the trust allows.
    pub offline: Offline,
}

/// What a tablet sends when it takes forms along.
#[derive(Deserialize, ToSchema)]
pub struct Secret {
    /// 32 random bytes as base64url, made by the tablet, which does not keep them.
    #[schema(pattern = "^[A-Za-z0-9_-]{43}$")]
    secret: String,
}

/// What its owner gets, then and later.
#[derive(Serialize, ToSchema)]
pub struct Opened {
    /// The owner's `id`: what is sent from the tablet says so.
    owner: String,
    /// As the tablet made it.
    secret: String,
    /// When the forms were taken along, RFC 3339.
    taken_at: String,
    /// Until when they open without a network, RFC 3339.
    expires_at: String,
    /// Whether restricted documents come along.
    restricted: bool,
}

impl Devices {
    /// What is sent to the owner; what others hear, and everybody once it is wiped.
    fn opened(&self, device: Device, user: Option<&User>) -> Result<Json<Opened>, Refusal> {
        let yours = user.is_some_and(|user| user.id == device.owner);
        if !device.shown.wiped_at.is_empty() {
            return Err(if yours { wiped().at("", "yours") } else { wiped() });
        }
        if user.is_none() {
            return Err(session::ended());
        }
        if !yours {
            let detail = "Sign in as the person who took the forms along, or remove them from this tablet.";
            let title = "Somebody else took these forms along.";
            return Err(Refusal::new(StatusCode::FORBIDDEN, title, detail).at("", "other_owner"));
        }
        let Shown { taken_at, expires_at, .. } = device.shown;
        let owner = device.owner;
        Ok(Json(Opened { owner, secret: device.secret, taken_at, expires_at, restricted: self.offline.restricted }))
    }
}

fn wiped() -> Refusal {
    let detail = "Take the forms along again if you still need them.";
    Refusal::new(StatusCode::GONE, "This tablet was told to remove what lies on it.", detail).at("", "wiped")
}

fn unknown() -> Refusal {
    let detail = "Open it with the passphrase, send what is not sent yet, and take the forms along again.";
    Refusal::new(StatusCode::NOT_FOUND, "The portal does not know this tablet.", detail)
}

/// Registers a tablet that takes forms along. Sent again, it changes nothing.
#[utoipa::path(
    put,
    path = "/api/devices/{id}",
    params(("id" = String, Path, description = "A random id that the tablet made", pattern = "^[A-Za-z0-9][A-Za-z0-9._~-]*$", max_length = 64)),
    request_body = Secret,
    responses(
        (status = 200, description = "It is known, and may take forms along", body = Opened),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn put(
    State(devices): State<Devices>,
    Named(id): Named<String>,
    user: User,
    sent: Result<Json<Secret>, JsonRejection>,
) -> Result<Json<Opened>, Refusal> {
    limits::id(&id)?;
    let detail = "Send JSON with `secret`: 32 random bytes as base64url.";
    let refused =
        |status| Refusal::new(status, "The tablet sent no secret of its own.", detail).at("secret", "wrong_type");
    let Json(Secret { secret }) = sent.map_err(|rejection| refused(rejection.status()))?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    if secret.len() != SECRET || !secret.bytes().all(plain) {
        return Err(refused(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let now = Timestamp::now();
    let shown = Shown {
        id,
        taken_at: store::written(now),
        expires_at: store::written(now.saturating_add(devices.offline.lifetime).unwrap_or(now)),
        wiped_at: String::new(),
    };
    let device = Device { owner: user.id.clone(), secret, shown };
    let kept = devices.store.add_device(&device).await?;
    if kept.secret != device.secret && kept.shown.wiped_at.is_empty() {
        let detail = "Take the forms along again: the tablet makes another id.";
        return Err(Refusal::new(StatusCode::CONFLICT, "There is a tablet of this id.", detail).at("id", "duplicate"));
    }
    devices.opened(kept, Some(&user))
}

/// Whether a tablet may go on, and the secret for its owner. That it is to be wiped is said without a session too.
#[utoipa::path(
    get,
    path = "/api/devices/{id}",
    params(("id" = String, Path, description = "The tablet's id", pattern = "^[A-Za-z0-9][A-Za-z0-9._~-]*$", max_length = 64)),
    responses(
        (status = 200, description = "For its owner", body = Opened),
        (status = "default", description = "No, and why: 410 tells it to wipe itself", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn get(
    State(devices): State<Devices>,
    Named(id): Named<String>,
    user: Option<Extension<User>>,
) -> Result<Json<Opened>, Refusal> {
    limits::id(&id)?;
    // The gate lets this one through: whoever has a stolen tablet need not be signed in to hear that it is wiped.
    let user = user.as_ref().map(|Extension(user)| user);
    match devices.store.device(&id).await? {
        Some(device) => devices.opened(device, user),
        None => Err(user.map_or_else(session::ended, |_| unknown())),
    }
}

/// Tells one's own tablet to wipe itself as soon as it is heard of, and forgets its secret.
#[utoipa::path(
    delete,
    path = "/api/devices/{id}",
    params(("id" = String, Path, description = "The tablet's id", pattern = "^[A-Za-z0-9][A-Za-z0-9._~-]*$", max_length = 64)),
    responses(
        (status = 204, description = "The secret is forgotten"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn wipe(State(devices): State<Devices>, Named(id): Named<String>, user: User) -> Result<StatusCode, Refusal> {
    limits::id(&id)?;
    let found = devices.store.device(&id).await?.ok_or_else(unknown)?;
    if found.owner != user.id {
        return devices.opened(found, Some(&user)).map(|_| StatusCode::NO_CONTENT);
    }
    devices.store.wipe_device(&id, &user.id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own tablets, the latest 50.
#[utoipa::path(
    get,
    path = "/api/devices",
    responses(
        (status = 200, description = "The last first, without secrets", body = [Shown]),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn list(State(devices): State<Devices>, user: User) -> Result<Json<Vec<Shown>>, Refusal> {
    Ok(Json(devices.store.devices(&user.id).await?))
}
