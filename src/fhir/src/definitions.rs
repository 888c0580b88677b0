//! What our extensions are: a `StructureDefinition` of each.

use crate::Base;
use crate::base::PACKAGE;
use crate::types::{Bundle, Context, Differential, ElementDefinition, Entry, Resource, StructureDefinition, TypeRef};

/// An extension of ours.
struct Ours {
    name: &'static str,
    /// Where it stands.
    on: &'static [&'static str],
    /// What it means.
    means: &'static str,
    /// The types of its value; none where it has parts only.
    value: &'static [&'static str],
    /// Its parts, each with its types, or none where it has parts again.
    parts: &'static [(&'static str, &'static [&'static str])],
}

const TEXT: &[&str] = &["string", "base64Binary"];
const RESPONSE: &[&str] = &["QuestionnaireResponse"];
const ITEM: &[&str] = &["QuestionnaireResponse.item"];
const MARKED: &[&str] = &["QuestionnaireResponse", "QuestionnaireResponse.item", "QuestionnaireResponse.item.answer"];
const ASKED: &[&str] = &["Questionnaire.item"];

const fn ours(
    name: &'static str,
    on: &'static [&'static str],
    value: &'static [&'static str],
    means: &'static str,
) -> Ours {
    Ours { name, on, means, value, parts: &[] }
}

const ALL: &[Ours] = &[
    ours(
        "document-version",
        RESPONSE,
        TEXT,
        "The version of the form's documents. A response that has it was written by Coplan and gives the same document again.",
    ),
    ours("copy", RESPONSE, &["boolean"], "What is restricted was left out: no document can be made of it again."),
    ours(
        "access",
        RESPONSE,
        &["code"],
        "It is restricted, although documents of its form are not by themselves: only those may see it who may see restricted documents.",
    ),
    ours("terms", RESPONSE, TEXT, "The words that were on screen: cpa or pcsp."),
    ours("locale", RESPONSE, TEXT, "The language that was on screen, where it is no language code."),
    ours("started-at", RESPONSE, &["dateTime", "string", "base64Binary"], "When the document was begun."),
    ours("saved-at", RESPONSE, &["dateTime", "string", "base64Binary"], "When it was last saved."),
    ours("completed-at", RESPONSE, &["dateTime", "string", "base64Binary"], "When it was completed."),
    ours("replaced-on", RESPONSE, &["date"], "The day on which another document, or an amendment, took its place."),
    ours("revision", RESPONSE, TEXT, "The host's own number of this revision."),
    Ours {
        name: "policy",
        on: RESPONSE,
        means: "The policy under which it was last written.",
        value: &[],
        parts: &[("id", TEXT), ("version", TEXT)],
    },
    ours(
        "earlier",
        RESPONSE,
        &["Reference"],
        "What stood before an amendment, contained in this response; the first one first.",
    ),
    Ours {
        name: "signature",
        on: &["QuestionnaireResponse", "Signature"],
        means: "What a signature of a document says: Signature has no element for most of it. By itself it is a signature that was not made yet.",
        value: &[],
        parts: &[
            ("role", TEXT),
            ("method", TEXT),
            ("signed_by", TEXT),
            ("authority", TEXT),
            ("signing_as", TEXT),
            ("name", TEXT),
            ("drawing", TEXT),
            ("held_by", TEXT),
            ("signed_on", TEXT),
            ("digest", TEXT),
            ("empty", &["boolean"]),
        ],
    },
    Ours {
        name: "voice",
        on: MARKED,
        means: "Whose words an answer is: su, carer or worker. By itself, with the path of the answer.",
        value: &["code"],
        parts: &[("path", TEXT), ("value", &["code"])],
    },
    Ours {
        name: "asked",
        on: MARKED,
        means: "What a question said where that is not what the form says; of a trust's own question, all of it.",
        value: &[],
        parts: &[
            ("path", TEXT),
            ("id", TEXT),
            ("label", TEXT),
            ("kind", TEXT),
            ("staff", &["boolean"]),
            ("restricted", &["boolean"]),
            ("option", &[]),
            ("question", &[]),
            ("empty", &["boolean"]),
        ],
    },
    Ours {
        name: "carried",
        on: MARKED,
        means: "The earlier document that an answer came from, and its day: nobody has looked at it yet.",
        value: &[],
        parts: &[("path", TEXT), ("id", TEXT), ("date", TEXT), ("empty", &["boolean"])],
    },
    Ours {
        name: "entered",
        on: MARKED,
        means: "A date or number that is none yet, as it was typed: day/month/year.",
        value: TEXT,
        parts: &[("path", TEXT), ("value", TEXT), ("empty", &["boolean"])],
    },
    ours(
        "row-id",
        &["QuestionnaireResponse.item", "QuestionnaireResponse.item.answer", "Goal", "Consent"],
        TEXT,
        "The id of a row of a list.",
    ),
    Ours {
        name: "someone",
        on: &["QuestionnaireResponse.item.answer"],
        means: "Somebody whom the document names elsewhere: the id of that row, or the question that names them. The answer's own value is their name.",
        value: &[],
        parts: &[("person", TEXT), ("name", TEXT), ("empty", &["boolean"])],
    },
    ours(
        "kind",
        ITEM,
        &["code"],
        "What a trust's own question asks for: text, date, code, codes, number, person, people or rows.",
    ),
    ours(
        "json",
        ITEM,
        TEXT,
        "An answer that does not fit its question, as JSON: it was given to another version of a trust's policy.",
    ),
    ours(
        "exact",
        &["QuestionnaireResponse.item.answer", "HumanName", "Identifier"],
        &["base64Binary"],
        "A text as it was typed, in UTF-8, where FHIR's string cannot say it.",
    ),
    ours(
        "empty",
        &[
            "QuestionnaireResponse",
            "QuestionnaireResponse.item",
            "QuestionnaireResponse.item.answer",
            "HumanName",
            "Identifier",
        ],
        &["boolean", "code"],
        "A text, list or group that is there and has nothing in it.",
    ),
    ours("as-written", &["Identifier"], TEXT, "An NHS number as it was written, where that is not ten digits alone."),
    Ours {
        name: "unknown",
        on: &[
            "QuestionnaireResponse",
            "QuestionnaireResponse.item",
            "QuestionnaireResponse.item.answer",
            "Patient",
            "Extension",
        ],
        means: "A field that this version does not know, and its value as JSON: it is kept.",
        value: &[],
        parts: &[("name", TEXT), ("value", TEXT)],
    },
    Ours {
        name: "unknown-answer",
        on: RESPONSE,
        means: "The same among the answers.",
        value: &[],
        parts: &[("name", TEXT), ("value", TEXT)],
    },
    Ours {
        name: "wording",
        on: &["string"],
        means: "What a question says to somebody else: to the person or a worker, in the terms of CPA or of personalised care and support planning.",
        value: &[],
        parts: &[("audience", &["code"]), ("terms", &["code"]), ("text", &["string"])],
    },
    ours("staff", ASKED, &["boolean"], "A worker's to answer: not asked where the person is alone."),
    ours("voiced", ASKED, &["boolean"], "Whose words an answer is, is recorded with it."),
    ours("partial-date", ASKED, &["boolean"], "A month or a year is an answer too."),
    ours("date-lies", ASKED, &["code"], "On which side of today a date may lie, today included: past or future."),
];

