//! Portals and disks that end in the middle of many saves. What was acknowledged is there, whole and in order; what was not is said
//! not to be; and when the fault is over, so is what came of it.

use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::Row;
use tempfile::tempdir;

use crate::database::{connect, fresh};
use crate::process::Process;
use crate::{draft, with};

/// How many documents are written at once, each by one writer.
const WRITERS: usize = 8;

/// The save of a document that makes it this revision.
fn save(document: &str, revision: u64) -> Value {
    let document = with(with(draft(), "id", document), "revision", revision - 1);
    with(document, "answers.number", revision)
}

/// Writers that save one revision after another, each only after the last was acknowledged. `acknowledged` has the last of each.
pub struct Writers {
    acknowledged: [u64; WRITERS],
}

impl Writers {
    pub fn new() -> Self {
        Self { acknowledged: [0; WRITERS] }
    }

    /// Writes until `fault` has happened, and what had been sent by then has been answered or not. The fault comes among many saves.
    pub fn write_until(&mut self, portal: &Process, fault: impl FnOnce()) {
        let before = self.acknowledged.iter().sum::<u64>();
        let counted = Mutex::new(self.acknowledged);
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            for writer in 0..WRITERS {
                let (counted, over) = (&counted, &over);
                scope.spawn(move || {
                    let mut next = counted.lock().unwrap()[writer] + 1;
                    while !over.load(Ordering::Relaxed)
                        && portal.save(&save(&format!("doc-{writer}"), next)) == Some(200)
                    {
                        counted.lock().unwrap()[writer] = next;
                        next += 1;
                    }
                });
            }
            let began = Instant::now();
            while counted.lock().unwrap().iter().sum::<u64>() < before + 60 {
                assert!(began.elapsed() < Duration::from_secs(60), "nothing is saved");
                thread::sleep(Duration::from_millis(2));
            }
            fault();
            over.store(true, Ordering::Relaxed);
        });
        self.acknowledged = counted.into_inner().unwrap();
    }

    /// Looks that nothing acknowledged is lost and nothing is half there, and goes on from what there is: a save that was not
    /// acknowledged may have been stored all the same.
    pub fn find_all(&mut self, database: &str) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for (writer, acknowledged) in self.acknowledged.iter_mut().enumerate() {
            let rows = runtime.block_on(async {
                let asked = "SELECT revision, body FROM revision WHERE document_id = $1 ORDER BY revision";
                let query = sqlx::query(asked).bind(format!("doc-{writer}"));
                query.fetch_all(&mut connect(database).await).await.unwrap()
            });
            for (row, expected) in rows.iter().zip(1..) {
                let body: Value = serde_json::from_str(row.get("body")).expect("half a document is stored");
                let found = (row.get::<i64, _>("revision"), &body["revision"], &body["answers"]["number"]);
                assert_eq!(found, (expected, &json!(expected), &json!(expected)), "doc-{writer} is out of order");
            }
            let stored = rows.len() as u64;
            let lost = acknowledged.saturating_sub(stored);
            assert_eq!(lost, 0, "doc-{writer}: {lost} acknowledged saves are lost");
            assert!(
                stored <= *acknowledged + 1,
                "doc-{writer} has {stored}, of which {acknowledged} were acknowledged"
            );
            *acknowledged = stored;
        }
    }
}

#[test]
fn a_portal_that_is_killed_among_many_saves_has_kept_each_that_it_acknowledged() {
    let folder = tempdir().unwrap();
    let database = fresh(folder.path());
    let mut writers = Writers::new();
    for _ in 0..2 {
        let portal = Process::on(&database, &[]);
        let pid = portal.child.id().to_string();
        writers.write_until(&portal, || assert!(Command::new("kill").args(["-9", &pid]).status().unwrap().success()));
        drop(portal);
        // The next one repairs what has to be repaired.
        let next = Process::on(&database, &[]);
        writers.find_all(&database);
        assert_eq!(next.save(&save("doc-0", writers.acknowledged[0] + 1)), Some(200));
        writers.acknowledged[0] += 1;
    }
}

