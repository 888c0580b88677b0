//! Faults that were seen in pages, each as it was tried. Every form is tried, and the answers of the host in every order.

use coplan_model::FormName;
use coplan_ui::session::{Command, Occasion, SaveStatus};
use serde_json::{Value, json};

use super::acts::Script;
use super::page::{Mood, No, Page};

pub fn each_form(try_it: impl Fn(&Script, Page)) {
    for form in FormName::ALL {
        let script = Script::of(*form);
        let mut page = Page::new(script.form);
        page.set(script.document(0));
        try_it(&script, page);
    }
}

fn change(page: &mut Page, script: &Script, text: &str) {
    page.typed(script.text, text, false);
}

pub fn text(page: &Page, script: &Script) -> String {
    page.session.document()["answers"][script.text].as_str().unwrap_or_default().to_owned()
}

fn settled(page: &Page, request: u32) -> Vec<Result<(), String>> {
    page.promises[&request].clone()
}

#[test]
fn a1_a_completion_is_not_applied_to_the_document_that_came_on_screen_meanwhile() {
    each_form(|script, mut page| {
        let request = page.request(Occasion::Complete);
        let mut other = script.document(1);
        other["revision"] = 1.into();
        page.set(other);
        page.answer(0);
        let here = page.session.document();
        assert_eq!(
            (&here["status"], &here["revision"], page.status()),
            (&json!("draft"), &json!(1), SaveStatus::Quiet)
        );
        assert_eq!(settled(&page, request), [Ok(())]);
        let told = page.told.iter().any(|told| matches!(told, Command::Saved { id, .. } if id == "document-0"));
        assert!(told, "the host hears of the document that it stored");
    });
}

#[test]
fn a1_an_answer_changes_nothing_of_the_same_document_that_was_opened_again_meanwhile() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed before");
        page.set(script.document(1));
        // As the host still had it when it was asked for it.
        page.set(script.document(0));
        let before = page.session.document();
        page.answer(0);
        assert_eq!((page.session.document(), page.session.dirty()), (before, false));
        page.pass(60_000.0);
        assert_eq!(page.saves.len(), 1, "nothing was changed, and nothing is written over what the host has stored");
        change(&mut page, script, "typed after");
        page.request(Occasion::Save);
        page.answer(0);
        assert!(page.session.dirty(), "the host has a later one: a person decides");
        assert!(
            matches!(page.status(), SaveStatus::Failed(failure) if failure.reason.as_str() == "conflict"),
            "it holds less than the host has"
        );
    });
}

#[test]
fn a1_an_answer_changes_nothing_of_a_form_that_was_reset_meanwhile() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed before");
        page.request(Occasion::Save);
        page.session.reset();
        page.carry_out();
        page.answer(0);
        assert!(!page.session.dirty());
        assert_eq!(page.status(), SaveStatus::Quiet);
        page.pass(60_000.0);
        assert_eq!(page.saves.len(), 1);
    });
}

#[test]
fn a2_nothing_changes_while_a_form_is_being_completed() {
    each_form(|script, mut page| {
        let before = text(&page, script);
        page.request(Occasion::Complete);
        assert_eq!(page.status(), SaveStatus::Completing);
        change(&mut page, script, "changed meanwhile");
        page.typed("response", "yes", true);
        assert_eq!(text(&page, script), before);
        page.answer(0);
        let here = page.session.document();
        assert_eq!((&here["status"], page.session.dirty()), (&json!("complete"), false));
        page.pass(60_000.0);
        assert_eq!(page.saves.len(), 1, "nothing is left to be saved");
    });
}

#[test]
fn a2_what_was_changed_after_a_completion_that_took_too_long_is_an_amendment() {
    each_form(|script, mut page| {
        page.request(Occasion::Complete);
        page.pass(31_000.0);
        change(&mut page, script, "typed after it took too long");
        page.answer(0);
        let here = page.session.document();
        let kept = if script.form == FormName::AbuseQuestion { &here["answers"]["history"] } else { &here["earlier"] };
        assert_eq!(kept.as_array().map(Vec::len), Some(1), "what was completed is kept as it was");
        assert!(page.session.store.adding.get() && page.session.dirty());
        assert_eq!(here["status"], "draft", "it is not finished with what nobody has recorded");
        assert_eq!(text(&page, script), "typed after it took too long");
    });
}

#[test]
fn a3_a_page_in_the_place_of_an_answer_is_not_saved() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed");
        page.mood = Mood::Refuses(No::Page);
        page.request(Occasion::Save);
        page.answer(0);
        assert!(page.session.dirty());
        let told = page.told.iter().any(|told| matches!(told, Command::SaveFailed { reason: "signed-out", .. }));
        assert!(told, "{:?}", page.told);
    });
}

