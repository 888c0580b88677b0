//! What a worker may add to a row and need not: behind a line of its own, so that what is needed stands together.

use coplan_model::fields::{Condition, Field, Kind, Need};
use coplan_model::path;
use yew::{Html, html};

use crate::context::FormContext;
use crate::controls::button::unseen;
use crate::controls::fold::Fold;
use crate::controls::keyed;

/// So many questions are worth a line of their own, which names so many of them.
const ENOUGH: usize = 5;
const NAMED: usize = 3;

/// The questions of a row that is folded, less its id: the first and those that are needed or hang on another, then the rest.
pub(super) fn questions(form: &FormContext, row: &str, inner: &'static [Field]) -> Html {
    let asked = || inner.iter().filter(|field| field.need != Need::Kept);
    let ask = |field: &Field| keyed(field.id, form.field(&at(row, field)));
    // What comes first says what the row is.
    let begins = asked().next().map(|field| field.id);
    let (more, first): (Vec<&Field>, Vec<&Field>) =
        asked().partition(|field| Some(field.id) != begins && is_more(inner, field));
    if more.len() < ENOUGH || !form.store.folds() {
        return asked().map(ask).collect();
    }
    let answered = {
        let document = form.store.document.borrow();
        let answers = more.iter().filter_map(|field| path::get(&document.answers, &at(row, field)));
        answers.into_iter().any(|answer| !path::is_blank(answer))
    };
    let names: Vec<_> = more.iter().take(NAMED).map(|field| form.say(&at(row, field))).collect();
    let fold = Fold {
        id: ["more:", row].concat(),
        title: html! {
            <span class="nhsuk-details__summary-text">{ form.say("rows.more") }{ unseen(&form.store.called(row)) }</span>
        },
        line: [&names.join(" · "), " …"].concat().into(),
        begins_open: answered,
        wrong: form.store.is_wrong(&|path| more.iter().any(|field| path::is_in(path, &at(row, field)))),
        name: None,
    };
    let more: Html = more.into_iter().map(ask).collect();
    html! { <>{ first.into_iter().map(ask).collect::<Html>() }{ keyed("more", fold.over(form, more)) }</> }
}

fn at(row: &str, field: &Field) -> String {
    [row, ".", field.id].concat()
}

/// Nothing needs it, it hangs on nothing, and nothing hangs on it.
fn is_more(inner: &[Field], field: &Field) -> bool {
    let hangs = |condition: &Option<Condition>| condition.is_some_and(|condition| condition.question == field.id);
    let alone =
        field.only_if.is_none() && !inner.iter().any(|other| hangs(&other.only_if) || hangs(&other.complete_if));
    field.need == Need::Optional && alone && !matches!(field.kind, Kind::Group(_))
}
