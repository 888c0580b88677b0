//! Items as answers.

use std::collections::{HashMap, HashSet};

use coplan_model::FormName;
use coplan_model::fields::{Field, Kind};
use coplan_model::json::{self, Map, Value};
use coplan_model::path::numbered;
use coplan_model::people::{ME, NO_ONE};
use coplan_model::policy::{LOCAL, fits};

use super::Group;
use super::marks::{Marks, row_key};
use super::person::{differs, exactly};
use super::places::{self, name};
use crate::ask::Ask;
use crate::error::NotTaken;
use crate::extension::{all, find, take_unknowns};
use crate::questionnaire::is_hint;
use crate::types::{Answer, AnyValue, Extension, Item};

/// As many things are named that cannot be taken.
pub(super) const MOST_NAMED: usize = 1000;

/// Reads the answers of one version.
pub struct Answering {
    form: FormName,
    ours: bool,
    pub marks: Marks,
    /// Who is somebody named elsewhere.
    pub referred: Vec<Referred>,
    /// Where what our extension says of somebody is not what stands beside it; and whether it leads to nobody.
    disputed: Vec<(String, bool)>,
    pub not_taken: Vec<NotTaken>,
    /// Where an extension of ours is that is not read there.
    pub misplaced: Vec<String>,
}

/// Somebody named elsewhere: where, what our extension says of them, and what stands beside it.
pub struct Referred {
    pub path: String,
    pub someone: Group,
    pub beside: Option<AnyValue>,
}

/// Where a question is: the beginning of its `linkId`, the path of its answer with the ids of rows, and with their numbers.
#[derive(Clone, Copy)]
struct Place<'a> {
    link: &'a str,
    key: &'a str,
    path: &'a str,
}

impl Answering {
    /// Of a form. What could not be taken is added to what could not be until now.
    pub fn new(form: FormName, ours: bool, disputed: Vec<(String, bool)>, not_taken: Vec<NotTaken>) -> Self {
        Self { form, ours, marks: Marks::default(), referred: Vec::new(), disputed, not_taken, misplaced: Vec::new() }
    }

    /// The answers of a form.
    pub fn form(&mut self, fields: &'static [Field], items: &[Item]) -> Group {
        let own = fields.iter().find(|field| field.id == LOCAL).and_then(|field| field.kind.inner());
        let (local, ours): (Vec<&Item>, Vec<&Item>) = items.iter().partition(|item| item.link_id == LOCAL);
        let mut answers = self.group(fields, &ours, Place { link: "", key: "", path: "" });
        if let Some(first) = local.first() {
            self.mark(&first.extension, LOCAL);
            self.place(places::on_local(&first.extension), LOCAL);
            if local.iter().any(|item| !item.answer.is_empty()) {
                self.refuse(LOCAL, "wrong_type");
            }
            let inner: Vec<&Item> = local.iter().flat_map(|item| &item.item).collect();
            let group =
                self.own(own.unwrap_or_default(), &inner, Place { link: "local.", key: "local.", path: "local." });
            if self.ours || !group.is_empty() {
                answers.insert(LOCAL.to_owned(), Value::Object(group));
            }
        }
        answers
    }

    /// What another program says of whose words an answer is, or of how it was asked, is not believed.
    fn mark(&mut self, extensions: &[Extension], key: &str) {
        if self.ours {
            self.marks.beside(extensions, key);
        }
    }

    fn place(&mut self, is_misplaced: bool, path: &str) {
        if self.ours && is_misplaced && self.misplaced.len() < MOST_NAMED {
            self.misplaced.push(path.to_owned());
        }
    }

    fn refuse(&mut self, path: &str, code: &'static str) {
        match self.not_taken.len() {
            MOST_NAMED => self.not_taken.push(NotTaken { path: String::new(), code: "too_many" }),
            named if named < MOST_NAMED => self.not_taken.push(NotTaken { path: path.to_owned(), code }),
            _ => {}
        }
    }

