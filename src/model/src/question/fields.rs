//! What a question is: its id, its kind and the moment that needs it.
//!
//! The tables are written by `#[derive(Answers)]` from the structs of the forms. They hold rules and no words: what a
//! question is called on screen belongs to the ui.

use crate::people::Someone;
use crate::signature::Signature;

/// One question. Its `id` is its name everywhere: the Rust field, the JSON key, the key of its words, the `name` in
/// the page, the key of its error and the line in the field dictionary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Field {
    /// The name, within its group.
    pub id: &'static str,
    /// What an answer looks like.
    pub kind: Kind,
    /// The moment that needs an answer.
    pub need: Need,
    /// Asked only when this holds.
    pub only_if: Option<Condition>,
    /// Needed for completion only when this holds. Of a group: what is in it.
    pub complete_if: Option<Condition>,
    /// The code that excludes all others: *No one*, *Not said*.
    pub exclusive: Option<&'static str>,
    /// That code was chosen in earlier versions: where it was, it still counts and is shown, and it is offered no more.
    pub retired: bool,
    /// How many rows the paper form prints, which is no limit and no obligation. On screen any number begins with one.
    pub initial_rows: u8,
    /// A worker's to answer: not asked where the person is alone.
    pub staff: bool,
    /// Whose words an answer is, is recorded with it.
    pub voiced: bool,
    /// Names someone who can be chosen again elsewhere in the form.
    pub names: bool,
    /// Asks for people other than the person whom the document is about.
    pub others: bool,
    /// A policy does not ask it: an answer that is there is read.
    pub hidden: bool,
    /// It is a policy that needs it.
    pub by_policy: bool,
}

impl Field {
    /// What a question is unless something is said of it.
    pub const NOTHING: Field = Field {
        id: "",
        kind: String::KIND,
        need: Need::Optional,
        only_if: None,
        complete_if: None,
        exclusive: None,
        retired: false,
        initial_rows: 0,
        staff: false,
        voiced: false,
        names: false,
        others: false,
        hidden: false,
        by_policy: false,
    };
}

/// What an answer looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Text, kept exactly as typed.
    Text(Text),
    /// A calendar date, which no time zone can move.
    Date(Dates),
    /// One of these codes.
    Code(&'static [&'static str]),
    /// Any of these codes.
    Codes(&'static [&'static str]),
    /// A whole number.
    Number,
    /// Questions that belong together.
    Group(&'static [Field]),
    /// The same questions any number of times; each row has an `id` of its own.
    Rows(&'static [Field]),
    /// Someone: chosen among those named already, or named here.
    Person,
    /// Several of them.
    People,
    /// A signature, kept among the document's `signatures`.
    Signature,
    /// Whose words each answer is, by path.
    Voices,
}

/// How much text a question is meant for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Text {
    /// More than one line.
    pub long: bool,
    /// Characters. Text past the limit is kept, and completion says so.
    pub limit: usize,
}

/// Which dates make sense.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dates {
    /// Before, after or either side of today.
    pub when: When,
    /// `2019-03` and `2019` are answers too.
    pub partial: bool,
}

/// On which side of today a date may lie. Today itself is always allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Any date.
    Any,
    /// Today or in the past.
    Past,
    /// Today or in the future.
    Future,
}

/// The moment that needs an answer. There is no "required": a draft may be saved with almost nothing in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Never.
    Optional,
    /// Before the form is complete, when a rule of the form says so.
    ByRule,
    /// Never asked: recorded earlier and kept as it was.
    Kept,
    /// Before a draft is saved.
    Draft,
    /// Before the form is complete.
    Complete,
}

/// `question` (beside this one, in the same group) has one of these codes; with no codes, has any answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Condition {
    /// The id of the other question.
    pub question: &'static str,
    /// Codes, one of which must have been chosen. Empty: any answer will do.
    pub any_of: &'static [&'static str],
    /// It is a question of the whole form, by its path, and not beside this one.
    pub from_root: bool,
}

