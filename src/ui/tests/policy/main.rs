//! A trust's policy on screen, on paper and as text, in all forms.

use std::rc::Rc;

use coplan_model::json::Value;
use coplan_model::policy::Policy;
use coplan_model::{Document, FormName, Moment, amendment, start_from};
use coplan_ui::policy::{Applied, applied};
use coplan_ui::{FormContext, FormProps, FormStore, Mode, Paper, Screen, ScreenProps, Settings, View, changes, text};
use serde_json::json;

mod digits;
mod names;
mod starting;

use crate::rendered::rendered;
use crate::still::Still;

fn example() -> Value {
    serde_json::from_str(include_str!("../../../../tests/policies/example-trust.json")).unwrap()
}

fn under(policy: &Value, form: FormName) -> &'static Applied {
    applied(&Policy::read(policy).unwrap(), form).unwrap()
}

fn begun(form: FormName, mode: Mode, policy: &Value) -> Rc<FormStore> {
    let store = FormStore::new(form, Rc::new(Still));
    store.messages.borrow_mut().mode = mode;
    store.configure(Settings { mode, ..Settings::default() });
    store.set_policy(Some(under(policy, form)));
    let mut document = Document::new(form);
    document.subject.insert("name".to_owned(), "Ada Example".into());
    store.open(document);
    Rc::new(store)
}

fn screen(store: &Rc<FormStore>) -> String {
    let form = FormContext::new(store.clone(), View::Edit);
    rendered::<Screen>(ScreenProps { form, status: Default::default(), afresh: 0 })
}

fn on_paper(store: &Rc<FormStore>) -> String {
    rendered::<Paper>(FormProps { form: FormContext::new(store.clone(), View::Print) })
}

fn as_text(store: &Rc<FormStore>) -> String {
    text(&FormContext::new(store.clone(), View::Print), 0)
}

/// The same document opened as somebody would who has another policy, or none.
fn opened(document: &Value, policy: Option<&Value>) -> Rc<FormStore> {
    let document = Document::from_value(document.clone(), None).unwrap();
    let store = FormStore::new(document.form, Rc::new(Still));
    store.set_policy(policy.map(|policy| under(policy, document.form)));
    store.open(document);
    Rc::new(store)
}

fn missing(store: &FormStore) -> Vec<String> {
    store.problems(Moment::Complete).into_iter().map(|problem| problem.path).collect()
}

fn position(page: &str, words: &str) -> usize {
    page.find(words).unwrap_or_else(|| panic!("{words} is there"))
}

#[test]
fn sections_stand_in_the_order_of_the_policy_and_its_questions_where_it_puts_them() {
    let store = begun(FormName::RelapsePlan, Mode::Staff, &example());
    let sections: Vec<&str> = store.sections().iter().map(|section| section.id).collect();
    assert_eq!(sections[..4], ["part_1", "local.our_team", "keeping_well", "signs"]);
    let page = screen(&store);
    let places = [
        "name=\"record_date-day\"",
        "Was this written in a ward round?",
        "When did the person arrive",
        "id=\"add:local.our_team\"",
    ];
    assert!(places.windows(2).all(|two| position(&page, two[0]) < position(&page, two[1])));
    assert!(page.contains("A ward round is a meeting of the team on the ward."));
    assert!(page.contains("No, in the community"));
    assert!(page.contains("How I can tell that I am getting unwell"));
    assert!(!page.contains("Which ward?"));
    assert!(!page.contains("name=\"reentry_plan"), "it is hidden");
}

#[test]
fn each_form_has_its_part_of_one_policy() {
    for (form, asked, hidden) in [
        (FormName::CarePlan, "local.ward_round", "carers"),
        (FormName::ComprehensiveAssessment, "local.ward_round", "equality_notes"),
        (FormName::RelapsePlan, "local.our_team", "reentry_plan"),
    ] {
        for mode in [Mode::Staff, Mode::Together, Mode::Alone] {
            let store = begun(form, mode, &example());
            let paths: Vec<&str> = store.sections().iter().flat_map(|section| section.paths()).collect();
            assert!(paths.contains(&asked), "{form:?} {mode:?}");
            let form = FormContext::new(store.clone(), View::Edit);
            assert!(
                form.is_asked(asked) && !form.is_asked(hidden),
                "{form:?} {mode:?}",
                form = store.document.borrow().form
            );
            assert_eq!(
                form.is_asked("local.arrived_on"),
                mode != Mode::Alone,
                "a worker's is not asked of the person alone"
            );
        }
    }
    let store = begun(FormName::AbuseQuestion, Mode::Staff, &example());
    assert!(!screen(&store).contains("Anything about the room"));
    store.typed("response", "none_stated", true);
    let page = screen(&store);
    assert!(position(&page, "name=\"asked_by.name") < position(&page, "Anything about the room"));
    assert!(!page.contains("name=\"present"));
}

