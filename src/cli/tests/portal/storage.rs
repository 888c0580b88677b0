//! What holds on SQLite and on PostgreSQL alike: old databases open, several portals share one, lists use an index, and a backup
//! has everything.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use coplan::store::{DEVICES, LATEST, OF_PERSON, REVISIONS, TRAIL};
use serde_json::{Value, json};
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, Row, SqlSafeStr};
use tempfile::tempdir;

use crate::database::{connect, fresh, is_postgres, run};
use crate::process::Process;
use crate::provider::{Provider, get_as, put_as};
use crate::{ID, Portal, draft, with};

const OLD: &str = "INSERT INTO revision VALUES ('old', 1, 'abuse_question', 'demo-1', 'restricted', 'draft', \
                   '2026-01-02T03:04:05.000Z', '{\"form\":\"abuse_question\",\"id\":\"old\",\"revision\":1,\
                   \"subject\":{\"ref\":\"demo-1\"},\"answers\":{\"response\":\"none_stated\"}}')";

fn first_schema() -> &'static str {
    if is_postgres() {
        include_str!("../../migrations/postgres/0001_revision.sql")
    } else {
        include_str!("../../migrations/sqlite/0001_revision.sql")
    }
}

/// A migration by its number, as the portal's own are.
fn migrator(number: i64, sql: &'static str) -> Migrator {
    let sql = AssertSqlSafe(sql).into_sql_str();
    Migrator::with_migrations(vec![Migration::new(number, "revision".into(), MigrationType::Simple, sql, false)])
}

#[tokio::test]
async fn a_database_of_the_first_version_opens_with_all_that_is_in_it() {
    // A file from before there were migrations has the tables, and nothing that says which.
    for numbered in if is_postgres() { [true].as_slice() } else { &[true, false] } {
        let folder = tempdir().unwrap();
        let name = fresh(folder.path());
        let mut database = connect(&name).await;
        match numbered {
            true => migrator(1, first_schema()).run_direct(None, &mut database, false).await.unwrap(),
            false => run(&mut database, first_schema()).await,
        }
        run(&mut database, OLD).await;
        let portal = Portal::on(&name, "demo.example").await;
        assert_eq!(portal.get("/api/documents?person=demo-1").await.json()[0]["id"], "old");
        let old = portal.get("/api/documents/old").await.json();
        portal.put(&with(old, "answers.response", "not_asked")).await.stored(2);
        // And once more, by the next start.
        let again = Portal::on(&name, "demo.example").await;
        assert_eq!(again.get("/api/documents/old").await.json()["revision"], 2);
    }
}

#[tokio::test]
async fn a_database_of_a_later_version_is_left_alone_and_said_to_be() {
    let portal = Portal::start().await;
    let mut database = connect(&portal.database).await;
    let mut later = migrator(9_999, "CREATE TABLE later (id BIGINT)");
    later.set_ignore_missing(true).run_direct(None, &mut database, false).await.unwrap();
    let Err(refused) = coplan::store::Store::open(&portal.database.parse().unwrap()).await else {
        panic!("it opens a database that it does not know");
    };
    assert!(format!("{refused:#}").contains("another version of the portal"), "{refused:#}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_portals_may_begin_at_once_on_an_empty_database() {
    for _ in 0..5 {
        let folder = tempdir().unwrap();
        let name = fresh(folder.path());
        let begun: Vec<_> = (0..4)
            .map(|_| {
                let name = name.parse().unwrap();
                tokio::spawn(async move { coplan::store::Store::open(&name).await.map(drop) })
            })
            .collect();
        for portal in begun {
            portal.await.unwrap().unwrap();
        }
    }
}

#[test]
fn of_a_hundred_writers_of_one_revision_at_two_portals_exactly_one_wins() {
    let first = Process::start(&[]);
    let second = Process::on(&first.database, &[]);
    assert_eq!(first.save(&draft()), Some(200));
    // Whoever began at one goes on at the other.
    assert_eq!(second.save(&with(draft(), "revision", 1)), Some(200));
    let mut statuses: Vec<_> = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..100)
            .map(|number| {
                let portal = if number % 2 == 0 { &first } else { &second };
                let document = with(with(draft(), "revision", 2), "answers.number", number);
                scope.spawn(move || portal.save(&document))
            })
            .collect();
        writers.into_iter().map(|writer| writer.join().unwrap()).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses[0], Some(200));
    // On SQLite somebody may have waited too long for the file, and is told that nothing was stored.
    let others = |status: &Option<u16>| *status == Some(409) || (!is_postgres() && *status == Some(503));
    assert!(statuses[1..].iter().all(others), "{statuses:?}");
    assert_eq!(second.json(&format!("/api/documents/{ID}"))["revision"], 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_save_that_waits_for_another_hears_that_it_came_too_late() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let mut other = connect(&portal.database).await;
    let columns = "form, person, access, status, saved_at, body";
    run(&mut other, if is_postgres() { "BEGIN" } else { "BEGIN IMMEDIATE" }).await;
    let second = "INSERT INTO revision (document_id, revision, ";
    run(&mut other, &format!("{second}{columns}) SELECT document_id, 2, {columns} FROM revision")).await;
    let late = portal.by("care_coordinator");
    let save = tokio::spawn(async move { late.put(&with(draft(), "revision", 1)).await });
    // It has looked by then, and saw revision 1.
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert!(!save.is_finished(), "it does not wait");
    run(&mut other, "COMMIT").await;
    save.await.unwrap().refused(409);
    portal.put(&with(draft(), "revision", 2)).await.stored(3);
}

