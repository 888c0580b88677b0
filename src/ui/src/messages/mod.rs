//! The messages, which are every word on screen: one file a language, keyed by path, and what a host puts in their place.
//!
//! A key that is missing is found by the tests, which ask for every word of every form; a reader never meets one.

use coplan_model::path::{self, Answers};
use coplan_model::policy::{Layer, layer, local_name, locks, place, repeating};
use coplan_model::{Audience, FormName, figures};
use yew::AttrValue;

use self::tree::Node;

mod isolated;
mod tree;

pub use isolated::{in_html, in_text, isolated};

/// The language of the messages that are shipped, and of those that are locked.
pub const SHIPPED: &str = "en-GB";

/// Every key and its message, `key = message`, in the order in which they are written.
pub const SOURCES: &str = include_str!(concat!(env!("OUT_DIR"), "/sources.txt"));

/// Verbatim words of the manual, and the notice of what a document is. A host may not change what they mean by changing
/// what they say.
pub const LOCKED: [&str; 5] = [
    "abuse_question.response",
    "abuse_question.response.yes",
    "abuse_question.response.none_stated",
    "abuse_question.response.not_asked",
    "relapse_plan.nature_notice",
];

/// Who is at the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd)]
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
    /// Whose questions are asked: where the person is alone, none of a worker's.
    pub fn audience(self) -> Audience {
        if self == Mode::Alone { Audience::Person } else { Audience::Worker }
    }

    /// From the element's `mode` attribute; anything else is `staff`.
    pub fn from_name(name: &str) -> Self {
        match name {
            "together" => Mode::Together,
            "self" => Mode::Alone,
            _ => Mode::Staff,
        }
    }
}

/// For whom a word is written, whoever it fits best first: the person alone, the person, who reads along, and personalised
/// care and support planning.
const VARIANTS: [(Mode, bool, &str); 6] = [
    (Mode::Alone, true, "@self@pcsp"),
    (Mode::Alone, false, "@self"),
    (Mode::Together, true, "@person@pcsp"),
    (Mode::Together, false, "@person"),
    (Mode::Staff, true, "@pcsp"),
    (Mode::Staff, false, ""),
];

/// The messages of one form in one language, with a host's own in front.
#[derive(Debug)]
pub struct Messages {
    form: FormName,
    shipped: &'static Node,
    /// What the host says instead, by the same keys; and what its policy says.
    host: Layer,
    policy: Layer,
    /// Who reads them.
    pub mode: Mode,
    /// The words of personalised care and support planning.
    pub pcsp: bool,
}

impl Messages {
    /// The messages of a form. Only British English is shipped; other languages fall back to it.
    pub fn new(form: FormName) -> Self {
        Self {
            form,
            shipped: Node::shipped(),
            host: Layer::new(),
            policy: Layer::new(),
            mode: Mode::Staff,
            pcsp: false,
        }
    }

