//! What an answer does to the questions that hang on it.

use coplan_model::FormName::{AbuseQuestion, RelapsePlan};
use coplan_ui::{Effect, Mode};
use serde_json::{Value, json};

use super::{answer, opened};

#[test]
fn an_answer_that_is_not_asked_for_any_more_is_put_aside_and_comes_back_with_its_question() {
    let store = opened(RelapsePlan, Mode::Staff, json!({ "gp": { "registered": "yes", "details": "Riverside" } }));
    store.typed("gp.registered", "no", true);
    assert_eq!(answer(&store, "gp"), json!({ "registered": "no" }));
    assert!(!store.set_aside().is_empty());
    store.typed("gp.registered", "yes", true);
    assert_eq!(answer(&store, "gp"), json!({ "registered": "yes", "details": "Riverside" }));
    assert!(store.set_aside().is_empty());
}

#[test]
fn what_hangs_on_the_abuse_question_goes_with_its_answer_and_comes_back_with_it() {
    let store = opened(
        AbuseQuestion,
        Mode::Staff,
        json!({ "response": "yes", "disclosure": { "type": ["emotional"], "current": "no" } }),
    );
    store.typed("response", "not_asked", true);
    assert_eq!(answer(&store, "disclosure"), Value::Null);
    store.typed("response", "yes", true);
    assert_eq!(answer(&store, "disclosure"), json!({ "type": ["emotional"], "current": "no" }));
}

#[test]
fn another_persons_document_begins_with_nothing_put_aside() {
    let store = opened(RelapsePlan, Mode::Staff, json!({ "gp": { "registered": "yes", "details": "Riverside" } }));
    store.typed("gp.registered", "no", true);
    let other = opened(RelapsePlan, Mode::Staff, json!({ "gp": { "registered": "no" } })).document.borrow().clone();
    store.open(other);
    assert!(store.set_aside().is_empty());
    store.typed("gp.registered", "yes", true);
    assert_eq!(answer(&store, "gp.details"), Value::Null);
}

#[test]
fn a_letter_tells_where_something_changed_and_renders_nothing() {
    let store = opened(RelapsePlan, Mode::Staff, json!({}));
    store.typed("signs_me", "I", false);
    store.take_effects();
    store.typed("signs_me", "I s", false);
    let effects = store.take_effects();
    assert!(effects.contains(&Effect::Changed("signs_me".to_owned())), "{effects:?}");
    assert!(!effects.contains(&Effect::Render), "{effects:?}");
}

#[test]
fn a_choice_on_which_a_question_hangs_renders_the_form() {
    let store = opened(RelapsePlan, Mode::Staff, json!({}));
    store.typed("gp.registered", "yes", true);
    let effects = store.take_effects();
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Render | Effect::RenderLater(_))), "{effects:?}");
}
