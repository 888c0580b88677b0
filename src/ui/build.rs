//! What the browser loads as text: the words, and the tables of the forms.
//!
//! The words are one list of all files, without the comments, a tab after each key, and sorted so
//! that a key is found quickly. The words of a form carry its name in front.

use std::path::Path;
use std::{env, fs};

fn main() {
    let from = "src/words/en-GB";
    println!("cargo::rerun-if-changed={from}");
    let mut lines = Vec::new();
    for file in fs::read_dir(from).expect("the words are there").flatten().map(|entry| entry.path()) {
        let form = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let words = fs::read_to_string(&file).expect("the words can be read");
        for line in words.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (key, words) = line.split_once("= ").unwrap_or_else(|| panic!("{form}: not `key = words`: {line}"));
            let key = key.trim_end();
            lines.push(match (form.as_str(), key) {
                ("shared", _) => (key.to_owned(), words.to_owned()),
                (form, "") => (form.to_owned(), words.to_owned()),
                (form, key) => (format!("{form}.{key}"), words.to_owned()),
            });
        }
    }
    lines.sort();
    if let Some(twice) = lines.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        panic!("{} is there twice", twice[0].0);
    }
    let lines: Vec<String> = lines.iter().map(|(key, words)| format!("{key}\t{words}")).collect();
    write("en-GB.txt", &lines.join("\n"));
    write("tables.txt", &coplan_model::schema::write_all());
}

fn write(name: &str, text: &str) {
    let into = Path::new(&env::var_os("OUT_DIR").expect("cargo says where")).join(name);
    fs::write(into, text).unwrap_or_else(|error| panic!("{name} cannot be written: {error}"));
}
