//! What whoever runs the portal asks of it: whether it lives, whether it works, how much it does, and a file instead of options.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::database::{connect, is_postgres, run};
use crate::process::Process;
use crate::{ID, Portal, draft};

#[tokio::test]
async fn a_portal_is_ready_as_long_as_its_database_answers_and_lives_without_it() {
    let portal = Portal::start().await;
    for address in ["/healthz", "/readyz"] {
        let answer = portal.get(address).await;
        assert_eq!(
            (answer.status.as_u16(), answer.text().as_str(), answer.header("cache-control")),
            (200, "ok\n", "no-store")
        );
    }
    let mut database = connect(&portal.database).await;
    let hold = if is_postgres() { "BEGIN; LOCK TABLE revision" } else { "BEGIN EXCLUSIVE" };
    run(&mut database, hold).await;
    assert_eq!(portal.get("/readyz").await.refused(503), [" database_unavailable"]);
    run(&mut database, "ROLLBACK").await;
    run(&mut database, "ALTER TABLE revision RENAME TO away").await;
    assert_eq!(portal.get("/readyz").await.refused(500), [" database_broken"]);
    assert_eq!(portal.get("/healthz").await.status, 200);
    run(&mut database, "ALTER TABLE away RENAME TO revision").await;
    assert_eq!(portal.get("/readyz").await.status, 200);
}

#[tokio::test]
async fn metrics_count_by_address_and_status_and_name_nobody() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    portal.put(&draft()).await.refused(409);
    portal.get(&format!("/api/documents/{ID}?person=demo-1")).await;
    portal.get("/api/people/demo-1").await;
    portal.get("/nothing/demo-1").await;
    let odd = Request::builder().method("DEMO-1").uri("/api/people").body(Body::empty()).unwrap();
    portal.send(odd).await.refused(405);
    let elsewhere = Request::get("/api/people").header(header::HOST, "evil.example").body(Body::empty()).unwrap();
    portal.send_as_is(elsewhere).await.refused(421);
    let metrics = portal.get("/metrics").await;
    assert_eq!(metrics.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    let text = metrics.text();
    for line in [
        r#"coplan_http_requests_total{method="PUT",address="/api/documents/{id}",status="200"} 1"#,
        r#"coplan_http_requests_total{method="PUT",address="/api/documents/{id}",status="409"} 1"#,
        r#"coplan_http_requests_total{method="GET",address="/api/documents/{id}",status="200"} 1"#,
        r#"coplan_http_requests_total{method="GET",address="other",status="404"} 1"#,
        r#"coplan_http_requests_total{method="other",address="/api/people",status="405"} 1"#,
        r#"coplan_http_requests_total{method="GET",address="/api/people",status="421"} 1"#,
        r#"coplan_http_request_seconds_count{address="/api/documents/{id}"} 3"#,
    ] {
        assert!(text.lines().any(|said| said == line), "{line} is not in\n{text}");
    }
    assert!(text.ends_with("# EOF\n"));
    for personal in ["demo-1", "DEMO-1", ID, "Ada", "evil"] {
        assert!(!text.contains(personal), "{personal} is in\n{text}");
    }
}

#[test]
fn a_file_says_what_options_say_and_an_option_says_it_louder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.json");
    let config = |value: serde_json::Value| std::fs::write(&file, value.to_string()).unwrap();
    let database = folder.path().join("named.db");
    config(json!({ "timeout": 7, "name": ["one.example", "two.example"], "db": database }));
    let portal = Process::configured(&file, &[]);
    for (name, status) in [("one.example", "200"), ("two.example", "200"), ("three.example", "421")] {
        let request = format!("GET /healthz HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n");
        let answer = crate::process::read(&mut portal.send(&request));
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{name}: {answer}");
    }
    assert!(database.is_file());
    let other = folder.path().join("other.db");
    drop(Process::configured(&file, &["--db", other.to_str().unwrap()]));
    assert!(other.is_file(), "the file was louder than the option");
    for (wrong, said) in [
        (json!({ "tiemout": 7 }), "tiemout"),
        (json!({ "timeout": "soon" }), "timeout"),
        (json!({ "timeout": { "seconds": 7 } }), "timeout"),
        (json!({ "config": "portal.json" }), "config"),
        (json!([]), "portal.json"),
    ] {
        config(wrong);
        let arguments = ["serve", "--config", file.to_str().unwrap()];
        let refused = std::process::Command::new(env!("CARGO_BIN_EXE_coplan")).args(arguments).output().unwrap();
        let printed = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && printed.contains(said), "{printed}");
    }
}

