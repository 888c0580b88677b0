//! The tree of JSON that answers are kept in: `serde_json`'s own for Rust hosts, and a lighter one with the same methods for
//! what the browser loads. Objects there have a few dozen keys at the most, so a list of pairs serves them as well as a hash
//! table, which costs 3 kB more (`docs/decisions/0010-light-json.md`).

#[cfg(feature = "json")]
pub use serde_json::{Map, Number, Value};

#[cfg(any(test, not(feature = "json")))]
mod light;

#[cfg(not(feature = "json"))]
pub use light::{Map, Number, Value};

#[cfg(feature = "json")]
mod whole {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

    use super::Value;
    use crate::Document;

    impl Serialize for Document {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.to_value().serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for Document {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Self::from_value(Value::deserialize(deserializer)?, None).map_err(D::Error::custom)
        }
    }
}
