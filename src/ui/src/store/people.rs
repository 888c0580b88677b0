//! People who are chosen: by what they are referred to by, never by their name, which another may have too.

use coplan_model::figures;
use coplan_model::index::Index;
use coplan_model::json::{Map, Value};
use coplan_model::path;
use coplan_model::people::{self, Known, ME, NO_ONE};
use coplan_model::policy;
use coplan_model::{Document, fields, identity};

use super::FormStore;
use super::rows::Removed;
use crate::messages::Messages;

/// What a choice of people says when someone else is to be named.
pub const OTHER: &str = "*";

/// What a choice of people begins with when their name is to be taken over from another document: its id and what they are
/// referred to by there follow.
pub(super) const ELSEWHERE: &str = "=";

/// What stands between the two.
const ROW: &str = ":";

impl FormStore {
    /// Everybody whom this document names, and those whom other documents about the person name. Two of the same name have
    /// names here that tell them apart.
    pub fn known(&self) -> Vec<Known> {
        let mut known = people::known(&self.document.borrow());
        let mut own = Index::default();
        for person in &known {
            is_new(&mut own, person);
        }
        known.extend(self.related.borrow().iter().filter(|person| !is_marked(&own, person)).cloned());
        self.add_user(&mut known);
        tell_apart(&self.messages.borrow(), &mut known);
        known
    }

    /// Those of them who are offered where these are chosen. Whoever filled in the form is mostly the care co-ordinator: a
    /// worker whom two questions name by one name is offered once.
    pub fn offered(&self, is_chosen: &dyn Fn(&Known) -> bool) -> Vec<Known> {
        let mut known = self.known();
        once(&mut known, is_chosen);
        known
    }

    /// Whom these documents name need not be named again.
    pub fn relate(&self, documents: Vec<Document>) {
        self.stand_beside(&documents);
        let mut related: Vec<Known> = Vec::new();
        self.assessment.take();
        for (number, document) in documents.into_iter().enumerate() {
            self.assess(&document);
            let id = if document.id.is_empty() { figures::of(number) } else { document.id.replace(ROW, "-") };
            for mut known in people::known(&document).into_iter().filter(|known| known.reference != ME) {
                known.reference = [ELSEWHERE, &id, ROW, &known.reference].concat();
                related.push(known);
            }
        }
        let mut named = Index::default();
        related.retain(|person| is_new(&mut named, person));
        self.related.replace(related);
    }

    /// Someone in a list of people is ticked, or not any more. *No one* and the others take each other's place; when *No
    /// one* is only unticked, it was a slip, and the others are back.
    pub(super) fn ticked_person(&self, list: &str, reference: &str, checked: bool) {
        let mut rows = path::list(&self.document.borrow().answers, list).to_vec();
        let alone = self.field(list).and_then(|field| field.exclusive) == Some(NO_ONE);
        if reference == NO_ONE && alone {
            if checked {
                self.set_aside.borrow_mut().insert(self.behind_no_one(list), Value::Array(rows));
                rows = Vec::new();
            } else {
                rows = self.without_no_one(list, rows);
            }
        }
        let known = self.known().into_iter().find(|known| known.reference == reference);
        let mut found = false;
        rows.retain(|row| {
            let same = known.as_ref().map_or(row["person"] == reference, |known| {
                // Another of that name was named by hand.
                is_ticked(row, known) && !(is_elsewhere(known) && std::mem::replace(&mut found, true))
            });
            !(same || checked && is_no_one(row))
        });
        if checked {
            let (key, value) = match known {
                Some(known) if is_elsewhere(&known) => ("name", known.name),
                _ => ("person", reference.to_owned()),
            };
            let mut row = path::blank_row(self.host.new_id());
            if let Some(row) = row.as_object_mut() {
                row.insert(key.to_owned(), Value::from(value));
            }
            // Before those who are named by hand, whose names may still be typed.
            let at = rows.iter().filter(|row| row.get("person").is_some()).count();
            rows.insert(at, row);
        }
        let rows = (!rows.is_empty()).then_some(Value::Array(rows));
        self.write(list, rows);
    }

    /// The people of a list, those who were put aside for *No one* among them.
    pub(super) fn without_no_one(&self, list: &str, rows: Vec<Value>) -> Vec<Value> {
        if !rows.iter().any(is_no_one) {
            return rows;
        }
        match self.set_aside.borrow_mut().remove(self.behind_no_one(list).as_str()) {
            Some(Value::Array(aside)) => aside,
            _ => Vec::new(),
        }
    }

    /// What those are kept by whom *No one* took the place of.
    fn behind_no_one(&self, list: &str) -> String {
        [&self.by_id(list), ".", NO_ONE].concat()
    }

    /// Someone was chosen among those named already, or someone else is to be named.
    pub(super) fn chose_person(&self, path: &str, reference: &str) {
        let other = reference == OTHER;
        if self.is_open(path) != other {
            self.toggle(path);
        }
        if other {
            self.announce("new_questions", &[("count", &figures::of(1_u8))]);
        }
        if reference.starts_with(ELSEWHERE) {
            // They are rows of another document, which is not to be read with this one.
            if let Some(known) = self.known().into_iter().find(|known| known.reference == reference) {
                self.write(&[path, ".person"].concat(), None);
                self.write(&[path, ".name"].concat(), Some(Value::from(known.name)));
            }
            return self.render();
        }
        let person = (!other && !reference.is_empty()).then(|| Value::from(reference));
        if person.is_some() || !other {
            self.write(&[path, ".name"].concat(), None);
        }
        self.write(&[path, ".person"].concat(), person);
        self.render();
    }

