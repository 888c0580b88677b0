//! Documents with something wrong wherever something can be: two rows in every list, and no text.

use coplan_model::FormName;
use coplan_model::fields::{Field, Kind};
use serde_json::{Map, Value, json};

/// A draft in which every choice is the one of this number, and every date this one.
pub fn document(form: FormName, choice: usize, date: &str) -> Value {
    let mut rows = 0;
    json!({
        "form": form.as_str(),
        "version": "1.0",
        "id": "generated",
        "status": "draft",
        "subject": { "ref": "generated", "name": "Ada Example" },
        "answers": answers(form.fields(), choice, date, &mut rows),
    })
}

fn answers(fields: &[Field], choice: usize, date: &str, rows: &mut usize) -> Map<String, Value> {
    let mut answers = Map::new();
    for field in fields {
        let chosen = |codes: &[&str]| codes[choice.min(codes.len() - 1)].to_owned();
        let answer = match field.kind {
            Kind::Code(codes) => chosen(codes).into(),
            Kind::Codes(codes) => json!([chosen(codes)]),
            Kind::Date(_) => date.into(),
            Kind::Group(inner) => Value::Object(self::answers(inner, choice, date, rows)),
            Kind::Rows(inner) => (0..2)
                .map(|_| {
                    *rows += 1;
                    let mut row = self::answers(inner, choice, date, rows);
                    row.insert("id".to_owned(), format!("row{rows}").into());
                    Value::Object(row)
                })
                .collect(),
            _ => continue,
        };
        answers.insert(field.id.to_owned(), answer);
    }
    answers
}
