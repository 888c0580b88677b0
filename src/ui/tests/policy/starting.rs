//! What of a trust's own answers is read under a newer policy, and what travels into the next document.

use super::*;
use coplan_ui::Action;

#[test]
fn an_answer_that_fits_no_more_keeps_no_other_from_the_next_document() {
    let policy = |kind: &str| {
        json!({ "id": "t", "version": "1", "questions": [
            { "id": "local.one", "after": "record_date", "kind": kind, "label": "One" },
            { "id": "local.two", "after": "record_date", "kind": "text", "label": "Two" },
        ] })
    };
    let document = json!({ "form": "care_plan", "id": "earlier", "status": "complete", "subject": { "name": "Ada Example" },
        "answers": { "record_date": "2026-05-12", "local": { "one": "many", "two": "stays", "three": "asked no more" } } });
    let rules = under(&policy("number"), FormName::CarePlan).rules;
    let next = start_from(&Document::under(document, None, Some(rules)).unwrap()).unwrap();
    assert_eq!(next.answers["local"], json!({ "two": "stays" }));
    assert!(next.carried.contains_key("local.two"), "{:?}", next.carried);
}

/// Finished documents of three forms, with answers to everything that the example policy hides or adds.
fn finished() -> Vec<Value> {
    let texts = [
        include_str!("../../../../tests/fixtures/care_plan/reviewed.json"),
        include_str!("../../../../tests/fixtures/relapse_plan/whole.json"),
        include_str!("../../../../tests/fixtures/comprehensive_assessment/scenario.json"),
    ];
    let finished = |text| {
        let mut document: Value = serde_json::from_str(text).unwrap();
        document["status"] = json!("complete");
        document["answers"]["local"] = json!({
            "ward_round": "yes", "ward": "Ash", "arrived_on": "2026-05-01", "visits": 3, "languages": ["rights"],
            "our_team": [{ "id": "t", "name": { "name": "Bo" }, "bleep": 12, "shift": "night", "note": "Ring" }],
        });
        let asked = document["answers"]["local"].as_object().unwrap().keys();
        document["asked"] = asked.map(|id| (format!("local.{id}"), json!({ "kind": "text", "label": id }))).collect();
        document
    };
    texts.map(finished).to_vec()
}

#[test]
fn whatever_travels_is_looked_at_in_a_section_that_is_on_screen() {
    let hiding_more = |mut policy: Value| {
        let more = [
            "carer_info_limits",
            "contact_frequency",
            "team_members",
            "care_plan.partnership",
            "access.communication_needs",
        ];
        policy["hide"].as_array_mut().unwrap().extend(more.map(Value::from));
        policy
    };
    for policy in [example(), hiding_more(example())] {
        for document in finished() {
            let form = FormName::from_name(document["form"].as_str().unwrap()).unwrap();
            let applied = under(&policy, form);
            let next = start_from(&Document::under(document, None, Some(applied.rules)).unwrap()).unwrap();
            let store = FormStore::new(form, Rc::new(Still));
            store.set_policy(Some(applied));
            store.open(next);
            let store = Rc::new(store);
            assert!(store.document.borrow().carried.keys().any(|key| key.starts_with("local.")), "{}", form.as_str());
            let mut left = store.document.borrow().carried.len();
            for section in
                store.sections().into_iter().filter(|section| store.has_carried(section.id)).collect::<Vec<_>>()
            {
                store.handle(Action::ConfirmCarried(section.id.to_owned()));
                let now = store.document.borrow().carried.len();
                assert!(now < left, "{}: {} has something to look at", form.as_str(), section.id);
                left = now;
            }
            let carried = store.document.borrow().carried.clone();
            let blocking = store.problems(Moment::Complete).into_iter().filter(|one| one.code == "carried");
            assert_eq!(blocking.map(|one| one.path).collect::<Vec<_>>(), [""; 0], "{}: {carried:?}", form.as_str());
        }
    }
}

/// A policy whose second question hangs on the first in one version only.
fn hanging(only_if: Option<&str>) -> Value {
    json!({ "id": "t", "version": "1", "questions": [
        { "id": "local.one", "after": "record_date", "kind": "code", "options": { "yes": "Yes", "no": "No" }, "label": "One" },
        { "id": "local.two", "after": "local.one", "kind": "text", "label": "Two in our words", "only_if": only_if },
    ] })
}

#[test]
fn what_a_newer_policy_asks_only_sometimes_is_still_read_where_it_was_answered() {
    let begun = begun(FormName::CarePlan, Mode::Staff, &hanging(None));
    begun.typed("local.one", "no", true);
    begun.typed("local.two", "Two flights of stairs", false);
    let mut document = begun.document.borrow().to_value();
    document["status"] = json!("complete");
    let newer = hanging(Some("local.one=yes"));
    let store = opened(&document, Some(&newer));
    for read in [as_text(&store), on_paper(&store)] {
        assert_eq!(read.matches("Two flights of stairs").count(), 1, "{read}");
        assert_eq!(read.matches("Two in our words").count(), 1);
    }
    assert_eq!(store.document.borrow().to_value()["answers"], document["answers"]);
    // What is asked and answered again stands at its place, and what is not asked any more is put aside.
    document["status"] = json!("draft");
    let store = opened(&document, Some(&newer));
    store.typed("local.one", "yes", true);
    assert!(as_text(&store).contains("Two flights of stairs"));
    assert_eq!(screen(&store).matches("Two flights of stairs").count(), 1);
    store.typed("local.one", "no", true);
    assert!(!as_text(&store).contains("Two flights of stairs"));
    store.typed("local.one", "yes", true);
    assert!(as_text(&store).contains("Two flights of stairs"));
    // Nothing travels that is not asked.
    document["status"] = json!("complete");
    let rules = under(&newer, FormName::CarePlan).rules;
    let next = start_from(&Document::under(document, None, Some(rules)).unwrap()).unwrap();
    assert_eq!(next.answers["local"], json!({ "one": "no" }));
}
