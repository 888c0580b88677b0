//! The portal as a process: half-sent requests keep neither it nor others, and Ctrl-C ends it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{ID, draft};

struct Process {
    child: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Process {
    fn start(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("coplan.js"), "export {};").unwrap();
        std::fs::write(folder.path().join("coplan.wasm"), b"\0asm\x01\0\0\0").unwrap();
        let from = |path: &str| format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_coplan"));
        command.args(["serve", "--port", "0", "--www", &from("www"), "--examples", &from("tests/fixtures")]);
        command.arg("--db").arg(folder.path().join("portal.db")).arg("--dist").arg(folder.path()).args(options);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit('/').next().unwrap().to_owned();
        Self { child, address, _folder: folder }
    }

    /// Sends this much, and leaves the connection open.
    fn send(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.write_all(text.as_bytes()).unwrap();
        stream
    }

    fn put(&self, id: &str) -> String {
        let body = crate::with(draft(), "id", id).to_string();
        format!(
            "PUT /api/documents/{id} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/json\r\n\
             Content-Length: {1}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        )
    }

    fn get(&self, address: &str) -> String {
        let request = format!("GET {address} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        read(&mut self.send(&request))
    }

    /// Presses Ctrl-C, and says how long it took to end and whether it ended well.
    fn interrupt(&mut self) -> (Duration, bool) {
        let began = Instant::now();
        assert!(Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().unwrap().success());
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (began.elapsed(), status.success());
            }
            assert!(began.elapsed() < Duration::from_secs(15), "it does not stop");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

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
    let (time, well) = portal.interrupt();
    assert!(time < Duration::from_secs(8) && well, "it took {time:?} and ended well: {well}");
    drop(kept);
}

#[test]
fn an_idle_portal_stops_at_once_and_a_save_that_was_sent_is_kept() {
    let mut portal = Process::start(&[]);
    let saved = read(&mut portal.send(&portal.put(ID)));
    assert!(saved.starts_with("HTTP/1.1 200"), "{saved}");
    let (time, well) = portal.interrupt();
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
