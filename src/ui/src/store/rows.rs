//! Rows of a list: adding, removing and bringing back, moving. A row keeps its id for life, and no id is used again.

use coplan_model::fields::{self, Field, Kind, Need};
use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::people::Gone;
use coplan_model::{Status, figures, goals, people, review, voices};

use super::copies::recipients;
use super::people::{is_no_one, once};
use super::{Effect, FormStore};

/// A row that was removed, until the document is opened anew.
pub(super) struct Removed {
    /// Its path and that of its list, with ids: the rows round it may have moved since.
    pub path: String,
    list: String,
    at: usize,
    pub row: Value,
    /// What was kept for it elsewhere: whose words, half-typed dates in the document and on screen, answers put aside, how
    /// it was asked.
    kept: [Answers; 5],
    /// Who referred to it.
    gone: Gone,
}

impl Removed {
    /// The answers of the row that are put aside.
    pub fn put_aside(&mut self) -> &mut Answers {
        &mut self.kept[3]
    }
}

impl FormStore {
    /// A form that is begun has today's date, which can be changed: it is the day of the meeting.
    pub(super) fn date_it(&self) {
        let mut document = self.document.borrow_mut();
        let dated = document.answers.contains_key("record_date") || document.entered.contains_key("record_date");
        let has_date = fields::find(document.fields(), "record_date").is_some();
        if has_date && !dated && document.status == Status::Draft {
            document.answers.insert("record_date".to_owned(), Value::from(self.host.today().to_iso()));
        }
    }

    /// A list that the paper form prints rows for has one to begin with, in a form that is being filled in. Others are added one
    /// at a time: nobody is faced with as many empty lines as paper has.
    pub(crate) fn lay_out_rows(&self) {
        let mode = self.settings.borrow().mode;
        let mut document = self.document.borrow_mut();
        if document.status != Status::Draft && !self.adding.get() {
            return;
        }
        let mut named = people::known(&document);
        once(&mut named, &|_| false);
        let named = named.len() - 1;
        for field in document.fields() {
            // Everyone named already can be ticked, and so can whoever gets a copy: they need no row.
            let ready = if matches!(field.kind, Kind::People) { named } else { 0 };
            let ticked = !recipients(field, mode).is_empty();
            if field.initial_rows > 0 && !ticked && path::list(&document.answers, field.id).len() + ready == 0 {
                path::push(&mut document.answers, field.id, path::blank_row(self.host.new_id()));
            }
            if let Kind::Rows(inner) = field.kind
                && let Some(Value::Array(rows)) = document.answers.get_mut(field.id)
            {
                rows.iter_mut().filter_map(Value::as_object_mut).for_each(|row| self.lay_out_inner(inner, row));
            }
        }
    }

    /// Rows in a row.
    fn lay_out_inner(&self, inner: &'static [Field], row: &mut Answers) {
        for field in inner {
            if field.initial_rows > 0 && path::list(row, field.id).is_empty() {
                path::push(row, field.id, path::blank_row(self.host.new_id()));
            }
        }
    }

    /// One more, empty; the focus goes to its first control.
    pub(super) fn add_row(&self, list: &str) {
        let new_id = &mut || self.host.new_id();
        if list == "reviews" {
            review::begin(&mut self.document.borrow_mut().answers, new_id);
            let last = path::list(&self.document.borrow().answers, list).len() - 1;
            self.date_today(&[&path::numbered(list, last), ".date"].concat());
            return self.to_row(list, last);
        }
        let rows = path::list(&self.document.borrow().answers, list).to_vec();
        let mut rows = self.without_no_one(list, rows);
        let at = rows.len();
        rows.push(path::blank_row(self.host.new_id()));
        self.write(list, Some(Value::Array(rows)));
        self.lay_out_rows();
        self.to_row(list, at);
    }

    /// The goal that takes the place of one that was changed, after the others.
    pub(super) fn follow(&self, goal: &str) {
        let mut document = self.document.borrow_mut();
        let Some(goal) = path::get(&document.answers, goal).and_then(Value::as_object) else { return };
        let next = goals::successor(goal, self.host.new_id());
        path::push(&mut document.answers, "goals", next);
        let last = path::list(&document.answers, "goals").len() - 1;
        drop(document);
        self.lay_out_rows();
        self.to_row("goals", last);
    }

