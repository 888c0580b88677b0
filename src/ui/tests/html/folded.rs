//! What is folded behind a line: what its line says, what opens it, and where its buttons are.

use std::rc::Rc;

use coplan_model::{FormName, Moment};
use coplan_ui::{Action, FormStore, Mode};
use serde_json::{Value, json};

use super::{generated, on_screen, shown};

const MODES: [Mode; 3] = [Mode::Staff, Mode::Together, Mode::Alone];
const WRONG: &str = "There is a problem";

fn plan(answers: Value) -> Value {
    json!({ "form": "care_plan", "subject": { "ref": "ada", "name": "Ada Example" }, "answers": answers })
}

/// What is folded, with its line, its attributes and what is in it, the outermost first.
fn folds(html: &str) -> Vec<(&str, &str, &str)> {
    let mut folds = Vec::new();
    for (at, _) in html.match_indices("<details") {
        let (attributes, rest) = html[at..].split_once('>').unwrap();
        let mut depth = 1;
        let mut end = rest.len();
        for (tag, _) in rest.match_indices("details") {
            if rest[..tag].ends_with('<') {
                depth += 1;
            } else if rest[..tag].ends_with("</") {
                depth -= 1;
            }
            if depth == 0 {
                end = tag;
                break;
            }
        }
        let (line, inside) = rest[..end].split_once("</summary>").unwrap();
        folds.push((attributes, line, inside));
    }
    folds
}

/// The line of the row at a path.
fn line<'a>(html: &'a str, row: &str) -> &'a str {
    let (_, line) = html.split_once(&format!("id=\"row:{row}\"")).unwrap_or_else(|| panic!("{row} is folded"));
    line.split("</summary>").next().unwrap()
}

/// Whether the message of a question is on screen, with everything open that is round it.
fn says_at(html: &str, path: &str) -> bool {
    let id = format!("id=\"{path}-error\"");
    html.contains(&id)
        && folds(html).iter().all(|(attributes, _, inside)| !inside.contains(&id) || attributes.contains(" open"))
}

#[test]
fn what_is_folded_says_in_its_line_and_in_its_name_that_something_in_it_is_wrong() {
    let mut seen = 0;
    for form in FormName::ALL.iter().copied() {
        for (choice, date) in [(0, ""), (1, "2999-01-01")] {
            for mode in MODES {
                let store = shown(generated::document(form, choice, date), mode, false, false);
                store.handle(Action::OpenGate);
                let before = on_screen(&store);
                let wrong_words = if mode == Mode::Staff { WRONG } else { "Some things are still missing" };
                assert!(!before.contains(wrong_words), "{form:?} {mode:?}: nothing was asked for yet");
                store.show_problems(Moment::Complete);
                let html = on_screen(&store);
                for (attributes, line, inside) in folds(&html) {
                    let wrong = attributes.contains("coplan-fold") && inside.contains("class=\"nhsuk-error-message\"");
                    assert_eq!(line.contains(wrong_words), wrong, "{form:?} {choice} {mode:?}: {line}");
                    // Not in what is hidden when it is open: it is a part of the name then too.
                    let hidden =
                        line.split("coplan-fold__line\">").nth(1).and_then(|line| line.split("</span>").next());
                    assert!(!hidden.is_some_and(|line| line.contains(wrong_words)), "{line}");
                    seen += usize::from(wrong);
                }
            }
        }
    }
    assert!(seen > 20, "{seen}");
    let goals = json!([{ "id": "a", "own_words": "Paint." }, { "id": "b", "time_limited": "by_date" }]);
    let store = shown(plan(json!({ "goals": goals })), Mode::Staff, false, false);
    store.show_problems(Moment::Complete);
    store.shown.borrow_mut().retain(|problem| problem.path.starts_with("goals[1]."));
    let html = on_screen(&store);
    assert!(!line(&html, "goals[0]").contains(WRONG) && line(&html, "goals[1]").contains(WRONG));
}

#[test]
fn every_link_to_what_is_missing_leads_to_its_message() {
    let mut followed = 0;
    for form in FormName::ALL.iter().copied() {
        for (choice, date) in [(0, ""), (1, "2999-01-01")] {
            for mode in MODES {
                for narrow in [false, true].into_iter().filter(|narrow| !narrow || mode == Mode::Alone) {
                    let begun = || {
                        let store = shown(generated::document(form, choice, date), mode, false, false);
                        store.set_narrow(narrow);
                        store.handle(Action::OpenGate);
                        store.handle(Action::Complete);
                        store
                    };
                    for path in links(&on_screen(&begun())) {
                        let store = begun();
                        store.handle(Action::Go(path.clone()));
                        let html = on_screen(&store);
                        assert!(says_at(&html, &path), "{form:?} {choice} {mode:?} {narrow}: {path}");
                        assert_eq!(
                            store.focus.borrow().as_deref(),
                            Some(&*path),
                            "{form:?} {mode:?}: it gets the focus"
                        );
                        assert!(html.contains(&format!("href=\"#{path}\"")), "the summary of the page has it: {path}");
                        followed += 1;
                    }
                }
            }
        }
    }
    assert!(followed > 300, "{followed}");
}

/// The questions to which the error summary and the lists of what is missing lead.
fn links(html: &str) -> Vec<String> {
    let lists = ["nhsuk-error-summary__list\"", "coplan-missing\""];
    let lists = lists.iter().flat_map(|list| html.split(list).skip(1)).filter_map(|list| list.split("</ul>").next());
    lists.flat_map(|list| super::values(list, "href")).map(|href| href[1..].to_owned()).collect()
}

