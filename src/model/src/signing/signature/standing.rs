//! Digests: whether what was signed is still what stands there. They tell of a change, and not who signed: whoever can write
//! a document can write a digest too.

use std::cell::OnceCell;

use sha2::{Digest, Sha256};

use super::drawing::has_stroke;
use super::find;
use crate::Document;
use crate::blank::is_blank_text;
use crate::canonical;
use crate::json::Value;
use crate::path::{Answers as Tree, text};

/// What a digest begins with that covers the signature itself and its document.
const WHOLE: &str = "sha-256:2:";
/// What a digest of version 0.1 begins with, which covers the answers and the person.
const OLDER: &str = "sha-256:";

/// What a signature turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing has changed since: not the answers, not whom and which document they belong to, not the signature itself.
    Matches,
    /// The answers and the person have not changed since. Its digest is of the older kind, which covers no more: neither the
    /// document's `id` nor the signature's own role, name, day and drawing.
    MatchesAnswers,
    /// Something has changed since: the signature is void.
    Changed,
    /// It holds no digest, so nobody can say.
    NoDigest,
    /// There is nothing to see in it: a name that is blank, or a drawing without a stroke.
    SignsNothing,
}

impl Standing {
    /// A name for machines.
    pub const fn code(self) -> &'static str {
        match self {
            Standing::Matches => "matches",
            Standing::MatchesAnswers => "matches_answers",
            Standing::Changed => "changed",
            Standing::NoDigest => "no_digest",
            Standing::SignsNothing => "signs_nothing",
        }
    }

    /// Whether it counts: it is signed, and what its digest covers has not changed.
    pub const fn is_signed(self) -> bool {
        matches!(self, Standing::Matches | Standing::MatchesAnswers)
    }
}

/// A document as its signatures cover it, worked out once however many there are, and only when one is looked at.
pub(crate) struct Covered<'a> {
    document: &'a Document,
    /// The digest of a signature up to the signature itself.
    begun: OnceCell<Sha256>,
    /// The digest of a signature of version 0.1.
    older: OnceCell<String>,
}

impl<'a> Covered<'a> {
    pub(crate) fn of(document: &'a Document) -> Self {
        Self { document, begun: OnceCell::new(), older: OnceCell::new() }
    }

    /// Its `form`, `version`, `id`, `subject`, `answers` and `asked`, in the canonical form.
    fn text(&self, with_id: bool) -> String {
        let document = self.document;
        let mut out = String::from("{\"answers\":");
        canonical::object(&document.saved().0, &mut out);
        if !document.asked.is_empty() {
            out.push_str(",\"asked\":");
            canonical::object(&document.asked, &mut out);
        }
        out.push_str(",\"form\":");
        canonical::string(document.form.as_str(), &mut out);
        if with_id {
            out.push_str(",\"id\":");
            canonical::string(&document.id, &mut out);
        }
        out.push_str(",\"subject\":");
        canonical::object(&document.subject, &mut out);
        out.push_str(",\"version\":");
        canonical::string(&document.version, &mut out);
        out + "}"
    }

    fn digest(&self, signature: &Tree) -> String {
        let mut itself = signature.clone();
        itself.retain(|key, value| key != "digest" && !value.is_null() && value != "");
        let begun = || Sha256::new().chain_update("[").chain_update(self.text(true)).chain_update(",");
        let hash = self.begun.get_or_init(begun).clone();
        written(WHOLE, hash.chain_update(canonical::canonical(&Value::Object(itself))).chain_update("]"))
    }

    fn older_digest(&self) -> &str {
        self.older.get_or_init(|| written(OLDER, Sha256::new().chain_update(self.text(false))))
    }

    /// How the signature of a role stands; `None` when there is none. Cheap when nobody has signed.
    pub(crate) fn standing(&self, role: &str) -> Option<Standing> {
        Some(self.stands(find(self.document, role)?))
    }

    fn stands(&self, signature: &Tree) -> Standing {
        let said = text(signature, "digest");
        if said.is_empty() {
            return Standing::NoDigest;
        }
        let nameless = signature.contains_key("name") && is_blank_text(text(signature, "name"));
        if nameless || text(signature, "method") == "drawn" && !has_stroke(text(signature, "drawing")) {
            return Standing::SignsNothing;
        }
        match said.starts_with(WHOLE) {
            true if said == self.digest(signature) => Standing::Matches,
            false if said == self.older_digest() => Standing::MatchesAnswers,
            _ => Standing::Changed,
        }
    }
}

fn written(kind: &str, hash: Sha256) -> String {
    let mut written = String::from(kind);
    for byte in hash.finalize() {
        for half in [byte >> 4, byte & 15] {
            written.extend(char::from_digit(u32::from(half), 16));
        }
    }
    written
}

/// The digest of a signature: `sha-256:2:` and 64 hexadecimal digits, of the canonical JSON (RFC 8785) of a list of two. The
/// first is an object of the document's `form`, `version`, `id`, `subject`, `answers` and `asked`, the second the signature without its
/// `digest`. What is absent is left out of both.
pub fn digest(document: &Document, signature: &Tree) -> String {
    Covered::of(document).digest(signature)
}

/// For each signature of a document, in order: its role, and how it stands.
pub fn verify(document: &Document) -> Vec<(String, Standing)> {
    let covered = Covered::of(document);
    let standing = |signature: &Tree| (text(signature, "role").to_owned(), covered.stands(signature));
    document.signatures.iter().map(standing).collect()
}

/// How the signature of a role stands; `None` when there is none. Cheap when nobody has signed.
pub fn standing(document: &Document, role: &str) -> Option<Standing> {
    Covered::of(document).standing(role)
}
