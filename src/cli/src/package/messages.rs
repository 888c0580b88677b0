//! `messages/en-GB.json`: every word that a host may say in its own way, by message key, in the order of the words' sources. A
//! copy of it in another language is a locale (`docs/languages.md`).

use coplan_ui::{LOCKED, SOURCES};
use serde_json::{Map, Value};

/// The file. What is locked is not in it.
pub fn write() -> Value {
    let lines = SOURCES.lines().filter_map(|line| line.split_once(" = "));
    let open = lines.filter(|(key, _)| !LOCKED.contains(key));
    Value::Object(open.map(|(key, words)| (key.to_owned(), words.into())).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use coplan_model::FormName;
    use coplan_ui::Messages;

    use super::*;

    #[test]
    fn its_keys_are_those_by_which_a_form_is_told_other_words() {
        let messages = write();
        assert_eq!((&messages["locale"], &messages["dir"]), (&"en-GB".into(), &"ltr".into()));
        let template = messages.as_object().unwrap();
        let other: Map<_, _> = template.keys().map(|key| (key.clone(), key.clone().into())).collect();
        for (key, path) in [("save", "save"), ("relapse_plan.signs_me", "signs_me"), ("relapse_plan", "relapse_plan")] {
            let mut words = Messages::new(FormName::RelapsePlan);
            words.take(other.clone());
            assert_eq!(words.say(path), key);
            words.pcsp = true;
            assert_eq!(words.say("care_coordinator"), "care_coordinator@pcsp");
        }
        assert!(LOCKED.iter().all(|key| !template.contains_key(*key)), "what is locked cannot be said otherwise");
    }
}
