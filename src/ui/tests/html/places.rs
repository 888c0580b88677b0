//! Where somebody is in a form: it is hidden and shown again, left for later, and what was recorded is folded.

use coplan_model::FormName;
use coplan_ui::{Action, Mode, Page};

use super::{fixtures, on_paper, on_screen, opened, shown};

#[test]
fn every_form_in_every_mode_is_hidden_by_its_first_button_but_for_what_is_not_there() {
    for file in fixtures() {
        for (mode, readonly) in
            [(Mode::Staff, false), (Mode::Together, false), (Mode::Alone, false), (Mode::Staff, true)]
        {
            let store = opened(&file, false, mode, false, readonly);
            let html = on_screen(&store);
            let buttons =
                html.split("<button").skip(1).map(|button| button.split('>').next().unwrap()).collect::<Vec<_>>();
            if store.is_kept_back() {
                assert!(buttons.is_empty(), "{file:?}: {buttons:?}");
                continue;
            }
            assert!(buttons[0].contains("id=\"hide\"") && !buttons[0].contains("disabled"), "{file:?}: {}", buttons[0]);
            store.handle(Action::Hide);
            let hidden = on_screen(&store);
            let (shown, rest) = hidden.split_once(" hidden").expect("the form is hidden");
            assert!(shown.contains("id=\"show\"") && shown.matches("<button").count() == 1, "{shown}");
            assert!(!shown.contains("<h") && !shown.contains("<slot") && !shown.contains("role="), "{shown}");
            assert!(rest.contains("coplan-edge"), "that saving failed is hidden too");
            store.handle(Action::Hide);
            assert!(store.hidden.get(), "a second time changes nothing");
            store.handle(Action::Show);
            assert_eq!(on_screen(&store), html, "it is as it was");
        }
    }
}

#[test]
fn go_back_from_come_back_later_leads_to_the_page_that_was_left() {
    for file in fixtures() {
        for mode in [Mode::Together, Mode::Alone] {
            let store = opened(&file, true, mode, false, false);
            if store.sections().len() < 3 {
                continue;
            }
            store.handle(Action::Continue);
            let left = store.page.get();
            assert!(matches!(left, Page::Section(_)), "{file:?}");
            store.handle(Action::Later);
            store.handle(Action::Later);
            assert_eq!(store.page.get(), Page::Later);
            assert_eq!(
                store.section_on_screen(),
                store.sections().get(1).map(|section| section.id),
                "after a trap too"
            );
            // The host has stored it, and sets what it has.
            let document = store.document.borrow().clone();
            store.reopen(document);
            store.handle(Action::Change);
            assert_eq!(store.page.get(), left, "{file:?} {mode:?}");
            assert_eq!(store.focus.borrow().as_deref(), Some("later"));
        }
    }
}

#[test]
fn what_was_recorded_of_the_abuse_question_is_folded_on_screen_and_whole_on_paper() {
    let recorded = |file: &std::path::PathBuf| {
        let store = opened(file, false, Mode::Staff, false, false);
        store.document.borrow().form == FormName::AbuseQuestion && store.recorded.get()
    };
    let mut seen = 0;
    for file in fixtures().iter().filter(|file| recorded(file)) {
        for readonly in [false, true] {
            let store = opened(file, false, Mode::Staff, false, readonly);
            store.document.borrow_mut().completed_at = Some("2026-11-26T10:00:00Z".to_owned());
            let html = on_screen(&store);
            let section = html.split("coplan-recorded").nth(1).expect("a section for it");
            let (before, inside) = section.split_once("<details").expect("it is folded");
            assert!(!before.contains("<dl"), "{before}");
            assert!(inside.contains("Recorded 26 November 2026"), "{inside}");
            assert!(inside.split("</details>").next().unwrap().contains("<dl"), "{inside}");
            assert_eq!(inside.contains("id=\"ask-again\""), !readonly);
            assert!(!inside.split('>').next().unwrap().contains("open"));
            assert!(!on_paper(&store, false).contains("<details"));
        }
        seen += 1;
    }
    assert!(seen > 0);
}

#[test]
fn a_folded_row_in_which_anything_is_said_is_not_called_not_started() {
    let goals = serde_json::json!([{ "id": "a", "specific": "Typed" }, { "id": "b" }, { "id": "c", "actions": [{ "id": "d", "what": "Typed" }] }]);
    let plan =
        serde_json::json!({ "form": "care_plan", "subject": { "name": "Ada Example" }, "answers": { "goals": goals } });
    let html = on_screen(&shown(plan, Mode::Staff, false, false));
    let line = |row: &str| {
        let (_, line) = html.split_once(&format!("id=\"row:{row}\"")).expect("it is folded");
        line.split("</summary>").next().unwrap().to_owned()
    };
    for (row, said) in [("goals[0]", "In progress"), ("goals[1]", "Not started"), ("goals[2]", "In progress")] {
        assert!(line(row).contains(said), "{row}: {}", line(row));
    }
}
