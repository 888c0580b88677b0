//! Who sees whom: the people of their own teams. Of everybody else the portal does not even say whether there is something.

use serde_json::{Value, json};

use crate::provider::{Provider, get_as, post_form, put_as};
use crate::{ID, Portal, draft, with};

/// Ada is with the north team, Ben with the south team, Cara with both.
struct Trust {
    portal: Portal,
    north: String,
    south: String,
    _folder: tempfile::TempDir,
}

impl Trust {
    async fn start() -> Self {
        let provider = Provider::start().await;
        let (portal, _folder) = provider.portal(&[]).await;
        let north = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
        let south = provider.sign_in(&portal, "kim", "care_coordinator", &["south"]).await;
        Self { portal, north, south, _folder }
    }

    async fn taken(&self, cookie: &str, id: &str) -> crate::Answer {
        let request = axum::http::Request::post(format!("/api/documents/{id}/taken"))
            .header("content-type", "application/json")
            .header("cookie", cookie);
        self.portal.send(request.body(json!({ "action": "printed" }).to_string().into()).unwrap()).await
    }

    async fn break_glass(&self, cookie: &str, page: &str) -> crate::Answer {
        let form = serde_urlencoded::to_string([("page", page), ("reason", "Seen in crisis tonight")]).unwrap();
        post_form(&self.portal, "/break-glass", cookie, form).await
    }
}

/// A plan that everybody of the team may see.
fn plan(id: &str, person: &str) -> Value {
    json!({
        "form": "relapse_plan", "id": id, "subject": { "ref": person, "name": "Somebody" },
        "answers": { "when_unwell": "Sleeplessness" }
    })
}

#[tokio::test]
async fn people_are_seen_by_their_teams() {
    let trust = Trust::start().await;
    for (cookie, seen) in [(&trust.north, ["demo-1", "demo-3"]), (&trust.south, ["demo-2", "demo-3"])] {
        let people = get_as(&trust.portal, "/api/people", cookie).await.json();
        let people: Vec<_> = people.as_array().unwrap().iter().map(|person| person["ref"].as_str().unwrap()).collect();
        assert_eq!(people, seen);
    }
}

