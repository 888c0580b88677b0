//! The portal as a process of its own, and raw requests to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::{database, draft};

/// A portal that ends with the test.
pub struct Process {
    pub child: Child,
    pub address: String,
    pub database: String,
    own: tempfile::TempDir,
    _database: Option<tempfile::TempDir>,
}

impl Process {
    /// With a database of its own.
    pub fn start(options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = database::fresh(folder.path());
        let mut portal = Self::on(&database, options);
        portal._database = Some(folder);
        portal
    }

    /// On a database that may be there already.
    pub fn on(database: &str, options: &[&str]) -> Self {
        let command = Command::new(env!("CARGO_BIN_EXE_coplan"));
        Self::by(command, database, options)
    }

    /// With what a file says beside the folders.
    pub fn configured(file: &Path, options: &[&str]) -> Self {
        let command = Command::new(env!("CARGO_BIN_EXE_coplan"));
        Self::spawn(command, "", &[&["--config", file.to_str().unwrap()], options].concat())
    }

    /// By a command that starts the portal with what is added to it.
    pub fn by(command: Command, database: &str, options: &[&str]) -> Self {
        Self::spawn(command, database, &[&["--db", database], options].concat())
    }

    fn spawn(mut command: Command, database: &str, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        crate::package(folder.path());
        let from = |path: &str| format!("{}/../../{path}", env!("CARGO_MANIFEST_DIR"));
        command.args(["serve", "--port", "0", "--www", &from("www"), "--examples", &from("tests/fixtures")]);
        command.arg("--dist").arg(folder.path()).args(options);
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(std::fs::File::create(folder.path().join("printed")).unwrap())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().rsplit('/').next().unwrap().to_owned();
        Self { child, address, database: database.to_owned(), own: folder, _database: None }
    }

    /// Sends this much, and leaves the connection open.
    pub fn send(&self, text: &str) -> TcpStream {
        self.try_send(text).unwrap()
    }

    fn try_send(&self, text: &str) -> std::io::Result<TcpStream> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        stream.write_all(text.as_bytes())?;
        Ok(stream)
    }

    /// The request that saves a draft under this id.
    pub fn put(&self, id: &str) -> String {
        self.putting(&crate::with(draft(), "id", id))
    }

    /// The request that saves a document.
    pub fn putting(&self, document: &Value) -> String {
        let (id, body) = (document["id"].as_str().unwrap(), document.to_string());
        format!(
            "PUT /api/documents/{id} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\nContent-Type: application/json\r\n\
             Content-Length: {1}\r\nConnection: close\r\n\r\n{body}",
            self.address,
            body.len()
        )
    }

    /// Saves a document: the status, or nothing where no whole answer came.
    pub fn save(&self, document: &Value) -> Option<u16> {
        let answer = read(&mut self.try_send(&self.putting(document)).ok()?);
        let (head, body) = answer.split_once("\r\n\r\n")?;
        serde_json::from_str::<Value>(body).ok()?;
        head.split(' ').nth(1)?.parse().ok()
    }

    /// The whole answer at an address.
    pub fn get(&self, address: &str) -> String {
        let request = format!("GET {address} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address);
        read(&mut self.send(&request))
    }

    /// What stands there.
    pub fn json(&self, address: &str) -> Value {
        let answer = self.get(address);
        let (_, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{address}: {answer}"));
        serde_json::from_str(body).unwrap_or_else(|_| panic!("{address}: {answer}"))
    }

    /// What it has printed of errors.
    pub fn printed(&self) -> String {
        std::fs::read_to_string(self.own.path().join("printed")).unwrap()
    }

    /// Sends a signal, and says how long it took to end and whether it ended well.
    pub fn stop(&mut self, signal: &str) -> (Duration, bool) {
        let began = Instant::now();
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success());
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

/// All that comes until the connection is closed.
pub fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}
