//! Which row is which: every row of a document has an id of its own from the moment the document is loaded.
//!
//! Whoever is chosen, whose words an answer is and a date that is half typed are all known by the id of a row. A host may
//! send rows without ids, or several with the same. They are put right here, in the same way each time, and everything that
//! is kept by an id goes with the row that it was shown at until now. Until something is changed the document is given back
//! as it came (`docs/decisions/0017-row-ids.md`).

use crate::check::Dated;
use crate::fields::{Field, Kind, Need};
use crate::index::Index;
use crate::json::Value;
use crate::path::{self, Answers, numbered, text};
use crate::{Document, figures, people};

/// What a reference may say that is not the id of a row: the person, no one, and the questions that name someone, in any
/// form, because rows go from one form to another with their ids.
pub const RESERVED: &[&str] = &[people::ME, people::NO_ONE, "care_coordinator", "standin", "completed_by"];

/// The question that refers to a row of [`LINKED`] by its id, where the answer is no person.
const LINK: &str = "goal";
/// The list that it refers to.
const LINKED: &str = "goals";

/// Whether a row can be known by this: it is not empty, nothing else is called so, and a path that names the row by it can
/// be taken apart again. `=` and `*` begin what a choice of people says besides.
pub fn is_usable(id: &str) -> bool {
    !id.is_empty() && !id.contains(['[', ']', '.']) && !id.starts_with(['=', '*']) && !RESERVED.contains(&id)
}

/// What a document was before its rows were put right. It is that still, until something is changed.
#[derive(Clone, Debug, PartialEq)]
pub struct AsStored {
    answers: Answers,
    entered: Answers,
    settled: (Answers, Answers),
    /// Something is kept by the number of a row, so none before it can be left out.
    by_number: bool,
}

impl AsStored {
    /// What the host stored, when these answers and half dates are still the same.
    pub(crate) fn unless_changed(&self, answers: &Answers, entered: &Answers) -> Option<(&Answers, &Answers)> {
        (self.settled.0 == *answers && self.settled.1 == *entered).then_some((&self.answers, &self.entered))
    }

    /// Leaves out the rows in which nothing was answered, here too; false when what was stored cannot do without them, or is
    /// as it is now.
    pub(crate) fn drop_blank_rows(&mut self, fields: &'static [Field]) -> bool {
        let dated = Dated::of(&self.settled.1);
        let renumbered = drop_both(fields, &mut self.settled.0, &mut self.answers, &dated);
        let differs = self.settled.0 != self.answers || self.settled.1 != self.entered;
        differs && !(renumbered && self.by_number)
    }
}

/// Says whether a row without an id has another number now.
fn drop_both(fields: &'static [Field], settled: &mut Answers, stored: &mut Answers, dated: &Dated) -> bool {
    let mut renumbered = false;
    for field in fields {
        let Some(inner) = field.kind.inner() else { continue };
        match (settled.get_mut(field.id), stored.get_mut(field.id)) {
            (Some(Value::Object(settled)), Some(Value::Object(stored))) => {
                renumbered |= drop_both(inner, settled, stored, dated);
            }
            (Some(Value::Array(rows)), Some(Value::Array(as_stored))) => {
                for (row, as_stored) in rows.iter_mut().zip(as_stored.iter_mut()) {
                    if let (Value::Object(row), Value::Object(as_stored)) = (row, as_stored) {
                        renumbered |= drop_both(inner, row, as_stored, dated);
                    }
                }
                let kept: Vec<bool> = rows.iter().map(|row| !dated.is_blank_row(row)).collect();
                let first = kept.iter().position(|kept| !kept).unwrap_or(kept.len());
                let behind = as_stored.iter().zip(&kept).skip(first).filter(|(_, kept)| **kept);
                renumbered |= behind.into_iter().any(|(row, _)| row.get("id").is_none_or(path::is_blank));
                for rows in [&mut *rows, &mut *as_stored] {
                    let mut kept = kept.iter();
                    rows.retain(|_| kept.next().is_none_or(|kept| *kept));
                }
                if rows.is_empty() {
                    settled.retain(|key, _| key != field.id);
                    stored.retain(|key, _| key != field.id);
                }
            }
            _ => {}
        }
    }
    renumbered
}