#[test]
fn a_message_goes_with_its_page_where_the_person_is_alone() {
    let store = shown(plan(json!({ "goals": [{ "id": "a", "own_words": "Paint." }] })), Mode::Alone, false, false);
    store.handle(Action::Complete);
    let path = links(&on_screen(&store)).into_iter().find(|path| path.starts_with("goals[0].")).expect("missing");
    store.handle(Action::Go(path));
    assert!(on_screen(&store).contains("id=\"error-summary\""));
    store.handle(Action::Continue);
    assert!(!on_screen(&store).contains("id=\"error-summary\""), "it was about the page before");
    store.handle(Action::Complete);
    assert!(!on_screen(&store).contains("id=\"error-summary\""), "what is missing is said once");
}

#[test]
fn the_line_of_a_row_says_no_half_date_and_that_the_row_is_begun() {
    for mode in MODES {
        let half = json!({ "goals[a].time_limited_on": "/March/2026", "goals[c].time_limited_on": "12//" });
        let goals = json!([
            { "id": "a", "own_words": "Paint.", "time_limited": "by_date" },
            { "id": "b", "own_words": "Swim.", "time_limited": "by_date", "time_limited_on": "2027-03-12" },
            { "id": "c", "time_limited": "by_date" },
        ]);
        let reviews = json!([{ "id": "r" }, { "id": "s", "date": "2026-11-12" }]);
        let mut document = plan(json!({ "goals": goals, "reviews": reviews }));
        document["entered"] = half;
        document["entered"]["reviews[r].date"] = json!("3//2026");
        let store = shown(document, mode, false, false);
        store.handle(Action::Go("goals".to_owned()));
        let html = on_screen(&store);
        assert!(line(&html, "goals[0]").contains("Paint.") && !line(&html, "goals[0]").contains("2026"), "{mode:?}");
        assert!(line(&html, "goals[1]").contains("12 March 2027"), "{mode:?}");
        assert!(!line(&html, "goals[2]").contains("12"), "{mode:?}: {}", line(&html, "goals[2]"));
        store.handle(Action::Go("reviews".to_owned()));
        let html = on_screen(&store);
        let half = line(&html, "reviews[0]");
        assert!(half.contains("In progress") && !half.contains("2026"), "{mode:?}: {half}");
        assert!(line(&html, "reviews[1]").contains("12 November 2026"), "{mode:?}");
    }
}

#[test]
fn rows_keep_their_places_when_they_are_checked_signed_and_completed() {
    let goals = json!([{ "id": "empty" }, { "id": "a", "own_words": "Paint." }, { "id": "b", "own_words": "Swim." }]);
    for mode in MODES {
        for action in [Action::Complete, Action::Check, Action::Sign("sign_cc".to_owned()), Action::Confirm] {
            let store = shown(plan(json!({ "goals": goals })), mode, false, false);
            store.handle(action.clone());
            store.show_problems(Moment::Complete);
            let ids = |store: &Rc<FormStore>| {
                let rows = store.document.borrow().answers["goals"].clone();
                rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(ids(&store), ["empty", "a", "b"], "{mode:?} {action:?}");
            // What is read while answers are checked is called as it is where it is filled in.
            store.handle(Action::Check);
            let html = on_screen(&store);
            assert!(html.contains("<strong>Goal 2</strong>") && html.contains("<strong>Goal 3</strong>"), "{mode:?}");
            assert!(!html.contains("<strong>Goal 1</strong>"), "{mode:?}");
            // Once stored there is no empty row.
            let mut stored = store.document.borrow().clone();
            stored.drop_blank_rows();
            assert_eq!(stored.answers["goals"][0]["id"], "a");
        }
    }
}

#[test]
fn the_buttons_that_move_a_row_stand_beside_its_name_whether_it_is_open_or_not() {
    let goals = json!([{ "id": "a", "own_words": "Paint." }, { "id": "b", "own_words": "Swim." }]);
    for mode in MODES {
        let store = shown(plan(json!({ "goals": goals })), mode, false, false);
        store.handle(Action::Go("goals".to_owned()));
        store.handle(Action::OrderRows("goals".to_owned()));
        for open in [true, false] {
            store.folded("row:goals[0]", open);
            store.folded("row:goals[1]", !open);
            let html = on_screen(&store);
            let at = |id: &str| html.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{mode:?} {open}: {id}"));
            for (button, row) in [("down:goals[0]", 0), ("up:goals[1]", 1)] {
                let [line, question] = ["row:goals", "goals"].map(|name| format!("{name}[{row}]"));
                let (line, question) = (at(&line), at(&(question + ".own_words")));
                let is_open = open == (row == 0);
                assert!(line < at(button), "{mode:?} {open}: it comes after the name");
                assert_eq!(at(button) < question, is_open, "{mode:?} {open}: what is open begins below it");
            }
        }
    }
    // Rows that are not folded have them below their names.
    let sharing = json!([{ "id": "a", "purpose": "Rent." }, { "id": "b", "purpose": "Care." }]);
    let store = shown(plan(json!({ "sharing": sharing })), Mode::Staff, false, false);
    store.handle(Action::OrderRows("sharing".to_owned()));
    let html = on_screen(&store);
    let row = html.split("id=\"down:sharing[0]\"").next().unwrap();
    assert!(!row.contains("sharing[0]."), "they are before the questions");
}
