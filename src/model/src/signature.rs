//! Signatures: whether what was signed is still what stands there.
//!
//! A signature holds a digest of the document as it was signed. It shows that something changed afterwards; it does not
//! prove who signed. Signing is not agreeing, and neither ever blocks.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::Document;
use crate::canonical::canonical;
use crate::path::text;

/// What a signature turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has changed since.
    Matches,
    /// Something has changed since: the signature is void.
    Changed,
    /// It holds no digest, so nobody can say.
    NoDigest,
}

impl Standing {
    /// A name for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Standing::Matches => "matches",
            Standing::Changed => "changed",
            Standing::NoDigest => "no_digest",
        }
    }
}

/// The digest of what is signed: `sha-256:` and 64 hexadecimal digits, of the canonical JSON (RFC 8785) of `form`,
/// `version`, `subject` and `answers`.
pub fn digest(document: &Document) -> String {
    let whole = document.to_value();
    let signed = json!({
        "form": whole["form"], "version": whole["version"], "subject": whole["subject"], "answers": whole["answers"],
    });
    let hash = Sha256::digest(canonical(&signed).as_bytes());
    let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha-256:{hex}")
}

/// For each signature of a document, in order: its role, and whether it still matches.
pub fn verify(document: &Document) -> Vec<(String, Standing)> {
    let now = digest(document);
    let standing = |signature: &Value| match signature.as_object().map(|signature| text(signature, "digest")) {
        None | Some("") => Standing::NoDigest,
        Some(then) if then == now => Standing::Matches,
        Some(_) => Standing::Changed,
    };
    let role = |signature: &Value| signature["role"].as_str().unwrap_or_default().to_owned();
    document.signatures.iter().map(|signature| (role(signature), standing(signature))).collect()
}
