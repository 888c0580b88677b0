//! Why something cannot be written, or cannot be taken. Nothing in it was typed by anyone.

use std::fmt;

use coplan_model::DocumentError;
use coplan_model::json::{MOST_BYTES, Unread};

/// Why a document is not written, or a Bundle not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FhirError {
    /// The document is restricted, and nobody asked for what is.
    Restricted,
    /// More than [`MOST_BYTES`].
    TooLarge,
    /// The text is not JSON, or is nested too deeply.
    NotJson,
    /// A name is twice in one object: one reader takes the first, and another the last.
    Duplicate {
        /// Which.
        path: String,
    },
    /// A number of more than 64 bits, which would lose its last digits.
    NotExact {
        /// Which.
        path: String,
    },
    /// No Bundle with a `QuestionnaireResponse`, and none by itself.
    NoResponse,
    /// More than one `QuestionnaireResponse`: which is meant?
    SeveralResponses,
    /// An element is not what R4 says that it is.
    NotR4 {
        /// Which: `item[3].answer[0].valueCoding`.
        path: String,
    },
    /// It answers no questionnaire of ours.
    OtherQuestionnaire,
    /// Somebody left out what is restricted: it is a copy, and no document can be made of it.
    NotWhole,
    /// It says `modifierExtension` or `implicitRules`, by which anything in it may mean something else (R4, 2.4.0.1).
    Modified,
    /// Another program says that these answers were entered in error.
    Withdrawn,
    /// What it holds is no document.
    NotADocument(DocumentError),
}

impl FhirError {
    /// A name for machines.
    pub fn code(&self) -> &'static str {
        match self {
            FhirError::Restricted => "restricted",
            FhirError::TooLarge => "too_large",
            FhirError::NotJson => "not_json",
            FhirError::Duplicate { .. } => "duplicate",
            FhirError::NotExact { .. } => "not_exact",
            FhirError::NoResponse => "no_response",
            FhirError::SeveralResponses => "several_responses",
            FhirError::NotR4 { .. } => "not_r4",
            FhirError::OtherQuestionnaire => "other_questionnaire",
            FhirError::NotWhole => "not_whole",
            FhirError::Modified => "modified",
            FhirError::Withdrawn => "withdrawn",
            FhirError::NotADocument(error) => error.code.as_str(),
        }
    }
}

impl fmt::Display for FhirError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FhirError::Restricted => f.write_str(
                "this document is restricted: ask for it by name (--restricted), and see that only those get it who may",
            ),
            FhirError::TooLarge => write!(f, "this is more than {} MB", MOST_BYTES >> 20),
            FhirError::NotJson => f.write_str("this is not JSON in UTF-8, or it is nested more than 127 deep"),
            FhirError::Duplicate { path } => write!(f, "{path}: this is here twice: send it once"),
            FhirError::NotExact { path } => write!(f, "{path}: this number has more than 64 bits: send it as text"),
            FhirError::NoResponse => f.write_str("there is no QuestionnaireResponse in this"),
            FhirError::SeveralResponses => f.write_str("there are several QuestionnaireResponses in this: send one"),
            FhirError::NotR4 { path } if path.is_empty() || path == "." => f.write_str("this is not as FHIR R4 has it"),
            FhirError::NotR4 { path } => write!(f, "{path}: this is not as FHIR R4 has it"),
            FhirError::OtherQuestionnaire => f.write_str("questionnaire: this answers no questionnaire of Coplan's"),
            FhirError::NotWhole => f.write_str(
                "this is a copy from which something was left out (SUBSETTED): a document is made of the whole",
            ),
            FhirError::Modified => f.write_str(
                "this has a modifierExtension or implicitRules, by which its answers may mean something else: send it without",
            ),
            FhirError::Withdrawn => f.write_str("status: these answers were entered in error, and no document is made of them"),
            FhirError::NotADocument(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FhirError {}

impl From<Unread> for FhirError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::TooLarge => FhirError::TooLarge,
            Unread::NotJson => FhirError::NotJson,
            Unread::Duplicate(path) => FhirError::Duplicate { path },
            Unread::NotExact(path) => FhirError::NotExact { path },
        }
    }
}

/// Something that another program answered and that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct NotTaken {
    /// Which question: its path, with the numbers of rows. What is called otherwise than any question of ours can be is named by
    /// its place, `item[4]`, because a name that was made up may hold what was typed.
    pub path: String,
    /// Why.
    pub code: &'static str,
}

impl NotTaken {
    /// The sentence.
    pub fn message(&self) -> String {
        let what = match self.code {
            "unknown_question" => "the form has no such question",
            "unknown_code" => "the question has no such answer",
            "not_a_date" => "this is no date, or an approximate one where a whole one belongs",
            "several" => "one answer belongs here, and here are several: none of them is used",
            "no_value" if self.path == "subject" => {
                "there is no Patient with a name or a number here: send the Patient along in the Bundle"
            }
            "no_value" => "this answer has no value of a type that the question can have",
            "unknown_extension" => "this version has no such extension",
            "not_whole" => {
                "this was left out, because it belongs to the document as a whole, and not all of that could be taken"
            }
            "no_place" => "another program put something here that a document has no place for: it was left out",
            "too_many" => "there are more things than are counted that cannot be taken",
            _ => "another type of answer belongs here",
        };
        format!("{}: {what}", self.path)
    }
}
