//! What stands in the way, above the form, each with a link to its question (NHS service manual, error summary).

use yew::{Html, MouseEvent, TargetCast, html};

use crate::app::focus_on;
use crate::form::Form;

/// Draws it while problems are shown. It takes the focus when they first are.
pub fn draw(form: &Form) -> Html {
    let shown = form.state.shown.borrow();
    if shown.is_empty() {
        return Html::default();
    }
    let items = shown.iter().map(|problem| {
        let path = problem.path.clone();
        // A link to a fragment would look in the host's page and change its address.
        let go = move |event: MouseEvent| {
            event.prevent_default();
            if let Some(link) = event.target_dyn_into::<web_sys::Node>() {
                focus_on(&link, &path);
            }
        };
        html!(<li><a href={format!("#{}", problem.path)} onclick={go}>{ form.state.sentence(problem) }</a></li>)
    });
    html! {
        <div class="nhsuk-error-summary" id="error-summary" tabindex="-1" part="error-summary">
            <div role="alert">
                <h2 class="nhsuk-error-summary__title">{ form.say("problem_title") }</h2>
                <div class="nhsuk-error-summary__body">
                    <ul class="nhsuk-list nhsuk-error-summary__list">{ for items }</ul>
                </div>
            </div>
        </div>
    }
}
