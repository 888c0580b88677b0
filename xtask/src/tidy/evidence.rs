//! What the pages on safety and accessibility say of tests is true: every test that a page names exists, each hazard has all its lines and the
//! rating that its severity and likelihood make, and each criterion that is supported names a test.

use std::collections::BTreeMap;

use super::{File, between};

const LOG: &str = "docs/clinical-safety/hazards.md";
/// What the deployer does, by hazard.
const DEPLOYMENT: &str = "docs/clinical-safety/deployment.md";
const CONFORMANCE: &str = "docs/accessibility.md";

/// The lines of a hazard, in their order.
const LINES: [&str; 7] = ["Cause", "Effect", "Before", "Controls", "Shown by", "After", "Deployer"];

const SEVERITY: [&str; 5] = ["Minor", "Significant", "Considerable", "Major", "Catastrophic"];
const LIKELIHOOD: [&str; 5] = ["very low", "low", "medium", "high", "very high"];

/// By likelihood, then severity.
const RATING: [[u8; 5]; 5] = [[1, 1, 2, 2, 3], [1, 2, 2, 3, 4], [2, 2, 3, 3, 4], [2, 3, 3, 4, 5], [3, 4, 4, 5, 5]];

/// A test that a page names: the file, and its function or words of its title.
#[derive(Debug, PartialEq)]
struct Named<'a> {
    file: &'a str,
    test: &'a str,
}

/// Every test that a page of docs/ names is in the file that it names.
pub fn tests(files: &[File]) -> Vec<String> {
    let by_path: BTreeMap<&str, &str> = files.iter().map(|file| (&*file.path, &*file.text)).collect();
    let mut complaints = Vec::new();
    for (page, _) in between(files, "docs/", ".md") {
        for Named { file, test } in page.text.lines().flat_map(named) {
            let Some(text) = by_path.get(file) else {
                complaints.push(format!("{}: there is no {file}", page.path));
                continue;
            };
            if !has(file, text, test) {
                complaints.push(format!("{}: {file} has no test \"{test}\"", page.path));
            }
        }
    }
    complaints
}

/// Each hazard has its number, its lines, a test, and the rating of the matrix, which the controls do not make worse.
pub fn hazards(files: &[File]) -> Vec<String> {
    let Some(log) = files.iter().find(|file| file.path == LOG) else { return Vec::new() };
    let deployment = files.iter().find(|file| file.path == DEPLOYMENT).map_or("", |file| &file.text);
    let mut complaints = Vec::new();
    for (at, section) in log.text.split("\n### ").skip(1).enumerate() {
        let title = section.lines().next().unwrap_or_default();
        let mut complain = |what: &str| complaints.push(format!("{LOG}: {title}: {what}"));
        if !title.starts_with(&format!("H{:02}: ", at + 1)) {
            complain("is not the next number");
        }
        let rows: Vec<(&str, &str)> =
            section.lines().filter_map(row).filter(|(name, _)| LINES.contains(name)).collect();
        if rows.iter().map(|(name, _)| *name).ne(LINES) || rows.iter().any(|(_, text)| text.is_empty()) {
            complain(&format!("does not have the lines {}", LINES.join(", ")));
            continue;
        }
        if named(rows[4].1).next().is_none() {
            complain("names no test");
        }
        let number = title.split(':').next().unwrap_or_default();
        if rows[6].1 != "Nothing besides." && !deployment.contains(&format!("[{number}]")) {
            complain(&format!("needs something of the deployer that {DEPLOYMENT} does not have"));
        }
        match (rating(rows[2].1), rating(rows[5].1)) {
            (Some(before), Some(after)) if after <= before => {}
            (Some(_), Some(_)) => complain("is worse with its controls than without"),
            _ => complain("has a rating that is not what the matrix says of its severity and likelihood"),
        }
    }
    complaints
}

/// A criterion that is supported says which test shows it.
pub fn conformance(files: &[File]) -> Vec<String> {
    let Some(page) = files.iter().find(|file| file.path == CONFORMANCE) else { return Vec::new() };
    let supported = page.text.lines().filter(|line| line.contains("| Supports |") && named(line).next().is_none());
    supported
        .map(|line| format!("{CONFORMANCE}: no test is named: {}", line.chars().take(60).collect::<String>()))
        .collect()
}

/// `| Cause | something |`
fn row(line: &str) -> Option<(&str, &str)> {
    let (name, text) = line.strip_prefix("| ")?.split_once(" | ")?;
    Some((name, text.strip_suffix('|').unwrap_or(text).trim()))
}

/// `Major, very low: **2**`, when that is so.
fn rating(text: &str) -> Option<u8> {
    let (severity, rest) = text.split_once(", ")?;
    let (likelihood, rating) = rest.split_once(": **")?;
    let place = |list: [&str; 5], word: &str| list.iter().position(|one| *one == word);
    let meant = RATING[place(LIKELIHOOD, likelihood)?][place(SEVERITY, severity)?];
    (rating.trim_end_matches('*').parse() == Ok(meant)).then_some(meant)
}

