//! The words that were asked: nobody makes an answer mean something else by what is said around it.

use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::policy::Policy;
use coplan_model::signature::{self, Standing};
use coplan_model::{Document, FormName, Moment, Status, overwritten};
use coplan_ui::policy::applied;
use coplan_ui::{Action, FormContext, FormStore, Mode, Screen, ScreenProps, Settings, View, changes, text};
use serde_json::json;

use crate::rendered::rendered;
use crate::still::Still;

fn on_screen(document: &Value, policy: Option<&Value>, messages: &Value) -> Rc<FormStore> {
    let document = Document::from_value(document.clone(), None).unwrap();
    let store = FormStore::new(document.form, Rc::new(Still));
    store.messages.borrow_mut().take(messages.as_object().unwrap().clone());
    decide(&store, document.form, policy);
    store.open(document);
    Rc::new(store)
}

fn decide(store: &FormStore, form: FormName, policy: Option<&Value>) {
    store.set_policy(policy.map(|policy| applied(&Policy::read(policy).unwrap(), form).unwrap()));
}

fn plain(store: &Rc<FormStore>) -> String {
    text(&FormContext::new(store.clone(), View::Print), 0)
}

fn screen(store: &Rc<FormStore>) -> String {
    let form = FormContext::new(store.clone(), View::Edit);
    rendered::<Screen>(ScreenProps { form, status: Default::default(), afresh: 0 })
}

