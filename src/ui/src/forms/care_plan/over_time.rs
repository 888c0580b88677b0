//! The goals over time as a picture: what is under way, due, achieved, changed. It measures nothing: a line is as long as
//! the time that a goal has been in the plan, and its end says how it ended.

use coplan_model::json::Value;
use coplan_model::{CalendarDate, care_plan, goals, path};
use yew::Html;

use super::picture::{LINE, WIDTH, figure, stroke, words, wrapped};
use crate::form::Form;

/// From one goal to the next.
const ROW: usize = LINE * 3;

/// Draws it; nothing as long as no goal is in words.
pub fn draw(form: &Form) -> Html {
    let document = form.state.document.borrow();
    let answers = &document.answers;
    let all = path::list(answers, "goals").iter().filter_map(Value::as_object);
    let all: Vec<_> = all.filter(|goal| !path::text(goal, "own_words").is_empty()).collect();
    let next = care_plan::next_review_on(answers);
    let reviews = path::list(answers, "reviews");
    let today = form.state.host().today().to_iso();
    let dated = reviews.iter().filter_map(|review| review["date"].as_str());
    let due = |goal: &path::Answers| -> String {
        let by_review = path::text(goal, "time_limited") == "by_review";
        if by_review { next.to_owned() } else { path::text(goal, "time_limited_on").to_owned() }
    };
    let begun = path::text(answers, "record_date");
    // Dates are text that sorts. The picture ends where the last thing in it does.
    let mut end = all.iter().map(|goal| due(goal)).chain([next.to_owned(), today.clone()]).max().unwrap_or_default();
    if all.is_empty() || begun.is_empty() || *begun >= *end {
        return Html::default();
    }
    end.truncate(10);
    let (first, last) = (day(begun), day(&end));
    let x =
        |date: &str| (4 + (day(date).clamp(first, last) - first) * (WIDTH - 12) / (last - first).max(1)).to_string();
    let height = all.len() * ROW + LINE + 6;
    let foot = (height - LINE - 2).to_string();
    let mut drawn = Vec::new();
    for date in dated {
        drawn.push(stroke(&["M", &x(date), "0 V", &foot], true));
    }
    drawn.push(stroke(&["M 4", &foot, "H", &(WIDTH - 8).to_string()], false));
    drawn.push(words(0, height - 2, form.date(begun), false));
    let finish = form.date(&end);
    drawn.push(words(WIDTH.saturating_sub(finish.len() * 8), height - 2, finish, false));
    let mut said = Vec::new();
    for (at, goal) in all.iter().enumerate() {
        let (own, status, due) = (path::text(goal, "own_words"), path::text(goal, "status"), due(goal));
        let ended = goals::has_ended(goal);
        let status = if status.is_empty() { "not_started" } else { status };
        let mut told = form.option("goals.status", status).to_string();
        if !ended && !due.is_empty() {
            let key = match (*due <= *today, path::text(goal, "time_limited") == "by_review") {
                (true, _) => "over_time.due",
                (_, true) => "over_time.by_review",
                _ => "over_time.by",
            };
            told = [&told, ", ", &*form.tell(key, &[("date", &form.date(&due))])].concat();
        }
        let number = (at + 1).to_string();
        let mut lines = wrapped(own, 40);
        let more = if lines.len() > 1 { "…" } else { "" };
        let top = at * ROW;
        drawn.push(words(4, top + LINE - 3, [&number, ". ", &std::mem::take(&mut lines[0]), more].concat(), true));
        drawn.push(words(4, top + LINE * 2 - 3, told.clone(), false));
        let y = (top + LINE * 2 + 6).to_string();
        let from = since(&document.earlier, path::text(goal, "id")).unwrap_or(begun);
        let held = reviews.iter().filter(|review| {
            let rows = review["goals"].as_array().map(Vec::as_slice).unwrap_or_default();
            rows.iter().any(|row| row["goal"] == path::text(goal, "id"))
        });
        let said_on = held.chain(path::list(goal, "progress")).filter_map(|row| row["date"].as_str());
        let until = if ended { said_on.max().unwrap_or(from) } else { today.as_str() };
        drawn.push(stroke(&["M", &x(from), &y, "H", &x(until)], false));
        if ended {
            drawn.push(stroke(&["M", &x(until), &y, end_mark(status)], false));
        } else if !due.is_empty() {
            drawn.push(stroke(&["M", &x(until), &y, "H", &x(&due)], true));
            drawn.push(stroke(&["M", &x(&due), &y, "m 0 -6 v 12"], false));
        }
        said.push([&number, ". ", own, ": ", &told].concat());
    }
    figure(form, "over_time", height, drawn, said)
}

/// How the line of a goal ends: a ring, or half of one, for what was reached; an arrow to what took its place; a cross.
fn end_mark(status: &str) -> &'static str {
    match status {
        "achieved" => "m -5 0 a 5 5 0 1 0 10 0 a 5 5 0 1 0 -10 0 m 3 0 h 4",
        "partly_achieved" => "m 0 -5 a 5 5 0 0 1 0 10",
        "changed" => "m -5 -5 l 5 5 l -5 5",
        _ => "m -5 -5 l 10 10 m 0 -10 l -10 10",
    }
}

/// The day on which a goal came into the plan, when that was in an amendment.
fn since<'a>(earlier: &'a [Value], goal: &str) -> Option<&'a str> {
    let has = |version: &&Value| {
        let goals = version["answers"]["goals"].as_array().map(Vec::as_slice).unwrap_or_default();
        goals.iter().any(|row| row["id"] == goal)
    };
    earlier.iter().filter(|version| !has(version)).filter_map(|version| version["replaced_on"].as_str()).max()
}

/// A date as a number that grows with it: enough to say where it stands between two others.
fn day(date: &str) -> usize {
    let Ok(date) = date.parse::<CalendarDate>() else { return 0 };
    usize::from(date.year()) * 372 + usize::from(date.month().unwrap_or(1)) * 31 + usize::from(date.day().unwrap_or(1))
}
