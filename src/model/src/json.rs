//! The tree of JSON that answers are kept in: `serde_json`'s own, everywhere.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

mod reading;

pub use reading::{DEPTH, MOST_BYTES, Unread, read, told};
pub use serde_json::{Map, Number, Value};

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
