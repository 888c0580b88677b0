//! Documents in SQLite or PostgreSQL, every revision of each. Knows no HTTP. Every statement is one that both understand.

mod devices;
mod open;
mod session;
mod trail;

use std::io::ErrorKind;
use std::time::Duration;

use coplan_model::{Access, Document, FormName, Problem, overwritten, path};
use serde::Serialize;
use sqlx::any::AnyRow;
use sqlx::{AnyPool, Error, FromRow, Row};
use utoipa::ToSchema;

use crate::blocking;
use crate::role::Role;
use crate::user::User;

pub use devices::{DEVICES, Device, Shown};
pub use open::Database;
pub use session::{Begun, Ends, Lasts, Session};
pub use trail::{Action, Line, TRAIL};

/// How long a database may take before nobody waits for it any longer. A statement that waits for another has failed by then.
const PATIENCE: Duration = Duration::from_secs(8);

/// The database.
#[derive(Clone)]
pub struct Store {
    pool: AnyPool,
}

/// What a list shows of a document: never an answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Entry {
    /// The document's id.
    pub id: String,
    /// Which form.
    pub form: String,
    /// Where it stands.
    pub status: String,
    /// Who may see it.
    pub access: String,
    /// Which of the document's revisions, from 1.
    pub revision: i64,
    /// When that was saved, RFC 3339.
    pub saved_at: String,
}

/// What was found of a document, with whom it is for and whom it is about.
#[derive(Debug)]
pub struct Found<T> {
    /// Who may see it.
    pub access: Access,
    /// The reference to the person.
    pub person: String,
    /// Which form.
    pub form: String,
    /// The latest revision.
    pub revision: u64,
    /// What was asked for.
    pub what: T,
}

/// What came of a save. Only [`Saved::As`] has stored anything.
#[derive(Debug, PartialEq)]
pub enum Saved {
    /// Stored as this revision.
    As(u64),
    /// Someone else saved since: this is the latest.
    Stale(u64),
    /// The role may not see what is stored under this id.
    Restricted,
    /// It cannot follow what is stored under this id: this is what differs.
    CannotFollow(Vec<Problem>),
}

/// The latest revision of each of a person's documents. A document stays with its person, so that all of its revisions are theirs.
pub const OF_PERSON: &str = "SELECT document_id, revision, form, access, status, saved_at FROM revision AS shown \
    WHERE person = $1 AND revision = \
        (SELECT max(revision) FROM revision WHERE person = $1 AND document_id = shown.document_id) \
    ORDER BY saved_at DESC, document_id";
/// Every revision of a document.
pub const REVISIONS: &str = "SELECT document_id, revision, form, person, access, status, saved_at FROM revision \
    WHERE document_id = $1 ORDER BY revision";
/// The latest revision of a document, whole.
pub const LATEST: &str =
    "SELECT revision, form, person, access, body FROM revision WHERE document_id = $1 ORDER BY revision DESC LIMIT 1";
/// The next revision, if the one that it follows is still the latest. Of two at once PostgreSQL lets one wait, and finds the
/// conflict then.
const NEXT: &str = "INSERT INTO revision (document_id, revision, form, person, access, status, saved_at, body, \
    saved_by, saved_by_name, saved_by_role) \
    SELECT $1, $2 + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11 \
    WHERE $2 = (SELECT coalesce(max(revision), 0) FROM revision WHERE document_id = $1) \
    ON CONFLICT (document_id, revision) DO NOTHING";

/// Waits for the database as long as a person would.
async fn patiently<T>(asked: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::time::timeout(PATIENCE, asked)
        .await
        .unwrap_or_else(|_| Err(std::io::Error::from(ErrorKind::TimedOut).into()))
}

/// What is written of a document that follows another, or how it differs from what it may be. The work before a save, to be
/// done beside everything else.
fn body_after(
    earlier: Option<&str>,
    document: &Document,
    revision: u64,
    saved_at: String,
) -> Result<Result<String, Vec<Problem>>, Error> {
    if let Some(body) = earlier {
        let earlier = Document::from_json(body).map_err(|error| Error::Decode(error.into()))?;
        let differs = overwritten(&earlier, document);
        if !differs.is_empty() {
            return Ok(Err(differs));
        }
    }
    let mut stored = document.clone();
    stored.revision = Some(revision);
    stored.saved_at = Some(saved_at);
    Ok(Ok(stored.to_value().to_string()))
}

impl Store {
    /// Opens the database, with its tables as this version knows them.
    ///
    /// # Errors
    /// When it cannot be reached or written, or belongs to a newer version.
    pub async fn open(database: &Database) -> anyhow::Result<Self> {
        Ok(Self { pool: database.open().await? })
    }

