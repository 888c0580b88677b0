//! Answers that another form of the same person has already: they are used when somebody asks for them, marked as carried, and never
//! by themselves.

use super::{TEAM, keep_names, keep_voices, keep_words, known_only};
use crate::path::{self, is_blank};
use crate::{Audience, Document, Status, asked, carried};

/// What may be used besides the team: what to do in a crisis, the carers, and what the person needs to take part.
const ALSO: [&str; 3] = ["contingency", "carers", "access"];

/// Of these questions, those that have no answer yet and that a finished document of another form answers. One that fewer may see
/// answers nothing.
pub fn answered_elsewhere(document: &Document, from: &Document, questions: &[&'static str]) -> Vec<&'static str> {
    let finished = matches!(from.status, Status::Complete | Status::Amended);
    if !finished || from.form == document.form || from.access() > document.access() {
        return Vec::new();
    }
    let is_there = |question: &&'static str| {
        let field = document.fields().iter().find(|field| field.id == *question)?;
        let blank = document.answers.get(*question).is_none_or(is_blank);
        let answer = from.answers.get(*question).filter(|answer| !is_blank(answer))?;
        (blank && asked(document, question, Audience::Worker)).then_some(())?;
        known_only(field, answer).filter(|answer| !is_blank(answer))
    };
    let may = |question: &&&'static str| TEAM.contains(question) || ALSO.contains(question);
    questions.iter().filter(may).filter(|question| is_there(question).is_some()).copied().collect()
}

/// Takes the answers to these questions from there, to be looked at.
pub fn use_answers(document: &mut Document, from: &Document, questions: &[&'static str]) {
    let mut used: Vec<&'static str> = Vec::new();
    // Some are asked only once another is answered.
    loop {
        let found = answered_elsewhere(document, from, questions);
        if found.is_empty() {
            break;
        }
        for field in document.fields().iter().filter(|field| found.contains(&field.id)) {
            if let Some(answer) = from.answers.get(field.id).and_then(|answer| known_only(field, answer)) {
                document.answers.insert(field.id.to_owned(), answer);
            }
        }
        used.extend(found);
    }
    let is_used = |key: &str| used.iter().any(|question| path::is_in(key, question));
    keep_names(from, document);
    keep_voices(from, document, &is_used);
    carried::mark_in(document, from, &is_used);
    keep_words(from, document, &is_used);
}
