//! Tablets that take forms along to a visit: whose they are, how they are wiped from here, and what does not come along.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::process::Process;
use crate::{Answer, ID, Portal, draft, with};

const TABLET: &str = "/api/devices/0d3c1f6e-7a35-4c55-a1ef-5a3d6f6a2b11";

fn secret(letter: &str) -> Value {
    json!({ "secret": letter.repeat(43) })
}

async fn send(portal: &Portal, method: &str, address: &str, cookie: &str, body: Value) -> Answer {
    let request = Request::builder().method(method).uri(address).header(header::CONTENT_TYPE, "application/json");
    let request = request.header(header::COOKIE, format!("role={}{cookie}", portal.role));
    portal.send(request.body(Body::from(body.to_string())).unwrap()).await
}

async fn register(portal: &Portal, body: Value) -> Answer {
    send(portal, "PUT", TABLET, "", body).await
}

async fn wipe(portal: &Portal) -> Answer {
    send(portal, "DELETE", TABLET, "", Value::Null).await
}

async fn asked_signed_out(portal: &Portal, address: &str) -> Answer {
    send(portal, "GET", address, "; session=ended", Value::Null).await
}

#[tokio::test]
async fn a_tablets_secret_comes_back_to_whoever_registered_it_and_to_nobody_else() {
    let portal = Portal::start().await;
    let registered = register(&portal, secret("a")).await.json();
    assert_eq!((&registered["secret"], &registered["restricted"]), (&json!("a".repeat(43)), &json!(false)));
    let instant = |key: &str| registered[key].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(instant("expires_at").duration_since(instant("taken_at")).as_hours(), 24);
    assert_eq!(portal.get(TABLET).await.json(), registered);
    // The answer to the first may have been lost; another tablet under the same id is not the same.
    assert_eq!(register(&portal, secret("a")).await.json(), registered);
    assert_eq!(register(&portal, secret("b")).await.refused(409), ["id duplicate"]);
    let other = portal.by("administrator");
    assert_eq!(other.get(TABLET).await.refused(403), [" other_owner"]);
    assert_eq!(register(&other, secret("a")).await.refused(403), [" other_owner"]);
    assert_eq!(wipe(&other).await.refused(403), [" other_owner"]);
    asked_signed_out(&portal, TABLET).await.refused(401);
    asked_signed_out(&portal, "/api/devices/nothing-here").await.refused(401);
    asked_signed_out(&portal, "/api/devices").await.refused(401);
    portal.get("/api/devices/nothing-here").await.refused(404);
    for wrong in [json!({}), json!({ "secret": "short" }), json!({ "secret": "?".repeat(43) }), json!([])] {
        assert_eq!(register(&portal, wrong).await.refused(422), ["secret wrong_type"]);
    }
    register(&portal, Value::Null).await.refused(422);
    assert_eq!(send(&portal, "PUT", "/api/devices/-", "", secret("a")).await.refused(400), ["id wrong_id"]);
}

#[tokio::test]
async fn a_tablet_that_is_wiped_is_told_so_signed_in_or_not_and_its_secret_is_forgotten() {
    let portal = Portal::start().await;
    register(&portal, secret("a")).await;
    let listed = portal.get("/api/devices").await;
    assert_eq!((listed.json().as_array().unwrap().len(), listed.json()[0]["wiped_at"].as_str()), (1, Some("")));
    assert!(!listed.text().contains("aaa"), "the list has secrets");
    assert_eq!(portal.by("administrator").get("/api/devices").await.json(), json!([]));
    assert_eq!(wipe(&portal).await.status, 204);
    let wiped_at = portal.get("/api/devices").await.json()[0]["wiped_at"].clone();
    assert_ne!(wiped_at, json!(""));
    assert_eq!(wipe(&portal).await.status, 204, "asked again it stays as it is");
    assert_eq!(portal.get("/api/devices").await.json()[0]["wiped_at"], wiped_at);
    // Only its owner may still send what lies open there.
    assert_eq!(portal.get(TABLET).await.refused(410), [" wiped", " yours"]);
    assert_eq!(portal.by("administrator").get(TABLET).await.refused(410), [" wiped"]);
    assert_eq!(asked_signed_out(&portal, TABLET).await.refused(410), [" wiped"]);
    register(&portal, secret("a")).await.refused(410);
    let mut database = crate::database::connect(&portal.database).await;
    let kept: String = sqlx::query_scalar("SELECT secret FROM device").fetch_one(&mut database).await.unwrap();
    assert_eq!(kept, "");
}

