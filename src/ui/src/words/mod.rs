//! The words on screen: one file a language, keyed by path, and what a host puts in their place.
//!
//! A key that is missing is found by the tests, which ask for every word of every form; a reader never meets one.

use coplan_model::FormName;
use coplan_model::path::Answers;
use yew::AttrValue;

const EN_GB: &str = include_str!(concat!(env!("OUT_DIR"), "/en-GB.txt"));

/// Verbatim words of the manual, and the notice of what a document is. A host may not change what they mean by changing
/// what they say.
const LOCKED: [&str; 5] = [
    "abuse_question.response",
    "abuse_question.response.yes",
    "abuse_question.response.none_stated",
    "abuse_question.response.not_asked",
    "relapse_plan.nature_notice",
];

/// Who is at the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A worker, in the host's record system.
    #[default]
    Staff,
    /// A worker and the person, at one tablet.
    Together,
    /// The person alone.
    Alone,
}

impl Mode {
    /// From the element's `mode` attribute; anything else is `staff`.
    pub fn from_name(name: &str) -> Self {
        match name {
            "together" => Mode::Together,
            "self" => Mode::Alone,
            _ => Mode::Staff,
        }
    }
}

/// The words of one form in one language, with a host's own in front.
#[derive(Debug)]
pub struct Words {
    form: FormName,
    /// Sorted by key.
    shipped: Vec<(&'static str, &'static str)>,
    /// What the host says instead, by the same keys.
    pub messages: Answers,
    /// The person reads along.
    pub person: bool,
    /// The words of personalised care and support planning.
    pub pcsp: bool,
}

impl Words {
    /// The words of a form. Only British English is shipped; other languages fall back to it.
    pub fn new(form: FormName) -> Self {
        let shipped = EN_GB.split('\n').filter_map(|line| line.split_once('\t')).collect();
        Self { form, shipped, messages: Answers::new(), person: false, pcsp: false }
    }

    /// The words for a question, or for a part of one: `find("people[0].name", "hint")`. A path is looked for whole and
    /// then without its beginning; the form's own words come before those that all forms share.
    pub fn find(&self, path: &str, part: &str) -> Option<AttrValue> {
        let path = without_rows(path);
        let mut rest = path.as_str();
        loop {
            let key = if part.is_empty() { rest.to_owned() } else { [rest, ".", part].concat() };
            if let Some(words) = self.exactly(&key) {
                return Some(words);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// The words of just this key.
    fn exactly(&self, key: &str) -> Option<AttrValue> {
        let form = self.form.as_str();
        let own = if key == form { key.to_owned() } else { [form, ".", key].concat() };
        let host = if LOCKED.contains(&&*own) {
            None
        } else {
            self.varied(&own, key, &|key| self.messages.get(key)?.as_str())
        };
        host.map(|own| AttrValue::from(own.to_owned())).or_else(|| {
            let shipped = |key: &str| {
                let at = self.shipped.binary_search_by(|(shipped, _)| (*shipped).cmp(key)).ok()?;
                Some(self.shipped[at].1)
            };
            self.varied(&own, key, &shipped).map(AttrValue::Static)
        })
    }

    /// The words of a key that every form must have. A missing one shows its key, which no test lets through.
    pub fn say(&self, key: &str) -> AttrValue {
        self.find(key, "").unwrap_or_else(|| AttrValue::from(key.to_owned()))
    }

    /// The same, with what the sentence is told: `{time}`, `{limit}`.
    pub fn tell(&self, key: &str, told: &[(&str, &str)]) -> AttrValue {
        fill(&self.say(key), told)
    }

    /// The label of an option: the question's own, or what the code means everywhere.
    pub fn option(&self, path: &str, code: &str) -> AttrValue {
        self.find(path, code)
            .or_else(|| self.exactly(&["option.", code].concat()))
            .unwrap_or_else(|| AttrValue::from(code.to_owned()))
    }

    /// What a problem says: the question's own sentence, or the one for all questions.
    pub fn problem(&self, path: &str, code: &str, told: &[(&str, &str)]) -> AttrValue {
        let sentence = self.find(path, code).unwrap_or_else(|| self.say(&format!("error.{code}")));
        let label = self.tell(path, told);
        fill(&fill(&sentence, told), &[("label", &label)])
    }

    /// The form's own key before the shared one, and of each what is said to this reader before what is said to all.
    fn varied<'a>(&self, own: &str, shared: &str, look: &dyn Fn(&str) -> Option<&'a str>) -> Option<&'a str> {
        for key in [own, shared] {
            for variant in ["@person@pcsp", "@person", "@pcsp", ""] {
                let holds = (self.person || !variant.contains("@person")) && (self.pcsp || !variant.contains("@pcsp"));
                if holds && let Some(words) = look(&[key, variant].concat()) {
                    return Some(words);
                }
            }
        }
        None
    }
}

/// Puts what a sentence is told in the place of `{name}`. Braces that name nothing stay.
fn fill(sentence: &str, told: &[(&str, &str)]) -> AttrValue {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let end = after.find('}').unwrap_or(0);
        match told.iter().find(|(name, _)| *name == &after[..end]) {
            Some((_, value)) => {
                out.push_str(value);
                rest = &after[end + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.into()
}

/// `people[3].name` is asked in the words of `people.name`.
fn without_rows(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut inside = false;
    for letter in path.chars() {
        match letter {
            '[' => inside = true,
            ']' => inside = false,
            _ if inside => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests;
