//! From an assessment to a plan, without asking twice (manual, Unit 7, L2508–2516; Unit 5, L1665–1666).
//!
//! What is carried over is named here, piece by piece: needs, strengths and people. Nothing else comes into a plan by
//! itself: nothing of abuse, of risk, or of what others may be told.

use crate::blank::is_blank_text;
use crate::domains::DomainName;
use crate::fields::{self, Field};
use crate::index::Index;
use crate::json::{Map, Value};
use crate::path::{self, Answers as Tree};
use crate::voices::{self, Voice};
use crate::{Document, FormName, check, people};

/// The people, and how to reach and to talk with them: the same questions in both forms.
const PEOPLE: &[&str] = &[
    "care_coordinator",
    "standin",
    "gp",
    "primary_contact",
    "team_members",
    "su_choice_of_coordinator",
    "su_choice_note",
    "carers",
    "access",
];

/// Where strengths stand in an assessment, and where the person says them in their own words.
const STRENGTHS: &str = "domains.strengths_aspirations.strengths";
const OWN_WORDS: &str = "domains.strengths_aspirations.su_view";

/// A new plan from an assessment: a goal for each key issue of its formulation, in their order, the strengths, and the
/// people. Rows that are new have an id from `new_id`; those of people keep theirs, so that whoever refers to them still
/// does. The assessment stays as it is.
pub fn start_care_plan(assessment: &Document, new_id: &mut dyn FnMut() -> String) -> Document {
    let mut plan = Document::new(FormName::CarePlan);
    plan.subject = assessment.subject.clone();
    plan.terms = assessment.terms.clone();
    plan.locale = assessment.locale.clone();
    let from = &assessment.answers;
    for field in plan.form.fields().iter().filter(|field| PEOPLE.contains(&field.id)) {
        if let Some(answer) = from.get(field.id).and_then(|answer| known_only(field, answer)) {
            plan.answers.insert(field.id.to_owned(), answer);
        }
    }
    let (strengths, own_words) = (path::text(from, STRENGTHS), path::text(from, OWN_WORDS));
    if !is_blank_text(strengths) {
        plan.answers.insert("strengths_used".to_owned(), strengths.into());
    } else if !is_blank_text(own_words) {
        plan.answers.insert("strengths_used".to_owned(), own_words.into());
        voices::record(&mut plan.answers, "strengths_used", Some(Voice::Su.code()));
    }
    let issues = path::list(from, "formulation.key_issues").iter().filter_map(Value::as_object);
    for issue in issues.filter(|issue| !is_blank_text(path::text(issue, "issue"))) {
        path::push(&mut plan.answers, "goals", goal(issue, new_id()));
    }
    keep_names(assessment, &mut plan);
    plan
}

/// The goal that a key issue begins. Of an issue about abuse only its place in the order is kept: what of it the plan may
/// say, and whoever gets a copy may read, is for the person to decide.
fn goal(issue: &Tree, id: String) -> Value {
    let mut goal = Map::from_iter([("id".to_owned(), Value::from(id))]);
    let about_abuse = path::list(issue, "domains").iter().any(|domain| domain == DomainName::ViolenceAbuse.code());
    let carried: &[_] = if about_abuse {
        &[("id", "key_issue")]
    } else {
        &[("issue", "need"), ("id", "key_issue"), ("domains", "domains")]
    };
    for (then, now) in carried {
        let field = fields::find(FormName::CarePlan.fields(), &["goals.", now].concat());
        if let Some(answer) = field.zip(path::get(issue, then)).and_then(|(field, answer)| known_only(field, answer)) {
            goal.insert((*now).to_owned(), answer);
        }
    }
    Value::Object(goal)
}

/// An answer without what this version does not ask. Nothing, when it is no answer to the question.
fn known_only(field: &'static Field, answer: &Value) -> Option<Value> {
    let mut alone = Map::from_iter([(field.id.to_owned(), answer.clone())]);
    check::group(std::slice::from_ref(field), &mut alone, "").ok()?;
    let mut answer = alone.remove(field.id)?;
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

/// Whoever the plan refers to and does not name itself keeps the name that the assessment knows.
fn keep_names(assessment: &Document, plan: &mut Document) {
    let mut named = Index::default();
    for known in people::known(plan) {
        named.add(&known.reference);
    }
    let mut elsewhere = Tree::new();
    for known in people::known(assessment) {
        if !named.contains(&known.reference) {
            elsewhere.insert(known.reference, Value::from(known.name));
        }
    }
    people::each_someone(plan.form.fields(), &mut plan.answers, "", &mut |_, someone| {
        if let Some(name) = elsewhere.get(path::text(someone, "person")) {
            someone.remove("person");
            someone.insert("name".to_owned(), name.clone());
        }
    });
}
