//! Signatures: one text for a document, its digest, and whether a signature still matches.

pub mod canonical;
pub mod signature;
