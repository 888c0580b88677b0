//! Answers from an earlier document: said beside each, looked at a section at a time, and nothing completes before.

use std::rc::Rc;

use coplan_model::{Document, Moment, carried, start_from};
use coplan_ui::{
    Action, Effect, FormContext, FormProps, FormStore, Mode, Paper, Screen, ScreenProps, Settings, View, text,
};

use crate::rendered::rendered;
use crate::still::Still;

fn begun(mode: Mode) -> Rc<FormStore> {
    let mut earlier = Document::from_json(include_str!("../../../tests/fixtures/care_plan/reviewed.json")).unwrap();
    earlier.answers.insert("record_date".to_owned(), "2026-05-12".into());
    let store = FormStore::new(earlier.form, Rc::new(Still));
    store.configure(Settings { mode, ..Settings::default() });
    store.open(start_from(&earlier).unwrap());
    store.take_effects();
    Rc::new(store)
}

fn screen(store: &Rc<FormStore>) -> String {
    let form = FormContext::new(store.clone(), View::Edit);
    rendered::<Screen>(ScreenProps { form, status: Default::default(), afresh: 0 })
}

fn blocking(store: &FormStore) -> Vec<String> {
    let problems = store.problems(Moment::Complete).into_iter();
    problems.filter(|problem| problem.code == "carried").map(|problem| problem.path).collect()
}

#[test]
fn each_such_answer_says_from_when_it_is_on_screen_on_paper_and_as_text() {
    let store = begun(Mode::Staff);
    let said = "From 12 May 2026 – not looked at yet";
    assert!(screen(&store).matches(said).count() > 10);
    let form = FormContext::new(store.clone(), View::Print);
    assert!(text(&form, 0).contains(&["Being a good father, and being left in peace. (", said, ")"].concat()));
    assert!(rendered::<Paper>(FormProps { form }).contains(said));
}

#[test]
fn a_section_is_looked_at_with_one_press() {
    let store = begun(Mode::Staff);
    assert!(blocking(&store).contains(&"recovery_meaning".to_owned()));
    assert!(screen(&store).contains("id=\"looked-at:start\""));
    store.handle(Action::ConfirmCarried("start".to_owned()));
    assert!(
        store.take_effects().iter().any(|effect| matches!(effect, Effect::Changed(_))),
        "the host is asked to save it"
    );
    assert!(!blocking(&store).contains(&"recovery_meaning".to_owned()));
    assert!(!screen(&store).contains("id=\"looked-at:start\""));
    assert!(blocking(&store).contains(&"goals".to_owned()), "the other sections are still to be looked at");
    for section in store.sections() {
        store.handle(Action::ConfirmCarried(section.id.to_owned()));
    }
    assert_eq!(blocking(&store), Vec::<String>::new());
    assert!(store.document.borrow().carried.is_empty());
}

#[test]
fn what_is_typed_or_cleared_is_this_documents_own() {
    let store = begun(Mode::Staff);
    store.typed("recovery_meaning", "To sleep", false);
    assert_eq!(store.carried_since("recovery_meaning"), None);
    assert!(store.carried_since("strengths_used").is_some());
    store.handle(Action::Clear("plan_route".to_owned()));
    assert!(!store.document.borrow().answers.contains_key("plan_route"));
    assert!(!blocking(&store).contains(&"plan_route".to_owned()));
}

#[test]
fn a_row_that_is_moved_or_brought_back_is_still_to_be_looked_at() {
    let store = begun(Mode::Staff);
    let own = |at: usize| store.carried_since(&format!("goals[{at}].own_words"));
    let count = store.document.borrow().answers["goals"].as_array().unwrap().len();
    assert!(count >= 1 && (0..count).all(|at| own(at).is_some()));
    store.handle(Action::AddRow("goals".to_owned()));
    assert!(own(0).is_some() && own(count).is_none());
    store.handle(Action::RemoveRow("goals[0]".to_owned()));
    store.handle(Action::UndoRemoval("goals".to_owned()));
    assert!(own(0).is_some());
}

#[test]
fn the_person_confirms_only_what_they_see() {
    let store = begun(Mode::Alone);
    let places = blocking(&store);
    assert!(
        places.contains(&"recovery_meaning".to_owned()) && !places.iter().any(|path| path.starts_with("care_act")),
        "{places:?}"
    );
    for section in store.sections() {
        store.handle(Action::ConfirmCarried(section.id.to_owned()));
    }
    assert_eq!(blocking(&store), Vec::<String>::new());
    assert!(!store.document.borrow().carried.is_empty(), "a worker's answers are a worker's to look at");
}

#[test]
fn what_was_confirmed_stays_so_and_the_rest_stays_marked_over_a_save() {
    let store = begun(Mode::Staff);
    store.handle(Action::ConfirmCarried("start".to_owned()));
    let again = Document::from_value(store.document.borrow().to_value(), None).unwrap();
    assert_eq!(carried::since(&again, "recovery_meaning"), None);
    assert_eq!(carried::since(&again, "goals[0].own_words"), Some("2026-05-12"));
}
