//! What the oldest browsers that the forms are for can run (docs/hosts.md). The script and the styles are held to them where they
//! are bundled (`pkg-config/bundle.mjs`); here is the WebAssembly.

use std::fs;

use anyhow::{Context, Result};
use wasmparser::{Validator, WasmFeatures};

use crate::run::root;

/// What Safari 16.4, Chrome 111 and Firefox 120 all have.
const FLOOR: WasmFeatures = WasmFeatures::MUTABLE_GLOBAL
    .union(WasmFeatures::SATURATING_FLOAT_TO_INT)
    .union(WasmFeatures::SIGN_EXTENSION)
    .union(WasmFeatures::MULTI_VALUE)
    .union(WasmFeatures::BULK_MEMORY)
    .union(WasmFeatures::REFERENCE_TYPES)
    .union(WasmFeatures::SIMD)
    // What a reference to a value of JavaScript is, by that name; no objects of WebAssembly's own.
    .union(WasmFeatures::GC_TYPES)
    .union(WasmFeatures::FLOATS);

/// Fails when the built module uses more.
pub fn check() -> Result<()> {
    let module = fs::read(root().join("dist/coplan.wasm"))?;
    check_module(&module)
}

fn check_module(module: &[u8]) -> Result<()> {
    Validator::new_with_features(FLOOR)
        .validate_all(module)
        .context("the WebAssembly needs a newer browser than docs/hosts.md says")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::check_module;

    /// `(module (func) (func return_call 0))`: a tail call, which Safari has from 18.2.
    const TAIL_CALL: &[u8] =
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x03\x02\0\0\x0a\x09\x02\x02\0\x0b\x04\0\x12\0\x0b";
    /// The same with a call.
    const CALL: &[u8] = b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x03\x02\0\0\x0a\x09\x02\x02\0\x0b\x04\0\x10\0\x0b";

    #[test]
    fn what_an_older_browser_cannot_run_is_refused() {
        assert!(check_module(CALL).is_ok());
        assert!(check_module(TAIL_CALL).is_err());
    }
}
