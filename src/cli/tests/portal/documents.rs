//! Saving and opening: nothing is overwritten, nothing half right is stored, and every no says what to do.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::{ID, Portal, complete, database, draft, with};

#[tokio::test]
async fn what_is_saved_is_listed_and_opened_again_with_its_revision() {
    let portal = Portal::start().await;
    let document = with(complete(), "answers.from_a_newer_version", json!({ "kept": [1, "🙂"] }));
    let receipt = portal.put(&document).await;
    receipt.stored(1);

    let opened = portal.get(&format!("/api/documents/{ID}")).await;
    assert_eq!(opened.header("content-type"), "application/json");
    assert_eq!(opened.json()["revision"], 1);
    assert_eq!(opened.json()["saved_at"], receipt.json()["saved_at"]);
    assert_eq!(opened.json()["answers"], document["answers"], "an answer has changed on the way");

    let listed = portal.get("/api/documents?person=demo-1").await;
    let expected = json!([{
        "id": ID, "form": "abuse_question", "status": "complete", "access": "restricted", "revision": 1,
        "saved_at": receipt.json()["saved_at"]
    }]);
    assert_eq!(listed.json(), expected, "a list holds these and never an answer");
    assert_eq!(portal.get("/api/documents?person=demo-2").await.json(), json!([]));
}

#[tokio::test]
async fn a_save_from_an_old_revision_is_refused_and_nothing_is_overwritten() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    portal.put(&with(draft(), "revision", 1)).await.stored(2);
    for stale in [with(draft(), "revision", 1), draft(), with(draft(), "revision", 7)] {
        portal.put(&with(stale, "answers.response", "yes")).await.refused(409);
    }
    let latest = portal.get(&format!("/api/documents/{ID}")).await.json();
    assert_eq!((&latest["revision"], &latest["answers"]["response"]), (&json!(2), &json!("none_stated")));
}

#[tokio::test]
async fn a_first_save_cannot_claim_a_revision() {
    let portal = Portal::start().await;
    portal.put(&with(draft(), "revision", 3)).await.refused(409);
    assert_eq!(portal.get("/api/documents?person=demo-1").await.json(), json!([]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_save_at_once_exactly_one_is_stored() {
    let portal = Portal::start().await;
    for revision in [Value::Null, json!(1)] {
        let saves: Vec<_> = (0..8)
            .map(|_| {
                let portal = portal.by("care_coordinator");
                let document = with(draft(), "revision", revision.clone());
                tokio::spawn(async move { portal.put(&document).await.status.as_u16() })
            })
            .collect();
        let mut statuses = Vec::new();
        for save in saves {
            statuses.push(save.await.unwrap());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409, 409, 409, 409, 409, 409, 409], "from revision {revision}");
    }
}

#[tokio::test]
async fn every_revision_stays_and_the_database_lets_none_be_changed() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    portal.put(&with(with(draft(), "revision", 1), "answers.response", "not_asked")).await.stored(2);
    let revisions = portal.get(&format!("/api/documents/{ID}/revisions")).await.json();
    let numbers: Vec<_> = revisions.as_array().unwrap().iter().map(|each| each["revision"].clone()).collect();
    assert_eq!(numbers, [json!(1), json!(2)]);

    let mut database = database::connect(&portal.database).await;
    let first: String =
        sqlx::query_scalar("SELECT body FROM revision WHERE revision = 1").fetch_one(&mut database).await.unwrap();
    assert!(first.contains("none_stated"), "what was said first has gone");
    // SQLite's REPLACE deletes without asking the triggers that stand before a deletion.
    let replaced = "REPLACE INTO revision SELECT * FROM revision WHERE revision = 1";
    for change in ["UPDATE revision SET body = ''", "DELETE FROM revision", "TRUNCATE revision", replaced] {
        assert!(sqlx::query(change).execute(&mut database).await.is_err(), "the database allows {change}");
    }
}

#[tokio::test]
async fn a_save_moves_no_document_to_another_person_form_or_access() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let next = with(draft(), "revision", 1);
    assert_eq!(portal.put(&with(next.clone(), "subject.ref", "demo-2")).await.refused(422), ["subject.ref changed"]);
    let plan = json!({ "form": "relapse_plan", "id": ID, "revision": 1, "subject": draft()["subject"], "answers": {} });
    assert_eq!(portal.put(&plan).await.refused(422), ["form changed"]);
    // What its form restricts stays so: whatever a document says of it, who may not see it still may not.
    portal.put(&with(next, "access", "normal")).await.stored(2);
    portal.by("administrator").get(&format!("/api/documents/{ID}")).await.refused(403);
    let listed = portal.get("/api/documents?person=demo-1").await.json();
    assert_eq!((&listed[0]["access"], &listed[0]["form"]), (&json!("restricted"), &json!("abuse_question")));
    assert_eq!(portal.get("/api/documents?person=demo-2").await.json(), json!([]));
}

