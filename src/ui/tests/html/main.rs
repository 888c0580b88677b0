//! Every fixture on every page of every mode, rendered by Yew's server renderer. With `COPLAN_HTML` the HTML is written into
//! that folder, so that it can be compared before and after a change that is to change none of it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::rendered::rendered;
use crate::still::Still;
use coplan_model::{Document, FormName, Moment};
use coplan_ui::session::SaveStatus;
use coplan_ui::{Action, FormContext, FormProps, FormStore, Mode, Paper, Screen, ScreenProps, Settings, View};

mod folded;
mod generated;
mod heard;
mod locale;
mod places;

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    let folders = fs::read_dir(folder).unwrap().flatten().filter(|form| form.file_name() != "dictionary");
    let files = folders.flat_map(|form| fs::read_dir(form.path()).unwrap().flatten());
    let mut files: Vec<PathBuf> = files.map(|file| file.path()).collect();
    files.sort();
    files
}

fn on_screen(store: &Rc<FormStore>) -> String {
    on_screen_with(store, SaveStatus::Quiet)
}

fn on_screen_with(store: &Rc<FormStore>, status: SaveStatus) -> String {
    let form = FormContext::new(store.clone(), View::Edit);
    rendered::<Screen>(ScreenProps { form, status, afresh: 0 })
}

fn on_paper(store: &Rc<FormStore>, unrestricted: bool) -> String {
    let form = FormContext { unrestricted, ..FormContext::new(store.clone(), View::Print) };
    rendered::<Paper>(FormProps { form })
}

fn read_fixture(file: &Path) -> serde_json::Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

fn store_with(form: FormName, mode: Mode, pcsp: bool, readonly: bool) -> Rc<FormStore> {
    let store = Rc::new(FormStore::new(form, Rc::new(Still)));
    store.settings.replace(Settings { mode, readonly, ..Settings::default() });
    let mut messages = store.messages.borrow_mut();
    messages.mode = mode;
    messages.pcsp = pcsp;
    drop(messages);
    store
}

fn opened(file: &Path, draft: bool, mode: Mode, pcsp: bool, readonly: bool) -> Rc<FormStore> {
    let mut value = read_fixture(file);
    if draft {
        value["status"] = "draft".into();
        value.as_object_mut().unwrap().remove("signatures");
    }
    shown(value, mode, pcsp, readonly)
}

fn shown(value: serde_json::Value, mode: Mode, pcsp: bool, readonly: bool) -> Rc<FormStore> {
    let document = Document::from_value(value, None).unwrap();
    let store = store_with(document.form, mode, pcsp, readonly);
    store.open(document);
    store
}

/// The values of an attribute, in the order of the page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    html.split(&begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Whoever hears a page is led by ids: none is there twice, and what a label, a hint or a link names is there.
fn is_named(name: &str, html: &str) {
    let ids = values(html, "id");
    let once: HashSet<_> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "{name}: an id is there twice");
    for attribute in ["for", "aria-describedby", "aria-labelledby"] {
        for id in values(html, attribute).into_iter().flat_map(|value| value.split(' ')) {
            assert!(once.contains(id), "{name}: {attribute} names {id}, which is not there");
        }
    }
    for control in ["<input ", "<textarea ", "<select "] {
        for tag in html.split(control).skip(1).filter_map(|rest| rest.split('>').next()) {
            let tag = format!(" {tag}");
            let hidden = tag.contains(" type=\"hidden\"");
            let id = values(&tag, "id").first().copied().unwrap_or_default();
            assert!(hidden || values(html, "for").contains(&id), "{name}: {id:?} has no label");
            assert!(!values(&tag, "name").is_empty(), "{name}: {id:?} has no name");
        }
    }
}

/// The questions of every section in which there is one at a time.
fn questions(store: &FormStore) -> Vec<String> {
    let mut all = Vec::new();
    for section in store.sections() {
        store.handle(Action::Go(section.id.to_owned()));
        while let Some((path, _)) = store.question_on_screen().filter(|(path, _)| all.last() != Some(path)) {
            all.push(path);
            store.handle(Action::Continue);
        }
    }
    all.sort();
    all.dedup();
    all
}

#[test]
fn the_plan_on_one_page_says_nothing_that_is_for_others_eyes() {
    for (file, without) in [
        ("relapse_plan/whole", ["My ex-husband", "Night shift worker"]),
        ("care_plan/reviewed", ["internal", "external"]),
    ] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/fixtures/{file}.json"));
        for mode in [Mode::Staff, Mode::Together, Mode::Alone] {
            let store = opened(&file, true, mode, false, false);
            store.handle(Action::OnePage);
            let page = on_screen(&store);
            let plan = page.split("id=\"one-page-plan\"").nth(1).unwrap();
            assert!(plan.contains("href=\"tel:") && plan.contains("What others do"), "{mode:?}");
            for words in without {
                assert!(!plan.contains(words), "{mode:?}: {words}");
            }
            let paper = rendered::<Paper>(FormProps {
                form: FormContext { one_page: true, ..FormContext::new(store.clone(), View::Print) },
            });
            assert!(!paper.contains("tel:") && paper.contains("What others do"), "{mode:?}: nobody presses paper");
        }
    }
}

