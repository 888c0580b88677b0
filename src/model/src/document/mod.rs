//! The envelope: how JSON becomes a document or a named error, where a document stands, and what is kept of what it was.

pub mod amendment;
pub mod carried;
pub(crate) mod check;
pub(crate) mod envelope;
pub(crate) mod error;
pub mod identity;
pub(crate) mod overwritten;
pub(crate) mod standing;
pub mod subject;
mod typed;
pub mod voices;
