//! The portal as a process: half-sent requests keep neither it nor others, and Ctrl-C ends it.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::ID;
use crate::process::{Process, read};

#[test]
fn half_sent_requests_do_not_keep_the_portal_from_stopping() {
    let mut portal = Process::start(&[]);
    let whole = portal.put(ID);
    let (head, _) = whole.split_once("\r\n\r\n").unwrap();
    let kept: Vec<_> = [
        "",
        "P",
        "PUT /api/documents/a HTTP/1.1\r\nHost: ",
        head,
        &format!("{head}\r\n\r\n"),
        &whole[..whole.len() - 1],
        &format!("GET /api/people HTTP/1.1\r\nHost: {}\r\n\r\n", portal.address),
    ]
    .map(|text| portal.send(text))
    .into();
    // All of them have arrived once somebody else has been answered.
    assert!(portal.get("/api/people").contains("demo-1"));
    let (time, well) = portal.stop("-INT");
    assert!(time < Duration::from_secs(8) && well, "it took {time:?} and ended well: {well}");
    drop(kept);
}

#[test]
fn an_idle_portal_stops_at_once_and_a_save_that_was_sent_is_kept() {
    let mut portal = Process::start(&[]);
    let saved = read(&mut portal.send(&portal.put(ID)));
    assert!(saved.starts_with("HTTP/1.1 200"), "{saved}");
    let (time, well) = portal.stop("-INT");
    assert!(time < Duration::from_secs(2) && well, "{time:?}");
}

#[test]
fn whoever_sends_nothing_for_too_long_is_told_or_let_go() {
    let portal = Process::start(&["--timeout", "1"]);
    let whole = portal.put(ID);
    let began = Instant::now();
    let mut silent = portal.send("PUT /api/documents/a HTTP/1.1\r\nHo");
    assert_eq!(read(&mut silent), "");
    let mut half = portal.send(&whole[..whole.len() - 1]);
    let told = read(&mut half);
    assert!(told.starts_with("HTTP/1.1 408") && told.contains("application/problem+json"), "{told}");
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    assert!(portal.get(&format!("/api/documents/{ID}")).starts_with("HTTP/1.1 404"), "a half was stored");
}

#[test]
fn whoever_sends_a_letter_now_and_then_is_let_go_too() {
    let portal = Process::start(&["--timeout", "1"]);
    let mut slow = portal.send("GET /api/people HTTP/1.1\r\nHost: ");
    let began = Instant::now();
    while slow.write_all(b"x").is_ok() {
        assert!(began.elapsed() < Duration::from_secs(6), "it listens for ever");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn browsers_that_go_away_leave_a_portal_that_still_saves() {
    let portal = Process::start(&[]);
    for number in 0..30 {
        let request = portal.put(&format!("gone-{number}"));
        let stream = portal.send(&request[..request.len() - number % 2]);
        drop(stream);
    }
    for number in 0..12 {
        let saved = read(&mut portal.send(&portal.put(&format!("here-{number}"))));
        assert!(saved.starts_with("HTTP/1.1 200"), "{saved}");
    }
}

#[test]
fn whoever_does_not_take_an_answer_is_let_go() {
    let portal = Process::start(&["--timeout", "1"]);
    let request =
        format!("GET /api/examples/comprehensive_assessment/scenario HTTP/1.1\r\nHost: {}\r\n\r\n", portal.address);
    let mut greedy = portal.send(&request);
    // More than what the system keeps on the way, and none of it is read.
    greedy.write_all(request.repeat(2000).as_bytes()).unwrap();
    let began = Instant::now();
    while greedy.write_all(b"\r\n").is_ok() {
        assert!(began.elapsed() < Duration::from_secs(20), "it waits for ever for somebody who takes nothing");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(portal.get("/api/people").contains("demo-1"));
}

#[test]
fn many_who_say_nothing_do_not_keep_others_out_for_long() {
    let portal = Process::start(&["--timeout", "1"]);
    let silent: Vec<_> = (0..400).map(|_| portal.send("")).collect();
    assert!(portal.get("/api/people").contains("demo-1"));
    drop(silent);
}
