//! Whether a policy can be used of the forms: every name in it is one, and it bends nothing that is the same for everyone.

use super::apply::{Known, locks};
use super::error::{PolicyCode, PolicyError};
use super::local_name;
use super::names::{is_locked, leads_through_rows, needed, of_form, resolve, resolve_in_all, section_of};
use super::question::{Question, is_id};
use super::read::Policy;
use super::repeated::{layer, repeating, repeats};
use crate::FormName;
use crate::fields::{self, Field, Kind, Need};
use crate::figures;
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
                // A section of the trust's own may have no question yet.
                own.is_some_and(|own| {
                    local_name(own).is_some_and(is_id) || (known.sections)(*form).iter().any(|one| one.id == own)
                })
            };
            if !FormName::ALL.iter().any(is_in) {
                return Err(PolicyError::new(&numbered("sections", at), PolicyCode::UnknownSection, name));
            }
        }
        for question in &self.questions {
            self.check_question(question, known)?;
        }
        for (key, text) in &self.messages {
            let text = text.as_str().unwrap_or_default();
            if locks(known.locked, key) {
                return Err(PolicyError::new("messages", PolicyCode::Locked, key));
            }
            if key.split('@').next() == Some("digits") && !figures::are_digits(text) {
                let belongs = PolicyCode::WrongType("the ten digits of a script, from 0 to 9,");
                return Err(PolicyError::new("messages", belongs, key));
            }
        }
        let locked = |key| Err(PolicyError::new("messages", PolicyCode::Locked, key));
        repeating(&layer(self.messages.clone()), known.once).map_or(Ok(()), locked)
    }

    fn check_hidden(&self, name: &str, place: &str, known: &Known) -> Result<(), PolicyError> {
        let wrong = |code, about: &str| Err(PolicyError::new(place, code, about));
        if FormName::ALL.iter().any(|form| section_of(*form, name).is_some()) {
            let mut found = false;
            for form in FormName::ALL {
                let section = section_of(*form, name);
                for outline in (known.sections)(*form).iter().filter(|outline| section == Some(outline.id)) {
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
            // What is a section to its readers may be a group of questions.
            let group = name.replacen("section.", "", 1);
            return match (found, resolve_in_all(&group).is_empty()) {
                (true, _) => Ok(()),
                (false, true) => wrong(PolicyCode::UnknownSection, name),
                (false, false) => self.check_hidden(&group, place, known),
            };
        }
        if self.question(name).is_some() {
            return wrong(PolicyCode::Added, name);
        }
        for (form, path, field) in named(name, place, known)? {
            if form == FormName::AbuseQuestion && path.rsplit('.').next() == Some("response") {
                return wrong(PolicyCode::Locked, &path);
            }
            if let Some(needed) = needed(field, &path) {
                return wrong(PolicyCode::Needed, &needed);
            }
            // A row of a list that completion needs has to ask something.
            let list = path::parent(&path).0;
            if let Some(Kind::Rows(inner)) =
                fields::find(form.fields(), list).filter(|list| list.need == Need::Complete).map(|list| list.kind)
            {
                let mut asked = inner.iter().filter(|field| field.need != Need::Kept);
                if asked.all(|field| self.hides(form, &[list, ".", field.id].concat(), known)) {
                    return wrong(PolicyCode::Needed, list);
                }
            }
        }
        Ok(())
    }

    /// Whether a question is hidden, by whatever name.
    fn hides(&self, form: FormName, path: &str, known: &Known) -> bool {
        let hidden = self.hidden(form, known);
        hidden.iter().any(|hidden| path::is_in(path, hidden))
    }

    fn check_needed(&self, name: &str, place: &str, known: &Known) -> Result<(), PolicyError> {
        let wrong = |code, about: &str| Err(PolicyError::new(place, code, about));
        if let Some(own) = self.question(name) {
            let of_abuse_question = self.forms_of(own, known).contains(&FormName::AbuseQuestion);
            let locked = of_abuse_question && self.is_about_disclosure(own, self.questions.len());
            return if locked { wrong(PolicyCode::Locked, name) } else { Ok(()) };
        }
        for (form, path, field) in named(name, place, known)? {
            // Nobody is made to write down what happened to them.
            if form == FormName::AbuseQuestion && path.starts_with("disclosure") {
                return wrong(PolicyCode::Locked, &path);
            }
            if matches!(field.kind, Kind::Group(_)) {
                return wrong(PolicyCode::HoldsQuestions, &path);
            }
            if self.hides(form, &path, known) {
                return wrong(PolicyCode::Needed, &path);
            }
            // What stands in no section is asked only of a form that is not finished or not signed, and nobody could answer it.
            if !(known.places)(form).iter().any(|place| path::is_in(&path, place)) {
                return wrong(PolicyCode::NoPlace, &path);
            }
        }
        Ok(())
    }

    /// Whether a question of the trust's own stands among those about what somebody told of abuse, or is asked because they did. `left`
    /// are the questions that it may still lead through.
    fn is_about_disclosure(&self, question: &Question, left: usize) -> bool {
        let leads = |path: &str| match self.question(path) {
            Some(other) => left > 0 && self.is_about_disclosure(other, left - 1),
            None => path.split('.').any(|part| part == "disclosure"),
        };
        let is_told = |(of, codes): &(String, Vec<String>)| {
            leads(of)
                || of.rsplit('.').next() == Some("response")
                    && (codes.is_empty() || codes.iter().any(|code| code == "yes"))
        };
        question.after.as_deref().is_some_and(leads) || question.only_if.as_ref().is_some_and(is_told)
    }

    fn check_question(&self, question: &Question, known: &Known) -> Result<(), PolicyError> {
        let wrong =
            |key: &str, code, about: &str| Err(PolicyError::new(&[&question.place, ".", key].concat(), code, about));
        if let Some(form) = question.forms.iter().find(|form| FormName::from_name(form).is_none()) {
            return wrong("forms", PolicyCode::UnknownForm, form);
        }
        for one in [question].into_iter().chain(&question.questions) {
            for (key, text) in [
                (".label", Some(&one.label)),
                (".label_person", one.label_person.as_ref()),
                (".hint", one.hint.as_ref()),
            ] {
                if text.is_some_and(|text| repeats(text, known.once)) {
                    return Err(PolicyError::new(&[&one.place, key].concat(), PolicyCode::Locked, ""));
                }
            }
            let refused = |code, about: &str| Err(PolicyError::new(&[&one.place, ".options"].concat(), code, about));
            if one.options.iter().any(|(_, text)| repeats(text, known.once)) {
                return refused(PolicyCode::Locked, "");
            }
            let looks: Vec<String> = one.options.iter().map(|(_, text)| known.looks(text)).collect();
            // Whoever chooses could not tell them apart.
            if let Some(at) = (0..looks.len()).find(|at| looks[..*at].contains(&looks[*at])) {
                return refused(PolicyCode::Duplicate, &one.options[at].0);
            }
        }
        // Nor a part at a time, as they stand one under the other.
        for to_person in [false, true] {
            let mut said = String::new();
            question.in_turn(to_person, &mut |text| said.extend([" ", text]));
            if repeats(&said, known.once) {
                return wrong("label", PolicyCode::Locked, "");
            }
        }
        let forms = self.forms_of(question, known);
        if let Some(after) = &question.after {
            let is_there = |form: &FormName| match self.question(after) {
                Some(other) => other.id != question.id && self.forms_of(other, known).contains(form),
                None => !resolve(*form, after).is_empty(),
            };
            if forms.is_empty() || self.follows_itself(question) {
                return wrong("after", PolicyCode::UnknownQuestion, after);
            }
            if !forms.iter().all(is_there) {
                let code = if forms.iter().any(is_there) { PolicyCode::NotInForm } else { PolicyCode::UnknownQuestion };
                return wrong("after", code, after);
            }
            // What stands in no section is asked only of a form that is not finished, or by another question.
            let has_place = |form: &FormName| {
                let places = (known.places)(*form);
                let has = |path: &str| places.iter().any(|place| path::is_in(path, place));
                resolve(*form, after).iter().all(|(path, _)| has(path))
            };
            if !forms.iter().all(has_place) {
                return wrong("after", PolicyCode::NoPlace, after);
            }
        } else if forms.iter().any(|form| (known.sections)(*form).is_empty()) {
            return wrong("after", PolicyCode::Missing, "");
        }
        for inner in &question.questions {
            let Some((of, codes)) = &inner.only_if else { continue };
            let place = [&inner.place, ".only_if"].concat();
            let beside = |id: &str| question.questions.iter().find(|other| other.id == id);
            let Some(other) = beside(of) else {
                return Err(PolicyError::new(&place, PolicyCode::UnknownQuestion, of));
            };
            let before = |one: &&Question| one.only_if.as_ref().and_then(|(of, _)| beside(of));
            if std::iter::successors(Some(inner), before).nth(question.questions.len()).is_some() {
                return Err(PolicyError::new(&place, PolicyCode::NeverAsked, of));
            }
            if let Some(code) = codes.iter().find(|code| other.options.iter().all(|(known, _)| known != *code)) {
                return Err(PolicyError::new(&place, PolicyCode::UnknownCode, code));
            }
        }
        let Some((of, codes)) = &question.only_if else { return Ok(()) };
        let is_asked_in = |form: &FormName| self.question(of).is_some() || fields::find(form.fields(), of).is_some();
        if !forms.iter().all(is_asked_in) && forms.iter().any(is_asked_in) {
            return wrong("only_if", PolicyCode::NotInForm, of);
        }
        for form in forms {
            let known_codes: Vec<&str> = match self.question(of) {
                Some(other) if self.forms_of(other, known).contains(&form) => {
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
            if self.is_never_asked(form, of, known, self.questions.len()) {
                return wrong("only_if", PolicyCode::NeverAsked, of);
            }
        }
        Ok(())
    }

    /// Whether a question is hidden, or hangs on one that is, or in a circle on itself. `left` are the questions of the trust's own
    /// that it may still hang on.
    fn is_never_asked(&self, form: FormName, path: &str, known: &Known, left: usize) -> bool {
        let of = match self.question(path) {
            Some(_) if left == 0 => return true,
            Some(own) => own.only_if.as_ref().map(|(of, _)| of.to_owned()),
            None if self.hides(form, path, known) => return true,
            None => fields::find(form.fields(), path).and_then(|field| {
                let condition = field.only_if?;
                let (group, _) = path::parent(path);
                let is_beside = !condition.from_root && !group.is_empty();
                Some(if is_beside { [group, ".", condition.question].concat() } else { condition.question.to_owned() })
            }),
        };
        of.is_some_and(|of| self.is_never_asked(form, &of, known, left.saturating_sub(1)))
    }
}

/// The questions that a name means, of all forms.
fn named(name: &str, place: &str, known: &Known) -> Result<Vec<(FormName, String, &'static Field)>, PolicyError> {
    let found = resolve_in_all(name);
    let code = match found.is_empty() {
        _ if is_locked(name, known) => PolicyCode::Locked,
        true => PolicyCode::UnknownQuestion,
        false => return Ok(found),
    };
    Err(PolicyError::new(place, code, name))
}