fn document(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn draft(answers: &Value) -> Value {
    json!({ "form": "relapse_plan", "id": "d", "subject": { "name": "Ada" }, "answers": answers })
}

fn one(parts: &Value) -> Value {
    let mut question = json!({ "id": "local.q", "after": "record_date", "kind": "code", "label": "Which?",
        "options": { "yes": "Yes", "no": "No" } });
    question.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
    json!({ "id": "t", "version": "1", "questions": [question] })
}

#[test]
fn no_document_says_what_the_abuse_question_asked() {
    let mut yes = document(include_str!("../../../tests/fixtures/abuse_question/yes.json"));
    yes["asked"] = json!({ "response": { "label": "Have you had lunch?", "options": { "yes": "None stated" } } });
    let store = on_screen(
        &yes,
        None,
        &json!({ "response.read": "Have you had lunch?", "abuse_question.response.read": "Lunch?" }),
    );
    for page in [plain(&store), screen(&store)] {
        assert!(!page.contains("lunch") && !page.contains("Lunch"), "what is locked is not asked otherwise");
    }
    assert!(plain(&store).contains("Yes"));
}

#[test]
fn an_answer_to_our_words_is_read_under_them_whatever_is_said_now() {
    let amended = document(include_str!("../../../tests/fixtures/relapse_plan/amended.json"));
    let words = json!({ "signs_me": "Things I enjoy", "has_advance_decision.yes": "No" });
    let plain_of = plain(&on_screen(&amended, None, &json!({})));
    assert_eq!(plain(&on_screen(&amended, None, &words)), plain_of);
    // A translation is another language, and not another question.
    let mut welsh = words.clone();
    welsh["locale"] = json!("cy");
    assert!(plain(&on_screen(&amended, None, &welsh)).contains("Things I enjoy"));
    let store = on_screen(&draft(&json!({ "signs_me": "I stop sleeping" })), None, &words);
    assert!(screen(&store).contains("When this was answered, the question said: "));
}

#[test]
fn an_option_that_says_something_else_by_now_is_said() {
    let store = on_screen(&draft(&json!({})), Some(&one(&json!({}))), &json!({}));
    store.typed("local.q", "yes", true);
    let swapped = one(&json!({ "options": { "yes": "No", "no": "Yes" } }));
    decide(&store, FormName::RelapsePlan, Some(&swapped));
    assert!(screen(&store).contains("When this was answered, the question said: <bdi>Yes</bdi>"));
    assert!(plain(&store).contains("Which? Yes"), "{}", plain(&store));
}

#[test]
fn each_row_keeps_its_own_words() {
    let team = |day: &str, night: &str| {
        one(&json!({ "id": "local.team", "kind": "rows", "label": "Team", "options": null, "questions": [
            { "id": "who", "kind": "text", "label": "Who" },
            { "id": "shift", "kind": "code", "label": "Shift", "options": { "day": day, "night": night } },
        ] }))
    };
    let rows = json!({ "local": { "team": [{ "id": "a" }, { "id": "b" }] } });
    let store = on_screen(&draft(&rows), Some(&team("Day", "Night")), &json!({}));
    for (name, value) in [("[0].who", "Ann"), ("[0].shift", "day"), ("[1].who", "Bob"), ("[1].shift", "night")] {
        store.typed(&["local.team", name].concat(), value, true);
    }
    decide(&store, FormName::RelapsePlan, Some(&team("NIGHT", "DAY")));
    store.typed("local.team[0].who", "Anna", true);
    assert!(plain(&store).contains("Shift: Night") && plain(&store).contains("Shift: Day"), "{}", plain(&store));
    let document = store.document.borrow().to_value();
    assert!(plain(&on_screen(&document, None, &json!({}))).contains("Shift: Night"));
    // A row that is removed and brought back has them still.
    store.handle(Action::RemoveRow("local.team[1]".to_owned()));
    store.handle(Action::UndoRemoval("local.team".to_owned()));
    assert!(plain(&store).contains("Shift: Night"));
}

#[test]
fn a_letter_that_is_typed_and_taken_back_changes_no_words() {
    let mut document = draft(&json!({ "signs_me": "I sing" }));
    document["asked"] = json!({ "signs_me": { "label": "What shows that I am well?" } });
    let store = on_screen(&document, None, &json!({}));
    store.typed("signs_me", "I sing.", true);
    assert!(store.document.borrow().asked.is_empty(), "another answer is given to our question");
    store.typed("signs_me", "I sing", true);
    assert_eq!(store.document.borrow().asked["signs_me"]["label"], "What shows that I am well?");
}

#[test]
fn signatures_cover_the_words() {
    let text = include_str!("../../../tests/fixtures/relapse_plan/amended.json");
    let mut signed = Document::from_json(text).unwrap();
    let matches = |document: &Document| {
        let known = [Standing::Matches, Standing::MatchesAnswers];
        signature::verify(document).iter().filter(|(_, standing)| known.contains(standing)).count()
    };
    assert!(matches(&signed) > 0);
    signed.asked.insert("signs_me".to_owned(), json!({ "label": "Things I enjoy doing" }));
    assert_eq!(matches(&signed), 0);
}

#[test]
fn what_changed_is_told_in_the_words_of_the_day() {
    let store = on_screen(&draft(&json!({})), Some(&one(&json!({}))), &json!({}));
    store.typed("local.q", "no", true);
    let before = store.document.borrow().to_value();
    store.typed("local.q", "yes", true);
    let after = store.document.borrow().to_value();
    let newer = one(&json!({ "label": "Another question", "options": { "yes": "No", "no": "Yes" } }));
    let now = FormContext::new(on_screen(&after, Some(&newer), &json!({})), View::Print);
    let then = FormContext::new(now.store.to_be_read(Document::from_value(before, None).unwrap()), View::Print);
    let found = changes(&now, &then).unwrap();
    let said = found.iter().map(|change| (&*change.label, change.before.as_deref(), change.after.as_deref()));
    assert_eq!(said.collect::<Vec<_>>(), [("Which?", Some("No"), Some("Yes"))]);
}

#[test]
fn what_was_put_aside_before_completing_is_in_no_way_of_an_amendment() {
    let messages = json!({ "made_with_capacity_note": "What was said about capacity?" });
    let store = on_screen(&draft(&json!({})), None, &messages);
    store.typed("made_with_capacity", "no", true);
    store.typed("made_with_capacity_note", "Ask again", true);
    store.typed("made_with_capacity", "yes", true);
    // As it is sent, and as the host has it then.
    let mut sent = store.document.borrow().clone();
    sent.asked.retain(|key, _| key != "made_with_capacity_note");
    sent.status = Status::Complete;
    store.document.borrow_mut().status = Status::Complete;
    store.handle(Action::Amend);
    store.typed("amendment_reason", "A slip", true);
    assert_eq!(overwritten(&sent, &Document { status: Status::Draft, ..store.document.borrow().clone() }), Vec::new());
}

#[test]
fn whoever_is_named_in_what_is_only_recorded_keeps_the_name() {
    let who = one(&json!({ "kind": "person", "options": null, "label": "Who?", "after": "people" }));
    let people = json!({ "people": [{ "id": "p1", "name": "Ravi Example" }] });
    let store = on_screen(&draft(&people), Some(&who), &json!({}));
    store.typed("local.q.someone", "p1", false);
    store.set_policy(None);
    store.handle(Action::RemoveRow("people[0]".to_owned()));
    assert!(plain(&store).contains("Who? Ravi Example"), "{}", plain(&store));
    store.handle(Action::UndoRemoval("people".to_owned()));
    assert_eq!(store.document.borrow().answers["local"]["q"], json!({ "person": "p1" }));
}

#[test]
fn a_put_aside_answer_comes_back_only_to_a_question_that_it_fits() {
    let policy = |kind: &Value| {
        let mut policy = one(&json!({}));
        policy["questions"].as_array_mut().unwrap().push(json!({ "id": "local.w", "after": "local.q", "label": "W",
            "only_if": "local.q=yes", "kind": kind["kind"], "questions": kind["questions"] }));
        policy
    };
    let store = on_screen(&draft(&json!({})), Some(&policy(&json!({ "kind": "text" }))), &json!({}));
    store.typed("local.q", "yes", true);
    store.typed("local.w", "Rowan", true);
    store.typed("local.q", "no", true);
    let rows = json!({ "kind": "rows", "questions": [{ "id": "a", "kind": "text", "label": "A" }] });
    decide(&store, FormName::RelapsePlan, Some(&policy(&rows)));
    store.typed("local.q", "yes", true);
    assert_eq!(store.document.borrow().answers["local"].get("w"), None);
    decide(&store, FormName::RelapsePlan, Some(&policy(&json!({ "kind": "text" }))));
    store.typed("local.q", "no", true);
    store.typed("local.q", "yes", true);
    assert_eq!(store.document.borrow().answers["local"]["w"], "Rowan");
}

#[test]
fn half_a_number_is_read_where_it_is_not_asked() {
    let number = one(&json!({ "kind": "number", "options": null }));
    let store = on_screen(&draft(&json!({})), Some(&number), &json!({}));
    store.typed("local.q", "many", true);
    store.set_policy(None);
    assert!(screen(&store).contains("many") && plain(&store).contains("many"));
    // As another kind of question it has no half-typed answer.
    decide(&store, FormName::RelapsePlan, Some(&one(&json!({ "kind": "text", "options": null }))));
    let problems = store.problems(Moment::Complete);
    assert!(problems.iter().all(|problem| problem.path != "local.q"), "{problems:?}");
}

#[test]
fn what_is_finished_lacks_nothing_that_a_later_policy_needs() {
    let amended = document(include_str!("../../../tests/fixtures/relapse_plan/amended.json"));
    let mut policy = one(&json!({}));
    policy["need"] = json!(["local.q", "signs_family"]);
    let store = on_screen(&amended, Some(&policy), &json!({}));
    let lacks = |store: &FormStore| store.problems(Moment::Complete).iter().any(|problem| problem.path == "local.q");
    assert!(!lacks(&store));
    store.handle(Action::Amend);
    assert!(lacks(&store), "what is added is asked under the policy");
    store.handle(Action::KeepComplete);
    assert!(!lacks(&store));
    assert_eq!(store.document.borrow().to_value(), Document::from_value(amended, None).unwrap().to_value());
}

#[test]
fn a_copy_for_others_holds_nothing_that_says_what_was_left_out() {
    let policy = json!({ "id": "t", "version": "1", "questions": [
        { "id": "local.a", "after": "cpa_characteristics.vulnerable_abuse", "kind": "text", "label": "Who is it?",
            "only_if": "cpa_characteristics.vulnerable_abuse" },
        { "id": "local.b", "after": "local.a", "kind": "text", "label": "And where?" },
    ] });
    let assessment = json!({ "form": "comprehensive_assessment", "id": "a", "subject": { "name": "Ada" },
        "answers": { "cpa_characteristics": { "considered": ["risks"], "risks": ["vulnerable"], "vulnerable_abuse": ["physical_emotional"] } } });
    let store = on_screen(&assessment, Some(&policy), &json!({}));
    store.typed("local.a", "Someone at home", true);
    store.typed("local.b", "In the kitchen", true);
    let document = store.document.borrow().to_whole_value();
    for policy in [Some(&policy), None] {
        let store = on_screen(&document, policy, &json!({}));
        let copy = FormContext { unrestricted: true, ..FormContext::new(store.clone(), View::Print) };
        let copy = text(&copy, 0);
        assert!(!copy.contains("Someone at home") && !copy.contains("In the kitchen"), "{copy}");
        assert!(plain(&store).contains("In the kitchen"));
    }
}

#[test]
fn a_workers_answer_that_does_not_fit_is_not_read_by_the_person_alone() {
    let policy = one(&json!({ "kind": "number", "options": null, "staff": true }));
    let mut document = draft(&json!({ "local": { "q": "SECRET" } }));
    document["asked"] = json!({ "local.q": { "kind": "text", "label": "Q" } });
    let store = on_screen(&document, Some(&policy), &json!({}));
    assert!(plain(&store).contains("SECRET"));
    store.configure(Settings { mode: Mode::Alone, ..Settings::default() });
    assert!(!plain(&store).contains("SECRET"));
}

#[test]
fn a_question_of_the_abuse_question_stands_wherever_it_may_be_put() {
    for after in ["response", "asked_by.name", "safeguarding_basis.basis", "disclosure.type", "change_reason"] {
        let policy = one(&json!({ "after": after, "forms": ["abuse_question"], "kind": "text", "options": null }));
        let mut yes = document(include_str!("../../../tests/fixtures/abuse_question/yes.json"));
        yes["answers"]["local"] = json!({ "q": "Said here" });
        assert!(plain(&on_screen(&yes, Some(&policy), &json!({}))).contains("Said here"), "{after}");
    }
}
