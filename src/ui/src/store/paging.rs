//! Which page is on screen. Where a person looks on there is one section a page; a worker has the whole form on one.

use std::cell::Cell;

use coplan_model::{Audience, Moment, asked};

use crate::layout::section::{Progress, Section, SectionProgress, progress};
use crate::messages::Mode;

use super::{Action, Effect, FormStore};

/// The section of a form of many areas that lists them all.
pub const OVERVIEW: &str = "overview";

thread_local! {
    /// Whether a worker wants one section at a time, and what is not begun folded: as they last chose, in any form on the page.
    /// Nothing is stored. Until they choose, a form of many areas has one at a time, and as a whole is folded.
    static ONE_SECTION: Cell<Option<bool>> = const { Cell::new(None) };
    static FOLDED: Cell<Option<bool>> = const { Cell::new(None) };
}

/// What is on screen of a form that has sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The first section.
    #[default]
    First,
    /// A section, by its id.
    Section(&'static str),
    /// Why it is not finished, and when someone comes back.
    Later,
    /// Every answer, to be checked before completing.
    Check,
    /// The plan on one page, to be read.
    OnePage,
}

impl FormStore {
    /// The sections of the form for whoever is at the screen, in the order in which they fill it in.
    pub fn sections(&self) -> Vec<&'static Section> {
        let mut sections = self.sections_on_paper();
        if self.begins_elsewhere() {
            let begins = self.definition().begins;
            sections.sort_by_key(|section| Some(section.id) != begins);
        }
        sections
    }

    /// The order on screen is another than that of the paper form.
    pub fn begins_elsewhere(&self) -> bool {
        let ordered = self.rules().is_some_and(|rules| !rules.order.is_empty());
        self.is_paged() && !ordered && self.definition().begins.is_some()
    }

    /// The same in the order of the paper form.
    pub fn sections_on_paper(&self) -> Vec<&'static Section> {
        let mode = self.settings.borrow().mode;
        let definition = self.definition();
        let is_there = |section: &&Section| {
            section.is_for(mode) && !(definition.leaves_out_section)(self, section.id) && !self.is_hidden(section)
        };
        self.all_sections().iter().filter(is_there).collect()
    }

    /// Every section, in the order of the paper form or of the policy.
    fn all_sections(&self) -> &'static [Section] {
        self.policy().map_or(self.definition().sections, |applied| applied.sections)
    }

    /// Whether a policy hides all that a section asks, and nothing in it is answered.
    fn is_hidden(&self, section: &Section) -> bool {
        let hides = |path| {
            self.field(path).is_some_and(|field| field.hidden)
                && !asked(&self.document.borrow(), path, Audience::Worker)
        };
        self.policy().is_some() && section.paths().next().is_some() && section.paths().all(hides)
    }

    /// The form has many areas and begins with a list of them.
    pub fn has_list(&self) -> bool {
        self.definition().sections.first().is_some_and(|section| section.id == OVERVIEW)
    }

    /// One section is on screen at a time: where a person looks on, in a form of many areas, and as a worker wants it.
    pub fn turns_pages(&self) -> bool {
        self.is_paged() || ONE_SECTION.get().unwrap_or(self.has_list())
    }

    /// A worker wants one section at a time, or the whole form again. The section on screen stays.
    pub(super) fn show_sections(&self, one: bool) {
        ONE_SECTION.set(Some(one));
        let first = self.sections().first().map_or("", |section| section.id);
        let section = self.section_on_screen().unwrap_or(first);
        self.render_and_focus(&heading_id(section));
    }

    /// What is not begun and what is in a row is behind a line: as a worker last chose, and until then where a form says so and
    /// where many areas are on one page.
    pub fn folds(&self) -> bool {
        let begins = || self.definition().folds || self.has_list() && !self.turns_pages();
        !self.is_paged() && FOLDED.get().unwrap_or_else(begins)
    }

    /// A worker wants it so, or all of it open again.
    pub(super) fn fold(&self, folded: bool) {
        FOLDED.set(Some(folded));
        self.render_and_focus(if folded { "unfold" } else { "fold" });
    }

    /// To the section that was begun and is not finished, or to the first that was not begun.
    pub(super) fn go_on(&self) {
        let sections = self.sections();
        let come = progress(self, &sections);
        let is = |wanted: Progress| move |come: &SectionProgress| come.progress == wanted;
        // The list itself comes first, and is no area.
        let after = |wanted| come.iter().skip(1).position(is(wanted)).map(|at| at + 1);
        if let Some(at) = after(Progress::Started).or_else(|| after(Progress::NotStarted)) {
            self.turn_to(sections[at]);
        }
    }

    /// A person looks on.
    pub fn is_paged(&self) -> bool {
        self.settings.borrow().mode != Mode::Staff
    }

    /// Whether this is a page after the first, which need not say all that is round the questions again. A form that does not know
    /// whose it is asks that on every page.
    pub fn goes_on(&self) -> bool {
        let turned = match self.page.get() {
            Page::Check => true,
            Page::Later | Page::OnePage => false,
            _ => self.section_index() > 0 || self.question_on_screen().is_some_and(|(_, place)| !place.first),
        };
        turned && self.is_paged() && !self.is_open("subject")
    }

    /// The section on screen, as one of [`FormStore::sections`].
    pub fn section_index(&self) -> usize {
        let sections = self.sections();
        match self.page.get() {
            Page::Section(id) => sections.iter().position(|section| section.id == id).unwrap_or(0),
            _ => 0,
        }
    }

    /// The section on screen, where one is at a time, or the one that was left to come back to it later.
    pub fn section_on_screen(&self) -> Option<&'static str> {
        match (self.page.get(), self.left.get()) {
            (Page::Section(id), _) | (Page::Later | Page::OnePage, Page::Section(id)) => Some(id),
            _ => None,
        }
    }

    /// On to the next page, or back. What changed is saved on the way; nothing is asked for.
    pub(super) fn turn(&self, by: isize) {
        let sections = self.sections();
        self.ask(Effect::Autosave);
        self.leave_problems();
        // One answer was put right.
        if self.checking.replace(false) && self.asks_one_question() {
            return self.finish();
        }
        if self.step(by) {
            return;
        }
        match (self.page.get(), self.section_index().checked_add_signed(by)) {
            (Page::Later | Page::Check, _) => self.change(),
            (_, Some(to)) if to < sections.len() => {
                self.turn_to(sections[to]);
                if by < 0 {
                    self.look_at_last(sections[to]);
                }
            }
            (_, Some(_)) => self.finish(),
            (_, None) => {}
        }
    }

    fn turn_to(&self, section: &'static Section) {
        self.page.set(Page::Section(section.id));
        self.question.take();
        self.render_and_focus(&heading_id(section.id));
    }

    /// To a section, or to a question wherever it is.
    pub(super) fn go(&self, path: &str) {
        let sections = self.sections();
        let Some(section) = sections.iter().find(|section| section.id == path || section.has(path)) else {
            return self.render_and_focus(path);
        };
        let opens_another = self.turns_pages() || matches!(self.page.get(), Page::Check | Page::OnePage);
        self.checking.set(self.page.get() == Page::Check);
        if self.checking.get() && self.settings.borrow().mode == Mode::Alone {
            let mut problems = self.problems(Moment::Complete);
            if problems.iter().any(|problem| problem.path == path) {
                // What is missing there is said there. Where there is one question a page, what is missing first is all that
                // leads anywhere.
                problems.retain(|problem| section.has(&problem.path));
                self.show(problems);
            }
        }
        if opens_another {
            self.page.set(Page::Section(section.id));
        }
        self.look_at(section, path);
        self.begin_to(path);
        // A section has the name of a list of its own, which may have to be put right.
        let is_section = section.id == path && !self.is_wrong(&|wrong| wrong == path);
        let target = if is_section { heading_id(path) } else { path.to_owned() };
        self.render_and_focus(&target);
    }

    /// Why it is not finished and when someone comes back, if they want to say.
    pub(super) fn come_back_later(&self) {
        self.ask(Effect::Autosave);
        if self.page.get() != Page::Later {
            self.left.set(self.page.replace(Page::Later));
        }
        self.render_and_focus("section-later");
    }

    /// The plan on one page, and back to where that was asked for.
    pub(super) fn show_one_page(&self, show: bool) {
        if show && self.page.get() != Page::OnePage {
            self.left.set(self.page.replace(Page::OnePage));
            return self.render_and_focus("section-one_page");
        }
        if self.page.get() == Page::OnePage {
            self.page.set(self.left.get());
        }
        self.render_and_focus(&Action::OnePage.id());
    }

    /// Back from a page of its own to the form.
    pub(super) fn change(&self) {
        if self.page.get() == Page::Later && self.is_paged() {
            self.page.set(self.left.get());
            return self.render_and_focus(&Action::Later.id());
        }
        let last = self.sections().last().map(|section| section.id);
        let paged = self.is_paged() && !self.has_list();
        self.page.set(last.filter(|_| paged).map_or(Page::First, Page::Section));
        self.render_and_focus(if paged { "continue" } else { "complete" });
    }

    /// Problems are shown in the form, not among answers that are being checked.
    pub(super) fn leave_check(&self) {
        match self.page.get() {
            Page::Check => self.page.set(Page::First),
            Page::Later | Page::OnePage => self.page.set(self.left.get()),
            _ => {}
        }
    }
}

/// The key of what a section is called.
pub fn section_key(section: &str) -> String {
    ["section.", section].concat()
}

/// The id of a section's heading.
pub fn heading_id(section: &str) -> String {
    ["section-", section].concat()
}