/// A relapse plan with every kind of answer.
fn filled(mode: Mode) -> Rc<FormStore> {
    let store = begun(FormName::RelapsePlan, mode, &example());
    for (name, value) in [
        ("local.ward_round", "yes"),
        ("local.ward", "Rowan ward"),
        ("local.arrived_on-day", "3"),
        ("local.arrived_on-month", "11"),
        ("local.arrived_on-year", "2026"),
        ("local.our_team[0].name.someone", "other"),
        ("local.our_team[0].name.name", "Bo Berg"),
        ("local.our_team[0].bleep", "742"),
        ("local.our_team[0].shift", "night"),
        ("local.our_team[0].note", "Anything"),
        ("local.visits", "2"),
        ("signs_me", "I stop sleeping"),
        ("local.languages", "rights"),
    ] {
        store.typed(name, value, true);
    }
    store
}

#[test]
fn answers_are_kept_shown_and_checked_like_any_other() {
    let store = filled(Mode::Staff);
    let document = store.document.borrow().to_value();
    let local = &document["answers"]["local"];
    assert_eq!(local["ward_round"], "yes");
    assert_eq!(local["arrived_on"], "2026-11-03");
    assert_eq!((&local["our_team"][0]["bleep"], &local["our_team"][0]["note"]), (&json!(742), &json!("Anything")));
    assert_eq!((&local["visits"], &local["languages"]), (&json!(2), &json!(["rights"])));
    assert_eq!(document["answers"]["voices"]["local.ward"], "worker");
    for page in [on_paper(&store), as_text(&store)] {
        for words in [
            "Was this written in a ward round?",
            "Rowan ward",
            "3 November 2026",
            "Our team",
            "742",
            "Night",
            "Your rights",
        ] {
            assert!(page.contains(words), "{words}");
        }
    }
    assert!(missing(&store).contains(&"signs_family".to_owned()), "the policy needs it");
    store.typed("local.ward_round", "", true);
    assert!(missing(&store).contains(&"local.ward_round".to_owned()));
    let sentence = |path: &str| {
        let problem = store.problems(Moment::Complete).into_iter().find(|one| one.path == path).unwrap();
        store.sentence(&problem).to_string()
    };
    assert_eq!(sentence("local.ward_round"), "Answer the question: Was this written in a ward round?");
    assert!(sentence("signs_family").starts_with("Answer the question: "));
    assert!(!sentence("people").starts_with("Answer"), "what is ours to need says so in its own sentence");
    store.typed("local.ward_round", "yes", true);
    assert_eq!(store.text("local.ward"), "Rowan ward", "what hangs on it comes back");
}

#[test]
fn what_is_no_number_is_kept_as_typed_and_said() {
    let store = begun(FormName::RelapsePlan, Mode::Staff, &example());
    store.typed("local.visits", "two or three", true);
    assert_eq!(store.document.borrow().to_value()["entered"]["local.visits"], "two or three");
    assert!(screen(&store).contains("value=\"two or three\""));
    let problem = store.problems(Moment::Complete).into_iter().find(|one| one.path == "local.visits").unwrap();
    assert_eq!(problem.code, "not_a_number");
    store.typed("local.visits", " 3 ", true);
    assert_eq!(store.document.borrow().to_value()["answers"]["local"]["visits"], 3);
    assert!(store.document.borrow().entered.is_empty());
    store.typed("local.visits", "", true);
    assert_eq!(store.document.borrow().to_value()["answers"].get("local"), None);
}

#[test]
fn the_person_is_asked_in_words_for_the_person() {
    let store = filled(Mode::Together);
    store.handle(coplan_ui::Action::Go("local.ward_round".to_owned()));
    assert!(screen(&store).contains("Did we write this in your ward round?"));
    assert_eq!(store.document.borrow().asked["local.ward_round"]["label"], "Did we write this in your ward round?");
}

