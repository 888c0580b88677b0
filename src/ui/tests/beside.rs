//! Other documents beside the one on screen: what has changed since the last, what was said last time, and answers that another form
//! has already.

use std::rc::Rc;

use coplan_model::{Access, Document, FormName, Moment, Status, start_care_plan, start_from, start_relapse_plan};
use coplan_ui::session::Session;
use coplan_ui::{Action, FormContext, FormProps, FormStore, Mode, Paper, Screen, ScreenProps, Settings, View, text};

use crate::rendered::rendered;
use crate::still::Still;

fn care_plan() -> Document {
    let text = include_str!("../../../tests/fixtures/care_plan/reviewed.json");
    let mut plan = Document::from_json(text).unwrap();
    plan.answers.insert("record_date".to_owned(), "2026-05-12".into());
    let goal = serde_json::json!({ "id": "swim", "own_words": "Swim again" });
    plan.answers["goals"].as_array_mut().unwrap().push(goal);
    plan
}

fn relapse_plan() -> Document {
    Document::from_json(include_str!("../../../tests/fixtures/relapse_plan/unfinished.json")).unwrap()
}

fn on_screen(document: Document, beside: Vec<Document>) -> Rc<FormStore> {
    let store = FormStore::new(document.form, Rc::new(Still));
    store.configure(Settings { mode: Mode::Staff, ..Settings::default() });
    store.open(document);
    store.relate(beside);
    Rc::new(store)
}

/// The same by a host.
fn set(document: Document, beside: Vec<Document>) -> Rc<FormStore> {
    let session = Session::new(document.form, Rc::new(Still));
    session.store.configure(Settings { mode: Mode::Staff, ..Settings::default() });
    session.set_document(document.to_value()).unwrap();
    session.relate(beside.into_iter().map(Some).collect());
    session.store.clone()
}

fn screen(store: &Rc<FormStore>) -> String {
    let form = FormContext::new(store.clone(), View::Edit);
    rendered::<Screen>(ScreenProps { form, status: Default::default(), afresh: 0 })
}

/// The plan of this year, in which two things are different.
fn next() -> Document {
    let mut next = start_from(&care_plan()).unwrap();
    next.id = "next".to_owned();
    next.answers.insert("recovery_meaning".to_owned(), "Being a good father, and being left in peace at night.".into());
    next.answers.shift_remove("contact_frequency");
    next
}

#[test]
fn what_has_changed_is_read_word_by_word_on_screen_and_on_paper() {
    let mut now = next();
    now.status = Status::Complete;
    now.carried.clear();
    let store = on_screen(now, vec![care_plan()]);
    let page = screen(&store);
    assert!(page.contains("What has changed since 12 May 2026"), "it is offered");
    let form = FormContext::new(store.clone(), View::Print);
    let since = FormContext { since: store.previous(), ..form };
    let paper = rendered::<Paper>(FormProps { form: since.clone() });
    for page in [&page, &paper] {
        assert!(page.contains("<span>Being a good father, and being left in </span>"), "{page}");
        assert!(page.contains("<ins><span class=\"nhsuk-u-visually-hidden\">New: </span>"));
        assert!(page.contains("<del><span class=\"nhsuk-u-visually-hidden\">Gone: </span>"));
    }
    assert!(!paper.contains("Signature"), "it is not the document");
    let text = text(&since, 0);
    assert!(text.contains("What has changed since 12 May 2026") && text.contains("Now: Being a good father"), "{text}");
}

#[test]
fn that_a_document_is_restricted_by_now_is_read_on_screen_on_paper_and_as_text() {
    let mut now = Document { access: Access::Restricted, ..next() };
    now.status = Status::Complete;
    now.carried.clear();
    let store = on_screen(now, vec![care_plan()]);
    let since = FormContext { since: store.previous(), ..FormContext::new(store.clone(), View::Print) };
    for page in [screen(&store), rendered::<Paper>(FormProps { form: since.clone() })] {
        assert!(page.contains("Who can see this form") && page.contains("Not restricted"), "{page}");
    }
    let text = text(&since, 0);
    assert!(text.contains("Who can see this form") && text.contains("Before: Not restricted"), "{text}");
}

