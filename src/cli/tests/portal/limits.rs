//! What the portal takes at most, and which ids: all of it said, and nothing stored beyond it.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::{Answer, Portal, draft, with};

async fn posted(portal: &Portal, document: &Value) -> Answer {
    let fields = [("document", document.to_string()), ("page", "/posted.html?person=demo-1".to_owned())];
    let request = Request::post("/documents").header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    portal.send(request.body(Body::from(serde_urlencoded::to_string(fields).unwrap())).unwrap()).await
}

/// As it stands in an address.
fn encoded(id: &str) -> String {
    id.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn an_id_that_nobody_would_find_again_is_refused_by_its_name() {
    let portal = Portal::start().await;
    let long = "x".repeat(65);
    for id in [
        " ",
        "\t",
        "\u{a0}",
        "\u{200b}",
        "\u{feff}",
        "a b",
        " a",
        "a\n",
        "a\0",
        "\u{7f}",
        "a\u{202e}b",
        ".",
        "..",
        "../a",
        "a/b",
        "/",
        "a\\b",
        "-a",
        "_a",
        ".a",
        "a?b",
        "a#b",
        "a%2fb",
        "<a>",
        "é",
        "🙂",
        "null",
        "undefined",
        "NaN",
        "NULL",
        "constructor",
        "[object Object]",
        &long,
    ] {
        let document = with(draft(), "id", id);
        // Dots are steps in an address, in whatever way they are written: a client may never send them.
        let answer = portal.put_text(&format!("/api/documents/{}", encoded(id)), document.to_string()).await;
        assert_eq!(answer.refused(400), ["id wrong_id"], "{id:?}");
        assert_eq!(posted(&portal, &document).await.refused(400), ["id wrong_id"], "{id:?} is posted");
    }
    for id in [json!(""), Value::Null] {
        let mut document = with(draft(), "id", id);
        assert_eq!(posted(&portal, &document).await.refused(400), ["id wrong_id"], "an empty one is posted");
        document.as_object_mut().unwrap().remove("id");
        assert_eq!(posted(&portal, &document).await.refused(400), ["id wrong_id"], "none is posted");
    }
    assert_eq!(portal.get("/api/documents?person=demo-1").await.json(), json!([]));
}

#[tokio::test]
async fn an_id_of_a_hosts_own_is_taken() {
    let portal = Portal::start().await;
    for id in ["0c9dfa6e-0000-4000-8000-00000000a001", "a", "7", "plan_2026.1~b", &"x".repeat(64)] {
        portal.put(&with(draft(), "id", id)).await.stored(1);
        assert_eq!(portal.get(&format!("/api/documents/{id}")).await.json()["id"], id);
    }
}

#[tokio::test]
async fn a_reference_to_a_person_that_cannot_be_seen_is_about_nobody() {
    let portal = Portal::start().await;
    for reference in ["", " ", "\u{a0}", "\u{200b}", "\n", "demo-1\0", "\u{202e}demo-1", &"x".repeat(65)] {
        let document = with(draft(), "subject.ref", reference);
        assert_eq!(portal.put(&document).await.refused(422), ["subject.ref missing"], "{reference:?}");
    }
}

#[tokio::test]
async fn what_is_nested_too_deeply_or_has_too_many_rows_is_told_so() {
    let portal = Portal::start().await;
    let deep = (0..coplan_model::json::DEPTH).fold(json!(1), |inner, _| json!([inner]));
    let answer = portal.put(&with(draft(), "answers.later", deep)).await;
    assert_eq!(answer.refused(400), [" not_json"]);
    assert!(answer.text().contains("127 levels"), "{}", answer.text());
    let rows = |count| Value::from(vec![json!({ "id": "a" }); count]);
    let entered: serde_json::Map<_, _> = (0..2500).map(|at| (format!("copies[{at}].date"), json!("1/2/"))).collect();
    for document in [with(draft(), "answers.later", rows(2001)), with(draft(), "entered", entered)] {
        assert_eq!(portal.put(&document).await.refused(413), [" too_many"]);
        assert_eq!(posted(&portal, &document).await.refused(413), [" too_many"]);
    }
    // Brackets and commas that somebody has typed are none.
    let typed = with(draft(), "answers.disclosure", json!({ "words": "[{\"\\,".repeat(5000) }));
    portal.put(&typed).await.stored(1);
    portal.put(&with(with(draft(), "id", "many"), "answers.later", rows(2000))).await.stored(1);
}

/// One thread, so that whatever keeps it busy keeps everybody waiting.
#[tokio::test]
async fn others_are_answered_while_a_large_document_is_looked_at() {
    let portal = Portal::start().await;
    let rows: Vec<_> = (0..900).map(|_| json!({ "id": "a", "words": "[".repeat(2000) })).collect();
    // Nothing is written of what is not complete: all there is to wait for is the reading.
    let large = with(with(draft(), "answers.later", rows), "status", "complete").to_string();
    let saves: Vec<_> = (0..6)
        .map(|number| {
            let (portal, text) = (portal.by("care_coordinator"), large.replace(crate::ID, &format!("large-{number}")));
            tokio::spawn(async move { portal.put_text(&format!("/api/documents/large-{number}"), text).await.status })
        })
        .collect();
    let mut answered = 0;
    while !saves.iter().all(tokio::task::JoinHandle::is_finished) {
        assert_eq!(portal.get("/api/people").await.status, 200);
        answered += 1;
        tokio::task::yield_now().await;
    }
    for save in saves {
        assert_eq!(save.await.unwrap(), 422);
    }
    // Between the documents one or two would be answered in any case; hundreds are.
    assert!(answered > 12, "only {answered} others were answered");
}
