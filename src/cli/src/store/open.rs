//! Which database there is, how it is reached, and how its tables come to be.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, SqlSafeStr};

/// How long a request waits for a connection, and a statement for what others hold.
const WAIT: Duration = Duration::from_secs(5);

/// What `--db` names.
#[derive(Clone, PartialEq)]
pub enum Database {
    /// A file that SQLite keeps, made when it is not there yet.
    File(PathBuf),
    /// An address of PostgreSQL, which may hold a password.
    Postgres(String),
}

/// The tables of each database, as they came to be: a migration once released never changes.
const SQLITE: [(&str, &str); 6] = [
    ("revision", include_str!("../../migrations/sqlite/0001_revision.sql")),
    ("list", include_str!("../../migrations/sqlite/0002_list.sql")),
    ("audit", include_str!("../../migrations/sqlite/0003_audit.sql")),
    ("sign_in", include_str!("../../migrations/sqlite/0004_sign_in.sql")),
    ("devices", include_str!("../../migrations/sqlite/0010_devices.sql")),
    ("sessions", include_str!("../../migrations/sqlite/0011_sessions.sql")),
];
const POSTGRES: [(&str, &str); 6] = [
    ("revision", include_str!("../../migrations/postgres/0001_revision.sql")),
    ("list", include_str!("../../migrations/postgres/0002_list.sql")),
    ("audit", include_str!("../../migrations/postgres/0003_audit.sql")),
    ("sign_in", include_str!("../../migrations/postgres/0004_sign_in.sql")),
    ("devices", include_str!("../../migrations/postgres/0010_devices.sql")),
    ("sessions", include_str!("../../migrations/postgres/0011_sessions.sql")),
];

impl FromStr for Database {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let postgres = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        Ok(if postgres { Self::Postgres(text.to_owned()) } else { Self::File(text.into()) })
    }
}

