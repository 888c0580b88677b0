//! The person's own copy: what they want, what they do for it and what others do, what to do in a crisis, whom to contact, and
//! when it is looked at again. Plain, in their words, and one page where it can be.

use coplan_model::blank::is_blank_text;
use coplan_model::json::Value;
use coplan_model::people::ME;
use coplan_model::{care_plan, goals, path};
use yew::{Html, html};

use super::over_time::told;
use crate::context::FormContext;
use crate::controls::{person, summary_list};
use crate::layout::heading;
use crate::layout::one_page::{answer, contact, part};
use crate::messages::{in_html, isolated};

/// What is in it.
pub fn plan(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let next = care_plan::next_review_on(&document.answers);
    let goals = path::list(&document.answers, "goals").iter().enumerate().filter_map(|(at, row)| {
        let goal = row.as_object().filter(|goal| !goals::has_ended(goal))?;
        // Until it is in their words, it stands in those of the need.
        let named = ["own_words", "need"].map(|part| path::text(goal, part));
        let name = named.into_iter().find(|words| !is_blank_text(words))?.to_owned();
        let due = goals::due(goal, next);
        Some(html! {
            <section class="coplan-card">
                { heading(form, 1, "coplan-typed", None, name.into()) }
                <p>{ told(form, goal, due, &form.store.host().today().to_iso()) }</p>
                { actions(form, &[&path::numbered("goals", at), ".actions"].concat()) }
            </section>
        })
    });
    let team = ["care_coordinator", "standin"].into_iter().filter_map(|who| {
        let part = |part: &str| form.text(&[who, ".", part].concat());
        contact(form, form.say(who).into(), &part("name"), &part("contact"))
    });
    let next =
        (!next.is_empty()).then(|| summary_list::pair(form.say("next_review_on").into(), form.date(next).into()));
    let lines: Vec<Html> = team.chain(next).collect();
    let list = (!lines.is_empty()).then(|| summary_list::list(lines.into_iter().collect()));
    html! {
        <>
            { goals.collect::<Html>() }
            { part(form, form.say("section.crisis"), answer(form, "contingency").into_iter().collect()) }
            { part(form, form.say("copy.contact"), list.into_iter().collect()) }
        </>
    }
}

/// What the person does for a goal, and what others do, each by when.
fn actions(form: &FormContext, path: &str) -> Html {
    let document = form.store.document.borrow();
    let (mut mine, mut theirs) = (Vec::new(), Vec::new());
    for (at, action) in path::list(&document.answers, path).iter().enumerate() {
        let part = |key: &str| action.get(key).and_then(Value::as_str).unwrap_or_default();
        if part("what").is_empty() {
            continue;
        }
        let is_mine = action["who"]["person"] == ME;
        let who =
            if is_mine { String::new() } else { person::read(form, &[&path::numbered(path, at), ".who"].concat()) };
        let more =
            [who, isolated(part("when"))].into_iter().filter(|said| !said.is_empty()).collect::<Vec<_>>().join(", ");
        let more = (!more.is_empty()).then(|| html! { <>{ " – " }{ in_html(&more) }</> });
        let line = html! { <li><span class="coplan-typed">{ part("what").to_owned() }</span>{ more.unwrap_or_default() }</li> };
        if is_mine { mine.push(line) } else { theirs.push(line) }
    }
    let list = |key: &str, lines: Vec<Html>| {
        let there = !lines.is_empty();
        let list = || html! { <><p class="coplan-who"><strong>{ form.say(key) }</strong></p><ul>{ lines.into_iter().collect::<Html>() }</ul></> };
        if there { list() } else { Html::default() }
    };
    html! { <>{ list("one_page.i_do", mine) }{ list("one_page.others_do", theirs) }</> }
}
