//! The audit trail: everything is in it, nothing leaves it, and no answer ever gets there. What cannot be recorded does not happen.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use sqlx::Row;

use crate::database::{connect, is_postgres, run};
use crate::process::Process;
use crate::{Answer, ID, Portal, draft, with};

/// The trail about a person, the first line first: who, what, which revision, why.
async fn trail(portal: &Portal, person: &str) -> Vec<[String; 4]> {
    let answer = portal.by("care_coordinator").get(&format!("/api/audit?person={person}")).await.json();
    let text = |line: &Value, key: &str| line[key].as_str().map_or_else(|| line[key].to_string(), str::to_owned);
    let lines = answer.as_array().unwrap().iter().rev();
    lines.map(|line| ["who", "action", "revision", "reason"].map(|key| text(line, key))).collect()
}

async fn taken(portal: &Portal, body: Value) -> Answer {
    let request = Request::post(format!("/api/documents/{ID}/taken"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, format!("role={}", portal.role));
    portal.send(request.body(body.to_string().into()).unwrap()).await
}

async fn break_glass(portal: &Portal, id: &str, reason: &str) -> Answer {
    break_glass_on(portal, &format!("/break-glass.html?id={id}"), reason).await
}

async fn break_glass_on(portal: &Portal, page: &str, reason: &str) -> Answer {
    let fields = [("page", page), ("reason", reason)];
    let request = Request::post("/break-glass")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("role={}", portal.role));
    portal.send(request.body(Body::from(serde_urlencoded::to_string(fields).unwrap())).unwrap()).await
}

#[tokio::test]
async fn who_reads_writes_prints_copies_and_is_refused_is_recorded_in_order() {
    let portal = Portal::start().await;
    let address = format!("/api/documents/{ID}");
    portal.put(&draft()).await.stored(1);
    portal.get(&address).await;
    portal.put(&with(draft(), "revision", 1)).await.stored(2);
    assert_eq!(taken(&portal, json!({ "action": "printed" })).await.status, 204);
    assert_eq!(taken(&portal, json!({ "action": "exported" })).await.status, 204);
    portal.by("administrator").get(&address).await.refused(403);
    taken(&portal.by("administrator"), json!({ "action": "printed" })).await.refused(403);
    portal.by("administrator").put(&with(draft(), "revision", 2)).await.refused(403);
    portal.get(&format!("{address}?person=demo-2")).await.refused(409);
    portal.by("administrator").get(&format!("{address}/revisions")).await.refused(403);
    let expected = [
        ["care_coordinator", "written", "1", ""],
        ["care_coordinator", "read", "1", ""],
        ["care_coordinator", "written", "2", ""],
        ["care_coordinator", "printed", "2", ""],
        ["care_coordinator", "exported", "2", ""],
        ["administrator", "refused", "2", ""],
        ["administrator", "refused", "2", ""],
        ["administrator", "refused", "2", ""],
        ["care_coordinator", "refused", "2", ""],
        ["administrator", "refused", "2", ""],
    ];
    assert_eq!(trail(&portal, "demo-1").await, expected.map(|line| line.map(str::to_owned)));
    assert_eq!(trail(&portal, "demo-2").await, [[""; 4]; 0]);
    // A save that is not stored is none.
    portal.put(&draft()).await.refused(409);
    assert_eq!(trail(&portal, "demo-1").await.len(), 10);
    taken(&portal, json!({ "action": "written" })).await.refused(422);
    let line = portal.get("/api/audit?person=demo-1&before=2").await.json();
    assert_eq!(
        (&line[0]["document"], &line[0]["form"], line.as_array().unwrap().len()),
        (&json!(ID), &json!("abuse_question"), 1)
    );
}

#[tokio::test]
async fn the_trail_is_shown_to_those_who_may_see_what_it_is_about() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let refused = portal.by("administrator").get("/api/audit?person=demo-1").await;
    refused.refused(403);
    assert!(!refused.text().contains(ID) && !refused.text().contains("abuse"));
    portal.get("/api/audit").await.refused(400);
    let page = portal.get("/audit.html?person=demo-1").await;
    assert!(page.status == 200 && !page.text().contains(ID), "the page itself holds nothing about anybody");
}

#[tokio::test]
async fn nobody_changes_the_trail_and_no_save_passes_it_by() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let before = trail(&portal, "demo-1").await;
    let mut database = connect(&portal.database).await;
    for change in [
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "REPLACE INTO audit SELECT id, at, 'nobody', action, document_id, revision, person, form, reason FROM audit",
        "INSERT INTO audit SELECT * FROM audit",
    ] {
        assert!(sqlx::query(change).execute(&mut database).await.is_err(), "the database allows {change}");
    }
    assert_eq!(trail(&portal, "demo-1").await, before);
    // Not even one by another program.
    let other = "INSERT INTO revision (document_id, revision, form, person, access, status, saved_at, body) \
                 SELECT document_id, 2, form, person, access, status, saved_at, body FROM revision";
    run(&mut database, other).await;
    let last = trail(&portal, "demo-1").await.pop().unwrap();
    assert_eq!(last, ["", "written", "2", ""].map(str::to_owned));
}

