//! Signatures: who signed how, and whether what was signed is still what stands there.
//!
//! A signature holds a digest of itself and of the document as it was signed. It shows that something changed afterwards; it
//! does not prove who signed. Signing is not agreeing, and neither ever blocks (manual, Unit 7, L2472–2474).

mod drawing;
mod standing;

use crate::json::Value;
use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::Document;
use crate::blank::is_blank_text;
use crate::date::CalendarDate;
use crate::fields::{Field, Kind, Need};
use crate::path::{Answers as Tree, is_blank, text};
use crate::problem::Problem;
use crate::shared::Unknown;

pub use drawing::has_stroke;
pub(crate) use standing::Covered;
pub use standing::{Standing, digest, standing, verify};

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

/// What is wrong with the signature that a question asks for before completion: it is `missing`, without a reason why, or it
/// was made and something was `changed` since. `None` when nothing is.
pub fn lacks(document: &Document, field: &Field) -> Option<&'static str> {
    lacks_in(document, field, &Covered::of(document))
}

/// The same for several questions of one document.
pub(crate) fn lacks_in(document: &Document, field: &Field, covered: &Covered) -> Option<&'static str> {
    let reason = [field.id, "_absent_reason"].concat();
    let standing = covered.standing(role(field.id));
    let excused = || document.answers.get(reason.as_str()).is_some_and(|reason| !is_blank(reason));
    let signed = standing.is_some_and(Standing::is_signed) || excused();
    (!signed).then_some(if standing == Some(Standing::Changed) { "changed" } else { "missing" })
}

/// The questions whose signature completion asks for, in a form with these answers.
pub fn asked(document: &Document) -> impl Iterator<Item = &'static Field> {
    let asked = |field: &&Field| {
        matches!(field.kind, Kind::Signature)
            && field.need == Need::Complete
            && field.is_asked_among(&document.answers, &document.answers)
    };
    document.fields().iter().filter(asked)
}

/// Signs: from here on a change is seen. A name that is blank signs nothing, and neither does a drawing without a stroke. What is missing is said instead, `id` being the question's.
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
    let missing = |part: &&str| match *part {
        // A tap on the pad leaves a dot.
        "drawing" => !has_stroke(text(signature, "drawing")),
        part => is_blank_text(text(signature, part)) && !entered(part),
    };
    let mut problems: Vec<Problem> =
        needed.iter().filter(|part| missing(part)).map(|p| Problem::missing(path(p))).collect();
    if entered("signed_on") {
        problems.push(Problem::new(path("signed_on"), "not_a_real_date"));
    } else if text(signature, "signed_on").parse::<CalendarDate>().is_ok_and(|date| today.is_before(date)) {
        problems.push(Problem::new(path("signed_on"), "must_be_past"));
    }
    if problems.is_empty() {
        let digest = digest(document, signature);
        open(document, role(id)).insert("digest".to_owned(), Value::from(digest));
    }
    problems
}

/// Takes a signature back: how and by whom it was made stays, to sign again.
pub fn unsign(document: &mut Document, id: &str) {
    open(document, role(id)).shift_remove("digest");
}
