//! How a form looks and behaves: its controls, its forms, its messages. Knows the model, and no host.
//!
//! A form is rendered from the document and never holds an answer of its own: what is typed goes to [`FormStore`], and only
//! what changes the structure of the form renders it again. Typing a letter renders nothing.

mod context;
mod controls;
mod forms;
mod layout;
mod messages;
mod normal;
mod plain;
pub mod policy;
pub mod session;
mod store;

pub use context::{FormContext, FormProps, View};
pub use layout::paper::{page, styles as paper_styles};
pub use layout::screen::{Paper, Screen, ScreenProps};
pub use messages::{LOCKED, Messages, Mode, SOURCES};
pub use plain::{Change, changes, text};
pub use store::{Action, Effect, FormStore, Found, Host, Page, Settings, User};
