//! A question of a trust's own.

use super::error::{PolicyCode, PolicyError};
use super::local_name;
use super::read::Reader;
use crate::blank::says_nothing;
use crate::fields::{Condition, Dates, Field, Kind, Need, Shape, When};
use crate::json::{Map, Value};
use crate::path::Answers;
use crate::people::Someone;

/// The longest text of a policy: a label, a hint, a message. In characters.
const WORDS: usize = 2_000;

/// What messages say of a question besides its own words, by the same keys as its options and the questions of its rows.
const RESERVED: [&str; 19] = [
    "add",
    "begin",
    "called",
    "hint",
    "help",
    "help_title",
    "missing",
    "must_be_future",
    "must_be_past",
    "none",
    "not_a_number",
    "not_a_real_date",
    "option",
    "part",
    "read",
    "row",
    "stands_alone",
    "too_long",
    "unanswered",
];

/// A question of a trust's own, as its policy has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Its name: `ward_round` of `local.ward_round`, or of a question in a row.
    pub id: String,
    /// Where it stands in the policy: `questions[0]`.
    pub place: String,
    /// The question that it follows; none for a section of its own.
    pub after: Option<String>,
    /// The forms that have it; empty for all that have the question it follows.
    pub forms: Vec<String>,
    /// One of [`super::KINDS`].
    pub kind: String,
    /// Codes and what they say.
    pub options: Vec<(String, String)>,
    /// What it says, and what it says to the person.
    pub label: String,
    /// What it says to the person, where that is something else.
    pub label_person: Option<String>,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// Asked only then: the path of a question, and the codes one of which must have been chosen.
    pub only_if: Option<(String, Vec<String>)>,
    /// A worker's to answer.
    pub staff: bool,
    /// What a row of it asks.
    pub questions: Vec<Question>,
}

impl Question {
    /// Reads one, at its place in the policy; in a row, whose ids have no beginning.
    pub(super) fn read(value: &Value, place: &str, in_row: bool) -> Result<Self, PolicyError> {
        let known: &[&str] = if in_row {
            &["id", "kind", "options", "label", "label_person", "hint", "only_if"]
        } else {
            &[
                "id",
                "after",
                "forms",
                "kind",
                "options",
                "label",
                "label_person",
                "hint",
                "only_if",
                "staff",
                "questions",
            ]
        };
        let read = Reader::new(value, place, known)?;
        let written = read.needed("id")?;
        let id = if in_row { Some(&*written) } else { local_name(&written) };
        let id =
            id.filter(|id| is_id(id) && *id != "id").ok_or_else(|| read.wrong("id", PolicyCode::NotAnId, &written))?;
        if in_row && RESERVED.contains(&id) {
            return Err(read.wrong("id", PolicyCode::Reserved, id));
        }
        let kind = read.needed("kind")?.replace(' ', "_");
        let kinds = if in_row { &super::KINDS[..super::KINDS.len() - 1] } else { &super::KINDS[..] };
        if !kinds.contains(&&*kind) {
            return Err(read.wrong("kind", PolicyCode::UnknownKind, &kind));
        }
        let mut question = Self {
            id: id.to_owned(),
            place: place.to_owned(),
            after: read.text("after")?,
            forms: read.texts("forms")?,
            options: read.options(matches!(&*kind, "code" | "codes"))?,
            kind,
            label: read.needed("label")?,
            label_person: read.text("label_person")?,
            hint: read.text("hint")?,
            only_if: read.text("only_if")?.map(|text| condition(&text)),
            staff: read.flag("staff")?,
            questions: Vec::new(),
        };
        let long = |text: &Option<String>| text.as_ref().is_some_and(|text| text.chars().count() > WORDS);
        for (key, text) in [
            ("label", &Some(question.label.clone())),
            ("label_person", &question.label_person),
            ("hint", &question.hint),
        ] {
            if long(text) {
                return Err(read.wrong(key, PolicyCode::TooLong, ""));
            }
        }
        if question.kind == "rows" {
            question.questions = read.list("questions", |value, place| Self::read(value, place, true))?;
            if question.questions.is_empty() {
                return Err(read.wrong("questions", PolicyCode::Missing, ""));
            }
            unique(&question.questions)?;
        } else if read.has("questions") {
            return Err(read.wrong("questions", PolicyCode::UnknownKey, ""));
        }
        Ok(question)
    }

    /// Its path: `local.ward_round`.
    pub fn path(&self) -> String {
        [super::LOCAL, ".", &self.id].concat()
    }