#[test]
fn the_same_document_has_not_changed() {
    let store = on_screen(care_plan(), Vec::new());
    let since = Some(store.to_be_read(care_plan()));
    let form = FormContext { since, ..FormContext::new(store, View::Print) };
    assert!(text(&form, 0).contains("Nothing has changed."));
    assert!(rendered::<Paper>(FormProps { form }).contains("Nothing has changed."));
}

#[test]
fn what_is_too_long_to_be_compared_is_read_whole() {
    let long = |word: &str| {
        let mut plan = care_plan();
        plan.answers.insert("recovery_meaning".to_owned(), [&"to be well ".repeat(3_000), word].concat().into());
        plan
    };
    let store = on_screen(long("today"), Vec::new());
    let since = Some(store.to_be_read(long("tomorrow")));
    let paper = rendered::<Paper>(FormProps { form: FormContext { since, ..FormContext::new(store, View::Print) } });
    assert_eq!(paper.matches("to be well").count(), 6_000, "not a word is lost");
    assert!(paper.contains("today</ins>") && paper.contains("tomorrow</del>"));
}

#[test]
fn an_earlier_version_says_what_has_changed_since() {
    let text = include_str!("../../../tests/fixtures/relapse_plan/amended.json");
    let page = screen(&on_screen(Document::from_json(text).unwrap(), Vec::new()));
    assert!(page.contains("What has changed since") && page.contains("<ins>"), "{page}");
}

#[test]
fn the_last_answer_stands_beside_its_question_when_somebody_wants_to_see_it() {
    let store = on_screen(next(), vec![care_plan()]);
    let last = "On 12 May 2026: <bdi>Being a good father, and being left in peace.</bdi>";
    assert!(!screen(&store).contains(last));
    store.handle(Action::LastTime);
    let page = screen(&store);
    assert!(page.contains(last) && page.contains("Hide the answers from last time"));
    // A row is known by its id, wherever it stands by now.
    let need = |document: &Document, at: usize| document.answers["goals"][at]["own_words"].as_str().unwrap().to_owned();
    let moved = need(&store.document.borrow(), 1);
    store.handle(Action::MoveUp("goals[1]".to_owned()));
    assert_eq!(need(&store.document.borrow(), 0), moved);
    let before = store.previous().unwrap();
    let path = store.path_in(&before, "goals[0].own_words").unwrap();
    assert_eq!(before.text(&path), moved);
    assert_eq!(store.path_in(&before, "goals[99].own_words"), None);
    store.handle(Action::LastTime);
    assert!(!screen(&store).contains(last));
}

#[test]
fn nothing_of_last_time_is_offered_where_there_is_none() {
    let mut draft = care_plan();
    draft.id = "draft".to_owned();
    draft.status = Status::Draft;
    for beside in [Vec::new(), vec![draft], vec![relapse_plan()], vec![next()]] {
        let store = on_screen(next(), beside);
        assert!(store.previous().is_none());
        assert!(!screen(&store).contains("last-time"));
    }
}

#[test]
fn answers_of_another_form_are_used_only_when_asked_for_and_are_to_be_looked_at() {
    let mut plan = relapse_plan();
    for question in ["care_coordinator", "gp", "contingency"] {
        plan.answers.shift_remove(question);
    }
    let before = plan.answers.clone();
    let store = on_screen(plan, vec![care_plan()]);
    assert!(screen(&store).contains("Use the care plan’s answers (12 May 2026)"));
    assert!(store.document.borrow().carried.is_empty(), "nothing comes by itself");
    store.handle(Action::UseElsewhere("team".to_owned()));
    let document = store.document.borrow().clone();
    assert_eq!(document.answers["care_coordinator"]["name"], care_plan().answers["care_coordinator"]["name"]);
    assert!(document.carried.keys().all(|key| !before.contains_key(key)), "what was answered here is nobody else's");
    assert_eq!(document.carried["care_coordinator.name"]["date"], "2026-05-12");
    let blocking = store.problems(Moment::Complete).into_iter().filter(|problem| problem.code == "carried");
    assert!(blocking.map(|problem| problem.path).any(|path| path.starts_with("care_coordinator")));
    assert!(screen(&store).contains("id=\"looked-at:team\""));
    assert!(!screen(&store).contains("id=\"use:team\""), "once they are there, they are not offered again");
}

