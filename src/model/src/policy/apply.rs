//! A policy applied to a form: the questions that a document of it has then.

use std::sync::{Mutex, PoisonError};

use super::error::{PolicyCode, PolicyError};
use super::question::{Question, leak, text, texts};
use super::read::Policy;
use super::{LOCAL, local_name};
use crate::FormName;
use crate::fields::{self, Condition, Field, Kind, Need};
use crate::json::Value;
use crate::path::{Answers, numbered};

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
    /// The keys of messages that nobody may change, with the form's name in front.
    pub locked: &'a [&'static str],
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

    /// Checks every name in it against all forms.
    fn check(&self, known: &Known) -> Result<(), PolicyError> {
        for (at, name) in self.hide.iter().enumerate() {
            self.check_hidden(name, &numbered("hide", at), known)?;
        }
        for (at, name) in self.need.iter().enumerate() {
            self.check_needed(name, &numbered("need", at), known)?;
        }
        for (at, name) in self.sections.iter().enumerate() {
            let is_ours = FormName::ALL.iter().any(|form| (known.sections)(*form).iter().any(|one| one.id == name));
            if !is_ours && self.question(name).is_none() {
                return Err(PolicyError::new(&numbered("sections", at), PolicyCode::UnknownSection, name));
            }
        }
        for question in &self.questions {
            self.check_question(question, known)?;
        }
        let is_locked = |key: &&String| {
            let key = key.split('@').next().unwrap_or_default();
            known
                .locked
                .iter()
                .any(|locked| *locked == key || locked.split_once('.').is_some_and(|(_, own)| own == key))
        };
        match self.messages.keys().find(is_locked) {
            Some(key) => Err(PolicyError::new("messages", PolicyCode::Locked, key)),
            None => Ok(()),
        }
    }

    fn check_hidden(&self, name: &str, place: &str, known: &Known) -> Result<(), PolicyError> {
        let wrong = |code, about: &str| Err(PolicyError::new(place, code, about));
        if let Some(section) = name.strip_prefix("section.") {
            let mut found = false;
            for form in FormName::ALL {
                for outline in (known.sections)(*form).iter().filter(|outline| outline.id == section) {
                    found = true;
                    if outline.locked {
                        return wrong(PolicyCode::Locked, name);
                    }
                    for path in &outline.paths {
                        if let Some(needed) = fields::find(form.fields(), path).and_then(|field| needed(field, path)) {
                            return wrong(PolicyCode::Needed, &needed);
                        }
                    }
                }
            }
            return if found { Ok(()) } else { wrong(PolicyCode::UnknownSection, name) };
        }
        if self.question(name).is_some() {
            // What a policy adds, it need not hide.
            return wrong(PolicyCode::Duplicate, name);
        }
        if is_locked(name, known) {
            return wrong(PolicyCode::Locked, name);
        }
        let found = resolve_in_all(name);
        if found.is_empty() {
            return wrong(PolicyCode::UnknownQuestion, name);
        }
        for (form, path, field) in found {
            if form == FormName::AbuseQuestion && path == "response" {
                return wrong(PolicyCode::Locked, &path);
            }
            if let Some(needed) = needed(field, &path) {
                return wrong(PolicyCode::Needed, &needed);
            }
        }
        Ok(())
    }

    fn check_needed(&self, name: &str, place: &str, known: &Known) -> Result<(), PolicyError> {
        let wrong = |code, about: &str| Err(PolicyError::new(place, code, about));
        if self.hide.iter().any(|hidden| hidden == name) {
            return wrong(PolicyCode::Needed, name);
        }
        if self.question(name).is_some() {
            return Ok(());
        }
        if is_locked(name, known) {
            return wrong(PolicyCode::Locked, name);
        }
        let found = resolve_in_all(name);
        if found.is_empty() {
            return wrong(PolicyCode::UnknownQuestion, name);
        }
        for (form, path, field) in found {
            // Nobody is made to write down what happened to them.
            if form == FormName::AbuseQuestion && path.starts_with("disclosure") {
                return wrong(PolicyCode::Locked, &path);
            }
            if matches!(field.kind, Kind::Group(_)) {
                return wrong(PolicyCode::HoldsQuestions, &path);
            }
        }
        Ok(())
    }

    fn check_question(&self, question: &Question, known: &Known) -> Result<(), PolicyError> {
        let wrong =
            |key: &str, code, about: &str| Err(PolicyError::new(&[&question.place, ".", key].concat(), code, about));
        if let Some(form) = question.forms.iter().find(|form| FormName::from_name(form).is_none()) {
            return wrong("forms", PolicyCode::UnknownForm, form);
        }
        let forms = self.forms_of(question, known);
        if let Some(after) = &question.after {
            let is_there = |form: &FormName| match self.question(after) {
                Some(other) => other.id != question.id && self.forms_of(other, known).contains(form),
                None => !resolve(*form, after).is_empty(),
            };
            if forms.is_empty() || !forms.iter().all(is_there) || self.follows_itself(question) {
                return wrong("after", PolicyCode::UnknownQuestion, after);
            }
        }
        for inner in &question.questions {
            let Some((of, codes)) = &inner.only_if else { continue };
            let place = [&inner.place, ".only_if"].concat();
            let Some(other) = question.questions.iter().find(|other| other.id == *of && other.id != inner.id) else {
                return Err(PolicyError::new(&place, PolicyCode::UnknownQuestion, of));
            };
            if let Some(code) = codes.iter().find(|code| other.options.iter().all(|(known, _)| known != *code)) {
                return Err(PolicyError::new(&place, PolicyCode::UnknownCode, code));
            }
        }
        let Some((of, codes)) = &question.only_if else { return Ok(()) };
        for form in forms {
            let known_codes: Vec<&str> = match self.question(of) {
                Some(other) if other.id != question.id && self.forms_of(other, known).contains(&form) => {
                    other.options.iter().map(|(code, _)| &**code).collect()
                }
                None => match fields::find(form.fields(), of) {
                    Some(field) if !leads_through_rows(form, of) => field.kind.codes().to_vec(),
                    _ => return wrong("only_if", PolicyCode::UnknownQuestion, of),
                },
                Some(_) => return wrong("only_if", PolicyCode::UnknownQuestion, of),
            };
            if let Some(code) = codes.iter().find(|code| !known_codes.contains(&code.as_str())) {
                return wrong("only_if", PolicyCode::UnknownCode, code);
            }
        }
        Ok(())
    }

    /// The trust's own question of a path.
    fn question(&self, path: &str) -> Option<&Question> {
        let name = local_name(path)?;
        self.questions.iter().find(|question| question.id == name)
    }

    /// Whether questions say of each other that they follow.
    fn follows_itself(&self, question: &Question) -> bool {
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
    fn forms_of(&self, question: &Question, known: &Known) -> Vec<FormName> {
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

    fn apply(&self, form: FormName, known: &Known) -> Rules {
        let paths = |names: &[String]| -> Vec<String> {
            names.iter().flat_map(|name| resolve(form, name)).map(|(path, _)| path).collect()
        };
        let mut hidden = paths(&self.hide);
        for outline in (known.sections)(form) {
            if self.hide.iter().any(|name| name.strip_prefix("section.") == Some(outline.id)) {
                hidden.extend(outline.paths.iter().map(|path| (*path).to_owned()));
            }
        }
        let edits = Edits { hidden, needed: paths(&self.need) };
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
                field.need = Need::Complete;
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
            order: texts(&self.sections),
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
            let need =
                if self.needed.contains(&path) && field.need == Need::Optional { Need::Complete } else { field.need };
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
            Field { hidden, need, kind, ..*field }
        };
        fields.iter().map(changed).collect()
    }
}

