//! PostgreSQL that is killed, stands still, lets go or takes no changes. These tests end the server of `COPLAN_POSTGRES`, whose
//! process `COPLAN_POSTGRES_PID` names, and rely on something that starts it again: so they run one after another, in
//! `cargo xtask test native`.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::database::{connect, run};
use crate::faults::Writers;
use crate::process::{Process, read};
use crate::{draft, with};

/// The server and all that it has begun.
fn processes() -> Vec<String> {
    let file =
        std::env::var("COPLAN_POSTGRES_PID").expect("COPLAN_POSTGRES_PID names no file: run cargo xtask test native");
    let first = std::fs::read_to_string(file).unwrap().lines().next().unwrap().to_owned();
    let children = Command::new("ps").args(["-o", "pid=", "--ppid", &first]).output().unwrap();
    let children = String::from_utf8(children.stdout).unwrap();
    let mut all: Vec<String> = children.split_whitespace().map(str::to_owned).collect();
    all.insert(0, first);
    all
}

/// A child may have ended by itself.
fn signal(signal: &str, processes: &[String]) {
    Command::new("kill").arg(signal).args(processes).status().unwrap();
}

/// Saves until it works: what it heard meanwhile.
fn until_saved(portal: &Process, id: &str) -> Vec<String> {
    let began = Instant::now();
    let mut heard = Vec::new();
    loop {
        let answer = read(&mut portal.send(&portal.put(id)));
        if answer.starts_with("HTTP/1.1 200") {
            return heard;
        }
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("\"code\":\"database_"), "{answer}");
        heard.push(answer);
        assert!(began.elapsed() < Duration::from_secs(40), "it does not recover: {heard:#?}");
    }
}

#[test]
#[ignore = "kills PostgreSQL: cargo xtask test native"]
fn a_postgresql_that_is_killed_among_many_saves_has_kept_each_that_was_acknowledged() {
    let portal = Process::start(&[]);
    let mut writers = Writers::new();
    let before = processes();
    writers.write_until(&portal, || signal("-9", &before));
    // The same portal, without anybody's help.
    until_saved(&portal, "after");
    assert_ne!(processes()[0], before[0], "it was not killed");
    writers.find_all(&portal.database);
}

#[tokio::test]
#[ignore = "stops PostgreSQL for a while: cargo xtask test native"]
async fn a_postgresql_that_stands_still_in_a_save_is_not_waited_for_without_end() {
    let portal = Process::start(&[]);
    until_saved(&portal, "before");
    // Whoever saves has read what there is, and waits to write.
    let mut beside = connect(&portal.database).await;
    run(&mut beside, "BEGIN; LOCK TABLE revision IN SHARE MODE").await;
    let began = Instant::now();
    let mut save = portal.send(&portal.put("during"));
    thread::sleep(Duration::from_secs(1));
    let all = processes();
    signal("-STOP", &all);
    let answer = read(&mut save);
    let took = began.elapsed();
    signal("-CONT", &all);
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("\"code\":\"database_silent\""), "{answer}");
    assert!(took < Duration::from_secs(12), "{took:?}");
    run(&mut beside, "ROLLBACK").await;
    until_saved(&portal, "after");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test native"]
async fn a_portal_that_may_only_look_and_add_works_and_cannot_take_the_triggers_away() {
    let portal = Process::start(&[]);
    let mut owner = connect(&portal.database).await;
    let name = format!("only_{}", portal.database.rsplit('/').next().unwrap());
    run(&mut owner, &format!("CREATE ROLE {name} LOGIN")).await;
    run(&mut owner, &format!("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {name}")).await;
    run(&mut owner, &format!("GRANT UPDATE ON device TO {name}")).await;
    let limited = portal.database.replace("coplan@", &format!("{name}@"));
    let second = Process::on(&limited, &[]);
    assert_eq!(until_saved(&second, "by-the-limited"), [""; 0]);
    assert_eq!(second.json("/api/documents/by-the-limited")["revision"], 1);
    let trail = second.json("/api/audit?person=demo-1");
    assert_eq!((&trail[0]["action"], &trail[1]["action"]), (&"read".into(), &"written".into()));
    let mut beside = connect(&limited).await;
    for change in [
        "DROP TRIGGER audit_stays ON audit",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "CREATE OR REPLACE FUNCTION stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
        "DELETE FROM audit",
        "DROP TABLE audit",
    ] {
        assert!(sqlx::query(change).execute(&mut beside).await.is_err(), "it may {change}");
    }
}

#[tokio::test]
#[ignore = "needs PostgreSQL: cargo xtask test native"]
async fn connections_that_are_cut_and_a_database_that_takes_no_changes_are_said_and_got_over() {
    let portal = Process::start(&[]);
    until_saved(&portal, "before");
    let name = portal.database.rsplit('/').next().unwrap().to_owned();
    let mut beside = connect(&portal.database).await;
    let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity \
               WHERE datname = current_database() AND pid <> pg_backend_pid()";
    run(&mut beside, cut).await;
    assert_eq!(until_saved(&portal, "after-cut"), [""; 0], "a new connection would have done");
    run(&mut beside, &format!("ALTER DATABASE {name} SET default_transaction_read_only = on")).await;
    run(&mut beside, cut).await;
    let answer = read(&mut portal.send(&portal.putting(&with(draft(), "id", "refused"))));
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("\"code\":\"database_unwritable\""), "{answer}");
    run(&mut beside, &format!("ALTER DATABASE {name} RESET default_transaction_read_only")).await;
    run(&mut beside, cut).await;
    until_saved(&portal, "after-read-only");
    assert!(portal.get("/api/documents/refused").starts_with("HTTP/1.1 404"), "a refused save was stored");
}
