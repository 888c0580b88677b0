//! Who is asking, as a page hears it.

use axum::body::Body;
use axum::http::{Request, header};

use crate::Portal;

#[tokio::test]
async fn in_the_demo_who_asks_is_the_role_of_every_team() {
    let portal = Portal::start().await;
    let user = portal.get("/api/user").await.json();
    let since = user["signed_in_at"].as_str().unwrap();
    assert!(since.parse::<jiff::Timestamp>().is_ok_and(|since| since <= jiff::Timestamp::now()), "{since}");
    let expected = serde_json::json!({
        "id": "care_coordinator", "name": "Care co-ordinator", "role": "care_coordinator",
        "teams": ["north", "south"], "signed_in_at": since, "demo": true
    });
    assert_eq!(user, expected);
    assert_eq!(portal.get("/api/user").await.json(), expected, "another answer the second time");
    let administrator = portal.by("administrator").get("/api/user").await.json();
    assert_eq!((&administrator["id"], &administrator["role"]), (&"administrator".into(), &"administrator".into()));
    let ended = Request::get("/api/user").header(header::COOKIE, "session=ended");
    portal.send(ended.body(Body::empty()).unwrap()).await.refused(401);
}

#[tokio::test]
async fn a_persons_teams_are_no_part_of_what_a_document_says_of_them() {
    let person = Portal::start().await.get("/api/people/demo-1").await.json();
    assert_eq!(person.get("teams"), None, "{person}");
}
