//! Every form in a language that nobody speaks: a word in letters from a to z that nobody typed is a word that no locale can say.

use std::collections::BTreeSet;
use std::rc::Rc;

use coplan_model::path::Answers;
use coplan_model::{Document, FormName, Moment};
use coplan_ui::session::{Failure, Reason, SaveStatus};
use coplan_ui::{Action, FormStore, LOCKED, Mode, SOURCES};
use serde_json::{Value, json};

use super::{fixtures, on_paper, on_screen, on_screen_with, read_fixture, store_with};

const ACCENTED: [char; 26] = [
    'á', 'ƀ', 'ć', 'đ', 'é', 'ƒ', 'ǧ', 'ĥ', 'í', 'ĵ', 'ķ', 'ĺ', 'ɱ', 'ñ', 'ó', 'þ', 'ɋ', 'ř', 'š', 'ţ', 'ú', 'ṽ', 'ŵ',
    'ẋ', 'ý', 'ž',
];
const LOCALE: &str = "en-XA";

/// Every letter is another one; `{placeholders}` stay.
fn accented(words: &str) -> String {
    let mut inside = false;
    let letter = |letter: char| {
        inside = (inside || letter == '{') && letter != '}';
        let place = u32::from(letter.to_ascii_lowercase()).checked_sub(u32::from('a'));
        match place.and_then(|place| ACCENTED.get(place as usize)) {
            Some(other) if !inside => *other,
            _ => letter,
        }
    };
    words.chars().map(letter).collect()
}

/// The locale of a trust that has translated all that it is given to translate, less one key.
fn messages(missing: &str) -> Answers {
    let lines = SOURCES.lines().filter_map(|line| line.split_once(" = "));
    let open = lines.filter(|(key, _)| !LOCKED.contains(key) && *key != missing);
    let words = |key, words| {
        if key == "locale" {
            LOCALE.to_owned()
        } else if key == "dir" {
            "ltr".to_owned()
        } else {
            accented(words)
        }
    };
    open.map(|(key, said)| (key.to_owned(), words(key, said).into())).collect()
}

/// What is said, shown or not: text, names and descriptions. What is locked is marked as another language.
fn said(html: &str) -> Vec<(bool, String)> {
    let mut words = Vec::new();
    let (mut skipped, mut drawn) = ("", false);
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        match name {
            "style" => skipped = "/style",
            "span" if tag.contains(" lang=\"en-GB\"") => skipped = "/span",
            _ => {}
        }
        if !skipped.is_empty() && tag == skipped {
            skipped = "";
        }
        drawn = name == "text" || (drawn && !tag.starts_with("/text"));
        if skipped.is_empty() {
            words.push((drawn, unescaped(text)));
        }
        for attribute in ["aria-label", "title", "placeholder", "alt", "aria-description"] {
            words.extend(
                super::values(&format!(" {tag}"), attribute).into_iter().map(|value| (false, unescaped(value))),
            );
        }
    }
    words
}

fn unescaped(text: &str) -> String {
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'");
    text.replace("&amp;", "&")
}

/// What someone typed, the longest first: no code, which is said in words.
fn typed(value: &Value) -> Vec<String> {
    fn collect(value: &Value, all: &mut BTreeSet<String>) {
        match value {
            Value::String(text) if text.chars().any(|letter| !matches!(letter, 'a'..='z' | '_' | '0'..='9')) => {
                all.insert(text.trim().to_owned());
            }
            Value::Array(items) => items.iter().for_each(|item| collect(item, all)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, all)),
            _ => {}
        }
    }
    let mut all = BTreeSet::from([LOCALE.to_owned()]);
    collect(value, &mut all);
    // A date that is none yet stands in three boxes.
    let entered = value["entered"].as_object().into_iter().flat_map(|entered| entered.values());
    all.extend(entered.filter_map(Value::as_str).flat_map(|date| date.split('/')).map(str::to_owned));
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|text| usize::MAX - text.len());
    all
}

fn has_letter(text: &str) -> bool {
    text.chars().any(|letter| letter.is_ascii_alphabetic())
}

/// What of a page is English and was not typed.
fn strangers(html: &str, typed: &[String]) -> BTreeSet<String> {
    let all = typed.join(" ");
    let strange = |(drawn, said): &(bool, String)| {
        if *drawn {
            // A picture has lines of what was typed.
            return said.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| !all.contains(word));
        }
        // What has changed is read in pieces of what was typed.
        let is_piece = said.len() > 3 && typed.iter().any(|text| text.contains(said.trim()));
        has_letter(said)
            && !is_piece
            && has_letter(&typed.iter().fold(said.clone(), |rest, text| rest.replace(text.as_str(), "")))
    };
    said(html).into_iter().filter(strange).map(|(_, said)| said).collect()
}

