//! A document goes out as a Bundle and comes back the same, byte for byte in the canonical form.

use std::fs;
use std::path::{Path, PathBuf};

use coplan_fhir::{Options, bundle, read, types::Resource};
use coplan_model::json::Value;
use coplan_model::{Document, canonical};

mod any;

/// Every file of a folder and of those in it.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files(&path, found),
            false if path.extension().is_some_and(|ending| ending == "json") => found.push(path),
            false => {}
        }
    }
}

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn sent(document: &Document) -> String {
    let options = Options { restricted: true, ..Options::default() };
    Resource::Bundle(bundle(document, &options).unwrap()).to_json()
}

/// Says what differs, when something does.
fn difference(document: &Document) -> Option<String> {
    let text = sent(document);
    let taken = match read(&text, &|_| None) {
        Ok(taken) => taken,
        Err(error) => return Some(format!("{error}\n{text}")),
    };
    if !taken.not_taken.is_empty() || !taken.is_ours {
        return Some(format!("{:?}\n{text}", taken.not_taken));
    }
    let [before, after] = [document, &taken.document].map(|document| canonical::canonical(&document.to_value()));
    (before != after).then(|| format!("before {before}\nafter  {after}\n{text}"))
}

#[test]
fn every_fixture_comes_back_the_same() {
    let mut found = Vec::new();
    files(&repository("tests/fixtures"), &mut found);
    assert!(found.len() >= 14, "there are fixtures");
    for file in found {
        let document = Document::from_json(&fs::read_to_string(&file).unwrap()).unwrap();
        if let Some(difference) = difference(&document) {
            panic!("{}: {difference}", file.display());
        }
    }
}

#[test]
fn every_document_that_the_schemas_are_tried_with_comes_back_the_same() {
    let mut found = Vec::new();
    files(&repository("tests/package/corpus"), &mut found);
    let mut count = 0;
    for file in found {
        let form = file.file_stem().unwrap().to_str().unwrap();
        let corpus: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
        for (name, case) in ["kept", "broken", "cannot"].iter().flat_map(|group| corpus[*group].as_object().unwrap()) {
            let Ok(document) = Document::from_value(any::changed(form, case), None) else { continue };
            count += 1;
            if let Some(difference) = difference(&document) {
                panic!("{form}, {name}: {difference}");
            }
        }
    }
    assert!(count > 60, "only {count} of them are documents");
}

#[test]
fn most_of_what_is_made_is_a_document() {
    let documents = (0..400).filter(|seed| Document::from_value(any::Maker(*seed).document(), None).is_ok());
    assert!(documents.count() > 200, "too few documents are tried");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(if cfg!(debug_assertions) { 200 } else { 250_000 }))]

    #[test]
    fn any_document_comes_back_the_same(value in any::document()) {
        if let Ok(document) = Document::from_value(value, None) {
            let difference = difference(&document);
            proptest::prop_assert!(difference.is_none(), "{}", difference.unwrap());
        }
    }
}