    /// Everywhere that someone can be chosen: among the answers, among those that are put aside, and in rows that were
    /// removed and may come back.
    pub(super) fn each_someone(&self, document: &mut Document, change: people::Change) {
        let all = document.fields();
        people::each_someone(all, &mut document.answers, "", change);
        policy::each_someone(document, change);
        let mut removed = self.removed.borrow_mut();
        let mut aside = self.set_aside.borrow_mut();
        for row in removed.iter_mut() {
            if let (Some(field), Value::Object(answers)) = (fields::find(all, &row.path), &mut row.row) {
                people::in_row(field, &row.path, answers, change);
            }
        }
        for kept in removed.iter_mut().map(Removed::put_aside).chain([&mut *aside]) {
            let paths: Vec<String> = kept.keys().cloned().collect();
            for path in paths {
                let question = path.strip_suffix(NO_ONE).and_then(|path| path.strip_suffix('.')).unwrap_or(&path);
                if let (Some(field), Some(answer)) = (fields::find(all, question), kept.get_mut(path.as_str())) {
                    people::in_answer(field, question, answer, change);
                }
            }
        }
    }
}

/// Whether a row of a list of people is someone who is known.
pub fn is_ticked(row: &Value, known: &Known) -> bool {
    match is_elsewhere(known) {
        true => row.get("person").is_none() && row["name"] == known.name.as_str(),
        false => row["person"] == known.reference.as_str(),
    }
}

/// Whether only another document names them.
pub fn is_elsewhere(known: &Known) -> bool {
    known.reference.starts_with(ELSEWHERE)
}

/// Whether it is the answer that there is no one.
pub fn is_no_one(row: &Value) -> bool {
    row["person"] == NO_ONE
}

/// What two documents know the same person by: their name with the same words about them, or in the same row. The length of
/// the name says where it ends.
fn marks(known: &Known) -> [String; 2] {
    let row = match known.reference.strip_prefix(ELSEWHERE) {
        Some(elsewhere) => elsewhere.split_once(ROW).map_or(elsewhere, |(_, row)| row),
        None => &known.reference,
    };
    let length = figures::of(known.name.len());
    [("what", known.what.as_str()), ("row", row)].map(|(by, what)| [&length, by, &known.name, what].concat())
}

/// Whether someone is known by one of these marks.
fn is_marked(marked: &Index, known: &Known) -> bool {
    marks(known).iter().any(|mark| marked.contains(mark))
}

/// Whether nobody is known by their marks, from now on they are.
fn is_new(marked: &mut Index, known: &Known) -> bool {
    let is_new = !is_marked(marked, known);
    for mark in marks(known) {
        marked.add(&mark);
    }
    is_new
}

/// Leaves those who are offered: a worker of one name once, or as they were chosen.
pub(super) fn once(known: &mut Vec<Known>, is_chosen: &dyn Fn(&Known) -> bool) {
    let mut workers = Index::default();
    known.retain(|known| !is_worker(known) || workers.add(&known.name) || is_chosen(known));
}

/// Whether a question of its own names them.
fn is_worker(known: &Known) -> bool {
    known.reference == known.question
}

/// Several people of one name are told apart by what they are to the person, or else by a number.
fn tell_apart(messages: &Messages, known: &mut [Known]) {
    // By name: how many there are, and what the worker is called of whom two questions ask.
    let mut names = Index::default();
    let mut workers = Map::new();
    for person in known.iter() {
        let name = seen(&person.name);
        if !is_worker(person) || workers.insert(name.clone(), Value::Null).is_none() {
            names.set(&name, names.get(&name).unwrap_or(0) + 1);
        }
    }
    let count = known.len();
    if names.all_are(1) {
        return;
    }
    // By the name that is told: the number of the last who was called so.
    let mut told = Index::default();
    for person in known.iter_mut() {
        let own = seen(&person.name);
        if is_worker(person)
            && let Some(Value::String(name)) = workers.get(&own)
        {
            person.name.clone_from(name);
            continue;
        }
        // Who the form is about is called so.
        if names.get(&own).is_some_and(|count| count > 1) && person.reference != ME {
            let what = match &*person.what {
                "" if identity::RESERVED.contains(&person.question) => {
                    messages.say(&["person.", person.question].concat()).to_string()
                }
                what => what.to_owned(),
            };
            if !what.is_empty() {
                person.name = messages.tell("person.apart", &[("name", &person.name), ("what", &what)]).to_string();
            }
            let name = person.name.clone();
            let is_new = |name: &str| !told.contains(name) && !names.contains(name);
            if told.contains(&seen(&name)) || !what.is_empty() && !is_new(&seen(&name)) {
                let mut number = told.get(&seen(&name)).unwrap_or(1);
                // A host's words may leave the number out.
                while number <= count {
                    number += 1;
                    person.name =
                        messages.tell("person.again", &[("name", &name), ("n", &figures::of(number))]).to_string();
                    if is_new(&seen(&person.name)) {
                        break;
                    }
                }
                told.set(&seen(&name), number);
            }
        }
        if is_worker(person) {
            workers.insert(own, Value::from(person.name.as_str()));
        }
        let name = seen(&person.name);
        if !told.contains(&name) {
            told.set(&name, 1);
        }
    }
}

/// A name as it is seen: blanks are one wide.
fn seen(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
