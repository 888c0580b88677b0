//! Who is signed in. A session is a row, so that several portals on one database know of it; it ends when the row goes, or when its
//! time is up. The database has only a digest of what the browser has.

use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::any::AnyRow;
use sqlx::{Error, Row};
use utoipa::ToSchema;

use super::{Action, Store, patiently, written};
use crate::role::Role;
use crate::user::User;

/// A session as it begins.
#[derive(Debug)]
pub struct Begun<'a> {
    /// What the browser gets.
    pub token: &'a str,
    /// Who.
    pub user: &'a User,
    /// As the provider calls its own session; may be empty.
    pub provider_session: &'a str,
    /// What the provider said of them, to sign them out there.
    pub id_token: &'a str,
    /// What its user calls it by: as random as the token, and nothing that lets anybody in.
    pub id: &'a str,
    /// When the user has authenticated, in seconds; 0 where the provider does not say.
    pub confirmed: i64,
}

/// A session as its user sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// By this name its user ends it. Nobody is let in by it.
    pub id: String,
    /// When it began, RFC 3339.
    pub signed_in_at: String,
    /// When it was last used, RFC 3339: it may be a minute later.
    pub used_at: String,
    /// Whether it is the one of whoever asks.
    pub current: bool,
    /// When its user has authenticated, in seconds.
    #[serde(skip)]
    pub confirmed: i64,
}

/// How long a session lasts, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Lasts {
    /// Without a request.
    pub idle: i64,
    /// In all.
    pub longest: i64,
}

