//! The sections of a form as a policy has them.

use std::cell::RefCell;

use coplan_model::path;
use coplan_model::policy::{Placed, Rules};

use super::Applied;
use crate::forms;
use crate::layout::section::{Part, Section};
use crate::store::OVERVIEW;

thread_local! {
    /// Kept once for each policy and form, as its questions are.
    static KEPT: RefCell<Vec<&'static Applied>> = const { RefCell::new(Vec::new()) };
}

/// The sections that go with these rules.
pub(super) fn kept(rules: &'static Rules) -> &'static Applied {
    let found = KEPT.with_borrow(|kept| kept.iter().copied().find(|applied| std::ptr::eq(applied.rules, rules)));
    found.unwrap_or_else(|| {
        let sections = Box::leak(of(rules).into_boxed_slice());
        let applied: &'static Applied = Box::leak(Box::new(Applied { rules, sections }));
        KEPT.with_borrow_mut(|kept| kept.push(applied));
        applied
    })
}

fn of(rules: &'static Rules) -> Vec<Section> {
    let ours = forms::definition(rules.form).sections;
    if ours.is_empty() {
        return Vec::new();
    }
    let asks = |path: &'static str| [path].into_iter().chain(following(rules.placed, path)).map(Part::Ask);
    let with_own = |section: &'static Section| {
        let parts = section.parts.iter().flat_map(|part| {
            let own = match part {
                Part::Ask(path) | Part::Lay(path, _) => within(rules.placed, path),
                Part::Show(_) | Part::Notice(_) => Vec::new(),
            };
            [*part].into_iter().chain(own.into_iter().flat_map(asks))
        });
        Section { parts: Box::leak(parts.collect()), ..*section }
    };
    let mut sections: Vec<Section> = ours.iter().map(with_own).collect();
    sections.extend(rules.placed.iter().filter(|placed| placed.after.is_none()).map(|placed| {
        let parts: Vec<Part> = asks(placed.path).collect();
        Section { id: placed.path, staff: placed.staff, parts: Box::leak(parts.into_boxed_slice()) }
    }));
    // The list of a form of many areas stays in front of them.
    let place = |section: &Section| match rules.order.iter().position(|id| *id == section.id) {
        _ if section.id == OVERVIEW => 0,
        Some(at) => at + 1,
        None => rules.order.len() + 1,
    };
    sections.sort_by_key(place);
    sections
}

/// The trust's own questions that follow something within a part, and those that follow them.
pub(super) fn own_within(placed: &'static [Placed], part: &str) -> Vec<&'static str> {
    let own = within(placed, part).into_iter();
    own.flat_map(|path| [path].into_iter().chain(following(placed, path))).collect()
}

/// The trust's own questions that follow something within a part.
fn within(placed: &'static [Placed], part: &str) -> Vec<&'static str> {
    let own = placed.iter().filter(|placed| placed.after.is_some_and(|after| path::is_in(after, part)));
    own.map(|placed| placed.path).collect()
}

/// The trust's own questions that follow a question, and those that follow them.
pub(super) fn following(placed: &'static [Placed], path: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    for placed_here in placed.iter().filter(|placed| placed.after == Some(path)) {
        found.push(placed_here.path);
        found.extend(following(placed, placed_here.path));
    }
    found
}