#[test]
fn every_fixture_is_rendered_on_every_page() {
    let folder = std::env::var_os("COPLAN_HTML").map(PathBuf::from);
    let terms: &[bool] = if folder.is_some() { &[false, true] } else { &[false] };
    let mut pages = 0;
    let mut take = |name: String, html: String| {
        pages += 1;
        // What is read may stand beside an earlier version of it.
        if name.contains("-draft") || name.contains("-checked") {
            is_named(&name, &html);
            heard::says_of_what(&name, &html);
            heard::says_whose(&name, &html);
        }
        heard::has_headings(&name, &html, if name.contains("-paper") { 1 } else { 2 });
        heard::is_read_once(&name, &html);
        assert_eq!(html.contains("<main "), name.contains("-paper"), "{name}: paper is a document of its own");
        if let Some(folder) = &folder {
            fs::create_dir_all(folder).unwrap();
            fs::write(folder.join(name + ".html"), html.replace('>', ">\n")).unwrap();
        }
    };
    for file in fixtures() {
        let form = file.parent().unwrap().file_name().unwrap().to_string_lossy().into_owned();
        let name = format!("{form}-{}", file.file_stem().unwrap().to_string_lossy());
        for mode in [Mode::Staff, Mode::Together, Mode::Alone] {
            for pcsp in terms {
                let name = format!("{name}-{mode:?}-{}", if *pcsp { "pcsp" } else { "cpa" });
                let store = opened(&file, false, mode, *pcsp, false);
                take(format!("{name}-paper"), on_paper(&store, false));
                take(format!("{name}-paper-unrestricted"), on_paper(&store, true));
                take(format!("{name}-stored"), on_screen(&store));
                store.handle(Action::Amend);
                take(format!("{name}-amending"), on_screen(&store));
                take(format!("{name}-readonly"), on_screen(&opened(&file, false, mode, *pcsp, true)));
                let store = opened(&file, true, mode, *pcsp, false);
                store.handle(Action::OpenGate);
                // A form of many areas begins again with its list after the last.
                let mut seen = HashSet::new();
                for page in 0.. {
                    let html = on_screen(&store);
                    if !seen.insert(html.clone()) {
                        break;
                    }
                    take(format!("{name}-draft-{page:02}"), html);
                    store.handle(Action::Continue);
                }
                store.handle(Action::Complete);
                take(format!("{name}-checked"), on_screen(&store));
                if store.definition().one_page.is_some() {
                    store.handle(Action::OnePage);
                    take(format!("{name}-one-page"), on_screen(&store));
                    store.handle(Action::LeaveOnePage);
                }
                if mode == Mode::Alone {
                    store.set_narrow(true);
                    for (page, path) in questions(&store).iter().enumerate() {
                        store.handle(Action::Go(path.clone()));
                        take(format!("{name}-draft-phone-{page:02}"), on_screen(&store));
                    }
                    store.set_narrow(false);
                }
                store.show_problems(Moment::Complete);
                take(format!("{name}-draft-wrong"), on_screen(&store));
            }
        }
    }
    assert!(pages > 400, "{pages}");
}

#[test]
fn no_two_entries_of_an_error_summary_read_the_same() {
    let mut most = 0;
    for form in FormName::ALL.iter().copied() {
        for (choice, date) in [(0, ""), (1, "2999-01-01"), (2, "1900-01-01"), (9, "2999-01-01")] {
            for mode in [Mode::Staff, Mode::Together, Mode::Alone] {
                let store = shown(generated::document(form, choice, date), mode, false, false);
                store.handle(Action::OpenGate);
                store.show_problems(Moment::Complete);
                let said = heard::problems(&on_screen(&store));
                most = most.max(said.len());
                let once: HashSet<_> = said.iter().collect();
                let twice: Vec<_> =
                    said.iter().filter(|one| said.iter().filter(|other| other == one).count() > 1).collect();
                assert_eq!(once.len(), said.len(), "{form:?} {choice} {date} {mode:?}: {twice:#?}");
            }
        }
    }
    assert!(most > 40, "{most}");
}

#[test]
fn headings_begin_where_the_page_says() {
    for level in 1..=4 {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/care_plan/reviewed.json");
        let store = opened(&file, true, Mode::Staff, false, false);
        store.settings.borrow_mut().heading_level = level;
        let html = on_screen(&store);
        heard::has_headings(&level.to_string(), &html, level.into());
        assert!(html.contains(&format!("<h{} class=\"nhsuk-fieldset__heading\">", (level + 2).min(6))), "{level}");
    }
}
