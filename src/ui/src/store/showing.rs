//! What blocks a moment, in words, and showing it.

use coplan_model::figures;
use coplan_model::json::Value;
use coplan_model::{Audience, CalendarDate, Document, Moment, Problem, asked, carried, path};
use yew::AttrValue;

use super::{FormStore, Page};
use crate::messages::Mode;

impl FormStore {
    /// What blocks `moment` and whoever is at the screen can put right. Paths count the rows on screen.
    pub fn problems(&self, moment: Moment) -> Vec<Problem> {
        self.theirs_to_answer(self.problems_of(&self.document.borrow(), moment))
    }

    /// Whether nothing blocks completion, a worker's part included.
    pub fn is_whole(&self) -> bool {
        self.problems_of(&self.document.borrow(), Moment::Complete).is_empty()
    }

    /// Of these problems, the ones that whoever is at the screen can put right: the person alone is asked for nothing that is
    /// a worker's to answer. Where a person looks on they come in the order of the pages.
    fn theirs_to_answer(&self, mut problems: Vec<Problem>) -> Vec<Problem> {
        let sections = self.sections();
        if self.settings.borrow().mode == Mode::Alone {
            let document = self.document.borrow();
            problems.retain(|Problem { path, code, .. }| match path.strip_prefix("subject.") {
                Some(part) => self.is_open("subject") && part != "nhs_number",
                None if *code == "carried" => carried::is_any_in(&document, path, Audience::Person),
                None => asked(&document, path, Audience::Person) && sections.iter().any(|section| section.has(path)),
            });
        }
        // A policy may have put a question of its own between ours, and sections in another order.
        if self.is_paged() || self.policy().is_some() {
            let place = |one: &Problem| {
                let at = sections.iter().position(|section| section.has(&one.path))?;
                Some((at, sections[at].paths().position(|path| path::is_in(&one.path, path))))
            };
            problems.sort_by_key(place);
        }
        problems
    }

    /// The same, with paths as in the document that a host gets: rows in which nothing was answered do not count.
    pub fn problems_as_saved(&self, moment: Moment) -> Vec<Problem> {
        let mut saved = self.document.borrow().clone();
        saved.drop_blank_rows();
        self.theirs_to_answer(self.problems_of(&saved, moment))
    }

    /// The reader's own calendar day at an instant. A day that a host wrote in its place stays that day.
    pub fn day_of(&self, instant: &str) -> Option<CalendarDate> {
        instant.parse().ok().or_else(|| self.host.day_of(instant))
    }

    pub(super) fn problems_of(&self, document: &Document, moment: Moment) -> Vec<Problem> {
        let saved_on = document.saved_at.as_deref().and_then(|instant| self.day_of(instant));
        let mut problems = document.problems_where_saved(moment, self.host.today(), saved_on);
        self.name_what_is_wrong(document, &mut problems);
        problems
    }

    /// The sentence of a problem, beside its question.
    pub fn sentence(&self, problem: &Problem) -> AttrValue {
        let number = path::row(&problem.path).map(|row| figures::of(row + 1)).unwrap_or_default();
        self.sentence_of_row(problem, &number)
    }

    /// The same, where the row that the question is in has this number.
    pub(super) fn sentence_of_row(&self, problem: &Problem, number: &str) -> AttrValue {
        let messages = self.messages.borrow();
        let limit = problem.params.get("limit").and_then(Value::as_u64).unwrap_or_default();
        let limit = figures::of(limit);
        let exclusive = self.field(&problem.path).and_then(|field| field.exclusive);
        let exclusive = exclusive.map(|code| messages.option(&problem.path, code)).unwrap_or_default();
        let code = problem.params.get("wrong").and_then(Value::as_str).filter(|wrong| *wrong != "no_such_day");
        let code = code.unwrap_or(problem.code);
        // What only a policy needs has no sentence of its own.
        let by_policy = self.field(&problem.path).is_some_and(|field| field.by_policy);
        let own = || messages.find(&problem.path, code).is_some();
        let code = if by_policy && code == "missing" && !own() { "unanswered" } else { code };
        messages.problem(&problem.path, code, &[("limit", &limit), ("alone", &exclusive), ("n", number)])
    }

    /// Shows what blocks `moment`, and says whether nothing does. The summary takes the focus.
    pub fn show_problems(&self, moment: Moment) -> bool {
        self.show(self.problems(moment))
    }

    /// Shows these problems, and says whether there are none. The person alone is shown those of a page at a time.
    pub(super) fn show(&self, mut problems: Vec<Problem>) -> bool {
        let none = problems.is_empty();
        if !none {
            self.hidden.set(false);
            self.leave_check();
            if self.settings.borrow().mode == Mode::Alone {
                let first = problems[0].path.clone();
                let section = self.sections().into_iter().find(|section| section.has(&first));
                let single = self.asks_one_question();
                problems.retain(|one| match section {
                    Some(section) if single => self.is_on_page_of(section, &one.path, &first),
                    Some(section) => section.has(&one.path),
                    None => one.path == first,
                });
                if let Some(section) = section {
                    self.look_at(section, &first);
                }
                self.page.set(section.map_or(Page::First, |section| Page::Section(section.id)));
            }
            problems.iter().for_each(|problem| self.open_to(&problem.path));
            self.focus.replace(Some("error-summary".to_owned()));
        }
        self.shown.replace(problems);
        self.render();
        none
    }

    /// What was said of a page goes with it, where there are problems of a page at a time.
    pub(super) fn leave_problems(&self) {
        if self.settings.borrow().mode == Mode::Alone {
            self.shown.take();
        }
    }

    /// Whether a problem is shown at one of these questions.
    pub fn is_wrong(&self, among: &dyn Fn(&str) -> bool) -> bool {
        self.shown.borrow().iter().any(|problem| among(&problem.path))
    }
}
