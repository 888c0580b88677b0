//! What stands in the way, above the form, each with a link to its question (NHS service manual, error summary).

use yew::Html;

use crate::context::FormContext;
use crate::markup::{of, tag};

/// Draws it while problems are shown. It takes the focus when they first are; the frame follows its links, because a
/// fragment would be looked for in the host's page.
pub fn draw(form: &FormContext) -> Html {
    let shown = form.store.shown.borrow();
    if shown.is_empty() {
        return Html::default();
    }
    let mut list = of("ul", "nhsuk-list nhsuk-error-summary__list");
    for problem in shown.iter() {
        let link = tag("a").attr("href", ["#", &problem.path].concat()).say(form.store.sentence(problem));
        list = list.put(tag("li").put(link));
    }
    let title = of("h2", "nhsuk-error-summary__title").say(form.say("problem_title")).end();
    let alert = tag("div").attr("role", "alert").child(title);
    let alert = alert.put(of("div", "nhsuk-error-summary__body").put(list));
    let summary = of("div", "nhsuk-error-summary").attr("id", "error-summary").attr("tabindex", "-1");
    summary.attr("part", "error-summary").put(alert).end()
}
