//! Documents in SQLite, every revision of each. Knows no HTTP.

use std::path::Path;
use std::time::Duration;

use coplan_model::{Access, Document, FormName, Problem, overwritten, path};
use serde::Serialize;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow};
use sqlx::{FromRow, Row};

use crate::blocking;
use crate::role::Role;

/// The database.
#[derive(Clone)]
pub struct Store {
    pool: SqlitePool,
}

/// What a list shows of a document: never an answer.
#[derive(Debug, Serialize)]
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

const ENTRY: &str = "SELECT document_id, form, person, status, access, revision, saved_at FROM revision \
                     WHERE document_id = ? ORDER BY revision";
// SQLite takes the other columns from the row that has the maximum.
const OF_PERSON: &str = "SELECT document_id, form, status, access, max(revision) AS revision, saved_at FROM revision \
                         WHERE person = ? GROUP BY document_id ORDER BY saved_at DESC, document_id";
const LATEST: &str =
    "SELECT revision, form, person, body FROM revision WHERE document_id = ? ORDER BY revision DESC LIMIT 1";
const NEXT: &str = "INSERT INTO revision (document_id, revision, form, person, access, status, saved_at, body) \
                    SELECT ?1, ?2 + 1, ?3, ?4, ?5, ?6, ?7, ?8 \
                    WHERE ?2 = (SELECT coalesce(max(revision), 0) FROM revision WHERE document_id = ?1)";

/// What is written of a document that follows another, or how it differs from what it may be. The work before a save, to be
/// done beside everything else.
fn body_after(
    earlier: Option<&str>,
    document: &Document,
    revision: u64,
    saved_at: String,
) -> Result<Result<String, Vec<Problem>>, sqlx::Error> {
    if let Some(body) = earlier {
        let earlier = Document::from_json(body).map_err(|error| sqlx::Error::Decode(error.into()))?;
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
    /// Opens the file, made when it is not there yet.
    pub async fn open(file: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
        // One plain file, which anyone can open with anything.
        let options = options.journal_mode(SqliteJournalMode::Truncate).busy_timeout(Duration::from_secs(5));
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(10))
            .connect_with(options)
            .await?;
        sqlx::raw_sql(include_str!("schema.sql")).execute(&pool).await?;
        Ok(Self { pool })
    }

    /// Stores a new revision, if `document.revision` is the latest (none, for the first).
    ///
    /// What is stored is never changed, so that it can be compared before anything is locked. The one statement that writes
    /// looks once more whether that revision is still the latest: of two that begin from the same one exactly one is stored.
    /// Nothing spans several statements, so there is no transaction that could be left open on a connection, whatever fails.
    pub async fn save(&self, document: Document, role: Role, saved_at: &str) -> Result<Saved, sqlx::Error> {
        let mut latest = 0_u32;
        let mut earlier = None;
        if let Some(row) = sqlx::query(LATEST).bind(&document.id).fetch_optional(&self.pool).await? {
            latest = row.try_get("revision")?;
            if !role.may_see(access(&row)?) {
                return Ok(Saved::Restricted);
            }
            if document.revision != Some(latest.into()) {
                return Ok(Saved::Stale(latest.into()));
            }
            earlier = Some(row.try_get::<String, _>("body")?);
        } else if document.revision.is_some_and(|revision| revision != 0) {
            return Ok(Saved::Stale(0));
        }
        let revision = u64::from(latest) + 1;
        let at = saved_at.to_owned();
        let work = move || body_after(earlier.as_deref(), &document, revision, at).map(|body| (document, body));
        let (document, body) = blocking::run(work).await.map_err(std::io::Error::from)??;
        let body = match body {
            Ok(body) => body,
            Err(differs) => return Ok(Saved::CannotFollow(differs)),
        };
        let written = sqlx::query(NEXT)
            .bind(&document.id)
            .bind(i64::from(latest))
            .bind(document.form.as_str())
            .bind(person(&document))
            .bind(document.access().code())
            .bind(document.status.code())
            .bind(saved_at)
            .bind(body)
            .execute(&self.pool)
            .await?;
        if written.rows_affected() == 1 {
            return Ok(Saved::As(revision));
        }
        let row = sqlx::query(LATEST).bind(&document.id).fetch_one(&self.pool).await?;
        Ok(Saved::Stale(row.try_get::<u32, _>("revision")?.into()))
    }

    /// The latest revision of a document, as it was stored.
    pub async fn get(&self, id: &str) -> Result<Option<Found<String>>, sqlx::Error> {
        let Some(row) = sqlx::query(LATEST).bind(id).fetch_optional(&self.pool).await? else { return Ok(None) };
        Ok(Some(Found { access: access(&row)?, person: row.try_get("person")?, what: row.try_get("body")? }))
    }

    /// Every revision of a document, the first first.
    pub async fn revisions(&self, id: &str) -> Result<Option<Found<Vec<Entry>>>, sqlx::Error> {
        let rows = sqlx::query(ENTRY).bind(id).fetch_all(&self.pool).await?;
        let Some(latest) = rows.last() else { return Ok(None) };
        let what = rows.iter().map(Entry::from_row).collect::<Result<_, _>>()?;
        Ok(Some(Found { access: access(latest)?, person: latest.try_get("person")?, what }))
    }

    /// The latest revision of each of a person's documents that the role may see.
    pub async fn list(&self, person: &str, role: Role) -> Result<Vec<Entry>, sqlx::Error> {
        let rows = sqlx::query(OF_PERSON).bind(person).fetch_all(&self.pool).await?;
        let mut entries = Vec::new();
        for row in &rows {
            if role.may_see(access(row)?) {
                entries.push(Entry::from_row(row)?);
            }
        }
        Ok(entries)
    }

    /// Finishes what is under way, and leaves one file behind.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl FromRow<'_, SqliteRow> for Entry {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
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

/// Access is a matter of the form. A form that this version does not know is restricted until it does.
fn access(row: &SqliteRow) -> Result<Access, sqlx::Error> {
    let form: String = row.try_get("form")?;
    Ok(FormName::from_name(&form).map_or(Access::Restricted, FormName::access))
}
