//! What questions say. The words belong to the ui, so they are given: by `coplan`, from its messages.

use coplan_model::Audience;

/// What questions say to a reader.
pub trait Words {
    /// The words of a question by its path (`help_areas.area`), or of a part of it: `hint`.
    fn say(&self, path: &str, part: &str) -> Option<String>;

    /// The words of one of its codes.
    fn option(&self, path: &str, code: &str) -> Option<String>;
}

/// Nothing is said: paths and codes stand for themselves.
pub struct Wordless;

impl Words for Wordless {
    fn say(&self, _: &str, _: &str) -> Option<String> {
        None
    }

    fn option(&self, _: &str, _: &str) -> Option<String> {
        None
    }
}

/// The same questions said to somebody else.
pub struct Wording<'a> {
    /// To whom.
    pub audience: Audience,
    /// In the terms of CPA (`cpa`) or of personalised care and support planning (`pcsp`).
    pub terms: &'static str,
    /// The words.
    pub words: &'a dyn Words,
}

/// The same questions in another language.
pub struct Translation<'a> {
    /// BCP 47.
    pub language: String,
    /// The words.
    pub words: &'a dyn Words,
}

/// Everything that a form says.
pub struct Vocabulary<'a> {
    /// To a worker, in the terms of CPA.
    pub words: &'a dyn Words,
    /// Their language.
    pub language: String,
    /// To others, and in other terms.
    pub wordings: Vec<Wording<'a>>,
    /// In other languages.
    pub translations: Vec<Translation<'a>>,
}

impl<'a> Vocabulary<'a> {
    /// Of these words alone, in British English.
    pub fn of(words: &'a dyn Words) -> Self {
        Self { words, language: "en-GB".to_owned(), wordings: Vec::new(), translations: Vec::new() }
    }
}
