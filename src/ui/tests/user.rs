//! Who is at the screen is never asked for: the host page says it.

use std::rc::Rc;

use coplan_model::Document;
use coplan_ui::{Action, FormStore, Mode, Settings, User};
use serde_json::{Value, json};

use crate::still::Still;

fn user(value: Value) -> Option<User> {
    User::from_value(&value).unwrap()
}

fn sam() -> Option<User> {
    user(json!({ "name": "Sam Patel", "role": "care_coordinator", "contact": "020 7946 0000" }))
}

fn form(document: Value) -> FormStore {
    let document = Document::from_value(document, None).unwrap();
    let store = FormStore::new(document.form, Rc::new(Still));
    store.open(document);
    store
}

fn plan(form_name: &str, answers: Value) -> FormStore {
    form(json!({ "form": form_name, "id": "d", "subject": { "name": "Ada Example" }, "answers": answers }))
}

fn answers(store: &FormStore) -> Value {
    store.document.borrow().to_value()["answers"].clone()
}

#[test]
fn every_form_knows_who_fills_it_in() {
    for name in ["care_plan", "relapse_plan", "comprehensive_assessment"] {
        let store = plan(name, json!({}));
        store.set_user(sam());
        let now = answers(&store);
        assert_eq!(now["completed_by"], json!({ "name": "Sam Patel", "role": "care_coordinator" }), "{name}");
        let told = json!({ "name": "Sam Patel", "role_title": "care_coordinator", "contact": "020 7946 0000" });
        assert_eq!(now["care_coordinator"], told, "{name}");
        assert!(!store.is_changed(), "{name}: nobody has changed anything");
        assert!(store.is_of_user("completed_by"), "{name}");
    }
}

#[test]
fn an_asking_knows_who_asks_and_on_which_day_once_there_is_an_answer() {
    let store = plan("abuse_question", json!({}));
    store.set_user(sam());
    assert_eq!(answers(&store), json!({}), "a document holds no answer to what is not asked");
    store.typed("response", "none_stated", true);
    let now = answers(&store);
    assert_eq!(now["asked_by"], json!({ "name": "Sam Patel", "role": "care_coordinator" }));
    assert_eq!(now["asked_on"], "2026-11-29");
    store.typed("response", "not_asked", true);
    assert_eq!(answers(&store), json!({ "response": "not_asked" }));
}

#[test]
fn what_somebody_has_said_already_stays() {
    let store = plan("care_plan", json!({ "completed_by": { "name": "Jo" }, "care_coordinator": { "contact": "x" } }));
    store.set_user(sam());
    let now = answers(&store);
    assert_eq!(now["completed_by"], json!({ "name": "Jo" }));
    assert_eq!(now["care_coordinator"], json!({ "contact": "x" }));
    let store = plan("care_plan", json!({ "completed_by": { "name": "Jo", "role": "care_coordinator" } }));
    store.set_user(sam());
    assert_eq!(answers(&store).get("care_coordinator"), None, "it is Jo");
    let store = form(json!({ "form": "care_plan", "id": "d", "status": "complete", "answers": {} }));
    store.set_user(sam());
    assert_eq!(answers(&store), json!({}), "what is finished is not written to");
    let signed = json!([{ "role": "service_user", "digest": "sha-256:2:0" }]);
    let store = form(json!({ "form": "care_plan", "id": "d", "answers": {}, "signatures": signed }));
    store.set_user(sam());
    assert_eq!(answers(&store).get("completed_by"), None, "what is signed stays as it was signed");
}

#[test]
fn whoever_stands_in_is_not_the_care_coordinator() {
    let store = plan("relapse_plan", json!({}));
    store.set_user(user(json!({ "name": "Lee", "role": "stand_in", "contact": "ext 4" })));
    let now = answers(&store);
    assert_eq!(now["standin"], json!({ "name": "Lee", "contact": "ext 4" }));
    assert_eq!(now.get("care_coordinator"), None);
    let store = plan("relapse_plan", json!({}));
    store.set_user(user(json!({ "name": "Lee" })));
    let now = answers(&store);
    assert_eq!((&now["completed_by"], now.get("standin")), (&json!({ "name": "Lee" }), None));
    assert!(!store.is_of_user("completed_by"), "their role is still asked");
}

#[test]
fn where_the_person_is_alone_no_worker_is_written() {
    let store = plan("relapse_plan", json!({}));
    store.configure(Settings { mode: Mode::Alone, ..Settings::default() });
    store.set_user(sam());
    assert_eq!(answers(&store).get("completed_by"), None);
}

#[test]
fn the_user_can_be_chosen_where_someone_is_asked_for() {
    let store = plan("relapse_plan", json!({ "completed_by": { "name": "Jo", "role": "care_coordinator" } }));
    store.set_user(sam());
    let names = |store: &FormStore| store.known().into_iter().map(|known| known.name).collect::<Vec<_>>();
    assert_eq!(names(&store), ["Ada Example", "Jo", "Sam Patel"]);
    let sam = store.known().pop().unwrap();
    store.typed("primary_contact.someone", &sam.reference, false);
    assert_eq!(answers(&store)["primary_contact"], json!({ "name": "Sam Patel" }));
    let store = plan("relapse_plan", json!({}));
    store.set_user(self::sam());
    let offered = store.offered(&|_| false).into_iter().map(|known| known.name).collect::<Vec<_>>();
    assert_eq!(offered, ["Ada Example", "Sam Patel"], "once");
}

#[test]
fn a_signature_begins_with_what_is_known() {
    let store = plan("care_plan", json!({}));
    store.set_user(sam());
    store.typed("sign_cc.method", "typed_confirm", true);
    store.configure(Settings { mode: Mode::Alone, ..Settings::default() });
    store.typed("sign_su.method", "typed_confirm", true);
    let part = |path: &str| store.text(path);
    assert_eq!((part("sign_cc.name"), part("sign_cc.signing_as")), ("Sam Patel".into(), "care_coordinator".into()));
    assert_eq!((part("sign_su.name"), part("sign_su.signed_on")), ("Ada Example".into(), "2026-11-29".into()));
    store.typed("sign_su.signed_by", "someone_else", true);
    assert_eq!(part("sign_su.name"), "", "someone else has another name");
    store.typed("sign_su.signed_by", "service_user", true);
    assert_eq!(part("sign_su.name"), "Ada Example");
}

#[test]
fn a_review_begins_on_the_day_and_the_person_may_have_been_there() {
    let store = plan("care_plan", json!({ "goals": [{ "id": "g", "own_words": "Sleep" }] }));
    store.set_user(sam());
    store.handle(Action::AddRow("reviews".to_owned()));
    store.typed("reviews[0].attended", "me", true);
    let review = answers(&store)["reviews"][0].clone();
    assert_eq!(review["date"], "2026-11-29");
    assert_eq!(review["attended"][0]["person"], "me");
}

#[test]
fn what_is_no_user_is_told_by_its_place() {
    let wrong = |value: Value| User::from_value(&value).unwrap_err().path;
    assert_eq!(wrong(json!("Sam")), "user");
    assert_eq!(wrong(json!({ "role": "care_coordinator" })), "user.name");
    assert_eq!(wrong(json!({ "name": "Sam", "role": "wizard" })), "user.role");
    assert_eq!(wrong(json!({ "name": "Sam", "contact": 4 })), "user.contact");
    assert_eq!(wrong(json!({ "name": "Sam", "signs_as": "me" })), "user.signs_as");
    assert_eq!(User::from_value(&Value::Null), Ok(None));
}
