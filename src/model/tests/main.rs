//! All tests of what documents promise, in one program: linked once, they share what they compile.

mod abuse_question;
mod blank;
mod care_plan;
mod comprehensive_assessment;
mod identity;
mod loading;
mod numbers;
mod overwritten;
mod relapse_plan;
mod revisions;
mod signatures;
mod start_care_plan;
mod starting;
