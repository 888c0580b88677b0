//! A document goes out as a Bundle and comes back the same, byte for byte in the canonical form.

use std::fs;
use std::path::{Path, PathBuf};

use coplan_fhir::{Options, bundle, read, types::Resource};
use coplan_model::json::Value;
use coplan_model::policy::{Known, Outline, Policy, Rules};
use coplan_model::{Document, FormName, canonical};
use serde_json::json;

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
    difference_under(document, &|_| None)
}

/// The same when it is read under rules.
fn difference_under(document: &Document, rules: &dyn Fn(FormName) -> Option<&'static Rules>) -> Option<String> {
    let text = sent(document);
    let taken = match read(&text, rules) {
        Ok(taken) => taken,
        Err(error) => return Some(format!("{error}\n{text}")),
    };
    if !taken.not_taken.is_empty() || !taken.is_ours {
        return Some(format!("{:?}\n{text}", taken.not_taken));
    }
    // As the model reads the document itself under those rules, which leave out what is blank in rows that they know.
    let as_json = Document::under(document.to_value(), None, rules(document.form)).unwrap();
    let [before, after] = [&as_json, &taken.document].map(|document| canonical::canonical(&document.to_value()));
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

/// A fixture with some of its values changed, as `tests/package/schema.test.mjs` reads the corpus: `-` leaves one out.
fn changed(form: &str, case: &Value) -> Value {
    let case = case.as_object().unwrap();
    let mut value = match case.get("from").and_then(Value::as_str) {
        Some(name) => {
            let file = format!("{}/../../tests/fixtures/{form}/{name}.json", env!("CARGO_MANIFEST_DIR"));
            serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
        }
        None => json!({ "form": form }),
    };
    for (path, to) in case.iter().filter(|(path, _)| *path != "from") {
        let to = match to.get("letters").and_then(Value::as_u64) {
            Some(letters) => "x".repeat(letters as usize).into(),
            None => to.clone(),
        };
        put(&mut value, &path.split('.').collect::<Vec<_>>(), to);
    }
    value
}

fn put(value: &mut Value, path: &[&str], to: Value) {
    if value.is_null() {
        *value = json!({});
    }
    match (value, path) {
        (Value::Array(items), [at, rest @ ..]) => match rest {
            [] => items[at.parse::<usize>().unwrap()] = to,
            rest => put(&mut items[at.parse::<usize>().unwrap()], rest, to),
        },
        (Value::Object(group), [key]) if to == "-" => drop(group.shift_remove(*key)),
        (Value::Object(group), [key]) => drop(group.insert((*key).to_owned(), to)),
        (Value::Object(group), [key, rest @ ..]) => put(group.entry(*key).or_insert(Value::Null), rest, to),
        (value, _) => *value = to,
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
            let Ok(document) = Document::from_value(changed(form, case), None) else { continue };
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

#[test]
fn what_a_document_has_twice_comes_back_and_what_came_in_twice_is_named() {
    let file = repository("tests/fixtures/relapse_plan/amended.json");
    let value: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let mut twice = value.clone();
    let rows = twice["answers"]["people"].as_array_mut().unwrap();
    rows.push(rows[0].clone());
    let all = twice["signatures"].as_array_mut().unwrap();
    all.push(all[0].clone());
    let document = Document::from_value(twice, None).unwrap();
    assert_eq!(difference(&document), None);

    let whole: Value = serde_json::from_str(&sent(&Document::from_value(value, None).unwrap())).unwrap();
    type Find = fn(&mut Value) -> &mut Value;
    type Is = fn(&Value) -> bool;
    let cases: [(Find, Is, &str); 2] = [
        (|response| &mut response["item"], |one| one["linkId"] == "people", "people"),
        (
            |response| &mut response["extension"],
            |one| one["url"].as_str().unwrap().contains("questionnaireresponse-signature"),
            "signatures",
        ),
    ];
    for (find, is_one, path) in cases {
        let mut sent = whole.clone();
        let all = find(&mut sent["entry"][0]["resource"]).as_array_mut().unwrap();
        let one = all.iter().find(|one| is_one(one)).unwrap().clone();
        all.push(one);
        let taken = read(&sent.to_string(), &|_| None).unwrap();
        let named = taken.not_taken.iter().any(|one| (&*one.path, one.code) == (path, "several"));
        assert!(named && !taken.is_ours, "{:?}", taken.not_taken);
    }
}

/// A trust that asks what [`any::document`] answers, as it may be.
fn rules(form: FormName) -> &'static Rules {
    let questions = json!([
        { "id": "local.one", "kind": "rows", "label": "Our team", "questions": [
            { "id": "what", "kind": "text", "label": "What" }, { "id": "who", "kind": "person", "label": "Who" },
            { "id": "many", "kind": "number", "label": "How many" } ] },
        { "id": "local.two", "kind": "codes", "label": "Which?", "options": { "yes": "Yes", "rather_not": "Rather not" } },
    ]);
    let policy = Policy::read(&json!({ "id": "example-trust", "version": "3", "questions": questions })).unwrap();
    let outline = |_| vec![Outline { id: "any", paths: Vec::new(), locked: false }];
    policy
        .rules(
            form,
            &Known { sections: &outline, places: &|_| Vec::new(), locked: &[], once: "", decomposed: &str::to_owned },
        )
        .unwrap()
}

proptest::proptest! {
    #![proptest_config(any::cases(150, 1_000_000))]

    #[test]
    fn any_document_comes_back_the_same(value in any::document()) {
        let document = Document::from_value(value, None);
        proptest::prop_assume!(document.is_ok(), "this is no document");
        let difference = difference(&document.unwrap());
        proptest::prop_assert!(difference.is_none(), "{}", difference.unwrap());
    }
}

proptest::proptest! {
    #![proptest_config(any::cases(150, 250_000))]

    #[test]
    fn a_policy_costs_no_document_a_byte_wherever_it_is_known(value in any::document()) {
        let Some(form) = value["form"].as_str().and_then(FormName::from_name) else { return Ok(()) };
        let rules = Some(rules(form));
        for (there, here) in [(rules, rules), (rules, None), (None, rules)] {
            let Ok(document) = Document::under(value.clone(), None, there) else { continue };
            let difference = difference_under(&document, &|_| here);
            proptest::prop_assert!(difference.is_none(), "{}", difference.unwrap());
        }
    }
}