    /// The question as the tables of the forms have theirs; `condition` is when it is asked. It lives as long as the program.
    pub(super) fn field(&self, voiced: bool, condition: Option<Condition>) -> Field {
        let codes = || -> &'static [&'static str] { leak(self.options.iter().map(|(code, _)| text(code)).collect()) };
        let kind = match &*self.kind {
            "long_text" => String::KIND.long(),
            "date" => Kind::Date(Dates { when: When::Any, partial: false }),
            "code" => Kind::Code(codes()),
            "codes" => Kind::Codes(codes()),
            "number" => Kind::Number,
            "person" => <Someone as Shape>::KIND,
            "rows" => {
                let condition = |question: &Question| {
                    question.only_if.as_ref().map(|(of, any_of)| Condition::beside(text(of), texts(any_of)))
                };
                let inner = self.questions.iter().map(|question| question.field(voiced, condition(question)));
                // As in our own rows.
                let id = Field { id: "id", need: Need::Kept, ..Field::NOTHING };
                Kind::Rows(leak([id].into_iter().chain(inner).collect()))
            }
            _ => String::KIND,
        };
        Field {
            id: text(&self.id),
            kind,
            need: Need::Optional,
            only_if: condition,
            voiced: voiced && matches!(kind, Kind::Text(_)),
            staff: self.staff,
            ..Field::NOTHING
        }
    }

    /// What it says, to the person or not, as it stands on screen: its label and hint, its options, the questions of its rows.
    pub(super) fn in_turn<'a>(&'a self, to_person: bool, say: &mut dyn FnMut(&'a str)) {
        say(self.label_person.as_ref().filter(|_| to_person).unwrap_or(&self.label));
        for text in self.hint.iter().chain(self.options.iter().map(|(_, label)| label)) {
            say(text);
        }
        for question in &self.questions {
            question.in_turn(to_person, say);
        }
    }

    /// What it says, by the keys of messages, under its own.
    pub(super) fn messages(&self, key: &str, out: &mut Answers) {
        let mut put = |key: String, text: &str| out.insert(key, Value::from(text));
        put(key.to_owned(), &self.label);
        if let Some(label) = &self.label_person {
            put([key, "@person"].concat(), label);
        }
        if let Some(hint) = &self.hint {
            put([key, ".hint"].concat(), hint);
        }
        for (code, label) in &self.options {
            put([key, ".", code].concat(), label);
        }
        for question in &self.questions {
            question.messages(&[key, ".", &question.id].concat(), out);
        }
    }
}

/// What is asked twice in one group.
pub(super) fn unique(questions: &[Question]) -> Result<(), PolicyError> {
    for (at, question) in questions.iter().enumerate() {
        if questions[..at].iter().any(|other| other.id == question.id) {
            return Err(PolicyError::new(&[&question.place, ".id"].concat(), PolicyCode::Duplicate, &question.id));
        }
    }
    Ok(())
}

/// `local.ward_round=yes|no`, as in the tables of the forms.
fn condition(text: &str) -> (String, Vec<String>) {
    let (question, codes) = text.split_once('=').unwrap_or((text, ""));
    let codes = codes.split(['|', ',']).map(str::trim).filter(|code| !code.is_empty()).map(str::to_owned);
    (question.trim().to_owned(), codes.collect())
}

/// Small letters, digits and `_`, beginning with a letter.
pub(super) fn is_id(id: &str) -> bool {
    let is_in = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'_';
    id.len() <= 64 && id.as_bytes().first().is_some_and(u8::is_ascii_lowercase) && id.bytes().all(is_in)
}

/// Tables live as long as the program: those of the forms are written into it, those of a policy are read once and kept.
pub(super) fn leak<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

pub(super) fn text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

pub(super) fn texts(texts: &[String]) -> &'static [&'static str] {
    leak(texts.iter().map(|one| text(one)).collect())
}

impl Reader<'_> {
    /// The codes of a question and what they say: of one that has codes at least one.
    fn options(&self, needed: bool) -> Result<Vec<(String, String)>, PolicyError> {
        let options: &Map<String, Value> = match self.get("options") {
            None if needed => return Err(self.wrong("options", PolicyCode::Missing, "")),
            None => return Ok(Vec::new()),
            Some(_) if !needed => return Err(self.wrong("options", PolicyCode::UnknownKey, "")),
            Some(Value::Object(options)) if options.is_empty() => {
                return Err(self.wrong("options", PolicyCode::Missing, ""));
            }
            Some(Value::Object(options)) => options,
            Some(_) => return Err(self.wrong("options", PolicyCode::WrongType("an object"), "")),
        };
        let option = |(code, label): (&String, &Value)| match label.as_str() {
            _ if !is_id(code) => Err(self.wrong("options", PolicyCode::NotAnId, code)),
            _ if RESERVED.contains(&code.as_str()) => Err(self.wrong("options", PolicyCode::Reserved, code)),
            Some(label) if label.chars().count() > WORDS => Err(self.wrong("options", PolicyCode::TooLong, code)),
            Some(label) if !says_nothing(label) => Ok((code.clone(), label.to_owned())),
            _ => Err(self.wrong("options", PolicyCode::WrongType("text"), code)),
        };
        options.iter().map(option).collect()
    }
}
