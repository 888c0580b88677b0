//! How a form looks and behaves: its fields, its forms, its words. Knows the model, and no host.
//!
//! A form is drawn from the document and never holds an answer of its own: what is typed goes to [`State`], and only
//! what changes the shape of the form draws it again. Typing a letter draws nothing.

mod app;
mod fields;
mod form;
mod forms;
mod markup;
mod normal;
mod overview;
mod paper;
mod section;
pub mod session;
mod state;
mod words;

pub use app::{Paper, Screen, ScreenProps};
pub use form::{Form, View};
pub use forms::frame::FormProps;
pub use paper::{PAPER, page};
pub use state::{Effect, Host, Settings, State};
pub use words::{LOCKED, Mode, SOURCES, Words};
