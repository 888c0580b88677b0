//! What the names in a policy mean: paths of questions, and what of them cannot be hidden.

use super::apply::Known;
use crate::FormName;
use crate::fields::{self, Field, Kind, Need};

/// What a name means in a form: with the name of a form in front it is of that form alone.
pub(super) fn of_form(form: FormName, name: &str) -> Option<&str> {
    let own = |form: FormName| name.strip_prefix(form.as_str())?.strip_prefix('.');
    let any = FormName::ALL.iter().any(|form| own(*form).is_some());
    if any { own(form) } else { Some(name) }
}

/// The section that a name means in a form: `section.care_act`.
pub(super) fn section_of(form: FormName, name: &str) -> Option<&str> {
    of_form(form, name)?.strip_prefix("section.")
}

/// The questions of a form that a policy means by a name: a path, with `*` for any part and the form's name in front or not.
pub(super) fn resolve(form: FormName, name: &str) -> Vec<(String, &'static Field)> {
    let Some(own) = of_form(form, name) else { return Vec::new() };
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

pub(super) fn resolve_in_all(name: &str) -> Vec<(FormName, String, &'static Field)> {
    let of = |form: &FormName| {
        resolve(*form, name).into_iter().map(|(path, field)| (*form, path, field)).collect::<Vec<_>>()
    };
    FormName::ALL.iter().flat_map(of).collect()
}

/// Whether it is a notice, or the abuse question itself, by whatever name.
pub(super) fn is_locked(name: &str, known: &Known) -> bool {
    name == FormName::AbuseQuestion.as_str()
        || known.locked.iter().any(|locked| {
            *locked == name || locked.split_once('.').is_some_and(|(form, own)| form != "abuse_question" && own == name)
        })
}

/// The path of what completion needs in a question, group or list.
pub(super) fn needed(field: &Field, path: &str) -> Option<String> {
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

pub(super) fn leads_through_rows(form: FormName, path: &str) -> bool {
    path.match_indices('.').any(|(end, _)| {
        fields::find(form.fields(), &path[..end]).is_some_and(|field| matches!(field.kind, Kind::Rows(_)))
    })
}
