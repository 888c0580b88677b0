//! What the `coplan` command is made of. The portal is an example for web teams to copy: small, and honest about what a
//! host has to do.

pub mod api;
pub mod assets;
pub mod blocking;
pub mod canonical;
pub mod changes;
pub mod connections;
pub mod cookies;
pub mod day;
pub mod examples;
pub mod fhir;
pub mod gate;
pub mod limits;
pub mod origin;
pub mod package;
pub mod pages;
pub mod people;
pub mod policy;
pub mod problem;
pub mod questionnaire;
pub mod render;
pub mod role;
pub mod serve;
pub mod session;
pub mod store;
pub mod translation;
pub mod validate;
pub mod verify;
pub mod words;

/// A form by its name, as a command has it.
///
/// # Errors
/// When there is no such form: which there are.
pub fn form(name: &str) -> Result<coplan_model::FormName, String> {
    let names = || coplan_model::FormName::ALL.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", ");
    coplan_model::FormName::from_name(name).ok_or_else(|| format!("there are {}", names()))
}