/// Gives every row an id of its own. Nothing happens to a document whose rows have that already.
pub(crate) fn settle(document: &mut Document) {
    document.as_stored = None;
    let fields = document.fields();
    let name = path::text(&document.subject, "name");
    let Some(ids) = Rows::of(fields, name, &document.answers).new_ids(document) else { return };
    let (name, answers, entered) = (name.to_owned(), document.answers.clone(), document.entered.clone());
    let rows = Rows::of(fields, &name, &answers);
    let kept = rows.places(&ids);
    let mut by_number = move_keys(&mut document.entered, &kept, Kept::HalfDates);
    if let Some(Value::Object(voices)) = document.answers.get_mut("voices") {
        by_number |= move_keys(voices, &kept, Kept::Voices);
    }
    let moved = Moved { people: rows.people(&ids), goals: rows.goals(&ids) };
    rename(fields, &mut document.answers, &mut ids.iter(), &moved);
    let settled = (document.answers.clone(), document.entered.clone());
    document.as_stored = Some(Box::new(AsStored { answers, entered, settled, by_number }));
}

/// How well a row answers for a reference: the one that was shown for it comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Naming {
    /// Its name was offered wherever someone is chosen.
    Shown,
    /// It has a name, which another had before it.
    Named,
    /// It could name someone.
    Blank,
    /// It names nobody.
    Never,
}

/// A row as it was sent.
struct Row<'a> {
    /// The row that it is in.
    parent: Option<usize>,
    /// The path of its list, from there on.
    list: String,
    at: usize,
    id: &'a str,
    answers: &'a Answers,
    naming: Naming,
    /// Recorded earlier and kept as it was.
    recorded: bool,
}

/// All rows of a document, in reading order; and everyone whom it names, by what they are referred to.
#[derive(Default)]
struct Rows<'a> {
    rows: Vec<Row<'a>>,
    named: Vec<(&'a str, Naming, Option<usize>)>,
    /// The names that stood there already.
    names: Index,
    /// What links to goals say.
    links: Index,
}

impl<'a> Rows<'a> {
    /// Of a document about the person of this name.
    fn of(fields: &'static [Field], name: &str, answers: &'a Answers) -> Self {
        let mut rows = Self::default();
        rows.names.add(name);
        rows.collect(fields, answers, None, "", false);
        rows
    }