#[tokio::test]
async fn what_cannot_be_recorded_is_neither_shown_nor_stored() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let mut database = connect(&portal.database).await;
    let (make, drop) = if is_postgres() {
        (
            "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$; \
             CREATE TRIGGER fails BEFORE INSERT ON audit EXECUTE FUNCTION fails()",
            "DROP TRIGGER fails ON audit",
        )
    } else {
        ("CREATE TRIGGER fails BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END", "DROP TRIGGER fails")
    };
    run(&mut database, make).await;
    let address = format!("/api/documents/{ID}");
    let shown = portal.get(&address).await;
    shown.refused(500);
    assert!(!shown.text().contains("none_stated"), "it is shown all the same");
    portal.put(&with(draft(), "revision", 1)).await.refused(500);
    break_glass(&portal.by("administrator"), ID, "A call from the crisis team").await.refused(500);
    run(&mut database, drop).await;
    assert_eq!(portal.get(&address).await.json()["revision"], 1, "it was stored all the same");
}

#[tokio::test]
async fn a_restricted_document_is_opened_from_outside_only_with_a_reason_that_is_kept() {
    let portal = Portal::start().await;
    let words = "<b>{{here}} & what they said";
    let document = with(with(draft(), "answers.response", "yes"), "answers.disclosure", json!({ "words": words }));
    portal.put(&document).await.stored(1);
    let outside = portal.by("administrator");
    assert_eq!(outside.get(&format!("/api/documents/{ID}")).await.refused(403), [" restricted"]);
    for reason in ["", " \n ", "..", "\0abc", &"x".repeat(501)] {
        let answer = break_glass(&outside, ID, reason).await;
        assert_eq!(answer.refused(422), ["reason missing"], "{reason:?}");
        assert!(!answer.text().contains("Ada"));
    }
    break_glass(&outside, "nothing-here", "A call from the crisis team").await.refused(404);
    let another = format!("/break-glass.html?person=demo-2&id={ID}");
    let refused = break_glass_on(&outside, &another, "A call from the crisis team").await;
    assert_eq!(refused.refused(409), ["subject.ref other_person"], "the page of somebody else opens nothing");
    // As many letters as are said, also of two bytes each.
    let long = break_glass_on(&outside, &format!("/break-glass.html?id={ID}&person=demo-1"), &"ŵ".repeat(500)).await;
    assert_eq!(long.status, 200);
    let shown = break_glass(&outside, ID, " A call from the crisis team ").await;
    assert_eq!(
        (shown.status.as_u16(), shown.header("content-type")),
        (200, "text/html; charset=utf-8"),
        "{}",
        shown.text()
    );
    assert!(shown.text().contains("Ada Example") && !shown.text().contains("<b>"), "{}", shown.text());
    assert_eq!(shown.header("cache-control"), "no-store");
    // Shown, and no more: neither the document nor the list is open now, and nothing can be changed.
    outside.get(&format!("/api/documents/{ID}")).await.refused(403);
    outside.put(&with(document, "revision", 1)).await.refused(403);
    assert_eq!(outside.get("/api/documents?person=demo-1").await.json(), json!([]));
    let lines = trail(&portal, "demo-1").await;
    let expected = ["administrator", "broke_glass", "1", "A call from the crisis team"].map(str::to_owned);
    let long = ["administrator", "broke_glass", "1", &"ŵ".repeat(500)].map(str::to_owned);
    assert_eq!(lines.iter().filter(|line| line[1] == "broke_glass").collect::<Vec<_>>(), [&long, &expected]);
    let another = ["administrator", "refused", "1", "A call from the crisis team"].map(str::to_owned);
    assert!(lines.contains(&another), "{lines:?}");
    let other_site = Request::post("/break-glass").header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    portal.send(other_site).await.refused(403);
}

#[tokio::test]
async fn no_answer_is_in_the_trail_or_in_what_the_portal_prints() {
    let portal = Process::start(&[]);
    let secret =
        |revision: u64| with(with(draft(), "revision", revision), "answers.disclosure", json!({ "words": "zebra" }));
    assert_eq!(portal.save(&secret(0)), Some(200));
    assert_eq!(portal.save(&secret(0)), Some(409));
    assert_eq!(portal.save(&with(secret(1), "answers.response", "zebra")), Some(400));
    portal.json(&format!("/api/documents/{ID}"));
    let mut database = connect(&portal.database).await;
    // Whatever the database says of a failure, it would be in these.
    let broken = if is_postgres() {
        "ALTER TABLE revision ADD CONSTRAINT short CHECK (length(body) < 1) NOT VALID"
    } else {
        "CREATE TRIGGER short BEFORE INSERT ON revision BEGIN SELECT RAISE(ABORT, 'zebra'); END"
    };
    run(&mut database, broken).await;
    assert_eq!(portal.save(&secret(1)), Some(500));
    let rows = sqlx::query("SELECT at || who || action || document_id || person || form || reason AS line FROM audit");
    let rows = rows.fetch_all(&mut database).await.unwrap();
    let lines: String = rows.iter().map(|row| row.get::<String, _>("line")).collect();
    assert!(lines.contains("written") && !lines.contains("zebra"), "{lines}");
    let printed = portal.printed();
    assert!(printed.contains("database_broken") && !printed.contains("zebra"), "{printed}");
}