#[tokio::test]
async fn no_list_reads_the_whole_table() {
    let portal = Portal::start().await;
    let mut database = connect(&portal.database).await;
    let counted = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)";
    let columns = "(document_id, revision, form, person, access, status, saved_at, body)";
    let body =
        "SELECT 'doc-' || (i / 2), 1 + i % 2, 'care_plan', 'demo-' || (i / 20), 'normal', 'draft', '2026', '{}' FROM n";
    run(&mut database, &format!("INSERT INTO revision {columns} {counted} {body}")).await;
    let devices = "SELECT 'tablet-' || i, 'demo-' || (i / 20), '', '2026', '2026' FROM n";
    let insert = format!("INSERT INTO device (id, owner, secret, taken_at, expires_at) {counted} {devices}");
    run(&mut database, &insert).await;
    run(&mut database, "ANALYZE").await;
    let explain = if is_postgres() { "EXPLAIN" } else { "EXPLAIN QUERY PLAN" };
    for (asked, value) in
        [(OF_PERSON, "demo-7"), (REVISIONS, "doc-7"), (LATEST, "doc-7"), (TRAIL, "demo-7"), (DEVICES, "demo-7")]
    {
        let mut plan = sqlx::query(AssertSqlSafe(format!("{explain} {asked}"))).bind(value);
        if asked == TRAIL {
            plan = plan.bind(i64::MAX);
        }
        let plan = plan.fetch_all(&mut database).await.unwrap();
        let column = if is_postgres() { 0 } else { 3 };
        let lines: Vec<String> = plan.iter().map(|row| row.get::<String, _>(column)).collect();
        assert!(lines.iter().any(|line| line.contains("Index") || line.contains("INDEX")), "{asked}: {lines:#?}");
        assert!(!lines.iter().any(|line| line.contains("Seq Scan") || line.starts_with("SCAN")), "{asked}: {lines:#?}");
    }
    assert_eq!(portal.get("/api/documents?person=demo-7").await.json().as_array().unwrap().len(), 10);
}

