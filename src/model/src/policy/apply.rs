//! A policy applied to a form: the questions that a document of it has then.

use std::sync::{Mutex, PoisonError};

use super::error::PolicyError;
use super::names::{of_form, resolve, section_of};
use super::question::{Question, leak, text, texts};
use super::read::Policy;
use super::{LOCAL, local_name};
use crate::FormName;
use crate::fields::{Condition, Field, Kind, Need};
use crate::json::Value;
use crate::path::Answers;

/// A form as one policy has it.
#[derive(Debug)]
pub struct Rules {
    /// Which form.
    pub form: FormName,
    /// The id of the policy.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The questions of the form, and those of the trust in the group `local`.
    pub fields: &'static [Field],
    /// The ids of the sections that come first, in this order.
    pub order: &'static [&'static str],
    /// Where the trust's own questions stand.
    pub placed: &'static [Placed],
    /// What is said in the place of our messages, and of the trust's own questions, by key.
    pub messages: Answers,
    text: String,
}

impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        self.form == other.form && self.text == other.text
    }
}

/// Where a question of a trust's own stands.
#[derive(Debug)]
pub struct Placed {
    /// Its path.
    pub path: &'static str,
    /// The path of the question that it follows; none for a section of its own.
    pub after: Option<&'static str>,
    /// It is a worker's to answer.
    pub staff: bool,
}

/// A section of a form, as far as a policy has to do with it.
#[derive(Clone, Debug)]
pub struct Outline {
    /// Its id.
    pub id: &'static str,
    /// The questions in it.
    pub paths: Vec<&'static str>,
    /// It holds a notice that everyone has to see.
    pub locked: bool,
}

/// What the forms are on screen, as far as a policy has to do with it.
pub struct Known<'a> {
    /// The sections of a form.
    pub sections: &'a dyn Fn(FormName) -> Vec<Outline>,
    /// The questions of a form that others can follow.
    pub places: &'a dyn Fn(FormName) -> Vec<&'static str>,
    /// The keys of messages that nobody may change, with the form's name in front.
    pub locked: &'a [&'static str],
    /// The question that is asked in one place only: no question of a trust's own, and no message, may repeat it.
    pub once: &'a str,
    /// A text in the normalization form NFD.
    pub decomposed: &'a dyn Fn(&str) -> String,
}

/// Whether a key is of a message that nobody may change: also of the same question inside another, as in an earlier asking, and where
/// an answer is read. `locked` are keys with the form's name in front. A trust's own question may have any name.
pub fn locks(locked: &[&str], key: &str) -> bool {
    let key = key.split('@').next().unwrap_or_default();
    let key = key.strip_suffix(".read").unwrap_or(key);
    let is_own = |before: &str| before.split('.').any(|part| part == LOCAL);
    locked.iter().filter_map(|locked| locked.split_once('.')).any(|(_, own)| {
        key.strip_suffix(own).is_some_and(|before| before.is_empty() || before.ends_with('.') && !is_own(before))
    })
}

/// Tables are kept once for each policy and form, however often it is set.
static KEPT: Mutex<Vec<&'static Rules>> = Mutex::new(Vec::new());