    fn collect(
        &mut self,
        fields: &'static [Field],
        answers: &'a Answers,
        parent: Option<usize>,
        before: &str,
        recorded: bool,
    ) {
        for field in fields {
            if field.id == LINK {
                self.links.add(text(answers, LINK));
            }
            let (Some(inner), Some(answer)) = (field.kind.inner(), answers.get(field.id)) else { continue };
            let list = [before, field.id].concat();
            match answer {
                Value::Object(group) => {
                    if field.names {
                        let naming = self.naming(group);
                        self.named.push((field.id, naming, None));
                    }
                    self.collect(inner, group, parent, &[&list, "."].concat(), recorded);
                }
                Value::Array(all) => {
                    let recorded = recorded || field.need == Need::Kept;
                    for (at, answers) in all.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_object()?))) {
                        let naming = if field.names { self.naming(answers) } else { Naming::Never };
                        let (id, row) = (text(answers, "id"), self.rows.len());
                        if field.names {
                            self.named.push((id, naming, Some(row)));
                        }
                        self.rows.push(Row { parent, list: list.clone(), at, id, answers, naming, recorded });
                        self.collect(inner, answers, Some(row), "", recorded);
                    }
                }
                _ => {}
            }
        }
    }

    /// A name that stood there already was not offered again.
    fn naming(&mut self, answers: &'a Answers) -> Naming {
        match text(answers, "name").trim() {
            "" => Naming::Blank,
            name if self.names.add(name) => Naming::Shown,
            _ => Naming::Named,
        }
    }

    /// The ids that the rows have from now on, when they are not those that they have. Of several with the same id the one
    /// that references mean keeps it, or else the first.
    fn new_ids(&self, document: &Document) -> Option<Vec<String>> {
        let mut keeps = Index::default();
        for (index, row) in self.rows.iter().enumerate().filter(|(_, row)| row.recorded || is_usable(row.id)) {
            let rank = |row: &Row| (!row.recorded, row.naming);
            if keeps.get(row.id).is_none_or(|best| rank(row) < rank(&self.rows[best])) {
                keeps.set(row.id, index);
            }
        }
        let has_own = |(index, row): (usize, &Row)| row.recorded || keeps.get(row.id) == Some(index);
        if self.rows.iter().enumerate().all(has_own) {
            return None;
        }
        let mut taken = self.links.clone();
        for row in &self.rows {
            taken.add(row.id);
        }
        let voices = document.answers.get("voices").and_then(Value::as_object);
        for kept in [Some(&document.entered), voices].into_iter().flatten() {
            kept.keys().for_each(|key| tokens(key, &mut taken));
        }
        people::each_reference(document.fields(), &document.answers, &mut |person| {
            taken.add(person);
        });
        let mut places: Vec<String> = Vec::with_capacity(self.rows.len());
        let mut ids = Vec::with_capacity(self.rows.len());
        for (index, row) in self.rows.iter().enumerate() {
            let within = row.parent.map(|parent| [&places[parent], "-"].concat()).unwrap_or_default();
            let place = [&within, &row.list.replace('.', "-"), "-", &figures::of(row.at + 1)].concat();
            ids.push(if has_own((index, row)) { row.id.to_owned() } else { unused(&place, &mut taken) });
            places.push(place);
        }
        Some(ids)
    }

    /// Where everything is kept from now on: by the path of a row as it was, those that were called so.
    fn places(&self, ids: &[String]) -> Places<'a> {
        let mut paths: Vec<(String, String)> = Vec::with_capacity(self.rows.len());
        let mut places = Places::default();
        for (row, id) in self.rows.iter().zip(ids) {
            let within = |path: &str| [path, ".", &row.list].concat();
            let (then, now) = match row.parent.map(|parent| &paths[parent]) {
                Some((then, now)) => (within(then), within(now)),
                None => (row.list.clone(), row.list.clone()),
            };
            let then = if row.id.is_empty() { numbered(&then, row.at) } else { path::of_row(&then, row.id) };
            let now = path::of_row(&now, id);
            places.put(&then, (now.clone(), row.answers));
            paths.push((then, now));
        }
        places
    }

    /// What references to people say from now on, where it is something else.
    fn people(&self, ids: &[String]) -> Answers {
        let mut meant = Index::default();
        for (at, (reference, naming, _)) in self.named.iter().enumerate() {
            if meant.get(reference).is_none_or(|best| *naming < self.named[best].1) {
                meant.set(reference, at);
            }
        }
        let mut people = Answers::new();
        for (at, (reference, _, row)) in self.named.iter().enumerate() {
            let always = ["", people::ME, people::NO_ONE].contains(reference);
            if let Some(row) = row.filter(|_| !always && meant.get(reference) == Some(at)) {
                people.insert((*reference).to_owned(), Value::from(ids[row].as_str()));
            }
        }
        people
    }

    /// The same of links to goals.
    fn goals(&self, ids: &[String]) -> Answers {
        let mut goals = Answers::new();
        for (row, id) in self.rows.iter().zip(ids) {
            let is_goal = row.parent.is_none() && row.list == LINKED && !row.id.is_empty();
            if is_goal && !goals.contains_key(row.id) {
                goals.insert(row.id.to_owned(), Value::from(id.as_str()));
            }
        }
        goals
    }
}

