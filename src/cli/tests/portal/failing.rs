//! When the database fails, and works again: nothing half stored, and nothing stays broken.

use serde_json::json;

use crate::database::{self, is_postgres, run};
use crate::{ID, Portal, draft, with};

/// Many at once, so that every connection of the portal has had one.
async fn save_many(portal: &Portal, name: &str) -> Vec<u16> {
    let saves: Vec<_> = (0..8)
        .map(|number| {
            let portal = portal.by("care_coordinator");
            let document = with(draft(), "id", format!("{name}-{number}"));
            tokio::spawn(async move { portal.put(&document).await.status.as_u16() })
        })
        .collect();
    let mut statuses = Vec::new();
    for save in saves {
        statuses.push(save.await.unwrap());
    }
    statuses
}

/// SQLite takes the whole transaction back by itself when the disk is full or fails, and so it does here.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn after_a_failure_that_takes_the_transaction_back_every_later_save_works() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let mut database = database::connect(&portal.database).await;
    let (sqlite, postgres) = (["ROLLBACK", "ABORT", "FAIL"].as_slice(), ["EXCEPTION"].as_slice());
    for how in if is_postgres() { postgres } else { sqlite } {
        let (make, drop) = if is_postgres() {
            (
                format!(
                    "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE {how} 'full'; END $$; \
                     CREATE TRIGGER full_disk BEFORE INSERT ON revision EXECUTE FUNCTION fails()"
                ),
                "DROP TRIGGER full_disk ON revision",
            )
        } else {
            (
                format!("CREATE TRIGGER full_disk BEFORE INSERT ON revision BEGIN SELECT RAISE({how}, 'full'); END"),
                "DROP TRIGGER full_disk",
            )
        };
        run(&mut database, &make).await;
        assert_eq!(save_many(&portal, "full").await, [500; 8], "{how}");
        run(&mut database, drop).await;
        assert_eq!(save_many(&portal, &format!("after-{how}")).await, [200; 8], "{how}");
    }
    let refused = portal.get("/api/documents/full-0").await;
    refused.refused(404);
    portal.put(&with(draft(), "revision", 1)).await.stored(2);
}

#[tokio::test]
async fn a_database_that_someone_else_holds_is_waited_for_and_then_said_to_be_busy() {
    let portal = Portal::start().await;
    portal.put(&draft()).await.stored(1);
    let mut database = database::connect(&portal.database).await;
    let hold = if is_postgres() { "BEGIN; LOCK TABLE revision" } else { "BEGIN EXCLUSIVE" };
    run(&mut database, hold).await;
    let busy = portal.put(&with(draft(), "revision", 1)).await;
    assert_eq!(busy.refused(503), [" database_unavailable"]);
    run(&mut database, "ROLLBACK").await;
    portal.put(&with(draft(), "revision", 1)).await.stored(2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_browser_that_goes_away_during_a_save_leaves_nothing_broken() {
    let portal = Portal::start().await;
    for number in 0..20 {
        let save = {
            let portal = portal.by("care_coordinator");
            tokio::spawn(async move { portal.put(&with(draft(), "id", format!("gone-{number}"))).await })
        };
        // Somewhere between the look and the write.
        tokio::time::sleep(std::time::Duration::from_micros(number * 100)).await;
        save.abort();
    }
    assert_eq!(save_many(&portal, "after").await, [200; 8]);
    let listed = portal.get("/api/documents?person=demo-1").await.json();
    let half = listed.as_array().unwrap().iter().find(|entry| entry["revision"] != json!(1));
    assert_eq!(half, None);
    portal.get(&format!("/api/documents/{ID}")).await.refused(404);
}
