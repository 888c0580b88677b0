//! Any policy and any document: what was written under one opens without it, under an older and under a newer one, and loses nothing.

use std::rc::Rc;

use coplan_model::json::{Map, Value};
use coplan_model::policy::{Policy, PolicyError};
use coplan_model::{Document, FormName, Moment, canonical};
use coplan_ui::policy::applied;
use coplan_ui::{FormContext, FormProps, FormStore, Paper, View, text};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::json;

use crate::rendered::rendered;
use crate::still::Still;

const DOCUMENTS: [&str; 6] = [
    include_str!("../../../tests/fixtures/abuse_question/yes.json"),
    include_str!("../../../tests/fixtures/comprehensive_assessment/scenario.json"),
    include_str!("../../../tests/fixtures/comprehensive_assessment/amended.json"),
    include_str!("../../../tests/fixtures/relapse_plan/whole.json"),
    include_str!("../../../tests/fixtures/relapse_plan/amended.json"),
    include_str!("../../../tests/fixtures/care_plan/reviewed.json"),
];

const HIDDEN: [&str; 9] = [
    "equality_notes",
    "domains.*.carer_view",
    "section.partners",
    "section.carers",
    "contact_frequency",
    "reentry_plan",
    "people[].relationship",
    "present",
    "care_plan.carer_info_limits",
];

const IDS: [&str; 5] = ["one", "two", "three", "four", "five"];

fn question() -> impl Strategy<Value = Value> {
    (
        select(vec!["text", "long_text", "date", "code", "codes", "number", "person", "rows"]),
        any::<bool>(),
        any::<bool>(),
    )
        .prop_map(|(kind, follows, staff)| {
            let mut question = json!({ "kind": kind, "label": format!("Our own {kind}?"), "staff": staff });
            if follows {
                question["after"] = json!("record_date");
            }
            if kind.starts_with("code") {
                question["options"] = json!({ "yes": "Yes", "rather_not": "Rather not" });
            }
            if kind == "rows" {
                question["questions"] = json!([
                    { "id": "what", "kind": "text", "label": "What" },
                    { "id": "who", "kind": "person", "label": "Who" },
                    { "id": "many", "kind": "number", "label": "How many" },
                ]);
            }
            question
        })
}

/// Whether a policy can have these questions.
fn usable(questions: &[Value]) -> Result<(), PolicyError> {
    let policy = Policy::read(&json!({ "id": "any", "version": "1", "questions": questions }))?;
    applied(&policy, FormName::CarePlan).map(|_| ())
}

fn policy() -> impl Strategy<Value = Value> {
    let hanging = prop::collection::vec(prop::option::of(select(IDS.to_vec())), 5);
    let own = (subsequence(IDS.to_vec(), 0..=5), prop::collection::vec(question(), 5), hanging);
    (subsequence(HIDDEN.to_vec(), 0..=9), own, any::<bool>()).prop_map(|(hide, (ids, questions, hanging), needed)| {
        let named = |((id, mut question), of): ((&&str, Value), Option<&str>)| {
            question["id"] = json!(format!("local.{id}"));
            if let Some(of) = of {
                question["only_if"] = json!(format!("local.{of}"));
            }
            question
        };
        let mut questions: Vec<Value> = ids.iter().zip(questions).zip(hanging).map(named).collect();
        // Those that hang on none that there is, or in a circle, hang on nothing.
        while let Err(refused) = usable(&questions) {
            let at: usize = refused.path[10..].split(']').next().unwrap().parse().unwrap();
            assert!(
                refused.path.ends_with(".only_if")
                    && questions[at].as_object_mut().unwrap().remove("only_if").is_some()
            );
        }
        let need: Vec<Value> = questions.iter().filter(|_| needed).map(|question| question["id"].clone()).collect();
        // A question that the form has may be hidden in one version only.
        json!({ "id": "any", "version": "1", "hide": hide, "need": need, "questions": questions,
            "sections": ["signatures", "team", "goals"] })
    })
}