#[test]
fn what_fewer_may_see_says_nothing_beside_a_document_that_more_may_see() {
    let restricted = || Document { access: Access::Restricted, ..care_plan() };
    let last = "Being a good father, and being left in peace.";
    // A relapse plan too, which would take its team, and offer whom it names.
    let empty = || Document { subject: care_plan().subject, ..Document::new(FormName::RelapsePlan) };
    let somebody = care_plan().answers["care_coordinator"]["name"].as_str().unwrap().to_owned();
    let offered = |store: &FormStore| store.offered(&|_| false).into_iter().any(|known| known.name == somebody);
    for (beside, is_there) in [(care_plan(), true), (restricted(), false)] {
        let store = set(next(), vec![beside.clone()]);
        store.handle(Action::LastTime);
        assert_eq!((store.previous().is_some(), screen(&store).contains(last)), (is_there, is_there));
        let other = set(empty(), vec![beside]);
        assert_eq!(offered(&other), is_there, "nobody is named who is named there alone");
        assert_eq!(screen(&other).contains("id=\"use:team\""), is_there);
    }
    // The one before is shown then, and beside a document that is restricted itself, the restricted one.
    let mut older = care_plan();
    older.id = "older".to_owned();
    older.answers.insert("record_date".to_owned(), "2025-05-12".into());
    let store = set(next(), vec![older, restricted()]);
    assert_eq!(store.previous().unwrap().document.borrow().id, "older");
    let store = set(Document { access: Access::Restricted, ..next() }, vec![restricted()]);
    assert!(store.previous().is_some());
    // What begins from it is restricted as well.
    assert_eq!(start_from(&restricted()).unwrap().access(), Access::Restricted);
    assert_eq!(start_relapse_plan(&restricted()).unwrap().access(), Access::Restricted);
    let assessment = include_str!("../../../tests/fixtures/comprehensive_assessment/scenario.json");
    let assessment = Document { access: Access::Restricted, ..Document::from_json(assessment).unwrap() };
    assert_eq!(start_care_plan(&assessment, &mut String::new).access(), Access::Restricted);
    let areas = |beside| {
        set(Document { subject: assessment.subject.clone(), ..Document::new(FormName::CarePlan) }, vec![beside]).areas()
    };
    assert!(!areas(Document { access: Access::Normal, ..assessment.clone() }).is_empty());
    assert!(areas(assessment.clone()).is_empty());
}

#[test]
fn what_must_not_travel_is_never_offered() {
    // Every section of every form, beside a whole document of every other.
    let all = [
        include_str!("../../../tests/fixtures/care_plan/agreed.json"),
        include_str!("../../../tests/fixtures/care_plan/reviewed.json"),
        include_str!("../../../tests/fixtures/comprehensive_assessment/scenario.json"),
        include_str!("../../../tests/fixtures/relapse_plan/whole.json"),
        include_str!("../../../tests/fixtures/abuse_question/yes.json"),
    ];
    let all: Vec<Document> = all.into_iter().map(|text| Document::from_json(text).unwrap()).collect();
    let mut used = 0;
    for form in FormName::ALL {
        let mut document = Document::new(*form);
        document.subject = all[0].subject.clone();
        let store = on_screen(document, all.clone());
        let sections: Vec<&str> = store.sections().iter().map(|section| section.id).collect();
        for section in sections {
            store.handle(Action::UseElsewhere(section.to_owned()));
        }
        let document = store.document.borrow();
        let may = [
            "care_coordinator",
            "standin",
            "gp",
            "primary_contact",
            "team_members",
            "su_choice_of_coordinator",
            "su_choice_note",
            "contingency",
            "carers",
            "access",
        ];
        for key in document.carried.keys() {
            let question = key.split(['.', '[']).next().unwrap();
            assert!(may.contains(&question), "{form:?}: {key}");
            used += 1;
        }
    }
    assert!(used > 10);
    let unfinished = Document { status: Status::Draft, ..care_plan() };
    let store = on_screen(
        Document { subject: unfinished.subject.clone(), ..Document::new(FormName::RelapsePlan) },
        vec![unfinished],
    );
    assert!(!screen(&store).contains("id=\"use:"), "a draft is nobody's answer yet");
}
