//! Text between its control and the document. A control shows less than a text may hold: one line has no line breaks, and
//! several lines end in LF only. What it cannot show is no edit, and stays in the text as long as nobody changes that place.

use std::borrow::Cow;

use coplan_model::fields::Kind;
use coplan_model::figures;
use coplan_model::json::Value;
use coplan_model::path;
use coplan_model::people::NO_ONE;

use super::FormStore;
use super::people::{OTHER, is_no_one, is_ticked};

/// What a control of one line shows (HTML, value sanitization: strip newlines).
pub fn one_line(text: &str) -> Cow<'_, str> {
    if is_several_lines(text) { text.replace(['\r', '\n'], "").into() } else { text.into() }
}

/// What a control of several lines shows (HTML, the API value of a text area: normalize newlines).
fn several_lines(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Whether a text has line breaks, which a control of one line would not show.
fn is_several_lines(text: &str) -> bool {
    text.contains(['\r', '\n'])
}

/// A text after what a control shows of it has become `typed`: only the place that differs is changed.
fn merged(text: &str, typed: &str, several: bool) -> String {
    // What is shown, and from where to where each character of it stands in the text.
    let mut shown: Vec<(char, usize, usize)> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let end = match letter {
            '\r' if several => letters.next_if(|(_, next)| *next == '\n').map_or(at, |(next, _)| next) + 1,
            _ => at + letter.len_utf8(),
        };
        match letter {
            '\r' | '\n' if several => shown.push(('\n', at, end)),
            '\r' | '\n' => {}
            _ => shown.push((letter, at, end)),
        }
    }
    let typed: Vec<char> = typed.chars().collect();
    let most = shown.len().min(typed.len());
    let begin = shown.iter().zip(&typed).take_while(|(shown, typed)| shown.0 == **typed).count();
    let same = shown.iter().rev().zip(typed.iter().rev()).take_while(|(shown, typed)| shown.0 == **typed);
    let end = same.count().min(most - begin);
    let (gone, new) = (&shown[begin..shown.len() - end], &typed[begin..typed.len() - end]);
    let (from, to) = match (gone, begin) {
        ([first, ..], _) => (first.1, gone[gone.len() - 1].2),
        ([], 0) => (0, 0),
        ([], _) => (shown[begin - 1].2, shown[begin - 1].2),
    };
    [&text[..from], &*new.iter().collect::<String>(), &text[to..]].concat()
}

impl FormStore {
    /// Whether the control of a text is one of several lines: because its question asks for that, or because a text is in it
    /// that one line would not show whole, or was when it was first typed in.
    pub fn has_several_lines(&self, path: &str, long: bool) -> bool {
        long || is_several_lines(&self.text(path)) || self.is_open(&self.lines_of(path))
    }

    fn lines_of(&self, path: &str) -> String {
        ["lines:", &self.by_id(path)].concat()
    }

    /// Whether a control holds what was rendered into it, and so was not changed.
    pub(super) fn is_held(&self, path: &str, part: &str, value: &str, checked: bool) -> bool {
        if !part.is_empty() {
            return self.is_box_held(path, part, value);
        }
        if let Some(someone) = path.strip_suffix(".someone") {
            return self.chosen(someone) == value;
        }
        match self.field(path).map(|field| field.kind) {
            Some(Kind::Codes(_)) => {
                let document = self.document.borrow();
                path::list(&document.answers, path).iter().any(|code| code == value) == checked
            }
            Some(Kind::People) => {
                let known = self.known().into_iter().find(|known| known.reference == value);
                let document = self.document.borrow();
                let mut rows = path::list(&document.answers, path).iter();
                rows.any(|row| match &known {
                    Some(known) => is_ticked(row, known),
                    None => value == NO_ONE && is_no_one(row),
                }) == checked
            }
            Some(Kind::Rows(_)) => self.gets_copy(path, value) == checked,
            Some(Kind::Text(text)) => self.shown(path, text.long) == value,
            None if path.starts_with("subject.") => self.shown(path, false) == value,
            // In other digits it is the same number, until somebody types one.
            Some(Kind::Number) => {
                let held = self.shown(path, false);
                let is_typed = self.as_typed.borrow().contains_key(self.by_id(path).as_str());
                held == value
                    || !is_typed && figures::read(&held).is_some_and(|number| figures::read(value) == Some(number))
            }
            _ => self.text(path) == value,
        }
    }

