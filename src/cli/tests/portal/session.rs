//! A session that has ended: 401 for a script, a page for a person, and back again without anything lost.

use axum::body::Body;
use axum::http::{Request, header};

use crate::{Answer, ID, Portal, draft};

async fn get(portal: &Portal, address: &str, cookie: &str) -> Answer {
    portal.send(Request::get(address).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

async fn turn(portal: &Portal, form: &'static str) -> Answer {
    let request = Request::post("/session").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    portal.send(request.header(header::COOKIE, "session=ended").body(Body::from(form)).unwrap()).await
}

#[tokio::test]
async fn whoever_has_no_cookie_is_signed_in() {
    let portal = Portal::start().await;
    for cookie in ["theme=dark", "session=on", "session=on; role=administrator"] {
        assert_eq!(get(&portal, "/api/people", cookie).await.status, 200, "{cookie}");
    }
    assert_eq!(portal.send(Request::get("/api/people").body(Body::empty()).unwrap()).await.status, 200);
}

#[tokio::test]
async fn a_script_hears_of_an_ended_session_as_401_and_nothing_is_stored() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let address = format!("/api/documents/{ID}");
    for cookie in [
        "session=ended",
        "role=care_coordinator; session=ended",
        "session=",
        "session",
        "SESSION=on",
        "session=on; session=ended",
        "session=yes",
        "session=ended; theme=\u{e9}",
    ] {
        for address in [&*address, "/api/people", "/api/forms", "/api/documents?person=demo-1", "/api/what"] {
            let answer = get(&portal, address, cookie).await;
            answer.refused(401);
            assert!(answer.header("www-authenticate").starts_with("Session "), "{cookie}");
            assert!(!answer.text().contains("Ada"));
        }
        let request = Request::put(&address).header(header::CONTENT_TYPE, "application/json");
        let body = Body::from(crate::with(draft(), "revision", 1).to_string());
        portal.send(request.header(header::COOKIE, cookie).body(body).unwrap()).await.refused(401);
    }
    assert_eq!(portal.get(&address).await.json()["revision"], 1);
}

#[tokio::test]
async fn a_person_sees_a_page_that_says_so_and_leads_back() {
    let portal = Portal::start().await;
    let page = get(&portal, "/relapse-plan.html?person=demo-1&id=7", "session=ended").await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (401, "text/html; charset=utf-8"));
    let text = page.text();
    assert!(text.contains("Your session has ended") && text.contains("demo"), "{text}");
    assert!(text.contains("name=\"return\" value=\"/relapse-plan.html?person=demo-1&amp;id=7\""), "{text}");
    assert!(!text.contains("<coplan-"), "a form is shown to someone who is signed out");
    let back = turn(&portal, "session=on&return=%2Frelapse-plan.html%3Fperson%3Ddemo-1").await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, "/relapse-plan.html?person=demo-1"));
    assert_eq!(back.header("set-cookie"), "session=on; Path=/; HttpOnly; SameSite=Strict");
    // What was posted is refused in the same way: the browser's Back has the form with what was typed.
    let posted = Request::post("/documents").header(header::COOKIE, "session=ended");
    let answer = portal.send(posted.body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (401, "text/html; charset=utf-8"));
    assert!(answer.text().contains("go back"), "{}", answer.text());
}

#[tokio::test]
async fn a_session_is_ended_by_the_button_on_every_page_and_by_nothing_unreadable() {
    let portal = Portal::start().await;
    assert!(portal.get("/person.html?person=demo-1").await.text().contains("End this session"));
    assert_eq!(
        turn(&portal, "session=ended").await.header("set-cookie"),
        "session=ended; Path=/; HttpOnly; SameSite=Strict"
    );
    assert_eq!(
        turn(&portal, "session=what").await.header("set-cookie"),
        "session=ended; Path=/; HttpOnly; SameSite=Strict"
    );
    turn(&portal, "nothing=1").await.refused(422);
    assert_eq!(turn(&portal, "session=on&return=https%3A%2F%2Fevil.example").await.header("location"), "/");
}

#[tokio::test]
async fn the_page_to_sign_in_on_says_when_that_is_done() {
    let portal = Portal::start().await;
    let on = get(&portal, "/sign-in.html", "session=on").await;
    assert!(on.status == 200 && on.text().contains("You are signed in"), "{}", on.text());
    let ended = get(&portal, "/sign-in.html", "session=ended").await;
    assert!(ended.status == 401 && ended.text().contains("value=\"/sign-in.html\""), "{}", ended.text());
    assert_eq!(portal.get("/session-ended.html").await.status, 404, "it would say something untrue");
}