    fn group<'a>(&mut self, fields: &'static [Field], items: &[&'a Item], place: Place) -> Group {
        let mut found = by_link(items);
        let mut answers = Map::new();
        for field in fields.iter().filter(|field| field.id != LOCAL && field.id != "id") {
            let Some(ask) = Ask::of(field.kind) else { continue };
            let link = [place.link, field.id].concat();
            let Some((_, items)) = found.remove(&*link) else { continue };
            let [key, path] = [place.key, place.path].map(|before| [before, field.id].concat());
            let at = Place { link: &link, key: &key, path: &path };
            answers.extend(self.answered(ask, Some(field), &items, at).map(|value| (field.id.to_owned(), value)));
        }
        // What is only displayed has no answer.
        let unknown = |(link, (at, items)): (&'a str, (usize, Vec<&Item>))| {
            (!is_hint(link) || items.into_iter().any(is_answered)).then_some((link, at))
        };
        let mut rest: Vec<(&str, usize)> = found.into_iter().filter_map(unknown).collect();
        rest.sort_unstable_by_key(|(_, at)| *at);
        for (link, at) in rest {
            self.refuse(&name(link, place.path, at), "unknown_question");
        }
        answers
    }

    /// A trust's own answers: each says what it is, or the policy does.
    fn own(&mut self, fields: &'static [Field], items: &[&Item], place: Place) -> Group {
        let mut answers = Map::new();
        let mut found: Vec<(&str, (usize, Vec<&Item>))> = by_link(items).into_iter().collect();
        found.sort_unstable_by_key(|(_, (at, _))| *at);
        for (link, (at, items)) in found {
            let Some(id) = link.strip_prefix(place.link) else {
                if !is_hint(link) {
                    self.refuse(&name(link, place.path, at), "unknown_question");
                }
                continue;
            };
            let kind = items.first().and_then(|item| find(&item.extension, "kind")).and_then(Extension::text);
            let kind = kind.filter(|_| self.ours).and_then(|kind| Ask::named(&kind));
            let field = fields.iter().find(|field| field.id == id && kind.is_none());
            let Some(ask) = kind.or_else(|| Ask::of(field?.kind)) else {
                if !is_hint(link) {
                    self.refuse(&name(link, place.path, at), "unknown_question");
                }
                continue;
            };
            let [key, path] = [place.key, place.path].map(|before| [before, id].concat());
            let at = Place { link, key: &key, path: &path };
            answers.extend(self.answered(ask, field, &items, at).map(|value| (id.to_owned(), value)));
        }
        answers
    }

    fn answered(&mut self, ask: Ask, field: Option<&'static Field>, items: &[&Item], place: Place) -> Option<Value> {
        let first = items.first()?;
        for (at, item) in items.iter().enumerate() {
            self.place(places::on_item(&item.extension, ask, at, place.link.starts_with("local.")), place.path);
        }
        let is_empty = find(&first.extension, "empty").is_some();
        let json = find(&first.extension, "json").filter(|_| self.ours);
        if json.is_some() || !matches!(ask, Ask::Rows(_) | Ask::OwnRows) || is_empty {
            self.mark(&first.extension, place.key);
        }
        if let Some(json) = json.and_then(Extension::text) {
            if items.iter().any(|item| is_answered(item)) {
                self.refuse(place.path, "several");
            }
            // What is none is named with the other extensions of ours.
            return json::read(&json).ok();
        }
        match ask {
            Ask::Group(inner) => {
                if items.len() > 1 {
                    self.refuse(place.path, "several");
                    return None;
                }
                if !first.answer.is_empty() {
                    self.refuse(place.path, "wrong_type");
                }
                let [link, key, path] = [place.link, place.key, place.path].map(|place| [place, "."].concat());
                let within = Place { link: &link, key: &key, path: &path };
                let mut group = self.group(inner, &first.item.iter().collect::<Vec<_>>(), within);
                self.unknown(&first.extension, &mut group);
                (self.ours || !group.is_empty()).then_some(Value::Object(group))
            }
            Ask::Rows(_) | Ask::OwnRows => {
                if is_empty && self.ours && (items.len() > 1 || is_answered(first)) {
                    self.refuse(place.path, "several");
                    return None;
                }
                let elements = items.iter().map(|item| &*item.extension);
                if self.ours && has_two(elements) {
                    self.refuse(place.path, "several");
                }
                let rows: Vec<Value> = match is_empty && self.ours {
                    true => Vec::new(),
                    false => items.iter().enumerate().map(|(at, item)| self.row(ask, at, item, place)).collect(),
                };
                (self.ours || !rows.is_empty()).then_some(Value::Array(rows))
            }
            _ => {
                let answers: Vec<&Answer> = items.iter().flat_map(|item| &item.answer).collect();
                let below =
                    items.iter().flat_map(|item| &item.item).chain(answers.iter().flat_map(|answer| &answer.item));
                for within in below.filter(|item| is_answered(item) || !is_hint(&item.link_id)) {
                    self.refuse(&name(&within.link_id, place.path, 0), "unknown_question");
                }
                self.single_or_several(ask, field, &answers, place, is_empty)
            }
        }
    }

