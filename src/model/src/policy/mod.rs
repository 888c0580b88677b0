//! What a trust decides about the forms: which questions it hides, which it needs besides, the order of the sections, questions of
//! its own, and messages. The core stays as it is: what completion needs cannot be hidden, and what is locked not reworded.
//!
//! ```
//! use coplan_model::policy::Policy;
//!
//! let policy = serde_json::json!({ "id": "example-trust/community", "version": "3", "hide": ["equality_notes"] });
//! assert_eq!(Policy::read(&policy)?.id, "example-trust/community");
//!
//! let wrong = Policy::read(&serde_json::json!({ "id": "example-trust", "version": "3", "hide": "equality_notes" })).unwrap_err();
//! assert_eq!((&*wrong.path, wrong.code.as_str()), ("hide", "wrong_type"));
//! # Ok::<(), coplan_model::policy::PolicyError>(())
//! ```

mod apply;
mod check;
mod error;
mod names;
mod question;
mod read;
mod recorded;
mod repeated;
mod told;

pub use apply::{Known, Outline, Placed, Rules, locks};
pub use error::{PolicyCode, PolicyError};
pub use question::Question;
pub use read::{KINDS, Policy};
pub(crate) use recorded::misfits;
pub use recorded::{Recorded, check_words, each_someone, fits, recorded};
pub use repeated::{Layer, layer, place, repeating};
pub use told::{hangs_on, may_be_told};

/// The group of answers to a trust's own questions, and the beginning of their ids.
pub const LOCAL: &str = "local";

/// The own name of a trust's question, or what leads to it: `local.ward_round` is `ward_round`.
pub fn local_name(path: &str) -> Option<&str> {
    path.strip_prefix(LOCAL)?.strip_prefix('.')
}
