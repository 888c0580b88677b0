//! What a Coplan document is: the forms as plain structs, their rules, and the envelope round them.
//!
//! Knows no screen, no network and no clock, and no JavaScript but three functions that stand for tables of its own in a
//! browser. Nothing in it panics on input, and nothing in it holds a score, a level of risk or an eligibility.
//!
//! ```
//! use coplan_model::{CalendarDate, Document, Moment};
//!
//! let text = r#"{ "form": "abuse_question", "subject": { "name": "Ada Example" }, "answers": {} }"#;
//! let document = Document::from_json(text)?;
//! let today = CalendarDate::new(2026, 11, 24).expect("a real date");
//! let first = &document.problems(Moment::Complete, today)[0];
//! assert_eq!((first.path.as_str(), first.code), ("response", "missing"));
//! # Ok::<(), coplan_model::DocumentError>(())
//! ```

extern crate self as coplan_model;

mod document;
mod forms;
pub mod index;
pub mod json;
mod platform;
pub mod policy;
mod question;
mod signing;
mod work;

pub use document::envelope::{Document, VERSION};
pub use document::error::{DocumentError, ErrorCode};
pub use document::overwritten::overwritten;
pub use document::standing::{Access, FormName, Status};
pub use document::{amendment, carried, identity, subject, voices};
pub use forms::abuse_question::{self, AbuseQuestion};
pub use forms::blocks::{
    access, agreement, care_act, carers, cpa_characteristics, domains, formulation, goals, review, risk, shared,
    sharing, transition, whole_system,
};
pub use forms::care_plan::{self, CarePlan};
pub use forms::comprehensive_assessment::{self, ComprehensiveAssessment};
pub use forms::relapse_plan::{self, RelapsePlan};
pub use forms::starting::{answered_elsewhere, use_answers};
pub use forms::starting::{goal_from_area, into_the_plan, start_care_plan, start_from, start_relapse_plan};
pub use platform::lowercase;
pub use question::asked::{Audience, asked};
pub use question::date::{CalendarDate, NotADate, entered};
pub use question::problem::{Moment, Problem};
pub use question::{blank, fields, figures, nhs_number, path, people};
pub use signing::{canonical, signature};

pub(crate) use document::{check, error, standing};
pub(crate) use question::{date, problem};
