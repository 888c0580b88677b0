//! The command as somebody types it: what it prints, and the code it ends with.

use std::process::{Command, Output};

fn coplan(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_coplan")).args(arguments).output().unwrap()
}

fn fixture() -> String {
    format!("{}/../../tests/fixtures/abuse_question/yes.json", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_finished_document_has_no_problems() {
    let output = coplan(&["validate", &fixture()]);
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).trim()), (Some(0), "[]"));
}

#[test]
fn an_unfinished_document_says_what_is_missing_and_not_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("unfinished.json");
    std::fs::write(&file, r#"{ "form": "abuse_question", "subject": { "name": "Ada Example" } }"#).unwrap();
    let output = coplan(&["validate", file.to_str().unwrap()]);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    let problems: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&problems[0]["path"], &problems[0]["code"]), (&"response".into(), &"missing".into()));
    assert!(!printed.contains("Ada"));
}

#[test]
fn what_is_no_document_is_named_as_that() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("none.json");
    std::fs::write(&file, r#"{ "form": 5 }"#).unwrap();
    for path in [file.to_str().unwrap(), "not-there.json"] {
        let output = coplan(&["validate", path]);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{path}");
    }
}

#[test]
fn what_is_wrong_with_messages_is_named_by_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cy.json");
    let path = file.to_str().unwrap();
    std::fs::write(&file, r#"{ "save": "Cadw", "saved_at": "Cadwyd", "sav": "x", "abuse_question.response": "x" }"#)
        .unwrap();
    let output = coplan(&["validate", "--messages", path]);
    assert_eq!(output.status.code(), Some(1));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let named = |at: usize| (found[at]["key"].as_str().unwrap(), found[at]["code"].as_str().unwrap());
    let all = [("saved_at", "lost_placeholder"), ("sav", "unknown_key"), ("abuse_question.response", "locked")];
    assert_eq!([named(0), named(1), named(2)], all);
    // The others are used all the same.
    let text = coplan(&["render", &fixture(), "--text", "--messages", path]);
    assert_eq!(text.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&text.stderr).contains("sav: no form asks for this"));
    assert_eq!(coplan(&["validate", &fixture(), "--messages", path]).status.code(), Some(0), "the document is well");
    std::fs::write(&file, r#"{ "save": "Cadw" }"#).unwrap();
    let well = coplan(&["validate", "--messages", path, "--format", "text"]);
    assert_eq!((well.status.code(), well.stdout.is_empty()), (Some(0), true));
    std::fs::write(&file, r#"{ "save": "Cadw", "save": "Cadwch" }"#).unwrap();
    let twice = coplan(&["validate", "--messages", path]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&twice.stderr).contains("save: this is here twice"));
    assert_eq!(coplan(&["validate"]).status.code(), Some(2), "there is nothing to check");
}

#[test]
fn numbers_of_the_form_are_in_the_digits_of_the_language_and_typed_ones_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ar.json");
    std::fs::write(&file, r#"{ "digits": "٠١٢٣٤٥٦٧٨٩" }"#).unwrap();
    for (form, born, typed) in [
        ("care_plan/reviewed", "١٤ March ٢٠٠١", "First review: goal 1"),
        ("relapse_plan/whole", "٢٧ April ١٩٩٠", "943\u{a0}476\u{a0}5919"),
    ] {
        let name = format!("{}/../../tests/fixtures/{form}.json", env!("CARGO_MANIFEST_DIR"));
        let said = |more: &[&str]| {
            let output = coplan(&[&["render", &name, "--text", "0"], more].concat());
            String::from_utf8(output.stdout).unwrap()
        };
        let (ours, theirs) = (said(&[]), said(&["--messages", file.to_str().unwrap()]));
        assert!(theirs.contains(born), "{theirs}");
        assert!(theirs.contains(typed), "{theirs}");
        // Such digits run from right to left, so that names stand in marks that keep them apart.
        let latin = |text: &str| -> String {
            let letters = text.chars().filter(|letter| !matches!(letter, '\u{2068}' | '\u{2069}'));
            let own = |letter: char| "٠١٢٣٤٥٦٧٨٩".chars().position(|own| own == letter);
            letters.map(|letter| own(letter).map_or(letter, |at| char::from(b'0' + at as u8))).collect()
        };
        assert_eq!(latin(&theirs), latin(&ours), "nothing else has changed");
    }
}

#[test]
fn stored_documents_are_asked_what_their_status_asks() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stored.ndjson");
    let line = |status: &str| {
        format!(r#"{{"form":"relapse_plan","status":"{status}","subject":{{"name":"Ada Example"}},"answers":{{}}}}"#)
    };
    std::fs::write(&file, [line("draft"), line("complete"), line("withdrawn"), "[]".to_owned()].join("\n")).unwrap();
    let output = coplan(&["validate", "--lines", file.to_str().unwrap()]);
    let printed = String::from_utf8(output.stdout).unwrap();
    let said: Vec<serde_json::Value> = printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let count = |at: usize| said[at]["problems"].as_array().unwrap().len();
    assert_eq!((output.status.code(), said.len(), count(2)), (Some(1), 4, 0), "{printed}");
    assert!(count(0) < count(1) && said[3]["error"]["code"] == "not_a_document", "{printed}");
}

