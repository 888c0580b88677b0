//! The parts of FHIR R4 (4.0.1) that Coplan writes and reads, as plain structs. Each element has the name and the cardinality
//! that <https://hl7.org/fhir/R4/> gives it; what is never written is left out (`docs/decisions/0025-fhir.md` says why these are
//! ours).

mod bundle;
mod consent;
mod definition;
mod element;
mod plan;
mod questionnaire;
mod response;

pub use bundle::{Bundle, Entry, Resource};
pub use consent::{Actor, Consent, Provision};
pub use definition::{Context, Differential, ElementDefinition, StructureDefinition, TypeRef};
pub use element::{
    AnyValue, CodeableConcept, Coding, Element, Extension, HumanName, Identifier, Meta, Narrative, Note, Period,
    Reference, Signature,
};
pub use plan::{Activity, CarePlan, CareTeam, Detail, Goal, Participant, Target};
pub use questionnaire::{AnswerOption, EnableWhen, Questionnaire, QuestionnaireItem};
pub use response::{Answer, Item, Patient, QuestionnaireResponse};
