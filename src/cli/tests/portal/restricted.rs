//! Restricted documents: for the roles that may see them, and as if they were not there in every list of the others.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;

use crate::{ID, Portal, complete, draft, with};

#[tokio::test]
async fn an_administrator_neither_lists_nor_opens_nor_changes_a_restricted_document() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let administrator = portal.by("administrator");

    assert_eq!(administrator.get("/api/documents?person=demo-1").await.json(), json!([]));
    let refused = administrator.get(&format!("/api/documents/{ID}")).await;
    refused.refused(403);
    assert!(!refused.text().contains("none_stated") && !refused.text().contains("Ada"), "the refusal says too much");
    administrator.get(&format!("/api/documents/{ID}/revisions")).await.refused(403);
    administrator.put(&with(draft(), "revision", 1)).await.refused(403);
    administrator.put(&with(complete(), "access", "normal")).await.refused(403);

    assert_eq!(portal.get("/api/documents?person=demo-1").await.json()[0]["revision"], 1, "it has changed");
}

#[tokio::test]
async fn a_document_of_any_form_may_be_restricted_and_stays_so() {
    let portal = Portal::start().await;
    let plan = json!({
        "form": "relapse_plan", "id": "plan-1", "access": "restricted", "subject": { "ref": "demo-1", "name": "Ada Example" }, "answers": {},
    });
    let administrator = portal.by("administrator");
    administrator.put(&plan).await.refused(403);
    portal.put(&plan).await.stored(1);
    assert_eq!(portal.get("/api/documents?person=demo-1").await.json()[0]["access"], "restricted");
    assert_eq!(administrator.get("/api/documents?person=demo-1").await.json(), json!([]));
    administrator.get("/api/documents/plan-1").await.refused(403);
    administrator.get("/api/documents/plan-1/revisions").await.refused(403);
    let next = with(with(plan, "revision", 1), "access", "normal");
    administrator.put(&next).await.refused(403);
    assert_eq!(portal.put(&next).await.refused(422), ["access changed"]);
}

#[tokio::test]
async fn an_administrator_is_not_offered_a_restricted_form() {
    let portal = Portal::start().await;
    let offered = portal.get("/api/forms").await.json();
    assert!(offered.as_array().unwrap().contains(&json!({ "form": "abuse_question", "access": "restricted" })));
    let offered = portal.by("administrator").get("/api/forms").await;
    assert!(!offered.text().contains("abuse_question"), "{}", offered.text());
}

#[tokio::test]
async fn a_role_nobody_has_heard_of_sees_no_more_than_an_administrator() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    assert_eq!(portal.by("root").get("/api/documents?person=demo-1").await.json(), json!([]));
}

async fn switch(portal: &Portal, from: &str, form: &'static str) -> crate::Answer {
    let request = Request::post("/role")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("sec-fetch-site", from);
    portal.send(request.body(Body::from(form)).unwrap()).await
}

#[tokio::test]
async fn the_role_switch_sets_a_cookie_that_scripts_and_other_sites_cannot_use() {
    let portal = Portal::start().await;
    let form = "role=administrator&return=%2Fperson.html%3Fperson%3Ddemo-1";
    let switched = switch(&portal, "same-origin", form).await;
    assert_eq!(switched.status, 303);
    assert_eq!(switched.header("location"), "/person.html?person=demo-1");
    assert_eq!(switched.header("set-cookie"), "role=administrator; Path=/; HttpOnly; SameSite=Strict");
}

#[tokio::test]
async fn the_role_switch_leads_to_no_other_site_and_takes_no_order_from_one() {
    let portal = Portal::start().await;
    for form in [
        "role=administrator&return=https%3A%2F%2Fevil.example%2F",
        "role=administrator&return=%2F%2Fevil.example",
        "role=administrator&return=%2F%5Cevil.example",
        "role=administrator&return=%2F%0d%0aSet-Cookie%3A",
        "role=administrator",
    ] {
        assert_eq!(switch(&portal, "same-origin", form).await.header("location"), "/", "{form}");
    }
    let answer = switch(&portal, "cross-site", "role=care_coordinator").await;
    answer.refused(403);
    assert_eq!(answer.header("set-cookie"), "");
}
