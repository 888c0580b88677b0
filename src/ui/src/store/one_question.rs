//! One question a page (NHS service manual, one thing per page): where the person is alone and the form is as narrow as a phone.
//!
//! Which section they are at is the same in any width, and so is the question, which only a narrow form looks at: a form that is
//! turned on its side and back again is where it was.

use coplan_model::fields::{Kind, Need};
use coplan_model::{asked, path};

use super::paging::{OVERVIEW, Page};
use super::{FormStore, heading_id};
use crate::layout::section::Section;
use crate::messages::Mode;

impl FormStore {
    /// Only one question is on screen.
    pub fn asks_one_question(&self) -> bool {
        self.narrow.get() && self.settings.borrow().mode == Mode::Alone && !self.definition().sections.is_empty()
    }

    /// The questions of a section that are asked now, each a page of its own. Rows stay whole, and a list of areas is one page.
    fn questions_of(&self, section: &Section) -> Vec<String> {
        let audience = self.settings.borrow().mode.audience();
        let document = self.document.borrow();
        let mut all = Vec::new();
        for path in section.paths().filter(|_| section.id != OVERVIEW) {
            match self.field(path).map(|field| field.kind) {
                // They stand under the section's own title.
                Some(Kind::Group(inner)) if path == section.id => {
                    let inner = inner.iter().filter(|field| field.need != Need::Kept);
                    all.extend(inner.map(|field| [path, ".", field.id].concat()));
                }
                _ => all.push(path.to_owned()),
            }
        }
        all.retain(|path| asked(&document, path, audience));
        all
    }

    /// The question on screen and where it stands among those of its section; nothing where all of them are there.
    pub fn question_on_screen(&self) -> Option<(String, Place)> {
        if !self.asks_one_question() || !matches!(self.page.get(), Page::First | Page::Section(_)) {
            return None;
        }
        let section = *self.sections().get(self.section_index())?;
        let all = self.questions_of(section);
        let now = self.question.borrow();
        let at = all.iter().position(|path| *path == *now).unwrap_or_default();
        let path = all.get(at)?.clone();
        Some((path, Place { first: at == 0, last: at + 1 == all.len() }))
    }

    /// The question to which one came last, where there is one at a time.
    pub fn question(&self) -> String {
        self.question.borrow().clone()
    }

    /// On to another question of the section; says whether there is one.
    pub(super) fn step(&self, by: isize) -> bool {
        let Some((now, _)) = self.question_on_screen() else { return false };
        let section = self.sections()[self.section_index()];
        let all = self.questions_of(section);
        let at = all.iter().position(|path| *path == now).unwrap_or_default();
        let Some(next) = at.checked_add_signed(by).and_then(|to| all.get(to)) else { return false };
        self.question.replace(next.clone());
        self.render_and_focus(&heading_id(section.id));
        true
    }

    /// To the question of a section that this path is in; to the first for none.
    pub(super) fn look_at(&self, section: &Section, path: &str) {
        let found = self.questions_of(section).into_iter().find(|question| is_within(path, question));
        self.question.replace(found.unwrap_or_default());
    }

    /// To the last question of a section, from which one came back.
    pub(super) fn look_at_last(&self, section: &Section) {
        self.question.replace(self.questions_of(section).pop().unwrap_or_default());
    }

    /// Whether two paths are on the same page of a section, where there is one question on each.
    pub fn is_on_page_of(&self, section: &Section, path: &str, other: &str) -> bool {
        let questions = self.questions_of(section);
        let page = questions.iter().find(|question| is_within(other, question));
        page.map_or(path == other, |question| is_within(path, question))
    }

    /// The form has become as narrow as a phone, or wider.
    pub fn set_narrow(&self, narrow: bool) {
        if self.narrow.replace(narrow) != narrow {
            self.render();
        }
    }

    /// Whoever is in the middle of a question stays there.
    pub(super) fn stay(&self, path: &str) {
        let sections = self.sections();
        if let Some(section) = sections.iter().find(|section| section.has(path))
            && self.section_on_screen().unwrap_or(sections[0].id) == section.id
        {
            self.look_at(section, path);
        }
        self.render();
    }
}

/// Where a question stands in its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Nothing is asked before it.
    pub first: bool,
    /// Nothing is asked after it.
    pub last: bool,
}

/// Whether a path is that of a question, of something in it, or of one of the boxes of its date.
pub fn is_within(path: &str, question: &str) -> bool {
    path::is_in(path, question) || path.strip_prefix(question).is_some_and(|rest| rest.starts_with('-'))
}
