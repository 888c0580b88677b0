//! The tables of slots, parts and custom properties in `docs/host-contract.md`, written from the contract between two marks,
//! `<!-- parts -->` and `<!-- /parts -->`. The words round them are written by hand.

use super::contract::{Contract, Named};

/// The page with its tables as the contract has them. A table whose marks are not there is not written.
pub fn written(page: &str, contract: &Contract) -> String {
    let mut page = page.to_owned();
    for (name, what, rows) in [
        ("slots", "slot", &contract.slots),
        ("parts", "part", &contract.parts),
        ("custom-properties", "custom property", &contract.properties_of_css),
    ] {
        let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
        let Some((before, rest)) = page.split_once(&begin) else { continue };
        let Some((_, after)) = rest.split_once(&end) else { continue };
        page = [before, &begin, &table(what, rows), &end, after].concat();
    }
    page
}

fn table(what: &str, rows: &[Named]) -> String {
    let defaults = rows.iter().any(|row| row.default.is_some());
    let mut out = format!(
        "| {what} | what it is{}\n|---|---{}\n",
        if defaults { " | unless set |" } else { " |" },
        if defaults { "|---|" } else { "|" }
    );
    for row in rows {
        let name = if row.name.is_empty() { "(no name)".to_owned() } else { format!("`{}`", row.name) };
        out += &format!("| {name} | {}", row.description);
        out += &row.default.as_deref().map_or(" |\n".to_owned(), |default| format!(" | `{default}` |\n"));
    }
    out
}