    fn single_or_several(
        &mut self,
        ask: Ask,
        field: Option<&'static Field>,
        answers: &[&Answer],
        place: Place,
        is_empty: bool,
    ) -> Option<Value> {
        if !matches!(ask, Ask::Codes | Ask::People) {
            if answers.len() > 1 {
                self.refuse(place.path, "several");
                return None;
            }
            let value = self.one(ask, answers.first()?, place, place.path)?;
            if field.is_some_and(|field| !fits(field, &value)) {
                let code = match ask {
                    Ask::Date => "not_a_date",
                    Ask::Code => "unknown_code",
                    _ => "wrong_type",
                };
                self.refuse(place.path, code);
                return None;
            }
            return Some(value).filter(|value| self.ours || *value != "");
        }
        if self.ours && has_two(answers.iter().map(|answer| &*answer.extension)) {
            self.refuse(place.path, "several");
        }
        let mut several = Vec::new();
        for (at, answer) in answers.iter().enumerate() {
            let path = numbered(place.path, at);
            let Some(mut value) = self.one(ask, answer, place, &path) else { continue };
            let codes = field.map(|field| field.kind).filter(|kind| matches!(kind, Kind::Codes(_)));
            if codes.is_some_and(|kind| !kind.codes().iter().any(|code| value == *code)) {
                self.refuse(&path, "unknown_code");
                continue;
            }
            if let Value::Object(someone) = &mut value {
                self.identified(&answer.extension, someone);
                self.mark(&answer.extension, &row_key(place.key, at, someone));
            }
            several.push(value);
        }
        (!several.is_empty() || is_empty && self.ours).then_some(Value::Array(several))
    }

    fn row(&mut self, ask: Ask, at: usize, item: &Item, place: Place) -> Value {
        let mut row = Map::new();
        if !item.answer.is_empty() {
            self.refuse(&numbered(place.path, at), "wrong_type");
        }
        self.identified(&item.extension, &mut row);
        let key = row_key(place.key, at, &row);
        self.mark(&item.extension, &key);
        let [key, path] = [key, numbered(place.path, at)].map(|place| [&place, "."].concat());
        let link = [place.link, "[]."].concat();
        let within = Place { link: &link, key: &key, path: &path };
        let items: Vec<&Item> = item.item.iter().collect();
        row.extend(match ask {
            Ask::Rows(inner) => self.group(inner, &items, within),
            _ => self.own(&[], &items, within),
        });
        self.unknown(&item.extension, &mut row);
        Value::Object(row)
    }

    fn identified(&self, extensions: &[Extension], row: &mut Group) {
        if !self.ours {
            return;
        }
        let id = find(extensions, "row-id").and_then(Extension::text).map(Value::from);
        // That of a row before it.
        let same = || all(extensions, "unknown").filter_map(Extension::as_unknown).find(|(key, _)| key == "id");
        row.extend(id.or_else(|| same().map(|(_, id)| id)).map(|id| ("id".to_owned(), id)));
    }

    fn unknown(&self, extensions: &[Extension], group: &mut Group) {
        if self.ours {
            take_unknowns(extensions, "unknown", group);
        }
    }

