//! The next document of the same form: last year's answers, to be looked at again.

use super::{beside, keep_names, keep_voices, keep_words, known_only, strip};
use crate::comprehensive_assessment::is_restricted;
use crate::domains::DomainName;
use crate::fields::{Field, Kind, When};
use crate::json::Value;
use crate::path::{self, Answers as Tree};
use crate::policy::{self, LOCAL};
use crate::{Document, DocumentError, ErrorCode, FormName, Status, carried};

/// What belongs to the record itself, or to what was agreed, decided and found then: by the id of the question, wherever it is.
const LEFT_BEHIND: [&str; 37] = [
    // The record: its day, its authors, who got it, who signed it, and why it was changed or left.
    "record_date",
    "completed_by",
    "completed_with",
    "amendment_reason",
    "copies",
    "no_su_copy_reason",
    "sign_su_absent_reason",
    "sign_su_absent_note",
    "sign_cc_absent_reason",
    "incomplete_reason",
    "incomplete_note",
    "return_date",
    // What was agreed.
    "agreement",
    "agreed_by_doer",
    "made_with_capacity",
    "made_with_capacity_note",
    "helped_by",
    // What was decided, and how it was found out.
    "assessment_stage",
    "emergency",
    "referral",
    "info_sources",
    "info_checked",
    "explained",
    "cpa_decision",
    "cpa_decision_reason",
    "cpa_decision_explained",
    "decision",
    "reviewed_on",
    "updated_on",
    "updated_by",
    // What became of it.
    "reviews",
    "transitions",
    "progress",
    "amendments",
    "outcome",
    "immediate_action",
    // Abuse.
    "violence_abuse",
];

/// Goals that have come to an end are not begun again.
const ENDED: [&str; 5] = ["achieved", "partly_achieved", "changed", "stopped", "not_achieved"];

/// A new draft of the same form from a finished document, which stays as it is. Rows keep their ids, so that both can be compared.
///
/// # Errors
///
/// `not_finished` for a draft or a withdrawn document; `never_carried` for the abuse question, which is asked again in its own
/// document.
pub fn start_from(previous: &Document) -> Result<Document, DocumentError> {
    if previous.form == FormName::AbuseQuestion {
        return Err(DocumentError::new("form", ErrorCode::NeverCarried));
    }
    if !matches!(previous.status, Status::Complete | Status::Amended) {
        return Err(DocumentError::new("status", ErrorCode::NotFinished));
    }
    let mut next = beside(previous, previous.form);
    next.rules = previous.rules;
    next.answers = travelling(next.fields(), &previous.answers);
    let restricted = |path: &str| is_restricted(&previous.answers, path);
    let travelled = next.answers.clone();
    if let Some(Value::Array(risks)) = next.answers.get_mut("risks") {
        let mut at = 0;
        risks.retain(|_| {
            at += 1;
            !is_restricted(&travelled, &crate::path::numbered("risks", at - 1))
        });
    }
    if let Some(Value::Object(signs)) = next.answers.get_mut("cpa_characteristics") {
        signs.retain(|key, _| !restricted(&["cpa_characteristics.", key].concat()));
    }
    if let Some(Value::Object(own)) = next.answers.get_mut(LOCAL) {
        // Nor does what is not asked now: it would be on no screen to be looked at.
        let unasked = policy::recorded(previous);
        own.retain(|id, _| {
            let path = [LOCAL, ".", id].concat();
            unasked.iter().all(|one| one.path != path) && policy::may_be_told(previous, &previous.asked, &path)
        });
    }
    keep_names(previous, &mut next);
    keep_voices(previous, &mut next, &|_| true);
    carried::mark(&mut next, previous);
    keep_words(previous, &mut next, &|_| true);
    Ok(next)
}

/// The answers of these that travel.
fn travelling(fields: &'static [Field], answers: &Tree) -> Tree {
    let (mut kept, mut behind) = (Tree::new(), LEFT_BEHIND.to_vec());
    for field in fields.iter().filter(|field| !LEFT_BEHIND.contains(&field.id) && field.id != "voices") {
        // What hangs on an answer that stays behind stays with it.
        if field.only_if.is_some_and(|condition| !condition.from_root && behind.contains(&condition.question)) {
            behind.push(field.id);
            continue;
        }
        let answer = match (field.kind, answers.get(field.id)) {
            // Of a trust's own answers each travels whole, whether or not the others fit their questions.
            (Kind::Group(inner), Some(Value::Object(own))) if field.id == LOCAL => {
                let mut own = own.clone();
                strip(inner, &mut own);
                (!own.is_empty()).then_some(Value::Object(own))
            }
            (_, answer) => answer.and_then(|answer| known_only(field, answer)),
        };
        let Some(answer) = answer else { continue };
        let answer = match (field.kind, answer) {
            // It had to lie ahead, and does no longer.
            (Kind::Date(dates), _) if dates.when == When::Future => continue,
            (Kind::Signature, _) => continue,
            (Kind::Group(_), answer) if field.id == LOCAL => answer,
            (Kind::Group(inner), Value::Object(group)) => Value::Object(travelling(inner, &group)),
            (Kind::Rows(inner), Value::Array(rows)) => {
                let rows = rows.into_iter().filter_map(|row| match row {
                    Value::Object(row) if travels(&row) => Some(Value::Object(travelling(inner, &row))),
                    _ => None,
                });
                Value::Array(rows.collect())
            }
            (_, answer) => answer,
        };
        kept.insert(field.id.to_owned(), answer);
    }
    kept
}

/// Whether a row travels: nothing about abuse does, and no goal that has ended.
fn travels(row: &Tree) -> bool {
    let about_abuse = path::list(row, "domains").iter().any(|domain| domain == DomainName::ViolenceAbuse.code());
    !about_abuse && !ENDED.contains(&path::text(row, "status"))
}
