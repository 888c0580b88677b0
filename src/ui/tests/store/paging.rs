//! Pages: turning them, leaving off, and where a link leads.

use coplan_model::FormName::{self, CarePlan, ComprehensiveAssessment, RelapsePlan};
use coplan_ui::{Action, Effect, FormStore, Mode};
use serde_json::json;

use super::{answer, focus, opened, press};

/// The sections that Continue leads through, from the first.
fn walked(store: &FormStore) -> Vec<&'static str> {
    let mut seen = vec![store.sections()[0].id];
    while seen.len() < 100 {
        press(store, Action::Continue);
        match store.section_on_screen() {
            Some(section) => seen.push(section),
            None => break,
        }
    }
    seen
}

#[test]
fn continue_leads_through_every_section_in_their_order_and_then_to_the_check() {
    for (form, mode) in [
        (RelapsePlan, Mode::Together),
        (RelapsePlan, Mode::Alone),
        (CarePlan, Mode::Alone),
        (ComprehensiveAssessment, Mode::Staff),
    ] {
        let store = opened(form, mode, json!({}));
        let all: Vec<_> = store.sections().iter().map(|section| section.id).collect();
        let walked = walked(&store);
        if mode == Mode::Together {
            // What is still missing is said first: the last section stays until it is answered.
            assert_eq!(walked[..all.len()], all);
        } else {
            assert_eq!((walked, focus(&store)), (all, "section-check".to_owned()), "{form:?}");
        }
    }
}

#[test]
fn a_page_that_is_turned_is_saved_without_a_word_and_its_heading_gets_the_focus() {
    let store = opened(RelapsePlan, Mode::Together, json!({}));
    let second = store.sections()[1].id;
    assert_eq!(press(&store, Action::Continue), [Effect::Autosave, Effect::Render]);
    assert_eq!((store.section_on_screen(), focus(&store)), (Some(second), format!("section-{second}")));
    assert_eq!(press(&store, Action::Back), [Effect::Autosave, Effect::Render]);
    assert_eq!(store.section_index(), 0);
    // There is nothing before the first.
    press(&store, Action::Back);
    assert_eq!(store.section_index(), 0);
    assert!(store.shown.borrow().is_empty(), "going on asks for nothing");
}

#[test]
fn whoever_leaves_off_can_say_why_and_goes_back_to_the_form() {
    for (mode, back) in [(Mode::Together, "later"), (Mode::Alone, "later"), (Mode::Staff, "complete")] {
        let store = opened(RelapsePlan, mode, json!({}));
        assert_eq!(press(&store, Action::Later), [Effect::Autosave, Effect::Render]);
        assert_eq!(focus(&store), "section-later");
        press(&store, Action::Change);
        assert_eq!(focus(&store), back, "{mode:?}");
    }
}

#[test]
fn a_link_leads_to_its_question_on_whatever_page_it_is() {
    let store = opened(RelapsePlan, Mode::Together, json!({}));
    press(&store, Action::Go("when_unwell".to_owned()));
    assert_eq!((store.section_on_screen(), focus(&store)), (Some("part_3"), "when_unwell".to_owned()));
    press(&store, Action::Go("crisis".to_owned()));
    assert_eq!((store.section_on_screen(), focus(&store)), (Some("crisis"), "section-crisis".to_owned()));
    // A worker has the whole on one page, and stays there.
    let store = opened(RelapsePlan, Mode::Staff, json!({}));
    press(&store, Action::Go("when_unwell".to_owned()));
    assert_eq!((store.section_on_screen(), focus(&store)), (None, "when_unwell".to_owned()));
}

#[test]
fn the_person_alone_has_no_section_that_is_a_workers() {
    for form in FormName::ALL {
        let sections =
            |mode| opened(*form, mode, json!({})).sections().iter().map(|section| section.id).collect::<Vec<_>>();
        let (staff, alone) = (sections(Mode::Staff), sections(Mode::Alone));
        assert!(alone.iter().all(|section| staff.contains(section)), "{form:?}");
    }
    let alone = opened(RelapsePlan, Mode::Alone, json!({}));
    assert!(alone.sections().iter().all(|section| section.id != "record" && !section.has("completed_by")));
}

#[test]
fn an_answer_stays_wherever_one_goes() {
    let store = opened(RelapsePlan, Mode::Together, json!({}));
    press(&store, Action::Go("signs_me".to_owned()));
    store.typed("signs_me", "I stop\n  sleeping", false);
    for action in [Action::Continue, Action::Back, Action::Later, Action::Change, Action::Complete] {
        press(&store, action);
        assert_eq!(answer(&store, "signs_me"), "I stop\n  sleeping");
    }
}

#[test]
fn where_a_person_looks_on_the_relapse_plan_begins_with_what_helps_and_on_paper_with_its_source() {
    for (mode, first) in [(Mode::Alone, "keeping_well"), (Mode::Together, "keeping_well"), (Mode::Staff, "part_1")] {
        let store = opened(RelapsePlan, mode, json!({}));
        let sections = store.sections();
        assert_eq!(sections[0].id, first, "{mode:?}");
        let mut ids: Vec<_> = sections.iter().map(|section| section.id).collect();
        let paper: Vec<_> = store.sections_on_paper().iter().map(|section| section.id).collect();
        assert_eq!(paper[..3], ["part_1", "keeping_well", "signs"]);
        assert_eq!(ids.iter().position(|id| *id == "signs"), Some(2), "nothing else moves");
        ids.sort_unstable();
        let mut sorted = paper;
        sorted.sort_unstable();
        assert_eq!(ids, sorted, "{mode:?}: every section is there once");
        // What is missing comes in the order of the pages.
        let missing = store.problems(coplan_model::Moment::Complete);
        assert_eq!(missing[0].path, if mode == Mode::Staff { "people" } else { "keep_well" }, "{mode:?}");
    }
}