/// The tests of a line: `` `src/a.rs`: `one`, `two`; `b.spec.ts`: "words of a title" ``.
fn named(line: &str) -> impl Iterator<Item = Named<'_>> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((_, after)) = rest.split_once('`') {
        let Some((file, after)) = after.split_once('`') else { break };
        rest = after;
        let is_file = file.contains('/') && [".rs", ".ts", ".mjs"].iter().any(|end| file.ends_with(end));
        let Some(mut list) = after.strip_prefix(": ").filter(|_| is_file) else { continue };
        // Until something else than a name, or words, stands there.
        while let Some(mark) = list.chars().next().filter(|mark| "`\"".contains(*mark)) {
            let Some((test, after)) = list[1..].split_once(mark) else { break };
            found.push(Named { file, test });
            rest = after;
            let Some(next) = after.strip_prefix(", ") else { break };
            list = next;
        }
    }
    found.into_iter()
}

/// A function of Rust by its whole name, a test of JavaScript by words of its title.
fn has(file: &str, text: &str, test: &str) -> bool {
    if file.ends_with(".rs") {
        return text.contains(&format!("fn {test}("));
    }
    text.match_indices("test(").any(|(at, call)| {
        let title = text[at + call.len()..].trim_start();
        let Some(quote) = title.chars().next().filter(|quote| "\"'`".contains(*quote)) else { return false };
        let title = title[1..].split(quote).next().unwrap_or_default();
        title.contains(test)
    })
}

#[cfg(test)]
mod checks {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn a_test_that_was_renamed_is_told_with_its_page() {
        let page =
            file("docs/a.md", "| Shown by | `src/a.rs`: `one`, `two`; `tests/b.spec.ts`: \"is kept\" | and `c` |");
        let rust = file("src/a.rs", "#[test]\nfn one() {}\n");
        let browser = file("tests/b.spec.ts", "test(`${name}: what was typed is kept`, async () => {");
        assert_eq!(tests(&[page, rust, browser]), ["docs/a.md: src/a.rs has no test \"two\""]);
        let page = file("docs/a.md", "`tests/gone.spec.ts`: \"is kept\"");
        assert_eq!(tests(&[page]), ["docs/a.md: there is no tests/gone.spec.ts"]);
    }

    #[test]
    fn words_in_a_comment_are_no_test() {
        let page = file("docs/a.md", "`tests/b.spec.ts`: \"is kept\"");
        assert_eq!(tests(&[page, file("tests/b.spec.ts", "// what is kept\ntest(\"other\", () => {});")]).len(), 1);
    }

    fn hazard(before: &str, after: &str, shown: &str) -> [File; 2] {
        let text = format!(
            "# Log\n\n### H01: Lost\n\n| | |\n|---|---|\n| Cause | a |\n| Effect | b |\n| Before | {before} |\n| Controls | c |\n\
             | Shown by | {shown} |\n| After | {after} |\n| Deployer | d |\n"
        );
        [file(LOG, &text), file(DEPLOYMENT, "[H01](hazards.md)")]
    }

    #[test]
    fn a_hazard_has_the_rating_of_the_matrix_and_a_test() {
        let shown = "`src/a.rs`: `one`";
        assert_eq!(hazards(&hazard("Major, medium: **3**", "Major, very low: **2**", shown)), [""; 0]);
        assert!(hazards(&hazard("Major, medium: **2**", "Major, very low: **2**", shown))[0].contains("matrix"));
        assert!(hazards(&hazard("Major, low: **3**", "Major, high: **4**", shown))[0].contains("worse"));
        assert!(hazards(&hazard("Major, medium: **3**", "Major, very low: **2**", "nothing"))[0].contains("no test"));
    }

    #[test]
    fn a_hazard_without_a_line_is_told() {
        let [mut log, list] = hazard("Major, medium: **3**", "Major, very low: **2**", "`src/a.rs`: `one`");
        log.text = log.text.replace("| Effect | b |\n", "");
        assert!(hazards(&[log, list])[0].contains("does not have the lines"));
    }

    #[test]
    fn what_a_hazard_needs_of_the_deployer_is_on_their_list() {
        let [log, _] = hazard("Major, medium: **3**", "Major, very low: **2**", "`src/a.rs`: `one`");
        assert!(hazards(&[log])[0].contains("needs something of the deployer"));
    }

    #[test]
    fn what_is_supported_names_its_test() {
        let page =
            file(CONFORMANCE, "| 1.1.1 A | Supports | yes |\n| 1.1.2 B | Supports | `tests/a.spec.ts`: \"b\" |\n");
        assert_eq!(conformance(&[page]), ["docs/accessibility.md: no test is named: | 1.1.1 A | Supports | yes |"]);
    }
}
