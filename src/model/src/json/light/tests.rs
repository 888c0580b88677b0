//! The lighter tree does what `serde_json`'s does.

use proptest::prelude::*;

use super::{Map, Number, Value};

fn light(value: &serde_json::Value) -> Value {
    match value {
        serde_json::Value::Null => Value::Null,
        serde_json::Value::Bool(flag) => Value::Bool(*flag),
        serde_json::Value::Number(number) => Value::from(Number::from_f64(number.as_f64().unwrap())),
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(items) => items.iter().map(light).collect(),
        serde_json::Value::Object(map) => {
            Value::Object(map.iter().map(|(key, value)| (key.clone(), light(value))).collect())
        }
    }
}

proptest! {
    #[test]
    fn the_same_is_done_to_both(steps in prop::collection::vec((0..5_u8, "[a-e]", 0..9_i64), 0..40)) {
        let (mut ours, mut theirs) = (Map::new(), serde_json::Map::new());
        for (what, key, number) in steps {
            match what {
                0 | 1 => {
                    let before = ours.insert(key.clone(), Value::from(number));
                    prop_assert_eq!(before, theirs.insert(key, number.into()).as_ref().map(light));
                }
                2 => prop_assert_eq!(ours.remove(&key), theirs.remove(&key).as_ref().map(light)),
                3 => {
                    ours.entry(&key).or_insert_with(|| Value::from(number));
                    theirs.entry(&key).or_insert_with(|| number.into());
                }
                _ => {
                    ours.retain(|other, _| *other != key);
                    theirs.retain(|other, _| *other != key);
                }
            }
            prop_assert_eq!(Value::Object(ours.clone()), light(&serde_json::Value::Object(theirs.clone())));
            prop_assert_eq!(ours.keys().collect::<Vec<_>>(), theirs.keys().collect::<Vec<_>>());
            prop_assert_eq!((ours.len(), ours.is_empty()), (theirs.len(), theirs.is_empty()));
        }
    }
}

#[test]
fn what_is_not_there_is_nothing() {
    let value = light(&serde_json::json!({ "a": [{ "b": "c" }], "n": 7, "f": 1.5, "m": -1 }));
    assert_eq!(value["a"].get(0).and_then(|row| row["b"].as_str()), Some("c"));
    assert!(value["x"]["y"].is_null() && value["a"].get(3).is_none() && value.get("z").is_none());
    assert_eq!((value["n"].as_u64(), value["f"].as_u64(), value["m"].as_u64()), (Some(7), None, None));
    assert!(value["n"].is_u64() && !value["n"].is_string());
}

#[test]
fn order_is_kept_and_does_not_count() {
    let (one, other) = (serde_json::json!({ "a": 1, "b": 2 }), serde_json::json!({ "b": 2, "a": 1 }));
    assert_eq!(light(&one), light(&other));
    assert_eq!(Number::from_f64(f64::NAN), None);
}