/// An id that nothing in the document is called by: where the row stands, so that it is the same whenever it is loaded.
fn unused(place: &str, taken: &mut Index) -> String {
    let mut id = place.to_owned();
    let mut more = 1;
    while !taken.add(&id) {
        more += 1;
        id = [place, "-", &figures::of(more)].concat();
    }
    id
}

/// Adds what a path calls the rows that it leads through.
pub(crate) fn tokens(path: &str, found: &mut Index) {
    for part in path.split('[').skip(1) {
        found.add(part.split(']').next().unwrap_or_default());
    }
}

/// Paths of rows as they were, each with the rows that were called so: their paths from now on, and what is in them.
#[derive(Default)]
struct Places<'a> {
    paths: Index,
    rows: Vec<Vec<(String, &'a Answers)>>,
}

impl<'a> Places<'a> {
    fn put(&mut self, path: &str, row: (String, &'a Answers)) {
        let at = self.paths.get(path).unwrap_or(self.rows.len());
        if at == self.rows.len() {
            self.paths.set(path, at);
            self.rows.push(Vec::new());
        }
        self.rows[at].push(row);
    }

    fn at(&self, path: &str) -> Option<&[(String, &'a Answers)]> {
        self.paths.get(path).map(|at| self.rows[at].as_slice())
    }
}

/// What is kept by the path of a row.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Voices,
    HalfDates,
}

/// What was kept for a row stays with it. What two rows of the same id shared, both showed: each keeps it that has an
/// answer for it to be about. Says whether something was known by a number.
fn move_keys(kept: &mut Answers, rows: &Places, what: Kept) -> bool {
    let mut by_number = false;
    for (key, value) in std::mem::take(kept) {
        let (row, rest) = key.split_at(key.rfind(']').map_or(0, |end| end + 1));
        let Some(now) = rows.at(row).filter(|_| !row.is_empty()) else {
            kept.insert(key, value);
            continue;
        };
        by_number |= now.iter().any(|(_, row)| text(row, "id").is_empty());
        let is_about = |row: &Answers| {
            let has_answer = path::get(row, rest.strip_prefix('.').unwrap_or(rest)).is_some();
            // A date that is half typed stands where there is no whole one.
            has_answer == (what == Kept::Voices)
        };
        let any = now.iter().any(|(_, row)| is_about(row));
        for (at, (path, row)) in now.iter().enumerate() {
            let takes = if any { is_about(row) } else { at == 0 };
            if takes {
                kept.insert([path, rest].concat(), value.clone());
            }
        }
    }
    by_number
}

/// What references and links say from now on.
struct Moved {
    people: Answers,
    goals: Answers,
}

/// Writes the new ids, in the order in which [`Rows`] found the rows.
fn rename(fields: &'static [Field], answers: &mut Answers, ids: &mut std::slice::Iter<String>, moved: &Moved) {
    let point = |answers: &mut Answers, key: &str, moved: &Answers| {
        if let Some(now) = moved.get(text(answers, key)).filter(|now| **now != text(answers, key)) {
            answers.insert(key.to_owned(), now.clone());
        }
    };
    for field in fields {
        if field.id == LINK && field.need == Need::Kept {
            point(answers, LINK, &moved.goals);
        }
        let (Some(inner), Some(answer)) = (field.kind.inner(), answers.get_mut(field.id)) else { continue };
        let someone = matches!(field.kind, Kind::Person | Kind::People);
        let visit = |answers: &mut Answers, ids: &mut std::slice::Iter<String>| match someone {
            true => point(answers, "person", &moved.people),
            false => rename(inner, answers, ids, moved),
        };
        match answer {
            Value::Object(group) => visit(group, ids),
            Value::Array(rows) => {
                for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                    let id = ids.next().map(String::as_str).unwrap_or_default();
                    if !id.is_empty() && text(row, "id") != id {
                        row.insert("id".to_owned(), Value::from(id));
                    }
                    visit(row, ids);
                }
            }
            _ => {}
        }
    }
}
