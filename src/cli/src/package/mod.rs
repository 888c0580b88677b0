//! What the npm package says of the model and the elements: types, JSON Schema, the words and the manifest for
//! editors. Written by
//! `cargo xtask types` into `pkg-config/` and kept there, so that a change to a form shows in its diff; a test fails when
//! they are stale. None of it is in what the browser loads.

mod contract;
mod frameworks;
mod manifest;
mod messages;
mod schema;
mod tables;
mod told;
mod types;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use coplan_model::FormName;
use coplan_model::blank::is_default_ignorable;
use serde_json::Value;

use contract::Contract;

use crate::translation;
use coplan_rules::Decided;

/// Every file, by its path in `pkg-config/`, and what belongs in it.
///
/// # Errors
/// When the contract cannot be read.
pub fn files() -> Result<Vec<(String, String)>> {
    let contract = Contract::read().context("pkg-config/contract.json")?;
    let mut files = vec![
        ("coplan.d.ts".to_owned(), types::entry(&contract)),
        ("react.d.ts".to_owned(), frameworks::react(&contract)),
        ("vue.d.ts".to_owned(), frameworks::vue(&contract)),
        ("custom-elements.json".to_owned(), pretty(&manifest::write(&contract))),
    ];
    files.push((MESSAGES.to_owned(), pretty(&messages::write())));
    files.push(("messages/cy.po".to_owned(), translation::skeleton("cy")?));
    for form in FormName::ALL {
        files.push((format!("schema/{}.json", form.as_str()), pretty(&schema::of(*form, None))));
    }
    files.push(("schema/policy.json".to_owned(), pretty(&schema::policy::of())));
    Ok(files)
}

/// The words, to be copied by whoever says them in another language.
const MESSAGES: &str = "messages/en-GB.json";

/// The page that people read, beside `pkg-config/`.
const PAGE: &str = "../docs/host-contract.md";

/// Writes them into `pkg-config/`, and the tables of the page that people read.
///
/// # Errors
/// When the contract cannot be read, or a file cannot be written.
pub fn write(folder: &Path) -> Result<()> {
    let page = folder.join(PAGE);
    let text = fs::read_to_string(&page).context(PAGE)?;
    fs::write(page, tables::written(&text, &Contract::read()?)).context(PAGE)?;
    for (name, text) in files()? {
        let path = folder.join(&name);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(&path, text).context(name)?;
    }
    Ok(())
}

/// The JSON Schema of a form's documents, as a policy has the form.
pub fn schema_of(form: FormName, policy: &Decided) -> String {
    pretty(&schema::of(form, policy.rules(form)))
}

/// As a file. What could not be seen in it is written as JSON escapes it.
fn pretty(value: &Value) -> String {
    let mut file = String::new();
    for letter in format!("{value:#}\n").chars() {
        if is_default_ignorable(letter) {
            file.extend(letter.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            file.push(letter);
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_published_says_what_the_model_says() {
        let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pkg-config");
        for (name, text) in files().unwrap() {
            let there = fs::read_to_string(published.join(&name)).unwrap_or_default();
            assert!(there == text, "pkg-config/{name} is stale: run `cargo xtask types`");
        }
        let page = fs::read_to_string(published.join(PAGE)).unwrap();
        let contract = Contract::read().unwrap();
        assert!(tables::written(&page, &contract) == page, "docs/host-contract.md is stale: run `cargo xtask types`");
        for table in ["slots", "parts", "custom-properties"] {
            assert!(page.contains(&format!("<!-- /{table} -->")), "docs/host-contract.md has no place for the {table}");
        }
    }
}
