//! JavaScript's JSON as Rust's, by js-sys (`docs/decisions/0021-size.md` says why); and back, by `serde-wasm-bindgen`.

use coplan_model::DocumentError;
use coplan_model::json::{Map, Number, Value};
use coplan_model::policy::PolicyError;
use js_sys::{Array, ArrayBuffer, Object, Reflect, Symbol};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// As deep as `serde_json` goes on the server, so that both sides refuse the same documents.
const DEPTH: usize = 127;

/// What JSON can hold; `None` when it is nested too deeply to be a document.
pub fn from_js(value: &JsValue) -> Option<Value> {
    read(value, DEPTH)
}

/// As an object of the page's own.
pub fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// What a host hears when what it set is no document: the place, and never what stood there.
pub fn thrown(error: &DocumentError) -> JsValue {
    refused(&error.path, error.code.as_str(), &error.message())
}

/// A `CoplanDocumentError`: what a host set cannot be used, where and why.
pub fn refused(path: &str, code: &str, message: &str) -> JsValue {
    named("CoplanDocumentError", path, code, message)
}

/// A `CoplanPolicyError`: the place in the policy that is wrong.
pub fn no_policy(error: &PolicyError) -> JsValue {
    named("CoplanPolicyError", &error.path, error.code.as_str(), &error.message())
}

fn named(name: &str, path: &str, code: &str, message: &str) -> JsValue {
    let thrown = js_sys::Error::new(message);
    // Its own property: a page may have frozen what errors inherit.
    let descriptor = Object::new();
    put(&descriptor, "value", &JsValue::from_str(name));
    put(&descriptor, "configurable", &JsValue::TRUE);
    let _ = Reflect::define_property(&thrown, &JsValue::from_str("name"), &descriptor);
    put(&thrown, "path", &JsValue::from_str(path));
    put(&thrown, "code", &JsValue::from_str(code));
    thrown.into()
}

/// Sets a property of an object of ours, which cannot refuse it.
pub fn put(object: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

/// Reads a tree of JSON that is nested no deeper than this.
fn read(value: &JsValue, depth: usize) -> Option<Value> {
    if value.is_undefined() || value.is_null() {
        return Some(Value::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Some(Value::Bool(flag));
    }
    if let Some(number) = value.as_f64() {
        return Some(if js_sys::Number::is_safe_integer(value) {
            whole(number as i64)
        } else {
            Number::from_f64(number).map_or(Value::Null, Value::Number)
        });
    }
    if let Some(text) = value.as_string() {
        return Some(Value::String(text));
    }
    if value.is_bigint() {
        return match i64::try_from(value.clone()) {
            Ok(number) => Some(whole(number)),
            Err(value) => u64::try_from(value).ok().map(Value::from),
        };
    }
    if let Some(items) = value.dyn_ref::<Array>() {
        let inner = depth.checked_sub(1)?;
        return items.iter().map(|item| read(&item, inner)).collect();
    }
    let (entries, inner) = (entries(value)?, depth.checked_sub(1)?);
    let mut map = Map::new();
    for entry in entries.iter() {
        let entry = entry.unchecked_into::<Array>();
        map.insert(entry.get(0).as_string()?, read(&entry.get(1), inner)?);
    }
    Some(Value::Object(map))
}

/// Whole numbers stay whole, whichever sign they have.
fn whole(number: i64) -> Value {
    u64::try_from(number).map_or_else(|_| Value::from(number), Value::from)
}

/// The keys and values of an object or a `Map`. Other things that can be gone through, bytes and functions are no JSON.
fn entries(value: &JsValue) -> Option<Array> {
    if value.has_type::<js_sys::Map>() {
        return Some(Array::from(value));
    }
    let is_plain = value.is_object() && !Symbol::iterator().js_in(value) && !value.has_type::<ArrayBuffer>();
    is_plain.then(|| Object::entries(value.unchecked_ref()))
}
