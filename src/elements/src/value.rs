//! JavaScript's JSON as Rust's, and back. The browser has a parser of its own; a second one would cost kilobytes.

use coplan_model::json::{Map, Number, Value};
use coplan_model::{DocumentError, canonical};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

/// As deep as `serde_json` goes on the server, so that both sides refuse the same documents.
const DEPTH: usize = 127;

/// What JSON can hold; `None` when it is nested too deeply to be a document. `undefined` and functions are left out, as
/// JSON leaves them out.
pub fn from_js(value: &JsValue) -> Option<Value> {
    read(value, DEPTH)
}

/// As an object of the page's own.
pub fn to_js(value: &Value) -> JsValue {
    js_sys::JSON::parse(&canonical::text(value)).unwrap_or_default()
}

/// What a host hears when what it set is no document: the place, and never what stood there.
pub fn thrown(error: &DocumentError) -> JsValue {
    let thrown = js_sys::Error::new(&error.message());
    thrown.set_name("CoplanDocumentError");
    put(&thrown, "path", &JsValue::from_str(&error.path));
    put(&thrown, "code", &error.code.as_str().into());
    thrown.into()
}

/// A fraction as JavaScript writes it.
#[cfg(target_family = "wasm")]
pub fn to_text(number: f64) -> String {
    js_sys::JsString::from(js_sys::Object::from(JsValue::from_f64(number)).to_string()).into()
}

/// Sets a property of an object of ours, which cannot refuse it.
pub fn put(object: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

fn read(value: &JsValue, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(if let Some(text) = value.as_string() {
        Value::String(text)
    } else if let Some(number) = value.as_f64() {
        Value::from(whole(number).map_or_else(|| Number::from_f64(number), Some))
    } else if let Some(flag) = value.as_bool() {
        Value::Bool(flag)
    } else if Array::is_array(value) {
        let mut items = Vec::new();
        for item in Array::from(value).iter() {
            items.push(read(&item, depth)?);
        }
        Value::Array(items)
    } else if value.is_object() {
        let mut map = Map::new();
        for key in Object::keys(value.unchecked_ref::<Object>()).iter() {
            let inner = Reflect::get(value, &key).unwrap_or_default();
            if !inner.is_undefined() && !inner.is_function() {
                map.insert(key.as_string().unwrap_or_default(), read(&inner, depth)?);
            }
        }
        Value::Object(map)
    } else {
        Value::Null
    })
}

/// Whole numbers stay whole.
fn whole(number: f64) -> Option<Number> {
    let exact = number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_991.0;
    exact.then(|| if number < 0.0 { Number::from(number as i64) } else { Number::from(number as u64) })
}