    /// A row goes; the focus goes to where it can be brought back.
    pub(super) fn remove_row(&self, row: &str) {
        let Some((list, at)) = path::split_row(row) else { return };
        let (path, list_by_id) = (self.by_id(row), self.by_id(list));
        let name = self.row_name(list, at, at);
        let mut document = self.document.borrow_mut();
        let Some(row) = path::take_row(&mut document.answers, list, at) else { return };
        let kept = [
            voices::forget_row(&mut document.answers, &path),
            path::take_of_row(&mut document.entered, &path),
            path::take_of_row(&mut self.as_typed.borrow_mut(), &path),
            path::take_of_row(&mut self.set_aside.borrow_mut(), &path),
            path::take_of_row(&mut document.asked, &path),
        ];
        let mut gone = Gone::default();
        if fields::find(document.fields(), list).is_some_and(|field| field.names) {
            gone = Gone::of(&row);
            self.each_someone(&mut document, &mut |path, someone| gone.keep_name(path, someone));
        }
        drop(document);
        self.removed.borrow_mut().push(Removed { path, list: list_by_id, at, row, kept, gone });
        self.announce("rows.gone", &[("row", &name)]);
        self.structure_changed(list, ["undo:", list].concat());
    }

    /// Whether a row of this list can be brought back.
    pub fn can_undo(&self, list: &str) -> bool {
        let list = self.by_id(list);
        self.removed.borrow().iter().any(|removed| removed.list == list)
    }

    /// The row that was removed last is back where it stood.
    pub(super) fn undo_removal(&self, list: &str) {
        let list_by_id = self.by_id(list);
        let mut all = self.removed.borrow_mut();
        let Some(last) = all.iter().rposition(|removed| removed.list == list_by_id) else { return };
        let Removed { at, row, kept: [voices, entered, typed, aside, asked], gone, .. } = all.remove(last);
        drop(all);
        let rows = path::list(&self.document.borrow().answers, list).to_vec();
        if rows.iter().any(is_no_one) {
            let rows = self.without_no_one(list, rows);
            self.write(list, (!rows.is_empty()).then_some(Value::Array(rows)));
        }
        let mut document = self.document.borrow_mut();
        let at = at.min(path::list(&document.answers, list).len());
        path::insert(&mut document.answers, list, at, row);
        voices::restore_row(&mut document.answers, voices);
        document.entered.extend(entered);
        document.asked.extend(asked);
        self.as_typed.borrow_mut().extend(typed);
        self.set_aside.borrow_mut().extend(aside);
        self.each_someone(&mut document, &mut |path, someone| gone.link_again(path, someone));
        drop(document);
        self.announce("rows.back", &[("row", &self.row_name(list, at, at))]);
        self.to_row(list, at);
    }

    /// A row changes places with its neighbour; the focus stays with it.
    pub(super) fn move_row(&self, row: &str, by: isize) {
        let Some((list, at)) = path::split_row(row) else { return };
        let mut document = self.document.borrow_mut();
        let count = path::list(&document.answers, list).len();
        let Some(to) = at.checked_add_signed(by).filter(|to| *to < count && at < count) else { return };
        path::swap(&mut document.answers, list, at, to);
        drop(document);
        let [place, of] = [to + 1, count].map(figures::of);
        self.announce("rows.moved", &[("row", &self.row_name(list, at, at)), ("n", &place), ("count", &of)]);
        let way = match (by < 0, to) {
            (true, 0) => "down",
            (false, to) if to + 1 == count => "up",
            (true, _) => "up",
            (false, _) => "down",
        };
        self.structure_changed(list, [way, ":", &path::numbered(list, to)].concat());
    }

    /// To a row that is new, or comes back.
    fn to_row(&self, list: &str, at: usize) {
        self.open_row(list, at);
        self.structure_changed(list, first_control(self.field(list), list, at));
    }

    pub(super) fn structure_changed(&self, list: &str, focus: String) {
        // Problems are shown by path, and paths have moved.
        self.shown.borrow_mut().clear();
        self.settle_copies();
        self.touch(list);
        self.ask(Effect::StructureChanged);
        self.render_and_focus(&focus);
    }
}

/// The first control of a row.
pub(super) fn first_control(list: Option<&'static Field>, path: &str, at: usize) -> String {
    let row = path::numbered(path, at);
    let Some(list) = list else { return row };
    let asked = |field: &&Field| field.need != Need::Kept;
    match list.kind.inner().and_then(|inner| inner.iter().find(asked)) {
        _ if matches!(list.kind, Kind::People) => [&row, ".name"].concat(),
        Some(first) => [&row, ".", first.id].concat(),
        None => row,
    }
}