/// Types of a value, and parts with the types of theirs.
pub(crate) type Shape = (&'static [&'static str], &'static [(&'static str, &'static [&'static str])]);

/// What an extension of this name may hold.
pub(crate) fn shape(name: &str) -> Option<Shape> {
    ALL.iter().find(|ours| ours.name == name).map(|ours| (ours.value, ours.parts))
}

/// The elements on which an extension of this name stands.
pub(crate) fn contexts(name: &str) -> Option<&'static [&'static str]> {
    ALL.iter().find(|ours| ours.name == name).map(|ours| ours.on)
}

/// The names of all of them.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|ours| ours.name)
}

/// All of them, in a Bundle.
pub fn all(base: &Base) -> Bundle {
    let entry = |ours: &Ours| {
        let definition = definition(base, ours);
        Entry { full_url: definition.url.clone(), resource: Resource::StructureDefinition(Box::new(definition)) }
    };
    Bundle { meta: None, r#type: "collection".to_owned(), entry: ALL.iter().map(entry).collect() }
}

fn definition(base: &Base, ours: &Ours) -> StructureDefinition {
    let url = base.extension(ours.name);
    let word = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    StructureDefinition {
        id: format!("coplan-{}", ours.name),
        name: "Coplan".to_owned() + &ours.name.split('-').map(word).collect::<String>(),
        title: format!("Coplan: {}", ours.name.replace('-', " ")),
        version: PACKAGE.to_owned(),
        status: "active".to_owned(),
        description: ours.means.to_owned(),
        fhir_version: "4.0.1".to_owned(),
        kind: "complex-type".to_owned(),
        r#abstract: false,
        context: ours
            .on
            .iter()
            .map(|place| Context { r#type: "element".to_owned(), expression: (*place).to_owned() })
            .collect(),
        r#type: "Extension".to_owned(),
        base_definition: "http://hl7.org/fhir/StructureDefinition/Extension".to_owned(),
        derivation: "constraint".to_owned(),
        differential: Differential { element: elements(ours, &url) },
        url,
    }
}

fn elements(ours: &Ours, url: &str) -> Vec<ElementDefinition> {
    let element = |id: &str, path: &str| ElementDefinition {
        id: id.to_owned(),
        path: path.to_owned(),
        ..ElementDefinition::default()
    };
    let types = |codes: &[&str]| codes.iter().map(|code| TypeRef { code: (*code).to_owned() }).collect();
    let none = |id: &str, path: &str| ElementDefinition { max: Some("0".to_owned()), ..element(id, path) };
    let fixed = |id: &str, path: &str, fixed: &str| ElementDefinition {
        fixed_uri: Some(fixed.to_owned()),
        ..element(id, path)
    };
    let mut all = vec![ElementDefinition { short: Some(ours.means.to_owned()), ..element("Extension", "Extension") }];
    if ours.parts.is_empty() {
        all.push(none("Extension.extension", "Extension.extension"));
    }
    for (part, codes) in ours.parts {
        let id = format!("Extension.extension:{part}");
        let of = |rest: &str| [format!("{id}{rest}"), format!("Extension.extension{rest}")];
        let [whole, path] = of("");
        all.push(ElementDefinition { slice_name: Some((*part).to_owned()), min: Some(0), ..element(&whole, &path) });
        let [url_id, url_path] = of(".url");
        all.push(fixed(&url_id, &url_path, part));
        let [value_id, value_path] = of(".value[x]");
        all.push(match codes {
            [] => none(&value_id, &value_path),
            codes => ElementDefinition { r#type: types(codes), ..element(&value_id, &value_path) },
        });
    }
    all.push(fixed("Extension.url", "Extension.url", url));
    all.push(match ours.value {
        [] => none("Extension.value[x]", "Extension.value[x]"),
        codes => ElementDefinition { r#type: types(codes), ..element("Extension.value[x]", "Extension.value[x]") },
    });
    all
}
