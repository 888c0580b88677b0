//! What the browser loads as text: the messages.
//!
//! The messages are one tree of all files, without the comments, in which a key repeats nothing of the key above it; read
//! by `src/messages/tree.rs`. The messages of a form are below its name. For those who write another language they are also a
//! list of whole keys, in the order of the files, which no browser loads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{env, fs};

use coplan_model::FormName;

fn main() {
    let mut root = Node::default();
    let mut sources = String::new();
    // What all forms say comes before what one says.
    let form = |name: &str| Path::new("src/messages/en-GB").join(name).with_extension("txt");
    let mut controls = files("src/controls");
    controls.sort();
    let files = ["shared", "blocks"].map(form).into_iter();
    let files = files.chain(controls.iter().map(|folder| folder.join("en-GB.txt")));
    for file in files.chain(FormName::ALL.iter().map(|name| form(name.as_str()))) {
        // Not every control has messages of its own, and `controls` holds more than folders.
        if !file.is_file() {
            continue;
        }
        let form = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let text = fs::read_to_string(&file).expect("the messages can be read");
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (key, message) = line.split_once("= ").unwrap_or_else(|| panic!("{form}: not `key = message`: {line}"));
            let form = if ["shared", "blocks", "en-GB"].contains(&&*form) { "" } else { &form };
            let whole =
                [form, key.trim_end()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".");
            sources.push_str(&format!("{whole} = {message}\n"));
            let (key, variant) = key.trim_end().split_at(key.find('@').unwrap_or(key.trim_end().len()));
            let segments = form.split('.').chain(key.split('.')).chain([variant]).filter(|segment| !segment.is_empty());
            let node = segments.fold(&mut root, |node, segment| node.inner.entry(segment.to_owned()).or_default());
            assert!(node.message.is_empty(), "{line} is there twice");
            assert!(!message.is_empty(), "{line} has no message");
            node.message = message.to_owned();
        }
    }
    let mut messages = String::new();
    root.tell(&mut messages);
    write("en-GB.txt", &messages);
    write("sources.txt", &sources);
    println!("cargo::rerun-if-changed=src/messages/en-GB");
}

fn files(folder: &str) -> Vec<PathBuf> {
    println!("cargo::rerun-if-changed={folder}");
    fs::read_dir(folder).expect("the folder is there").flatten().map(|entry| entry.path()).collect()
}

/// A segment of a key, and those that may follow it.
#[derive(Default)]
struct Node {
    message: String,
    inner: BTreeMap<String, Node>,
}

impl Node {
    fn tell(&self, out: &mut String) {
        for (segment, node) in &self.inner {
            let more = !node.inner.is_empty();
            out.push_str(&format!("{segment}{}{}\n", if more { '{' } else { ' ' }, node.message));
            if more {
                node.tell(out);
                out.push('\n');
            }
        }
    }
}

fn write(name: &str, text: &str) {
    let into = Path::new(&env::var_os("OUT_DIR").expect("cargo says where")).join(name);
    fs::write(into, text).unwrap_or_else(|error| panic!("{name} cannot be written: {error}"));
}
