//! Areas of the assessment that are to go into the plan: each begins a goal.

use coplan_model::{Document, fields, goal_from_area, into_the_plan, path};

use super::FormStore;
use super::rows::first_control;

impl FormStore {
    /// Takes the answers of a document beside this one that asks about areas of life, the later one of two.
    pub(super) fn assess(&self, document: &Document) {
        if fields::find(document.fields(), "domains").is_some() {
            let day = |answers| path::text(answers, "record_date").to_owned();
            let mut assessment = self.assessment.borrow_mut();
            if day(&*assessment) <= day(&document.answers) {
                assessment.clone_from(&document.answers);
            }
        }
    }

    /// The areas that are to go into the plan and that no goal is about yet.
    pub fn areas(&self) -> Vec<&'static str> {
        let document = self.document.borrow();
        let goals = path::list(&document.answers, "goals");
        let is_about = |goal: &coplan_model::json::Value, area: &str| {
            goal["domains"].as_array().is_some_and(|domains| domains.iter().any(|domain| domain == area))
        };
        let mut areas = into_the_plan(&self.assessment.borrow());
        areas.retain(|area| !goals.iter().any(|goal| is_about(goal, area)));
        areas
    }

    /// A goal for one of them, after the others.
    pub(super) fn begin_goal(&self, area: &str) {
        if !self.areas().contains(&area) {
            return;
        }
        let goal = goal_from_area(&self.assessment.borrow(), area, self.host.new_id());
        let mut document = self.document.borrow_mut();
        // An empty goal that is there for a beginning is filled, and not left before it.
        let blank = path::list(&document.answers, "goals").iter().rposition(path::is_blank);
        if let Some(at) = blank {
            path::take_row(&mut document.answers, "goals", at);
        }
        path::push(&mut document.answers, "goals", goal);
        let last = path::list(&document.answers, "goals").len() - 1;
        drop(document);
        self.lay_out_rows();
        self.structure_changed("goals", first_control(self.field("goals"), "goals", last));
    }
}
