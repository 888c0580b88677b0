use std::cell::Cell;

use serde_json::{Map, Value, json};

use crate::fields::{Field, Kind};
use crate::signature::{digest, verify};
use crate::{CalendarDate, Document, FormName, Moment, Status, overwritten, review, start_care_plan, voices};

thread_local! {
    pub(super) static STEPS: Cell<u64> = const { Cell::new(0) };
}

fn counted<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = STEPS.get();
    let done = work();
    (done, STEPS.get() - before)
}

/// An answer to every question, with so many rows in each list, every other one blank; in the first of them as many again.
fn answers(fields: &'static [Field], rows: usize, prefix: &str, ids: &mut Vec<String>) -> Map<String, Value> {
    let mut answers = Map::new();
    for field in fields.iter().filter(|field| field.id != "id") {
        let path = format!("{prefix}{}", field.id);
        let answer = match field.kind {
            Kind::Text(_) => json!("said"),
            // Past: where it should lie ahead, the form asks whether something has overtaken it.
            Kind::Date(_) => json!("2020-01-01"),
            Kind::Code(codes) => json!(codes[0]),
            Kind::Codes(codes) => json!(codes),
            Kind::Number => json!(1),
            Kind::Person => json!({ "name": "Ada" }),
            Kind::Group(inner) => Value::Object(self::answers(inner, rows, &format!("{path}."), ids)),
            Kind::Rows(_) | Kind::People => {
                let inner = field.kind.inner().unwrap();
                let row = |at: usize| {
                    let id = format!("{path}-{at}").replace(['[', ']', '.'], "-");
                    let inside = if prefix.contains('[') {
                        0
                    } else if at == 0 {
                        rows
                    } else {
                        1
                    };
                    let mut row = match at % 2 {
                        0 if inside > 0 => self::answers(inner, inside, &format!("{path}[{id}]."), ids),
                        _ => Map::new(),
                    };
                    row.insert("id".to_owned(), json!(id));
                    ids.push(format!("{path}[{id}]"));
                    Value::Object(row)
                };
                (0..rows).map(row).collect()
            }
            Kind::Signature | Kind::Voices => continue,
        };
        answers.insert(field.id.to_owned(), answer);
    }
    answers
}

/// A document with so much of everything.
fn large(form: FormName, size: usize) -> Document {
    let mut rows = Vec::new();
    let mut answers = answers(form.fields(), size, "", &mut rows);
    // The last of the reviews that say when the next one is, long before the last review.
    if let Some(Value::Array(reviews)) = answers.get_mut("reviews") {
        let half = reviews.len() / 2;
        reviews
            .iter_mut()
            .skip(half)
            .filter_map(Value::as_object_mut)
            .for_each(|row| row.retain(|key, _| key != "next_on"));
    }
    let voices: Map<String, Value> = rows.iter().map(|row| (format!("{row}.text"), json!("su"))).collect();
    if form != FormName::AbuseQuestion {
        answers.insert("voices".to_owned(), Value::Object(voices));
    }
    // Some are of rows that are blank, some of none.
    let entered = rows.iter().step_by(3).map(|row| (format!("{row}.date"), json!("1/2/")));
    let entered: Map<String, Value> =
        entered.chain((0..size).map(|at| (format!("x[{at}].date"), json!("3//")))).collect();
    let signature = |at: usize| json!({ "role": format!("role {at}"), "name": "Ada", "digest": "sha-256:2:0" });
    let whole = json!({
        "form": form.as_str(), "id": "a", "status": "draft", "subject": { "ref": "1", "name": "Ada" },
        "answers": answers, "entered": entered,
        "signatures": (0..size).map(signature).collect::<Vec<_>>(),
        "earlier": (0..size).map(|at| json!({ "answers": {}, "signatures": [signature(at)] })).collect::<Vec<_>>(),
    });
    Document::from_json(&whole.to_string()).unwrap()
}

type Work = (&'static str, fn(&mut Document, CalendarDate));

const WORK: &[Work] = &[
    ("reading", |document, _| drop(Document::from_json(&document.to_whole_value().to_string()))),
    ("writing", |document, _| drop(document.to_value())),
    ("what a draft needs", |document, today| drop(document.problems(Moment::Draft, today))),
    ("what completion needs", |document, today| drop(document.problems(Moment::Complete, today))),
    ("what an answer needs", |document, today| drop(document.problems(Moment::Conditional, today))),
    ("warnings", |document, today| drop(document.warnings(today))),
    ("moving blank rows", |document, _| document.blank_rows_last()),
    ("leaving out blank rows", |document, _| document.drop_blank_rows()),
    ("verifying", |document, _| drop(verify(document))),
    ("signing", |document, _| drop(digest(document, &document.signatures[0]))),
    ("comparing", |document, _| drop(overwritten(document, &document.clone()))),
    ("comparing with what is finished", |document, _| {
        let later = Document { status: Status::Withdrawn, ..document.clone() };
        drop(overwritten(&later, &later));
    }),
    ("beginning a review", |document, _| review::begin(&mut document.answers, &mut || "new".to_owned())),
    ("beginning a plan", |document, _| drop(start_care_plan(document, &mut || "new".to_owned()))),
    ("forgetting a row", |document, _| drop(voices::forget_row(&mut document.answers, "goals-1"))),
];

#[test]
fn twice_as_large_a_document_is_twice_the_work() {
    let today = CalendarDate::new(2026, 11, 24).unwrap();
    for form in FormName::ALL {
        let (small, large) = (large(*form, 32), large(*form, 64));
        let size = |document: &Document| document.to_whole_value().to_string().len() as f64;
        let grown = size(&large) / size(&small);
        for (name, work) in WORK {
            let ((), before) = counted(|| work(&mut small.clone(), today));
            let ((), after) = counted(|| work(&mut large.clone(), today));
            let most = (before as f64) * grown.max(2.0) * 1.1 + 100.0;
            assert!((after as f64) <= most, "{name}, {}: {before} steps have become {after}", form.as_str());
        }
    }
}

/// So little is asked of such a row that nothing else hides what it costs.
#[test]
fn which_review_is_the_next_is_found_once_for_all_dates() {
    let today = CalendarDate::new(2026, 11, 24).unwrap();
    let steps = |size: usize| {
        let said = (0..size).map(|at| json!({ "id": format!("a{at}"), "next_on": "2020-01-01" }));
        let unsaid = (0..size).map(|at| json!({ "id": format!("b{at}"), "views_sent": "said" }));
        let reviews: Vec<Value> = said.chain(unsaid).collect();
        let text = json!({ "form": "care_plan", "answers": { "reviews": reviews } }).to_string();
        let document = Document::from_json(&text).unwrap();
        counted(|| document.problems(Moment::Complete, today)).1
    };
    let (before, after) = (steps(200), steps(400));
    assert!(after * 10 <= before * 21, "{before} steps have become {after}");
}
