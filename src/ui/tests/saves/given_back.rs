//! What a browser, or a host that has kept it, gives back of a document that the host has in a later revision by then.

use coplan_ui::session::SaveStatus;
use serde_json::{Value, json};

use super::page::Page;
use super::rows_of_the_trials::{each_form, text};

#[test]
fn what_the_browser_gives_back_over_a_later_revision_is_not_stored_over_it_before_a_person_decides() {
    each_form(|script, page| {
        drop(page);
        let mut page = Page::new(script.form);
        let mut theirs: Value = script.document(0);
        theirs["revision"] = 5.into();
        page.set(theirs);
        let mut typed: Value = script.document(0);
        typed["answers"][script.text] = "mine".into();
        typed["revision"] = 3.into();
        page.session.restore(typed);
        assert_eq!(text(&page, script), "mine");
        assert!(matches!(page.status(), SaveStatus::Failed(_)));
        // The person looks at another tab: the host is asked once more, and says no once more.
        page.session.hidden();
        page.carry_out();
        let follows: Vec<_> = page.saves.iter().map(|(_, sent)| sent["revision"].clone()).collect();
        assert_eq!(follows, [json!(3)], "it would have been stored as what follows theirs");
        page.pressed("keep-mine");
        assert_eq!((text(&page, script), page.session.document()["revision"].clone()), ("mine".into(), json!(5)));
    });
}
