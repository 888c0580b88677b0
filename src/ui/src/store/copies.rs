//! Who gets a copy, as one list: a worker ticks who, and each of them has a row in which stands what they get.

use coplan_model::fields::Field;
use coplan_model::json::Value;
use coplan_model::path;

use super::{Effect, FormStore};
use crate::messages::Mode;

/// The question of a copy that says for whom it is.
pub const RECIPIENT: &str = "recipient";

/// The codes of those who are ticked in a list; none of another list, and none where a person looks on: they read one question
/// after the other.
pub(super) fn recipients(list: &'static Field, mode: Mode) -> &'static [&'static str] {
    let inner = list.kind.inner().unwrap_or_default();
    let recipient = inner.iter().find(|field| field.id == RECIPIENT && mode == Mode::Staff);
    recipient.map_or(&[], |field| field.kind.codes())
}

impl FormStore {
    /// The same, by the list's path.
    pub fn recipients(&self, list: &str) -> &'static [&'static str] {
        let mode = self.settings.borrow().mode;
        self.field(list).map_or(&[], |field| recipients(field, mode))
    }

    /// Whether there is a copy for somebody of this kind.
    pub fn gets_copy(&self, list: &str, recipient: &str) -> bool {
        path::list(&self.document.borrow().answers, list).iter().any(|copy| copy[RECIPIENT] == recipient)
    }

    /// Somebody gets a copy, or none any more.
    pub(super) fn tick_recipient(&self, list: &str, recipient: &str, checked: bool) {
        if !self.recipients(list).contains(&recipient) {
            return self.render();
        }
        let copies = path::list(&self.document.borrow().answers, list).to_vec();
        let of = |at: usize| path::numbered(list, at);
        if !checked {
            let last = copies.iter().rposition(|copy| copy[RECIPIENT] == recipient);
            last.into_iter().for_each(|at| self.remove_row(&of(at)));
            // Whoever unticks is still among those who are ticked.
            return self.render_and_focus(&[list, "-", recipient].concat());
        }
        // A row that is still empty is as good as a new one.
        let at = copies.iter().position(path::is_blank).unwrap_or(copies.len());
        if at == copies.len() {
            let row = path::blank_row(self.host.new_id());
            path::push(&mut self.document.borrow_mut().answers, list, row);
        }
        self.write(&[&of(at), ".", RECIPIENT].concat(), Some(Value::from(recipient)));
        self.open_row(list, at);
        self.settle_copies();
        self.touch(list);
        self.ask(Effect::StructureChanged);
        self.render();
    }
}
