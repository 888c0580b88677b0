//! The forms, one file each: their structs, which read like the paper forms, and the rules that no table can say.

pub mod abuse_question;
pub mod blocks;
pub mod care_plan;
pub mod comprehensive_assessment;
pub mod relapse_plan;
pub(crate) mod starting;
