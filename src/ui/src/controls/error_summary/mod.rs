//! The problems that block completion, above the form, each with a link to its question (NHS service manual, error summary).

use coplan_model::Problem;
use yew::{Html, html};

use crate::context::FormContext;
use crate::layout::heading;
use crate::layout::section::Section;

/// The problems, while they are shown. It takes the focus when they first are; the form follows its links, because a
/// fragment would be looked for in the host's page.
pub fn error_summary(form: &FormContext) -> Html {
    let shown = form.store.shown.borrow();
    if shown.is_empty() {
        return Html::default();
    }
    html! {
        <div class="nhsuk-error-summary" id="error-summary" tabindex="-1" part="error-summary">
            <div role="alert">
                { heading(form, 1, "nhsuk-error-summary__title", None, form.say("problem_title").into()) }
                <div class="nhsuk-error-summary__body">
                    { links(form, &mut shown.iter(), "nhsuk-list nhsuk-error-summary__list") }
                </div>
            </div>
        </div>
    }
}

/// What of these is still missing in a section, where the person alone checks their answers: each leads to its question.
pub fn of_section(form: &FormContext, problems: &[Problem], section: &Section) -> Html {
    of_page(form, problems.iter().filter(|problem| section.has(&problem.path)))
}

/// What of these is still missing on a page.
pub fn of_page<'a>(form: &FormContext, mut problems: impl Iterator<Item = &'a Problem>) -> Html {
    links(form, &mut problems, "nhsuk-list coplan-missing")
}

fn links(form: &FormContext, problems: &mut dyn Iterator<Item = &Problem>, class: &'static str) -> Html {
    let links = problems.map(|problem| {
        html! { <li><a href={["#", &problem.path].concat()}>{ form.store.sentence_apart(problem) }</a></li> }
    });
    html! { <ul {class}>{ links.collect::<Html>() }</ul> }
}
