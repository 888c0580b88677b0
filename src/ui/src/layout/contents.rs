//! What is in a form and how far it has come, beside it or above it; and the ways about in it that a worker has.

use coplan_model::figures;
use yew::{AttrValue, Html, html};

use super::overview;
use super::section::{Progress, SectionProgress, progress};
use crate::context::FormContext;
use crate::controls::button::small_button;
use crate::store::{Action, section_key};

/// Each key with others that does something, by the key of what it does.
const SHORTCUTS: [&str; 5] = ["save", "unfinished", "row", "find", "list"];

/// Every section with how far it has come, and a way to any question by its words.
pub fn contents(form: &FormContext) -> Html {
    let sections = form.store.sections();
    let here = form.store.turns_pages().then(|| sections.get(form.store.section_index()).map(|section| section.id));
    let items = sections.iter().zip(progress(&form.store, &sections)).map(|(section, come)| {
        let current = (here.flatten() == Some(section.id)).then_some("page");
        html! {
            <li key={section.id}>
                <a href={["#", section.id].concat()} aria-current={current}>{ form.say(&section_key(section.id)) }</a>
                { " " }
                { overview::stands(form, section, come) }
            </li>
        }
    });
    html! {
        <div class="coplan-contents coplan-beside">
            { finder(form) }
            <nav aria-label={form.say("contents")}>
                <ul class="nhsuk-list coplan-contents__list">{ items.collect::<Html>() }</ul>
            </nav>
            { ways(form) }
        </div>
    }
}

/// Every section of a finished form in which something is answered.
pub fn of_finished(form: &FormContext) -> Html {
    let sections = form.store.sections();
    let answered = sections.iter().zip(progress(&form.store, &sections));
    let answered = answered.filter(|(_, come)| come.progress != Progress::NotStarted);
    let items = answered.map(|(section, _)| {
        html! { <li key={section.id}><a href={["#", section.id].concat()}>{ form.say(&section_key(section.id)) }</a></li> }
    });
    html! {
        <nav class="coplan-contents coplan-beside" aria-label={form.say("contents")}>
            <ul class="nhsuk-list coplan-contents__list">{ items.collect::<Html>() }</ul>
        </nav>
    }
}

/// Not started, started with so many answers missing, or done.
pub fn how_far(form: &FormContext, come: SectionProgress) -> AttrValue {
    match (come.progress, come.missing) {
        (Progress::Started, 1) => form.say("section.missing_one"),
        (Progress::Started, missing) => form.tell("section.missing", &[("count", &figures::of(missing))]),
        (progress, _) => form.say(progress.key()),
    }
}

/// A question by its words: what is found leads there. What is looked for is no answer.
fn finder(form: &FormContext) -> Html {
    let looked_for = form.store.looked_for();
    let found = form.store.found();
    let none = found.is_empty() && !looked_for.trim().is_empty();
    let count = match found.len() {
        0 if none => Some(form.say("find.none")),
        0 => None,
        count => Some(form.tell("find.count", &[("count", &figures::of(count))])),
    };
    let links = found.into_iter().map(|found| {
        html! { <li key={found.path.clone()}><a href={["#", &*found.path].concat()}>{ found.words }</a></li> }
    });
    html! {
        <div class="coplan-find" role="search">
            <label class="nhsuk-label" for="find">{ form.say("find") }</label>
            <input class="nhsuk-input" type="text" id="find" name="find" value={looked_for}
                disabled={form.disabled()} />
            <p class="nhsuk-u-visually-hidden" role="status">{ count }</p>
            <ul class="nhsuk-list">{ links.collect::<Html>() }</ul>
        </div>
    }
}

/// What was said last time, beside each question or not.
pub fn last_time(form: &FormContext) -> Html {
    if form.store.previous().is_none() {
        return Html::default();
    }
    let key = if form.store.shown_previous().is_some() { "last_time.hide" } else { "last_time.show" };
    small_button(form, Action::LastTime, form.say(key), "")
}

/// One section or the whole, what is unfinished, and which keys do what.
fn ways(form: &FormContext) -> Html {
    let sections = match form.store.turns_pages() {
        true => small_button(form, Action::WholeForm, form.say("whole_form"), ""),
        false => small_button(form, Action::OneSection, form.say("one_section"), ""),
    };
    let fold = match form.store.folds() {
        true => small_button(form, Action::Unfold, form.say("unfold"), ""),
        false => small_button(form, Action::Fold, form.say("fold"), ""),
    };
    let open = form.store.is_open(&Action::Shortcuts.id());
    let keys = SHORTCUTS.iter().map(|key| {
        let part = |part: &str| form.say(&["shortcuts.", key, part].concat());
        html! { <div key={*key}><dt><kbd>{ part(".keys") }</kbd></dt><dd>{ part("") }</dd></div> }
    });
    let list = open.then(|| html! { <dl class="coplan-shortcuts">{ keys.collect::<Html>() }</dl> });
    html! {
        <div class="coplan-ways">
            { small_button(form, Action::NextUnfinished, form.say("next_unfinished"), "") }
            { sections }
            { fold }
            { last_time(form) }
            { small_button(form, Action::Shortcuts, form.say("shortcuts"), "") }
            { list.unwrap_or_default() }
        </div>
    }
}
