//! What stood before each amendment, and when and why the form was changed.

use coplan_model::json::Value;
use yew::{AttrValue, Html, html};

use super::pages::{sections, title};
use super::{heading, since};
use crate::context::{FormContext, View};
use crate::controls::{details, keyed};
use crate::messages::{in_html, isolated};

/// What stood before each amendment, the latest first, whole.
pub(super) fn earlier(form: &FormContext) -> Html {
    let count = form.store.document.borrow().earlier.len();
    let versions = (0..count).rev().filter_map(|at| {
        let past = form.of(form.store.earlier(at)?);
        Some(keyed(
            &at.to_string(),
            details::closed(
                version_title(form, at),
                "",
                html! {
                    <>
                        { heading(form, 2, "nhsuk-heading-s", None, since::title(form, &past.store).into()) }
                        { since::list(&form.seen(View::Check), &past) }
                        { sections(&past) }
                    </>
                },
            ),
        ))
    });
    versions.collect()
}

fn version_title(form: &FormContext, at: usize) -> AttrValue {
    let document = form.store.document.borrow();
    let day = document.earlier[at]["replaced_on"].as_str().unwrap_or_default();
    form.tell("earlier", &[("date", &form.date(day))])
}

/// When the form was changed, and why.
pub(super) fn changes(form: &FormContext) -> Html {
    let told = amendments(form);
    if told.is_empty() {
        return Html::default();
    }
    let lines = told.iter().map(|told| html! { <li><span class="coplan-typed">{ in_html(told) }</span></li> });
    html! { <section>{ title(form, "changes") }<ul>{ lines.collect::<Html>() }</ul></section> }
}

/// The same in words, a sentence for each change.
pub fn amendments(form: &FormContext) -> Vec<String> {
    let document = form.store.document.borrow();
    let lines = (0..document.earlier.len()).map(|at| {
        // The reason for replacing one version is kept with the next.
        let next = match document.earlier.get(at + 1) {
            Some(next) => next["answers"].get("amendment_reason"),
            None => document.answers.get("amendment_reason"),
        };
        let reason = next.and_then(Value::as_str).unwrap_or_default();
        let day = form.date(document.earlier[at]["replaced_on"].as_str().unwrap_or_default());
        form.tell("changed_on", &[("date", &day), ("reason", &isolated(reason))]).to_string()
    });
    lines.collect()
}