#[test]
fn a_portal_that_is_told_to_stop_among_many_saves_ends_them_and_itself_well() {
    for signal in ["-INT", "-TERM"] {
        let folder = tempdir().unwrap();
        let database = fresh(folder.path());
        let portal = Process::on(&database, &[]);
        let mut writers = Writers::new();
        let pid = portal.child.id().to_string();
        writers.write_until(&portal, || assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success()));
        let acknowledged = writers.acknowledged;
        let mut portal = portal;
        assert!(portal.stop("-0").1, "{signal}: it did not end well");
        writers.find_all(&database);
        assert_eq!(writers.acknowledged, acknowledged, "{signal}: a save was stored, and its answer dropped");
    }
}

/// The code of the refusal that a save gets.
fn refused(portal: &Process, document: &Value) -> (u64, String) {
    let answer = crate::process::read(&mut portal.send(&portal.putting(document)));
    let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{answer}"));
    let body: Value = serde_json::from_str(body).unwrap();
    (body["status"].as_u64().unwrap_or_default(), body["problems"][0]["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_disk_that_takes_no_more_is_said_and_is_over_once_it_does() {
    let folder = tempdir().unwrap();
    let database = folder.path().join("portal.db").display().to_string();
    let mut limited = Command::new("sh");
    // A file may grow to half a megabyte, and whoever writes more is told instead of killed.
    limited.args(["-c", "trap '' XFSZ; ulimit -S -f 1000; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_coplan")]);
    let portal = Process::by(limited, &database, &[]);
    let large = |revision| with(save("doc-0", revision), "answers.words", "x".repeat(100_000));
    let stored = (1..20).find(|revision| portal.save(&large(*revision)) != Some(200)).unwrap() - 1;
    assert!(stored >= 2, "{stored}");
    assert_eq!(refused(&portal, &large(stored + 1)), (503, "database_unwritable".to_owned()));
    let kept = |portal: &Process| portal.json("/api/documents/doc-0/revisions").as_array().map_or(0, Vec::len) as u64;
    assert_eq!(kept(&portal), stored);
    let pid = portal.child.id().to_string();
    assert!(Command::new("prlimit").args(["--pid", &pid, "--fsize=unlimited"]).status().unwrap().success());
    assert_eq!(portal.save(&large(stored + 1)), Some(200));
    drop(portal);
    let again = Process::on(&database, &[]);
    assert_eq!(kept(&again), stored + 1);
}

#[test]
fn a_file_that_cannot_be_written_is_said_and_nothing_takes_its_place() {
    let folder = tempdir().unwrap();
    let file = folder.path().join("portal.db");
    let portal = Process::on(file.to_str().unwrap(), &[]);
    assert_eq!(portal.save(&save("doc-0", 1)), Some(200));
    let unwritable = |fault: &str| {
        // Every connection of the portal, whichever it has.
        for _ in 0..12 {
            assert_eq!(refused(&portal, &save("doc-0", 2)), (503, "database_unwritable".to_owned()), "{fault}");
        }
    };
    // SQLite notices that its file has moved, and takes it for read-only.
    let away = folder.path().join("away.db");
    std::fs::rename(&file, &away).unwrap();
    unwritable("the file has gone");
    assert!(!Path::new(&file).exists(), "an empty file has taken its place");
    std::fs::rename(&away, &file).unwrap();
    // Where the journal belongs nothing can be written.
    let journal = folder.path().join("portal.db-journal");
    std::fs::create_dir(&journal).unwrap();
    unwritable("there is no journal");
    std::fs::remove_dir(&journal).unwrap();
    assert_eq!(portal.save(&save("doc-0", 2)), Some(200));
    assert_eq!(portal.json("/api/documents/doc-0")["answers"]["number"], 2);
}
