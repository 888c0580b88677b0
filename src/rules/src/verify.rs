//! Whether the signatures of a document still match what stands there, and whether one is missing.
//!
//! It tells of a change: of the answers, of the document and of the person they belong to, of the signature itself. It does not
//! tell who signed, because whoever can write a document can write a digest too.

use std::collections::HashSet;

use coplan_model::signature::{self, Standing};
use coplan_model::{Document, Status, amendment};
use serde::Serialize;
use serde_json::Value;

/// One signature, or one that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SignatureFound {
    /// Whose: `person`, `worker`, …
    pub role: String,
    /// `matches`, `matches_answers`, `changed`, `no_digest`, `signs_nothing` or `missing`.
    pub standing: &'static str,
    /// Which earlier version it is of; `None` for the document itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<usize>,
}

/// How the signatures of a document stand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signatures {
    /// Those of the document, of its earlier versions, and those that are missing.
    pub signatures: Vec<SignatureFound>,
    /// None has changed, signs nothing, or is missing without a reason.
    pub well: bool,
}

/// Looks at each signature of a document and of its earlier versions.
pub fn verify(document: &Document) -> Signatures {
    let (mut found, mut well) = (Vec::new(), true);
    for (role, standing) in signature::verify(document) {
        well &= !matches!(standing, Standing::Changed | Standing::SignsNothing);
        found.push(SignatureFound { role, standing: standing.code(), earlier: None });
    }
    // Who signed an earlier text may not have signed the next: the signature stays beside both, and counts where it matches.
    let mut matched = HashSet::new();
    let signed = |entry: &Value| entry["signatures"].as_array().is_some_and(|signatures| !signatures.is_empty());
    for (at, _) in document.earlier.iter().enumerate().filter(|(_, entry)| signed(entry)) {
        let Some(before) = amendment::before(document, at) else { continue };
        for ((role, standing), signature) in signature::verify(&before).into_iter().zip(&before.signatures) {
            let signature = Value::Object(signature.clone()).to_string();
            match standing {
                Standing::Matches | Standing::MatchesAnswers => drop(matched.insert(signature)),
                Standing::Changed => well &= matched.contains(&signature),
                Standing::NoDigest | Standing::SignsNothing => {}
            }
            found.push(SignatureFound { role, standing: standing.code(), earlier: Some(at) });
        }
    }
    if matches!(document.status, Status::Complete | Status::Amended) {
        for field in signature::asked(document) {
            if signature::lacks(document, field) == Some("missing") {
                well = false;
                found.push(SignatureFound {
                    role: signature::role(field.id).to_owned(),
                    standing: "missing",
                    earlier: None,
                });
            }
        }
    }
    Signatures { signatures: found, well }
}