#[tokio::test]
async fn what_is_taken_along_is_in_the_trail_and_what_is_restricted_stays() {
    let portal = Portal::start().await;
    let plan = "3a2c9f0e-5b8e-4a7e-8f0e-0a4a1c9e7d10";
    portal.put(&draft()).await.stored(1);
    let other = json!({ "form": "relapse_plan", "id": plan, "subject": { "ref": "demo-1", "name": "Ada Example" } });
    portal.put(&other).await.stored(1);
    let take = json!({ "action": "taken_along" });
    let taken = |by: &Portal, id: &str| {
        let (by, address, take) = (by.by(by.role), format!("/api/documents/{id}/taken"), take.clone());
        async move { send(&by, "POST", &address, "", take).await }
    };
    assert_eq!(taken(&portal, plan).await.status, 204);
    let refused = taken(&portal, ID).await;
    assert_eq!(refused.refused(403), [" restricted"]);
    assert!(refused.text().contains("not taken along"), "{}", refused.text());
    let hidden = taken(&portal.by("administrator"), ID).await;
    assert!(hidden.text().contains("Your role cannot open this form"), "{}", hidden.text());
    taken(&portal, "nothing-here").await.refused(404);
    let lines = portal.get("/api/audit?person=demo-1").await.json();
    let said = |line: &Value| ["who", "action", "document"].map(|key| line[key].as_str().unwrap().to_owned());
    let expected = [
        ["administrator", "refused", ID],
        ["care_coordinator", "refused", ID],
        ["care_coordinator", "taken_along", plan],
    ];
    let lines: Vec<_> = lines.as_array().unwrap().iter().take(3).map(said).collect();
    assert_eq!(lines, expected.map(|line| line.map(str::to_owned)));
}

#[tokio::test]
async fn a_trust_says_how_long_forms_are_away_and_whether_restricted_ones_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.json");
    std::fs::write(&file, json!({ "offline_hours": 8, "offline_restricted": true }).to_string()).unwrap();
    let unknown = std::process::Command::new(env!("CARGO_BIN_EXE_coplan"))
        .args(["serve", "--config", file.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(!unknown.status.success(), "options are written as on the command line");
    let database = folder.path().join("portal.db");
    let options = json!({ "offline-hours": 8, "offline-restricted": true, "db": database });
    std::fs::write(&file, options.to_string()).unwrap();
    let portal = Process::configured(&file, &[]);
    let put = |address: &str, method: &str, body: &Value| {
        let body = body.to_string();
        let head = format!("{method} {address} HTTP/1.1\r\nHost: {0}\r\nOrigin: http://{0}\r\n", portal.address);
        let kind = "Content-Type: application/json\r\nConnection: close\r\n";
        crate::process::read(&mut portal.send(&format!("{head}{kind}Content-Length: {}\r\n\r\n{body}", body.len())))
    };
    let registered = put(TABLET, "PUT", &secret("a"));
    assert!(registered.contains("\"restricted\":true"), "{registered}");
    let body: Value = serde_json::from_str(registered.split("\r\n\r\n").nth(1).unwrap()).unwrap();
    let instant = |key: &str| body[key].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(instant("expires_at").duration_since(instant("taken_at")).as_hours(), 8);
    let saved = put(&format!("/api/documents/{ID}"), "PUT", &with(draft(), "id", ID));
    assert!(saved.starts_with("HTTP/1.1 200"), "{saved}");
    let taken = put(&format!("/api/documents/{ID}/taken"), "POST", &json!({ "action": "taken_along" }));
    assert!(taken.starts_with("HTTP/1.1 204"), "{taken}");
}
