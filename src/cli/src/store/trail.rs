//! The audit trail: who did what to which document, when and why. It is only ever added to, and the database sees to that. What is
//! written is recorded by the database itself, in the same statement.

use coplan_model::Access;
use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{Error, FromRow, Row};
use utoipa::ToSchema;

use super::{Found, Store, is_never_stored, patiently};
use crate::user::User;

/// What somebody did besides writing.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Opened it.
    Read,
    /// Printed it.
    Printed,
    /// Took a copy along.
    Exported,
    /// Took it along to a visit, on a tablet.
    TakenAlong,
    /// Opened it although it is restricted for them, and said why.
    BrokeGlass,
    /// Asked for it, and was refused.
    Refused,
    /// Signed in: about no document.
    SignedIn,
    /// Signed out.
    SignedOut,
    /// Ended another session of their own.
    EndedSession,
    /// Had a session that the provider has ended.
    EndedByProvider,
}

impl Action {
    /// As the trail has it.
    pub const fn code(self) -> &'static str {
        match self {
            Action::Read => "read",
            Action::Printed => "printed",
            Action::Exported => "exported",
            Action::TakenAlong => "taken_along",
            Action::BrokeGlass => "broke_glass",
            Action::Refused => "refused",
            Action::SignedIn => "signed_in",
            Action::SignedOut => "signed_out",
            Action::EndedSession => "ended_session",
            Action::EndedByProvider => "ended_by_provider",
        }
    }
}

/// One line of the trail: never an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Line {
    /// Lines count upwards.
    pub id: i64,
    /// When, RFC 3339.
    pub at: String,
    /// Who: their id with the provider, or the role in the demo.
    pub who: String,
    /// As they were called then; empty in lines of older versions.
    pub name: String,
    /// The role that they had then; empty in lines of older versions.
    pub role: String,
    /// What they did.
    pub action: String,
    /// To which document.
    pub document: String,
    /// Which revision of it.
    pub revision: i64,
    /// Which form.
    pub form: String,
    /// Why, where that was asked; else empty.
    pub reason: String,
}

/// The latest lines about a person that are older than one of them.
pub const TRAIL: &str = "SELECT id, at, who, name, role, action, document_id, revision, form, reason FROM audit \
    WHERE person = $1 AND id < $2 ORDER BY id DESC LIMIT 200";
const RECORD: &str = "INSERT INTO audit (at, who, name, role, action, document_id, revision, person, form, reason) \
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

impl Store {
    /// Adds a line about what was found. Whoever shows something waits for this first: what cannot be recorded is not shown.
    pub async fn record<T>(
        &self,
        id: &str,
        found: &Found<T>,
        who: &User,
        action: Action,
        reason: &str,
    ) -> Result<(), Error> {
        let query = sqlx::query(RECORD)
            .bind(super::now())
            .bind(&who.id)
            .bind(&who.name)
            .bind(who.role.name())
            .bind(action.code())
            .bind(id)
            .bind(found.revision.cast_signed())
            .bind(&found.person)
            .bind(&found.form)
            .bind(reason);
        patiently(query.execute(&self.pool)).await.map(drop)
    }

    /// Adds a line about somebody's session, which is about no document and no person.
    pub async fn record_session(&self, who: &User, action: Action) -> Result<(), Error> {
        let (person, form) = (String::new(), String::new());
        let nothing = Found { access: Access::Normal, person, form, revision: 0, what: () };
        self.record("", &nothing, who, action, "").await
    }

    /// The lines about a person, the latest first, 200 at a time.
    pub async fn trail(&self, person: &str, before: i64) -> Result<Vec<Line>, Error> {
        if is_never_stored(person) {
            return Ok(Vec::new());
        }
        let rows = patiently(sqlx::query(TRAIL).bind(person).bind(before).fetch_all(&self.pool)).await?;
        rows.iter().map(Line::from_row).collect()
    }
}

impl FromRow<'_, AnyRow> for Line {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(Line {
            id: row.try_get("id")?,
            at: row.try_get("at")?,
            who: row.try_get("who")?,
            name: row.try_get("name")?,
            role: row.try_get("role")?,
            action: row.try_get("action")?,
            document: row.try_get("document_id")?,
            revision: row.try_get("revision")?,
            form: row.try_get("form")?,
            reason: row.try_get("reason")?,
        })
    }
}