/// Whose sessions end.
#[derive(Debug)]
pub enum Ends<'a> {
    /// The one that the provider calls so.
    Session(&'a str),
    /// All that a user began up to this second.
    User(&'a str, i64),
}

const BEGIN: &str = "INSERT INTO session \
    (token, user_id, name, role, teams, provider_session, id_token, signed_in, seen, id, confirmed) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)";
const FIND: &str = "SELECT user_id, name, role, teams, signed_in, seen FROM session \
    WHERE token = $1 AND seen > $2 AND signed_in > $3";
/// Not at every request: a page asks for several things at once.
const SEEN: &str = "UPDATE session SET seen = $2 WHERE token = $1 AND seen < $2";
const OF_USER: &str = "SELECT id, token, signed_in, seen, confirmed FROM session \
    WHERE user_id = $1 AND seen > $2 AND signed_in > $3 ORDER BY seen DESC, signed_in DESC, id";
const END_NAMED: &str = "DELETE FROM session WHERE user_id = $1 AND id = $2";
const END: &str = "DELETE FROM session WHERE token = $1 RETURNING id_token";
const END_SESSION: &str = "DELETE FROM session WHERE provider_session = $1 \
    RETURNING user_id, name, role, teams, signed_in, seen";
const END_USER: &str = "DELETE FROM session WHERE user_id = $1 AND signed_in <= $2 \
    RETURNING user_id, name, role, teams, signed_in, seen";
const REMOVE: &str = "DELETE FROM session WHERE seen <= $1 OR signed_in <= $2";

impl Store {
    /// Begins a session.
    pub async fn begin_session(&self, begun: &Begun<'_>, now: i64) -> Result<(), Error> {
        let user = begun.user;
        let query = sqlx::query(BEGIN)
            .bind(digest(begun.token))
            .bind(&user.id)
            .bind(&user.name)
            .bind(user.role.name())
            .bind(serde_json::Value::from(user.teams.clone()).to_string())
            .bind(begun.provider_session)
            .bind(begun.id_token)
            .bind(now)
            .bind(begun.id)
            .bind(begun.confirmed);
        patiently(query.execute(&self.pool)).await.map(drop)
    }

    /// Who has this token, if their session goes on; where it is used, it goes on from here.
    pub async fn session(&self, token: &str, lasts: Lasts, now: i64, used: bool) -> Result<Option<User>, Error> {
        let token = digest(token);
        let query = sqlx::query(FIND).bind(&token).bind(now - lasts.idle).bind(now - lasts.longest);
        let Some(row) = patiently(query.fetch_optional(&self.pool)).await? else { return Ok(None) };
        if used && row.try_get::<i64, _>("seen")? <= now - (lasts.idle / 20).max(1) {
            patiently(sqlx::query(SEEN).bind(&token).bind(now).execute(&self.pool)).await?;
        }
        whose(&row).map(Some)
    }

    /// The sessions of a user that go on, the one used last first. `token` is that of whoever asks.
    pub async fn sessions(&self, user: &str, token: &str, lasts: Lasts, now: i64) -> Result<Vec<Session>, Error> {
        let query = sqlx::query(OF_USER).bind(user).bind(now - lasts.idle).bind(now - lasts.longest);
        let rows = patiently(query.fetch_all(&self.pool)).await?;
        let token = digest(token);
        let session = |row: &AnyRow| {
            Ok(Session {
                id: row.try_get("id")?,
                signed_in_at: instant(row, "signed_in")?,
                used_at: instant(row, "seen")?,
                current: row.try_get::<String, _>("token")? == token,
                confirmed: row.try_get("confirmed")?,
            })
        };
        rows.iter().map(session).collect()
    }

    /// Ends one of a user's own sessions.
    pub async fn end_named_session(&self, user: &str, id: &str) -> Result<(), Error> {
        patiently(sqlx::query(END_NAMED).bind(user).bind(id).execute(&self.pool)).await.map(drop)
    }

    /// Ends the session of this token: what the provider said of them, if there was one.
    pub async fn end_session(&self, token: &str) -> Result<Option<String>, Error> {
        let ended = patiently(sqlx::query(END).bind(digest(token)).fetch_optional(&self.pool)).await?;
        ended.map(|row| row.try_get("id_token")).transpose()
    }

    /// Ends those that the provider has ended, whatever becomes of the entries in the trail: whoever is locked out stays out. One whose
    /// time was up had ended before.
    pub async fn end_sessions(&self, which: Ends<'_>, lasts: Lasts, now: i64) -> Result<(), Error> {
        let query = match which {
            Ends::Session(session) => sqlx::query(END_SESSION).bind(session),
            Ends::User(user, until) => sqlx::query(END_USER).bind(user).bind(until),
        };
        for row in patiently(query.fetch_all(&self.pool)).await? {
            let (seen, signed_in): (i64, i64) = (row.try_get("seen")?, row.try_get("signed_in")?);
            if seen > now - lasts.idle && signed_in > now - lasts.longest {
                self.record_session(&whose(&row)?, Action::EndedByProvider).await?;
            }
        }
        Ok(())
    }

    /// Removes those whose time is up.
    pub async fn remove_sessions(&self, lasts: Lasts, now: i64) -> Result<(), Error> {
        let query = sqlx::query(REMOVE).bind(now - lasts.idle).bind(now - lasts.longest);
        patiently(query.execute(&self.pool)).await.map(drop)
    }
}

/// Whose session a row is.
fn whose(row: &AnyRow) -> Result<User, Error> {
    let (role, teams): (String, String) = (row.try_get("role")?, row.try_get("teams")?);
    Ok(User {
        id: row.try_get("user_id")?,
        name: row.try_get("name")?,
        role: Role::from_name(&role),
        teams: serde_json::from_str(&teams).map_err(|error| Error::Decode(error.into()))?,
        signed_in_at: instant(row, "signed_in")?,
        demo: false,
    })
}

/// A time that is kept in seconds, as it is said.
fn instant(row: &AnyRow, column: &str) -> Result<String, Error> {
    let at = jiff::Timestamp::from_second(row.try_get(column)?);
    at.map(written).map_err(|error| Error::Decode(error.into()))
}

fn digest(token: &str) -> String {
    Sha256::digest(token).iter().map(|byte| format!("{byte:02x}")).collect()
}