#[test]
fn the_schema_of_every_form_can_be_had() {
    let printed = String::from_utf8(coplan(&["schema", "care_plan"]).stdout).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(schema["properties"]["form"]["const"], "care_plan");
    let unknown = coplan(&["schema", "tax_return"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("relapse_plan"));
}

#[test]
fn a_busy_port_gets_a_sentence() {
    let busy = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = busy.local_addr().unwrap().port().to_string();
    let output = coplan(&["serve", "--port", &port, "--db", "must-not-be-made.db"]);
    assert_eq!(output.status.code(), Some(1));
    let printed = String::from_utf8_lossy(&output.stderr);
    assert_eq!(printed.trim(), format!("coplan: port {port} is taken: choose another with --port"));
    assert!(!std::path::Path::new("must-not-be-made.db").exists());
}

#[test]
fn a_portal_without_a_package_says_how_to_build_one() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    let db = folder.path().join("portal.db");
    let output = coplan(&["serve", "--port", "0", "--db", db.to_str().unwrap(), "--dist", place, "--www", place]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("run `cargo xtask build` first"));
}

#[test]
fn paper_is_written_in_the_words_of_a_host_and_names_their_language() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cy.json");
    std::fs::write(
        &file,
        r#"{ "locale": "cy", "date_input.months": "1 2 Mawrth 4 5 6 7 8 9 10 11 12", "response": "?",
             "abuse_question": "A <b> & \"c\"" }"#,
    )
    .unwrap();
    let with = coplan(&["render", &fixture(), "--messages", file.to_str().unwrap()]);
    let page = String::from_utf8(with.stdout).unwrap();
    assert!(page.contains(r#"<html lang="cy" dir="ltr">"#) && page.contains(r#"lang="cy" dir="ltr""#), "{page}");
    assert!(page.contains("<title>A &lt;b> &amp; &quot;c&quot;</title>"), "words are not markup: {page}");
    assert!(page.contains(r#"<span lang="en-GB" dir="ltr">Have you experienced"#), "what is locked stays: {page}");
    let without = String::from_utf8(coplan(&["render", &fixture()]).stdout).unwrap();
    assert!(without.contains(r#"<html lang="en-GB" dir="ltr">"#) && !without.contains("<span lang"), "{without}");
    let none = coplan(&["render", &fixture(), "--messages", "not-there.json"]);
    assert_eq!((none.status.code(), none.stdout.is_empty()), (Some(2), true));
}

/// Renders a document as a page, where clocks are as `zone` says.
fn rendered(document: &serde_json::Value, zone: &str) -> String {
    printed(&["render"], document, zone)
}

/// What a command prints of a document, where clocks are as `zone` says (POSIX, so that no table of zones is needed).
fn printed(args: &[&str], document: &serde_json::Value, zone: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("document.json");
    std::fs::write(&file, document.to_string()).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_coplan"));
    let output = command.args(args).arg(file).env("TZ", zone).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn document(name: &str) -> serde_json::Value {
    let path = format!("{}/../../tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_day_on_which_a_document_was_saved_is_that_of_whoever_renders_it() {
    for name in ["relapse_plan/whole", "care_plan/agreed", "comprehensive_assessment/scenario", "abuse_question/yes"] {
        let mut document = document(name);
        document["saved_at"] = "2026-06-30T23:30:00Z".into();
        for (zone, day) in [("BST-1", "1 July 2026"), ("UTC0", "30 June 2026"), ("PDT7", "30 June 2026")] {
            let page = rendered(&document, zone);
            assert!(page.contains(&format!("Saved on {day}")), "{name} in {zone}");
        }
    }
}

#[test]
fn the_day_on_which_a_plan_was_completed_is_that_of_whoever_extracts_it() {
    let mut plan = document("care_plan/agreed");
    plan["completed_at"] = "2026-06-30T23:30:00Z".into();
    for (zone, day) in [("BST-1", ",2026-07-01,"), ("UTC0", ",2026-06-30,")] {
        let line = printed(&["extract", "mhsds"], &plan, zone);
        assert!(line.contains(day), "{zone}: {line}");
    }
}

#[test]
fn typed_words_on_paper_are_isolated_from_the_sentence_round_them() {
    let name = "\u{202e}Ada-\u{645}\u{62d}\u{645}\u{62f}\u{2069} 12";
    // What would close the isolate around it is not drawn; all else is.
    let drawn = format!("<bdi>{}</bdi>", name.replace('\u{2069}', ""));
    let mut plan = document("relapse_plan/amended");
    plan["subject"]["name"] = name.into();
    plan["signatures"][0]["name"] = name.into();
    plan["answers"]["amendment_reason"] = name.into();
    let page = rendered(&plan, "UTC0");
    for sentence in
        [format!("<strong>{drawn}</strong>"), format!("Signed by {drawn}"), format!(": {drawn}</span></li>")]
    {
        assert!(page.contains(&sentence), "{sentence:?} is in the page\n{page}");
    }
    let mut care = document("care_plan/agreed");
    care["answers"]["whole_system"]["other"] =
        serde_json::json!([{ "id": "w", "label": name, "internal": [{ "id": "n", "name": name }] }]);
    care["answers"]["goals"][0]["own_words"] = name.into();
    let page = rendered(&care, "UTC0");
    assert!(page.contains(&format!("<li class=\"coplan-typed\">1. {drawn} – ")), "the goals over time\n{page}");
    assert!(page.matches(&drawn).count() >= 2, "the network\n{page}");
    let mut question = document("abuse_question/yes");
    question["answers"]["history"] =
        serde_json::json!([{ "asked_on": "2026-03-03", "asked_by": { "name": name }, "response": "none_stated" }]);
    assert!(rendered(&question, "UTC0").contains(&format!("3 March 2026, {drawn}")));
}

#[test]
fn a_sentence_that_runs_one_way_has_no_marks_in_it() {
    for name in ["relapse_plan/amended", "care_plan/agreed", "comprehensive_assessment/amended"] {
        let page = rendered(&document(name), "UTC0");
        assert!(page.contains("<bdi>") && !page.contains(['\u{2068}', '\u{2069}']), "{name}");
    }
}
