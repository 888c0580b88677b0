//! A page that is a Yew application, with a form in it. `coplan.js` is a script of its page.

mod documents;
mod record;

fn main() {
    let stage = gloo::utils::document().get_element_by_id("stage").expect("the page has a place for it");
    yew::Renderer::<record::Record>::with_root(stage).render();
}
