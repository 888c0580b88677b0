//! Why some JSON is no document, said to the host that sent it.

use std::fmt;

use crate::json::Unread;

/// Why some JSON is no document. The host's mistake, not a person's: it names the place and what belongs there, and
/// never what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentError {
    /// Where: `answers.asked_on`, `form`; empty for the whole.
    pub path: String,
    /// What is wrong.
    pub code: ErrorCode,
}

/// What can be wrong with JSON that is meant to be a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorCode {
    /// The text is not JSON, or is nested too deeply to be a document.
    NotJson,
    /// The text is larger than any document.
    TooLarge,
    /// A name is twice in one object.
    Duplicate,
    /// A whole number beyond 64 bits that would lose digits.
    NotExact,
    /// No object, or one without `form`.
    NotADocument,
    /// A form that this version does not have.
    UnknownForm,
    /// A document of another form than this element's.
    OtherForm,
    /// A document about another person than the one that it is to be read beside.
    OtherPerson,
    /// A document that is not finished, where one is begun from it.
    NotFinished,
    /// A document of which nothing is ever carried into another.
    NeverCarried,
    /// A copy for others of what is restricted as a whole.
    Restricted,
    /// `version` is not a version.
    NotAVersion,
    /// Written for another major version.
    OtherVersion,
    /// Another type of value belongs here.
    WrongType(&'static str),
    /// A code that this question does not have.
    UnknownCode,
    /// Not a date that exists, or an approximate one where a whole one belongs.
    NotADate,
}

impl ErrorCode {
    /// A name for machines.
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorCode::NotJson => "not_json",
            ErrorCode::TooLarge => "too_large",
            ErrorCode::Duplicate => "duplicate",
            ErrorCode::NotExact => "not_exact",
            ErrorCode::NotADocument => "not_a_document",
            ErrorCode::UnknownForm => "unknown_form",
            ErrorCode::OtherForm => "other_form",
            ErrorCode::OtherPerson => "other_person",
            ErrorCode::NotFinished => "not_finished",
            ErrorCode::NeverCarried => "never_carried",
            ErrorCode::Restricted => "restricted",
            ErrorCode::NotAVersion => "not_a_version",
            ErrorCode::OtherVersion => "other_version",
            ErrorCode::WrongType(_) => "wrong_type",
            ErrorCode::UnknownCode => "unknown_code",
            ErrorCode::NotADate => "not_a_date",
        }
    }
}

impl DocumentError {
    /// An error at a place.
    #[cold]
    #[inline(never)]
    pub fn new(path: &str, code: ErrorCode) -> Self {
        Self { path: path.to_owned(), code }
    }

    #[cold]
    pub(crate) fn wrong(path: &str, expected: &'static str) -> Self {
        Self::new(path, ErrorCode::WrongType(expected))
    }
}

/// A key that a program has written, as paths and ids are; `*` for any other, because somebody may have typed it.
pub(crate) fn key(key: &str) -> &str {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-[]".contains(&byte);
    if key.len() <= 120 && key.bytes().all(plain) { key } else { "*" }
}

impl DocumentError {
    /// The sentence: where, what, and what to do.
    pub fn message(&self) -> String {
        let (before, what) = match self.code {
            ErrorCode::NotJson => ("", "this is not JSON, or it is nested too deeply"),
            ErrorCode::TooLarge => ("", "this is more than 16 MB"),
            ErrorCode::Duplicate => ("", "this is here twice: send it once"),
            ErrorCode::NotExact => ("", "this number has more than 64 bits: send it as text"),
            ErrorCode::NotADocument => ("", "this is no Coplan document: send one with `form`, or `{ subject }`"),
            ErrorCode::UnknownForm => ("", "this version has no such form"),
            ErrorCode::OtherForm => ("", "this document belongs to another form"),
            ErrorCode::OtherPerson => ("", "this document is about another person: set documents about one person"),
            ErrorCode::NotFinished => ("", "only a finished document begins the next: complete it first"),
            ErrorCode::Restricted => ("", "this is restricted as a whole: there is no copy of it for others"),
            ErrorCode::NeverCarried => ("", "the abuse question is asked again in its own document"),
            ErrorCode::NotAVersion => ("", "write the version as \"1.0\""),
            ErrorCode::OtherVersion => ("", "written for another major version: update Coplan to open it"),
            ErrorCode::WrongType(expected) => (expected, " belongs here"),
            ErrorCode::UnknownCode => ("", "this question has no such code"),
            ErrorCode::NotADate => ("", "write a real date as YYYY-MM-DD"),
        };
        [&*self.path, if self.path.is_empty() { "" } else { ": " }, before, what].concat()
    }
}

impl From<Unread> for DocumentError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => Self::new("", ErrorCode::TooLarge),
            Unread::NotJson => Self::new("", ErrorCode::NotJson),
            Unread::Duplicate(path) => Self::new(&path, ErrorCode::Duplicate),
            Unread::NotExact(path) => Self::new(&path, ErrorCode::NotExact),
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

impl std::error::Error for DocumentError {}
