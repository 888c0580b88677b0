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
pub fn lines(file: &Path) -> Result<Lines> {
    let opened = open(file).context("this cannot be read")?;
    Ok(Lines(std::io::BufReader::with_capacity(1 << 16, opened)))
}

/// The lines of a file, or of a program that writes one and waits for what is said of it.
pub struct Lines(std::io::BufReader<Box<dyn std::io::Read>>);

impl Lines {
    /// Whether a whole line has come that is not read yet. Without one, the next may take a while.
    pub fn has_next(&self) -> bool {
        self.0.buffer().contains(&b'\n')
    }
}

impl Iterator for Lines {
    type Item = std::io::Result<String>;

    fn next(&mut self) -> Option<Self::Item> {
        use std::io::BufRead as _;
        let mut line = Vec::new();
        match self.0.read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => {
                line.pop_if(|last| *last == b'\n');
                Some(Ok(String::from_utf8(line).unwrap_or_else(|_| "\u{fffd}".to_owned())))
            }
            Err(error) => Some(Err(error)),
        }
    }
}

/// Whether a line holds nothing, but perhaps the mark with which some programs begin a file.
pub fn is_empty(line: &str) -> bool {
    line.strip_prefix('\u{feff}').unwrap_or(line).trim().is_empty()
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
