//! What a question is: its kind, its path, whether it is asked, and what can be wrong with its answer.

pub(crate) mod asked;
pub mod blank;
pub(crate) mod date;
pub mod fields;
pub mod figures;
pub mod nhs_number;
pub mod path;
pub mod people;
pub(crate) mod problem;
