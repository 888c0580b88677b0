//! A form of many areas at a glance: a small picture, the same in words, and the list that leads to each area. How many areas
//! are covered is said; nothing here counts or weighs an answer.

use coplan_model::figures;
use coplan_model::json::Value;
use coplan_model::path;
use yew::{AttrValue, Html, component, html};

use super::contents::how_far;
use super::heading;
use super::section::{Section, SectionProgress, progress};
use crate::context::{FormContext, FormProps, View};
use crate::controls::button::{button, small_button};
use crate::controls::person;
use crate::messages::{Mode, in_html};
use crate::store::{Action, OVERVIEW};

/// The section that shows it, which comes first.
pub const ID: &str = OVERVIEW;

/// The decision on CPA support, which the words of personalised care and support planning do not have.
pub const CPA: &str = "cpa";

/// A mark by the code of a domain's status, and last the one for none. Shapes, not colours; in a box of 20.
const MARKS: [&str; 6] = [
    "M2 2h16v16h-16z",
    "M2 2h16v16h-16zm2 2v10l10-10z",
    "M2 2h16v16h-16zm2 2v12h12v-12z",
    "M2 9h16v2h-16z",
    "M4 4l12 12m0-12l-12 12",
    "M9 9h2v2h-2z",
];

/// Whether a section is a domain.
pub fn is_domain(section: &Section) -> bool {
    section.id.strip_prefix("domains.").is_some()
}

/// The number of the code of a domain's status; that of none is the last mark's.
fn covered(form: &FormContext, section: &Section) -> usize {
    let path = [section.id, ".status"].concat();
    let status = form.text(&path);
    codes(form, section).iter().position(|code| *code == status).unwrap_or(MARKS.len() - 1)
}

fn codes(form: &FormContext, section: &Section) -> &'static [&'static str] {
    form.store.field(&[section.id, ".status"].concat()).map_or(&[], |field| field.kind.codes())
}

/// What a status is called, after its mark; of none, that the domain is not started.
fn called(form: &FormContext, section: &Section, status: usize) -> Html {
    let words = match codes(form, section).get(status) {
        Some(code) => form.option([section.id, ".status"].concat().as_str(), code),
        None => form.say("section.not_started"),
    };
    html! { <span class="coplan-progress">{ mark(MARKS[status]) }{ words }</span> }
}

/// How a section stands: a domain by its status, as soon as it has one, and anything else by how far it has come.
pub fn stands(form: &FormContext, section: &Section, come: SectionProgress) -> Html {
    match covered(form, section) {
        none if !is_domain(section) || none == MARKS.len() - 1 => {
            html! { <span class="coplan-progress">{ how_far(form, come) }</span> }
        }
        status => called(form, section, status),
    }
}

/// Whether a domain has a status and nothing else: what is said of it can be said in a line.
pub fn is_status_alone(form: &FormContext, section: &Section) -> bool {
    let document = form.store.document.borrow();
    let domain = path::get(&document.answers, section.id).and_then(Value::as_object);
    is_domain(section)
        && domain.is_some_and(|domain| {
            domain.contains_key("status") && domain.keys().all(|key| key == "status" || key.starts_with("updated_"))
        })
}

/// A mark, as large as it is everywhere. The words beside it say the same.
fn mark(d: &'static str) -> Html {
    html! {
        <svg class="coplan-mark" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
            <path {d} fill="currentColor" stroke="currentColor" stroke-width="2" fill-rule="evenodd" />
        </svg>
    }
}

/// The part of a section that shows it.
pub fn show(form: &FormContext) -> Html {
    html! { <Overview form={form.clone()} /> }
}

/// How far all has come: drawn, in words, and then the list of areas or what is still to cover.
#[component]
fn Overview(FormProps { form }: &FormProps) -> Html {
    let sections = form.store.sections();
    let domains: Vec<&Section> = sections.iter().copied().filter(|section| is_domain(section)).collect();
    let status: Vec<usize> = domains.iter().map(|section| covered(form, section)).collect();
    let count = |mark: usize| status.iter().filter(|status| **status == mark).count();
    let counts = (1..MARKS.len()).filter_map(|mark| {
        let count = count(mark);
        let line =
            || html! { <li key={mark}>{ called(form, domains[0], mark) }{ [": ", &form.figures(figures::of(count))].concat() }</li> };
        (count > 0).then(line)
    });
    let said = form.tell("covered", &[("n", &figures::of(count(0))), ("count", &figures::of(status.len()))]);
    let below = match form.view {
        View::Edit if form.store.turns_pages() => list(form, &sections),
        View::Edit => Html::default(),
        _ => to_cover(form, &domains, &status),
    };
    let going_on = form.view == View::Edit && form.store.document.borrow().answers.contains_key("domains");
    let go_on = if going_on { button(form, Action::GoOn, form.say("go_on"), false) } else { Html::default() };
    html! {
        <>
            { go_on }
            <p class="coplan-covered"><strong>{ said }</strong>{ bar(count(0), count(1), status.len()) }</p>
            <ul class="nhsuk-list coplan-counts">{ counts.collect::<Html>() }</ul>
            { below }
        </>
    }
}

