//! What a command reads: files, or standard input by the name `-`.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context, Result, bail};
use coplan_model::json::{self, MOST_BYTES, Map, Unread, Value};
use coplan_rules::{Decided, wrong_messages};

/// The text of a document or a Bundle, up to [`MOST_BYTES`].
///
/// # Errors
/// When it cannot be read, or is larger.
pub fn text(file: &Path) -> Result<String> {
    let mut text = String::new();
    let read = open(file).and_then(|opened| opened.take(MOST_BYTES as u64 + 1).read_to_string(&mut text));
    read.context("this cannot be read")?;
    if text.len() > MOST_BYTES {
        bail!("this is more than {} MB", MOST_BYTES >> 20);
    }
    Ok(text)
}

/// The lines of a file, however many. What is no UTF-8 becomes a line that is no JSON.
///
/// # Errors
/// When it cannot be read.
pub fn lines(file: &Path) -> Result<impl Iterator<Item = std::io::Result<String>>> {
    use std::io::BufRead as _;
    let opened = open(file).context("this cannot be read")?;
    let mut first = true;
    Ok(std::io::BufReader::new(opened).split(b'\n').map(move |line| {
        let line = String::from_utf8(line?).unwrap_or_else(|_| "\u{fffd}".to_owned());
        let whole = if std::mem::take(&mut first) { line.strip_prefix('\u{feff}') } else { None };
        Ok(whole.map(str::to_owned).unwrap_or(line))
    }))
}

fn open(file: &Path) -> std::io::Result<Box<dyn std::io::Read>> {
    if file.as_os_str() == "-" { Ok(Box::new(std::io::stdin())) } else { Ok(Box::new(std::fs::File::open(file)?)) }
}

/// `--policy FILE`, or none.
///
/// # Errors
/// When it cannot be read, or the first place in it that is wrong.
pub fn policy(file: Option<&Path>) -> Result<Decided> {
    let Some(file) = file else { return Ok(Decided::default()) };
    let text = text(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Decided::from_json(&text).with_context(|| format!("{} cannot be used as a policy", file.display()))
}

/// `--messages FILE`: words in the place of ours, or none. What is wrong with one of them is said, and the others are used.
///
/// # Errors
/// When it cannot be read, or is no object.
pub fn messages(file: Option<&Path>, policy: &Decided) -> Result<Map<String, Value>> {
    let Some(file) = file else { return Ok(Map::new()) };
    let messages = own_messages(file)?;
    for found in wrong_messages(&messages, policy) {
        eprintln!("coplan: {}: {} ({})", file.display(), found.message, found.code);
    }
    Ok(messages)
}

/// The messages in a file.
///
/// # Errors
/// When it cannot be read, or is no object.
pub fn own_messages(file: &Path) -> Result<Map<String, Value>> {
    let text = text(file).with_context(|| format!("{} cannot be read", file.display()))?;
    // What the parser says would repeat what stands there.
    match json::read(&text) {
        Ok(Value::Object(messages)) => Ok(messages),
        Err(Unread::Duplicate(key)) => bail!("{}: {key}: this is here twice: remove one", file.display()),
        _ => bail!("{} is no file of messages: JSON, texts by their keys", file.display()),
    }
}
