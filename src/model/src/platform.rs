//! What a browser has already, and what is loaded into it does not bring again: the tables of capitals and small letters, and
//! reading and writing fractions. Elsewhere Rust's own do the same.

/// Text in small letters.
#[cfg(target_os = "unknown")]
pub fn lowercase(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Text in small letters.
#[cfg(not(target_os = "unknown"))]
#[allow(clippy::disallowed_methods)]
pub fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// A number as `Number.prototype.toString` writes it.
#[cfg(target_os = "unknown")]
pub(crate) fn number(value: f64) -> String {
    js_sys::Number::from(value).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

/// The number that figures are, as ECMAScript reads them too: `-12.5`, `.5`, `1e2`; `None` when they are none.
#[cfg(target_os = "unknown")]
pub(crate) fn read_number(figures: &str) -> Option<f64> {
    let text = js_sys::JsString::from(figures);
    f64::try_from(&**text).ok().filter(|number| !figures.is_empty() && !number.is_nan())
}

/// The number that figures are: `-12.5`, `.5`, `1e2`; `None` when they are none.
#[cfg(not(target_os = "unknown"))]
pub(crate) fn read_number(figures: &str) -> Option<f64> {
    figures.parse().ok()
}

#[cfg(not(target_os = "unknown"))]
mod fractions;
#[cfg(not(target_os = "unknown"))]
pub(crate) use fractions::write as number;