/// How many areas are covered, and after them in part, of all. The words beside it say the same.
fn bar(covered: usize, partly: usize, all: usize) -> Html {
    let along = |areas: usize| (2 + areas * 196 / all.max(1)).to_string();
    let [covered, partly] = [along(covered), along(covered + partly)];
    let filled = ["M2 2H", &covered, "V14H2zM", &covered, " 8H", &partly, "V14H", &covered, "z"].concat();
    html! {
        <svg class="coplan-bar" viewBox="0 0 200 16" width="200" height="16" aria-hidden="true">
            <path d={filled} fill="currentColor" />
            <path d="M1 1H199V15H1z" fill="none" stroke="currentColor" stroke-width="2" />
        </svg>
    }
}

/// Every area, in groups, each with how far it has come. A worker may have all of them on one page instead.
fn list(form: &FormContext, sections: &[&'static Section]) -> Html {
    let mut groups: Vec<(AttrValue, Vec<Html>)> = Vec::new();
    for (section, come) in sections.iter().zip(progress(&form.store, sections)).skip(1) {
        if let Some(title) = form.find(&["section.", section.id].concat(), "group") {
            groups.push((title, Vec::new()));
        }
        if let Some((_, areas)) = groups.last_mut() {
            areas.push(html! { <li key={section.id}>{ link(form, section) }{ stands(form, section, come) }</li> });
        }
    }
    let groups = groups.into_iter().map(|(title, areas)| {
        html! {
            <section key={title.to_string()}>
                { heading(form, 2, "nhsuk-heading-s", None, title.into()) }
                <ul class="nhsuk-list coplan-tasks">{ areas.into_iter().collect::<Html>() }</ul>
            </section>
        }
    });
    html! {
        <>
            { if form.mode() == Mode::Staff { small_button(form, Action::WholeForm, form.say("whole_form"), "") } else { Html::default() } }
            <nav class="coplan-contents coplan-areas" aria-label={form.say("contents")}>{ groups.collect::<Html>() }</nav>
        </>
    }
}

fn link(form: &FormContext, section: &Section) -> Html {
    html! { <a href={["#", section.id].concat()}>{ form.say(&["section.", section.id].concat()) }</a> }
}

/// The areas that nobody has covered yet, or only in part, each with the reason. None of them blocks completion.
fn to_cover(form: &FormContext, domains: &[&Section], status: &[usize]) -> Html {
    let leads = form.is_checking();
    let left = || domains.iter().zip(status).filter(|(_, status)| matches!(status, 1 | 2 | 5));
    let count = left().count();
    if count == 0 {
        return Html::default();
    }
    let areas = left().map(|(section, status)| {
        let name = match leads {
            true => link(form, section),
            false => html! { <span>{ form.say(section.id) }</span> },
        };
        let reason = form.text(&[section.id, ".not_yet_reason"].concat());
        html! {
            <li>{ name }{ " " }{ called(form, section, *status) }{ " " }<span class="coplan-typed coplan-reason">{ reason }</span></li>
        }
    });
    html! {
        <div class="coplan-contents">
            { heading(form, 2, "nhsuk-heading-s", None, form.tell("still_to_cover", &[("count", &count.to_string())]).into()) }
            <ul class="nhsuk-list coplan-tasks">{ areas.collect::<Html>() }</ul>
        </div>
    }
}

/// What is known of a domain besides its answers: what belongs there, when it was last changed, and by whom.
pub fn about(form: &FormContext, section: &Section) -> Html {
    if !is_domain(section) {
        return Html::default();
    }
    let hint = form.find(section.id, "hint").filter(|_| form.view == View::Edit);
    let hint = hint.map(|hint| html! { <p class="coplan-lead">{ hint }</p> });
    let part = |part: &str| form.text(&[section.id, part].concat());
    let dealt_with = Some(part(".dealt_with_on")).filter(|day| !day.is_empty());
    let dealt_with = dealt_with.map(|day| html! { <p>{ form.tell("dealt_with", &[("date", &form.date(&day))]) }</p> });
    let updated = Some(part(".updated_on")).filter(|day| !day.is_empty()).map(|day| {
        let name = person::read(form, &[section.id, ".updated_by"].concat());
        let day = form.date(&day);
        let words = if name.is_empty() { day.into() } else { form.tell("updated", &[("name", &name), ("date", &day)]) };
        html! { <p class="nhsuk-hint coplan-place">{ in_html(&words) }</p> }
    });
    // The abuse question is an element and a document of its own, which the page puts here.
    let asked_here = form.view == View::Edit && path::parent(section.id).1 == "violence_abuse";
    let slot = asked_here.then(|| html! { <slot name="abuse-question" /> });
    html! {
        <>
            { hint.unwrap_or_default() }
            { dealt_with.unwrap_or_default() }
            { updated.unwrap_or_default() }
            { slot.unwrap_or_default() }
        </>
    }
}
