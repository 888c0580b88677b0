//! Somebody's own sessions: they see them and end them, once they have authenticated again, and an ended one does nothing more.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Request, header};
use hyper::body::Frame;
use serde_json::{Value, json};
use sqlx::Row;
use tokio::sync::mpsc::{Receiver, channel};

use crate::database::{connect, run};
use crate::provider::{Begun, Provider, get_as, post_form, put_as, session_cookie};
use crate::{Answer, Portal, draft, with};

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

async fn delete_as(portal: &Portal, address: &str, cookie: &str) -> Answer {
    portal.send(Request::delete(address).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

async fn list(portal: &Portal, cookie: &str) -> (Vec<Value>, bool) {
    let answer = get_as(portal, "/api/sessions", cookie).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, "no-store"), "{}", answer.text());
    let said = answer.json();
    (said["sessions"].as_array().unwrap().clone(), said["confirmed"].as_bool().unwrap())
}

/// The cookie of somebody who is signed in, and authenticates again: this long ago.
async fn again(provider: &Provider, portal: &Portal, login: &str, cookie: &str, ago: i64) -> String {
    let form = "session=again&return=%2Fsessions.html".to_owned();
    let begun = Begun::of(&post_form(portal, "/session", cookie, form).await);
    assert!(begun.address.contains("prompt=login") && begun.address.contains("max_age=0"), "{}", begun.address);
    let begun = Begun { cookie: format!("{}; {cookie}", begun.cookie), ..begun };
    let claims = provider.claims(login, "care_coordinator", &["north"], &begun.nonce);
    // By a clock that is ten minutes slow.
    let claims = with(with(claims, "iat", now() - 600), "auth_time", now() - 600 - ago);
    let answer = begun.finish(provider, portal, &claims).await;
    assert_eq!((answer.status.as_u16(), answer.header("location")), (303, "/sessions.html"), "{}", answer.text());
    session_cookie(&answer).unwrap()
}

/// What the trail has about sessions: who and what.
async fn trail(portal: &Portal) -> Vec<String> {
    let asked = "SELECT who, action FROM audit WHERE document_id = '' ORDER BY id";
    let rows = sqlx::query(asked).fetch_all(&mut connect(&portal.database).await).await.unwrap();
    rows.iter().map(|row| format!("{} {}", row.get::<String, _>("who"), row.get::<String, _>("action"))).collect()
}

#[tokio::test]
async fn somebody_sees_their_own_sessions_and_nothing_in_them_lets_anybody_in() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let office = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    run(&mut connect(&portal.database).await, "UPDATE session SET signed_in = signed_in - 600, seen = seen - 300")
        .await;
    let ward = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let other = provider.sign_in(&portal, "kim", "care_coordinator", &["south"]).await;
    let (mine, confirmed) = list(&portal, &ward).await;
    assert_eq!((mine.len(), confirmed), (2, false));
    let current = |all: &[Value]| all.iter().map(|one| one["current"].as_bool().unwrap()).collect::<Vec<_>>();
    assert_eq!(current(&mine), [true, false]);
    let keys: Vec<_> = mine[0].as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["id", "signed_in_at", "used_at", "current"], "nothing else is told");
    let ago = |at: &Value| now() - at.as_str().unwrap().parse::<jiff::Timestamp>().unwrap().as_second();
    assert!((600..660).contains(&ago(&mine[1]["signed_in_at"])) && (300..360).contains(&ago(&mine[1]["used_at"])));
    assert!(ago(&mine[0]["used_at"]) < 60);
    assert_eq!(list(&portal, &other).await.0.len(), 1);
    // Neither the token, nor its digest, nor anything that is one.
    let rows = sqlx::query("SELECT token FROM session").fetch_all(&mut connect(&portal.database).await).await.unwrap();
    let text = json!(mine).to_string();
    for secret in rows.iter().map(|row| row.get::<String, _>("token")).chain([office.clone(), ward.clone()]) {
        assert!(!text.contains(secret.trim_start_matches("coplan-session=")), "{text}");
    }
    for one in &mine {
        get_as(&portal, "/api/user", &format!("coplan-session={}", one["id"].as_str().unwrap())).await.refused(401);
    }
    // One that has run out is none.
    run(
        &mut connect(&portal.database).await,
        "UPDATE session SET seen = seen - 1200 WHERE seen < signed_in + 301 AND seen > signed_in",
    )
    .await;
    assert_eq!(list(&portal, &ward).await.0.len(), 1);
    get_as(&portal, "/api/sessions", "").await.refused(401);
    assert!(get_as(&portal, "/", &ward).await.text().contains("href=\"/sessions.html\""));
    assert_eq!(get_as(&portal, "/sessions.html", &ward).await.status, 200);
}

