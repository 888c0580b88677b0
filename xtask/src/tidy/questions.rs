//! A question has a line in the form's struct, one in the form on screen, its words, and an answer in some fixture. When one
//! of them was forgotten, a sentence says which.

use super::{File, between};

/// Every question of every form that has sections.
pub fn complete(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    // What every form asks in the same place stands once.
    let shared = files.iter().find(|file| file.path.ends_with("layout/pages.rs")).map_or("", |file| &file.text);
    for (screen, form) in between(files, "src/ui/src/forms/", ".rs").filter(|(file, _)| file.text.contains("SECTIONS"))
    {
        let Some(model) = files.iter().find(|file| file.path == format!("src/model/src/forms/{form}.rs")) else {
            continue;
        };
        let words = between(files, "src/ui/src/messages/en-GB/", ".txt")
            .filter(|(_, name)| [form, "shared", "blocks"].contains(name));
        let words: String = words.map(|(file, _)| format!("\n{}", file.text)).collect();
        let fixtures: String =
            between(files, &format!("tests/fixtures/{form}/"), ".json").map(|(file, _)| &*file.text).collect();
        for Question { id, top, signature } in questions(&model.text) {
            // A group may be asked part by part.
            let asks = |text: &str| text.contains(&format!("\"{id}\"")) || text.contains(&format!("\"{id}."));
            let asked = asks(&screen.text) || asks(shared);
            if top && !asked {
                complaints.push(format!(
                    "{form}: {id} is on no screen; write Ask(\"{id}\") into a section of {}",
                    screen.path
                ));
            }
            if !words.contains(&format!("\n{id} = ")) && !words.contains(&format!(".{id} = ")) {
                complaints.push(format!(
                    "{form}: {id} has no words; write `{id} = …` into src/ui/src/messages/en-GB/{form}.txt"
                ));
            }
            if !signature && !fixtures.contains(&format!("\"{id}\":")) {
                complaints.push(format!("{form}: no document in tests/fixtures/{form}/ answers {id}"));
            }
        }
    }
    complaints
}

struct Question<'a> {
    id: &'a str,
    /// Of the form itself, not of a row or group in it.
    top: bool,
    /// Kept among the document's signatures.
    signature: bool,
}

/// The questions of a form's file: the public fields of its structs, less what nobody is asked.
fn questions(text: &str) -> Vec<Question<'_>> {
    let mut found = Vec::new();
    let (mut structs, mut kept, mut inside) = (0, false, false);
    for line in text.lines() {
        let line = line.trim();
        match line {
            _ if line.starts_with("pub struct ") => (structs, inside) = (structs + 1, true),
            "}" => inside = false,
            _ if line.starts_with("#[answer(") => kept = line.contains("kept"),
            _ if inside && line.starts_with("pub ") => {
                let (id, kind) = line["pub ".len()..].split_once(": ").unwrap_or((line, ""));
                let asked = !kept && id != "unknown";
                let question =
                    Question { id: id.trim_start_matches("r#"), top: structs == 1, signature: kind == "Signature," };
                found.extend(asked.then_some(question));
                kept = false;
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    #[test]
    fn whatever_of_a_question_was_forgotten_is_named() {
        let model = "pub struct Plan {\n    #[answer(long)]\n    pub hopes: Option<String>,\n    #[answer(kept)]\n    pub voices: Voices,\n    \
                     pub rows: Vec<Row>,\n    pub unknown: Unknown,\n}\npub struct Row {\n    pub what: Option<String>,\n}\n";
        let files = |screen: &str, words: &str, fixture: &str| {
            [
                file("src/model/src/forms/plan.rs", model),
                file("src/ui/src/forms/plan.rs", &format!("SECTIONS {screen}")),
                file("src/ui/src/messages/en-GB/plan.txt", words),
                file("tests/fixtures/plan/one.json", fixture),
            ]
        };
        let (screen, words) = ("Ask(\"hopes\") Ask(\"rows\")", "hopes = Hopes\nrows = Rows\nrows.what = What\n");
        let fixture = "{ \"hopes\": 1, \"rows\": [{ \"what\": 1 }] }";
        assert_eq!(complete(&files(screen, words, fixture)), [""; 0]);
        assert_eq!(complete(&files("Ask(\"rows\")", words, fixture)).len(), 1);
        assert_eq!(complete(&files(screen, "hopes = Hopes\nrows = Rows", fixture)).len(), 1);
        assert_eq!(complete(&files(screen, words, "{ \"rows\": [{ \"what\": 1 }] }")).len(), 1);
    }
}
