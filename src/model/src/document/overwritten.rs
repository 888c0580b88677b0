//! What a later revision of a document may not lose of an earlier one. A host asks this before it stores a revision; the
//! demo portal and `coplan` do.

use sha2::{Digest, Sha256};

use crate::Document;
use crate::abuse_question;
use crate::blank::is_blank_text;
use crate::canonical::canonical;
use crate::check;
use crate::fields;
use crate::index::Index;
use crate::json::Value;
use crate::path::{self, Answers};
use crate::problem::Problem;
use crate::standing::Status;

/// Who a document is about, besides the host's own `ref`.
const PERSON: [&str; 3] = ["name", "date_of_birth", "nhs_number"];

/// What a later revision of a document would overwrite of an earlier one, or of what may not change at all: nothing, when
/// it may be stored. A problem has the place and never what stands there.
///
/// **The rule.** What was recorded stays, whole and in every field, whatever the statuses do.
///
/// - *Recorded* is the text (all `answers`) of a document that is no draft, and every text in `earlier`; of an abuse
///   question, the asking that it holds when it is no draft, and every asking in `history`. What was recorded before is
///   recorded later, in the same order: as an entry, or as the text of a document that is no draft. So what was recorded
///   last may move to the end of `earlier` or `history` (an amendment is begun, the question is asked again) and may come
///   back from there (that is taken back). An entry that stays an entry stays as it is; that of an addition which is still
///   a draft may be begun anew, with another id or day.
/// - Each recorded text keeps its signatures that have a digest, in `signatures` or in its entry. More may be added.
/// - Each recorded text keeps the words in which it was asked, where they were not ours: `asked`, there or in its entry.
/// - Each recorded text keeps the person it was about: name, date of birth and NHS number. They change only together with an
///   amendment or another asking, whose entry holds the `subject` that stood before. An entry without one was about the same
///   person as the text after it.
/// - `form`, `id` and `subject.ref` never change once they are there.
/// - What is restricted (`access`) stays so.
/// - What is `withdrawn` stays so, and nothing is recorded in it any more; to withdraw records nothing new either. What is
///   `amended` is not `complete` again. What was recorded is a draft again only when its text is kept as an entry: such a
///   draft is an amendment that is not finished.
/// - A text that follows another in a form that asks for `amendment_reason`, and differs from it, has one.
///
/// A draft in which nothing is recorded may change in everything else, its signatures and the person's name included.
///
/// Two texts are the same when their canonical JSON (RFC 8785) is: the order of keys and the way in which a number is written
/// do not matter, nor do rows in which nothing was answered.
pub fn overwritten(earlier: &Document, later: &Document) -> Vec<Problem> {
    let mut found = fixed(earlier, later);
    if earlier.form == later.form {
        let (before, after) = (Record::of(earlier), Record::of(later));
        found.extend(status(&before, &after));
        found.extend(lost(&before, &after));
        let one_more = after.recorded().len() > before.recorded().len();
        if found.is_empty() && one_more && matches!(later.status, Status::Complete | Status::Amended) {
            found.extend(unexplained(later));
        }
    }
    found
}

/// What never changes once it is there.
fn fixed(earlier: &Document, later: &Document) -> Vec<Problem> {
    let mut changed = Vec::new();
    if earlier.form != later.form {
        changed.push(Problem::new("form", "changed"));
    } else if later.access() < earlier.access() {
        changed.push(Problem::new("access", "changed"));
    }
    let whose = |document: &Document| path::text(&document.subject, "ref").to_owned();
    for (place, then, now) in [("id", &earlier.id, &later.id), ("subject.ref", &whose(earlier), &whose(later))] {
        if !then.is_empty() && then != now {
            changed.push(Problem::new(place, "changed"));
        }
    }
    changed
}

/// The ways that a status does not go, whatever is kept.
fn status(before: &Record, after: &Record) -> Option<Problem> {
    let back = match (before.status, after.status) {
        (Status::Withdrawn, now) => now != Status::Withdrawn,
        (Status::Amended, now) => now == Status::Complete,
        _ => false,
    };
    back.then(|| Problem::new("status", "overwritten"))
}

/// What was recorded and is not any more, or not as it was.
fn lost(before: &Record, after: &Record) -> Vec<Problem> {
    let mut lost: Vec<Problem> = Vec::new();
    let mut put = |path: String, code: &'static str| {
        if lost.iter().all(|problem| problem.path != path) {
            lost.push(Problem::new(path, code));
        }
    };
    let (stood, stands) = (before.recorded(), after.recorded());
    // An addition that was taken back and begun anew has another id, or another day, in the entry that it began with.
    let begun = before.entries.len().checked_sub(1).filter(|_| before.status == Status::Draft);
    let stays = |(at, (then, now)): (usize, (&String, &String))| Some(at) == begun || then == now;
    let entries_stay = before.entries.iter().zip(&after.entries).enumerate().all(stays);
    let nothing_new =
        before.status == Status::Draft || after.status != Status::Withdrawn || stands.len() == stood.len();
    if !entries_stay || !nothing_new {
        put(before.list.to_owned(), "overwritten");
    }
    if !after.also.starts_with(&before.also) {
        put("earlier".to_owned(), "overwritten");
    }
    if !stood.is_empty() && !before.signatures.is_within(&after.signatures) {
        put("signatures".to_owned(), "overwritten");
    }
    for (at, then) in stood.iter().enumerate() {
        match after.versions.get(at).filter(|now| now.text == then.text) {
            None => put(before.list.to_owned(), "overwritten"),
            // It is still there, in a draft, where the next letter would change it.
            Some(_) if at >= stands.len() => put("status".to_owned(), "overwritten"),
            Some(now) => {
                if !then.signatures.is_within(&now.signatures) {
                    put("signatures".to_owned(), "overwritten");
                }
                if then.asked != now.asked {
                    put("asked".to_owned(), "overwritten");
                }
                for (key, _) in PERSON.iter().zip(&then.person).zip(&now.person).filter(|((_, was), is)| was != is) {
                    put(["subject.", key.0].concat(), "changed");
                }
            }
        }
    }
    lost
}

