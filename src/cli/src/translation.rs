//! `coplan translation`: the messages as a file that translators' tools take (gettext PO), and back as the messages of a host.

use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use coplan_model::FormName;
use coplan_ui::{LOCKED, SOURCES};
use polib::catalog::Catalog;
use polib::message::Message;
use polib::metadata::CatalogMetadata;
use serde_json::{Map, Value};

use crate::input;

/// What is to be written, and how.
#[derive(clap::Args)]
pub struct Options {
    /// The language, as BCP 47 writes it: `cy`
    #[arg(long, required_unless_present = "read")]
    locale: Option<String>,
    /// What is translated already, as the page gives it to the element: JSON, by message key
    #[arg(long)]
    messages: Option<PathBuf>,
    /// What the trust has decided about the forms: its own questions are translated too
    #[arg(long)]
    policy: Option<PathBuf>,
    /// Not to write such a file, but to read one: what it has translated is printed as messages
    #[arg(long, value_name = "FILE", conflicts_with_all = ["locale", "messages"])]
    read: Option<PathBuf>,
}

/// Prints the file, or the messages in it: 0, or 2 when something cannot be used.
pub fn print(options: &Options) -> ExitCode {
    let written = match &options.read {
        Some(file) => read(file, &options.policy),
        None => write(options),
    };
    match written {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("coplan: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// A file with every message in it that has not been translated yet.
///
/// # Errors
/// When it cannot be written.
pub fn skeleton(locale: &str) -> Result<String> {
    catalog(locale, &ours(), &Map::new())
}

/// Every message that may be said otherwise, by its key, in the order of the forms.
fn ours() -> Vec<(String, String)> {
    let lines = SOURCES.lines().filter_map(|line| line.split_once(" = "));
    let open = lines.filter(|(key, _)| !LOCKED.contains(key) && *key != "locale");
    open.map(|(key, words)| (key.to_owned(), words.trim_matches(' ').to_owned())).collect()
}

/// The same with what a policy says and asks.
fn all(policy: &Option<PathBuf>) -> Result<Vec<(String, String)>> {
    let mut messages = ours();
    let policy = input::policy(policy.as_deref())?;
    for rules in FormName::ALL.iter().filter_map(|form| policy.rules(*form)) {
        for (key, words) in rules.messages.iter().filter_map(|(key, words)| Some((key, words.as_str()?))) {
            match messages.iter_mut().find(|(known, _)| known == key) {
                Some((_, ours)) => words.clone_into(ours),
                None => messages.push((key.clone(), words.to_owned())),
            }
        }
    }
    Ok(messages)
}

fn write(options: &Options) -> Result<String> {
    let translated = match &options.messages {
        None => Map::new(),
        Some(file) => input::messages(Some(file), &input::policy(options.policy.as_deref())?)?,
    };
    catalog(options.locale.as_deref().unwrap_or_default(), &all(&options.policy)?, &translated)
}

fn catalog(locale: &str, messages: &[(String, String)], translated: &Map<String, Value>) -> Result<String> {
    let metadata = CatalogMetadata {
        project_id_version: format!("coplan {}", env!("CARGO_PKG_VERSION")),
        mime_version: "1.0".to_owned(),
        content_type: "text/plain; charset=UTF-8".to_owned(),
        content_transfer_encoding: "8bit".to_owned(),
        language: locale.to_owned(),
        ..CatalogMetadata::default()
    };
    let mut catalog = Catalog::new(metadata);
    for (key, words) in messages {
        let said = translated.get(key).and_then(Value::as_str).unwrap_or_default();
        let mut message = Message::build_singular();
        message.with_msgctxt(key.clone()).with_msgid(words.clone()).with_msgstr(said.to_owned());
        let within = key.rsplit_once('.').and_then(|(outer, _)| messages.iter().find(|(known, _)| known == outer));
        message.with_extracted_comments(context(key, words, within.map(|(_, words)| &**words)));
        catalog.append_or_update(message.done());
    }
    let mut file = BufWriter::new(Vec::new());
    polib::po_file::write(&catalog, &mut file)?;
    file.flush()?;
    Ok(String::from_utf8(file.into_inner().context("it cannot be written")?)?)
}

/// What a translator has to know of a message: what it is, who reads it, and what is put into it.
fn context(key: &str, words: &str, within: Option<&str>) -> String {
    let (path, reader) = key.split_once('@').unwrap_or((key, ""));
    let last = path.rsplit('.').next().unwrap_or_default();
    let what = match last {
        _ if key == "digits" => {
            "The ten digits of the language, from 0 to 9, in which dates, times and counts are written"
        }
        _ if key == "dir" => "Which way the language runs: ltr or rtl",
        "hint" => "Hint below a question",
        "help" | "help_title" => "More help, opened by whoever wants it",
        "read" => "A question where its answer is read",
        "missing" | "too_long" | "must_be_past" | "must_be_future" => {
            "What is wrong, beside the question and above the form"
        }
        "add" => "Button that adds another row",
        "row" => "A row by its number",
        _ if path.starts_with("section.") || path.contains(".section.") => "Heading of a section",
        _ if path.starts_with("error.") => "What is wrong with any question",
        _ => "Question, option, button or sentence",
    };
    let form = FormName::ALL.iter().find(|form| path.split('.').next() == Some(form.as_str()));
    let form = form.map_or("all forms", |form| form.as_str()).replace('_', " ");
    let mut lines = vec![format!("{what} ({form})")];
    lines.extend(within.map(|words| format!("Belongs to: {words}")));
    let readers = [
        ("person", "the person, who reads along"),
        ("self", "the person, who is alone"),
        ("pcsp", "places that say personalised care and support planning"),
    ];
    let for_whom: Vec<&str> =
        readers.iter().filter(|(name, _)| reader.split('@').any(|one| one == *name)).map(|(_, whom)| *whom).collect();
    if !for_whom.is_empty() {
        lines.push(format!("Said to {}", for_whom.join(", in ")));
    }
    let places = places(words);
    if !places.is_empty() {
        lines.push(format!("Keep {} as it is: something is put there", places.join(", ")));
    }
    lines.join("\n")
}

/// The places in a message that are filled in: `{date}`.
fn places(words: &str) -> Vec<&str> {
    let begin = words.match_indices('{').map(|(at, _)| at);
    begin.filter_map(|at| Some(&words[at..=at + words[at..].find('}')?])).collect()
}

/// What a file has translated, as the messages of a host. What nobody has translated, or only with doubt, is left out.
fn read(file: &Path, policy: &Option<PathBuf>) -> Result<String> {
    let catalog = polib::po_file::parse(file).map_err(|error| anyhow::anyhow!("{error}"));
    let catalog = catalog.with_context(|| format!("{} is no PO file", file.display()))?;
    let known = all(policy)?;
    let locale = &catalog.metadata.language;
    let mut messages = Map::from_iter([("locale".to_owned(), Value::from(locale.as_str()))]);
    for message in catalog.messages().filter(|message| message.is_translated() && !message.is_fuzzy()) {
        let (key, said) =
            (message.msgctxt().unwrap_or_default(), message.msgstr().map_err(|error| anyhow::anyhow!("{error}"))?);
        let Some((_, words)) = known.iter().find(|(known, _)| known == key) else {
            bail!("{}: no form says {key}: remove it", file.display());
        };
        if let Some(place) = places(words).into_iter().find(|place| !said.contains(place)) {
            bail!("{}: {key} has lost {place}: something is put there", file.display());
        }
        messages.insert(key.to_owned(), Value::from(said));
    }
    Ok(format!("{:#}\n", Value::Object(messages)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a file with these lines in the place of others is read as.
    fn read_with(changes: &[(&str, &str)]) -> Result<Value> {
        let mut file = skeleton("cy").unwrap();
        for (from, to) in changes {
            assert!(file.contains(from), "{from}");
            file = file.replacen(from, to, 1);
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cy.po");
        std::fs::write(&path, file).unwrap();
        read(&path, &None).map(|text| serde_json::from_str(&text).unwrap())
    }

    const SAVED: &str = "msgid \"Saved at {time}\"\nmsgstr \"\"";

    #[test]
    fn a_skeleton_has_every_message_and_no_translation() {
        let file = skeleton("cy").unwrap();
        assert_eq!(file.matches("\nmsgctxt ").count(), ours().len());
        assert!(file.contains("\"Language: cy\\n\""));
        assert!(file.contains("#. Keep {time} as it is: something is put there\nmsgctxt \"saved_at\""));
        assert_eq!(read_with(&[]).unwrap(), serde_json::json!({ "locale": "cy" }));
    }

    #[test]
    fn what_is_translated_is_read_by_its_key() {
        let said = SAVED.replace("msgstr \"\"", "msgstr \"Cadwyd am {time}\"");
        assert_eq!(read_with(&[(SAVED, &said)]).unwrap()["saved_at"], "Cadwyd am {time}");
        let context = "msgctxt \"saved_at\"\n";
        let doubtful = format!("#, fuzzy\n{context}");
        assert_eq!(read_with(&[(SAVED, &said), (context, &doubtful)]).unwrap().get("saved_at"), None);
    }

    #[test]
    fn what_is_wrong_in_a_file_is_named() {
        let lost = SAVED.replace("msgstr \"\"", "msgstr \"Cadwyd\"");
        let error = read_with(&[(SAVED, &lost)]).unwrap_err().to_string();
        assert!(error.ends_with("saved_at has lost {time}: something is put there"), "{error}");
        let said = SAVED.replace("msgstr \"\"", "msgstr \"Cadwyd am {time}\"");
        let error = read_with(&[(SAVED, &said), ("\"saved_at\"", "\"saved_att\"")]).unwrap_err().to_string();
        assert!(error.ends_with("no form says saved_att: remove it"), "{error}");
    }

    #[test]
    fn a_trusts_own_questions_are_translated_too() {
        let policy = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/policies/example-trust.json");
        let messages = all(&Some(policy.into())).unwrap();
        let says = |key: &str| messages.iter().find(|(known, _)| known == key).map(|(_, words)| &**words);
        assert_eq!(says("local.ward"), Some("Which ward?"));
        assert_eq!(says("local.our_team.shift.night"), Some("Night"));
        assert_eq!(says("local.ward_round@person"), Some("Did we write this in your ward round?"));
    }
}
