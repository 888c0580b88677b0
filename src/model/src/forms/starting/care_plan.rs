//! From an assessment to a plan, without asking twice (manual, Unit 7, L2508–2516; Unit 5, L1665–1666).
//!
//! What is carried over is named here, piece by piece: needs, strengths and people. Nothing else comes into a plan by
//! itself: nothing of abuse, of risk, or of what others may be told.

use super::{TEAM, beside, carry, keep_names, keep_words, known_only};
use crate::blank::is_blank_text;
use crate::domains::DomainName;
use crate::fields;
use crate::json::{Map, Value};
use crate::path::{self, Answers as Tree};
use crate::voices::{self, Voice};
use crate::{Document, FormName, carried};

/// Where strengths stand in an assessment, and where the person says them in their own words.
const STRENGTHS: &str = "domains.strengths_aspirations.strengths";
const OWN_WORDS: &str = "domains.strengths_aspirations.su_view";

/// A new plan from an assessment: a goal for each key issue of its formulation, in their order, the strengths, and the
/// people. Rows that are new have an id from `new_id`; those of people keep theirs, so that whoever refers to them still
/// does. The assessment stays as it is.
pub fn start_care_plan(assessment: &Document, new_id: &mut dyn FnMut() -> String) -> Document {
    let mut plan = beside(assessment, FormName::CarePlan);
    let from = &assessment.answers;
    carry(assessment, &mut plan, &TEAM);
    carry(assessment, &mut plan, &["carers", "access"]);
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
    for domain in into_the_plan(from) {
        path::push(&mut plan.answers, "goals", goal_from_area(from, domain, new_id()));
    }
    keep_names(assessment, &mut plan);
    carried::mark(&mut plan, assessment);
    keep_words(assessment, &mut plan, &|key| !key.starts_with("goals"));
    plan
}

/// The areas that are to go into the plan and that no key issue is about, in the order of the assessment. Strengths come into it as
/// strengths, and abuse never by itself.
pub fn into_the_plan(assessment: &Tree) -> Vec<&'static str> {
    let issues = path::list(assessment, "formulation.key_issues").iter().filter_map(Value::as_object);
    let issues: Vec<&Tree> = issues.filter(|issue| !is_blank_text(path::text(issue, "issue"))).collect();
    let covered = |domain: &str| issues.iter().any(|issue| path::list(issue, "domains").iter().any(|of| of == domain));
    let marked = |domain: &str| path::text(assessment, &["domains.", domain, ".action_needed"].concat()) == "yes";
    let all = DomainName::CODES.iter().copied();
    let apart = [DomainName::ViolenceAbuse.code(), DomainName::StrengthsAspirations.code()];
    all.filter(|domain| !apart.contains(domain) && marked(domain) && !covered(domain)).collect()
}

/// The goal that an area of an assessment begins. Of the area of risk only its name is carried.
pub fn goal_from_area(assessment: &Tree, domain: &str, id: String) -> Value {
    let mut goal =
        Map::from_iter([("id".to_owned(), Value::from(id)), ("domains".to_owned(), [domain].into_iter().collect())]);
    let need = path::text(assessment, &["domains.", domain, ".needs"].concat());
    if domain != DomainName::Risk.code() && !is_blank_text(need) {
        goal.insert("need".to_owned(), need.into());
    }
    Value::Object(goal)
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
