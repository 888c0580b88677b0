//! What the person needs of their relapse plan, in its own order: what helps, how it begins, who does what, whom to ring.

use coplan_model::blank::is_blank_text;
use coplan_model::path;
use yew::{Html, html};

use crate::context::FormContext;
use crate::controls::{person, summary_list};
use crate::layout::one_page::{answer, contact, part};
use crate::messages::in_html;

/// Each heading and what stands under it.
const PARTS: [(&str, &str); 7] = [
    ("section.keeping_well", "keep_well"),
    ("section.signs", "signs_me"),
    ("one_page.others_notice", "signs_family"),
    ("one_page.i_do", "can_do_myself"),
    ("one_page.i_avoid", "avoid"),
    ("one_page.others_do", "help_areas"),
    ("section.part_3", "when_unwell"),
];

/// The plan.
pub fn plan(form: &FormContext) -> Html {
    let parts = PARTS.iter().map(|(key, path)| {
        let said = if *path == "help_areas" { help(form) } else { answer(form, path) };
        part(form, form.say(key), said.into_iter().collect())
    });
    let wanted = part(form, form.say("one_page.with_me"), answer(form, "preferred_people").into_iter().collect());
    let crisis = part(form, form.say("section.crisis"), answer(form, "contingency").into_iter().collect());
    html! { <>{ parts.collect::<Html>() }{ wanted }{ crisis }{ contacts(form) }</> }
}

/// What others do, a line each.
fn help(form: &FormContext) -> Option<Html> {
    let lines = summary_list::filled(form, "help_areas").into_iter().map(|at| {
        let row = path::numbered("help_areas", at);
        let part = |part: &str| form.text(&[&*row, ".", part].concat());
        let who = person::read(form, &[&*row, ".who"].concat());
        let who = (!who.is_empty()).then(|| html! { <>{ " – " }{ in_html(&who) }</> });
        html! {
            <li>
                <strong class="coplan-typed">{ part("area") }</strong>{ who.unwrap_or_default() }
                <div class="coplan-typed">{ part("what_they_do") }</div>
            </li>
        }
    });
    let lines: Vec<Html> = lines.collect();
    (!lines.is_empty()).then(|| html! { <ul>{ lines.into_iter().collect::<Html>() }</ul> })
}

/// The people in the plan and in the team, and when it is looked at again.
fn contacts(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let people = path::list(&document.answers, "people").iter().enumerate().filter_map(|(at, row)| {
        let text = |key: &str| row[key].as_str().unwrap_or_default();
        let who = match text("relationship") {
            blank if is_blank_text(blank) => form.store.row_name("people", at, at).into(),
            who => html! { <span class="coplan-typed">{ who.to_owned() }</span> },
        };
        contact(form, who, text("name"), text("contact_details"))
    });
    let team = ["care_coordinator", "standin"].into_iter().filter_map(|who| {
        let part = |part: &str| form.text(&[who, ".", part].concat());
        contact(form, form.say(who).into(), &part("name"), &part("contact"))
    });
    let review = Some(form.text("review_on")).filter(|day| !day.is_empty());
    let review = review.map(|day| summary_list::pair(form.say("review_on").into(), form.date(&day).into()));
    let lines: Vec<Html> = people.chain(team).chain(review).collect();
    let list = (!lines.is_empty()).then(|| summary_list::list(lines.into_iter().collect()));
    part(form, form.say("one_page.contact"), list.into_iter().collect())
}
