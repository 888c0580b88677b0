//! Signatures: who signed how, and whether what was signed is still what stands there.
//!
//! A signature holds a digest of the document as it was signed. It shows that something changed afterwards; it does not
//! prove who signed. Signing is not agreeing, and neither ever blocks (manual, Unit 7, L2472–2474).

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::Document;
use crate::canonical::canonical;
use crate::date::CalendarDate;
use crate::path::{Answers as Tree, text};
use crate::problem::Problem;
use crate::shared::Unknown;

/// A signature, in a document's `signatures`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
#[answer(kind = "Signature")]
pub struct Signature {
    /// Whose place it is in: `service_user` or `care_coordinator`.
    #[answer(kept)]
    pub role: Option<String>,
    /// How it is signed.
    pub method: Option<Method>,
    /// Who signs in the service user's place.
    pub signed_by: Option<SignedBy>,
    /// With what authority someone else signs for the service user.
    #[answer(only_if = "signed_by=someone_else")]
    pub authority: Option<Authority>,
    /// As what someone signs in the care co-ordinator's place.
    pub signing_as: Option<SigningAs>,
    /// The name of whoever signs.
    pub name: Option<String>,
    /// What was drawn: an SVG path in a box of 600 by 200.
    #[answer(only_if = "method=drawn", limit = 200_000)]
    pub drawing: Option<String>,
    /// Who holds the paper.
    #[answer(only_if = "method=paper")]
    pub held_by: Option<String>,
    /// The date of the signature; it may differ from that of the document.
    #[answer(past)]
    pub signed_on: Option<CalendarDate>,
    /// Of what was signed: see [`digest`]. Without one it is not signed yet.
    #[answer(kept)]
    pub digest: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// How a signature is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A typed name, confirmed.
    TypedConfirm,
    /// Drawn on the screen.
    Drawn,
    /// On paper, held by someone.
    Paper,
}

/// Who signs in the service user's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum SignedBy {
    /// The service user.
    ServiceUser,
    /// Someone who may sign for them.
    SomeoneElse,
}

/// With what authority someone signs for the service user (*Partnership Working*, L153).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// Attorney.
    Attorney,
    /// Deputy.
    Deputy,
}

/// As what someone signs in the care co-ordinator's place. The slash of the paper form stands on their line, so the
/// representative is theirs (dictionary §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum SigningAs {
    /// The care co-ordinator.
    CareCoordinator,
    /// Someone who stands in for them.
    RepresentativeOfCareCoordinator,
}

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

    fn of(signature: &Tree, now: &str) -> Self {
        match text(signature, "digest") {
            "" => Standing::NoDigest,
            then if then == now => Standing::Matches,
            _ => Standing::Changed,
        }
    }
}

/// The digest of what is signed: `sha-256:` and 64 hexadecimal digits, of the canonical JSON (RFC 8785) of `form`,
/// `version`, `subject` and `answers`.
pub fn digest(document: &Document) -> String {
    let mut signed = document.to_value();
    if let Value::Object(whole) = &mut signed {
        whole.retain(|key, _| matches!(&**key, "form" | "version" | "subject" | "answers"));
    }
    let hash = Sha256::digest(canonical(&signed).as_bytes());
    let mut hex = String::from("sha-256:");
    for byte in hash {
        for half in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(u32::from(half), 16));
        }
    }
    hex
}

/// For each signature of a document, in order: its role, and whether it still matches.
pub fn verify(document: &Document) -> Vec<(String, Standing)> {
    let now = digest(document);
    let standing = |signature: &Tree| (text(signature, "role").to_owned(), Standing::of(signature, &now));
    document.signatures.iter().map(standing).collect()
}

/// The role behind the id of a question: `sign_su`, `sign_cc`.
pub fn role(id: &str) -> &'static str {
    if id == "sign_su" { "service_user" } else { "care_coordinator" }
}

/// The signature of a role, signed or being signed.
pub fn find<'a>(document: &'a Document, role: &str) -> Option<&'a Tree> {
    document.signatures.iter().find(|signature| text(signature, "role") == role)
}

/// The same, to be written to. It is begun when there is none.
pub fn open<'a>(document: &'a mut Document, role: &str) -> &'a mut Tree {
    let signatures = &mut document.signatures;
    let at = signatures.iter().position(|signature| text(signature, "role") == role);
    let at = at.unwrap_or_else(|| {
        signatures.push(Tree::from_iter([("role".to_owned(), Value::from(role))]));
        signatures.len() - 1
    });
    &mut signatures[at]
}

/// How the signature of a role stands; `None` when there is none. Cheap when nobody has signed.
pub fn standing(document: &Document, role: &str) -> Option<Standing> {
    let signature = find(document, role)?;
    match text(signature, "digest") {
        "" => Some(Standing::NoDigest),
        _ => Some(Standing::of(signature, &digest(document))),
    }
}

/// Signs: from here on a change is seen. What is missing is said instead, `id` being the question's.
pub fn sign(document: &mut Document, id: &str, today: CalendarDate) -> Vec<Problem> {
    let nothing = Tree::new();
    let signature = find(document, role(id)).unwrap_or(&nothing);
    let method = text(signature, "method");
    let mut needed = vec!["method", "name", "signed_on"];
    match method {
        "drawn" => needed.push("drawing"),
        "paper" => needed.push("held_by"),
        _ => {}
    }
    if text(signature, "signed_by") == "someone_else" {
        needed.push("authority");
    }
    let path = |part: &str| [id, ".", part].concat();
    let entered = |part: &str| document.entered.contains_key(path(part).as_str());
    let missing = |part: &&str| text(signature, part).trim().is_empty() && !entered(part);
    let mut problems: Vec<Problem> =
        needed.iter().filter(|part| missing(part)).map(|p| Problem::missing(path(p))).collect();
    if entered("signed_on") {
        problems.push(Problem::new(path("signed_on"), "not_a_real_date"));
    } else if text(signature, "signed_on").parse::<CalendarDate>().is_ok_and(|date| today.is_before(date)) {
        problems.push(Problem::new(path("signed_on"), "must_be_past"));
    }
    if problems.is_empty() {
        let digest = digest(document);
        open(document, role(id)).insert("digest".to_owned(), Value::from(digest));
    }
    problems
}

/// Takes a signature back: how and by whom it was made stays, to sign again.
pub fn unsign(document: &mut Document, id: &str) {
    open(document, role(id)).remove("digest");
}
