//! The same questions any number of times (NHS service manual, add another).
//!
//! Adding moves the focus into the new row, removing to where the row can be brought back, and moving keeps it on the row.
//! Order is changed by buttons; nothing needs a drag (WCAG 2.5.7).

mod more;

use coplan_model::fields::{Field, Need};
use coplan_model::json::Value;
use coplan_model::path;
use yew::{Html, component, html};

use super::button::{button_about, small_button};
use super::fold::Fold;
use super::{ControlProps, described_by, group, hint_and_error, keyed, summary_list, warning};
use crate::context::FormContext;
use crate::layout::heading;
use crate::messages::{in_html, in_text, isolated};
use crate::store::{Action, RECIPIENT};

/// So many questions of a row are shown without being asked for; and where a worker wants less at once.
const UNFOLDED: usize = 8;
const UNFOLDED_OF_LESS: usize = 3;

/// The rows, and the buttons that change how many there are.
#[component]
pub fn Rows(ControlProps { form, path }: &ControlProps) -> Html {
    let Some(field) = form.store.field(path) else { return html! { <div /> } };
    let inner = field.kind.inner().unwrap_or_default();
    // Under a section's title of the same name it would be said twice.
    let recipients = recipients(form, path);
    let legend = match form.find("section", path) {
        Some(_) if recipients.is_none() => "nhsuk-u-visually-hidden",
        _ => "nhsuk-fieldset__legend nhsuk-fieldset__legend--m",
    };
    let ids: Vec<String> = {
        let document = form.store.document.borrow();
        path::list(&document.answers, path).iter().map(|row| id(row).to_owned()).collect()
    };
    // What stands for rows elsewhere comes and goes with them.
    let linked = inner.iter().any(|field| field.id == "goal");
    let ordering = form.store.is_open(&Action::OrderRows(path.to_string()).id());
    let rows = ids.iter().enumerate().map(|(at, id)| {
        let row = path::numbered(path, at);
        let name = row_name(form, path, at, at);
        let other = if linked { Html::default() } else { buttons(form, path, at, None) };
        let order = if ordering { buttons(form, path, at, Some(ids.len())) } else { Html::default() };
        // Beside the name of the row, whether it is open or not.
        let fold = folds(form, path, inner).then(|| folded(form, path, &row, &name));
        let open = match &fold {
            Some(fold) => form.store.stays_open(&fold.id, fold.begins_open || fold.wrong),
            None => !asks_one(inner),
        };
        let (within, beside) = if open { (order, Html::default()) } else { (Html::default(), order) };
        let asked = if fold.is_some() { more::questions(form, &row, inner) } else { questions(form, &row, inner) };
        let asked = html! { <>{ within }{ asked }</> };
        let (class, inside) = match fold {
            Some(fold) => ("coplan-rows__row coplan-rows__row--folded", fold.over(form, asked)),
            None if open => ("coplan-rows__row", titled(form, &row, name, asked)),
            None => ("coplan-rows__row", asked),
        };
        html! { <li key={id.as_str()} {class}>{ inside }{ beside }{ other }</li> }
    });
    // What the paper form prints several of is short: side by side.
    let list = if field.initial_rows > 1 { "coplan-rows__list coplan-rows__list--short" } else { "coplan-rows__list" };
    let order = (ids.len() > 1).then(|| {
        let words = form.say(if ordering { "rows.order_done" } else { "rows.order" });
        small_button(form, Action::OrderRows(path.to_string()), words, &form.store.called(path))
    });
    let below = match linked {
        true => Html::default(),
        false => html! { <>{ undo(form, path) }{ add(form, path) }{ order.unwrap_or_default() }</> },
    };
    let inside = html! {
        <fieldset class="nhsuk-fieldset coplan-rows" id={path.clone()} tabindex="-1"
            aria-describedby={described_by(form, path, None)}>
            <legend class={legend} part="label">{ form.label(path) }</legend>
            { hint_and_error(form, path) }
            { recipients.unwrap_or_default() }
            <ol class={list}>{ rows.collect::<Html>() }</ol>
            <div class="coplan-rows__below">{ below }</div>
            { warning(form, path) }
        </fieldset>
    };
    group(form, path, inside)
}

/// Who gets a copy: whoever is ticked has a row below, with what they get.
fn recipients(form: &FormContext, path: &str) -> Option<Html> {
    let codes = form.store.recipients(path);
    let (who, disabled) = ([path, ".", RECIPIENT].concat(), form.disabled());
    let item = |code: &&'static str| {
        let (id, name, checked) = ([path, "-", code].concat(), path.to_owned(), form.store.gets_copy(path, code));
        html! {
            <div key={*code} class="nhsuk-checkboxes__item">
                <input class="nhsuk-checkboxes__input" type="checkbox" id={id.clone()} {name} value={*code} {disabled} {checked} />
                <label class="nhsuk-label nhsuk-checkboxes__label" for={id}>{ form.option(&who, code) }</label>
            </div>
        }
    };
    (!codes.is_empty()).then(
        || html! { <div class="nhsuk-checkboxes coplan-recipients">{ codes.iter().map(item).collect::<Html>() }</div> },
    )
}