#[test]
fn a_document_opens_without_its_policy_and_is_read_in_the_words_that_were_asked() {
    let document = filled(Mode::Staff).document.borrow().to_value();
    let store = opened(&document, None);
    for page in [screen(&store), on_paper(&store), as_text(&store)] {
        for words in [
            "Other questions that were asked",
            "Was this written in a ward round?",
            "Which ward?",
            "Rowan ward",
            "3 November 2026",
            "Bleep number",
            "742",
            "Night",
            "Bo Berg",
            "Your rights",
            "How many visits a week?",
        ] {
            assert!(page.contains(words), "{words}");
        }
        assert!(!page.contains("name=\"local."), "nothing of it can be changed");
    }
    assert_eq!(store.document.borrow().to_value(), document);
    store.typed("can_do_myself", "Walk", true);
    let mut changed = store.document.borrow().to_value();
    changed["answers"].as_object_mut().unwrap().shift_remove("can_do_myself");
    changed["answers"]["voices"] = document["answers"]["voices"].clone();
    assert_eq!(changed["answers"]["local"], document["answers"]["local"]);
}

#[test]
fn a_newer_policy_reads_what_does_not_fit_its_questions_as_it_was_asked() {
    let document = filled(Mode::Staff).document.borrow().to_value();
    let mut newer = example();
    newer["version"] = json!("4");
    newer["questions"][1] = json!({ "id": "local.ward", "after": "record_date", "kind": "code",
        "options": { "oak": "Oak" }, "label": "The ward" });
    newer["questions"][0]["options"] = json!({ "no": "No" });
    let store = opened(&document, Some(&newer));
    let page = screen(&store);
    assert!(
        page.contains("Other questions that were asked") && page.contains("Rowan ward") && page.contains("Which ward?")
    );
    assert!(!page.contains("name=\"local.ward\"") && !page.contains("name=\"local.ward_round\""));
    assert!(page.contains("name=\"local.visits\""), "what fits is asked");
    assert!(!missing(&store).contains(&"local.ward_round".to_owned()), "it has an answer");
    assert_eq!(store.document.borrow().to_value(), document);
}

#[test]
fn a_hidden_question_that_is_answered_is_read() {
    let mut document = filled(Mode::Staff).document.borrow().to_value();
    document["answers"]["reentry_plan"] = json!("A flat of my own");
    let store = opened(&document, Some(&example()));
    let page = screen(&store);
    assert!(page.contains("A flat of my own") && !page.contains("name=\"reentry_plan\""));
    assert!(on_paper(&store).contains("A flat of my own") && as_text(&store).contains("A flat of my own"));
}

#[test]
fn a_hidden_section_is_there_only_for_what_is_answered_in_it() {
    let has = |store: &FormStore| store.sections().iter().any(|section| section.id == "carers");
    assert!(!has(&begun(FormName::CarePlan, Mode::Staff, &example())));
    let carers = json!({ "form": "care_plan", "subject": { "name": "Ada" }, "answers": { "carers": [{ "id": "c", "name": "Cyr" }] } });
    let store = opened(&carers, Some(&example()));
    assert!(has(&store));
    let page = screen(&store);
    assert!(page.contains("Cyr") && !page.contains("name=\"carers"));
}

#[test]
fn words_of_a_host_that_are_not_ours_stay_with_the_answer() {
    // The host's words say the opposite of ours.
    let store = FormStore::new(FormName::RelapsePlan, Rc::new(Still));
    let words = json!({ "signs_me": "What shows that I am well?", "made_with_capacity.yes": "Nobody has asked" });
    store.messages.borrow_mut().take(words.as_object().unwrap().clone());
    store.open(Document::new(FormName::RelapsePlan));
    store.typed("signs_me", "I sing", true);
    store.typed("made_with_capacity", "yes", true);
    store.typed("avoid", "Noise", true);
    let document = store.document.borrow().to_value();
    assert_eq!(document["asked"]["signs_me"], json!({ "label": "What shows that I am well?" }));
    assert_eq!(document["asked"]["made_with_capacity"], json!({ "options": { "yes": "Nobody has asked" } }));
    assert_eq!(document["asked"].as_object().unwrap().len(), 2, "what ours say is not written down");

    let without = opened(&document, None);
    for page in [on_paper(&without), as_text(&without)] {
        assert!(page.contains("What shows that I am well?") && page.contains("Nobody has asked"));
    }
    // Where it is filled in, both are said; another answer is given to the question that is asked now.
    assert!(
        screen(&without).contains("When this was answered, the question said: <bdi>What shows that I am well?</bdi>")
    );
    without.typed("signs_me", "I stop sleeping", true);
    assert!(without.document.borrow().asked.get("signs_me").is_none());
    assert!(!on_paper(&without).contains("What shows that I am well?"));
    without.typed("made_with_capacity", "", false);
    assert!(without.document.borrow().asked.is_empty());
}