#[tokio::test]
async fn of_another_teams_documents_nothing_is_told_not_even_that_they_are_there() {
    let trust = Trust::start().await;
    let Trust { portal, north, south, .. } = &trust;
    put_as(portal, &plan(ID, "demo-1"), north).await.stored(1);
    let none = "0d9a1c34-6d1e-4c53-9a59-3c5b0c6d2f11";
    for (theirs, not_there) in [
        (format!("/api/documents/{ID}"), format!("/api/documents/{none}")),
        (format!("/api/documents/{ID}?person=demo-1"), format!("/api/documents/{none}?person=demo-1")),
        (format!("/api/documents/{ID}?person=demo-2"), format!("/api/documents/{none}?person=demo-2")),
        (format!("/api/documents/{ID}/revisions"), format!("/api/documents/{none}/revisions")),
        ("/api/documents?person=demo-1".to_owned(), "/api/documents?person=demo-9".to_owned()),
        ("/api/people/demo-1".to_owned(), "/api/people/demo-9".to_owned()),
        ("/api/audit?person=demo-1".to_owned(), "/api/audit?person=demo-9".to_owned()),
    ] {
        let refused = get_as(portal, &theirs, south).await;
        assert_eq!(refused.refused(404), [" not_seen"], "{theirs}");
        assert_eq!(refused.body, get_as(portal, &not_there, south).await.body, "{theirs} is told from {not_there}");
    }
    let refused = trust.taken(south, ID).await;
    assert_eq!(refused.refused(404), [" not_seen"]);
    assert_eq!(refused.body, trust.taken(south, none).await.body);
    // Their own see all of it, and that somebody else has asked.
    assert_eq!(get_as(portal, &format!("/api/documents/{ID}"), north).await.json()["revision"], 1);
    let trail = get_as(portal, "/api/audit?person=demo-1", north).await.json();
    let actions: Vec<_> = trail.as_array().unwrap().iter().rev().map(|line| line["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["written", "refused", "refused", "refused", "refused", "refused", "read"]);
    let first = &trail.as_array().unwrap().last().unwrap();
    assert_eq!([&first["who"], &first["name"], &first["role"]], ["sam", "sam worker", "care_coordinator"]);
}

#[tokio::test]
async fn nobody_saves_about_a_person_of_another_team_nor_over_their_document() {
    let trust = Trust::start().await;
    let Trust { portal, north, south, .. } = &trust;
    assert_eq!(put_as(portal, &plan(ID, "demo-2"), north).await.refused(404), [" not_seen"]);
    assert_eq!(put_as(portal, &plan(ID, "demo-9"), north).await.refused(404), [" not_seen"]);
    put_as(portal, &plan(ID, "demo-1"), north).await.stored(1);
    // Under their document's id, about somebody of one's own: not even its revision is told.
    for revision in [json!(null), json!(1), json!(7)] {
        let document = with(plan(ID, "demo-2"), "revision", revision);
        assert_eq!(put_as(portal, &document, south).await.refused(404), [" not_seen"]);
    }
    // A document moves to nobody else, also where somebody sees both.
    let moved = put_as(portal, &with(plan(ID, "demo-3"), "revision", 1), north).await.refused(422);
    assert!(moved.iter().any(|problem| problem.starts_with("subject")), "{moved:?}");
    let other_form = with(with(draft(), "id", ID), "revision", 1);
    put_as(portal, &other_form, north).await.refused(422);
    assert_eq!(
        get_as(portal, &format!("/api/documents/{ID}/revisions"), north).await.json().as_array().unwrap().len(),
        1
    );
    for person in ["demo-2", "demo-9"] {
        let page = format!("/posted.html?person={person}");
        let form = [("document", with(plan("posted", ""), "subject", json!({})).to_string()), ("page", page)];
        let answer = post_form(portal, "/documents", north, serde_urlencoded::to_string(form).unwrap()).await;
        assert_eq!(answer.refused(422), ["subject.ref unknown"], "{person}");
    }
}

#[tokio::test]
async fn a_worker_of_another_team_opens_a_persons_documents_with_a_reason_which_stays() {
    let trust = Trust::start().await;
    let Trust { portal, north, south, .. } = &trust;
    put_as(portal, &plan(ID, "demo-1"), north).await.stored(1);
    put_as(portal, &with(plan("another-plan", "demo-1"), "answers.when_unwell", "Wandering"), north).await.stored(1);
    let one = trust.break_glass(south, &format!("/break-glass.html?id={ID}")).await;
    assert!(
        one.status == 200 && one.text().contains("Sleeplessness") && !one.text().contains("Wandering"),
        "{}",
        one.text()
    );
    let all = trust.break_glass(south, "/break-glass.html?person=demo-1").await;
    assert!(
        all.status == 200 && all.text().contains("Sleeplessness") && all.text().contains("Wandering"),
        "{}",
        all.text()
    );
    let trail = get_as(portal, "/api/audit?person=demo-1", north).await.json();
    let lines: Vec<_> = trail.as_array().unwrap().iter().filter(|line| line["action"] == "broke_glass").collect();
    assert_eq!(lines.len(), 3);
    for line in lines {
        assert_eq!([&line["who"], &line["name"], &line["reason"]], ["kim", "kim worker", "Seen in crisis tonight"]);
    }
    // It opened them once, and for reading.
    get_as(portal, &format!("/api/documents/{ID}"), south).await.refused(404);
    // Whom nobody knows, and who has nothing, are one answer.
    let nobody = trust.break_glass(south, "/break-glass.html?person=demo-9").await;
    assert_eq!(nobody.refused(404), [" not_seen"]);
    assert_eq!(nobody.body, trust.break_glass(north, "/break-glass.html?person=demo-2").await.body);
}

#[tokio::test]
async fn breaking_the_glass_for_a_person_opens_no_form_that_the_role_does_not_see() {
    let provider = Provider::start().await;
    let (portal, _folder) = provider.portal(&[]).await;
    let north = provider.sign_in(&portal, "sam", "care_coordinator", &["north"]).await;
    let office = provider.sign_in(&portal, "alex", "administrator", &["south"]).await;
    put_as(&portal, &draft(), &north).await.stored(1);
    let form = serde_urlencoded::to_string([("page", "/break-glass.html?person=demo-1"), ("reason", "Asked by phone")]);
    assert_eq!(post_form(&portal, "/break-glass", &office, form.unwrap()).await.refused(404), [" not_seen"]);
}

#[tokio::test]
async fn what_another_team_has_and_what_nobody_has_are_refused_alike() {
    let Trust { portal, north, south, .. } = &Trust::start().await;
    assert_eq!(put_as(portal, &draft(), north).await.status, 200);
    let of_theirs = with(with(draft(), "subject", json!({ "ref": "demo-2", "name": "Ben Invented" })), "revision", 1);
    let there = put_as(portal, &of_theirs, south).await;
    let nowhere = put_as(portal, &with(of_theirs, "id", "nowhere"), south).await;
    assert_eq!(there.refused(404), [" not_seen"]);
    assert_eq!((nowhere.status, nowhere.text()), (there.status, there.text()));
}