    /// The message for a question, or for a part of one: `find("people[0].name", "hint")`. A path is looked for whole and
    /// then without its beginning; the form's own messages come before those that all forms share.
    pub fn find(&self, path: &str, part: &str) -> Option<AttrValue> {
        let mut rest = path;
        loop {
            if let Some(message) = self.exactly(self.form, rest, part) {
                return Some(message);
            }
            // A trust's own question says nothing of ours that has the same name.
            if !self.policy.is_empty() && local_name(path).is_some() && self.exactly(self.form, rest, "").is_some() {
                return None;
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// Takes what a host says instead, by key, with the form's name in front or without. Where a policy would be refused ours stays:
    /// for what nobody could read, and for what repeats the abuse question.
    pub fn take(&mut self, messages: Answers) {
        self.host = layer(messages);
        let once = self.once();
        while let Some(key) = repeating(&self.host, &once).map(str::to_owned) {
            self.host.retain(|(other, _)| *other != key);
        }
    }

    /// The question that is asked in one place only, in words that nobody changes.
    pub fn once(&self) -> AttrValue {
        self.exactly_shipped(FormName::AbuseQuestion, "response", "").unwrap_or_default()
    }

    /// Takes what a policy says instead, and what its own questions say. The host's own messages come before it.
    pub fn take_policy(&mut self, messages: Answers) {
        self.policy = layer(messages);
    }

    /// Whether anything may be said in the place of ours.
    pub fn has_others(&self) -> bool {
        !self.host.is_empty() || !self.policy.is_empty()
    }

    /// What is said by a key in the place of ours, where that is something else.
    pub fn instead(&self, path: &str, part: &str) -> Option<AttrValue> {
        let said = self.find(path, part)?;
        (self.shipped(path, part).as_deref() != Some(&*said)).then_some(said)
    }

    /// The same of an option.
    pub fn option_instead(&self, path: &str, code: &str) -> Option<AttrValue> {
        let ours = || self.shipped(path, code).or_else(|| self.exactly_shipped(self.form, "option", code));
        let said = self.option(path, code);
        (ours().as_deref() != Some(&*said)).then_some(said)
    }

    /// What ours say of a question, where something else is said now.
    pub fn ours(&self, path: &str, part: &str) -> Option<AttrValue> {
        self.instead(path, part)?;
        self.shipped(path, part)
    }

    /// The same of an option.
    pub fn option_of_ours(&self, path: &str, code: &str) -> Option<AttrValue> {
        self.option_instead(path, code)?;
        self.shipped(path, code).or_else(|| self.exactly_shipped(self.form, "option", code))
    }

    /// What ours say, as [`Messages::find`] finds it.
    fn shipped(&self, path: &str, part: &str) -> Option<AttrValue> {
        let mut rest = path;
        loop {
            if let Some(message) = self.exactly_shipped(self.form, rest, part) {
                return Some(message);
            }
            rest = rest.split_once('.')?.1;
        }
    }

    /// What another form calls something, by the key that it has there.
    pub fn say_of(&self, form: FormName, key: &str) -> AttrValue {
        self.exactly(form, key, "").unwrap_or_else(|| AttrValue::from(key.to_owned()))
    }

    /// Whether a host may not change what a question says.
    pub fn is_locked(&self, path: &str) -> bool {
        locks(&LOCKED, &[self.form.as_str(), ".", path].concat())
    }

    /// The message of just this key of a form, the host's before ours.
    fn exactly(&self, form: FormName, path: &str, part: &str) -> Option<AttrValue> {
        if self.has_others()
            && let Some(message) = self.of_host(form, path, part)
        {
            return Some(AttrValue::from(message.to_owned()));
        }
        self.exactly_shipped(form, path, part)
    }

    fn exactly_shipped(&self, form: FormName, path: &str, part: &str) -> Option<AttrValue> {
        let own = self.shipped.at(form.as_str());
        for from in [own, Some(self.shipped)].into_iter().flatten() {
            let Some(key) = from.at(path).and_then(|node| node.at(part)) else { continue };
            let said = |variant| key.at(variant).map(|node| node.message).filter(|message| !message.is_empty());
            if let Some(message) = self.variants().find_map(said) {
                return Some(AttrValue::Static(message));
            }
        }
        None
    }

    /// What a host says by this key, with the form's name in front or without, whatever the rows: `people[3].name` is asked
    /// in the words of `people.name`. Nothing of what is locked.
    #[inline(never)]
    fn of_host(&self, form: FormName, path: &str, part: &str) -> Option<&str> {
        let form = form.as_str();
        let mut own = [form, "."].concat();
        for piece in path.split('[') {
            own.push_str(piece.split_once(']').map_or(piece, |(_, rest)| rest));
        }
        if !part.is_empty() {
            own.push('.');
            own.push_str(part);
        }
        if locks(&LOCKED, &own) {
            return None;
        }
        for layer in [&self.host, &self.policy] {
            for key in [&*own, &own[form.len() + 1..]] {
                for variant in self.variants() {
                    let place = place(layer, &[key, variant].concat()).ok();
                    if let Some((_, message)) = place.and_then(|place| layer.get(place)) {
                        return Some(message);
                    }
                }
            }
        }
        None
    }

    /// What is said to this reader before what is said to all.
    fn variants(&self) -> impl Iterator<Item = &'static str> {
        let holds = |(mode, pcsp, _): &(Mode, bool, _)| *mode <= self.mode && (self.pcsp || !pcsp);
        VARIANTS.into_iter().filter(holds).map(|(_, _, variant)| variant)
    }

    /// The message of a key that every form must have. A missing one shows its key, which no test lets through.
    pub fn say(&self, key: &str) -> AttrValue {
        self.find(key, "").unwrap_or_else(|| AttrValue::from(key.to_owned()))
    }

    /// The same, with what the sentence is told: `{time}`, `{limit}`.
    pub fn tell(&self, key: &str, told: &[(&str, &str)]) -> AttrValue {
        self.fill(&self.say(key), told)
    }

    /// The same of a sentence.
    pub fn fill(&self, sentence: &str, told: &[(&str, &str)]) -> AttrValue {
        filled(sentence, told, &self.digits())
    }

    /// Figures of ours in the digits of the language. What somebody has typed, and numbers that are called out or copied, stay.
    pub fn figures(&self, figures: String) -> String {
        let digits = self.digits();
        if digits.is_empty() { figures } else { in_digits(&figures, &digits) }
    }

    /// The ten digits of a host's language; empty for ours.
    fn digits(&self) -> AttrValue {
        let said = self.has_others().then(|| self.say("digits"));
        said.filter(|digits| figures::are_digits(digits)).unwrap_or_default()
    }

    /// The label of an option: the question's own, or what the code means everywhere.
    pub fn option(&self, path: &str, code: &str) -> AttrValue {
        self.find(path, code)
            .or_else(|| self.exactly(self.form, "option", code))
            .unwrap_or_else(|| AttrValue::from(code.to_owned()))
    }

    /// What a problem says: the question's own sentence, or the one for all questions. It may name the `{group}` that the
    /// question is in, or the `{date}` that it asks for.
    pub fn problem(&self, path: &str, code: &str, told: &[(&str, &str)]) -> AttrValue {
        let sentence = self.find(path, code).unwrap_or_else(|| self.say(&["error.", code].concat()));
        let label = self.tell(path, told);
        let group = self.say(path::parent(path).0);
        let date = self.find(path, "called").unwrap_or_else(|| label.clone());
        fill(&self.fill(&sentence, told), &[("label", &label), ("group", &group), ("date", &date)])
    }
}

/// What a sentence is told in figures of ours: rows and counts, limits, times, an example of a date.
const FIGURES: [&str; 6] = ["n", "count", "limit", "revision", "time", "example"];

fn in_digits(figures: &str, digits: &str) -> String {
    let own = |letter: char| digits.chars().nth(letter.to_digit(10)? as usize);
    figures.chars().map(|letter| own(letter).unwrap_or(letter)).collect()
}

/// Puts what a sentence is told in the place of `{name}`. Braces that name nothing stay.
pub fn fill(sentence: &str, told: &[(&str, &str)]) -> AttrValue {
    filled(sentence, told, "")
}

fn filled(sentence: &str, told: &[(&str, &str)], digits: &str) -> AttrValue {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let end = after.find('}').unwrap_or(0);
        match told.iter().find(|(name, _)| *name == &after[..end]) {
            Some((name, value)) => {
                if digits.is_empty() || !FIGURES.contains(name) {
                    out.push_str(value);
                } else {
                    out.push_str(&in_digits(value, digits));
                }
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

#[cfg(test)]
mod tests;
