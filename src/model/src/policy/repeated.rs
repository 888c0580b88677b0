//! Whether a text repeats the words of the question that is asked in one place only, also in letters that look like its own.

use super::apply::Known;
use crate::blank::{is_default_ignorable, is_mark, says_nothing, seen};
use crate::json::Value;
use crate::path::Answers;

/// A letter or digit that is none of English: it may look like any.
const ANY: u8 = b'*';

/// Letters of other scripts that nobody can tell from those of English, in their order.
const ALIKE: (&str, &str) =
    ("аеорсухіѕјԁһӏԛԝοАВЕКМНОРСТУХІЅЈԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "aeopcyxisjdhlqwoABEKMHOPCTYXISJQWABEZHIKMNOPTYX");

/// Whether a text has the words of the question that is asked in one place only. They may be written in capitals, spaced and punctuated
/// otherwise, or with other letters in the place of some or all: full-width, Cyrillic and Greek ones, with marks, digits.
#[inline(never)]
pub fn repeats(text: &str, once: &str) -> bool {
    // Most texts are short, and a look-alike is no shorter than half.
    if once.is_empty() || text.len() < once.len() / 2 {
        return false;
    }
    let (once, text) = (shape(once), shape(text));
    // The question is in English, and locked in it.
    let has = |text: &[u8], once: &[u8]| text.windows(once.len()).any(is_same(once));
    has(&text, &once) || has(&letters(&text), &letters(&once))
}

/// Messages in the place of ours, sorted by their keys.
pub type Layer = Vec<(String, String)>;

/// The messages that say something.
pub fn layer(messages: Answers) -> Layer {
    let mut layer = Layer::new();
    for (key, message) in messages {
        if let (Value::String(message), Err(at)) = (message, place(&layer, &key))
            && !says_nothing(&message)
        {
            layer.insert(at, (key, message));
        }
    }
    layer
}

/// Where a key is in a layer, or belongs: a whole language is a thousand of them.
#[inline(never)]
pub fn place(layer: &Layer, key: &str) -> Result<usize, usize> {
    layer.binary_search_by(|(other, _)| (**other).cmp(key))
}

/// The first of these messages that has those words by itself, or with what is said around the same question: its
/// hint, its options, the questions of its rows.
pub fn repeating<'a>(messages: &'a Layer, once: &str) -> Option<&'a str> {
    let found = messages.iter().find(|(key, text)| {
        let (path, reader) = key.split_at(key.find('@').unwrap_or(key.len()));
        let inside = [path, "."].concat();
        let from = place(messages, &inside).unwrap_or_else(|at| at);
        let around = messages[from..].iter().take_while(|(key, _)| key.starts_with(&inside));
        // What is not said to this reader apart is what is said to all.
        ["", reader].iter().any(|reader| {
            let mut said = text.clone();
            for (key, text) in around.clone() {
                let (_, to) = key.split_at(key.find('@').unwrap_or(key.len()));
                if to == *reader {
                    said.push(' ');
                    said.push_str(text);
                }
            }
            repeats(&said, once)
        })
    });
    found.map(|(key, _)| &**key)
}

impl Known<'_> {
    /// The same for whoever chooses: what is seen, with letters of other scripts as those of English that they look like.
    pub(super) fn looks(&self, label: &str) -> String {
        let letter = |letter: char| {
            let at = ALIKE.0.chars().position(|other| other == letter);
            at.and_then(|at| ALIKE.1.chars().nth(at)).unwrap_or(half_width(letter))
        };
        seen(&(self.decomposed)(label)).chars().map(letter).collect()
    }
}

/// Whether letters stand where those of the question do.
fn is_same(once: &[u8]) -> impl Fn(&[u8]) -> bool {
    move |window| window.iter().zip(once).all(|(is, was)| is == was || *is == ANY && *was != b' ')
}

/// The letters of English alone.
fn letters(shape: &[u8]) -> Vec<u8> {
    let mut letters = shape.to_vec();
    letters.retain(u8::is_ascii_lowercase);
    letters
}

/// A text in small letters of English, those that look like each other as one (`I` and `l`, `rn` and `m`), [`ANY`] for every other letter
/// or digit, and one space between words. Of a text in another language this has the lengths of its words, and hardly ever fourteen in a
/// row that are as long as those of the question.
fn shape(text: &str) -> Vec<u8> {
    let mut shape = Vec::new();
    for letter in text.chars() {
        let seen = match half_width(letter) {
            'i' | 'I' | 'l' | 'L' | '|' => b'l',
            'u' | 'U' | 'v' | 'V' => b'u',
            letter @ ('a'..='z' | 'A'..='Z') => letter.to_ascii_lowercase() as u8,
            '$' | '@' => ANY,
            _ if is_default_ignorable(letter) || is_mark(letter) => continue,
            '0'..='9' => ANY,
            letter if !letter.is_ascii() && !letter.is_whitespace() && !is_punctuation(letter) => ANY,
            _ if shape.is_empty() || shape.ends_with(b" ") => continue,
            _ => b' ',
        };
        match (shape.last(), seen) {
            (Some(b'r'), b'n') => drop(shape.splice(shape.len() - 1.., *b"m")),
            _ => shape.push(seen),
        }
    }
    if shape.ends_with(b" ") {
        shape.pop();
    }
    shape
}

/// Full-width letters, digits and punctuation are those of English, further on in Unicode.
fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => (letter as u8).wrapping_add(0x20) as char,
        _ => letter,
    }
}

/// Punctuation in the blocks that have hardly anything else: Latin-1, general, and of Chinese and Japanese.
fn is_punctuation(letter: char) -> bool {
    matches!(letter, '\u{a1}'..='\u{bf}' | '\u{2010}'..='\u{205e}' | '\u{3001}'..='\u{303f}')
}