#[tokio::test]
async fn one_or_all_others_are_ended_by_their_user_alone_who_has_authenticated_again() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let mut others = Vec::new();
    for _ in 0..3 {
        others.push(provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await);
    }
    let kim = provider.sign_in(&portal, "kim", "care_coordinator", &["north"]).await;
    let here = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let named = |all: &[Value], wanted: bool| {
        all.iter().find(|one| one["current"] == wanted).unwrap()["id"].as_str().unwrap().to_owned()
    };
    let first = named(&list(&portal, &others[0]).await.0, true);
    // Not by somebody who has only found the browser, nor long after, nor from another site's page.
    for address in [format!("/api/sessions/{first}"), "/api/sessions".to_owned()] {
        assert_eq!(delete_as(&portal, &address, &here).await.refused(403), [" sign_in_again"]);
    }
    let here = again(&provider, &portal, "sam", &here, 301).await;
    assert_eq!(delete_as(&portal, "/api/sessions", &here).await.refused(403), [" sign_in_again"]);
    let before = here.clone();
    let here = again(&provider, &portal, "sam", &here, 0).await;
    get_as(&portal, "/api/user", &before).await.refused(401);
    assert!(list(&portal, &here).await.1);
    let elsewhere = Request::delete("/api/sessions").header(header::HOST, "127.0.0.1:8080");
    let elsewhere = elsewhere.header(header::ORIGIN, "http://evil.example").header(header::COOKIE, &here);
    portal.send_as_is(elsewhere.body(Body::empty()).unwrap()).await.refused(403);
    // Nobody else's.
    let theirs = named(&list(&portal, &kim).await.0, true);
    for id in [&*theirs, "nothing", "%00", "''"] {
        delete_as(&portal, &format!("/api/sessions/{id}"), &here).await.refused(404);
    }
    assert!(!trail(&portal).await.iter().any(|line| line.ends_with("ended_session")));

    assert_eq!(delete_as(&portal, &format!("/api/sessions/{first}"), &here).await.status, 204);
    get_as(&portal, "/api/user", &others[0]).await.refused(401);
    put_as(&portal, &draft(), &others[0]).await.refused(401);
    delete_as(&portal, &format!("/api/sessions/{first}"), &here).await.refused(404);
    assert_eq!(list(&portal, &here).await.0.len(), 3);

    assert_eq!(delete_as(&portal, "/api/sessions", &here).await.status, 204);
    for other in &others {
        get_as(&portal, "/api/user", other).await.refused(401);
    }
    for still in [&here, &kim] {
        assert_eq!(list(&portal, still).await.0.len(), 1);
    }
    let ended = trail(&portal).await.into_iter().filter(|line| line.ends_with("ended_session")).collect::<Vec<_>>();
    assert_eq!(ended, ["sam ended_session"; 3]);
    // One's own by its name: that is signing out, here.
    let own = named(&list(&portal, &here).await.0, true);
    assert_eq!(delete_as(&portal, &format!("/api/sessions/{own}"), &here).await.status, 204);
    get_as(&portal, "/api/sessions", &here).await.refused(401);
}

