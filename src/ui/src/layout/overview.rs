//! A form of many areas at a glance: a small picture, the same in words, and the list that leads to each area. How many areas
//! are covered is said; nothing here counts or weighs an answer.

use coplan_model::Status;
use coplan_model::fields::Kind;
use coplan_model::path;
use yew::Html;

use super::section::{Section, progress};
use crate::context::{FormContext, View};
use crate::controls::person;
use crate::markup::{Tag, all, of, tag};
use crate::messages::in_html;
use crate::store::{OVERVIEW, Page};

/// The section that shows it, which comes first.
pub const ID: &str = OVERVIEW;

/// The decision on CPA support, which the words of personalised care and support planning do not have.
pub const CPA: &str = "cpa";

/// A mark by the code of a domain's status, and last the one for none. Shapes, not colours; in a box of 20.
const MARKS: [&str; 6] = [
    "m2 2h16v16h-16z",
    "m2 2h16v16h-16zm2 2v10l10-10z",
    "m2 2h16v16h-16zm2 2v12h12v-12z",
    "m2 9h16v2h-16z",
    "m4 4l12 12m0-12l-12 12",
    "m9 9h2v2h-2z",
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
    match form.store.field(&[section.id, ".status"].concat()).map(|field| field.kind) {
        Some(Kind::Code(codes)) => codes,
        _ => &[],
    }
}

/// What a status is called; of none, that the domain is not started.
fn called(form: &FormContext, section: &Section, status: usize) -> Html {
    let words = match codes(form, section).get(status) {
        Some(code) => form.option([section.id, ".status"].concat().as_str(), code),
        None => form.say("section.not_started"),
    };
    of("span", "coplan-progress").put(marks(&[status])).say(words).end()
}

/// The marks, one beside the other. The words beside them say the same.
fn marks(which: &[usize]) -> Tag {
    let mut lines = String::new();
    for (at, mark) in which.iter().enumerate() {
        lines.push_str(&["M", &(at * 20).to_string(), " 0", MARKS[*mark]].concat());
    }
    let line = tag("path")
        .attr("d", lines)
        .attr("fill", "currentColor")
        .attr("stroke", "currentColor")
        .attr("stroke-width", "2");
    let line = line.attr("fill-rule", "evenodd").end();
    let size = ["0 0 ", &(which.len() * 20).to_string(), " 20"].concat();
    of("svg", "coplan-marks").attr("viewBox", size).attr("aria-hidden", "true").child(line)
}

/// How far all has come: drawn, in words, and then the list of areas or what is still to cover.
pub fn draw(form: &FormContext) -> Html {
    let sections = form.store.sections();
    let domains: Vec<&Section> = sections.iter().copied().filter(|section| is_domain(section)).collect();
    let status: Vec<usize> = domains.iter().map(|section| covered(form, section)).collect();
    let mut counts = of("ul", "nhsuk-list coplan-counts");
    for mark in 0..MARKS.len() {
        let count = status.iter().filter(|status| **status == mark).count();
        if count > 0 {
            let line = tag("li").child(called(form, domains[0], mark)).say([": ", &count.to_string()].concat());
            counts = counts.put(line);
        }
    }
    let picture = if form.view == View::Print { Html::default() } else { marks(&status).end() };
    let below = if form.view == View::Edit { list(form, &sections) } else { to_cover(form, &domains, &status) };
    all(vec![picture, counts.end(), below])
}

/// Every area, in groups, each with how far it has come.
fn list(form: &FormContext, sections: &[&'static Section]) -> Html {
    let mut groups = Vec::new();
    let nav = of("nav", "coplan-contents coplan-areas").attr("aria-label", form.say("contents"));
    let mut group = of("ul", "nhsuk-list coplan-tasks");
    let mut above = tag("section");
    for (section, come) in sections.iter().zip(progress(&form.store, sections)).skip(1) {
        let key = ["section.", section.id].concat();
        if let Some(title) = form.find(&key, "group") {
            groups.push(above.put(group).end());
            group = of("ul", "nhsuk-list coplan-tasks");
            above = tag("section").put(of("h4", "nhsuk-heading-s").say(title));
        }
        let status = match covered(form, section) {
            none if !is_domain(section) || none == MARKS.len() - 1 => {
                of("span", "coplan-progress").say(form.say(come.key())).end()
            }
            status => called(form, section, status),
        };
        group = group.put(tag("li").put(link(form, section)).child(status));
    }
    groups.push(above.put(group).end());
    // Before the first title there is nothing.
    nav.child(all(groups.split_off(1))).end()
}

fn link(form: &FormContext, section: &Section) -> Tag {
    tag("a").attr("href", ["#", section.id].concat()).say(form.say(&["section.", section.id].concat()))
}

/// The areas that nobody has covered yet, or only in part, each with the reason. Nothing of it stands in the way.
fn to_cover(form: &FormContext, domains: &[&Section], status: &[usize]) -> Html {
    let open = form.store.document.borrow().status == Status::Draft || form.store.adding.get();
    let leads = open && form.view == View::Check && form.store.page.get() == Page::Check;
    let left = || domains.iter().zip(status).filter(|(_, status)| matches!(status, 1 | 2 | 5));
    let count = left().count();
    if count == 0 {
        return Html::default();
    }
    let mut list = of("ul", "nhsuk-list coplan-tasks");
    for (section, status) in left() {
        let name = match leads {
            true => link(form, section),
            false => tag("span").say(form.say(section.id)),
        };
        let reason = of("span", "coplan-typed").say(form.text(&[section.id, ".not_yet_reason"].concat()));
        list = list.put(tag("li").put(name).say(" ").child(called(form, section, *status)).say(" ").put(reason));
    }
    let title = of("h4", "nhsuk-heading-s").say(form.tell("still_to_cover", &[("count", &count.to_string())]));
    of("div", "coplan-contents").put(title).put(list).end()
}

/// What is known of a domain besides its answers: what belongs there, when it was last changed, and by whom.
pub fn about(form: &FormContext, section: &Section) -> Html {
    if !is_domain(section) {
        return Html::default();
    }
    let mut pieces = Vec::new();
    if let Some(hint) = form.find(section.id, "hint").filter(|_| form.view == View::Edit) {
        pieces.push(of("p", "coplan-lead").say(hint).end());
    }
    let dealt_with = form.text(&[section.id, ".dealt_with_on"].concat());
    if !dealt_with.is_empty() {
        pieces.push(tag("p").say(form.tell("dealt_with", &[("date", &form.date(&dealt_with))])).end());
    }
    let day = form.text(&[section.id, ".updated_on"].concat());
    if !day.is_empty() {
        let name = person::read(form, &[section.id, ".updated_by"].concat());
        let day = form.date(&day);
        let words = if name.is_empty() { day.into() } else { form.tell("updated", &[("name", &name), ("date", &day)]) };
        pieces.push(of("p", "nhsuk-hint coplan-place").child(in_html(&words)).end());
    }
    // The abuse question is an element and a document of its own, which the page puts here.
    if form.view == View::Edit && path::parent(section.id).1 == "violence_abuse" {
        pieces.push(tag("slot").attr("name", "abuse-question").end());
    }
    all(pieces)
}