/// A form in that language.
fn speaking(value: Value, mode: Mode, pcsp: bool, readonly: bool) -> Rc<FormStore> {
    let document = Document::from_value(value, None).unwrap();
    let store = store_with(document.form, mode, pcsp, readonly);
    store.messages.borrow_mut().take(messages(""));
    store.open(document);
    store
}

fn as_draft(value: &Value) -> Value {
    let mut draft = value.clone();
    draft["status"] = "draft".into();
    for gone in ["signatures", "earlier", "revision", "saved_at", "completed_at"] {
        draft.as_object_mut().unwrap().remove(gone);
    }
    draft
}

/// Turns all pages of a form, and looks at each.
fn each_page(store: &Rc<FormStore>, look: &mut dyn FnMut(&str, &str)) {
    look("gate", &on_screen(store));
    store.handle(Action::OpenGate);
    // The whole is on one page otherwise.
    let sections = if store.turns_pages() { store.sections() } else { Vec::new() };
    for section in sections {
        store.handle(Action::Go(section.id.to_owned()));
        look(section.id, &on_screen(store));
    }
}

/// Every fixture of a form as it is stored, read, printed and changed; the fullest and an empty one on every page.
fn nothing_is_english(name: &str, fullest: &str) {
    let mut found = BTreeSet::new();
    for file in fixtures().into_iter().filter(|file| file.parent().unwrap().ends_with(name)) {
        let value = read_fixture(&file);
        let typed = typed(&value);
        let of_its_own = file.file_stem().is_some_and(|stem| stem == fullest);
        for (mode, pcsp) in
            [Mode::Staff, Mode::Together, Mode::Alone].into_iter().flat_map(|mode| [(mode, false), (mode, true)])
        {
            let mut look = |state: &str, html: &str| {
                let strange = strangers(html, &typed).into_iter();
                found.extend(strange.map(|said| format!("{}, {mode:?}, {state}: {said}", file.display())));
            };
            if of_its_own {
                draft_on_every_page(as_draft(&value), mode, pcsp, &mut look);
                let mut blank = as_draft(&value);
                // Nothing is answered but what brings more questions.
                let response = json!({ "response": "yes" });
                blank["answers"] = if name == "abuse_question" { response } else { json!({}) };
                draft_on_every_page(blank, mode, pcsp, &mut look);
            }
            look("read-only", &on_screen(&speaking(value.clone(), mode, pcsp, true)));
            let store = speaking(value.clone(), mode, pcsp, false);
            look("stored", &on_screen(&store));
            look("paper", &on_paper(&store, false));
            look("unrestricted paper", &on_paper(&store, true));
            store.handle(Action::Amend);
            store.handle(Action::AskAgain);
            look("changed", &on_screen(&store));
        }
    }
    let found: Vec<_> = found.into_iter().collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn draft_on_every_page(draft: Value, mode: Mode, pcsp: bool, look: &mut dyn FnMut(&str, &str)) {
    let store = speaking(draft, mode, pcsp, false);
    each_page(&store, look);
    store.show_problems(Moment::Complete);
    each_page(&store, look);
    store.handle(Action::Complete);
    look("checked", &on_screen(&store));
    store.handle(Action::Later);
    look("later", &on_screen(&store));
    let failed = Reason::ALL.map(|reason| SaveStatus::Failed(Failure::of(reason)));
    let said = [SaveStatus::Unsaved, SaveStatus::Saving, SaveStatus::Completing, SaveStatus::Saved("09:05".to_owned())];
    for status in said.into_iter().chain(failed) {
        look("saving", &on_screen_with(&store, status));
    }
}

#[test]
fn the_abuse_question_says_nothing_in_english() {
    nothing_is_english("abuse_question", "yes");
}

#[test]
fn the_relapse_plan_says_nothing_in_english() {
    nothing_is_english("relapse_plan", "whole");
}

#[test]
fn the_care_plan_says_nothing_in_english() {
    nothing_is_english("care_plan", "reviewed");
}

#[test]
fn the_assessment_says_nothing_in_english() {
    nothing_is_english("comprehensive_assessment", "scenario");
}

#[test]
fn a_word_that_a_locale_has_not_is_noticed() {
    let store = store_with(FormName::AbuseQuestion, Mode::Staff, false, false);
    store.messages.borrow_mut().take(messages("complete"));
    assert_eq!(strangers(&on_screen(&store), &[]), BTreeSet::from(["Complete".to_owned()]));
}
