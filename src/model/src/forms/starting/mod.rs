//! Later documents from earlier ones. What is carried over is marked, and looked at before the new document is complete
//! ([`crate::carried`]).
//!
//! What never travels: signatures, copies, the day and the author of the record, why it was amended or left unfinished, what was
//! agreed or decided then, and everything of abuse.

mod care_plan;
mod elsewhere;
mod next;
mod relapse_plan;

pub use care_plan::{goal_from_area, into_the_plan, start_care_plan};
pub use elsewhere::{answered_elsewhere, use_answers};
pub use next::start_from;
pub use relapse_plan::start_relapse_plan;

use crate::fields::{Field, Kind};
use crate::index::Index;
use crate::json::Value;
use crate::path::{self, Answers as Tree};
use crate::{Document, check, people};

/// The team, and how to reach it: the same questions in every form.
const TEAM: [&str; 7] = [
    "care_coordinator",
    "standin",
    "gp",
    "primary_contact",
    "team_members",
    "su_choice_of_coordinator",
    "su_choice_note",
];

/// A new document about the same person, in the same words, for those who may see what it is begun from.
fn beside(earlier: &Document, form: crate::FormName) -> Document {
    let mut document = Document::new(form);
    document.subject = earlier.subject.clone();
    document.access = earlier.access;
    document.terms = earlier.terms.clone();
    document.locale = earlier.locale.clone();
    document
}

/// Carries the answers to these questions, where both forms ask them.
fn carry(earlier: &Document, document: &mut Document, questions: &[&str]) {
    for field in document.fields().iter().filter(|field| questions.contains(&field.id)) {
        if let Some(answer) = earlier.answers.get(field.id).and_then(|answer| known_only(field, answer)) {
            document.answers.insert(field.id.to_owned(), answer);
        }
    }
}

/// An answer without what this version does not ask. Nothing, when it is no answer to the question.
fn known_only(field: &'static Field, answer: &Value) -> Option<Value> {
    let mut answer = check::single(field, answer).ok()??;
    if let Some(inner) = field.kind.inner() {
        match &mut answer {
            Value::Object(group) => strip(inner, group),
            Value::Array(rows) => rows.iter_mut().filter_map(Value::as_object_mut).for_each(|row| strip(inner, row)),
            _ => {}
        }
    }
    Some(answer)
}

fn strip(fields: &'static [Field], group: &mut Tree) {
    for (key, answer) in std::mem::take(group) {
        match fields.iter().find(|field| field.id == key) {
            Some(field) => known_only(field, &answer).map(|answer| group.insert(key, answer)),
            None => None,
        };
    }
}

/// Whoever the new document refers to and does not name itself keeps the name that the earlier one knows.
fn keep_names(earlier: &Document, document: &mut Document) {
    let mut named = Index::default();
    for known in people::known(document) {
        named.add(&known.reference);
    }
    let mut elsewhere = Tree::new();
    for known in people::known(earlier) {
        if !named.contains(&known.reference) {
            elsewhere.insert(known.reference, Value::from(known.name));
        }
    }
    people::each_someone(document.fields(), &mut document.answers, "", &mut |_, someone| {
        if let Some(name) = elsewhere.get(path::text(someone, "person")) {
            someone.remove("person");
            someone.insert("name".to_owned(), name.clone());
        }
    });
}

/// Whose words the answers are that were carried.
fn keep_voices(earlier: &Document, document: &mut Document, carried: &dyn Fn(&str) -> bool) {
    let Some(Value::Object(voices)) = earlier.answers.get("voices") else { return };
    let asks = document.fields().iter().any(|field| field.kind == Kind::Voices);
    let mut answered = Index::default();
    crate::carried::each_answer(document, &mut |answer| {
        answered.add(&answer.key);
    });
    let kept = voices.iter().filter(|(key, _)| carried(key) && answered.contains(key));
    let kept: Tree = kept.map(|(k, v)| (k.clone(), v.clone())).collect();
    if !asks || kept.is_empty() {
        return;
    }
    match document.answers.get_mut("voices") {
        Some(Value::Object(voices)) => voices.extend(kept),
        _ => drop(document.answers.insert("voices".to_owned(), Value::Object(kept))),
    }
}

/// What the questions of the answers said that were carried, where that was not what ours say.
fn keep_words(earlier: &Document, document: &mut Document, carried: &dyn Fn(&str) -> bool) {
    let is_about = |key: &str| document.carried.keys().any(|answer| path::is_in(answer, key));
    let kept = earlier.asked.iter().filter(|(key, _)| carried(key) && is_about(key));
    let kept: Tree = kept.map(|(key, words)| (key.clone(), words.clone())).collect();
    document.asked.extend(kept);
}
