//! Text in one normalization form, so that what looks the same compares as the same. The browser has the tables for it; what
//! it loads does not bring its own.

/// The text in the form NFD: letters, and after them the marks on them.
#[cfg(target_os = "unknown")]
pub fn decomposed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    js_sys::JsString::from(text).normalize("NFD").into()
}

/// The text in the form NFD: letters, and after them the marks on them.
#[cfg(not(target_os = "unknown"))]
pub fn decomposed(text: &str) -> String {
    icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(text).into_owned()
}
