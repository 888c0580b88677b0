//! The tables of the forms as text. The browser is given them so: a table of Rust is mostly addresses, which do not
//! compress (`docs/decisions/0007-tables-as-text.md`). Holds no rule of its own: what is written is read back the same.
//!
//! A question is its id and then its marks; a comma comes before the next. `asked_on D<+?response|yes|none_stated` (without
//! the space) is a date, today or in the past, needed for completion, asked when `response` is one of two codes.
//!
//! | Kind | | Need, conditions and more | |
//! |---|---|---|---|
//! | `L`, `%n` | long text; a limit of its own | `B`, `+`, `R`, `K` | before a draft, complete, by rule, kept |
//! | `D`, `<`, `>`, `~` | date; past, future, partial | `?id`, `?id\|code\|code` | `only_if` |
//! | `Ccode\|code`, `Mcode\|code` | one code, several | `&id`, `&id\|code` | `complete_if` |
//! | `{…}`, `[…]` | a group, rows | `!code` | `alone` |
//! | `N`, `P`, `A`, `S`, `V` | number, person, people, signature, voices | `#n`, `W`, `O`, `I` | `slots`, `staff`, `voiced`, `names` |

#[cfg(not(feature = "tables"))]
use std::sync::OnceLock;

use crate::fields::{Condition, Dates, Field, Kind, Need, Text, When};

#[cfg(not(feature = "tables"))]
static INSTALLED: OnceLock<Vec<&'static [Field]>> = OnceLock::new();

/// Takes the tables of all forms, a line each, in the order of [`crate::FormName::ALL`]. What was taken first stays.
#[cfg(not(feature = "tables"))]
pub fn install(text: &'static str) {
    let _ = INSTALLED.set(text.split('\n').map(read).collect());
}

/// The table of a form, when there is one.
#[cfg(not(feature = "tables"))]
#[inline(never)]
pub(crate) fn installed(form: crate::FormName) -> &'static [Field] {
    INSTALLED.get().and_then(|tables| tables.get(form as usize)).copied().unwrap_or_default()
}

/// A table as text.
#[cfg(feature = "tables")]
pub fn write(fields: &[Field]) -> String {
    let questions: Vec<String> = fields.iter().map(question).collect();
    questions.join(",")
}

#[cfg(feature = "tables")]
fn question(field: &Field) -> String {
    let kind = match field.kind {
        Kind::Text(SHORT) => String::new(),
        Kind::Text(LONG) => "L".to_owned(),
        Kind::Text(Text { long, limit }) => format!("{}%{limit}", if long { "L" } else { "" }),
        Kind::Date(Dates { when, partial }) => {
            let when = match when {
                When::Any => "",
                When::Past => "<",
                When::Future => ">",
            };
            format!("D{when}{}", if partial { "~" } else { "" })
        }
        Kind::Code(codes) => format!("C{}", codes.join("|")),
        Kind::Codes(codes) => format!("M{}", codes.join("|")),
        Kind::Number => "N".to_owned(),
        Kind::Group(inner) => format!("{{{}}}", write(inner)),
        Kind::Rows(inner) => format!("[{}]", write(inner)),
        Kind::Person => "P".to_owned(),
        Kind::People => "A".to_owned(),
        Kind::Signature => "S".to_owned(),
        Kind::Voices => "V".to_owned(),
    };
    let need = match field.need {
        Need::Optional => "",
        Need::ByRule => "R",
        Need::Kept => "K",
        Need::Draft => "B",
        Need::Complete => "+",
    };
    let mut text = format!("{}{kind}{need}", field.id);
    for (mark, condition) in [('?', field.only_if), ('&', field.complete_if)] {
        if let Some(Condition { question, any_of }) = condition {
            text.push(mark);
            text.push_str(&[&[question], any_of].concat().join("|"));
        }
    }
    text.extend(field.alone.map(|code| format!("!{code}")));
    text.extend((field.slots > 0).then(|| format!("#{}", field.slots)));
    for (holds, mark) in [(field.staff, 'W'), (field.voiced, 'O'), (field.names, 'I')] {
        text.extend(holds.then_some(mark));
    }
    text
}

const SHORT: Text = Text { long: false, limit: 500 };
const LONG: Text = Text { long: true, limit: 20_000 };