/// Without a password.
impl fmt::Display for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Postgres(_) => f.write_str("the PostgreSQL database of --db"),
        }
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Database {
    /// Connects, and brings the tables up to date.
    ///
    /// # Errors
    /// When it cannot be reached or written, or belongs to a newer version.
    pub async fn open(&self) -> Result<AnyPool> {
        install_default_drivers();
        self.migrate().await?;
        let connections = match self {
            // One writes at a time: who waits for a connection does so in line, and who waits for the file by chance.
            Self::File(_) => 2,
            Self::Postgres(_) => 8,
        };
        self.connect(connections, false).await
    }

    async fn connect(&self, most: u32, create: bool) -> Result<AnyPool> {
        let pool = AnyPoolOptions::new().max_connections(most).acquire_timeout(WAIT);
        pool.connect_with(self.options(create)?).await.map_err(|error| match error {
            sqlx::Error::PoolTimedOut => anyhow!("it cannot be reached: look whether it runs, and at the address"),
            error => error.into(),
        })
    }

    /// Writes a copy of the file, while portals go on saving into it: whole, but for the sessions, which nobody is to find in a copy, and
    /// which end when it is restored.
    ///
    /// # Errors
    /// When the copy cannot be written or is there already. PostgreSQL brings `pg_dump`.
    pub async fn copy_to(&self, copy: &Path) -> Result<()> {
        let Self::File(file) = self else {
            bail!("PostgreSQL is backed up by its own pg_dump: docs/portal.md says how");
        };
        if !file.is_file() {
            bail!("there is no such file, and nothing was copied: name the portal's database with --db");
        }
        let name = copy.to_str().context("the name of the copy is not UTF-8")?;
        install_default_drivers();
        make(copy)?;
        let written = self.write_to(name).await;
        if written.is_err() {
            // It is not whole, and what stopped it is said.
            std::fs::remove_file(copy).ok();
        }
        written
    }

    /// SQLite fills a file that is empty.
    async fn write_to(&self, copy: &str) -> Result<()> {
        let mut connection = AnyConnection::connect_with(&self.options(false)?).await?;
        sqlx::query("VACUUM INTO $1").bind(copy).execute(&mut connection).await?;
        connection.close().await?;
        let mut connection = AnyConnection::connect_with(&Self::File(copy.into()).options(false)?).await?;
        // A database of an early version has no sessions.
        let sessions = sqlx::query("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'session'");
        if sessions.fetch_optional(&mut connection).await?.is_some() {
            // What is deleted is overwritten, and not only forgotten.
            sqlx::query("PRAGMA secure_delete = ON").execute(&mut connection).await?;
            sqlx::query("DELETE FROM session").execute(&mut connection).await?;
        }
        Ok(connection.close().await?)
    }

    /// Where it is. A file is only made at the start: one that has gone since is not replaced by an empty one.
    fn options(&self, create: bool) -> Result<AnyConnectOptions> {
        match self {
            Self::File(file) => {
                let file = std::path::absolute(file)?;
                let options = SqliteConnectOptions::new().filename(file).create_if_missing(create);
                Ok(AnyConnectOptions::from_url(&options.to_url_lossy())?)
            }
            Self::Postgres(address) => {
                // What the parser says would repeat the address, and with it a password.
                let mut options = AnyConnectOptions::from_str(address)
                    .ok()
                    .context("this is no address: write postgres://USER:PASSWORD@HOST:PORT/DATABASE")?;
                // SQLite's driver waits as long by itself.
                let wait = format!("{}ms", WAIT.as_millis());
                options.database_url.query_pairs_mut().append_pair("options[statement_timeout]", &wait);
                Ok(options)
            }
        }
    }

    async fn migrate(&self) -> Result<()> {
        let migrator = self.migrator();
        if let Self::File(file) = self {
            // One that is there stays as it is, and what else stands in the way SQLite says.
            make(file).ok();
        }
        let pool = self.connect(1, true).await?;
        // A portal that has nothing to change needs no right to change it.
        let mut connection = pool.acquire().await?;
        let applied = connection.list_applied_migrations(&migrator.table_name).await.unwrap_or_default();
        drop(connection);
        if applied.iter().map(|done| &done.checksum).eq(migrator.iter().map(|step| &step.checksum)) {
            pool.close().await;
            return Ok(());
        }
        let done = match self {
            // sqlx has a lock for PostgreSQL only.
            Self::Postgres(_) => migrator.run(&pool).await,
            Self::File(_) => {
                let mut alone = pool.begin_with("BEGIN EXCLUSIVE").await?;
                let done = migrator.run_direct(None, &mut *alone, false).await;
                alone.commit().await?;
                done
            }
        };
        pool.close().await;
        done.map_err(|error| match error {
            MigrateError::VersionMissing(_) | MigrateError::VersionMismatch(_) => {
                anyhow!("it belongs to another version of the portal: update this one")
            }
            error => error.into(),
        })
    }

    fn migrator(&self) -> Migrator {
        let steps = match self {
            Self::File(_) => SQLITE,
            Self::Postgres(_) => POSTGRES,
        };
        let numbered = (1..).zip(steps).map(|(number, (name, sql))| {
            Migration::new(number, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
        });
        Migrator::with_migrations(numbered.collect())
    }
}

/// Makes a file that its owner alone can read: there are documents about people in it.
fn make(file: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let database: Database = "postgres://portal:secret@db.example/coplan".parse().unwrap();
        assert!(!format!("{database} {database:?}").contains("secret"));
        let wrong: Database = "postgres://portal:secret@[db".parse().unwrap();
        assert!(!format!("{:?}", wrong.options(false).unwrap_err()).contains("secret"));
    }

    #[test]
    fn every_migration_of_one_database_has_its_like_in_the_other() {
        assert_eq!(SQLITE.map(|(name, _)| name), POSTGRES.map(|(name, _)| name));
    }
}
