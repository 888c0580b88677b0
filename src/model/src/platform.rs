//! What a browser has already, and what is loaded into it does not bring again: the tables of capitals and small letters, and
//! the digits of fractions. Elsewhere Rust's own do the same.

/// Text in small letters.
#[cfg(target_family = "wasm")]
pub(crate) fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Text in small letters.
#[cfg(not(target_family = "wasm"))]
pub(crate) fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// A number as `Number.prototype.toString` writes it.
#[cfg(target_family = "wasm")]
pub(crate) fn number(value: f64) -> String {
    js_sys::Number::from(value).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

#[cfg(not(target_family = "wasm"))]
mod fractions;
#[cfg(not(target_family = "wasm"))]
pub(crate) use fractions::write as number;