/// The addresses that the portal has, with their methods, as its source names them. Pages and their files are no part of an API.
fn addresses() -> Vec<(String, String)> {
    let source = include_str!("../../src/serve.rs");
    let mut found = Vec::new();
    for route in source.split(".route(\"").skip(1) {
        let (address, rest) = route.split_once('"').unwrap();
        let handlers = rest.split(".route(").next().unwrap().lines().next().unwrap();
        for method in ["get", "put", "post", "delete"] {
            let page =
                ["/", "/{page}", "/assets/{*path}", "/visit.html", "/service-worker.js", "/manifest.webmanifest"]
                    .contains(&address);
            if !page && [" ", "."].iter().any(|before| handlers.contains(&format!("{before}{method}("))) {
                found.push((address.to_owned(), method.to_owned()));
            }
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn the_description_has_every_address_and_method_and_no_other() {
    let portal = Portal::start().await;
    let description = portal.get("/api/openapi.json").await.json();
    assert_eq!(description["openapi"], "3.1.0");
    let mut described = Vec::new();
    for (address, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            assert!(operation["summary"].as_str().is_some_and(|summary| summary.ends_with('.')), "{method} {address}");
            described.push((address.clone(), method.clone()));
        }
    }
    described.sort();
    assert_eq!(described, addresses());
    let refused = portal.get("/api/documents/none").await.json();
    let schema = &description["components"]["schemas"]["Refused"]["properties"];
    assert!(refused.as_object().unwrap().keys().all(|key| schema.get(key).is_some()), "{refused} is not {schema}");
    for (what, answer) in [("Person", portal.get("/api/people/demo-1").await), ("Receipt", portal.put(&draft()).await)]
    {
        let schema = &description["components"]["schemas"][what]["properties"];
        let keys: Vec<_> = schema.as_object().unwrap().keys().cloned().collect();
        assert!(answer.json().as_object().unwrap().keys().all(|key| keys.contains(key)), "{what}: {keys:?}");
    }
}

#[test]
fn the_log_has_a_line_of_json_for_each_request_and_nothing_about_anybody() {
    let portal = Process::start(&["--log", "json"]);
    portal.save(&crate::with(draft(), "answers.not_asked_note", "Weeping in the corridor"));
    for address in [
        &format!("/api/documents/{ID}"),
        "/api/documents?person=demo-1",
        "/api/people/demo-1",
        "/person.html?person=demo-1&name=Ada",
        "/api/audit?person=demo-1",
        "/nothing/of/Ada",
        "/healthz",
    ] {
        let answer = portal.get(address);
        assert!(answer.contains("\r\nx-request-id: "), "{answer}");
    }
    let printed = portal.printed();
    let lines: Vec<Value> = printed.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let part = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let addresses: Vec<_> = lines.iter().map(|line| part(line, "address")).collect();
    let named = ["/api/documents/{id}", "/api/documents/{id}", "/api/documents", "/api/people/{reference}", "/{page}"];
    assert_eq!(addresses, [&named[..], &["/api/audit", "other", "/healthz"]].concat());
    let numbers: std::collections::BTreeSet<_> = lines.iter().map(|line| part(line, "request")).collect();
    assert_eq!(numbers.len(), lines.len(), "two requests have one number");
    for line in &lines {
        let keys: Vec<_> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let mut expected = ["time", "request", "method", "address", "status", "ms"];
        expected.sort_unstable();
        assert!(keys.iter().all(|key| expected.contains(key)) && keys.len() == expected.len(), "{line}");
        assert!(part(line, "time").parse::<jiff::Timestamp>().is_ok(), "{line}");
    }
    for personal in ["demo-1", ID, "Ada", "Weeping", "person="] {
        assert!(!printed.contains(personal), "{personal} is in\n{printed}");
    }
}

#[tokio::test]
async fn every_address_answers_in_a_way_that_its_description_has() {
    let portal = Portal::start().await;
    let description = portal.get("/api/openapi.json").await.json();
    for (address, operations) in description["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            for (part, body) in [("demo-1", ""), ("nobody", "{}"), ("%00", "a=%00"), ("%ff", "\u{0}")] {
                let place = address.split('/').map(|one| if one.starts_with('{') { part } else { one });
                let place = place.collect::<Vec<_>>().join("/");
                let request =
                    Request::builder().method(&*method.to_ascii_uppercase()).uri(format!("{place}?person={part}"));
                let kind = if body == "{}" { "application/json" } else { "application/x-www-form-urlencoded" };
                let answer = portal.send(request.header(header::CONTENT_TYPE, kind).body(body.into()).unwrap()).await;
                assert!(answer.status.as_u16() < 500, "{method} {place}: {}", answer.text());
                let responses = &operation["responses"];
                let said = responses.get(answer.status.as_str()).unwrap_or(&responses["default"]);
                let kind = answer.header("content-type").split(';').next().unwrap().to_owned();
                let said = said["content"].as_object().map(|content| content.keys().cloned().collect::<Vec<_>>());
                let said = said.unwrap_or_else(|| vec![String::new()]);
                assert!(said.iter().any(|one| one.starts_with(&kind)), "{method} {place}: {kind} is none of {said:?}");
            }
        }
    }
}
