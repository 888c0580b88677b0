//! The person's own copy on paper: what they want, what is done for it and by whom, what to do in a crisis, whom to
//! contact, and when it is looked at again. Plain, in their words, and one page where it can be.

use coplan_model::json::Value;
use coplan_model::{care_plan, goals, path};
use yew::Html;

use super::over_time::told;
use crate::context::FormContext;
use crate::controls::{person, summary_list};
use crate::layout::frame;
use crate::markup::{all, of, tag, text};
use crate::messages::{in_html, isolated};

/// Draws it.
pub fn draw(form: &FormContext) -> Html {
    let mut pieces = vec![frame::heading(form)];
    let document = form.store.document.borrow();
    let answers = &document.answers;
    let next = care_plan::next_review_on(answers);
    for (at, goal) in path::list(answers, "goals").iter().enumerate() {
        let Some(goal) = goal.as_object().filter(|goal| !goals::has_ended(goal)) else { continue };
        pieces.push(of("h3", "coplan-typed").say(path::text(goal, "own_words").to_owned()).end());
        let due = goals::due(goal, next);
        pieces.push(tag("p").say(told(form, goal, due, &form.store.host().today().to_iso())).end());
        let mut list = tag("ul");
        let actions = [&path::numbered("goals", at), ".actions"].concat();
        for (at, action) in path::list(answers, &actions).iter().enumerate() {
            let who = person::read(form, &[&path::numbered(&actions, at), ".who"].concat());
            let part = |key: &str| action.get(key).and_then(Value::as_str).unwrap_or_default();
            let said = [&*isolated(part("what")), " – ", &who, ", ", &isolated(part("when"))].concat();
            list = list.put(of("li", "coplan-typed").child(in_html(&said)));
        }
        pieces.push(list.end());
    }
    let title = |key: &str| tag("h3").say(form.say(key)).end();
    pieces.extend([title("section.crisis"), summary_list::list(form.field("contingency")), title("copy.contact")]);
    let mut contacts = Vec::new();
    for who in ["care_coordinator", "standin"] {
        let part = |part: &str| form.text(&[who, ".", part].concat());
        contacts.push(summary_list::pair(
            text(form.say(who)),
            in_html(&[&*isolated(&part("name")), ", ", &isolated(&part("contact"))].concat()),
        ));
    }
    let next = form.date(next);
    contacts.push(summary_list::pair(text(form.say("next_review_on")), text(next.into())));
    pieces.push(summary_list::list(all(contacts)));
    all(pieces)
}
