//! The server, as this application uses it.

use gloo::utils::window;
use js_sys::{JSON, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

const ADDRESS: &str = "/documents/yew";

/// The document that is stored, or one to begin with.
pub async fn open() -> Result<JsValue, JsValue> {
    let response: Response = JsFuture::from(window().fetch_with_str(ADDRESS)).await?.dyn_into()?;
    JsFuture::from(response.json()?).await
}

/// What becomes of storing it: the form itself reads the response.
pub fn store(document: &JsValue) -> Promise {
    let request = RequestInit::new();
    request.set_method("PUT");
    request.set_body(&JSON::stringify(document).expect("a document is JSON").into());
    window().fetch_with_str_and_init(ADDRESS, &request)
}
