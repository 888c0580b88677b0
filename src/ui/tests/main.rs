//! All tests of the screens that need no browser, in one program: linked once, they share what they compile.

mod alone;
mod announcing;
mod areas;
mod beside;
mod carried;
mod changes;
mod finding;
#[path = "html/main.rs"]
mod html;
#[path = "policy/main.rs"]
mod policy;
mod policy_any;
mod policy_refused;
mod policy_words;
mod rendered;
#[path = "rows/main.rs"]
mod rows;
#[path = "saves/main.rs"]
mod saves;
mod still;
#[path = "store/main.rs"]
mod store;
mod text;
mod typed;
mod user;
