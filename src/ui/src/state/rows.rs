//! Rows of a list: adding, removing and bringing back, moving. A row keeps its id for life, and no id is used again.

use coplan_model::fields::{self, Field, Kind, Need};
use coplan_model::path::{self, Answers};
use coplan_model::{Status, people, voices};
use serde_json::Value;

use super::State;

/// A row that was removed, until the document is opened anew.
pub struct Removed {
    list: String,
    at: usize,
    row: Value,
    voices: Answers,
}

impl State {
    /// A form that is begun has today's date, which can be changed: it is the day of the meeting.
    pub(super) fn date_it(&self) {
        let mut document = self.document.borrow_mut();
        let dated = document.answers.contains_key("record_date") || document.entered.contains_key("record_date");
        let has_date = fields::find(document.form.fields(), "record_date").is_some();
        if has_date && !dated && document.status == Status::Draft {
            document.answers.insert("record_date".to_owned(), Value::from(self.host.today().to_iso()));
        }
    }

    /// The rows that the paper form prints are there to begin with, in a form that is being filled in.
    pub(super) fn lay_out_rows(&self) {
        let mut document = self.document.borrow_mut();
        if document.status != Status::Draft && !self.adding.get() {
            return;
        }
        let named = people::known(&document).len() - 1;
        for field in document.form.fields() {
            // Everyone named already can be ticked, and needs no row.
            let ready = if matches!(field.kind, Kind::People) { named } else { 0 };
            while path::list(&document.answers, field.id).len() + ready < usize::from(field.slots) {
                path::push(&mut document.answers, field.id, path::blank_row(self.host.new_id()));
            }
        }
    }

    /// One more, empty; the focus goes to its first control.
    pub(super) fn add_row(&self, list: &str) {
        let mut document = self.document.borrow_mut();
        let at = path::list(&document.answers, list).len();
        path::push(&mut document.answers, list, path::blank_row(self.host.new_id()));
        drop(document);
        self.reshape(list, first_control(self.field(list), list, at));
    }

    /// A row goes; the focus goes to where it can be brought back.
    pub(super) fn remove_row(&self, row: &str) {
        let Some((list, at)) = path::split_row(row) else { return };
        let mut document = self.document.borrow_mut();
        let form = document.form.fields();
        let Some(gone) = path::take_row(&mut document.answers, list, at) else { return };
        let id = gone["id"].as_str().unwrap_or_default().to_owned();
        let voices = voices::forget_row(&mut document.answers, &id);
        people::keep_name(form, &mut document.answers, &id, gone["name"].as_str().unwrap_or_default());
        drop(document);
        self.set_aside_boxes();
        self.removed.borrow_mut().push(Removed { list: list.to_owned(), at, row: gone, voices });
        self.reshape(list, format!("undo:{list}"));
    }

    /// Whether a row of this list can be brought back.
    pub fn can_undo(&self, list: &str) -> bool {
        self.removed.borrow().iter().any(|removed| removed.list == list)
    }

    /// The row that was removed last is back where it stood.
    pub(super) fn undo_removal(&self, list: &str) {
        let mut all = self.removed.borrow_mut();
        let Some(last) = all.iter().rposition(|removed| removed.list == list) else { return };
        let Removed { at, row, voices, .. } = all.remove(last);
        drop(all);
        let mut document = self.document.borrow_mut();
        let at = at.min(path::list(&document.answers, list).len());
        path::insert(&mut document.answers, list, at, row);
        voices::restore_row(&mut document.answers, voices);
        drop(document);
        self.set_aside_boxes();
        self.reshape(list, first_control(self.field(list), list, at));
    }

    /// A row changes places with its neighbour; the focus stays with it.
    pub(super) fn move_row(&self, row: &str, by: isize) {
        let Some((list, at)) = path::split_row(row) else { return };
        let mut document = self.document.borrow_mut();
        let count = path::list(&document.answers, list).len();
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < count && at < count) else { return };
        path::swap(&mut document.answers, list, at, to);
        drop(document);
        self.set_aside_boxes();
        let way = match (by < 0, to) {
            (true, 0) => "down",
            (false, to) if to + 1 == count => "up",
            (true, _) => "up",
            (false, _) => "down",
        };
        self.reshape(list, format!("{way}:{list}[{to}]"));
    }

    /// Half-typed dates are known by path, and paths have moved.
    fn set_aside_boxes(&self) {
        self.typed_dates.borrow_mut().clear();
        self.shown.borrow_mut().clear();
    }

    fn reshape(&self, list: &str, focus: String) {
        self.touch(list);
        self.host.reshaped();
        self.draw_and_focus(&focus);
    }
}

/// The first control of a row.
fn first_control(list: Option<&'static Field>, path: &str, at: usize) -> String {
    let row = format!("{path}[{at}]");
    let Some(list) = list else { return row };
    let asked = |field: &&Field| field.need != Need::Kept;
    match list.kind.inner().and_then(|inner| inner.iter().find(asked)) {
        _ if matches!(list.kind, Kind::People) => [&row, ".name"].concat(),
        Some(first) => [&row, ".", first.id].concat(),
        None => row,
    }
}
