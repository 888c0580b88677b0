//! Anything that can be done with rows, in any order, in every list of every form. What stands at a row is looked at before
//! and after, by the id of the row; what is done changes what it is done to, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use coplan_model::fields::{self, Field, Kind, Need};
use coplan_model::path::{self, Answers};
use coplan_model::{Document, FormName, identity, voices};
use coplan_ui::{Action, FormStore};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{opened, opened_again};

/// What a person sees, by path with the ids of rows: words and whose they are, what is in the boxes of a date, who was
/// chosen.
type Seen = BTreeMap<String, String>;

/// A row that was removed: where it was, what was seen of it, and who had referred to it.
struct Gone {
    list: String,
    path: String,
    seen: Seen,
    reference: Option<(String, String)>,
    places: BTreeSet<String>,
}

#[derive(Clone, Debug)]
enum Act {
    Add(usize),
    Remove(usize),
    Undo(usize),
    Move(usize, bool),
    Rename(usize, &'static str),
    Write(usize),
    Date(usize),
    Choose(usize, usize),
}

fn any_act() -> impl Strategy<Value = Act> {
    let number = any::<usize>;
    prop_oneof![
        1 => number().prop_map(Act::Add),
        4 => number().prop_map(Act::Remove),
        4 => number().prop_map(Act::Undo),
        3 => (number(), any::<bool>()).prop_map(|(row, up)| Act::Move(row, up)),
        2 => (number(), prop::sample::select(vec!["Ann", "Bo", "Jon"])).prop_map(|(row, name)| Act::Rename(row, name)),
        1 => number().prop_map(Act::Write),
        1 => number().prop_map(Act::Date),
        2 => (number(), number()).prop_map(|(place, whom)| Act::Choose(place, whom)),
    ]
}

/// Two rows in every list, some without ids and some with the same; people of few names, and everyone chooses someone.
fn filled(fields: &'static [Field], ids: &[Option<u8>], next: &mut usize, depth: usize) -> Map<String, Value> {
    let mut group = Map::new();
    for field in fields.iter().filter(|field| field.need != Need::Kept) {
        *next += 1;
        let pick = ids[*next % ids.len()];
        let someone = || json!({ "person": pick.map_or("care_coordinator".to_owned(), |id| id.to_string()) });
        let mut rows = |fill: &dyn Fn(&mut usize) -> Value| -> Value {
            (0..2)
                .map(|_| {
                    let mut row = fill(next);
                    *next += 1;
                    if let Some(id) = ids[*next % ids.len()] {
                        row["id"] = id.to_string().into();
                    }
                    row
                })
                .collect()
        };
        let answer = match field.kind {
            Kind::Text(_) if field.id == "name" => json!(["Ann", "Bo", "Cy"][*next % 3]),
            Kind::Text(_) => json!(format!("words {next}")),
            Kind::Person => someone(),
            Kind::Group(inner) => Value::Object(filled(inner, ids, next, depth)),
            Kind::Rows(inner) if depth < 3 => rows(&|next| Value::Object(filled(inner, ids, next, depth + 1))),
            Kind::People => rows(&|_| someone()),
            _ => continue,
        };
        group.insert(field.id.to_owned(), answer);
    }
    group
}

/// The paths, with numbers, of everything that there is.
#[derive(Default)]
struct Places {
    lists: Vec<String>,
    rows: Vec<String>,
    names: Vec<String>,
    texts: Vec<String>,
    dates: Vec<String>,
    people: Vec<String>,
    links: Vec<String>,
}

impl Places {
    fn of(document: &Document) -> Self {
        let mut places = Self::default();
        places.collect(document.form.fields(), &document.answers, "");
        places
    }

