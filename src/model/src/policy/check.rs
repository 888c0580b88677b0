//! Whether a policy can be used of the forms: every name in it is one, and it bends nothing that is the same for everyone.

use super::apply::Known;
use super::error::{PolicyCode, PolicyError};
use super::names::{is_locked, leads_through_rows, needed, of_form, resolve, resolve_in_all};
use super::question::Question;
use super::read::Policy;
use crate::FormName;
use crate::fields::{self, Kind};
use crate::path::{self, numbered};

impl Policy {
    /// Checks every name in it against all forms.
    pub(super) fn check(&self, known: &Known) -> Result<(), PolicyError> {
        for (at, name) in self.hide.iter().enumerate() {
            self.check_hidden(name, &numbered("hide", at), known)?;
        }
        for (at, name) in self.need.iter().enumerate() {
            self.check_needed(name, &numbered("need", at), known)?;
        }
        for (at, name) in self.sections.iter().enumerate() {
            let is_in = |form: &FormName| {
                let own = of_form(*form, name);
                own.is_some_and(|own| {
                    self.question(own).is_some() || (known.sections)(*form).iter().any(|one| one.id == own)
                })
            };
            if !FormName::ALL.iter().any(is_in) {
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
        let section = |form: FormName| of_form(form, name).and_then(|own| own.strip_prefix("section."));
        if FormName::ALL.iter().any(|form| section(*form).is_some()) {
            let mut found = false;
            for form in FormName::ALL {
                let section = section(*form).unwrap_or_default();
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
            // Of a form with sections, what is in none of them is asked only of a form that is not finished.
            let has_place = |form: &FormName| {
                let sections = (known.sections)(*form);
                let in_section = |path: &str| {
                    sections.iter().any(|section| section.paths.iter().any(|asked| path::is_in(path, asked)))
                };
                sections.is_empty() || resolve(*form, after).iter().all(|(path, _)| in_section(path))
            };
            if !forms.iter().all(has_place) {
                return wrong("after", PolicyCode::NoPlace, after);
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
}