    /// A single answer, or one of several.
    fn one(&mut self, ask: Ask, answer: &Answer, place: Place, path: &str) -> Option<Value> {
        self.place(places::on_answer(&answer.extension, ask), path);
        let disputed = self.disputed.iter().find(|(of, _)| of == path).map(|(_, is_gone)| *is_gone);
        if self.ours && is_disputed(answer) || disputed == Some(false) {
            self.refuse(path, "several");
            return None;
        }
        let exact = exactly(&answer.extension).filter(|_| self.ours).map(Value::from);
        if let (Ask::Person | Ask::People, Some(someone)) = (ask, self.someone(answer, disputed.is_some())) {
            if self.ours && find(&answer.extension, "someone").is_some() {
                let someone = someone.as_object().cloned().unwrap_or_default();
                self.referred.push(Referred { path: path.to_owned(), someone, beside: answer.value.clone() });
            }
            return Some(someone);
        }
        let Some(value) = &answer.value else {
            if exact.is_none() || ask != Ask::Text {
                self.refuse(path, "no_value");
            }
            return exact.filter(|_| ask == Ask::Text);
        };
        match (ask, value) {
            (Ask::Text, AnyValue::String(text)) => Some(exact.unwrap_or_else(|| Value::from(text.as_str()))),
            (Ask::Date, AnyValue::Date(date)) => Some(Value::from(date.as_str())),
            (Ask::Number, AnyValue::Integer(number)) => Some(Value::from(*number)),
            (Ask::Code | Ask::Codes, AnyValue::Coding(coding)) => {
                let system = ["/CodeSystem/", self.form.as_str(), "/", &place.link.replace("[]", "")].concat();
                match &coding.code {
                    Some(code) if coding.system.as_ref().is_none_or(|of| of.ends_with(&system)) => {
                        Some(Value::from(code.as_str()))
                    }
                    _ => {
                        self.refuse(path, "unknown_code");
                        None
                    }
                }
            }
            (Ask::Person | Ask::People, AnyValue::Coding(_)) => {
                self.refuse(path, "unknown_code");
                None
            }
            _ => {
                self.refuse(path, "wrong_type");
                None
            }
        }
    }

    /// Someone: referred to, or named.
    fn someone(&self, answer: &Answer, is_gone: bool) -> Option<Value> {
        let mut someone = Map::new();
        let mut put = |key: &str, said: String| someone.insert(key.to_owned(), Value::from(said));
        let referred = find(&answer.extension, "someone").filter(|_| self.ours && !is_gone);
        if let Some(referred) = referred {
            for key in ["person", "name"] {
                if let Some(said) = referred.text_of(key) {
                    put(key, said);
                }
            }
        } else {
            let exact = exactly(&answer.extension).filter(|_| self.ours);
            match (&answer.value, exact) {
                (_, Some(name)) => put("name", name),
                (Some(AnyValue::String(name)), None) => put("name", name.clone()),
                (Some(AnyValue::Coding(coding)), None) => {
                    let code = coding.code.as_deref().filter(|code| [ME, NO_ONE].contains(code))?;
                    coding.system.as_ref().is_none_or(|of| of.ends_with("/CodeSystem/someone")).then_some(())?;
                    put("person", code.to_owned())
                }
                _ => return None,
            };
        }
        self.unknown(&answer.extension, &mut someone);
        Some(Value::Object(someone))
    }
}

/// Whether two rows of a list have one id.
fn has_two<'a>(rows: impl Iterator<Item = &'a [Extension]>) -> bool {
    let mut seen = HashSet::new();
    rows.filter_map(|row| find(row, "row-id").and_then(Extension::text)).any(|id| !seen.insert(id))
}

/// Whether an answer has another value than its exact text is written beside.
fn is_disputed(answer: &Answer) -> bool {
    let is_text = |text: &str| matches!(&answer.value, Some(AnyValue::String(said)) if said == text);
    differs(&answer.extension, &|shown| shown.map_or(answer.value.is_none(), is_text))
}

fn is_answered(item: &Item) -> bool {
    !item.answer.is_empty() || !item.item.is_empty()
}

/// Items by their `linkId`, each with the place of the first.
fn by_link<'a>(items: &[&'a Item]) -> HashMap<&'a str, (usize, Vec<&'a Item>)> {
    let mut found: HashMap<&str, (usize, Vec<&Item>)> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        found.entry(&item.link_id).or_insert_with(|| (at, Vec::new())).1.push(item);
    }
    found
}