#[tokio::test]
async fn what_is_no_document_is_refused_with_its_place_and_never_its_content() {
    let portal = Portal::start().await;
    let address = format!("/api/documents/{ID}");
    let deep = "[".repeat(100_000);
    for (text, place) in [
        ("", " not_json"),
        ("{", " not_json"),
        (deep.as_str(), " not_json"),
        ("[]", " not_a_document"),
        (
            r#"{"form":"abuse_question","answers":{"response":"yes","response":"none_stated"}}"#,
            "answers.response duplicate",
        ),
        (r#"{"form":"secret"}"#, "form unknown_form"),
        (r#"{"form":"abuse_question","answers":{"response":"secret"}}"#, "answers.response unknown_code"),
        (r#"{"form":"abuse_question","version":"2.0"}"#, "version other_version"),
    ] {
        let answer = portal.put_text(&address, text.to_owned()).await;
        assert_eq!(answer.refused(400), [place]);
        assert!(!answer.text().contains("secret"), "what was sent comes back");
    }
    let not_text = portal.put_text(&address, vec![b'"', 0xff, b'"']).await;
    assert_eq!(not_text.refused(400), [" not_json"]);
}

#[tokio::test]
async fn a_document_goes_only_to_its_own_address() {
    let portal = Portal::start().await;
    let answer = portal.put_text("/api/documents/another", draft().to_string()).await;
    assert_eq!(answer.refused(400), ["id other_id"]);
    let nowhere = portal.put_text("/api/documents/%FF", draft().to_string()).await;
    nowhere.refused(400);
}

#[tokio::test]
async fn a_document_about_nobody_is_not_stored_where_nobody_would_find_it() {
    let portal = Portal::start().await;
    let answer = portal.put(&with(draft(), "subject", json!({ "name": "Ada Example" }))).await;
    assert_eq!(answer.refused(422), ["subject.ref missing"]);
}

#[tokio::test]
async fn what_says_it_is_complete_is_checked_again() {
    let portal = Portal::start().await;
    let answer = portal.put(&with(draft(), "status", "complete")).await;
    let problems = answer.refused(422);
    assert!(problems.contains(&"asked_on missing".to_owned()), "{problems:?}");
    assert!(!answer.text().contains("none_stated") && !answer.text().contains("Ada"), "an answer comes back");
    assert_eq!(portal.get("/api/documents?person=demo-1").await.json(), json!([]), "it was stored all the same");
}

#[tokio::test]
async fn a_recorded_asking_cannot_be_lost() {
    let portal = Portal::start().await;
    portal.put(&complete()).await.stored(1);
    let next = with(with(complete(), "revision", 1), "status", "amended");
    let replaced = with(next.clone(), "answers.response", "none_stated");
    assert_eq!(portal.put(&replaced).await.refused(422), ["history overwritten"]);
    let emptied = with(next.clone(), "answers.history", json!([]));
    assert_eq!(portal.put(&emptied).await.refused(422), ["history overwritten"]);
    let draft_again = with(next.clone(), "status", "draft");
    assert_eq!(portal.put(&draft_again).await.refused(422), ["status overwritten"], "a way round the rule");
    portal.put(&next).await.stored(2);
}

#[tokio::test]
async fn nothing_with_the_number_of_one_person_is_stored_under_another() {
    let portal = Portal::start().await;
    for number in ["4010232137", "401 023 2137"] {
        let other = with(draft(), "subject.nhs_number", number);
        assert_eq!(portal.put(&other).await.refused(409), ["subject.ref other_person"], "{number}");
    }
    portal.get(&format!("/api/documents/{ID}")).await.refused(404);
    portal.put(&with(draft(), "subject.nhs_number", "943 476 5919")).await.stored(1);
}

#[tokio::test]
async fn nothing_about_one_person_is_opened_under_another() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    for address in [format!("/api/documents/{ID}"), format!("/api/documents/{ID}/revisions")] {
        for right in [address.clone(), format!("{address}?person=demo-1")] {
            assert_eq!(portal.get(&right).await.status, 200, "{right}");
        }
        for wrong in ["demo-2", "", "DEMO-1", "demo-1%20"] {
            let answer = portal.get(&format!("{address}?person={wrong}")).await;
            assert_eq!(answer.refused(409), ["subject.ref other_person"], "{wrong:?}");
            assert!(!answer.text().contains("Ada") && !answer.text().contains("demo-1"), "{}", answer.text());
        }
        portal.get(&format!("{address}?person=demo-1&person=demo-2")).await.refused(400);
        portal.by("administrator").get(&format!("{address}?person=demo-2")).await.refused(403);
    }
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let portal = Portal::start().await;
    let large = with(draft(), "answers.disclosure", json!({ "words": "x".repeat(2 * 1024 * 1024) }));
    portal.put(&large).await.refused(413);
    let allowed = with(draft(), "answers.disclosure", json!({ "words": "x".repeat(1024 * 1024) }));
    portal.put(&allowed).await.stored(1);
}

#[tokio::test]
async fn only_json_is_taken_so_that_no_other_site_can_post_a_form() {
    let portal = Portal::start().await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
        let request = Request::put(format!("/api/documents/{ID}")).header(header::CONTENT_TYPE, kind);
        portal.send(request.body(Body::from(draft().to_string())).unwrap()).await.refused(415);
    }
    let two = Request::put(format!("/api/documents/{ID}")).header(header::CONTENT_TYPE, "application/json");
    let two = two.header(header::CONTENT_TYPE, "text/plain").body(Body::from(draft().to_string()));
    portal.send(two.unwrap()).await.refused(415);
    let request = Request::put(format!("/api/documents/{ID}"))
        .header(header::CONTENT_TYPE, "application/json; charset=utf-8")
        .body(Body::from(draft().to_string()));
    portal.send(request.unwrap()).await.stored(1);
}

#[tokio::test]
async fn every_wrong_question_gets_a_sentence() {
    let portal = Portal::start().await;
    portal.get("/api/documents/nothing-here").await.refused(404);
    portal.get("/api/documents/nothing-here/revisions").await.refused(404);
    portal.get("/api/documents").await.refused(400);
    portal.get("/api/people/nobody").await.refused(404);
    portal.get("/api/what").await.refused(404);
    let delete = Request::delete(format!("/api/documents/{ID}")).body(Body::empty()).unwrap();
    portal.send(delete).await.refused(405);
}
