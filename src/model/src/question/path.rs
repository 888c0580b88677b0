//! Reading and changing one answer by its path: `asked_by.name`, `people[0].name`.
//!
//! Answers are a tree of JSON. An unanswered question is absent, so writing nothing removes the key, and a group that
//! has no answer left goes with it; rows stay, because a person may be about to fill them.

use crate::blank::is_blank_text;
use crate::json::{Map, Value};

/// The answers of a form, or of a group or row in it.
pub type Answers = Map<String, Value>;

/// The answer at `path`, when there is one.
pub fn get<'a>(answers: &'a Answers, path: &str) -> Option<&'a Value> {
    crate::work::step();
    let (head, rest) = split(path);
    let (id, row) = head;
    let mut value = answers.get(id)?;
    if let Some(row) = row {
        value = value.get(row)?;
    }
    match rest {
        None => Some(value),
        Some(rest) => get(value.as_object()?, rest),
    }
}

/// The text, code or date at `path`; empty when there is none.
pub fn text<'a>(answers: &'a Answers, path: &str) -> &'a str {
    get(answers, path).and_then(Value::as_str).unwrap_or_default()
}

/// The rows, or the codes, at `path`.
pub fn list<'a>(answers: &'a Answers, path: &str) -> &'a [Value] {
    get(answers, path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Writes an answer; `None` removes it. Rows that are not there yet are made, each with an id from `new_id`.
pub fn set(answers: &mut Answers, path: &str, value: Option<Value>, new_id: &mut dyn FnMut() -> String) {
    let ((id, row), rest) = split(path);
    let Some(row) = row else {
        match (rest, value) {
            (None, Some(value)) => {
                answers.insert(id.to_owned(), value);
            }
            (None, None) => {
                answers.shift_remove(id);
            }
            (Some(rest), value) => {
                if value.is_none() && !answers.contains_key(id) {
                    return;
                }
                if !answers.contains_key(id) {
                    answers.insert(id.to_owned(), Value::Object(Map::new()));
                }
                if let Some(Value::Object(group)) = answers.get_mut(id) {
                    set(group, rest, value, new_id);
                    if group.is_empty() {
                        answers.shift_remove(id);
                    }
                }
            }
        }
        return;
    };
    if value.is_none() && list(answers, id).len() <= row {
        return;
    }
    if !answers.contains_key(id) {
        answers.insert(id.to_owned(), Value::Array(Vec::new()));
    }
    let Some(Value::Array(rows)) = answers.get_mut(id) else { return };
    while rows.len() <= row {
        rows.push(blank_row(new_id()));
    }
    if let (Some(rest), Some(row)) = (rest, rows[row].as_object_mut()) {
        set(row, rest, value, new_id);
    }
}

/// Adds a row at the end of a list, which is begun when there is none.
pub fn push(answers: &mut Answers, list: &str, row: Value) {
    insert(answers, list, usize::MAX, row);
}

/// Puts a row into a list, at its end when it is not as long as that.
pub fn insert(answers: &mut Answers, list: &str, at: usize, row: Value) {
    with_rows(answers, list, &mut |rows| rows.insert(at.min(rows.len()), row.clone()));
}

/// Takes a row out of a list.
pub fn take_row(answers: &mut Answers, list: &str, at: usize) -> Option<Value> {
    let mut taken = None;
    with_rows(answers, list, &mut |rows| taken = (at < rows.len()).then(|| rows.remove(at)));
    taken
}

/// Two rows of a list change places.
pub fn swap(answers: &mut Answers, list: &str, one: usize, other: usize) {
    with_rows(answers, list, &mut |rows| {
        if one < rows.len() && other < rows.len() {
            rows.swap(one, other);
        }
    });
}

/// Changes the rows at a path, wherever it leads. A list that is empty then is absent.
fn with_rows(answers: &mut Answers, path: &str, change: &mut dyn FnMut(&mut Vec<Value>)) {
    let ((id, row), rest) = split(path);
    if let Some(rest) = rest {
        let inner = answers.entry(id).or_insert_with(|| Value::Object(Map::new()));
        let inner = match row {
            Some(row) => inner.get_mut(row),
            None => Some(inner),
        };
        if let Some(Value::Object(inner)) = inner {
            with_rows(inner, rest, change);
        }
        return;
    }
    let Value::Array(rows) = answers.entry(id).or_insert_with(|| Value::Array(Vec::new())) else { return };
    change(rows);
    if rows.is_empty() {
        answers.shift_remove(id);
    }
}

/// A row's list and its number there: `goals[1].actions[0]` is number 0 of `goals[1].actions`.
pub fn split_row(path: &str) -> Option<(&str, usize)> {
    let (list, row) = path.strip_suffix(']')?.rsplit_once('[')?;
    Some((list, row.parse().ok()?))
}

/// The number of the innermost row that a path leads through.
pub fn row(path: &str) -> Option<usize> {
    split_row(&path[..=path.rfind(']')?]).map(|(_, row)| row)
}

/// A row by its list and its number there.
pub fn numbered(list: &str, row: usize) -> String {
    [list, "[", &crate::figures::of(row), "]"].concat()
}

/// A row by its list and its id, as [`by_id`] writes it.
pub fn of_row(list: &str, id: &str) -> String {
    [list, "[", id, "]"].concat()
}

/// A path with the ids of rows in the place of their numbers, so that what is kept by it stays where it belongs when rows
/// move: `keep_well[2].text` is `keep_well[3f2a91c0].text`.
pub fn by_id(answers: &Answers, path: &str) -> String {
    let mut out = String::new();
    let mut rest = path;
    while let Some((before, (_, after))) = rest.split_once('[').and_then(|(b, a)| Some((b, a.split_once(']')?))) {
        let row = &path[..path.len() - after.len()];
        let id = text(answers, &[row, ".id"].concat());
        // A row that a host gave no id keeps its number.
        out.extend([before, "[", if id.is_empty() { row.rsplit(['[', ']']).nth(1).unwrap_or(id) } else { id }, "]"]);
        rest = after;
    }
    out + rest
}

/// Whether a path leads through a row of this id, in whatever list: ids are unique in a document. It is a path as [`by_id`]
/// writes it.
pub fn is_of_row(path: &str, id: &str) -> bool {
    crate::work::step();
    !id.is_empty() && path.split('[').skip(1).any(|part| part.split(']').next() == Some(id))
}

/// Whether something is kept for this row or for what is in it: both are paths as [`by_id`] writes them.
pub fn is_within(path: &str, row: &str) -> bool {
    path.strip_prefix(row).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a path is that of a question, group or list, or leads into it.
pub fn is_in(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| matches!(rest.bytes().next(), None | Some(b'.' | b'[')))
}

/// Takes out what is kept for a row, by paths as [`by_id`] writes them.
pub fn take_of_row(kept: &mut Answers, row: &str) -> Answers {
    let mut gone = Answers::new();
    for (key, value) in std::mem::take(kept) {
        if is_within(&key, row) { &mut gone } else { &mut *kept }.insert(key, value);
    }
    gone
}

/// A row in which nothing has been answered yet.
pub fn blank_row(id: String) -> Value {
    let mut row = Map::new();
    row.insert("id".to_owned(), Value::String(id));
    Value::Object(row)
}

/// Whether a person has put nothing in this answer that could be seen: rows count only by what is in them. It is kept as it
/// was typed all the same.
pub fn is_blank(value: &Value) -> bool {
    crate::work::step();
    match value {
        Value::Null => true,
        Value::String(text) => is_blank_text(text),
        Value::Array(items) => items.iter().all(is_blank),
        Value::Object(group) => group.iter().all(|(key, value)| key == "id" || is_blank(value)),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The group that a question is in, empty for none, and its own id: `people[2].name` is `name` in `people[2]`.
pub fn parent(path: &str) -> (&str, &str) {
    match path.bytes().rposition(|byte| byte == b'.') {
        Some(dot) => (&path[..dot], &path[dot + 1..]),
        None => ("", path),
    }
}

/// `people[2].name` → (`people`, row 2), rest `name`.
fn split(path: &str) -> ((&str, Option<usize>), Option<&str>) {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let (id, row) = head.split_once('[').unwrap_or((head, ""));
    ((id, row.strip_suffix(']').and_then(|row| row.parse::<u32>().ok().map(|row| row as usize))), rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn write(answers: &mut Answers, path: &str, value: Option<Value>) {
        let mut next = 0;
        set(answers, path, value, &mut || {
            next += 1;
            format!("row-{next}")
        });
    }

    #[test]
    fn an_emptied_group_is_absent_and_an_emptied_row_stays() {
        let mut answers = Answers::new();
        write(&mut answers, "asked_by.name", Some(json!("Ada")));
        write(&mut answers, "people[1].name", Some(json!("Gerard")));
        assert_eq!(
            Value::Object(answers.clone()),
            json!({ "asked_by": { "name": "Ada" }, "people": [{ "id": "row-1" }, { "id": "row-2", "name": "Gerard" }] })
        );
        write(&mut answers, "asked_by.name", None);
        write(&mut answers, "people[1].name", None);
        write(&mut answers, "people[9].name", None);
        write(&mut answers, "other.name", None);
        assert_eq!(Value::Object(answers), json!({ "people": [{ "id": "row-1" }, { "id": "row-2" }] }));
    }

    #[test]
    fn rows_are_found_at_any_depth() {
        let mut answers = json!({ "goals": [{ "id": "a" }, { "id": "b" }] }).as_object().unwrap().clone();
        for id in ["x", "y", "z"] {
            push(&mut answers, "goals[1].actions", blank_row(id.to_owned()));
        }
        swap(&mut answers, "goals[1].actions", 0, 2);
        let taken = take_row(&mut answers, "goals[1].actions", 1).unwrap();
        insert(&mut answers, "goals[1].actions", 9, taken);
        assert_eq!(answers["goals"][1]["actions"], json!([{ "id": "z" }, { "id": "x" }, { "id": "y" }]));
        assert_eq!(take_row(&mut answers, "goals[7].actions", 0), None);
        assert_eq!(split_row("goals[1].actions[0]"), Some(("goals[1].actions", 0)));
        assert_eq!((row("goals[1].actions[0].what"), row("goals")), (Some(0), None));
    }

    #[test]
    fn a_path_that_leads_nowhere_finds_nothing() {
        let answers = json!({ "a": [1, { "b": "c" }] }).as_object().unwrap().clone();
        assert_eq!(text(&answers, "a[1].b"), "c");
        for path in ["", ".", "a[", "a[x]", "a[0].b", "a[7].b", "a.b", "z", "a[1].b.c", "]["] {
            assert!(text(&answers, path).is_empty(), "{path}");
        }
    }
}