#[test]
fn an_amendment_keeps_the_words_of_what_stood_before() {
    let store = filled(Mode::Staff);
    let mut document = store.document.borrow().clone();
    document.status = coplan_model::Status::Complete;
    amendment::begin(&mut document, "2026-11-29");
    document.asked.clear();
    let past = amendment::before(&document, 0).unwrap();
    assert_eq!(past.asked["local.ward"]["label"], "Which ward?");
    amendment::take_back(&mut document);
    assert_eq!(document.asked["local.ward"]["label"], "Which ward?");
}

#[test]
fn changes_name_the_trusts_own_questions_with_and_without_the_policy() {
    let store = filled(Mode::Staff);
    let before = store.document.borrow().to_value();
    store.typed("local.visits", "5", true);
    store.typed("local.our_team[0].bleep", "7", true);
    let after = store.document.borrow().to_value();
    for policy in [Some(example()), None] {
        let now = FormContext::new(opened(&after, policy.as_ref()), View::Print);
        let then =
            FormContext::new(now.store.to_be_read(Document::from_value(before.clone(), None).unwrap()), View::Print);
        let found = changes(&now, &then).unwrap();
        let visits = found.iter().find(|change| change.path == "local.visits").unwrap();
        assert_eq!(
            (&*visits.label, visits.before.as_deref(), visits.after.as_deref()),
            ("How many visits a week?", Some("2"), Some("5"))
        );
        assert_eq!(found.len(), 2, "{found:?}");
    }
}

#[test]
fn what_a_trust_asks_about_abuse_is_no_more_carried_than_what_we_ask() {
    let own = |id: &str, after: &str| json!({ "id": id, "after": after, "kind": "text", "label": id });
    let policy = json!({ "id": "t", "version": "1", "questions": [
        own("local.plain", "record_date"), own("local.abuse", "cpa_characteristics.vulnerable_abuse"), own("local.then", "local.abuse"),
    ] });
    let file = include_str!("../../../../tests/fixtures/comprehensive_assessment/scenario.json");
    let mut document: Value = serde_json::from_str(file).unwrap();
    document["status"] = json!("complete");
    for id in ["plain", "abuse", "then"] {
        document["answers"]["local"][id] = json!("said");
        document["asked"][format!("local.{id}")] = json!({ "kind": "text", "label": id });
    }
    let rules = under(&policy, FormName::ComprehensiveAssessment).rules;
    let next = start_from(&Document::under(document, None, Some(rules)).unwrap()).unwrap();
    assert_eq!(next.answers["local"], json!({ "plain": "said" }));
}

#[test]
fn what_is_wrong_with_the_trusts_own_question_names_no_question_of_ours() {
    let policy = json!({ "id": "t", "version": "1", "questions": [
        { "id": "local.record_date", "after": "record_date", "kind": "text", "label": "Another day" },
    ], "need": ["local.record_date"] });
    let store = begun(FormName::RelapsePlan, Mode::Staff, &policy);
    let problem = store.problems(Moment::Complete).into_iter().find(|one| one.path == "local.record_date").unwrap();
    assert_eq!(&*store.sentence(&problem), "Answer the question: Another day");
    assert_eq!(store.messages.borrow().find("local.record_date", "hint"), None);
}

#[test]
fn the_next_document_has_the_trusts_own_answers_to_look_at_and_the_words_that_were_asked() {
    let mut document = filled(Mode::Staff).document.borrow().to_value();
    document["status"] = json!("complete");
    let rules = under(&example(), FormName::RelapsePlan).rules;
    let next = start_from(&Document::under(document.clone(), None, Some(rules)).unwrap()).unwrap();
    assert_eq!(next.answers["local"], document["answers"]["local"]);
    for key in ["local.ward", "local.our_team[new].bleep"] {
        assert!(next.carried.contains_key(key), "{key}: {:?}", next.carried);
    }
    for key in ["local.ward", "signs_me"] {
        assert_eq!(next.asked[key], document["asked"][key], "the words travel with the answer");
    }
    // Nothing is carried that nobody could look at.
    let without = start_from(&Document::from_value(document, None).unwrap()).unwrap();
    assert_eq!(without.answers.get("local"), None);
}
