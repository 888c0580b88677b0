//! What types and schemas say of a question in words: its label, what an answer looks like, and when it is needed.

use coplan_model::fields::{Condition, Dates, Field, Kind, Need, Text, When};
use coplan_ui::Messages;

/// The question as staff read it, when it has words.
pub fn label(words: &Messages, path: &str) -> Option<String> {
    // `Thing {n}` counts rows, of which a type has none.
    words.find(path, "").map(|label| label.split('{').next().unwrap_or_default().trim().to_owned())
}

/// Everything that its table says, in a line.
pub fn about(words: &Messages, field: &Field, path: &str) -> String {
    if field.id == "id" {
        return "The row's own id.".to_owned();
    }
    let mut said: Vec<String> = label(words, path).into_iter().map(ended).collect();
    match field.kind {
        Kind::Text(Text { limit, .. }) if field.need != Need::Kept => said.push(format!("At most {limit} characters.")),
        Kind::Date(Dates { when, partial }) => {
            let shape = if partial { "`YYYY-MM-DD`, `YYYY-MM` or `YYYY`" } else { "`YYYY-MM-DD`" };
            let side = match when {
                When::Any => "",
                When::Past => ", today or in the past",
                When::Future => ", today or in the future",
            };
            said.push(format!("{shape}{side}."));
        }
        Kind::Voices => said.push("Whose words each answer is, by path.".to_owned()),
        _ => {}
    }
    said.extend(field.exclusive.map(|code| format!("`{code}` stands alone.")));
    said.extend(field.only_if.map(|condition| format!("Asked when {}.", holds(condition))));
    said.extend(match field.need {
        Need::Optional => field.complete_if.map(|condition| format!("Needed to complete when {}.", holds(condition))),
        Need::ByRule => Some("Needed to complete when a rule of the form says so.".to_owned()),
        Need::Kept => Some("Recorded, not asked.".to_owned()),
        Need::Draft => Some("Needed to save a draft.".to_owned()),
        Need::Complete => Some("Needed to complete.".to_owned()),
    });
    said.join(" ")
}

fn holds(Condition { question, any_of, .. }: Condition) -> String {
    match any_of {
        [] => format!("`{question}` is answered"),
        codes => {
            let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
            format!("`{question}` is {}", codes.join(" or "))
        }
    }
}

fn ended(words: String) -> String {
    if words.ends_with(['.', '?', '!', ':']) { words } else { words + "." }
}
