//! The paths of what a document answers.

use coplan_model::fields::Field;
use coplan_model::json::{Map, Value};

/// The paths of answers, with the ids of rows.
pub fn each(fields: &'static [Field], answers: &Map<String, Value>, before: &str, found: &mut Vec<String>) {
    for field in fields {
        let path = [before, field.id].concat();
        match answers.get(field.id) {
            None => continue,
            Some(Value::Object(group)) => {
                each(field.kind.inner().unwrap_or_default(), group, &[&path, "."].concat(), found)
            }
            Some(Value::Array(rows)) => {
                for (at, row) in rows.iter().enumerate().filter_map(|(at, row)| Some((at, row.as_object()?))) {
                    let id = row.get("id").and_then(Value::as_str).filter(|id| !id.is_empty());
                    let row_path = format!("{path}[{}]", id.map_or(at.to_string(), str::to_owned));
                    each(field.kind.inner().unwrap_or_default(), row, &[&row_path, "."].concat(), found);
                    found.push(row_path);
                }
            }
            Some(_) => {}
        }
        found.push(path);
    }
}