    fn collect(&mut self, fields: &'static [Field], answers: &Answers, before: &str) {
        for field in fields {
            let path = format!("{before}{}", field.id);
            let kept = field.need == Need::Kept;
            match field.kind {
                Kind::Text(_) if field.id == "goal" => self.links.push(path),
                Kind::Text(_) if field.id != "drawing" && !kept => self.texts.push(path),
                Kind::Date(_) if !kept => self.dates.push(path),
                Kind::Person => self.people.push(path),
                Kind::Group(inner) => {
                    let nothing = Map::new();
                    let group = answers.get(field.id).and_then(Value::as_object).unwrap_or(&nothing);
                    self.collect(inner, group, &format!("{path}."));
                }
                Kind::Rows(_) | Kind::People if !kept => {
                    for (at, row) in path::list(answers, field.id).iter().enumerate() {
                        let row_path = path::numbered(&path, at);
                        match field.kind.inner() {
                            Some(inner) if field.kind != Kind::People => {
                                self.collect(inner, row.as_object().unwrap(), &format!("{row_path}."));
                            }
                            _ => self.people.push(row_path.clone()),
                        }
                        if field.names {
                            self.names.push(format!("{row_path}.name"));
                        }
                        self.rows.push(row_path);
                    }
                    self.lists.push(path);
                }
                _ => {}
            }
        }
    }
}

fn seen(store: &FormStore) -> Seen {
    let places = Places::of(&store.document.borrow());
    let mut seen = Seen::new();
    let mut add = |path: &str, words: String| {
        let key = path::by_id(&store.document.borrow().answers, path);
        if !words.is_empty() {
            assert!(seen.insert(key.clone(), words).is_none(), "{key} is seen once");
        }
    };
    for path in &places.texts {
        let text = store.text(path);
        let voice = voices::of(&store.document.borrow().answers, path).to_owned();
        add(path, if text.is_empty() { text } else { format!("{text} ({voice})") });
    }
    places.links.iter().for_each(|path| add(path, store.text(path)));
    for path in &places.dates {
        let boxes = store.date_boxes(path).join("/");
        add(path, if boxes == "//" { String::new() } else { boxes });
    }
    for path in &places.people {
        let (person, name) = (store.text(&format!("{path}.person")), store.text(&format!("{path}.name")));
        add(path, if person.is_empty() { name } else { format!("@{person}") });
    }
    seen
}

/// What is seen, and what should be.
fn differences(seen: &Seen, expected: &Seen) -> Vec<String> {
    let keys: BTreeSet<&String> = seen.keys().chain(expected.keys()).collect();
    let differs = keys.into_iter().filter(|key| seen.get(*key) != expected.get(*key));
    differs.map(|key| format!("{key}: {:?}, not {:?}", seen.get(key), expected.get(key))).collect()
}

fn within(path: &str, row: &str) -> bool {
    path::is_within(path, row)
}

fn pick(all: &[String], number: usize) -> Option<&String> {
    (!all.is_empty()).then(|| &all[number % all.len()])
}

/// Does it, and says what is to be seen then.
fn act(store: &FormStore, act: &Act, mut seen: Seen, gone: &mut Vec<Gone>) -> Option<Seen> {
    let places = Places::of(&store.document.borrow());
    let by_id = |path: &str| path::by_id(&store.document.borrow().answers, path);
    match act {
        Act::Add(list) => {
            let list = pick(&places.lists, *list).filter(|list| *list != "reviews")?;
            store.handle(Action::AddRow(list.clone()));
        }
        Act::Remove(row) => {
            let row = pick(&places.rows, *row)?;
            let list = path::split_row(row)?.0;
            let (path, list_by_id) = (by_id(row), by_id(list));
            let names = places.names.contains(&format!("{row}.name"));
            let id = store.text(&format!("{row}.id"));
            let name = store.text(&format!("{row}.name"));
            let mut places = BTreeSet::new();
            let (of_row, mut rest): (Seen, Seen) = seen.into_iter().partition(|(key, _)| within(key, &path));
            let reference = names.then(|| (format!("@{id}"), name));
            let mut removed =
                Gone { list: list_by_id, path, seen: of_row, reference: reference.clone(), places: BTreeSet::new() };
            if let Some((reference, name)) = reference {
                let elsewhere = gone.iter_mut().map(|gone| &mut gone.seen).chain([&mut rest, &mut removed.seen]);
                for (key, words) in elsewhere.flat_map(|seen| seen.iter_mut()).filter(|(_, words)| **words == reference)
                {
                    words.clone_from(&name);
                    places.insert(key.clone());
                }
                for seen in gone.iter_mut().map(|gone| &mut gone.seen).chain([&mut rest]) {
                    seen.retain(|_, words| !words.is_empty());
                }
            }
            removed.places = places;
            gone.push(removed);
            store.handle(Action::RemoveRow(row.clone()));
            seen = rest;
        }
        Act::Undo(list) => {
            // Rows that were removed last come back first; their lists may be empty, and so not among those that there are.
            let lists: Vec<&String> = places.lists.iter().filter(|list| store.can_undo(list)).collect();
            let list = *lists.get(list % lists.len().max(1))?;
            let at = gone.iter().rposition(|gone| gone.list == by_id(list))?;
            store.handle(Action::UndoRemoval(list.clone()));
            let back = gone.remove(at);
            seen.extend(back.seen);
            if let Some((reference, name)) = back.reference {
                let everywhere = gone.iter_mut().map(|gone| &mut gone.seen).chain([&mut seen]);
                for (key, words) in everywhere.flat_map(|seen| seen.iter_mut()) {
                    if *words == name && back.places.contains(key) {
                        words.clone_from(&reference);
                    }
                }
            }
            assert!(!gone.iter().any(|other| other.path == back.path), "a row is gone once");
        }
        Act::Move(row, up) => {
            let row = pick(&places.rows, *row)?;
            store.handle(if *up { Action::MoveUp(row.clone()) } else { Action::MoveDown(row.clone()) });
        }
        Act::Rename(row, name) => {
            let path = pick(&places.names, *row)?;
            store.typed(path, name, false);
            seen.insert(by_id(path), format!("{name} ()"));
        }
        Act::Write(text) => {
            let path = pick(&places.texts, *text).filter(|path| !path.starts_with("sign_"))?;
            store.typed(path, "New words", false);
            let voiced = store.field(path)?.voiced;
            seen.insert(by_id(path), format!("New words ({})", if voiced { "worker" } else { "" }));
            // An answer of a domain says when it was changed, and by whom.
            if let Some(domain) = path.strip_prefix("domains.").and_then(|rest| rest.split('.').next()) {
                for part in ["updated_on", "updated_by"] {
                    let key = format!("domains.{domain}.{part}");
                    seen.remove(&key);
                    self::seen(store).remove(&key).map(|now| seen.insert(key, now));
                }
            }
        }
        Act::Date(date) => {
            let path = pick(&places.dates, *date).filter(|path| !path.starts_with("domains."))?;
            store.typed(&format!("{path}-month"), "Febr", false);
            let boxes = store.date_boxes(path);
            assert_eq!(boxes[1], "Febr");
            seen.insert(by_id(path), boxes.join("/"));
        }
        Act::Choose(place, whom) => {
            let path =
                pick(&places.people, *place).filter(|path| !path.ends_with(']') && !path.starts_with("domains."))?;
            let known = store.known();
            let known = &known[whom % known.len()];
            store.typed(&format!("{path}.someone"), &known.reference, false);
            seen.insert(by_id(path), format!("@{}", known.reference));
        }
    }
    Some(seen)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_is_done_with_rows_everything_stays_with_the_row_that_it_belongs_to(
        form in prop::sample::select(FormName::ALL),
        ids in prop::collection::vec(prop::option::weighted(0.7, 0_u8..24), 5..60),
        acts in prop::collection::vec(any_act(), 1..40),
    ) {
        let mut document = Document::new(form);
        document.answers = filled(form.fields(), &ids, &mut 0, 0);
        let voiced = |path: &String| fields::find(form.fields(), path).is_some_and(|field| field.voiced);
        for (number, path) in Places::of(&document).texts.iter().filter(|path| voiced(path)).enumerate() {
            voices::record(&mut document.answers, path, Some(["su", "carer"][number % 2]));
        }
        let store = opened(Document::from_value(document.to_whole_value(), None).unwrap());
        let mut gone = Vec::new();
        for one in &acts {
            let before = seen(&store);
            let Some(expected) = act(&store, one, before, &mut gone) else { continue };
            prop_assert_eq!(differences(&seen(&store), &expected), [""; 0], "{:?}", one);

            let known = store.known();
            let references: BTreeSet<&str> = known.iter().map(|known| known.reference.as_str()).collect();
            prop_assert_eq!(references.len(), known.len(), "nobody is referred to as another is");
            let rows = known.iter().filter(|known| known.reference != known.question);
            let names: Vec<&str> = rows.map(|known| known.name.as_str()).collect();
            let apart: BTreeSet<&str> = names.iter().copied().collect();
            prop_assert_eq!(apart.len(), names.len(), "nobody is called as another is: {:?}", names);
            let named = Places::of(&store.document.borrow()).names;
            for path in named.iter().filter(|path| !store.text(path).is_empty()) {
                let id = store.text(&path.replace(".name", ".id"));
                prop_assert!(identity::is_usable(&id) && references.contains(&*id), "who has a name can be chosen");
            }
        }
        // Saved and opened again, all of it is there.
        let saved = store.document.borrow().to_value();
        let again = opened_again(Document::from_value(saved.clone(), None).unwrap());
        prop_assert_eq!(differences(&seen(&again), &seen(&store)), [""; 0]);
        prop_assert_eq!(again.document.borrow().to_value(), saved);
    }
}
