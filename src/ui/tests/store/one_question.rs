//! One question a page, where the person is alone and the form is as narrow as a phone.

use coplan_model::FormName::{CarePlan, ComprehensiveAssessment, RelapsePlan};
use coplan_model::Moment;
use coplan_ui::{Action, FormStore, Mode};
use serde_json::{Value, json};

use super::{focus, opened, press};

fn narrow(mode: Mode, answers: Value) -> FormStore {
    let store = opened(RelapsePlan, mode, answers);
    store.set_narrow(true);
    store.take_effects();
    store
}

fn question(store: &FormStore) -> String {
    store.question_on_screen().map(|(path, _)| path).unwrap_or_default()
}

/// The questions that Continue leads through, from the first to the page that checks them.
fn walked(store: &FormStore) -> Vec<String> {
    let mut seen = vec![question(store)];
    while seen.len() < 200 {
        press(store, Action::Continue);
        if store.question_on_screen().is_none() {
            break;
        }
        seen.push(question(store));
    }
    seen
}

#[test]
fn continue_leads_through_every_question_that_is_asked_once_and_back_the_same_way() {
    for form in [RelapsePlan, CarePlan] {
        let store = opened(form, Mode::Alone, json!({}));
        store.set_narrow(true);
        let all = walked(&store);
        assert_eq!(focus(&store), "section-check", "{form:?}");
        let mut once = all.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), all.len(), "{form:?}: {all:#?}");
        press(&store, Action::Change);
        for path in all.iter().rev().skip_while(|path| **path != question(&store)) {
            assert_eq!(*path, question(&store), "{form:?}");
            press(&store, Action::Back);
        }
        assert_eq!(store.section_index(), 0);
    }
    let all = walked(&narrow(Mode::Alone, json!({})));
    assert_eq!(all[..5], ["keep_well", "record_date", "people", "signs_me", "signs_family"]);
    assert!(!all.iter().any(|path| path == "advance_decision_kept" || path == "care_coordinator"), "{all:#?}");
    let all = walked(&narrow(Mode::Alone, json!({ "has_advance_decision": "yes" })));
    assert!(all.iter().any(|path| path == "advance_decision_kept"), "what hangs on an answer is the next page");
}

#[test]
fn only_the_person_alone_on_a_phone_is_asked_one_at_a_time() {
    for mode in [Mode::Together, Mode::Staff] {
        assert!(narrow(mode, json!({})).question_on_screen().is_none(), "{mode:?}");
    }
    assert!(opened(RelapsePlan, Mode::Alone, json!({})).question_on_screen().is_none());
}

#[test]
fn a_form_that_is_turned_on_its_side_and_back_is_where_it_was() {
    let store = narrow(Mode::Alone, json!({}));
    press(&store, Action::Go("avoid".to_owned()));
    assert_eq!((question(&store), focus(&store)), ("avoid".to_owned(), "avoid".to_owned()));
    store.set_narrow(false);
    assert_eq!(store.section_on_screen(), Some("my_part"));
    store.set_narrow(true);
    assert_eq!(question(&store), "avoid");
    // Meanwhile they went on to something else in the same section, or stay in the first row of a list.
    press(&store, Action::Stay("can_do_myself".to_owned()));
    assert_eq!(question(&store), "can_do_myself");
    press(&store, Action::Go("help_areas[0].what_they_do".to_owned()));
    assert_eq!(question(&store), "help_areas");
    press(&store, Action::Stay("signs_me".to_owned()));
    assert_eq!(question(&store), "help_areas", "what is not on screen leads nowhere");
}

#[test]
fn what_is_wrong_is_said_for_the_page_that_it_is_on() {
    let store = narrow(Mode::Alone, json!({ "people": [{ "id": "p", "name": "Ravi" }] }));
    let all = store.problems(Moment::Complete);
    assert!(all.len() > 5);
    assert!(!store.show_problems(Moment::Complete));
    let shown = |store: &FormStore| store.shown.borrow().iter().map(|one| one.path.clone()).collect::<Vec<_>>();
    assert_eq!((shown(&store), question(&store)), (vec!["keep_well".to_owned()], "keep_well".to_owned()));
    store.typed("keep_well[0].text", "Choir", false);
    assert!(!store.show_problems(Moment::Complete));
    assert_eq!((shown(&store), question(&store)), (vec!["people[0].contact_details".to_owned()], "people".to_owned()));
}

#[test]
fn an_answer_that_is_put_right_while_checking_leads_back_to_the_check() {
    let store = narrow(Mode::Alone, json!({}));
    press(&store, Action::Complete);
    assert_eq!(focus(&store), "section-check");
    press(&store, Action::Go("signs_me".to_owned()));
    store.typed("signs_me", "I stop sleeping", false);
    press(&store, Action::Continue);
    assert_eq!(focus(&store), "section-check");
    // Otherwise it leads on.
    press(&store, Action::Change);
    press(&store, Action::Go("signs_me".to_owned()));
    press(&store, Action::Continue);
    assert_eq!(question(&store), "signs_family");
}

#[test]
fn an_assessment_begins_with_its_list_and_asks_an_area_question_by_question() {
    let store = opened(ComprehensiveAssessment, Mode::Alone, json!({}));
    store.set_narrow(true);
    assert!(store.question_on_screen().is_none(), "the list of areas is one page");
    press(&store, Action::Go("domains.housing".to_owned()));
    assert!(question(&store).starts_with("domains.housing."), "{}", question(&store));
    let first = question(&store);
    press(&store, Action::Continue);
    assert!(question(&store) != first && store.section_on_screen() == Some("domains.housing"));
}
