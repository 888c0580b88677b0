//! Documents in SQLite, every revision of each.

use std::path::Path;

use coplan_model::{Access, Document, FormName};
use serde::Serialize;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions};
use sqlx::{Connection, Row};

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
    /// The latest.
    pub revision: i64,
    /// When that was saved.
    pub saved_at: String,
}

/// What came of a save.
#[derive(Debug, PartialEq, Eq)]
pub enum Saved {
    /// Stored as this revision.
    As(u64),
    /// Someone else saved since: this is the latest.
    Stale(u64),
    /// The document belongs to another form.
    OtherForm,
    /// It would lose what an earlier revision recorded.
    Overwrites,
}

impl Store {
    /// Opens the file, made when it is not there yet.
    pub async fn open(file: &Path) -> Result<Self, sqlx::Error> {
        let options = SqliteConnectOptions::new().filename(file).create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).busy_timeout(std::time::Duration::from_secs(5));
        let pool = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
        sqlx::raw_sql(include_str!("schema.sql")).execute(&pool).await?;
        Ok(Self { pool })
    }

    /// Stores a new revision, if `document.revision` is the latest (none, for the first). The look and the write are
    /// one transaction, so of two that begin from the same revision exactly one is stored.
    pub async fn save(&self, document: &Document, saved_at: &str) -> Result<Saved, sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
        let query = "SELECT revision, body FROM revision WHERE document_id = ? ORDER BY revision DESC LIMIT 1";
        let latest = sqlx::query(query).bind(&document.id).fetch_optional(&mut *transaction).await?;
        let (latest, body) = match &latest {
            Some(row) => (row.try_get::<i64, _>(0)? as u64, Some(row.try_get::<String, _>(1)?)),
            None => (0, None),
        };
        if document.revision.unwrap_or(0) != latest {
            return Ok(Saved::Stale(latest));
        }
        if let Some(earlier) = body.and_then(|body| Document::from_json(&body).ok()) {
            if earlier.form != document.form {
                return Ok(Saved::OtherForm);
            }
            if !coplan_model::overwritten(&earlier, document).is_empty() {
                return Ok(Saved::Overwrites);
            }
        }
        let mut stored = document.clone();
        stored.revision = Some(latest + 1);
        stored.saved_at = Some(saved_at.to_owned());
        sqlx::query("INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(&document.id)
            .bind((latest + 1) as i64)
            .bind(document.form.as_str())
            .bind(coplan_model::path::text(&document.subject, "ref"))
            .bind(document.access().code())
            .bind(document.status.code())
            .bind(saved_at)
            .bind(stored.to_value().to_string())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Saved::As(latest + 1))
    }

    /// The latest revision of a document, as it was stored, and who may see it.
    pub async fn get(&self, id: &str) -> Result<Option<(Access, String)>, sqlx::Error> {
        let query = "SELECT form, body FROM revision WHERE document_id = ? ORDER BY revision DESC LIMIT 1";
        let Some(row) = sqlx::query(query).bind(id).fetch_optional(&self.pool).await? else { return Ok(None) };
        // Access is a matter of the form. A form that is unknown here is nobody's to see.
        let access = FormName::from_name(&row.try_get::<String, _>(0)?).map_or(Access::Restricted, FormName::access);
        Ok(Some((access, row.try_get(1)?)))
    }

    /// A person's documents, the latest revision of each; restricted ones only when they may be seen.
    pub async fn list(&self, person: &str, restricted: bool) -> Result<Vec<Entry>, sqlx::Error> {
        let query = "SELECT document_id, form, status, access, max(revision) AS revision, saved_at FROM revision \
                     WHERE person = ? AND (access = 'normal' OR ?) GROUP BY document_id ORDER BY saved_at DESC";
        let rows = sqlx::query(query).bind(person).bind(restricted).fetch_all(&self.pool).await?;
        rows.iter()
            .map(|row| {
                Ok(Entry {
                    id: row.try_get("document_id")?,
                    form: row.try_get("form")?,
                    status: row.try_get("status")?,
                    access: row.try_get("access")?,
                    revision: row.try_get("revision")?,
                    saved_at: row.try_get("saved_at")?,
                })
            })
            .collect()
    }
}
