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
}

#[tokio::test]
async fn a_page_of_one_person_stores_nothing_about_another() {
    let portal = Portal::start().await;
    let about = |subject: Value| with(draft(), "subject", subject).to_string();
    let ada = json!({ "ref": "demo-1", "name": "Ada Example" });
    for (subject, page) in [
        (ada.clone(), "/posted.html?person=demo-3"),
        (ada.clone(), "/posted.html?person=demo-3&person=demo-1"),
        (ada.clone(), "/posted.html?person=demo-1&person=demo-3"),
        (ada.clone(), "/posted.html?person="),
        // Typed by hand, on the page of someone else.
        (json!({ "name": "Ada  example" }), "/posted.html?person=demo-3"),
        (json!({ "name": "A. Example", "nhs_number": "943 476 5919" }), "/posted.html?person=demo-3"),
        (json!({ "date_of_birth": "1990-04-27", "name": "Ada Example" }), "/posted.html?person=demo-3"),
    ] {
        let shown = subject.to_string();
        let answer = post(&portal, &[("document", &about(subject)), ("page", page)], "same-origin").await;
        assert_eq!(answer.refused(409), ["subject.ref other_person"], "{shown} on {page}");
        assert!(!answer.text().contains("Ada"), "the refusal says whose it is");
    }
    for page in ["/posted.html?person=nobody", "/posted.html?person=%ff"] {
        let answer = post(&portal, &[("document", &about_nobody(ID)), ("page", page)], "same-origin").await;
        assert_eq!(answer.refused(422), ["subject.ref unknown"], "{page}");
    }
    portal.get(&format!("/api/documents/{ID}")).await.refused(404);
    let mine = about(json!({ "ref": "demo-1", "name": "Ada Married" }));
    let stored = post(&portal, &[("document", &mine), ("page", "/posted.html?person=demo-1")], "same-origin").await;
    assert_eq!(stored.status, 303);
}

#[tokio::test]
async fn one_persons_number_is_never_stored_under_another_however_it_is_written() {
    let portal = Portal::start().await;
    let subject = |reference: &str, number: &str| json!({ "ref": reference, "name": "Somebody", "nhs_number": number });
    for number in [
        "9434765919",
        "943 476 5919",
        "943.476.5919",
        "943/476/5919",
        "943\u{2011}476\u{2011}5919",
        "943\u{200b}476\u{2060}59\u{ad}19",
        "\u{ff19}\u{ff14}\u{ff13}\u{ff14}\u{ff17}\u{ff16}\u{ff15}\u{ff19}\u{ff11}\u{ff19}",
        "\u{669}\u{664}\u{663} 476 5919",
        "NHS 9434765919",
    ] {
        let answer = portal.put(&with(draft(), "subject", subject("demo-3", number))).await;
        assert_eq!(answer.refused(409), ["subject.ref other_person"], "{number}");
        let typed = with(draft(), "subject", json!({ "name": "Somebody", "nhs_number": number })).to_string();
        let page = ("page", "/posted.html?person=demo-3");
        let answer = post(&portal, &[("document", &typed), page], "same-origin").await;
        assert_eq!(answer.refused(409), ["subject.ref other_person"], "{number}");
    }
    portal.put(&with(draft(), "subject", subject("demo-1", "943.476.5919"))).await.stored(1);
    portal.put(&with(with(draft(), "id", "blank"), "subject", subject("demo-3", "none"))).await.stored(1);
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