/// The questions of a form that a policy means by a name: a path, with `*` for any part and the form's name in front or not.
fn resolve(form: FormName, name: &str) -> Vec<(String, &'static Field)> {
    let own = name.strip_prefix(form.as_str()).and_then(|rest| rest.strip_prefix('.')).unwrap_or(name);
    let wanted: Vec<&str> = own.split('.').map(|part| part.trim_end_matches("[]")).collect();
    let mut found = Vec::new();
    fields::each(form.fields(), "", &mut |path, field| {
        let path = path.replace("[]", "");
        let parts = path.split('.');
        let fits = parts.clone().count() == wanted.len()
            && parts.zip(&wanted).all(|(part, wanted)| *wanted == "*" || *wanted == part);
        if fits && field.need != Need::Kept && field.kind != Kind::Voices {
            found.push((path, field));
        }
    });
    found
}

fn resolve_in_all(name: &str) -> Vec<(FormName, String, &'static Field)> {
    let of = |form: &FormName| {
        resolve(*form, name).into_iter().map(|(path, field)| (*form, path, field)).collect::<Vec<_>>()
    };
    FormName::ALL.iter().flat_map(of).collect()
}

/// Whether it is a notice, or the abuse question itself, by whatever name.
fn is_locked(name: &str, known: &Known) -> bool {
    name == FormName::AbuseQuestion.as_str()
        || known.locked.iter().any(|locked| {
            *locked == name || locked.split_once('.').is_some_and(|(form, own)| form != "abuse_question" && own == name)
        })
}

/// The path of what completion needs in a question, group or list.
fn needed(field: &Field, path: &str) -> Option<String> {
    // A group that names itself is asked for nothing until it is begun.
    let begins = field.complete_if.is_some_and(|condition| condition.question == field.id);
    let is_needed = matches!(field.need, Need::Draft | Need::Complete | Need::ByRule)
        || field.complete_if.is_some() && !begins
        || path.starts_with("sign_");
    if is_needed {
        return Some(path.to_owned());
    }
    match field.kind {
        Kind::Group(inner) if !begins => inner.iter().find_map(|field| needed(field, &[path, ".", field.id].concat())),
        _ => None,
    }
}

fn leads_through_rows(form: FormName, path: &str) -> bool {
    path.match_indices('.').any(|(end, _)| {
        fields::find(form.fields(), &path[..end]).is_some_and(|field| matches!(field.kind, Kind::Rows(_)))
    })
}