impl Policy {
    /// The form as this policy has it.
    ///
    /// # Errors
    /// When the policy cannot be used of the forms: the first place in it that is wrong.
    pub fn rules(&self, form: FormName, known: &Known) -> Result<&'static Rules, PolicyError> {
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = kept.iter().find(|rules| rules.form == form && rules.text == self.text) {
            return Ok(rules);
        }
        self.check(known)?;
        let rules: &'static Rules = Box::leak(Box::new(self.apply(form, known)));
        kept.push(rules);
        Ok(rules)
    }

    /// The trust's own question of a path.
    pub(super) fn question(&self, path: &str) -> Option<&Question> {
        let name = local_name(path)?;
        self.questions.iter().find(|question| question.id == name)
    }

    /// Whether questions say of each other that they follow.
    pub(super) fn follows_itself(&self, question: &Question) -> bool {
        let mut at = question;
        for _ in 0..=self.questions.len() {
            match at.after.as_deref().and_then(|after| self.question(after)) {
                Some(before) => at = before,
                None => return false,
            }
        }
        true
    }

    /// The forms that have one of the trust's own questions.
    pub(super) fn forms_of(&self, question: &Question, known: &Known) -> Vec<FormName> {
        // What follows another is where that is.
        let mut first = question;
        for _ in &self.questions {
            match first.after.as_deref().and_then(|after| self.question(after)) {
                Some(before) if first.forms.is_empty() => first = before,
                _ => break,
            }
        }
        let has = |form: &FormName| match &first.after {
            _ if !first.forms.is_empty() => first.forms.iter().any(|name| name == form.as_str()),
            Some(after) if self.question(after).is_none() => !resolve(*form, after).is_empty(),
            _ => !(known.sections)(*form).is_empty(),
        };
        FormName::ALL.iter().copied().filter(has).collect()
    }

    /// The paths of the questions that it hides in a form.
    pub(super) fn hidden(&self, form: FormName, known: &Known) -> Vec<String> {
        let is_section = |form: FormName, name: &str| {
            let section = section_of(form, name);
            section.is_some_and(|id| (known.sections)(form).iter().any(|outline| outline.id == id))
        };
        let mut hidden = Vec::new();
        for name in &self.hide {
            if is_section(form, name) {
                let all = (known.sections)(form).into_iter();
                let named = all.filter(|outline| section_of(form, name) == Some(outline.id));
                hidden.extend(named.flat_map(|outline| outline.paths).map(str::to_owned));
            } else if !FormName::ALL.iter().any(|other| is_section(*other, name)) {
                // What no form has as a section is the group of that name.
                let group = name.replacen("section.", "", 1);
                hidden.extend(resolve(form, &group).into_iter().map(|(path, _)| path));
            }
        }
        hidden
    }

    fn apply(&self, form: FormName, known: &Known) -> Rules {
        let paths = |names: &[String]| -> Vec<String> {
            names.iter().flat_map(|name| resolve(form, name)).map(|(path, _)| path).collect()
        };
        let edits = Edits { hidden: self.hidden(form, known), needed: paths(&self.need) };
        let mut fields = edits.apply(form.fields(), "", false);
        let voiced = fields.iter().any(|field| field.kind == Kind::Voices);
        let mut messages = self.messages.clone();
        let (mut own, mut placed) = (Vec::new(), Vec::new());
        for question in self.questions.iter().filter(|question| self.forms_of(question, known).contains(&form)) {
            let path = question.path();
            let condition = question.only_if.as_ref().map(|(of, any_of)| match local_name(of) {
                Some(beside) => Condition::beside(text(beside), texts(any_of)),
                None => Condition { from_root: true, ..Condition::beside(text(of), texts(any_of)) },
            });
            let mut field = question.field(voiced, condition);
            if self.need.contains(&path) {
                (field.need, field.by_policy) = (Need::Complete, true);
            }
            own.push(field);
            question.messages(&path, &mut messages);
            if question.after.is_none() {
                let key = ["section.", &path].concat();
                messages.insert(key.clone(), Value::from(&*question.label));
                if let Some(label) = &question.label_person {
                    messages.insert([&*key, "@person"].concat(), Value::from(&**label));
                }
            }
            placed.push(Placed {
                path: text(&path),
                after: question.after.as_deref().map(|after| {
                    let bare = resolve(form, after).into_iter().next().map(|(path, _)| path);
                    text(bare.as_deref().unwrap_or(after))
                }),
                staff: question.staff,
            });
        }
        if !own.is_empty() {
            fields.push(Field { id: LOCAL, kind: Kind::Group(leak(own)), ..Field::NOTHING });
        }
        Rules {
            form,
            id: self.id.clone(),
            version: self.version.clone(),
            fields: leak(fields),
            order: leak(self.sections.iter().filter_map(|name| of_form(form, name)).map(text).collect()),
            placed: leak(placed),
            messages,
            text: self.text.clone(),
        }
    }
}

/// What a policy changes of our own questions, by their paths.
struct Edits {
    hidden: Vec<String>,
    needed: Vec<String>,
}

impl Edits {
    fn apply(&self, fields: &'static [Field], prefix: &str, all_hidden: bool) -> Vec<Field> {
        let changed = |field: &Field| {
            let path = [prefix, field.id].concat();
            let hidden = all_hidden || self.hidden.contains(&path);
            let by_policy = self.needed.contains(&path) && field.need == Need::Optional;
            let need = if by_policy { Need::Complete } else { field.need };
            let within = [&*path, "."].concat();
            let is_edited = |paths: &[String]| paths.iter().any(|path| path.starts_with(&within));
            let inner = |inner: &'static [Field], hidden: bool| {
                if hidden || is_edited(&self.hidden) || is_edited(&self.needed) {
                    leak(self.apply(inner, &within, hidden))
                } else {
                    inner
                }
            };
            let kind = match field.kind {
                Kind::Group(fields) => Kind::Group(inner(fields, hidden)),
                Kind::Rows(fields) => Kind::Rows(inner(fields, false)),
                kind => kind,
            };
            Field { hidden, need, by_policy, kind, ..*field }
        };
        fields.iter().map(changed).collect()
    }
}