#[test]
fn a4_a5_a_host_is_waited_for_half_a_minute_and_a_late_answer_is_believed() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed");
        let request = page.request(Occasion::Save);
        page.pass(29_000.0);
        assert_eq!(page.status(), SaveStatus::Saving);
        page.pass(2_000.0);
        assert_eq!(settled(&page, request), [Err("CoplanSaveError timeout".to_owned())]);
        assert!(matches!(page.status(), SaveStatus::Failed(_)));
        page.answer(0);
        assert_eq!(page.session.document()["revision"], 1);
        assert!(matches!(page.status(), SaveStatus::Saved(_)), "{:?}", page.status());
        change(&mut page, script, "typed again");
        page.request(Occasion::Save);
        page.answer(0);
        assert!(matches!(page.status(), SaveStatus::Saved(_)), "no conflict with ourselves");
    });
}

#[test]
fn a5_a_retry_that_met_our_own_late_save_is_no_conflict() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed");
        page.pass(10_000.0);
        page.pass(31_000.0);
        change(&mut page, script, "typed and more");
        page.pass(20_000.0);
        assert_eq!(page.saves.len(), 2, "it was tried again");
        page.answer(1);
        page.answer(0);
        let conflict = page.told.iter().any(|told| matches!(told, Command::SaveFailed { reason: "conflict", .. }));
        assert!(!conflict, "nobody else changed anything");
        page.pass(1_000.0);
        page.answer(0);
        assert!(matches!(page.status(), SaveStatus::Saved(_)), "{:?}", page.status());
    });
}

#[test]
fn a6_f2_a_save_settles_and_counts_when_the_element_left_the_page_or_trapped_meanwhile() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed");
        let request = page.request(Occasion::Save);
        page.detach();
        page.answer(0);
        assert_eq!(settled(&page, request), [Ok(())]);
        page.attach();
        assert_eq!((page.session.document()["revision"].clone(), page.session.dirty()), (json!(1), false));

        change(&mut page, script, "typed again");
        let request = page.request(Occasion::Save);
        page.trap();
        page.answer(0);
        assert_eq!(settled(&page, request), [Ok(())]);
        assert_eq!((page.session.document()["revision"].clone(), page.session.dirty()), (json!(2), false));

        page.mood = Mood::Refuses(No::Status);
        change(&mut page, script, "and again");
        let request = page.request(Occasion::Save);
        page.detach();
        page.answer(0);
        assert_eq!(settled(&page, request), [Err("CoplanSaveError status".to_owned())]);
    });
}

#[test]
fn a7_what_is_unsaved_is_offered_when_it_leaves() {
    each_form(|script, mut page| {
        let offered = |page: &Page, text: &str| {
            let (reason, document) = page.saves.last().unwrap();
            assert_eq!((*reason, &document["answers"][script.text]), ("leaving", &json!(text)));
        };
        change(&mut page, script, "before the page was hidden");
        page.session.hidden();
        page.carry_out();
        offered(&page, "before the page was hidden");
        page.answer(0);
        change(&mut page, script, "before another document came");
        page.set(script.document(1));
        offered(&page, "before another document came");
        page.answer(0);
        change(&mut page, script, "before the element left");
        page.detach();
        offered(&page, "before the element left");
        let saves = page.saves.len();
        page.session.hidden();
        page.carry_out();
        assert_eq!(page.saves.len(), saves, "what is under way is not offered again");
    });
}

#[test]
fn a8_the_browser_gives_back_only_what_was_typed_into_this_document() {
    each_form(|script, mut page| {
        change(&mut page, script, "of person 0");
        let store = page.session.document();
        let mut fresh = Page::new(script.form);
        fresh.set(script.document(1));
        fresh.session.restore(store.clone());
        fresh.carry_out();
        assert_ne!(text(&fresh, script), "of person 0");
        assert!(!fresh.session.dirty());
        fresh.set(script.document(0));
        assert_eq!((text(&fresh, script), fresh.session.dirty()), ("of person 0".to_owned(), true));
        // Another person under the same id is another.
        let mut stranger = script.document(0);
        stranger["subject"]["ref"] = "person-9".into();
        let mut page = Page::new(script.form);
        page.set(stranger);
        page.session.restore(store);
        page.carry_out();
        assert!(!page.session.dirty());
    });
}

