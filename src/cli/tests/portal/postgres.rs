//! PostgreSQL that is killed, stands still, lets go or takes no changes. These tests end the server of `COPLAN_POSTGRES`, whose
//! process `COPLAN_POSTGRES_PID` names, and rely on something that starts it again: so they run one after another, in
//! `cargo xtask test native`.

use std::process::Command;
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
    for round in 0..2 {
        let before = processes();
        writers.write_until(&portal, || signal("-9", &before));
        // The same portal, without anybody's help.
        until_saved(&portal, &format!("after-{round}"));
        assert_ne!(processes()[0], before[0], "it was not killed");
        writers.find_all(&portal.database);
    }
}

#[test]
#[ignore = "stops PostgreSQL for a while: cargo xtask test native"]
fn a_postgresql_that_stands_still_is_not_waited_for_without_end() {
    let portal = Process::start(&[]);
    until_saved(&portal, "before");
    let all = processes();
    signal("-STOP", &all);
    let began = Instant::now();
    let answer = read(&mut portal.send(&portal.put("during")));
    let took = began.elapsed();
    // Those first who have been waiting.
    let others: Vec<String> = all.iter().rev().cloned().collect();
    signal("-CONT", &others);
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("\"code\":\"database_"), "{answer}");
    assert!(took < Duration::from_secs(12), "{took:?}");
    until_saved(&portal, "after");
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
