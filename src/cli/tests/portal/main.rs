//! The portal from outside, over HTTP, with a database of its own: nothing here knows how it is built. Every test runs on SQLite and
//! on PostgreSQL.

mod asking;
mod audit;
mod connections;
mod database;
mod devices;
mod documents;
mod failing;
mod faults;
mod limits;
mod operations;
mod pages;
mod posted;
mod postgres;
mod process;
mod provider;
mod restricted;
mod session;
mod sessions;
mod sign_in;
mod start;
mod storage;
mod teams;
mod user;

use std::path::Path;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode, header};
use clap::Parser;
use coplan::serve::{Options, open, router};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

/// A portal with an empty database, the real pages, and a package that stands in for the built one.
struct Portal {
    app: Router,
    role: &'static str,
    database: String,
    _folder: Option<TempDir>,
}

/// What stands in for the built package.
fn package(folder: &Path) {
    std::fs::write(folder.join("coplan.js"), "export {};".repeat(100)).unwrap();
    std::fs::write(folder.join("coplan.wasm"), b"\0asm\x01\0\0\0").unwrap();
    std::fs::create_dir(folder.join("schema")).unwrap();
    std::fs::write(folder.join("schema/policy.json"), "{}").unwrap();
    std::fs::create_dir(folder.join("messages")).unwrap();
    std::fs::write(folder.join("messages/en-GB.json"), "{}").unwrap();
    std::fs::write(folder.join("messages/cy.po"), "").unwrap();
}

#[derive(Parser)]
struct Serve {
    #[command(flatten)]
    options: Options,
}

/// As the command would read them.
fn options(database: &str, dist: &Path, more: &[&str]) -> Options {
    let www = concat!(env!("CARGO_MANIFEST_DIR"), "/../../www");
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures");
    let dist = dist.to_str().unwrap();
    let all = ["serve", "--port", "0", "--db", database, "--dist", dist, "--www", www, "--examples", examples];
    Serve::parse_from(all.iter().chain(more)).options
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Portal {
    async fn start() -> Self {
        Self::named("demo.example").await
    }

    /// One that browsers reach by a name as well.
    async fn named(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = database::fresh(folder.path());
        let portal = Self::on(&database, name).await;
        Self { _folder: Some(folder), ..portal }
    }

    /// One on a database that may be there already.
    async fn on(database: &str, name: &str) -> Self {
        Self::with(database, &["--name", name]).await
    }

    /// One with more options.
    async fn with(database: &str, more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        package(folder.path());
        let options = options(database, folder.path(), more);
        let store = open(&options).await.unwrap();
        let app = router(&options, store).await.unwrap();
        Self { app, role: "care_coordinator", database: database.to_owned(), _folder: None }
    }

    fn by(&self, role: &'static str) -> Self {
        Self { app: self.app.clone(), role, database: self.database.clone(), _folder: None }
    }

    /// As a browser on a page of the portal sends it, as far as the request does not say otherwise.
    async fn send(&self, mut request: Request<Body>) -> Answer {
        let changes = request.method() != Method::GET;
        let headers = request.headers_mut();
        headers.entry(header::HOST).or_insert(HeaderValue::from_static("127.0.0.1:8080"));
        if changes {
            headers.entry(header::ORIGIN).or_insert(HeaderValue::from_static("http://127.0.0.1:8080"));
        }
        self.send_as_is(request).await
    }

    async fn send_as_is(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, address: &str) -> Answer {
        let request = Request::get(address).header(header::COOKIE, format!("role={}", self.role));
        self.send(request.body(Body::empty()).unwrap()).await
    }

    async fn put(&self, document: &Value) -> Answer {
        let id = document["id"].as_str().unwrap();
        self.put_text(&format!("/api/documents/{id}"), document.to_string()).await
    }

    async fn put_text(&self, address: &str, text: impl Into<Body>) -> Answer {
        let request = Request::put(address)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::COOKIE, format!("role={}", self.role));
        self.send(request.body(text.into()).unwrap()).await
    }
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("this is no JSON: {}", self.text()))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// It is a refusal of this status, as RFC 9457 has it, with a sentence. Gives its problems as `path code`.
    #[track_caller]
    fn refused(&self, status: u16) -> Vec<String> {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["status"], status);
        let title = body["title"].as_str().unwrap_or_default();
        let sentence = title.starts_with(|first: char| first.is_ascii_uppercase()) && title.ends_with('.');
        assert!(sentence && title.contains(' '), "the person at the screen is told {title:?}");
        assert!(body["detail"].as_str().is_some_and(|detail| detail.ends_with('.')), "no sentence says what to do");
        let problems = body["problems"].as_array().cloned().unwrap_or_default();
        let part = |problem: &Value, key: &str| problem[key].as_str().unwrap_or_default().to_owned();
        problems.iter().map(|problem| format!("{} {}", part(problem, "path"), part(problem, "code"))).collect()
    }

    #[track_caller]
    fn stored(&self, revision: u64) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        assert_eq!(self.json()["revision"], revision);
    }
}

const ID: &str = "5f0c2a34-6d1e-4c53-9a59-3c5b0c6d2f11";

/// A finished answer, as it was never saved.
fn complete() -> Value {
    let text = include_str!("../../../../tests/fixtures/abuse_question/yes.json");
    let mut document: Value = serde_json::from_str(text).unwrap();
    document.as_object_mut().unwrap().remove("revision");
    document
}

/// A draft with one answer.
fn draft() -> Value {
    json!({
        "form": "abuse_question", "id": ID, "subject": { "ref": "demo-1", "name": "Ada Example" },
        "answers": { "response": "none_stated" }
    })
}

fn with(mut document: Value, path: &str, value: impl Into<Value>) -> Value {
    let mut place = &mut document;
    for part in path.split('.') {
        place = &mut place[part];
    }
    *place = value.into();
    document
}
