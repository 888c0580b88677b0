//! Which form a document is of, who may see it, and where it stands.

use crate::fields::Field;

/// Which form a document belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormName {
    /// The routine abuse question.
    AbuseQuestion,
    /// The comprehensive assessment.
    ComprehensiveAssessment,
    /// The relapse plan / advance statement.
    RelapsePlan,
    /// The SMART care plan.
    CarePlan,
}

impl FormName {
    /// Every form.
    pub const ALL: &'static [FormName] =
        &[FormName::AbuseQuestion, FormName::ComprehensiveAssessment, FormName::RelapsePlan, FormName::CarePlan];

    /// The name in a document: `abuse_question`.
    pub const fn as_str(self) -> &'static str {
        match self {
            FormName::AbuseQuestion => "abuse_question",
            FormName::ComprehensiveAssessment => "comprehensive_assessment",
            FormName::RelapsePlan => "relapse_plan",
            FormName::CarePlan => "care_plan",
        }
    }

    /// The form of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|form| form.as_str() == name)
    }

    /// Its questions, in reading order.
    pub const fn fields(self) -> &'static [Field] {
        use crate::fields::Answers as _;
        match self {
            FormName::AbuseQuestion => crate::AbuseQuestion::FIELDS,
            FormName::ComprehensiveAssessment => crate::ComprehensiveAssessment::FIELDS,
            FormName::RelapsePlan => crate::RelapsePlan::FIELDS,
            FormName::CarePlan => crate::CarePlan::FIELDS,
        }
    }

    /// Whether what was recorded before is kept as askings in `answers.history`, and not as versions in `earlier`.
    pub const fn keeps_history(self) -> bool {
        match self {
            FormName::AbuseQuestion => true,
            FormName::ComprehensiveAssessment | FormName::RelapsePlan | FormName::CarePlan => false,
        }
    }

    /// The groups of answers that are restricted, although the document is not.
    pub const fn restricted_groups(self) -> &'static [&'static str] {
        match self {
            FormName::ComprehensiveAssessment => &["risks", "cpa_characteristics"],
            FormName::AbuseQuestion | FormName::RelapsePlan | FormName::CarePlan => &[],
        }
    }

    /// Who may see its documents.
    pub const fn access(self) -> Access {
        match self {
            FormName::AbuseQuestion => Access::Restricted,
            FormName::ComprehensiveAssessment | FormName::RelapsePlan | FormName::CarePlan => Access::Normal,
        }
    }
}

/// Who may see a document: the more restricted is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Whoever may see the record.
    Normal,
    /// Only those who may see restricted documents: never in a list, copy or print that others get.
    Restricted,
}

/// Where a document stands (manual L1651; record-keeping rule of *Partnership Working* L163).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// In progress.
    Draft,
    /// Complete.
    Complete,
    /// Changed after completion.
    Amended,
    /// Entered in error.
    Withdrawn,
}

/// Turns an enum into the code of the document and back.
macro_rules! codes {
    ($name:ident { $($variant:ident = $code:literal),* }) => {
        impl $name {
            /// The code in the document.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
            /// The meaning of a code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)* _ => None }
            }
        }
    };
}
codes!(Access { Normal = "normal", Restricted = "restricted" });
codes!(Status { Draft = "draft", Complete = "complete", Amended = "amended", Withdrawn = "withdrawn" });
