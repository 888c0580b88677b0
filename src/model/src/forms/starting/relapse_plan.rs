//! From a care plan or an assessment to a relapse plan: who is in the team, and what to do in a crisis.

use super::{TEAM, beside, carry, keep_names, keep_voices, keep_words};
use crate::{Document, DocumentError, ErrorCode, FormName, carried};

/// A new relapse plan from a care plan or a comprehensive assessment, which stays as it is: the team, and from a care plan the
/// contingency plan. What helps the person keep well, and how they notice that they are not, is theirs to say.
///
/// # Errors
///
/// `other_form` for any other document.
pub fn start_relapse_plan(from: &Document) -> Result<Document, DocumentError> {
    if !matches!(from.form, FormName::CarePlan | FormName::ComprehensiveAssessment) {
        return Err(DocumentError::new("form", ErrorCode::OtherForm));
    }
    let mut plan = beside(from, FormName::RelapsePlan);
    carry(from, &mut plan, &TEAM);
    carry(from, &mut plan, &["contingency"]);
    keep_names(from, &mut plan);
    keep_voices(from, &mut plan, &|_| true);
    carried::mark(&mut plan, from);
    keep_words(from, &mut plan, &|_| true);
    Ok(plan)
}
