//! A page that is a Yew application, with a form in it. `coplan.js` is a script of its page.

mod documents;
mod page;
mod record;

fn main() {
    let stage = gloo::utils::document().get_element_by_id("stage").expect("the page has a place for it");
    yew::Renderer::<page::Page>::with_root(stage).render();
}
