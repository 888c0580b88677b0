//! Components as HTML, rendered by Yew's server renderer.

use yew::{BaseComponent, LocalServerRenderer};

/// What a component renders to.
pub fn rendered<C: BaseComponent>(props: C::Properties) -> String
where
    C::Properties: Clone,
{
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let html = LocalServerRenderer::<C>::with_props(props).hydratable(false).render();
    tokio::task::LocalSet::new().block_on(&runtime, html)
}
