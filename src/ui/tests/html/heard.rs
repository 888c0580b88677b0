//! What whoever hears a page is told: what each button is about, where headings are, and that nothing is said twice.

use std::collections::HashMap;

/// The words of a piece of HTML, as they are heard.
fn heard(html: &str) -> String {
    let words = html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words));
    words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The elements of a name, as attributes and what is in them. None of them is in another of its own.
fn elements<'a>(html: &'a str, tag: &str) -> Vec<(&'a str, &'a str)> {
    let (begin, end) = (format!("<{tag}"), format!("</{tag}>"));
    let pieces = html.split(&*begin).skip(1).filter(|piece| piece.starts_with([' ', '>']));
    pieces.filter_map(|piece| piece.split_once(&*end)?.0.split_once('>')).collect()
}

/// The sentences of the error summary.
pub fn problems(html: &str) -> Vec<String> {
    let Some((_, summary)) = html.split_once("id=\"error-summary\"") else { return Vec::new() };
    let summary = summary.split("</ul>").next().unwrap_or_default();
    elements(summary, "a").into_iter().map(|(_, words)| heard(words)).collect()
}

/// No two buttons, links or things to open have the same name, unless they do the same (WCAG 2.4.6).
pub fn says_of_what(page: &str, html: &str) {
    let mut known: HashMap<String, String> = HashMap::new();
    for (tag, attribute) in [("button", "id"), ("a", "href"), ("summary", "")] {
        for (at, (attributes, words)) in elements(html, tag).into_iter().enumerate() {
            let name = heard(words);
            let attributes = format!(" {attributes}");
            let does = super::values(&attributes, attribute).first().map_or(format!("{tag} {at}"), |id| id.to_string());
            assert!(!name.is_empty(), "{page}: {does} has no name");
            let other = known.insert(name.clone(), does.clone()).unwrap_or_else(|| does.clone());
            assert_eq!(other, does, "{page}: two things are called {name:?}");
        }
    }
}

/// Headings begin at a level, and none is more than one below the one before it (WCAG 1.3.1). A row of several questions has one.
pub fn has_headings(page: &str, html: &str, first: usize) {
    let levels = html.split("<h").skip(1).filter_map(|rest| rest.get(..1)?.parse::<usize>().ok());
    let mut before = first - 1;
    for level in levels.collect::<Vec<_>>() {
        assert!(level >= first && level <= before + 1, "{page}: a heading of level {level} after one of {before}");
        before = level;
    }
    for (_, row) in elements(html, "legend").into_iter().filter(|(_, words)| words.contains("heading")) {
        assert!(row.starts_with("<h"), "{page}: {row}");
    }
}

/// A picture has a name and no text, or it is hidden and the words stand beside it.
pub fn is_read_once(page: &str, html: &str) {
    for (attributes, inside) in elements(html, "svg") {
        let hidden = attributes.contains("aria-hidden=\"true\"");
        let named = attributes.contains("role=\"img\"") && attributes.contains(" aria-label");
        assert!(hidden != named && (hidden || !inside.contains("<text")), "{page}: {attributes}");
    }
}

/// Whose words an answer is, is told with the control that holds it.
pub fn says_whose(page: &str, html: &str) {
    let described: Vec<&str> =
        super::values(html, "aria-describedby").into_iter().flat_map(|ids| ids.split(' ')).collect();
    let voices = html.split("class=\"coplan-voice\" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
    for id in voices.collect::<Vec<_>>() {
        assert!(described.contains(&id), "{page}: nothing is described by {id}");
    }
}
