//! Signing, and taking a signature back.

use coplan_model::FormName::RelapsePlan;
use coplan_model::signature::Standing;
use coplan_ui::{Action, Effect, FormStore, Mode, Page};
use serde_json::json;

use super::{focus, opened, press};

const SIGN: &str = "sign_su";

fn plan() -> FormStore {
    opened(RelapsePlan, Mode::Staff, json!({ "signs_me": "I stop sleeping" }))
}

fn signed() -> FormStore {
    let store = plan();
    store.typed("sign_su.method", "typed_confirm", true);
    store.typed("sign_su.name", "Ada Example", false);
    press(&store, Action::Sign(SIGN.to_owned()));
    store
}

fn is_signed(store: &FormStore) -> bool {
    store.signature(SIGN).is_some_and(Standing::is_signed)
}

#[test]
fn what_is_missing_to_sign_is_said_and_nothing_is_signed() {
    let store = plan();
    press(&store, Action::Sign(SIGN.to_owned()));
    assert!(!is_signed(&store));
    let shown = store.shown.borrow();
    assert!(shown.iter().any(|problem| problem.path.starts_with(SIGN)), "{shown:?}");
}

#[test]
fn whoever_signed_can_take_it_back_and_how_it_was_made_stays() {
    let store = signed();
    assert!(is_signed(&store));
    assert_eq!(focus(&store), "unsign:sign_su");
    assert_eq!(store.document.borrow().to_value()["signatures"][0]["signed_on"], "2026-11-29");
    let effects = press(&store, Action::Unsign(SIGN.to_owned()));
    assert!(effects.contains(&Effect::StructureChanged));
    assert!(!is_signed(&store));
    assert_eq!((store.text("sign_su.name"), focus(&store)), ("Ada Example".to_owned(), "sign:sign_su".to_owned()));
}

#[test]
fn a_word_changed_after_signing_voids_the_signature_also_once_it_is_put_back() {
    let store = signed();
    store.typed("signs_me", "I stop sleeping well", false);
    assert!(!is_signed(&store));
    store.typed("signs_me", "I stop sleeping", false);
    assert!(!is_signed(&store));
}

#[test]
fn a_drawing_loses_its_last_stroke_and_then_all() {
    let store = plan();
    store.typed("sign_su.method", "drawn", true);
    store.typed("sign_su.drawing", "M1 1L2 2M3 3L4 4", false);
    press(&store, Action::UndoStroke("sign_su.drawing".to_owned()));
    assert_eq!(store.text("sign_su.drawing"), "M1 1L2 2");
    press(&store, Action::ClearDrawing("sign_su.drawing".to_owned()));
    assert_eq!(store.text("sign_su.drawing"), "");
}

#[test]
fn nothing_is_signed_while_nothing_can_be_changed() {
    let store = plan();
    store.typed("sign_su.method", "typed_confirm", true);
    store.typed("sign_su.name", "Ada Example", false);
    store.settings.borrow_mut().disabled = true;
    press(&store, Action::Sign(SIGN.to_owned()));
    assert!(!is_signed(&store));
}

#[test]
fn answers_can_be_checked_before_anybody_signs_whatever_is_missing_and_that_voids_nothing() {
    let store = signed();
    press(&store, Action::Check);
    assert_eq!((store.page.get(), focus(&store)), (Page::Check, "section-check".to_owned()));
    assert!(store.shown.borrow().is_empty(), "what is missing is said on completing");
    press(&store, Action::Change);
    assert_eq!(store.page.get(), Page::First);
    assert!(is_signed(&store));
}
