//! The whole form before a worker: each section under its name and, where they want it so, behind a line as long as nothing in
//! it is answered.

use coplan_model::blank::is_blank_text;
use yew::{Html, html};

use super::contents::how_far;
use super::pages::{LATER, block, edit, inside, speaker, title};
use super::section::{Progress, Section, progress};
use super::{frame, recorded};
use crate::context::{FormContext, View};
use crate::controls::fold::Fold;
use crate::controls::keyed;

/// The whole form to be filled in.
pub(super) fn whole(form: &FormContext) -> Html {
    let sections = form.store.sections();
    if !form.store.folds() {
        return html! {
            <>
                { speaker(form) }
                { sections.iter().map(|section| keyed(section.id, edit(form, section))).collect::<Html>() }
                { after(form) }
            </>
        };
    }
    let come = progress(&form.store, &sections);
    let next = come.iter().position(|come| come.progress != Progress::Done);
    let pieces = sections.iter().zip(come).enumerate().map(|(at, (section, come))| {
        let open = Some(at) == next || come.progress != Progress::NotStarted || is_wanted(form, section);
        let fold = Fold {
            id: ["fold:", section.id].concat(),
            title: title(form, section.id),
            line: how_far(form, come).into(),
            open: form.store.stays_open(section.id, open),
            name: None,
        };
        keyed(section.id, block(section.id, fold.over(inside(form, section))))
    });
    html! {
        <>
            { speaker(form) }
            { pieces.collect::<Html>() }
            { after(form) }
        </>
    }
}

/// What comes after all sections.
fn after(form: &FormContext) -> Html {
    html! {
        <>
            { recorded::section(&form.seen(View::Check)) }
            { later(form) }
            { frame::actions(form) }
        </>
    }
}

/// Whether there is something in a section that is to be seen before anything in it is answered: what a plan is for, what can
/// be used from elsewhere, what has to be put right.
fn is_wanted(form: &FormContext, section: &Section) -> bool {
    section.id == "goals"
        || form.store.elsewhere(section.id).is_some()
        || form.store.shown.borrow().iter().any(|problem| section.has(&problem.path))
}

/// The same, asked. A finished form has nothing left to come back to.
pub(super) fn later(form: &FormContext) -> Html {
    if form.store.adding.get() {
        return Html::default();
    }
    let questions = form.fields(&LATER);
    if form.store.turns_pages() || !form.store.folds() {
        return block("later", html! { <>{ title(form, "later") }{ questions }</> });
    }
    let answered = |path: &&str| !is_blank_text(&form.text(path));
    let open = form.store.stays_open("later", LATER.iter().any(answered));
    let line = form.say("section.not_started").into();
    block(
        "later",
        Fold { id: "fold:later".to_owned(), title: title(form, "later"), line, open, name: None }.over(questions),
    )
}
