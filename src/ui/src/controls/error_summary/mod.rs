//! What stands in the way, above the form, each with a link to its question (NHS service manual, error summary).

use yew::{Html, html};

use crate::context::FormContext;
use crate::layout::heading;

/// The problems, while they are shown. It takes the focus when they first are; the form follows its links, because a
/// fragment would be looked for in the host's page.
pub fn error_summary(form: &FormContext) -> Html {
    let shown = form.store.shown.borrow();
    if shown.is_empty() {
        return Html::default();
    }
    let problems = shown.iter().map(|problem| {
        html! { <li><a href={["#", &problem.path].concat()}>{ form.store.sentence_apart(problem) }</a></li> }
    });
    html! {
        <div class="nhsuk-error-summary" id="error-summary" tabindex="-1" part="error-summary">
            <div role="alert">
                { heading(form, 1, "nhsuk-error-summary__title", None, form.say("problem_title").into()) }
                <div class="nhsuk-error-summary__body">
                    <ul class="nhsuk-list nhsuk-error-summary__list">{ problems.collect::<Html>() }</ul>
                </div>
            </div>
        </div>
    }
}
