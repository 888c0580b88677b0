//! The words as the browser loads them: without the comments, a tab after each key, and sorted so that a key is found
//! quickly.

use std::path::Path;
use std::{env, fs};

fn main() {
    let from = "src/words/en-GB.txt";
    println!("cargo::rerun-if-changed={from}");
    let words = fs::read_to_string(from).expect("the words are there");
    let mut lines: Vec<&str> = words.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    lines.sort_unstable_by_key(|line| line.split(" = ").next());
    let lines: Vec<String> = lines.iter().map(|line| line.replacen(" = ", "\t", 1)).collect();
    let into = Path::new(&env::var_os("OUT_DIR").expect("cargo says where")).join("en-GB.txt");
    fs::write(into, lines.join("\n")).expect("the words can be written");
}
