//! The goals over time as a picture: what is under way, due, achieved, changed. It measures nothing: a line is as long as
//! the time that a goal has been in the plan, and its end says how it ended.

use coplan_model::blank::is_blank_text;
use coplan_model::path::{self, Answers};
use coplan_model::{CalendarDate, care_plan, goals};
use yew::Html;

use super::picture::{LINE, WIDTH, figure, stroke, text, wrapped};
use crate::context::FormContext;
use crate::messages::isolated;

/// From one goal to the next.
const ROW: usize = LINE * 3;

/// The goals over time; nothing as long as no goal is in words.
pub fn show(form: &FormContext) -> Html {
    let document = form.store.document.borrow();
    let answers = &document.answers;
    let today = form.store.host().today().to_iso();
    let begun = path::text(answers, "record_date");
    let mut goals = Vec::new();
    // Dates are text that sorts. The picture ends where the last thing in it does.
    let mut end = &*today;
    let next = care_plan::next_review_on(answers);
    for goal in path::list(answers, "goals") {
        let Some(goal) = goal.as_object().filter(|goal| !is_blank_text(path::text(goal, "own_words"))) else {
            continue;
        };
        let due = goals::due(goal, next);
        end = end.max(due);
        goals.push((goal, due));
    }
    if goals.is_empty() || begun.is_empty() || begun >= end {
        return Html::default();
    }
    let (first, last) = (day(begun), day(end));
    let x =
        |date: &str| (6 + (day(date).clamp(first, last) - first) * (WIDTH - 12) / (last - first).max(1)).to_string();
    let height = goals.len() * ROW + LINE + 6;
    let foot = (height - LINE - 2).to_string();
    let mut drawn = vec![
        stroke(&["M 0", &foot, "H", &WIDTH.to_string()], false),
        text(0, height - 2, form.date(begun), ""),
        text(WIDTH, height - 2, form.date(end), "end"),
    ];
    let mut said = Vec::new();
    for (goal, due) in goals {
        let (mut from, mut until) = (begun, &*today);
        let ended = goals::has_ended(goal);
        for version in &document.earlier {
            let on = version["replaced_on"].as_str().unwrap_or_default();
            let then = version["answers"].as_object().map_or(&[][..], |then| path::list(then, "goals"));
            match then.iter().find(|row| row["id"] == path::text(goal, "id")) {
                None => from = on,
                Some(row) if ended && !row.as_object().is_some_and(goals::has_ended) => until = on,
                _ => {}
            }
        }
        let told = told(form, goal, if ended { "" } else { due }, &today);
        let number = [&form.figures((said.len() + 1).to_string()), ". "].concat();
        let top = said.len() * ROW + LINE - 3;
        let mut own = wrapped(path::text(goal, "own_words"), 33);
        if own.len() > 1 {
            own[0].push('…');
        }
        drawn.push(text(0, top, [&number, &*isolated(&own[0])].concat(), "bold"));
        drawn.push(text(0, top + LINE, told.clone(), ""));
        let y = (top + LINE + 10).to_string();
        let until = x(until);
        drawn.push(stroke(&["M", &x(from), &y, "H", &until], false));
        if ended {
            drawn.push(stroke(&["M", &until, &y, end_mark(path::text(goal, "status"))], false));
        } else if !due.is_empty() {
            let due = x(due);
            drawn.push(stroke(&["M", &until, &y, "H", &due], true));
            drawn.push(stroke(&["M", &due, &y, "m 0 -6 v 12"], false));
        }
        said.push([&number, &*isolated(path::text(goal, "own_words")), " – ", &told].concat());
    }
    figure(form, "over_time", height, drawn, said, true)
}

/// How a goal is going, and by when it is to be reached.
pub fn told(form: &FormContext, goal: &Answers, due: &str, today: &str) -> String {
    let status = path::text(goal, "status");
    let status = form.option("goals.status", if status.is_empty() { "not_started" } else { status });
    if due.is_empty() {
        return status.to_string();
    }
    let key = match path::text(goal, "time_limited") {
        _ if due <= today => "over_time.due",
        "by_review" => "over_time.by_review",
        _ => "over_time.by",
    };
    [&status, ", ", &*form.tell(key, &[("date", &form.date(due))])].concat()
}

/// How the line of a goal ends: a ring, or half of one, for what was reached; an arrow to what took its place; a cross.
fn end_mark(status: &str) -> &'static str {
    match status {
        "achieved" => "m -5 0 a 5 5 0 1 0 10 0 a 5 5 0 1 0 -10 0",
        "partly_achieved" => "m 0 -5 a 5 5 0 0 1 0 10",
        "changed" => "m -5 -5 l 5 5 l -5 5",
        _ => "m -5 -5 l 10 10 m 0 -10 l -10 10",
    }
}

/// A date as a number that grows with it: enough to say where it stands between two others.
fn day(date: &str) -> usize {
    let Ok(date) = date.parse::<CalendarDate>() else { return 0 };
    usize::from(date.year()) * 372 + usize::from(date.month().unwrap_or(1)) * 31 + usize::from(date.day().unwrap_or(1))
}