/// Backs a database up, and gives the name of what is restored from it: as docs/portal.md says.
fn backed_up(database: &str, folder: &std::path::Path) -> String {
    let tool = |name: &str, arguments: &[&str]| {
        let done = Command::new(name).args(arguments).output().unwrap();
        assert!(done.status.success(), "{name}: {}", String::from_utf8_lossy(&done.stderr));
    };
    let copy = folder.join("copy").display().to_string();
    if is_postgres() {
        let restored = fresh(folder);
        tool("pg_dump", &["--format=custom", "--exclude-table-data=session", "--file", &copy, database]);
        tool("pg_restore", &["--exit-on-error", "--no-owner", "--dbname", &restored, &copy]);
        return restored;
    }
    let backup = ["backup", "--db", database, &copy];
    tool(env!("CARGO_BIN_EXE_coplan"), &backup);
    let again = Command::new(env!("CARGO_BIN_EXE_coplan")).args(backup).output().unwrap();
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(!again.status.success() && said.contains("exists already, and nothing was copied"), "{said}");
    let (nothing, other) =
        (folder.join("nothing.db").display().to_string(), folder.join("other").display().to_string());
    let none = Command::new(env!("CARGO_BIN_EXE_coplan")).args(["backup", "--db", &nothing, &other]).output().unwrap();
    let said = String::from_utf8_lossy(&none.stderr).into_owned();
    assert!(!none.status.success() && said.contains("there is no such file, and nothing was copied"), "{said}");
    assert!(!std::fs::exists(&other).unwrap() && !std::fs::exists(&nothing).unwrap());
    copy
}

#[test]
fn a_backup_made_while_people_save_has_all_that_was_saved_before_and_goes_on_from_there() {
    let portal = Process::start(&[]);
    let document = |id: &str, revision: u64| with(with(draft(), "id", id), "revision", revision);
    for revision in 0..20 {
        assert_eq!(portal.save(&document("before", revision)), Some(200));
    }
    let folder = tempdir().unwrap();
    let done = AtomicBool::new(false);
    let restored = std::thread::scope(|scope| {
        scope.spawn(|| {
            let saves = (0..).take_while(|_| !done.load(Ordering::Relaxed));
            saves.for_each(|revision| assert_eq!(portal.save(&document("during", revision)), Some(200)));
        });
        let restored = backed_up(&portal.database, folder.path());
        done.store(true, Ordering::Relaxed);
        restored
    });
    let second = Process::on(&restored, &[]);
    for id in ["before", "during"] {
        let of = |portal: &Process| portal.json(&format!("/api/documents/{id}/revisions"));
        let (there, here) = (of(&portal), of(&second));
        let here = here.as_array().unwrap_or(&Vec::new()).clone();
        assert!(there.as_array().unwrap().starts_with(&here), "{id}: what was restored is not how it began");
        assert!(id == "during" || here.len() == 20, "{id}: {} of 20", here.len());
    }
    assert_eq!(second.json("/api/documents/before"), portal.json("/api/documents/before"));
    assert_eq!(second.save(&document("before", 20)), Some(200));
    assert_eq!(second.save(&document("before", 7)), Some(409));
}

#[tokio::test]
async fn a_backup_has_no_sessions_and_is_its_owners_alone() {
    let provider = Provider::start().await;
    let (portal, folder) = provider.portal(&[]).await;
    let cookie = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    put_as(&portal, &draft(), &cookie).await.stored(1);
    let id_token = "SELECT id_token FROM session";
    let row = sqlx::query(id_token).fetch_one(&mut connect(&portal.database).await).await.unwrap();
    let kept: String = row.get(0);
    let restored = backed_up(&portal.database, folder.path());
    assert!(sqlx::query(id_token).fetch_optional(&mut connect(&restored).await).await.unwrap().is_none());
    if !is_postgres() {
        let bytes = std::fs::read(&restored).unwrap();
        let holds = |text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(kept.len() > 100 && !holds(&kept[..40]) && holds(ID), "what was deleted is still in the file");
        #[cfg(unix)]
        for file in [&portal.database, &restored] {
            let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(file).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600, "{file}");
        }
    }
    let second = provider.portal_on(&restored, folder.path(), &[]).await;
    get_as(&second, "/api/user", &cookie).await.refused(401);
    assert_eq!(get_as(&portal, "/api/user", &cookie).await.status, 200);
}

#[tokio::test]
async fn a_reference_that_the_database_could_not_hold_is_nobodys() {
    let portal = Portal::start().await;
    for reference in ["%00", "demo-1%00", "%F0%9F%99%82", "'; DROP TABLE revision; --"] {
        let address = format!("/api/documents?person={}", reference.replace(' ', "%20"));
        assert_eq!(portal.get(&address).await.json(), json!([]), "{reference}");
    }
    let nothing = portal.get("/api/documents/%00").await;
    assert_eq!((nothing.refused(404), nothing.json()["problems"].clone()), (vec![], Value::Null));
}
