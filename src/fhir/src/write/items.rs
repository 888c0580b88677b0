//! Answers as items: one for each question that has an answer, one for each row of a list.

use std::collections::HashSet;

use coplan_model::FormName;
use coplan_model::fields::Field;
use coplan_model::json::{Map, Value};
use coplan_model::path::{numbered, of_row, text};
use coplan_model::people::{self, Known, ME, NO_ONE};
use coplan_model::policy::LOCAL;

use super::marks::Marks;
use crate::ask::Ask;
use crate::extension::{self, part, text_part, unknowns};
use crate::types::{Answer, AnyValue, Coding, Extension, Item};
use crate::words::Words;
use crate::{Base, plain};

/// Writes the answers of one document, or of one version of it.
pub struct Items<'a> {
    pub base: &'a Base,
    pub words: &'a dyn Words,
    pub form: FormName,
    /// Whom the document names.
    pub known: Vec<Known>,
    pub marks: Marks,
    /// Nothing was left out: what is not known goes along.
    pub whole: bool,
}

/// Where a question is: its `linkId`, the path of its answer with the ids of rows, and whether it is a trust's own.
#[derive(Clone, Copy)]
struct Place<'a> {
    link: &'a str,
    key: &'a str,
    own: bool,
}

impl Items<'_> {
    /// The answers of a form, and what in them is not known.
    pub fn form(&mut self, fields: &'static [Field], answers: &Map<String, Value>) -> (Vec<Item>, Vec<Extension>) {
        let own_fields = fields.iter().find(|field| field.id == LOCAL).and_then(|field| field.kind.inner());
        let mut items = self.group(fields, answers, ["", ""], false);
        let local = answers.get(LOCAL).and_then(Value::as_object);
        if let Some(local) = local {
            let items_of_own = self.local(own_fields.unwrap_or_default(), local);
            let extension = self.marks.take(self.base, LOCAL);
            items.push(Item { extension, link_id: LOCAL.to_owned(), item: items_of_own, ..Item::default() });
        }
        let taken = |key: &str| key == LOCAL && local.is_some() || key != "id" && is_written(fields, key);
        (items, self.unknown("unknown-answer", answers, &taken))
    }

    fn unknown(&self, name: &str, group: &Map<String, Value>, known: &dyn Fn(&str) -> bool) -> Vec<Extension> {
        if self.whole { unknowns(self.base, name, group, known) } else { Vec::new() }
    }

    fn group(
        &mut self,
        fields: &'static [Field],
        answers: &Map<String, Value>,
        [link, key]: [&str; 2],
        own: bool,
    ) -> Vec<Item> {
        let mut items = Vec::new();
        for field in fields.iter().filter(|field| field.id != LOCAL && field.id != "id") {
            let Some(ask) = Ask::of(field.kind) else { continue };
            let [link, key] = [link, key].map(|prefix| [prefix, field.id].concat());
            let place = Place { link: &link, key: &key, own };
            match answers.get(field.id) {
                Some(value) => items.extend(self.answered(ask, place, value)),
                None if matches!(ask, Ask::Date | Ask::Number) && self.marks.is_entered(&key) => {
                    items.push(self.item(place, ask));
                }
                None => {}
            }
        }
        items
    }

    /// A trust's own answers. What no table asks is what its words say, or what it looks like.
    fn local(&mut self, fields: &'static [Field], answers: &Map<String, Value>) -> Vec<Item> {
        let mut items = Vec::new();
        for (id, value) in answers {
            let path = [LOCAL, ".", id].concat();
            let table = fields.iter().find(|field| field.id == id).and_then(|field| Ask::of(field.kind));
            let words = self.marks.asked.get(&path).and_then(|words| words["kind"].as_str()).and_then(Ask::named);
            items.extend(self.own(&path, &path, value, table.or(words)));
        }
        items
    }

    fn own(&mut self, link: &str, key: &str, value: &Value, ask: Option<Ask>) -> Vec<Item> {
        let ask = ask.filter(|ask| ask.fits(value)).or_else(|| Ask::by_shape(value)).unwrap_or(Ask::Text);
        self.answered(ask, Place { link, key, own: true }, value)
    }

    /// An item without an answer yet.
    fn item(&mut self, place: Place, ask: Ask) -> Item {
        let path = place.link.replace("[]", "");
        let text = self.label(place).or_else(|| self.words.say(&path, "").as_deref().and_then(plain::shown));
        let mut extension = self.marks.take(self.base, place.key);
        if place.own {
            extension.push(extension::with(self.base, "kind", AnyValue::Code(ask.name().to_owned())));
        }
        Item { extension, link_id: place.link.to_owned(), text, ..Item::default() }
    }

    /// What the question said, where that was written down.
    fn label(&self, place: Place) -> Option<String> {
        self.marks.asked.get(place.key).and_then(|words| words["label"].as_str()).and_then(plain::shown)
    }

    fn answered(&mut self, ask: Ask, place: Place, value: &Value) -> Vec<Item> {
        let options = self.marks.asked.get(place.key).map(|words| words["options"].clone());
        let said = |code: &str| options.as_ref().and_then(|options| options[code].as_str()).and_then(plain::shown);
        if !ask.fits(value) {
            let mut item = self.item(place, ask);
            item.extension.push(extension::text(self.base, "json", &value.to_string()));
            return vec![item];
        }
        if let (Ask::Rows(_) | Ask::OwnRows, Value::Array(rows)) = (ask, value)
            && !rows.is_empty()
        {
            let label = self.label(place);
            let mut ids = HashSet::new();
            let rows = rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_object()?)));
            return rows.map(|(at, row)| self.row(ask, place, (at, row), label.as_deref(), &mut ids)).collect();
        }
        let mut item = self.item(place, ask);
        match (ask, value) {
            (Ask::Text, Value::String(text)) => item.answer.push(self.text(text)),
            (Ask::Date, Value::String(date)) => item.answer.push(valued(AnyValue::Date(date.clone()))),
            (Ask::Code, Value::String(code)) => item.answer.push(self.coded(place, code, &said)),
            (Ask::Codes, Value::Array(codes)) => {
                let codes = codes.iter().filter_map(Value::as_str);
                item.answer.extend(codes.map(|code| self.coded(place, code, &said)));
            }
            (Ask::Number, Value::Number(number)) => {
                item.answer.extend(number.as_i64().map(|number| valued(AnyValue::Integer(number))));
            }
            (Ask::Group(inner), Value::Object(group)) => {
                item.item =
                    self.group(inner, group, [&format!("{}.", place.link), &format!("{}.", place.key)], place.own);
                item.extension.extend(self.unknown("unknown", group, &|key| key != "id" && is_written(inner, key)));
            }
            (Ask::Person, Value::Object(someone)) => item.answer.push(self.someone(place, someone, None)),
            (Ask::People, Value::Array(people)) => {
                let mut ids = HashSet::new();
                for (at, someone) in people.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_object()?))) {
                    let mut answer = self.someone(place, someone, Some(&mut ids));
                    answer.extension.extend(self.marks.take(self.base, &row_key(place.key, at, someone)));
                    item.answer.push(answer);
                }
            }
            _ => {}
        }
        if matches!(ask, Ask::Codes | Ask::People | Ask::Rows(_) | Ask::OwnRows) && item.answer.is_empty() {
            item.extension.push(extension::with(self.base, "empty", AnyValue::Boolean(true)));
        }
        vec![item]
    }

    fn row<'r>(
        &mut self,
        ask: Ask,
        place: Place,
        (at, row): (usize, &'r Map<String, Value>),
        label: Option<&str>,
        ids: &mut HashSet<&'r str>,
    ) -> Item {
        let key = row_key(place.key, at, row);
        let has_own = self.label(Place { key: &key, ..place }).is_some();
        let mut item = self.item(Place { key: &key, ..place }, ask);
        if let Some(label) = label.filter(|_| !has_own) {
            item.text = Some(label.to_owned());
        }
        let [link, key] = [format!("{}[].", place.link), format!("{key}.")];
        item.extension.extend(self.identified(row, ids));
        if let Ask::Rows(inner) = ask {
            item.item = self.group(inner, row, [&link, &key], place.own);
            item.extension.extend(self.unknown("unknown", row, &|key| is_written(inner, key)));
        } else {
            let list = place.key.split('[').next().unwrap_or(place.key);
            let asked = self.marks.asked.get(list).map(|words| words["questions"].clone()).unwrap_or_default();
            for (id, value) in row.iter().filter(|(id, _)| *id != "id") {
                let kind = asked.as_array().and_then(|all| all.iter().find(|one| one["id"] == id.as_str()));
                let kind = kind.and_then(|one| one["kind"].as_str()).and_then(Ask::named);
                item.item.extend(self.own(&[&link, id.as_str()].concat(), &[&key, id.as_str()].concat(), value, kind));
            }
        }
        item
    }

    /// The id of a row. One that another row of the list has is said so: read as a `row-id`, it would be a row that came in twice.
    fn identified<'r>(&self, row: &'r Map<String, Value>, before: &mut HashSet<&'r str>) -> Option<Extension> {
        let Some(Value::String(id)) = row.get("id") else { return None };
        if !before.insert(id) {
            return Some(extension::unknown(self.base, "unknown", "id", &row["id"]));
        }
        Some(extension::text(self.base, "row-id", id))
    }

    fn text(&self, text: &str) -> Answer {
        let extension = plain::exact(self.base, text).into_iter().collect();
        Answer { extension, value: plain::shown(text).map(AnyValue::String), ..Answer::default() }
    }

    fn coded(&self, place: Place, code: &str, said: &dyn Fn(&str) -> Option<String>) -> Answer {
        let path = place.link.replace("[]", "");
        let display = said(code).or_else(|| self.words.option(&path, code));
        let coding = Coding::new(&self.base.codes(self.form, &path), code);
        valued(AnyValue::Coding(Coding { display, ..coding }))
    }

    /// Someone: by name, or by whom the document names already, with the name that they have there.
    /// In a list, with the ids of those before.
    fn someone<'r>(&self, place: Place, someone: &'r Map<String, Value>, ids: Option<&mut HashSet<&'r str>>) -> Answer {
        let row = ids.is_some();
        let mut answer = Answer::default();
        let (reference, name) = (someone.get("person"), someone.get("name"));
        match (reference, name) {
            (Some(Value::String(reference)), None) if [ME, NO_ONE].contains(&&**reference) => {
                let coding = Coding::new(&self.base.system("someone"), reference);
                let display = match &**reference {
                    ME => plain::shown(&people::name(&self.known, someone)),
                    code => self.words.option(&place.link.replace("[]", ""), code),
                };
                answer = valued(AnyValue::Coding(Coding { display, ..coding }));
            }
            (Some(Value::String(reference)), name) => {
                let name = name.and_then(Value::as_str);
                let mut parts = vec![text_part("person", reference)];
                parts.extend(name.map(|name| text_part("name", name)));
                answer.extension.push(extension::of_parts(self.base, "someone", parts));
                answer.value = plain::shown(&people::name(&self.known, someone)).map(AnyValue::String);
            }
            (None, Some(Value::String(name))) => answer = self.text(name),
            _ => answer.extension.push(extension::of_parts(
                self.base,
                "someone",
                vec![part("empty", AnyValue::Boolean(true))],
            )),
        }
        answer.extension.extend(ids.and_then(|ids| self.identified(someone, ids)));
        let known = |key: &str| ["person", "name"].contains(&key) || row && key == "id";
        answer.extension.extend(self.unknown("unknown", someone, &known));
        answer
    }
}

/// Whether an answer of this key is written as an item, or as the id of a row.
fn is_written(fields: &[Field], key: &str) -> bool {
    key == "id" || fields.iter().any(|field| field.id == key && field.id != LOCAL && Ask::of(field.kind).is_some())
}

fn row_key(list: &str, at: usize, row: &Map<String, Value>) -> String {
    match text(row, "id") {
        "" => numbered(list, at),
        id => of_row(list, id),
    }
}

fn valued(value: AnyValue) -> Answer {
    Answer { value: Some(value), ..Answer::default() }
}
