//! A finished document as plain text: what is pasted into a letter or another record. The files in `tests/text` are how it is to
//! look; with `COPLAN_TEXT` they are written anew. The same files are asked of the element in the browser.

use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use coplan_model::Document;
use coplan_ui::{FormContext, FormProps, FormStore, Paper, View, text};
use serde_json::Value;

use crate::rendered::rendered;

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(name)
}

fn fixtures() -> Vec<PathBuf> {
    let folders = fs::read_dir(folder("fixtures")).unwrap().flatten();
    let folders = folders.filter(|form| form.file_name() != "dictionary");
    let mut files: Vec<_> = folders.flat_map(|form| fs::read_dir(form.path()).unwrap().flatten()).collect();
    files.sort_by_key(|file| file.path());
    files.into_iter().map(|file| file.path()).collect()
}

fn context(document: Document, unrestricted: bool) -> FormContext {
    let store = Rc::new(FormStore::new(document.form, Rc::new(crate::still::Still)));
    store.open(document);
    FormContext { unrestricted, ..FormContext::new(store, View::Print) }
}

fn read(file: &Path) -> Document {
    Document::from_json(&fs::read_to_string(file).unwrap()).unwrap()
}

#[test]
fn it_looks_as_it_is_to_look() {
    let wanted = [
        ("abuse_question/yes", false),
        ("care_plan/reviewed", false),
        ("comprehensive_assessment/scenario", false),
        ("comprehensive_assessment/scenario", true),
        ("relapse_plan/amended", false),
    ];
    for (name, unrestricted) in wanted {
        let written = text(&context(read(&folder("fixtures").join(name).with_extension("json")), unrestricted), 72);
        let suffix = if unrestricted { "-unrestricted" } else { "" };
        let file = folder("text").join([&name.replace('/', "-"), suffix, ".txt"].concat());
        if std::env::var_os("COPLAN_TEXT").is_some() {
            fs::write(&file, &written).unwrap();
        }
        assert_eq!(written, fs::read_to_string(&file).unwrap(), "{}", file.display());
    }
}

#[test]
fn every_word_on_paper_that_was_typed_is_in_it() {
    fn typed(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(words) if words.contains(' ') => found.push(words.clone()),
            Value::Array(rows) => rows.iter().for_each(|row| typed(row, found)),
            Value::Object(answers) => answers.values().for_each(|answer| typed(answer, found)),
            _ => {}
        }
    }
    let plain = |words: &str| {
        let bare: String = words.chars().filter(|letter| !matches!(letter, '\u{2066}'..='\u{2069}')).collect();
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut compared = 0;
    for file in fixtures() {
        for unrestricted in [false, true] {
            let document = read(&file);
            let mut words = Vec::new();
            typed(&serde_json::to_value(&document.answers).unwrap(), &mut words);
            let written = plain(&text(&context(document.clone(), unrestricted), 0));
            let paper = rendered::<Paper>(FormProps { form: context(document, unrestricted) });
            let paper =
                plain(&paper.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"));
            for words in words.iter().map(|words| plain(words)) {
                assert_eq!(paper.contains(&words), written.contains(&words), "{}: {words}", file.display());
                compared += 1;
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

#[test]
fn no_line_is_longer_than_it_was_asked_to_be_unless_one_word_is() {
    for file in fixtures() {
        for width in [30, 72, 100] {
            for line in text(&context(read(&file), false), width).lines() {
                assert!(line.chars().count() <= width || !line.trim().contains(' '), "{width}: {line}");
            }
        }
    }
}

#[test]
fn a_form_that_is_not_for_whoever_is_at_the_screen_says_nothing() {
    let form = context(read(&folder("fixtures/abuse_question/yes.json")), false);
    form.store.configure(coplan_ui::Settings { mode: coplan_ui::Mode::Alone, ..Default::default() });
    let written = text(&form, 72);
    assert!(!written.contains("abuse") && !written.contains("Ada"), "{written}");
}
