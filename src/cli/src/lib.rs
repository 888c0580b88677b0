//! What the `coplan` command is made of. The portal is an example for web teams to copy: small, and honest about what a
//! host has to do.

pub mod address;
pub mod api;
pub mod assets;
pub mod audit;
pub mod blocking;
pub mod canonical;
pub mod changes;
pub mod connections;
pub mod cookies;
pub mod day;
pub mod devices;
pub mod ehr;
pub mod examples;
pub mod extract;
pub mod fault;
pub mod fhir;
pub mod gate;
pub mod input;
pub mod limits;
pub mod log;
pub mod openapi;
pub mod operations;
pub mod origin;
pub mod output;
pub mod package;
pub mod pages;
pub mod people;
pub mod problem;
pub mod questionnaire;
pub mod render;
pub mod role;
pub mod serve;
pub mod session;
pub mod sign_in;
pub mod store;
pub mod translation;
pub mod user;
pub mod validate;
pub mod verify;

pub use coplan_rules::form;
