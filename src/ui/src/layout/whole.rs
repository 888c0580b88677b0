//! The whole form before a worker: each section under its name and, where they want it so, behind a line as long as nothing in
//! it is answered.

use coplan_model::blank::is_blank_text;
use coplan_model::path;
use yew::{Html, html};

use super::pages::{LATER, block, edit, inside, speaker, title};
use super::section::{Progress, Section, progress};
use super::{frame, overview, recorded};
use crate::context::{FormContext, View};
use crate::controls::fold::Fold;
use crate::controls::keyed;

/// The whole form to be filled in.
pub(super) fn whole(form: &FormContext) -> Html {
    let sections = form.store.sections();
    let pieces: Html = match form.store.folds() {
        true => folded(form, &sections),
        false => sections.iter().map(|section| keyed(section.id, edit(form, section))).collect(),
    };
    html! {
        <>
            { speaker(form) }
            { pieces }
            { recorded::section(&form.seen(View::Check)) }
            { later(form) }
            { frame::actions(form) }
        </>
    }
}

fn folded(form: &FormContext, sections: &[&'static Section]) -> Html {
    let come = progress(&form.store, sections);
    let next = come.iter().position(|come| come.progress != Progress::Done);
    let pieces = sections.iter().zip(come).enumerate().map(|(at, (section, come))| {
        let said = overview::is_status_alone(form, section) || is_of_user_alone(form, section);
        let begun = come.progress != Progress::NotStarted && !said;
        let open = Some(at) == next || begun || is_wanted(form, section);
        let wrong = form.store.is_wrong(&|path| section.has(path));
        let folded = fold(form, section.id, overview::stands(form, section, come), open, wrong, inside(form, section));
        keyed(section.id, folded)
    });
    pieces.collect()
}

/// A section behind its heading.
fn fold(form: &FormContext, id: &str, line: Html, open: bool, wrong: bool, inside: Html) -> Html {
    let id_of_line = ["fold:", id].concat();
    let fold = Fold { id: id_of_line, title: title(form, id), line, begins_open: open, wrong, name: None };
    block(id, fold.over(form, inside))
}

/// Whether all that is answered in a section is who is at the screen, which nobody has typed.
fn is_of_user_alone(form: &FormContext, section: &Section) -> bool {
    let answered = |path: &&str| {
        path::get(&form.store.document.borrow().answers, path).is_some_and(|answer| !path::is_blank(answer))
    };
    let mut answered = section.paths().filter(answered).peekable();
    answered.peek().is_some() && answered.all(|path| form.store.holds_user(path))
}

/// Whether there is something in a section that is to be seen before anything in it is answered: what a plan is for, what can
/// be used from elsewhere.
fn is_wanted(form: &FormContext, section: &Section) -> bool {
    form.store.definition().opens == Some(section.id) || form.store.elsewhere(section.id).is_some()
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
    let wrong = form.store.is_wrong(&|path| LATER.contains(&path));
    let progress = match LATER.iter().any(|path| !is_blank_text(&form.text(path))) {
        true => Progress::Started,
        false => Progress::NotStarted,
    };
    fold(form, "later", form.say(progress.key()).into(), progress == Progress::Started, wrong, questions)
}
