//! What another program put beside the answers and a document has no place for: it changes nothing of what is read (R4, 2.4), and
//! is named.

use std::collections::HashSet;

use coplan_model::json::{self, Value};

use super::Group;
use super::answers::MOST_NAMED;
use super::places::{MARKS, name};
use crate::base::name_of;
use crate::definitions;
use crate::error::NotTaken;
use crate::write::SVG;
use crate::{NHS_NUMBERS, SIGNATURE};

/// What an element is, by what is read of it.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Response,
    Item,
    Answer,
    Extension,
    /// Part of one.
    Part,
    Reference,
    Identifier,
    Concept,
    Coding,
    Signature,
    /// A text, number or date, and what stands beside it under its name with `_` in front.
    Primitive,
    /// A server's.
    Ignored,
}

impl Kind {
    /// Its elements that are read, or follow from what is read.
    fn elements(self) -> &'static [(&'static str, Kind)] {
        match self {
            Kind::Response => &[
                ("resourceType", Kind::Primitive),
                ("meta", Kind::Ignored),
                ("language", Kind::Primitive),
                ("text", Kind::Ignored),
                ("contained", Kind::Ignored),
                ("identifier", Kind::Identifier),
                ("questionnaire", Kind::Primitive),
                ("status", Kind::Primitive),
                ("subject", Kind::Reference),
                ("authored", Kind::Primitive),
                ("author", Kind::Reference),
                ("item", Kind::Item),
            ],
            Kind::Item => &[
                ("linkId", Kind::Primitive),
                ("definition", Kind::Primitive),
                ("text", Kind::Primitive),
                ("answer", Kind::Answer),
                ("item", Kind::Item),
            ],
            Kind::Answer => &[("item", Kind::Item)],
            Kind::Extension | Kind::Part => &[("url", Kind::Primitive)],
            Kind::Reference => &[
                ("reference", Kind::Primitive),
                ("type", Kind::Primitive),
                ("identifier", Kind::Identifier),
                ("display", Kind::Primitive),
            ],
            Kind::Identifier => &[("system", Kind::Primitive), ("value", Kind::Primitive)],
            Kind::Concept => &[("coding", Kind::Coding), ("text", Kind::Primitive)],
            Kind::Coding => &[("system", Kind::Primitive), ("code", Kind::Primitive), ("display", Kind::Primitive)],
            Kind::Signature => &[
                ("type", Kind::Coding),
                ("when", Kind::Primitive),
                ("who", Kind::Reference),
                ("sigFormat", Kind::Primitive),
                ("data", Kind::Primitive),
            ],
            Kind::Primitive | Kind::Ignored => &[],
        }
    }

    /// The element in which our extensions are read.
    fn context(self) -> &'static str {
        match self {
            Kind::Response => "QuestionnaireResponse",
            Kind::Identifier => "Identifier",
            Kind::Signature => "Signature",
            _ => "",
        }
    }

    /// What one of its elements is; nothing where a document has no place for it.
    fn of(self, key: &str) -> Option<Kind> {
        let is_extension = [Kind::Extension, Kind::Part].contains(&self);
        match key {
            "id" => return Some(Kind::Primitive),
            "extension" => return Some(if is_extension { Kind::Part } else { Kind::Extension }),
            _ => {}
        }
        let known = self.elements().iter().find(|(name, _)| *name == key).map(|(_, kind)| *kind);
        // A value of a type that is not read is named where values are.
        known.or_else(|| match key.strip_prefix("value").filter(|_| is_extension || self == Kind::Answer)? {
            "Coding" => Some(Kind::Coding),
            "CodeableConcept" => Some(Kind::Concept),
            "Reference" => Some(Kind::Reference),
            "Signature" => Some(Kind::Signature),
            "String" | "Code" | "Uri" | "Boolean" | "Integer" | "Date" | "DateTime" | "Base64Binary" => {
                Some(Kind::Primitive)
            }
            _ => Some(Kind::Ignored),
        })
    }
}

/// The extension that refers to an earlier version.
const EARLIER: &str = "earlier";

/// What only the document as a whole says of itself.
const OF_DOCUMENTS: [&str; 7] = ["document-version", "copy", "access", "terms", "locale", "started-at", "earlier"];

/// Whether an extension of ours is read on an element; where others of ours are, one that we do not have is named as such.
fn is_read(own: &str, context: &str) -> bool {
    !context.is_empty() && definitions::contexts(own).is_none_or(|on| on.contains(&context))
}