impl Condition {
    /// That the question beside this one has one of these codes.
    pub const fn beside(question: &'static str, any_of: &'static [&'static str]) -> Self {
        Self { question, any_of, from_root: false }
    }
}

/// A struct that is a form, or a group of questions in one.
pub trait Answers {
    /// Its questions, in reading order.
    const FIELDS: &'static [Field];
}

/// A type that can be an answer.
pub trait Shape {
    /// What it looks like.
    const KIND: Kind;
}

impl Shape for String {
    const KIND: Kind = Kind::Text(Text { long: false, limit: 500 });
}

impl Shape for u32 {
    const KIND: Kind = Kind::Number;
}

impl<T: Shape> Shape for Option<T> {
    const KIND: Kind = T::KIND;
}

impl<T: Shape> Shape for Vec<T> {
    const KIND: Kind = match T::KIND {
        Kind::Code(codes) => Kind::Codes(codes),
        Kind::Group(fields) => Kind::Rows(fields),
        Kind::Person => Kind::People,
        _ => panic!("a list holds codes or rows"),
    };
}

impl Kind {
    /// The answers there are to choose from.
    pub const fn codes(self) -> &'static [&'static str] {
        match self {
            Kind::Code(codes) | Kind::Codes(codes) => codes,
            _ => &[],
        }
    }

    /// The questions inside a group, a row, a person or a signature.
    pub const fn inner(self) -> Option<&'static [Field]> {
        match self {
            Kind::Group(inner) | Kind::Rows(inner) => Some(inner),
            Kind::Person | Kind::People => Some(Someone::FIELDS),
            Kind::Signature => Some(Signature::FIELDS),
            _ => None,
        }
    }

    /// Whether an answer as a whole can be missing: the questions of a group are missed one by one.
    pub const fn is_asked_whole(self) -> bool {
        !matches!(self, Kind::Group(_) | Kind::Signature | Kind::Voices)
    }

    /// Text of more than one line.
    pub const fn long(self) -> Kind {
        match self {
            Kind::Text(_) => Kind::Text(Text { long: true, limit: 20_000 }),
            _ => panic!("`long` is for text"),
        }
    }

    /// Another limit than the usual one.
    pub const fn limit(self, limit: usize) -> Kind {
        match self {
            Kind::Text(text) => Kind::Text(Text { limit, ..text }),
            _ => panic!("`limit` is for text"),
        }
    }

    /// Today or in the past.
    pub const fn past(self) -> Kind {
        self.when(When::Past)
    }

    /// Today or in the future.
    pub const fn future(self) -> Kind {
        self.when(When::Future)
    }

    /// An approximate date is an answer.
    pub const fn partial(self) -> Kind {
        match self {
            Kind::Date(dates) => Kind::Date(Dates { when: dates.when, partial: true }),
            _ => panic!("`partial` is for dates"),
        }
    }

    const fn when(self, when: When) -> Kind {
        match self {
            Kind::Date(dates) => Kind::Date(Dates { when, partial: dates.partial }),
            _ => panic!("`past` and `future` are for dates"),
        }
    }
}

/// The question at a path such as `help_areas[0].area`, whatever the row.
pub fn find(fields: &'static [Field], path: &str) -> Option<&'static Field> {
    let mut fields = fields;
    let mut segments = path.split('.').map(|segment| segment.split('[').next().unwrap_or(segment)).peekable();
    while let Some(id) = segments.next() {
        let field = fields.iter().find(|field| field.id == id)?;
        if segments.peek().is_none() {
            return Some(field);
        }
        fields = field.kind.inner()?;
    }
    None
}

/// Every question in reading order, groups opened, with its path: `help_areas[].area`.
pub fn each(fields: &'static [Field], prefix: &str, visit: &mut dyn FnMut(&str, &'static Field)) {
    for field in fields {
        let path = format!("{prefix}{}", field.id);
        visit(&path, field);
        match field.kind {
            Kind::Group(inner) => each(inner, &format!("{path}."), visit),
            Kind::Rows(inner) => each(inner, &format!("{path}[]."), visit),
            _ => {}
        }
    }
}
