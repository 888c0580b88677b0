//! A form in a page of Yew: `~document` is a property, and an `EventListener` hears what the form says.

use gloo::events::EventListener;
use js_sys::Promise;
use wasm_bindgen::prelude::*;
use web_sys::{Event, HtmlElement};
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::documents::{open, store};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Event)]
    type SaveEvent;
    #[wasm_bindgen(method, getter)]
    fn document(this: &SaveEvent) -> JsValue;
    #[wasm_bindgen(method, js_name = respondWith)]
    fn respond_with(this: &SaveEvent, stored: &Promise);
    #[wasm_bindgen(method, getter)]
    fn revision(this: &SaveEvent) -> Option<u32>;
}

/// Drawing it again keeps what was typed: Yew sets a property again only when it is another object.
#[component]
pub fn Record() -> Html {
    let (place, record, revision) = (use_node_ref(), use_state(|| None), use_state(|| None));

    let opened = record.setter();
    use_effect_with((), move |()| spawn_local(async move { opened.set(open().await.ok()) }));

    let latest = revision.setter();
    use_effect_with(place.clone(), move |place| {
        let place: HtmlElement = place.cast().expect("it is on the page");
        let save = EventListener::new(&place, "coplan-save", |event| {
            let event: &SaveEvent = event.unchecked_ref();
            event.respond_with(&store(&event.document()));
        });
        let saved = EventListener::new(&place, "coplan-saved", move |event| {
            latest.set(event.unchecked_ref::<SaveEvent>().revision());
        });
        move || drop((save, saved))
    });

    html! {
        <div ref={place}>
            if let Some(document) = (*record).clone() {
                <coplan-abuse-question mode="staff" ~document={document} />
            }
            if let Some(revision) = *revision {
                <p>{ format!("Revision {revision} is stored.") }</p>
            }
        </div>
    }
}
