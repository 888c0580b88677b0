//! A page without a script of its own: its form is posted, and the document is stored as any other.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::{Answer, ID, Portal, draft, with};

async fn post(portal: &Portal, fields: &[(&str, &str)], from: &str) -> Answer {
    let request = Request::post("/documents")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("role={}", portal.role))
        .header("sec-fetch-site", from);
    let body = serde_urlencoded::to_string(fields).unwrap();
    portal.send(request.body(Body::from(body)).unwrap()).await
}

/// As an element has it that nobody handed a document.
fn about_nobody(id: &str) -> String {
    let mut document = with(draft(), "id", id);
    document["subject"] = json!({ "name": "Ada & Example" });
    document.to_string()
}

#[tokio::test]
async fn a_posted_document_is_about_the_person_of_its_page_and_the_page_goes_on_to_it() {
    let portal = Portal::start().await;
    let page = "/posted.html?person=demo-1";
    let answer = post(&portal, &[("document", &about_nobody(ID)), ("page", page)], "same-origin").await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert_eq!(answer.header("location"), format!("/abuse-question.html?person=demo-1&id={ID}"));
    let stored = portal.get(&format!("/api/documents/{ID}")).await.json();
    assert_eq!(stored["subject"], json!({ "name": "Ada & Example", "ref": "demo-1" }));

    // A document that says who it is about is not given to someone else.
    let mine = with(draft(), "id", "another").to_string();
    let answer = post(&portal, &[("document", &mine), ("page", "/posted.html?person=demo-3")], "same-origin").await;
    assert_eq!(answer.header("location"), "/abuse-question.html?person=demo-1&id=another");
}

#[tokio::test]
async fn what_cannot_be_stored_is_refused_as_it_is_from_a_script() {
    let portal = Portal::start().await;
    let good = about_nobody(ID);
    let page = ("page", "/posted.html?person=demo-1");
    post(&portal, &[("document", &good), page], "cross-site").await.refused(403);
    post(&portal, &[page], "same-origin").await.refused(422);
    post(&portal, &[("document", "none"), page], "same-origin").await.refused(400);
    let about = post(&portal, &[("document", &good), ("page", "/posted.html")], "same-origin").await;
    assert_eq!(about.refused(422), ["subject.ref missing"]);
    let administrator = portal.by("administrator");
    assert_eq!(administrator.get(&format!("/api/documents/{ID}")).await.status, 404, "nothing was stored");
    post(&portal, &[("document", &good), page], "same-origin").await;
    post(&portal, &[("document", &good), page], "same-origin").await.refused(409);
    let kept: Value = portal.get(&format!("/api/documents/{ID}/revisions")).await.json();
    assert_eq!(kept.as_array().unwrap().len(), 1);
}