/// The table that a text says, which stays in memory. It ends where the text is not written as said above.
pub fn read(text: &'static str) -> &'static [Field] {
    Reader { rest: text }.fields()
}

struct Reader {
    rest: &'static str,
}

impl Reader {
    /// Questions, to the end of the group that they are in.
    fn fields(&mut self) -> &'static [Field] {
        let mut fields = Vec::new();
        while self.field(&mut fields) {}
        fields.leak()
    }

    /// One question; whether another follows in its group.
    fn field(&mut self, fields: &mut Vec<Field>) -> bool {
        let mut field = Field {
            id: self.word(),
            kind: Kind::Text(SHORT),
            need: Need::Optional,
            only_if: None,
            complete_if: None,
            alone: None,
            slots: 0,
            staff: false,
            voiced: false,
            names: false,
        };
        let more = loop {
            let mark = self.mark();
            match (mark, &mut field.kind) {
                (b'L', kind) => *kind = Kind::Text(LONG),
                (b'%', Kind::Text(text)) => text.limit = self.number(),
                (b'D', kind) => *kind = Kind::Date(Dates { when: When::Any, partial: false }),
                (b'<', Kind::Date(dates)) => dates.when = When::Past,
                (b'>', Kind::Date(dates)) => dates.when = When::Future,
                (b'~', Kind::Date(dates)) => dates.partial = true,
                (b'C', kind) => *kind = Kind::Code(self.codes()),
                (b'M', kind) => *kind = Kind::Codes(self.codes()),
                (b'N', kind) => *kind = Kind::Number,
                (b'{', kind) => *kind = Kind::Group(self.fields()),
                (b'[', kind) => *kind = Kind::Rows(self.fields()),
                (b'P', kind) => *kind = Kind::Person,
                (b'A', kind) => *kind = Kind::People,
                (b'S', kind) => *kind = Kind::Signature,
                (b'V', kind) => *kind = Kind::Voices,
                (b'B', _) => field.need = Need::Draft,
                (b'+', _) => field.need = Need::Complete,
                (b'R', _) => field.need = Need::ByRule,
                (b'K', _) => field.need = Need::Kept,
                (b'?', _) => field.only_if = self.condition(),
                (b'&', _) => field.complete_if = self.condition(),
                (b'!', _) => field.alone = Some(self.word()),
                (b'#', _) => field.slots = self.number() as u8,
                (b'W', _) => field.staff = true,
                (b'O', _) => field.voiced = true,
                (b'I', _) => field.names = true,
                _ => break mark == b',',
            }
        };
        if field.id.is_empty() {
            return false;
        }
        fields.push(field);
        more
    }

    fn condition(&mut self) -> Option<Condition> {
        self.codes().split_first().map(|(question, any_of)| Condition { question, any_of })
    }

    /// `yes|no`.
    fn codes(&mut self) -> &'static [&'static str] {
        let mut codes = vec![self.word()];
        while self.rest.starts_with('|') {
            self.mark();
            codes.push(self.word());
        }
        codes.leak()
    }

    fn number(&mut self) -> usize {
        self.word().parse::<u32>().unwrap_or(0) as usize
    }

    /// An id, a code or a number.
    fn word(&mut self) -> &'static str {
        let text = self.rest;
        let is_in = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
        let end = text.bytes().position(|byte| !is_in(byte)).unwrap_or(text.len());
        self.rest = text.get(end..).unwrap_or_default();
        text.get(..end).unwrap_or_default()
    }

    /// One byte; 0 at the end of the text, and where something else than a mark stands.
    fn mark(&mut self) -> u8 {
        let text = self.rest;
        self.rest = text.get(1..).unwrap_or_default();
        text.bytes().next().unwrap_or(0)
    }
}

#[cfg(all(test, feature = "tables"))]
mod tests {
    use super::*;
    use crate::FormName;

    #[test]
    fn every_table_is_read_as_it_was_written() {
        for (form, text) in FormName::ALL.iter().map(|form| (form, write(form.fields()))) {
            assert_eq!(read(text.to_owned().leak()), form.fields(), "{}", form.as_str());
        }
    }

    #[test]
    fn every_mark_is_read_as_it_was_written() {
        let text = "a%80B,bL%9K,cD,dD<~+,eD>R,fCyes|no?a&b|x|y,gMx!x,hN,i{jP,k[lA#4,mS]},nVWOI";
        let read = read(text);
        assert_eq!(write(read), text);
        assert_eq!((read.len(), read[8].kind.inner().map(<[_]>::len)), (10, Some(2)));
    }

    #[test]
    fn text_that_is_no_table_gives_a_shorter_one() {
        let whole = write(FormName::RelapsePlan.fields());
        for end in 0..whole.len() {
            assert!(read(whole[..end].to_owned().leak()).len() <= FormName::RelapsePlan.fields().len());
        }
        for text in ["", ",", "a,,b", "aé,b", "é", "a#", "a%x", "a?", "a}b", "[", "a[", "aC", "a!", "%", "aD%3"] {
            assert!(read(text).len() <= 1, "{text}");
        }
    }
}
