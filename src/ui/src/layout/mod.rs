//! What all forms stand in: the screen and the page of paper, the frame, and the pages and sections of a form.

pub(crate) mod contents;
pub(crate) mod earlier;
pub(crate) mod finished;
pub(crate) mod frame;
mod heading;
mod help_now;
pub(crate) mod one_page;
mod one_question;
pub(crate) mod overview;
pub(crate) mod pages;
pub(crate) mod paper;
pub(crate) mod recorded;
pub(crate) mod screen;
pub(crate) mod section;
pub(crate) mod since;
pub(crate) mod telephone;
mod whole;

pub(crate) use heading::heading;
