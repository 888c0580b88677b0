//! The face to the host page: what the JavaScript class of an element hands on, and what it hears back.
//!
//! The class itself must be JavaScript (`../js/coplan.js`); it holds no more than that. Nothing here logs, and nothing
//! here touches the network, storage, cookies, the address or the title of the page.

mod handle;
mod host;
mod rendering;
mod start;
mod value;

use wasm_bindgen::prelude::*;

/// Half the bytes of the standard one, and as quick.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Called once a WebAssembly instance begins. The message of a panic is never shown or logged; the class notices the
/// trap and starts a fresh instance with what was typed.
#[wasm_bindgen]
pub fn start() {}
