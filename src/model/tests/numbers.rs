//! Numbers and keys that this version does not know come back as they were: the same double, in the same order.

use coplan_model::Document;
use coplan_model::signature::digest;
use serde_json::{Map, Value, json};

fn kept(unknown: &str) -> String {
    let text = format!(
        r#"{{ "status": "draft", "unknown": {unknown}, "form": "relapse_plan", "avoid": 1, "id": "a",
             "answers": {{ "z": {unknown}, "avoid": "", "a": 1, "signs_me": null, "m": {unknown} }}, "revision": 1 }}"#
    );
    let document = Document::from_json(&text).unwrap();
    let again = Document::from_json(&document.to_value().to_string()).unwrap();
    assert_eq!(again, document);
    let keys = |map: &Map<String, Value>| map.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        (keys(&again.unknown), keys(&again.answers)),
        (vec!["unknown".into(), "avoid".into()], ["z", "a", "m"].map(String::from).to_vec())
    );
    assert_eq!((&again.answers["z"], &again.answers["m"]), (&again.unknown["unknown"], &again.unknown["unknown"]));
    again.unknown["unknown"].to_string()
}

#[test]
fn a_number_comes_back_as_the_same_double() {
    // The first was seen to change on the way through.
    for text in ["0.9725702871970625", "1e2", "-0", "-0.0", "1E-7", "5e-324", "1.7976931348623157e308", "0.1", "1e30"] {
        assert_eq!(kept(text).parse::<f64>().unwrap().to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
    }
}

#[test]
fn a_whole_number_of_64_bits_comes_back_as_it_was_written() {
    for text in ["0", "-7", "9007199254740993", "-9007199254740993", "18446744073709551615", "-9223372036854775808"] {
        assert_eq!(kept(text), text);
    }
}

#[test]
fn keys_come_back_in_their_order() {
    let unknown = r#"{"b":1,"a":{"z":[],"y":null},"10":2,"9":""}"#;
    assert_eq!(kept(unknown), unknown);
}

#[test]
fn a_digest_covers_the_double_that_a_number_is_and_not_how_it_is_written() {
    let with = |number: &str| {
        let text = format!(r#"{{ "form": "relapse_plan", "answers": {{ "later": {number} }} }}"#);
        digest(&Document::from_json(&text).unwrap(), json!({}).as_object().unwrap())
    };
    for same in [["100", "1e2"], ["0", "-0"], ["9007199254740992", "9007199254740993"], ["0.5", "5.0E-1"]] {
        assert_eq!(with(same[0]), with(same[1]), "{same:?}");
    }
    assert_ne!(with("0.9725702871970625"), with("0.9725702871970624"));
}

#[test]
fn a_whole_number_that_would_lose_digits_is_refused_by_its_place() {
    let read = |number: &str| {
        let text = format!(r#"{{ "form": "relapse_plan", "host": {{ "before": 1e21, "ids": [1, {number}] }} }}"#);
        Document::from_json(&text).map_err(|error| (error.code.as_str(), error.path))
    };
    for number in ["18446744073709551616", "-9223372036854775809", "123456789012345678901234567890"] {
        assert_eq!(read(number).unwrap_err(), ("not_exact", "host.ids[1]".to_owned()), "{number}");
    }
    // The last is as JavaScript writes a double.
    for number in
        ["18446744073709551615", "-9223372036854775808", "123456789012345680000", "1.8446744073709551616e19", "-1e30"]
    {
        assert!(read(number).is_ok(), "{number}");
    }
}

#[test]
fn a_policy_says_so_too() {
    let error =
        coplan_model::policy::Policy::from_json(r#"{ "id": "t", "version": "1", "hide": [18446744073709551616] }"#)
            .unwrap_err();
    assert_eq!((error.code.as_str(), error.path.as_str()), ("not_exact", "hide[0]"));
}