/// Whether an extension is another program's. Its name is an address then, and within one of ours so is the name of a part that a
/// program has added: parts of ours have short names.
pub fn is_foreign(url: &str) -> bool {
    url != SIGNATURE && name_of(url).is_none() && url.contains(':')
}

/// Everything in a response, in the earlier versions contained in it, and in what we say of its person, that has no place in a
/// document: each place once.
pub fn beside(response: &Value, person: Option<&Value>) -> Found {
    let mut found = Found::default();
    let Some(response) = response.as_object() else { return found };
    found.response(response);
    found.unread(response, "");
    found.identified(response, "identifier", "subject");
    // What we contain, something of ours refers to.
    let places = Places::of(response);
    for contained in response.get("contained").and_then(Value::as_array).into_iter().flatten() {
        match contained["resourceType"].as_str() {
            Some("QuestionnaireResponse") if places.earlier.contains(id_of(contained)) => {
                found.group(contained, Kind::Response, "earlier");
                if let Some(one) = contained.as_object() {
                    found.identified(one, "earlier", "earlier");
                    found.unread(one, "earlier");
                }
            }
            Some("Patient") if places.people.contains(id_of(contained)) => found.in_ours(contained, "Patient"),
            _ => found.add("contained"),
        }
    }
    person.into_iter().for_each(|person| found.in_ours(person, "Patient"));
    found
}

fn id_of(contained: &Value) -> &str {
    contained["id"].as_str().unwrap_or_default()
}

/// The ids of what is contained and has a place: the earlier versions, and whom a version is about.
#[derive(Default)]
struct Places<'a> {
    earlier: HashSet<&'a str>,
    people: HashSet<&'a str>,
}

impl<'a> Places<'a> {
    fn of(response: &'a Group) -> Self {
        let referred = |reference: &'a Value| reference["reference"].as_str()?.strip_prefix('#');
        let all = |key: &str| response.get(key).and_then(Value::as_array).into_iter().flatten();
        let is_earlier = |one: &&Value| one["url"].as_str().and_then(name_of) == Some(EARLIER);
        let earlier: HashSet<&str> =
            all("extension").filter(is_earlier).filter_map(|one| referred(&one["valueReference"])).collect();
        let versions = all("contained").filter(|one| earlier.contains(id_of(one))).map(|one| &one["subject"]);
        let people = response.get("subject").into_iter().chain(versions).filter_map(referred).collect();
        Self { earlier, people }
    }
}

/// What has no place.
#[derive(Default)]
pub struct Found {
    pub named: Vec<NotTaken>,
    places: HashSet<String>,
}

impl Found {
    /// Other places, found among the answers.
    pub fn also(&mut self, paths: Vec<String>) {
        paths.iter().for_each(|path| self.add(path));
    }

    fn add(&mut self, path: &str) {
        let path = if path.is_empty() { "extension" } else { path };
        if self.named.len() > MOST_NAMED || !self.places.insert(path.to_owned()) {
            return;
        }
        self.named.push(match self.named.len() {
            MOST_NAMED => NotTaken { path: String::new(), code: "too_many" },
            _ => NotTaken { path: path.to_owned(), code: "no_place" },
        });
    }

    /// A response: what is in an element of its own is named by that.
    fn response(&mut self, response: &Group) {
        for (key, inner) in response {
            let own = key.strip_prefix('_').unwrap_or(key);
            match (Kind::Response.of(own), own) {
                (None, _) => self.add(json::told(own)),
                (Some(kind), "item") => self.all(inner, kind, ""),
                (Some(_), "extension") => self.extensions(inner, Kind::Response, ""),
                (Some(kind), own) => self.all(inner, kind, own),
            }
        }
    }

    /// Identifiers of another system than the one that is read there.
    fn identified(&mut self, response: &Group, id: &str, subject: &str) {
        let system = |of: Option<&Value>| of.and_then(|of| of["system"].as_str()).map(str::to_owned);
        if system(response.get("identifier")).is_some_and(|system| !system.ends_with("/identifier/document")) {
            self.add(id);
        }
        let whose = response.get("subject").map(|subject| &subject["identifier"]);
        if system(whose).is_some_and(|system| system != NHS_NUMBERS) {
            self.add(subject);
        }
    }