    /// Stores a new revision, if `document.revision` is the latest (none, for the first).
    ///
    /// What is stored is never changed, so that it can be compared before anything is locked. The one statement that writes
    /// looks once more whether that revision is still the latest: of two that begin from the same one exactly one is stored.
    /// Nothing spans several statements, so there is no transaction that could be left open on a connection, whatever fails.
    pub async fn save(&self, document: Document, user: &User, saved_at: &str) -> Result<Saved, Error> {
        let mut latest = 0;
        let mut earlier = None;
        if let Some(row) = self.latest(&document.id).await? {
            latest = revision(&row)?;
            if !user.role.may_see(access(&row)?) {
                return Ok(Saved::Restricted);
            }
            if document.revision != Some(latest) {
                return Ok(Saved::Stale(latest));
            }
            earlier = Some(row.try_get::<String, _>("body")?);
        } else if document.revision.is_some_and(|revision| revision != 0) {
            return Ok(Saved::Stale(0));
        }
        let next = latest + 1;
        let at = saved_at.to_owned();
        let work = move || body_after(earlier.as_deref(), &document, next, at).map(|body| (document, body));
        let (document, body) = blocking::run(work).await.map_err(std::io::Error::from)??;
        let body = match body {
            Ok(body) => body,
            Err(differs) => return Ok(Saved::CannotFollow(differs)),
        };
        let written = sqlx::query(NEXT)
            .bind(&document.id)
            .bind(latest.cast_signed())
            .bind(document.form.as_str())
            .bind(person(&document))
            .bind(document.access().code())
            .bind(document.status.code())
            .bind(saved_at)
            .bind(body)
            .bind(&user.id)
            .bind(&user.name)
            .bind(user.role.name())
            .execute(&self.pool);
        let written = patiently(written).await?;
        if written.rows_affected() == 1 {
            return Ok(Saved::As(next));
        }
        let row = self.latest(&document.id).await?.ok_or(Error::RowNotFound)?;
        Ok(Saved::Stale(revision(&row)?))
    }

    async fn latest(&self, id: &str) -> Result<Option<AnyRow>, Error> {
        if is_never_stored(id) {
            return Ok(None);
        }
        patiently(sqlx::query(LATEST).bind(id).fetch_optional(&self.pool)).await
    }

    /// The latest revision of a document, as it was stored.
    pub async fn get(&self, id: &str) -> Result<Option<Found<String>>, Error> {
        let Some(row) = self.latest(id).await? else { return Ok(None) };
        Found::of(&row, row.try_get("body")?).map(Some)
    }

    /// Every revision of a document, the first first.
    pub async fn revisions(&self, id: &str) -> Result<Option<Found<Vec<Entry>>>, Error> {
        if is_never_stored(id) {
            return Ok(None);
        }
        let rows = patiently(sqlx::query(REVISIONS).bind(id).fetch_all(&self.pool)).await?;
        let Some(latest) = rows.last() else { return Ok(None) };
        let what = rows.iter().map(Entry::from_row).collect::<Result<_, _>>()?;
        Found::of(latest, what).map(Some)
    }

    /// The latest revision of each of a person's documents that the role may see.
    pub async fn list(&self, person: &str, role: Role) -> Result<Vec<Entry>, Error> {
        if is_never_stored(person) {
            return Ok(Vec::new());
        }
        let rows = patiently(sqlx::query(OF_PERSON).bind(person).fetch_all(&self.pool)).await?;
        let mut entries = Vec::new();
        for row in &rows {
            if role.may_see(access(row)?) {
                entries.push(Entry::from_row(row)?);
            }
        }
        Ok(entries)
    }

    /// Whether documents can be read.
    pub async fn ready(&self) -> Result<(), Error> {
        let asked = sqlx::query("SELECT revision FROM revision LIMIT 1").fetch_optional(&self.pool);
        patiently(asked).await.map(drop)
    }

    /// Finishes what is under way.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl<T> Found<T> {
    fn of(latest: &AnyRow, what: T) -> Result<Self, Error> {
        let (person, form) = (latest.try_get("person")?, latest.try_get("form")?);
        Ok(Self { access: access(latest)?, person, form, revision: revision(latest)?, what })
    }
}

impl FromRow<'_, AnyRow> for Entry {
    fn from_row(row: &AnyRow) -> Result<Self, Error> {
        Ok(Entry {
            id: row.try_get("document_id")?,
            form: row.try_get("form")?,
            status: row.try_get("status")?,
            access: row.try_get("access")?,
            revision: row.try_get("revision")?,
            saved_at: row.try_get("saved_at")?,
        })
    }
}

/// The person a document is about; empty when it does not say.
pub fn person(document: &Document) -> &str {
    path::text(&document.subject, "ref")
}

/// This instant, in whole milliseconds, as JavaScript's own dates have them.
pub fn now() -> String {
    written(jiff::Timestamp::now())
}

/// An instant as it is stored.
pub fn written(instant: jiff::Timestamp) -> String {
    instant.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}

/// PostgreSQL's text has no NUL, and refuses to look for one.
fn is_never_stored(text: &str) -> bool {
    text.contains('\0')
}

/// A document of any form may be restricted, and what its form restricts is. A form that this version does not know is restricted
/// until it does, and so is a document whose access it does not know.
fn access(row: &AnyRow) -> Result<Access, Error> {
    let (form, own): (String, String) = (row.try_get("form")?, row.try_get("access")?);
    let of_form = FormName::from_name(&form).map_or(Access::Restricted, FormName::access);
    Ok(Access::from_code(&own).unwrap_or(Access::Restricted).max(of_form))
}

fn revision(row: &AnyRow) -> Result<u64, Error> {
    Ok(row.try_get::<i64, _>("revision")?.cast_unsigned())
}