#[tokio::test]
async fn a_page_that_one_opened_neither_shows_nor_ends_the_sessions_of_another() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    provider.sign_in(&portal, "k\u{e9}m", "care_coordinator", &["north"]).await;
    let kim = provider.sign_in(&portal, "k\u{e9}m", "care_coordinator", &["north"]).await;
    let kim = again(&provider, &portal, "k\u{e9}m", &kim, 0).await;
    let page = get_as(&portal, "/sessions.html", &kim).await.text();
    assert!(page.contains("id=\"sessions\" data-user=\"k\u{e9}m\""), "{page}");
    let ask = async |method: &str, address: &str, user: &str| {
        let request = Request::builder().method(method).uri(address).header("coplan-user", user);
        portal.send(request.header(header::COOKIE, &kim).body(Body::empty()).unwrap()).await
    };
    let mine = list(&portal, &kim).await.0;
    let other = mine.iter().find(|one| one["current"] == false).unwrap()["id"].as_str().unwrap();
    let one = format!("/api/sessions/{other}");
    for (method, address) in [("GET", "/api/sessions"), ("DELETE", "/api/sessions"), ("DELETE", &*one)] {
        assert_eq!(ask(method, address, "sam").await.refused(403), [" other_user"], "{method} {address}");
    }
    assert_eq!(list(&portal, &kim).await.0.len(), 2);
    assert_eq!(ask("GET", "/api/sessions", "k%C3%A9m").await.status, 200);
    assert_eq!(ask("DELETE", "/api/sessions", "k%C3%A9m").await.status, 204);
    assert_eq!(list(&portal, &kim).await.0.len(), 1);
}

#[tokio::test]
async fn sessions_that_began_before_they_had_names_have_one_and_the_demo_has_none() {
    let demo = Portal::start().await;
    demo.get("/api/sessions").await.refused(404);
    for address in ["/api/sessions", "/api/sessions/a"] {
        delete_as(&demo, address, "").await.refused(404);
    }
    assert_eq!(demo.get("/sessions.html").await.status, 404);
    assert!(!demo.get("/").await.text().contains("sessions.html"));

    // A database of the version before: two sessions, and none of what this version has added.
    let provider = Provider::start().await;
    let (portal, folder) = provider.portal(&[]).await;
    let sam = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let mut database = connect(&portal.database).await;
    run(&mut database, "ALTER TABLE session DROP COLUMN id; ALTER TABLE session DROP COLUMN confirmed").await;
    run(&mut database, "DELETE FROM _sqlx_migrations WHERE version > 5").await;
    let portal = provider.portal_on(&portal.database, folder.path(), &[]).await;
    let (mine, confirmed) = list(&portal, &sam).await;
    let ids: std::collections::BTreeSet<_> = mine.iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert!(ids.len() == 2 && ids.iter().all(|id| id.len() == 32) && !confirmed, "{ids:?}");
}

#[tokio::test]
async fn a_tablet_that_asks_whether_it_may_go_on_does_not_use_the_session() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let cookie = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let mut database = connect(&portal.database).await;
    run(&mut database, "UPDATE session SET seen = seen - 600").await;
    let seen = async || {
        let row = sqlx::query("SELECT seen FROM session").fetch_one(&mut connect(&portal.database).await).await;
        now() - row.unwrap().get::<i64, _>("seen")
    };
    get_as(&portal, "/api/devices/a-tablet", &cookie).await.refused(404);
    assert_eq!(get_as(&portal, "/api/devices", &cookie).await.status, 200);
    assert!(seen().await >= 600);
    // What a person does is use.
    get_as(&portal, "/api/user", &cookie).await;
    assert!(seen().await < 600);
    run(&mut database, "UPDATE session SET seen = seen - 1200").await;
    get_as(&portal, "/api/devices/a-tablet", &cookie).await.refused(401);
}

/// A body that arrives part by part.
struct Slowly(Receiver<Bytes>);

impl HttpBody for Slowly {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.poll_recv(context).map(|part| part.map(|part| Ok(Frame::data(part))))
    }
}

