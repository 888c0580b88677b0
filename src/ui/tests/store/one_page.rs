//! The plan on one page: the way there and back, and what is printed of it.

use coplan_model::FormName::{CarePlan, RelapsePlan};
use coplan_ui::{Action, Effect, Mode};
use serde_json::json;

use super::{focus, opened, press};

#[test]
fn the_plan_on_one_page_leads_back_to_where_it_was_asked_for_and_changes_nothing() {
    for form in [RelapsePlan, CarePlan] {
        for mode in [Mode::Alone, Mode::Together] {
            let store = opened(form, mode, json!({}));
            press(&store, Action::Continue);
            let (section, before) = (store.section_on_screen(), store.document.borrow().clone());
            assert_eq!(press(&store, Action::OnePage), [Effect::Render]);
            assert_eq!((focus(&store), store.section_on_screen()), ("section-one_page".to_owned(), section));
            assert_eq!(press(&store, Action::Print), [Effect::Print { one_page: true }]);
            press(&store, Action::LeaveOnePage);
            assert_eq!((focus(&store), store.section_on_screen()), ("one-page".to_owned(), section));
            assert_eq!(press(&store, Action::Print), [Effect::Print { one_page: false }]);
            assert_eq!(*store.document.borrow(), before, "{form:?}: nothing of it is kept");
        }
    }
}

#[test]
fn a_link_or_a_problem_leads_from_the_plan_on_one_page_to_its_question() {
    let store = opened(RelapsePlan, Mode::Alone, json!({}));
    press(&store, Action::OnePage);
    press(&store, Action::Go("when_unwell".to_owned()));
    assert_eq!(store.section_on_screen(), Some("part_3"));
    press(&store, Action::OnePage);
    assert!(!store.show_problems(coplan_model::Moment::Complete));
    assert_eq!((focus(&store), store.section_on_screen()), ("error-summary".to_owned(), Some("keeping_well")));
}
