//! A section where a person fills it in: all of its questions, or on a phone the one whose turn it is.

use coplan_model::Problem;
use yew::{Html, html};

use super::section::{Part, Section};
use crate::context::{FormContext, View};
use crate::controls::button::button_about;
use crate::controls::{error_summary, keyed};
use crate::store::{Action, day_of, is_within, section_key};

/// The questions of a section, or the one on screen. Each keeps its place, so that a form that becomes wider or narrower keeps
/// what is in its controls.
pub fn questions(form: &FormContext, section: &Section) -> Html {
    let one = form.store.question_on_screen();
    let asks_from =
        section.parts.iter().position(|part| !matches!(part, Part::Show(_) | Part::Notice(_))).unwrap_or_default();
    let parts = section.parts.iter().enumerate().map(|(at, part)| {
        let piece = match (part, &one) {
            // Its questions stand under the section's own title.
            (Part::Ask(path), None) if *path == section.id => form.inside(path),
            (Part::Ask(path), Some((question, _))) if *path == section.id && is_within(question, path) => {
                form.field(question)
            }
            (Part::Ask(path) | Part::Lay(path, _), Some((question, _))) if path != question => Html::default(),
            // What is before or after all questions stays with the first or the last.
            (Part::Show(_) | Part::Notice(_), Some((_, place))) if at < asks_from && !place.first => Html::default(),
            (Part::Show(_) | Part::Notice(_), Some((_, place))) if at >= asks_from && !place.last => Html::default(),
            (Part::Ask(path), _) => form.field(path),
            (Part::Lay(path, show), _) => laid(form, path, *show),
            (Part::Show(show), _) => show(form),
            (Part::Notice(key), _) => notice(form, key),
        };
        match part {
            Part::Ask(path) | Part::Lay(path, _) => keyed(path, piece),
            Part::Show(_) => keyed(&at.to_string(), piece),
            Part::Notice(key) => keyed(key, piece),
        }
    });
    parts.collect()
}

/// A question that is laid out in a way of its own; what a policy hides is read where it is answered.
pub(super) fn laid(form: &FormContext, path: &str, show: fn(&FormContext) -> Html) -> Html {
    match form.store.field(path).is_some_and(|field| field.hidden) {
        true if form.is_asked(path) => show(&form.seen(View::Check)),
        true => Html::default(),
        false => show(form),
    }
}

/// What in a section is from an earlier document, until somebody says that they have looked at it.
pub(super) fn carried(form: &FormContext, section: &Section) -> Html {
    if !form.store.has_carried(section.id) {
        return Html::default();
    }
    let about = form.say(&section_key(section.id));
    html! {
        <div class="nhsuk-inset-text coplan-carried">
            <p>{ form.say("carried.lead") }</p>
            { button_about(form, Action::ConfirmCarried(section.id.to_owned()), form.say("carried.confirm"), false, &about) }
        </div>
    }
}

/// What another form has to what a section asks and nobody has answered here, to be used by whoever wants it.
pub(super) fn elsewhere(form: &FormContext, section: &Section) -> Html {
    let Some(other) = form.store.elsewhere(section.id) else { return Html::default() };
    let words = form.tell(&["elsewhere.use.", other.form.as_str()].concat(), &[("date", &form.date(&day_of(&other)))]);
    let about = form.say(&section_key(section.id));
    html! {
        <div class="nhsuk-form-group">
            { button_about(form, Action::UseElsewhere(section.id.to_owned()), words, false, &about) }
        </div>
    }
}

/// What is said to whoever fills in and reads.
pub(super) fn notice(form: &FormContext, key: &str) -> Html {
    html! { <p class="nhsuk-inset-text">{ form.said(key, form.say(key)) }</p> }
}

/// What is still missing on the first page that lacks something, where there is one question on each: the next is said once that
/// is answered.
pub fn first_missing(form: &FormContext, missing: &[Problem]) -> Option<Html> {
    let first = &missing.first().filter(|_| form.store.asks_one_question())?.path;
    let section = form.store.sections().into_iter().find(|section| section.has(first))?;
    let here = missing.iter().filter(|problem| form.store.is_on_page_of(section, &problem.path, first));
    Some(error_summary::of_page(form, here))
}
