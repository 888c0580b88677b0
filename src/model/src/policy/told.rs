//! Whether an answer to one of a trust's own questions says as much as an answer to the abuse question.

use super::{LOCAL, local_name};
use crate::Document;
use crate::fields;
use crate::json::Value;
use crate::path::{self, Answers};

/// The questions of ours that one of the trust's own follows, or on which it hangs, also by way of others of the trust's own.
pub fn hangs_on(document: &Document, path: &str) -> Vec<String> {
    let mut found = vec![path.split('[').next().unwrap_or(path).to_owned()];
    let mut at = 0;
    while let Some(own) = found.get(at).cloned() {
        at += 1;
        let placed = document.rules.and_then(|rules| rules.placed.iter().find(|placed| placed.path == own));
        let condition = fields::find(document.fields(), &own).filter(|_| local_name(&own).is_some());
        let condition = condition.and_then(|field| field.only_if).map(|condition| match condition.from_root {
            true => condition.question.to_owned(),
            false => [LOCAL, ".", condition.question].concat(),
        });
        for other in placed.and_then(|placed| placed.after).map(str::to_owned).into_iter().chain(condition) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found.retain(|path| local_name(path).is_none());
    found
}

/// Whether an answer to a trust's own question may be in a copy for those who may not see what is restricted: the policy that is
/// set says where it stands, what it said is written down in `asked`, and it has nothing to do with an answer that is restricted.
/// What nobody knows about is not told.
pub fn may_be_told(document: &Document, asked: &Answers, path: &str) -> bool {
    let own = path.split('[').next().unwrap_or(path);
    let words = asked.get(own);
    if words.is_some_and(|words| words.get("restricted") == Some(&Value::Bool(true))) {
        return false;
    }
    let groups = document.form.restricted_groups();
    if groups.is_empty() {
        return true;
    }
    let placed = document.rules.is_some_and(|rules| rules.placed.iter().any(|placed| placed.path == own));
    let restricted = |other: &String| groups.iter().any(|group| path::is_in(other, group));
    placed && words.is_some() && !hangs_on(document, own).iter().any(restricted)
}
