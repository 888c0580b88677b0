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

pub mod abuse_question;
pub mod access;
pub mod agreement;
pub mod amendment;
mod asked;
pub mod blank;
pub mod canonical;
pub mod care_act;
pub mod care_plan;
pub mod carers;
mod check;
pub mod comprehensive_assessment;
pub mod cpa_characteristics;
mod date;
mod document;
pub mod domains;
mod error;
pub mod fields;
pub mod figures;
pub mod formulation;
pub mod goals;
pub mod identity;
pub mod index;
pub mod json;
pub mod nhs_number;
mod overwritten;
pub mod path;
pub mod people;
mod platform;
mod problem;
pub mod relapse_plan;
pub mod review;
pub mod risk;
pub mod shared;
pub mod sharing;
pub mod signature;
mod standing;
mod start_care_plan;
pub mod subject;
pub mod transition;
mod typed;
pub mod voices;
pub mod whole_system;
mod work;

pub use abuse_question::AbuseQuestion;
pub use asked::{Audience, asked};
pub use care_plan::CarePlan;
pub use comprehensive_assessment::ComprehensiveAssessment;
pub use date::{CalendarDate, NotADate, entered};
pub use document::{Document, VERSION};
pub use error::{DocumentError, ErrorCode};
pub use overwritten::overwritten;
pub use problem::{Moment, Problem};
pub use relapse_plan::RelapsePlan;
pub use standing::{Access, FormName, Status};
pub use start_care_plan::start_care_plan;
