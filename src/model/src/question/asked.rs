//! Whether a question is asked: [`asked`] for the screen and for paper. Its condition, [`Field::is_asked_among`], is also that
//! of what completion needs, of what is put aside and of signatures.

use crate::Document;
use crate::fields::{self, Field, Need};
use crate::json::Value;
use crate::path::{self, Answers};
use crate::signature::{self, Standing};

/// Who is at the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A worker, alone or with the person.
    Worker,
    /// The person alone: what is a worker's to answer is not asked.
    Person,
}

/// Whether the question at `path` is asked, given the answers of the document and who is at the screen. What no table has is
/// not.
pub fn asked(document: &Document, path: &str, audience: Audience) -> bool {
    let Some(field) = fields::find(document.fields(), path) else { return false };
    // What a policy hides is asked of nobody; an answer that is there is read.
    if field.hidden && path::get(&document.answers, path).is_none_or(path::is_blank)
        || document.misfits.iter().any(|misfit| path::is_in(path, misfit))
    {
        return false;
    }
    if field.need == Need::Kept || field.staff && audience == Audience::Person {
        return false;
    }
    if field.need == Need::ByRule && !document.asks_by_rule(field.id) {
        return false;
    }
    // Whoever has signed is not asked why they have not.
    let absent = path.strip_suffix("_absent_reason").or_else(|| path.strip_suffix("_absent_note"));
    let standing = absent.and_then(|signature| signature::standing(document, signature::role(signature)));
    if standing.is_some_and(Standing::is_signed) {
        return false;
    }
    let group = path::parent(path).0;
    let nothing = Answers::new();
    let beside = match group {
        "" => &document.answers,
        signature if signature.starts_with("sign_") => {
            signature::find(document, signature::role(signature)).unwrap_or(&nothing)
        }
        group => path::get(&document.answers, group).and_then(Value::as_object).unwrap_or(&nothing),
    };
    // A question in a group is asked only when the group is.
    let in_group = group.is_empty() || fields::find(document.fields(), group).is_none();
    field.is_asked_among(&document.answers, beside) && (in_group || asked(document, group, audience))
}

impl Field {
    /// Whether its own condition holds among the answers beside it, or among those of the whole form.
    pub fn is_asked_among(&self, whole: &Answers, beside: &Answers) -> bool {
        self.only_if.is_none_or(|condition| condition.holds(if condition.from_root { whole } else { beside }))
    }
}
