//! Questions behind one line that says what is in them (NHS service manual, expander): a worker sees the whole form at once, and
//! opens what they work on.

use yew::{AttrValue, Html, html};

use crate::context::FormContext;

/// What is folded.
pub(crate) struct Fold {
    /// The id of its line.
    pub id: String,
    /// What it is, as a heading.
    pub title: Html,
    /// What is answered in it, or how far it has come.
    pub line: Html,
    /// Whether it is open before anyone opens or closes it. A link into it opens it as well.
    pub begins_open: bool,
    /// Something in it has to be put right: it begins open, and its line says so.
    pub wrong: bool,
    /// What it is, for those who hear it; nothing where it has its name from a section.
    pub name: Option<AttrValue>,
}

impl Fold {
    /// These questions, behind the line.
    pub(crate) fn over(self, form: &FormContext, questions: Html) -> Html {
        let Self { id, title, line, begins_open, wrong, name } = self;
        let open = form.store.stays_open(&id, begins_open || wrong);
        let role = name.as_ref().map(|_| "group");
        let wrong = wrong.then(|| html! { <strong class="coplan-fold__wrong">{ form.say("problem_title") }</strong> });
        html! {
            <details class="nhsuk-details coplan-fold" {open}>
                <summary class="nhsuk-details__summary coplan-fold__summary" {id}>
                    { title }
                    <span class="nhsuk-u-visually-hidden">{ ": " }</span>
                    <span class="coplan-fold__line">{ line }</span>
                    { wrong.unwrap_or_default() }
                </summary>
                <div class="nhsuk-details__text coplan-fold__inside" {role} aria-label={name}>{ questions }</div>
            </details>
        }
    }
}
