//! What is typed into the three boxes of a date.

use coplan_model::entered::{self, Names};
use coplan_model::fields::{self, Kind};
use coplan_model::json::Value;
use coplan_model::path::by_id;
use coplan_model::{CalendarDate, Document, Problem, figures};

use crate::normal::decomposed;

use super::FormStore;
use super::text::one_line;

const BOXES: [&str; 3] = ["day", "month", "year"];

impl FormStore {
    pub(super) fn typed_date(&self, path: &str, part: &str, value: &str, partial: bool) {
        let date = self.date_from_boxes(path, part, value, partial);
        self.write(path, date.map(|date| Value::from(date.to_iso())));
    }

    /// What the three boxes hold together. Until it is a date it is kept in the document as it was typed.
    pub(super) fn date_from_boxes(&self, path: &str, part: &str, value: &str, partial: bool) -> Option<CalendarDate> {
        let mut boxes = self.date_boxes(path);
        let index = BOXES.iter().position(|name| *name == part)?;
        boxes[index] = value.to_owned();
        // The box that was typed in last may hold all of it. The others show their parts once it is left.
        let meant = self.spread(value, partial).unwrap_or_else(|| boxes.clone());
        let date = self.read(&meant, partial);
        let key = self.by_id(path);
        let mut document = self.document.borrow_mut();
        document.entered.remove(key.as_str());
        if date.is_none() && meant.iter().any(|typed| !typed.is_empty()) {
            document.entered.insert(key.clone(), Value::from(entered::join(&meant)));
        }
        self.as_typed.borrow_mut().insert(key, boxes.to_vec().into());
        date
    }

    /// What stands in the boxes of a date: day, month, year, as typed; of a date that nobody has typed, in the digits of the language.
    pub fn date_boxes(&self, path: &str) -> [String; 3] {
        let key = self.by_id(path);
        if let Some(Value::Array(boxes)) = self.as_typed.borrow().get(key.as_str()) {
            return texts(boxes);
        }
        let document = self.document.borrow();
        if let Some(Value::String(entered)) = document.entered.get(key.as_str()) {
            return entered::split(entered);
        }
        drop(document);
        match self.text(path).parse::<CalendarDate>() {
            Ok(date) => {
                let figure =
                    |number: Option<u8>| number.map(|number| self.in_digits(number.into())).unwrap_or_default();
                [figure(date.day()), figure(date.month()), self.in_digits(date.year().into())]
            }
            Err(_) => Default::default(),
        }
    }

    /// Whether a box holds what was rendered into it. A whole date in it is spread already where the others have its parts.
    pub(super) fn is_box_held(&self, path: &str, part: &str, value: &str) -> bool {
        let boxes = self.date_boxes(path);
        let held = BOXES.iter().zip(&boxes).any(|(name, held)| *name == part && one_line(held) == value);
        held || self.spread(value, self.is_partial(path)).is_some_and(|spread| spread == boxes)
    }

    /// A control lost the focus (blur): where one box of a date holds all of it, the three show it. At once: until then the other boxes hold
    /// what they do not mean any more.
    pub(super) fn spread_dates(&self) {
        let mut any = false;
        for (key, boxes) in self.as_typed.borrow_mut().iter_mut() {
            let Value::Array(typed) = &*boxes else { continue };
            let partial = self.is_partial(key);
            if let Some(spread) = texts(typed).iter().find_map(|typed| self.spread(typed, partial)) {
                *boxes = spread.to_vec().into();
                any = true;
            }
        }
        if any {
            self.render();
        }
    }

    /// Says of half dates what is wrong with them, in the names of months that are on screen.
    pub(super) fn name_what_is_wrong(&self, document: &Document, problems: &mut [Problem]) {
        for problem in problems.iter_mut().filter(|problem| problem.code == "not_a_real_date") {
            let key = by_id(&document.answers, &problem.path);
            let Some(entered) = document.entered.get(key.as_str()).and_then(Value::as_str) else { continue };
            let partial = self.is_partial(&problem.path);
            let wrong = self.named(|names| entered::wrong(&decomposed(entered), names, partial));
            *problem = Problem::not_a_date(&*problem.path, wrong);
        }
    }

    /// Whether a date may be approximate, by its path, with numbers of rows or their ids.
    fn is_partial(&self, path: &str) -> bool {
        let field = fields::find(self.document.borrow().fields(), path);
        field.is_some_and(|field| matches!(field.kind, Kind::Date(dates) if dates.partial))
    }

    fn read(&self, boxes: &[String; 3], partial: bool) -> Option<CalendarDate> {
        let boxes = boxes.each_ref().map(|typed| decomposed(typed));
        self.named(|names| entered::read(&boxes, names, partial).ok())
    }

    fn spread(&self, typed: &str, partial: bool) -> Option<[String; 3]> {
        let spread = self.named(|names| entered::spread(&decomposed(typed), names, partial))?;
        Some(spread.map(|part| self.messages.borrow().figures(part)))
    }

    /// A number in the digits of the language.
    pub(super) fn in_digits(&self, number: u64) -> String {
        self.messages.borrow().figures(figures::of(number))
    }

    /// Reads something with the names that are on screen.
    fn named<T>(&self, read: impl FnOnce(Names<'_>) -> T) -> T {
        let messages = self.messages.borrow();
        let [months, ordinals] =
            ["months", "ordinals"].map(|key| decomposed(&messages.say(&["date_input.", key].concat())));
        read(Names { months: &months, ordinals: &ordinals })
    }
}

fn texts(boxes: &[Value]) -> [String; 3] {
    std::array::from_fn(|index| boxes.get(index).and_then(Value::as_str).unwrap_or_default().to_owned())
}
