//! What stands round the record: a page that listens to what is pressed anywhere in it.

use yew::prelude::*;

use crate::record::Record;

/// Every press counts once, wherever it was.
#[component]
pub fn Page() -> Html {
    let presses = use_state(|| 0);
    let onclick = {
        let presses = presses.clone();
        Callback::from(move |_: MouseEvent| presses.set(*presses + 1))
    };
    html! {
        <div {onclick}>
            <button type="button">{ "Nothing" }</button>
            <p>{ format!("Pressed {} times", *presses) }</p>
            <Record />
        </div>
    }
}