#[test]
fn a9_the_same_document_again_takes_its_revision_and_changes_nothing_else() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed");
        page.set(script.document(0));
        assert_eq!((text(&page, script), page.session.dirty()), ("typed".to_owned(), true));
        page.request(Occasion::Save);
        let mut sent = page.saves.last().unwrap().1.clone();
        change(&mut page, script, "typed and more");
        sent["revision"] = 1.into();
        page.set(sent);
        assert_eq!(
            (text(&page, script), page.session.document()["revision"].clone()),
            ("typed and more".into(), json!(1))
        );
        assert!(page.session.dirty());
    });
}

#[test]
fn a9_what_the_host_last_set_is_known_however_often_it_has_been_saved_since() {
    each_form(|script, mut page| {
        for count in 0..12 {
            change(&mut page, script, &format!("typed {count}"));
            page.request(Occasion::Save);
            page.answer(0);
        }
        page.set(script.document(0));
        assert_eq!((text(&page, script), page.session.dirty()), ("typed 11".to_owned(), false));
        assert_eq!(page.session.document()["revision"], 12);
    });
}

#[test]
fn c3_what_was_typed_is_saved_also_where_nothing_can_be_changed_by_then() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed before");
        page.session.store.settings.borrow_mut().readonly = true;
        page.pass(31_000.0);
        assert_eq!(page.saves.len(), 1);
    });
}

#[test]
fn a9_another_revision_while_there_are_changes_is_a_conflict_that_a_person_decides() {
    each_form(|script, page| {
        drop(page);
        for (button, becomes) in [("keep-mine", "mine"), ("use-theirs", "theirs")] {
            let mut page = Page::new(script.form);
            page.set(script.document(0));
            change(&mut page, script, "mine");
            let mut theirs: Value = script.document(0);
            theirs["answers"][script.text] = "theirs".into();
            theirs["revision"] = 5.into();
            page.set(theirs);
            assert_eq!(text(&page, script), "mine");
            assert!(matches!(page.status(), SaveStatus::Failed(_)));
            page.pass(120_000.0);
            assert_eq!(page.saves.len(), 0, "nothing is asked by itself");
            page.pressed(button);
            assert_eq!((text(&page, script), page.session.document()["revision"].clone()), (becomes.into(), json!(5)));
        }
    });
}

#[test]
fn c3_what_is_typed_without_a_pause_is_saved_within_half_a_minute_and_said_to_be_unsaved_until_then() {
    each_form(|script, mut page| {
        for second in 0..40 {
            change(&mut page, script, &format!("typed {second}"));
            assert_ne!(page.status(), SaveStatus::Quiet);
            page.pass(1_000.0);
        }
        assert_eq!(page.saves[0].0, "autosave");
        assert_eq!(page.saves[0].1["answers"][script.text], "typed 29");
        page.answer(0);
        assert_eq!(page.status(), SaveStatus::Unsaved, "more was typed since");
    });
}

#[test]
fn a_failed_autosave_is_tried_again_by_itself_ever_later_and_when_online_again() {
    each_form(|script, mut page| {
        page.mood = Mood::Refuses(No::Status);
        change(&mut page, script, "typed");
        page.pass(10_000.0);
        for wait in [10_000.0, 20_000.0, 40_000.0, 80_000.0, 160_000.0, 300_000.0, 300_000.0] {
            page.answer(0);
            let saves = page.saves.len();
            page.pass(wait - 1.0);
            assert_eq!(page.saves.len(), saves, "not before {wait}");
            page.pass(1.0);
            assert_eq!(page.saves.len(), saves + 1, "after {wait}");
        }
        page.answer(0);
        let saves = page.saves.len();
        page.session.online();
        page.carry_out();
        assert_eq!(page.saves.len(), saves + 1);
    });
}

#[test]
fn a_trap_gives_back_everything_that_saving_knows() {
    each_form(|script, mut page| {
        change(&mut page, script, "typed");
        page.request(Occasion::Save);
        page.answer(0);
        change(&mut page, script, "typed again");
        let request = page.request(Occasion::Complete);
        page.trap();
        assert_eq!(page.status(), SaveStatus::Completing);
        page.answer(0);
        assert_eq!(settled(&page, request), [Ok(())]);
        assert_eq!(page.session.document()["status"], "complete");
        page.trap();
        assert!(!page.session.dirty());
        assert_eq!(
            (page.session.document()["status"].clone(), page.session.document()["revision"].clone()),
            (json!("complete"), json!(2))
        );
    });
}

#[test]
fn c12_that_a_form_is_complete_is_said_once_the_host_has_it() {
    each_form(|_, mut page| {
        let said = |page: &Page| page.session.store.announced.borrow().words.to_string();
        page.request(Occasion::Complete);
        assert_eq!(said(&page), "");
        page.answer(0);
        assert_eq!(said(&page), "This form is complete.");
    });
}