/// The reason that a text which follows another has to have, and has not.
fn unexplained(later: &Document) -> Option<Problem> {
    let asks = fields::find(later.form.fields(), AMENDED).is_some();
    let then = later.earlier.last().and_then(|entry| entry["answers"].as_object()).filter(|_| asks)?;
    let without = |answers: &Answers| {
        let mut answers = answers.clone();
        answers.retain(|key, _| key != AMENDED);
        text(later, answers)
    };
    let explained = !is_blank_text(path::text(&later.answers, AMENDED));
    (!explained && without(then) != without(&later.answers)).then(|| Problem::missing(AMENDED))
}

const AMENDED: &str = "amendment_reason";

/// A text as it is recorded.
struct Version {
    text: String,
    /// What its questions said, where that was not what ours say.
    asked: String,
    signatures: Index,
    person: Person,
}

/// What a document has recorded, and what it holds now.
struct Record {
    status: Status,
    /// Where the entries are.
    list: &'static str,
    /// The entries as they stand, whole.
    entries: Vec<String>,
    /// What they hold; and last what the document holds now.
    versions: Vec<Version>,
    /// What an abuse question keeps in `earlier`, where no asking of its own ever goes.
    also: Vec<String>,
    /// Those of an abuse question, which stay in their place whichever asking it holds.
    signatures: Index,
}

impl Record {
    fn of(document: &Document) -> Self {
        let asking = document.form.keeps_history();
        let kept = if asking { path::list(&document.answers, "history") } else { &document.earlier };
        let nothing = Answers::new();
        // As it is stored: that is what an amendment keeps.
        let now = match document.to_value() {
            Value::Object(mut whole) => whole.swap_remove("answers").and_then(|answers| answers.as_object().cloned()),
            _ => None,
        };
        let now = now.unwrap_or_default();
        let mut versions = vec![Version {
            text: text(document, now),
            asked: words(Some(&document.asked)),
            signatures: signed(&mut document.signatures.iter()),
            person: person(&document.subject),
        }];
        for entry in kept.iter().rev().map(|entry| entry.as_object().unwrap_or(&nothing)) {
            let after = versions.last().map(|version| version.person);
            let own = entry.get("subject").and_then(Value::as_object).map(person);
            let answers = if asking { Some(entry) } else { entry.get("answers").and_then(Value::as_object) };
            versions.push(Version {
                text: text(document, answers.unwrap_or(&nothing).clone()),
                asked: words(entry.get("asked").and_then(Value::as_object)),
                signatures: signed(&mut path::list(entry, "signatures").iter().filter_map(Value::as_object)),
                person: own.or(after).unwrap_or_default(),
            });
        }
        versions.reverse();
        let also: &[Value] = if asking { &document.earlier } else { &[] };
        let mut signatures = Index::default();
        for version in versions.iter_mut().filter(|_| asking) {
            signatures.join(std::mem::take(&mut version.signatures));
        }
        Self {
            status: document.status,
            list: if asking { "history" } else { "earlier" },
            entries: kept.iter().map(canonical).collect(),
            versions,
            also: also.iter().map(canonical).collect(),
            signatures,
        }
    }

    /// What nobody may change any more: the entries, and what the document holds unless it is a draft. Where nobody has been
    /// asked, nothing was recorded.
    fn recorded(&self) -> &[Version] {
        match self.versions.split_last() {
            Some((now, then)) if self.status == Status::Draft || self.is_asking() && now.text == "{}" => then,
            _ => &self.versions,
        }
    }

    fn is_asking(&self) -> bool {
        self.list == "history"
    }
}

/// The canonical text of answers, without what an asking has only as an entry, or only while it is none.
fn text(document: &Document, mut answers: Answers) -> String {
    if document.form.keeps_history() {
        answers.retain(|key, _| key != "history" && !abuse_question::OF_ENTRY.contains(&key.as_str()));
    }
    check::drop_blank_rows(document.fields(), &mut answers, &Answers::new());
    canonical(&Value::Object(answers))
}

/// The canonical text of what questions said.
fn words(asked: Option<&Answers>) -> String {
    asked.map(|asked| canonical(&Value::Object(asked.clone()))).filter(|text| text != "{}").unwrap_or_default()
}

/// The signatures that have a digest. What is absent may be written as nothing.
fn signed(signatures: &mut dyn Iterator<Item = &Answers>) -> Index {
    let mut signed = Index::default();
    for signature in signatures.filter(|signature| !path::text(signature, "digest").is_empty()) {
        let mut signature = signature.clone();
        signature.retain(|_, value| !value.is_null() && value != "");
        signed.add(&canonical(&Value::Object(signature)));
    }
    signed
}

/// What is said of the person, by digests: many entries may be about one person, whose name may be long.
type Person = [[u8; 32]; 3];

fn person(subject: &Answers) -> Person {
    PERSON.map(|key| Sha256::digest(path::text(subject, key)).into())
}
