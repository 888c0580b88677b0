//! The face to the host page: what the JavaScript class of an element hands on, and what it hears back.
//!
//! The class itself must be JavaScript (`../js/coplan.js`); it holds no more than that. Nothing here logs, and nothing
//! here touches the network, storage, cookies, the address or the title of the page.

mod element;
mod host;
mod save;

use std::panic;

use wasm_bindgen::prelude::*;

/// Called once a WebAssembly instance begins. `trapped` is told that this instance must not be used any more: a panic
/// ends it, and the class starts a fresh one with what was typed. The message of a panic is never shown or logged.
#[wasm_bindgen]
pub fn start(trapped: js_sys::Function) {
    let trapped = panic::AssertUnwindSafe(trapped);
    panic::set_hook(Box::new(move |_| {
        let _ = trapped.call0(&JsValue::NULL);
    }));
}