/// An answer of some kind, whether it fits its question or not.
fn answer() -> impl Strategy<Value = Value> {
    prop_oneof![
        "[a-z]{1,8}( [a-z\u{5d0}-\u{5d4}<&]{1,5})?".prop_map(Value::from),
        (0..5000_u32).prop_map(Value::from),
        Just(json!("2026-11-03")),
        Just(json!("yes")),
        Just(json!(["yes", "rather_not"])),
        Just(json!({ "name": "Bo Berg" })),
        Just(
            json!([{ "id": "r1", "what": "ring", "who": { "name": "Cy" }, "many": 3 }, { "id": "r2", "what": "wait" }])
        ),
        Just(json!({ "newer": [true, null, 1.5] })),
    ]
}

fn document() -> impl Strategy<Value = Value> {
    let local = prop::collection::vec(prop::option::of((answer(), any::<bool>(), question())), 5);
    (select(DOCUMENTS.to_vec()), local).prop_map(|(text, local)| {
        let mut document: Value = serde_json::from_str(text).unwrap();
        let (mut answers, mut asked) = (Map::new(), Map::new());
        for (id, given) in IDS.iter().zip(local) {
            let Some((answer, recorded, question)) = given else { continue };
            answers.insert((*id).to_owned(), answer);
            if recorded {
                let words =
                    json!({ "kind": question["kind"], "label": question["label"], "options": { "yes": "Yes" } });
                asked.insert(format!("local.{id}"), words);
            }
        }
        if !answers.is_empty() {
            document["answers"]["local"] = Value::Object(answers);
            document["asked"] = Value::Object(asked);
        }
        document
    })
}

fn form(document: &Value) -> FormName {
    FormName::from_name(document["form"].as_str().unwrap()).unwrap()
}

fn written(document: &Value, policy: Option<&Value>) -> Value {
    let rules = policy.map(|policy| applied(&Policy::read(policy).unwrap(), form(document)).unwrap().rules);
    Document::under(document.clone(), None, rules).unwrap().to_value()
}

fn opened(document: &Value, policy: Option<&Value>) -> Rc<FormStore> {
    let store = FormStore::new(form(document), Rc::new(Still));
    store.set_policy(policy.map(|policy| applied(&Policy::read(policy).unwrap(), form(document)).unwrap()));
    store.open(Document::from_value(document.clone(), None).unwrap());
    Rc::new(store)
}

/// Every text that somebody typed into the trust's own questions.
fn typed(answer: &Value, found: &mut Vec<String>) {
    match answer {
        Value::String(text) if text != "yes" && text != "rather_not" && text != "2026-11-03" => {
            found.push(text.clone())
        }
        Value::Array(items) => items.iter().for_each(|item| typed(item, found)),
        Value::Object(group) => group.iter().filter(|(key, _)| *key != "id").for_each(|(_, value)| typed(value, found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 48 } else { 2_000 }))]

    #[test]
    fn no_policy_costs_a_document_a_byte(document in document(), older in policy(), newer in policy()) {
        let alone = written(&document, None);
        for policy in [&older, &newer] {
            let under = written(&document, Some(policy));
            prop_assert_eq!(canonical::text(&under), canonical::text(&alone), "{}", policy);
            // And back again, as a host would hand it over.
            prop_assert_eq!(canonical::text(&written(&under, None)), canonical::text(&alone));
        }
        // A policy that is set while a document is on screen changes nothing in it either.
        let store = opened(&document, Some(&older));
        let before = canonical::text(&store.document.borrow().to_value());
        store.set_policy(Some(applied(&Policy::read(&newer).unwrap(), form(&document)).unwrap()));
        store.set_policy(None);
        prop_assert_eq!(canonical::text(&store.document.borrow().to_value()), before);
    }

    #[test]
    fn what_was_answered_is_read_under_any_policy(document in document(), policy in policy()) {
        let mut expected = Vec::new();
        typed(&document["answers"]["local"], &mut expected);
        for policy in [None, Some(&policy)] {
            let store = opened(&document, policy);
            let form = FormContext::new(store.clone(), View::Print);
            let read = text(&form, 0);
            let paper = rendered::<Paper>(FormProps { form });
            let plain = paper.replace("&lt;", "<").replace("&amp;", "&");
            for words in &expected {
                prop_assert!(read.contains(words), "{} is in {}", words, read);
                prop_assert!(plain.contains(words), "{} is on paper", words);
            }
            store.problems(Moment::Complete);
        }
    }
}
