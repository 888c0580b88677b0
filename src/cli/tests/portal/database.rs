//! The database of a test: a file of its own, or where `COPLAN_POSTGRES` is the address of a server, a database of its own there.
//! `cargo xtask test native` runs all of these tests on both.

use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

use coplan::store::Database;
use sqlx::any::install_default_drivers;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

static COUNT: AtomicU32 = AtomicU32::new(0);

/// Whether the tests run on PostgreSQL.
pub fn is_postgres() -> bool {
    std::env::var_os("COPLAN_POSTGRES").is_some()
}

/// An empty one.
pub fn fresh(folder: &Path) -> String {
    let Ok(server) = std::env::var("COPLAN_POSTGRES") else { return folder.join("portal.db").display().to_string() };
    let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let database = format!("{}/{name}", server.trim_end_matches('/'));
    let create = move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut server = connect(&format!("{server}/postgres")).await;
            run(&mut server, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        });
    };
    // Whoever asks may have a runtime of their own.
    std::thread::spawn(create).join().unwrap();
    database
}

/// A connection beside the portal's.
pub async fn connect(database: &str) -> AnyConnection {
    install_default_drivers();
    let address = match database.parse().unwrap() {
        Database::File(file) => format!("sqlite:{}?mode=rwc", file.display()),
        Database::Postgres(address) => address,
    };
    AnyConnection::connect(&address).await.unwrap()
}

/// Does whatever SQL says.
pub async fn run(database: &mut AnyConnection, sql: &str) {
    if let Err(error) = sqlx::raw_sql(AssertSqlSafe(sql)).execute(database).await {
        panic!("{sql}: {error}");
    }
}
