//! Who a document is about, and whether two documents are about the same person.
//!
//! What is about another person is never adopted, shown beside, carried over or restored: one person's answer on another's
//! form is the worst fault that a record can have.

use crate::blank::is_blank_text;
use crate::date::CalendarDate;
use crate::path::{Answers, text};
use crate::platform;

/// The keys by which people tell each other apart when a host has given no `ref`.
const KEYS: [&str; 3] = ["nhs_number", "date_of_birth", "name"];

/// Whether two subjects are the same person.
///
/// The host's own `ref` decides where both have one. Otherwise nothing that both say may differ, and they must have enough
/// in common: the NHS number, or the name and the date of birth. A name alone is enough only where neither says more.
/// Of two subjects of which one says nothing, nobody can tell: they are not the same.
pub fn is_same(one: &Answers, other: &Answers) -> bool {
    let said = |subject: &Answers, key: &str| normal(key, text(subject, key));
    let (here, there) = (said(one, "ref"), said(other, "ref"));
    if !here.is_empty() && !there.is_empty() {
        return here == there;
    }
    let [number, born, name] = KEYS.map(|key| match (said(one, key), said(other, key)) {
        (here, there) if here.is_empty() && there.is_empty() => Match::Neither,
        (here, there) if here.is_empty() || there.is_empty() => Match::One,
        (here, there) if here == there => Match::Same,
        _ => Match::Differs,
    });
    match (number, born, name) {
        (Match::Differs, ..) | (_, Match::Differs, _) | (.., Match::Differs) => false,
        (Match::Same, ..) | (_, Match::Same, Match::Same) => true,
        (Match::Neither, Match::Neither, Match::Same) => here.is_empty() && there.is_empty(),
        _ => false,
    }
}

/// Whether something that is about `other` is not to be read beside what is about `one`. Where `one` names nobody yet, nobody can
/// tell.
pub fn is_another(one: &Answers, other: &Answers) -> bool {
    !one.is_empty() && !is_same(one, other)
}

/// What two subjects say under one key.
#[derive(Clone, Copy)]
enum Match {
    /// Neither says anything.
    Neither,
    /// Only one does.
    One,
    /// Both say the same.
    Same,
    /// They contradict each other.
    Differs,
}

/// The same words, however they are spaced and written large; the same day and number, however they are grouped.
fn normal(key: &str, said: &str) -> String {
    match key {
        _ if is_blank_text(said) => String::new(),
        "nhs_number" => said.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect(),
        "date_of_birth" => said.trim().parse::<CalendarDate>().map_or_else(|_| said.to_owned(), CalendarDate::to_iso),
        "name" => platform::lowercase(said).split_whitespace().collect::<Vec<_>>().join(" "),
        _ => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn same(one: Value, other: Value) -> bool {
        let (one, other) = (one.as_object().unwrap().clone(), other.as_object().unwrap().clone());
        assert_eq!(is_same(&one, &other), is_same(&other, &one), "it does not matter which is asked first");
        is_same(&one, &other)
    }

    #[test]
    fn a_hosts_own_reference_decides() {
        assert!(same(json!({ "ref": "7", "name": "Ada Example" }), json!({ "ref": "7", "name": "Ada Married" })));
        assert!(!same(json!({ "ref": "7", "name": "Ada Example" }), json!({ "ref": "8", "name": "Ada Example" })));
    }

    #[test]
    fn without_one_nothing_may_differ_and_enough_must_be_the_same() {
        let ada = json!({ "name": "Ada  example", "date_of_birth": "1990-04-27", "nhs_number": "943 476 5919" });
        for also in [
            json!({ "ref": "7", "name": "Ada Example", "date_of_birth": "1990-04-27", "nhs_number": "9434765919" }),
            json!({ "name": "Ada Example", "date_of_birth": "1990-04-27" }),
            json!({ "nhs_number": "9434765919" }),
        ] {
            assert!(same(ada.clone(), also.clone()), "{also}");
        }
        for another in [
            json!({ "name": "Ada Example", "date_of_birth": "1990-04-28", "nhs_number": "9434765919" }),
            json!({ "name": "Bert Example", "date_of_birth": "1990-04-27" }),
            json!({ "name": "Ada Example" }),
            json!({ "date_of_birth": "1990-04-27" }),
            json!({}),
        ] {
            assert!(!same(ada.clone(), another.clone()), "{another}");
        }
    }

    #[test]
    fn what_is_blank_says_nothing() {
        assert!(!same(json!({ "ref": " ", "name": "Ada" }), json!({ "ref": " ", "name": "Bert" })));
        assert!(!same(json!({ "ref": "\u{200b}" }), json!({ "ref": "\u{200b}" })));
    }

    #[test]
    fn a_name_is_enough_only_where_neither_says_more() {
        assert!(same(json!({ "name": "Ada Example" }), json!({ "name": "Ada Example" })));
        assert!(same(json!({ "ref": " ", "name": "Ada" }), json!({ "name": "Ada" })));
        assert!(!same(json!({ "ref": "7", "name": "Ada" }), json!({ "name": "Ada" })));
        assert!(!same(json!({}), json!({})), "of two that say nothing nobody can tell");
    }
}