#[tokio::test]
async fn what_still_arrives_when_its_session_has_ended_is_not_stored() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    for ends in ["signed out", "ended by the provider"] {
        let cookie = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
        let text = Bytes::from(draft().to_string());
        let (rest, parts) = channel(1);
        let request = Request::put(format!("/api/documents/{}", crate::ID));
        let request = request.header(header::CONTENT_TYPE, "application/json").header(header::COOKIE, &cookie);
        let sent = portal.send(request.body(Body::new(Slowly(parts))).unwrap());
        let end = async {
            rest.send(text.slice(..20)).await.unwrap();
            // There is room for one part: once the second is in, the portal has begun to read.
            rest.send(text.slice(20..40)).await.unwrap();
            if ends == "signed out" {
                post_form(&portal, "/session", &cookie, "session=ended".to_owned()).await;
            } else {
                run(&mut connect(&portal.database).await, "DELETE FROM session").await;
            }
            rest.send(text.slice(40..)).await.unwrap();
            drop(rest);
        };
        let (answer, ()) = tokio::join!(sent, end);
        answer.refused(401);
        let cookie = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
        get_as(&portal, &format!("/api/documents/{}", crate::ID), &cookie).await.refused(404);
    }
}

#[tokio::test]
async fn whoever_has_no_name_is_called_by_what_they_sign_in_with() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    for (name, login, called) in
        [("Sam", "sam@trust", "Sam"), ("", "sam@trust", "sam@trust"), (" \u{7}", "", "sub-7"), ("", " ", "sub-7")]
    {
        let begun = Begun::new(&portal, "").await;
        let claims = provider.claims("sub-7", "care_coordinator", &["north"], &begun.nonce);
        let claims = with(with(claims, "name", name), "preferred_username", login);
        let cookie = session_cookie(&begun.finish(&provider, &portal, &claims).await).unwrap();
        assert_eq!(get_as(&portal, "/api/user", &cookie).await.json()["name"], called, "{name:?} {login:?}");
    }
}

#[tokio::test]
async fn a_name_is_shown_as_it_is_written_whatever_it_looks_like() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let name = "{{here}} {{role}} {{user_id}} {{title}} {{document}} <b>&amp; }} {{";
    let begun = Begun::new(&portal, "").await;
    let claims = provider.claims("{{here}}{{administrator}}", "care_coordinator", &["north"], &begun.nonce);
    let cookie = session_cookie(&begun.finish(&provider, &portal, &with(claims, "name", name)).await).unwrap();
    let said = name.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    put_as(&portal, &with(draft(), "answers.response", "none_stated"), &cookie).await.stored(1);
    let glass = |reason: &str| {
        let form = [("page", "/break-glass.html?id=5f0c2a34-6d1e-4c53-9a59-3c5b0c6d2f11"), ("reason", reason)];
        serde_urlencoded::to_string(form).unwrap()
    };
    let ask = async |reason: &str| {
        let request = Request::post("/break-glass").header(header::ACCEPT, "text/html");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        portal.send(request.header(header::COOKIE, &cookie).body(Body::from(glass(reason))).unwrap()).await.text()
    };
    let pages = [
        get_as(&portal, "/", &cookie).await.text(),
        get_as(&portal, "/nowhere.html", &cookie).await.text(),
        get_as(&portal, "/sessions.html?{{user}}", &cookie).await.text(),
        ask("{{here}} and {{user}}").await,
        ask("{{}}").await,
    ];
    for page in pages {
        assert!(page.contains(&format!("<bdi>{said}</bdi>, Care co-ordinator")), "{page}");
    }
    let posted = get_as(&portal, "/posted.html?person=demo-1", &cookie).await.text();
    assert!(posted.contains("name=\"user\" value=\"{{here}}{{administrator}}\""), "{posted}");
    let wrong = ask("{{}}").await;
    assert!(wrong.contains(">{{}}</textarea>"), "{wrong}");
}
