//! What the portal takes at most, and which ids. A limit is said: whoever goes beyond it hears which one it is.

use axum::http::StatusCode;
use coplan_model::ErrorCode;
use coplan_model::json::DEPTH;

use crate::problem::Refusal;

/// What is sent at once is never larger: 2 MiB.
pub const BODY: usize = 2 * 1024 * 1024;

/// No list of a form that somebody fills in comes near it.
const ROWS: usize = 2000;

/// A UUID has 36 characters.
const ID: usize = 64;

/// What a script has left where it had no id.
const NO_IDS: [&str; 4] = ["constructor", "nan", "null", "undefined"];

/// Looks at the text of a document before it is read, in one pass and with little memory. Text that is no JSON may pass: to
/// say so is the reader's.
pub fn shape(text: &str) -> Result<(), Refusal> {
    // How many commas each open bracket has had.
    let mut open: Vec<usize> = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => open.push(0),
            b']' | b'}' => drop(open.pop()),
            b',' => {
                if let Some(commas) = open.last_mut() {
                    *commas += 1;
                    if *commas >= ROWS {
                        let detail =
                            format!("A list may hold at most {ROWS} rows, and nothing was stored. Shorten it.");
                        let title = "A list in this form has too many rows.";
                        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, title, detail).at("", "too_many"));
                    }
                }
            }
            _ => {}
        }
        if open.len() > DEPTH {
            // As the model calls it: its reader stops somewhere too, and an element's.
            let detail = format!("A document may be at most {DEPTH} levels deep, and nothing was stored.");
            let refusal = Refusal::new(StatusCode::BAD_REQUEST, "The portal cannot read this form.", detail);
            return Err(refusal.at("", ErrorCode::NotJson.as_str()));
        }
    }
    Ok(())
}

/// Refuses an id that could not stand in an address, that nobody could see, or that is what a script has instead of one.
pub fn id(id: &str) -> Result<(), Refusal> {
    if is_plain(id) && !NO_IDS.contains(&id.to_ascii_lowercase().as_str()) {
        return Ok(());
    }
    let detail =
        format!("An id is 1 to {ID} letters, digits and - . _ ~, and begins with a letter or digit. Use a UUID.");
    let title = "This form has an id that the portal cannot store it under.";
    Err(Refusal::new(StatusCode::BAD_REQUEST, title, detail).at("id", "wrong_id"))
}

fn is_plain(id: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    id.len() <= ID && id.starts_with(|first: char| first.is_ascii_alphanumeric()) && id.bytes().all(allowed)
}

/// Whether a reference to a person can be seen, told apart and looked for: short, and of letters without anything hidden in it.
pub fn is_reference(reference: &str) -> bool {
    let shown = |letter: char| !letter.is_control() && (letter.is_alphanumeric() || letter.is_ascii_graphic());
    !reference.is_empty() && reference.len() <= ID && reference.chars().all(shown)
}
