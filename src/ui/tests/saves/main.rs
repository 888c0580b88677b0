//! A form that is open, against a host that answers in every way: whatever happens in whatever order, *Saved* is true, every
//! answer belongs to the document that was sent, every promise settles, and no word leaves without being offered.

mod acts;
mod clock;
mod given_back;
mod looking;
mod machine;
mod page;
mod rows_of_the_trials;
