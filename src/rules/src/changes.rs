//! What differs between two documents, as `changes()` gives it.

use coplan_model::Document;
use coplan_ui::Change;

use crate::error::RulesError;
use crate::render::{Look, context};

/// What differs between two documents of one form about one person, in the order of the questions.
///
/// # Errors
/// When they cannot be compared.
pub fn changes(earlier: Document, later: Document, look: &Look) -> Result<Vec<Change>, RulesError> {
    Ok(coplan_ui::changes(&context(later, look)?, &context(earlier, look)?)?)
}

/// A question a paragraph, with both answers under it.
pub fn in_words(found: &[Change]) -> String {
    let mut out = String::new();
    for Change { label, before, after, .. } in found {
        out += &format!("{label}\n");
        for (sign, answer) in [('-', before), ('+', after)] {
            for line in answer.iter().flat_map(|answer| answer.lines()) {
                out += &format!("{sign} {line}\n");
            }
        }
        out.push('\n');
    }
    out
}