    /// What another program put beside what is read of a signature, or of the reference to an earlier version. A server may refer to
    /// the person anew, as in `subject`.
    fn unread(&mut self, response: &Group, path: &str) {
        let subject = response.get("subject").unwrap_or(&Value::Null);
        let is_urn = |of: &Value| of["reference"].as_str().is_some_and(|place| place.starts_with("urn:"));
        let has_else = |who: &Value| {
            // A server may leave ours where it gives the response an address of its own.
            let is_left = is_urn(who) && !is_urn(subject);
            let is_else = |key: &&str| !who[*key].is_null() && subject[*key] != who[*key];
            ["reference", "type", "identifier"].iter().any(|key| is_else(key) && !(is_left && *key == "reference"))
        };
        for one in response.get("extension").and_then(Value::as_array).into_iter().flatten() {
            let (signature, reference) = (&one["valueSignature"], &one["valueReference"]);
            let format = &signature["sigFormat"];
            if has_else(&signature["who"]) || !format.is_null() && (format != SVG || signature["data"].is_null()) {
                self.add("signatures");
            }
            let is_earlier = one["url"].as_str().and_then(name_of) == Some(EARLIER);
            if is_earlier
                && reference
                    .as_object()
                    .is_some_and(|parts| parts.keys().any(|key| ["type", "identifier", "display"].contains(&&**key)))
            {
                self.add(path);
            }
        }
    }

    /// An element, or several of a kind. Each item is named by itself.
    fn all(&mut self, element: &Value, kind: Kind, path: &str) {
        match element {
            Value::Array(several) => {
                for (at, one) in several.iter().enumerate() {
                    match kind {
                        // What is before an amendment is named as a whole.
                        Kind::Item if path != "earlier" => {
                            self.group(one, kind, &name(one["linkId"].as_str().unwrap_or_default(), path, at));
                        }
                        _ => self.group(one, kind, path),
                    }
                }
            }
            one => self.group(one, kind, path),
        }
    }

    fn group(&mut self, element: &Value, kind: Kind, path: &str) {
        let Some(group) = element.as_object() else { return };
        let url = element["url"].as_str().unwrap_or_default();
        let path = match kind {
            Kind::Ignored => return,
            Kind::Extension if url == SIGNATURE => "signatures",
            Kind::Extension if name_of(url).is_none() => return self.add(path),
            Kind::Part if is_foreign(url) => return self.add(path),
            _ => path,
        };
        for (key, inner) in group {
            match kind.of(key.strip_prefix('_').unwrap_or(key)) {
                Some(Kind::Extension) => self.extensions(inner, kind, path),
                Some(kind) => self.all(inner, kind, path),
                None => self.add(path),
            }
        }
    }

    /// The extensions of an element: one of ours that is not read there is named.
    fn extensions(&mut self, all: &Value, of: Kind, path: &str) {
        for one in all.as_array().into_iter().flatten() {
            let url = one["url"].as_str().unwrap_or_default();
            let is_placed = match (name_of(url), of.context()) {
                (None, _) => url != SIGNATURE || of == Kind::Response,
                // Among the answers it depends on the question.
                (Some(_), _) if [Kind::Item, Kind::Answer].contains(&of) => true,
                (Some(own), _) if of == Kind::Response && path == "earlier" && OF_DOCUMENTS.contains(&own) => false,
                // What stands by itself says by its path for which answer it is.
                (Some(own), _) if of == Kind::Response && MARKS.contains(&own) => {
                    one["extension"].as_array().is_some_and(|parts| parts.iter().any(|part| part["url"] == "path"))
                }
                (Some(own), context) => is_read(own, context),
            };
            if is_placed { self.group(one, Kind::Extension, path) } else { self.add(path) }
        }
    }

    /// Of a Patient only a name, a date and numbers are read: what another program added to it is its own, but not within what we say.
    fn in_ours(&mut self, patient: &Value, of: &str) {
        match patient {
            Value::Object(group) => {
                for (key, inner) in group {
                    match inner.as_array().filter(|_| key == "extension") {
                        Some(all) => {
                            all.iter().filter(|one| one["url"].as_str().and_then(name_of).is_some()).for_each(|one| {
                                match one["url"].as_str().and_then(name_of) {
                                    Some(own) if !is_read(own, of) => self.add("subject"),
                                    _ => self.group(one, Kind::Extension, "subject"),
                                }
                            })
                        }
                        None => self.in_ours(
                            inner,
                            match (of, &**key) {
                                ("Patient", "name") => "HumanName",
                                ("Patient", "identifier") => "Identifier",
                                _ => "",
                            },
                        ),
                    }
                }
            }
            Value::Array(all) => all.iter().for_each(|one| self.in_ours(one, of)),
            _ => {}
        }
    }
}
