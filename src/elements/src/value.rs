//! JavaScript's JSON as Rust's, and back, by `serde-wasm-bindgen`.

use std::fmt;

use coplan_model::DocumentError;
use coplan_model::json::{Map, Number, Value};
use js_sys::Reflect;
use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// As deep as `serde_json` goes on the server, so that both sides refuse the same documents.
const DEPTH: usize = 127;

/// What JSON can hold; `None` when it is nested too deeply to be a document.
pub fn from_js(value: &JsValue) -> Option<Value> {
    Bounded(DEPTH).deserialize(serde_wasm_bindgen::Deserializer::from(value.clone())).ok()
}

/// As an object of the page's own.
pub fn to_js(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

/// What a host hears when what it set is no document: the place, and never what stood there.
pub fn thrown(error: &DocumentError) -> JsValue {
    let thrown = js_sys::Error::new(&error.message());
    thrown.set_name("CoplanDocumentError");
    put(&thrown, "path", &JsValue::from_str(&error.path));
    put(&thrown, "code", &error.code.as_str().into());
    thrown.into()
}

/// Sets a property of an object of ours, which cannot refuse it.
pub fn put(object: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(key), value);
}

/// Reads a tree of JSON that is nested no deeper than this.
#[derive(Clone, Copy)]
struct Bounded(usize);

impl Bounded {
    fn inner<E: Error>(self) -> Result<Self, E> {
        self.0.checked_sub(1).map(Self).ok_or_else(|| E::custom("nested too deeply"))
    }
}

impl<'de> DeserializeSeed<'de> for Bounded {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    /// Whole numbers stay whole, whichever sign they have.
    fn visit_i64<E: Error>(self, number: i64) -> Result<Value, E> {
        Ok(u64::try_from(number).map_or_else(|_| Value::from(number), Value::from))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(inner)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inner = self.inner()?;
        let mut map = Map::new();
        while let Some(key) = entries.next_key()? {
            map.insert(key, entries.next_value_seed(inner)?);
        }
        Ok(Value::Object(map))
    }
}
