//! The person's own copy on paper: what they want, what is done for it and by whom, what to do in a crisis, whom to
//! contact, and when it is looked at again. Plain, in their words, and one page where it can be.

use coplan_model::json::Value;
use coplan_model::{care_plan, goals, path};
use yew::{Html, html};

use super::over_time::told;
use crate::context::FormContext;
use crate::controls::{person, summary_list};
use crate::layout::{frame, heading};
use crate::messages::{in_html, isolated};

/// The copy.
pub fn copy(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let answers = &document.answers;
    let next = care_plan::next_review_on(answers);
    let goals = path::list(answers, "goals").iter().enumerate().filter_map(|(at, row)| {
        let goal = row.as_object().filter(|goal| !goals::has_ended(goal))?;
        let actions = [&path::numbered("goals", at), ".actions"].concat();
        let list = path::list(answers, &actions).iter().enumerate().map(|(at, action)| {
            let who = person::read(form, &[&path::numbered(&actions, at), ".who"].concat());
            let part = |key: &str| action.get(key).and_then(Value::as_str).unwrap_or_default();
            html! {
                <tr>
                    <td class="coplan-typed">{ part("what").to_owned() }</td>
                    <td class="coplan-typed">{ in_html(&who) }</td>
                    <td class="coplan-typed">{ part("when").to_owned() }</td>
                </tr>
            }
        });
        let heads = ["what", "who", "when"].map(|key| {
            html! { <th scope="col">{ form.say(&[&actions, "[0].", key].concat()) }</th> }
        });
        let list: Vec<Html> = list.collect();
        let table = (!list.is_empty()).then(|| {
            html! {
                <table class="coplan-table">
                    <thead><tr>{ heads.into_iter().collect::<Html>() }</tr></thead>
                    <tbody>{ list.into_iter().collect::<Html>() }</tbody>
                </table>
            }
        });
        let due = goals::due(goal, next);
        Some(html! {
            <section class="coplan-card">
                { heading(form, 1, "coplan-typed", None, path::text(goal, "own_words").to_owned().into()) }
                <p>{ told(form, goal, due, &form.store.host().today().to_iso()) }</p>
                { table.unwrap_or_default() }
            </section>
        })
    });
    let contacts = ["care_coordinator", "standin"].into_iter().map(|who| {
        let part = |part: &str| form.text(&[who, ".", part].concat());
        let said = [&*isolated(&part("name")), ", ", &isolated(&part("contact"))].concat();
        summary_list::pair(form.say(who).into(), in_html(&said))
    });
    let next = summary_list::pair(form.say("next_review_on").into(), form.date(next).into());
    html! {
        <>
            { frame::title(form) }
            { goals.collect::<Html>() }
            { heading(form, 1, "nhsuk-heading-m", None, form.say("section.crisis").into()) }
            { summary_list::list(form.field("contingency")) }
            { heading(form, 1, "nhsuk-heading-m", None, form.say("copy.contact").into()) }
            { summary_list::list(contacts.chain([next]).collect()) }
        </>
    }
}
