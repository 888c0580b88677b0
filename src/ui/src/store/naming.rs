//! What things are called where they are not seen themselves: in the error summary, in the name of a button,
//! in what is announced. Only the form's own words and the numbers of rows, never what somebody typed.

use coplan_model::Problem;
use coplan_model::figures;
use coplan_model::path;
use yew::AttrValue;

use super::FormStore;

impl FormStore {
    /// "Goal 2", for a row that is read as the second. What stands for a goal is named as the goal is.
    pub fn row_name(&self, list: &str, at: usize, read_as: usize) -> AttrValue {
        if let Some(goal) = self.goal_of(list, at) {
            return self.row_name("goals", goal, goal);
        }
        let messages = self.messages.borrow();
        let row = messages.find(list, "row").unwrap_or_else(|| messages.say("rows.row"));
        messages.fill(&row, &[("n", &figures::of(read_as + 1))])
    }

    /// Whether anything stands in a row, half a date too.
    pub fn is_begun(&self, row: &str) -> bool {
        let (document, by_id) = (self.document.borrow(), self.by_id(row));
        path::get(&document.answers, row).is_some_and(|row| !path::is_blank(row))
            || document.entered.keys().any(|key| path::is_in(key, &by_id))
    }

    /// The number of the goal that a row stands for.
    pub fn goal_of(&self, list: &str, at: usize) -> Option<usize> {
        let goal = self.text(&[&path::numbered(list, at), ".goal"].concat());
        let document = self.document.borrow();
        path::list(&document.answers, "goals").iter().position(|row| !goal.is_empty() && row["id"] == goal.as_str())
    }

    /// A question or a row, and what it is in: "What, Action 1, Goal 2".
    pub fn called(&self, path: &str) -> String {
        let mut names = Vec::new();
        let mut at = path;
        while !at.is_empty() {
            names.extend(self.name_of(at).filter(|name| !name.is_empty()));
            at = around(at);
        }
        names.join(", ")
    }

    /// What something is in: "Action 1, Goal 2"; nothing for a question of its own.
    pub fn whereabouts(&self, path: &str) -> String {
        self.called(around(path))
    }

    /// A row, or what a question or a group is called.
    fn name_of(&self, path: &str) -> Option<AttrValue> {
        if let Some((list, at)) = path::split_row(path) {
            return Some(self.row_name(list, at, at));
        }
        let number = path::row(path).map(|row| figures::of(row + 1)).unwrap_or_default();
        let messages = self.messages.borrow();
        Some(messages.fill(&messages.find(path, "")?, &[("n", &number)]))
    }

    /// The sentence of a problem where its question is not beside it. It begins with the rows that the question is in, unless
    /// it says the number of the innermost itself.
    pub fn sentence_apart(&self, problem: &Problem) -> AttrValue {
        let sentence = self.sentence(problem);
        let mut at = &*problem.path;
        let mut rows = Vec::new();
        while !at.is_empty() {
            rows.extend(path::split_row(at).map(|(list, number)| self.row_name(list, number, number)));
            at = around(at);
        }
        if !rows.is_empty() && self.sentence_of_row(problem, "") != sentence {
            rows.remove(0);
        }
        if rows.is_empty() {
            return sentence;
        }
        rows.reverse();
        self.messages.borrow().tell("problem_in_row", &[("row", &rows.join(", ")), ("problem", &sentence)])
    }
}

/// The row or group that a question or a row is in; nothing for one that is in none.
fn around(path: &str) -> &str {
    path::parent(path).0
}
