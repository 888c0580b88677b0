//! What the person needs of their plan on one page, in larger text: on screen, where numbers ring when they are touched, and on
//! paper. It is made of the answers each time that it is looked at, and nothing of it is kept.

use yew::{AttrValue, Html, html};

use super::frame;
use super::heading;
use super::help_now::crisis;
use super::pages::{buttons, title};
use super::telephone;
use crate::context::{FormContext, View};
use crate::controls::button::small_button;
use crate::controls::{read_aloud, summary_list};
use crate::messages::{in_html, isolated};
use crate::store::Action;

/// Its name among sections, which no form has one of.
pub const ID: &str = "one_page";

/// The way to it, in a form that has one.
pub fn way(form: &FormContext) -> Html {
    match form.store.definition().one_page {
        Some(_) => small_button(form, Action::OnePage, form.say("section.one_page"), ""),
        None => Html::default(),
    }
}

/// On screen, with a way back.
pub fn page(form: &FormContext, plan: fn(&FormContext) -> Html) -> Html {
    let reading = FormContext { view: View::Check, level: form.level + 1, ..of(form) };
    let ways = [(Action::LeaveOnePage, "one_page.back", true), (Action::Print, "print", false)];
    html! {
        <>
            { crisis(form) }
            { frame::title(form) }
            <div class="coplan-one-page" id="one-page-plan">
                { title(form, ID) }
                { read_aloud::button(form, "one-page-plan", &form.say("section.one_page")) }
                { plan(&reading) }
            </div>
            { buttons(form, ways.into_iter()) }
            { super::finished::told(form) }
        </>
    }
}

/// On paper.
pub fn on_paper(form: &FormContext, plan: fn(&FormContext) -> Html) -> Html {
    html! { <>{ frame::title(form) }<div class="coplan-one-page">{ plan(&of(form)) }</div></> }
}

/// Nothing that is restricted is in it, whoever looks over a shoulder.
fn of(form: &FormContext) -> FormContext {
    FormContext { one_page: true, unrestricted: true, ..form.clone() }
}

/// A part of it under its heading, when there is anything in it.
pub fn part(form: &FormContext, heading_words: AttrValue, inside: Vec<Html>) -> Html {
    if inside.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            { heading(form, 1, "nhsuk-heading-m", None, heading_words.into()) }
            { inside.into_iter().collect::<Html>() }
        </section>
    }
}

/// The answer to a question whose words the heading above it has.
pub fn answer(form: &FormContext, path: &str) -> Option<Html> {
    let field = form.store.field(path).filter(|_| form.is_asked(path))?;
    summary_list::answer(form, field, path).map(|answer| html! { <div class="coplan-answer">{ answer }</div> })
}

/// Whom to contact, by who they are: a name and what rings.
pub fn contact(form: &FormContext, who: Html, name: &str, contact: &str) -> Option<Html> {
    if name.trim().is_empty() && contact.trim().is_empty() {
        return None;
    }
    let said = html! {
        <>{ in_html(&isolated(name)) }<div class="coplan-typed" dir="auto">{ telephone::linked(form, contact) }</div></>
    };
    Some(summary_list::pair(who, said))
}
