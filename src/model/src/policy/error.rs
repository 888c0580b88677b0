//! Why a policy cannot be used, said to whoever wrote it.

use std::fmt;

use crate::json::Unread;

/// Why a policy cannot be used: where in it, what is wrong, and what it is about. The form stays as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    /// The place in the policy: `hide[2]`, `questions[0].kind`; empty for the whole.
    pub path: String,
    /// What is wrong.
    pub code: PolicyCode,
    /// The question, section, key or code that it is about; empty for none.
    pub about: String,
}

/// What can be wrong with a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyCode {
    /// The text is not JSON, or it is nested too deeply.
    NotJson,
    /// A whole number beyond 64 bits that would lose digits.
    NotExact,
    /// Something has to stand here.
    Missing,
    /// Another type of value belongs here.
    WrongType(&'static str),
    /// A policy has no such key.
    UnknownKey,
    /// No form has this question.
    UnknownQuestion,
    /// No form has this section.
    UnknownSection,
    /// There is no such form.
    UnknownForm,
    /// There is no such kind of question.
    UnknownKind,
    /// The question has no such code.
    UnknownCode,
    /// An id or code is not written as ids are.
    NotAnId,
    /// An id or code that messages use for something else, such as `hint`.
    Reserved,
    /// It stands there twice.
    Duplicate,
    /// The policy adds the question itself, so it need not hide it.
    Added,
    /// It is the same for everyone: the abuse question, its options, and the notices of what a plan is.
    Locked,
    /// Completion needs it, so it cannot be hidden.
    Needed,
    /// Some form that has this question lacks that one.
    NotInForm,
    /// It is in no section, so nothing can follow it.
    NoPlace,
    /// It would never be asked: it waits for an answer that nobody can give.
    NeverAsked,
    /// It holds other questions: they are named one by one.
    HoldsQuestions,
    /// It is longer than the limit.
    TooLong,
}

impl PolicyCode {
    /// A name for machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            PolicyCode::NotJson => "not_json",
            PolicyCode::NotExact => "not_exact",
            PolicyCode::Missing => "missing",
            PolicyCode::WrongType(_) => "wrong_type",
            PolicyCode::UnknownKey => "unknown_key",
            PolicyCode::UnknownQuestion => "unknown_question",
            PolicyCode::UnknownSection => "unknown_section",
            PolicyCode::UnknownForm => "unknown_form",
            PolicyCode::UnknownKind => "unknown_kind",
            PolicyCode::UnknownCode => "unknown_code",
            PolicyCode::NotAnId => "not_an_id",
            PolicyCode::Reserved => "reserved",
            PolicyCode::Duplicate => "duplicate",
            PolicyCode::Added => "added",
            PolicyCode::Locked => "locked",
            PolicyCode::Needed => "needed",
            PolicyCode::NotInForm => "not_in_form",
            PolicyCode::NoPlace => "no_place",
            PolicyCode::NeverAsked => "never_asked",
            PolicyCode::HoldsQuestions => "holds_questions",
            PolicyCode::TooLong => "too_long",
        }
    }
}

impl PolicyError {
    /// An error at a place.
    #[cold]
    #[inline(never)]
    pub(crate) fn new(path: &str, code: PolicyCode, about: &str) -> Self {
        Self { path: path.to_owned(), code, about: about.to_owned() }
    }

    /// What a host hears when its JSON is nested too deeply to be a policy.
    pub fn too_deep() -> Self {
        Self::new("", PolicyCode::NotJson, "")
    }

    /// The sentence: where, what it is about, what is wrong, and what to do.
    pub fn message(&self) -> String {
        let (before, what) = match self.code {
            PolicyCode::NotJson => ("", "this is not JSON, or it is nested too deeply"),
            PolicyCode::NotExact => ("", "this number has more than 64 bits: send it as text"),
            PolicyCode::Missing => ("", "this is missing: write it"),
            PolicyCode::WrongType(expected) => (expected, " belongs here"),
            PolicyCode::UnknownKey => ("", "a policy has no such key: correct or remove it"),
            PolicyCode::UnknownQuestion => ("", "no form has this question: write its path as documents have it"),
            PolicyCode::UnknownSection => ("", "no form has this section, and no question of the policy has this id"),
            PolicyCode::UnknownForm => ("", "there is no such form"),
            PolicyCode::UnknownKind => {
                ("", "there is no such kind: text, long_text, date, code, codes, number, person or rows")
            }
            PolicyCode::UnknownCode => ("", "this question has no such code"),
            PolicyCode::NotAnId => {
                ("", "write small letters, digits and _, beginning with a letter; ids of questions begin with local.")
            }
            PolicyCode::Reserved => ("", "messages use this for something else: choose another"),
            PolicyCode::Duplicate => ("", "this stands here twice: remove one"),
            PolicyCode::Added => {
                ("", "the policy adds this question itself: remove it from `questions`, or from `hide`")
            }
            PolicyCode::Locked => (
                "",
                "this is locked: it means the same wherever it is read, so leave it as it is, and do not ask it again elsewhere",
            ),
            PolicyCode::Needed => ("", "completion needs this, so it cannot be hidden: remove it from `hide`"),
            PolicyCode::NotInForm => ("", "a form that has this question lacks that one: name its forms under `forms`"),
            PolicyCode::NoPlace => ("", "this is in no section: name a question that is in one"),
            PolicyCode::NeverAsked => ("", "this is never asked: name a question that is, in no circle"),
            PolicyCode::HoldsQuestions => ("", "this holds other questions: name those"),
            PolicyCode::TooLong => ("", "this is too long: shorten it"),
        };
        let place = if self.path.is_empty() { String::new() } else { [&self.path, ": "].concat() };
        let about = if self.about.is_empty() { String::new() } else { [&self.about, ": "].concat() };
        [&*place, &*about, before, what].concat()
    }
}

impl From<Unread> for PolicyError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::new("", PolicyCode::TooLong, ""),
            Unread::NotJson => Self::new("", PolicyCode::NotJson, ""),
            Unread::NotExact(path) => Self::new(&path, PolicyCode::NotExact, ""),
            Unread::Duplicate(path) => Self::new(&path, PolicyCode::Duplicate, ""),
        }
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for PolicyError {}