    /// What a choice of someone shows as chosen: a reference, `OTHER`, or nothing.
    pub fn chosen(&self, path: &str) -> String {
        let [person, name] = ["person", "name"].map(|part| self.text(&[path, ".", part].concat()));
        // Whoever is referred to and not there any more is known by the name that was kept.
        let is_known = !person.is_empty() && self.known().iter().any(|known| known.reference == person);
        match is_known {
            true => person,
            false if !name.is_empty() || self.is_open(path) => OTHER.to_owned(),
            false => String::new(),
        }
    }

    /// What the control of a text shows.
    pub fn shown(&self, path: &str, long: bool) -> String {
        let text = self.text(path);
        if let Some(typed) = self.number_as_typed(path, &text) {
            return typed;
        }
        let shown = if self.has_several_lines(path, long) { several_lines(&text) } else { one_line(&text) };
        shown.into_owned()
    }

    /// A number as it was typed, while it is the one that is held.
    fn number_as_typed(&self, path: &str, held: &str) -> Option<String> {
        let held = figures::read(held).filter(|_| !self.as_typed.borrow().is_empty())?;
        let all = self.as_typed.borrow();
        let typed = all.get(self.by_id(path).as_str())?.as_str()?;
        (figures::read(typed) == Some(held)).then(|| typed.to_owned())
    }

    /// A text was changed in its control. What the control does not show of it stays.
    pub(super) fn typed_text(&self, path: &str, value: &str) {
        let text = self.changed_text(path, value);
        self.write(path, (!text.is_empty()).then(|| Value::from(text)));
    }

    pub(super) fn changed_text(&self, path: &str, value: &str) -> String {
        let before = self.text(path);
        if !is_several_lines(&before) {
            return value.to_owned();
        }
        let lines = self.lines_of(path);
        if !self.is_open(&lines) {
            // The control stays what it is under the hands of whoever takes the last line break out.
            self.opened.borrow_mut().push(lines);
        }
        merged(&before, value, true)
    }

    pub(super) fn typed_subject(&self, key: &str, part: &str, value: &str) {
        let path = ["subject.", key].concat();
        let value = if part.is_empty() {
            let text = self.changed_text(&path, value);
            (!text.is_empty()).then_some(text)
        } else {
            self.date_from_boxes(&path, part, value, false).map(|date| date.to_iso())
        };
        let mut document = self.document.borrow_mut();
        match value {
            Some(value) => document.subject.insert(key.to_owned(), Value::from(value)),
            None => document.subject.remove(key),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_control_does_not_show_stays_where_it_is() {
        for (text, typed, several, becomes) in [
            ("a\r\nb", "a\nbx", true, "a\r\nbx"),
            ("a\r\nb\rc\n", "a\nxb\nc\n", true, "a\r\nxb\rc\n"),
            ("a\r\nb\r\nc", "a\nc", true, "a\r\nc"),
            ("a\r\nb", "ab", true, "ab"),
            ("a\r\nb", "", true, ""),
            ("a\r\nb", "a\n\nb", true, "a\r\n\nb"),
            ("a\nb", "axb", false, "ax\nb"),
            ("a\nb", "xab", false, "xa\nb"),
            ("\nab", "xab", false, "x\nab"),
            ("a\nb", "b", false, "\nb"),
            ("a\nb", "", false, ""),
            ("é\r\n🙂", "é\n🙃", true, "é\r\n🙃"),
            ("aa\r\naa", "aa\naaa", true, "aa\r\naaa"),
        ] {
            assert_eq!(merged(text, typed, several), becomes, "{text:?} typed as {typed:?}");
        }
    }
}
