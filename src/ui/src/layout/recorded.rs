//! Answers to a trust's own questions that this form does not ask, because no policy or another version of it is set: they are read
//! in the words that were asked, and stay as they are.

use coplan_model::blank::is_blank_text;
use coplan_model::json::Value;
use coplan_model::path::{self, Answers};
use coplan_model::policy::{self, Recorded};
use coplan_model::{Audience, canonical, fields, people};
use yew::{AttrValue, Html, html};

use super::pages::title;
use crate::context::FormContext;
use crate::controls::summary_list;
use crate::messages::{in_html, isolated};

/// The id of the section that they stand in.
const SECTION: &str = "recorded";

/// A question that was asked, and its answer.
pub struct Line {
    /// Its path.
    pub path: String,
    /// What it said.
    pub question: String,
    /// The answer in words, one line each; what was typed is isolated.
    pub answer: Vec<String>,
}

/// The section, where there is anything in it.
pub fn section(form: &FormContext) -> Html {
    let lines = lines(form);
    if lines.is_empty() {
        return Html::default();
    }
    let rows = lines.into_iter().map(|line| {
        let answers = line.answer.iter().map(|words| html! { <p class="coplan-typed">{ in_html(words) }</p> });
        summary_list::pair(in_html(&line.question), answers.collect())
    });
    html! { <section key={SECTION}>{ title(form, SECTION) }{ summary_list::list(rows.collect()) }</section> }
}

/// The same in words.
pub fn lines(form: &FormContext) -> Vec<Line> {
    let recorded = policy::recorded(&form.store.document.borrow());
    let says = |recorded: &Recorded, key: &str| recorded.asked.get(key) == Some(&Value::Bool(true));
    let staff = |recorded: &Recorded| {
        says(recorded, "staff") || form.store.field(&recorded.path).is_some_and(|field| field.staff)
    };
    let alone = form.mode().audience() == Audience::Person;
    let is_for = |recorded: &Recorded| {
        let kept_from_them = alone && staff(recorded);
        let left_out = form.unrestricted && form.is_left_out(&recorded.path);
        !(kept_from_them || left_out)
    };
    let line = |recorded: Recorded| {
        let answer = words(form, &recorded.asked, &recorded.answer, &recorded.path);
        Line { question: label(&recorded.asked, &recorded.path), path: recorded.path, answer }
    };
    recorded.into_iter().filter(is_for).map(line).chain(half_typed(form)).collect()
}

/// What was typed where a number or a date belongs, and is none, of a question that is not asked.
fn half_typed(form: &FormContext) -> Vec<Line> {
    let document = form.store.document.borrow();
    let typed = document
        .entered
        .iter()
        .filter(|(path, _)| policy::local_name(path).is_some() && fields::find(document.fields(), path).is_none());
    let line = |(path, typed): (&String, &Value)| Line {
        path: path.clone(),
        question: label(&Answers::new(), path),
        answer: vec![isolated(typed.as_str().unwrap_or_default())],
    };
    // Whose it is to read, nobody wrote down.
    let kept_back = form.unrestricted || form.mode().audience() == Audience::Person;
    if kept_back { Vec::new() } else { typed.map(line).collect() }
}

/// What a question said; its own name, when nobody wrote that down.
fn label(asked: &Answers, path: &str) -> String {
    match path::text(asked, "label") {
        "" => path::parent(path).1.replace('_', " "),
        label => isolated(label),
    }
}

/// An answer, as its question was asked.
fn words(form: &FormContext, asked: &Answers, answer: &Value, path: &str) -> Vec<String> {
    let option = |code: &str| {
        let said = asked.get("options").and_then(|options| options.get(code)?.as_str());
        isolated(said.unwrap_or(code))
    };
    match (path::text(asked, "kind"), answer) {
        ("date", Value::String(day)) => vec![form.date(day)],
        ("code", Value::String(code)) => vec![option(code)],
        ("person", Value::Object(someone)) if someone.keys().all(|key| matches!(key.as_str(), "person" | "name")) => {
            vec![person(form, someone)]
        }
        ("rows", Value::Array(rows)) if rows.iter().all(Value::is_object) => {
            rows.iter().filter_map(Value::as_object).flat_map(|row| self::row(form, asked, row, path)).collect()
        }
        (_, Value::String(text)) => text.split('\n').map(isolated).collect(),
        (_, Value::Array(items)) => items
            .iter()
            .flat_map(|item| match item {
                Value::String(code) => vec![option(code)],
                other => words(form, &Answers::new(), other, path),
            })
            .collect(),
        (_, Value::Object(group)) => group
            .iter()
            .filter(|(key, _)| *key != "id")
            .flat_map(|(_, value)| words(form, &Answers::new(), value, path))
            .collect(),
        (_, Value::Null) => Vec::new(),
        (_, other) => vec![isolated(&form.figures(canonical::text(other)))],
    }
}

/// What was answered in a row, in one line: "Name: Ada; Role: Nurse".
fn row(form: &FormContext, asked: &Answers, row: &Answers, path: &str) -> Option<String> {
    // Each row may have been asked in words of its own.
    let document = form.store.document.borrow();
    let own = document.asked.get(&path::of_row(path, path::text(row, "id"))).and_then(Value::as_object).cloned();
    drop(document);
    let asked = &own.unwrap_or_else(|| asked.clone());
    let questions = asked.get("questions").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let asked = |id: &str| questions.iter().find(|question| question["id"] == id).and_then(Value::as_object).cloned();
    let answered = row.iter().filter(|(id, answer)| *id != "id" && !path::is_blank(answer));
    let said = answered.map(|(id, answer)| {
        let asked = asked(id).unwrap_or_default();
        [&*label(&asked, id), ": ", &words(form, &asked, answer, path).join(", ")].concat()
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn person(form: &FormContext, someone: &Answers) -> String {
    let named = match path::text(someone, "person") {
        people::NO_ONE => return form.say("person.no_one").to_string(),
        _ => form.name_of(someone),
    };
    if is_blank_text(&named) { String::new() } else { isolated(&named) }
}

/// The heading that they stand under.
pub fn heading(form: &FormContext) -> AttrValue {
    form.say(&["section.", SECTION].concat())
}