/// Whether rows of these questions are folded: all of them are seen at once, and the one that is worked on is open.
fn folds(form: &FormContext, path: &str, inner: &[Field]) -> bool {
    let few = if form.store.folds() && !path.contains('[') { UNFOLDED_OF_LESS } else { UNFOLDED };
    inner.iter().filter(|field| field.need != Need::Kept).count() > few
}

/// A row behind a line that says what it is. Open is an empty one that is alone; where a person looks on, any that is alone.
fn folded(form: &FormContext, path: &str, row: &str, name: &str) -> Fold {
    let parts =
        form.store.definition().lines.iter().find(|(list, _)| *list == path).map_or(&[][..], |(_, parts)| parts);
    let line = Some(summary_list::line(form, row, parts)).filter(|line| !line.is_empty());
    // Something else may be in it.
    let come = if form.store.is_begun(row) { "section.started" } else { "section.not_started" };
    Fold {
        id: ["row:", row].concat(),
        title: heading(form, row_depth(row), "nhsuk-details__summary-text", None, in_html(name)),
        line: html! {
            <>
                { line.map_or_else(|| form.say(come).into(), |line| in_html(&line)) }
                { if form.is_warned(row) { html! { <strong class="coplan-fold__warning">{ form.say("rows.warned") }</strong> } } else { Html::default() } }
            </>
        },
        begins_open: is_alone(form, path, form.store.is_paged()),
        wrong: form.store.is_wrong(&|path| path::is_in(path, row)),
        name: Some(in_text(name).into()),
    }
}

/// Whether a list has one row, and nothing is in it yet, or whatever is in it.
fn is_alone(form: &FormContext, list: &str, whatever: bool) -> bool {
    matches!(path::list(&form.store.document.borrow().answers, list), [row] if whatever || path::is_blank(row))
}

/// The heading of a row is below its section's, or below that of the row that it is in.
fn row_depth(row: &str) -> usize {
    1 + row.matches('[').count()
}

/// What can be done with a row: where it may go among so many, or anything else.
fn buttons(form: &FormContext, path: &str, at: usize, order: Option<usize>) -> Html {
    let row = path::numbered(path, at);
    let changed = path == "goals" && form.text(&[&row, ".status"].concat()) == "changed";
    let other = order.is_none();
    let buttons = [
        // One that is empty and alone is what there is to fill in.
        (other && !is_alone(form, path, false), Action::RemoveRow(row.clone()), "rows.remove"),
        (!other && at > 0, Action::MoveUp(row.clone()), "rows.up"),
        (order.is_some_and(|count| at + 1 < count), Action::MoveDown(row.clone()), "rows.down"),
        (other && changed, Action::FollowGoal(row.clone()), "goals.follow"),
    ];
    let name = form.store.called(&row);
    let shown = buttons.into_iter().filter(|(shown, ..)| *shown);
    let shown = shown.map(|(_, action, key)| keyed(key, small_button(form, action, form.say(key), &name)));
    html! { <div class="coplan-rows__buttons">{ shown.collect::<Html>() }</div> }
}

/// The questions of a row, less its id.
fn questions(form: &FormContext, row: &str, inner: &'static [Field]) -> Html {
    let asked = inner.iter().filter(|field| field.need != Need::Kept);
    asked.map(|field| keyed(field.id, form.field(&[row, ".", field.id].concat()))).collect()
}

/// A row of a single question is named by its label.
fn asks_one(inner: &[Field]) -> bool {
    inner.iter().filter(|field| field.need != Need::Kept).count() < 2
}

/// A row of several questions has a legend.
fn titled(form: &FormContext, row: &str, name: String, questions: Html) -> Html {
    html! {
        <fieldset class="nhsuk-fieldset">
            <legend class="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">
                { heading(form, row_depth(row), "nhsuk-fieldset__heading", None, in_html(&name)) }
            </legend>
            { questions }
        </fieldset>
    }
}

/// "Person 2", for a row that is read as the second. What stands for a goal is named as the goal is, in its own words, which
/// are isolated.
pub fn row_name(form: &FormContext, path: &str, at: usize, read_as: usize) -> String {
    let name = String::from(&*form.store.row_name(path, at, read_as));
    let Some(goal) = form.store.goal_of(path, at) else { return name };
    let own = form.text(&[&path::numbered("goals", goal), ".own_words"].concat());
    [&name, ": ", &*isolated(&own)].concat()
}

/// Says that a row is gone, and brings it back.
pub(super) fn undo(form: &FormContext, path: &str) -> Html {
    let removed = form.store.can_undo(path).then(|| {
        let undo =
            small_button(form, Action::UndoRemoval(path.to_owned()), form.say("rows.undo"), &form.store.called(path));
        html! { <><span>{ form.say("rows.removed") }</span>{ undo }</> }
    });
    html! { <div class="coplan-rows__undo">{ removed.unwrap_or_default() }</div> }
}

/// The button that adds a row.
pub(super) fn add(form: &FormContext, path: &str) -> Html {
    let none = path::list(&form.store.document.borrow().answers, path).is_empty();
    let first = if none { form.find(path, "add.first") } else { None };
    let words = first.or_else(|| form.find(path, "add")).unwrap_or_else(|| form.say("rows.add"));
    button_about(form, Action::AddRow(path.to_owned()), words, false, &form.store.called(path))
}

fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap_or_default()
}
