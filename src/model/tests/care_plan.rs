//! The promises of the SMART care plan.

use coplan_model::care_plan::{CarePlan, next_review_on, warnings};
use coplan_model::goals::GoalStatus;
use coplan_model::{
    CalendarDate, Document, Moment, Status, amendment, goals, overwritten, path, people, review, voices,
};
use serde_json::{Value, json};

fn today() -> CalendarDate {
    CalendarDate::new(2026, 11, 24).unwrap()
}

/// The day of the second review in the fixture.
fn reviewed_on() -> CalendarDate {
    CalendarDate::new(2027, 5, 25).unwrap()
}

fn fixture(name: &str) -> Document {
    let path = format!("{}/../../tests/fixtures/care_plan/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn with(answers: Value) -> Document {
    let sent = json!({ "form": "care_plan", "subject": { "name": "Ada Example" }, "answers": answers });
    Document::from_json(&sent.to_string()).unwrap()
}

fn problems_on(document: &Document, moment: Moment, day: CalendarDate) -> Vec<String> {
    let found = document.problems(moment, day);
    found.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
}

fn problems(document: &Document, moment: Moment) -> Vec<String> {
    problems_on(document, moment, today())
}

fn warned(document: &Document, day: CalendarDate) -> Vec<String> {
    warnings(document, day).iter().map(|warning| format!("{} {}", warning.path, warning.code)).collect()
}

fn set(document: &mut Document, path: &str, value: Value) {
    path::set(&mut document.answers, path, Some(value), &mut || unreachable!("no row is made"));
}

fn unset(document: &mut Document, path: &str) {
    path::set(&mut document.answers, path, None, &mut || unreachable!("no row is made"));
}

#[test]
fn a_draft_needs_who_and_when_and_nothing_else() {
    assert_eq!(problems(&with(json!({})), Moment::Draft), ["record_date missing"]);
    let begun = json!({ "record_date": "2026-11-24", "goals": [{ "id": "g", "own_words": "To sleep" }] });
    assert_eq!(problems(&with(begun), Moment::Draft), [""; 0]);
}

#[test]
fn completion_asks_in_reading_order() {
    assert_eq!(
        problems(&with(json!({ "plan_route": "cpa_care_plan" })), Moment::Complete),
        [
            "record_date missing",
            "strengths_used missing",
            "goals missing",
            "contingency missing",
            "care_coordinator.name missing",
            "care_coordinator.role_title missing",
            "care_coordinator.contact missing",
            "standin.name missing",
            "standin.contact missing",
            "gp.registered missing",
            "access.advocacy_offered missing",
            "access.interpreter_needed missing",
            "sharing_needed missing",
            "next_review_on missing",
            "agreement.su missing",
            "completed_by.name missing",
            "completed_by.role missing",
            "no_su_copy_reason missing",
        ]
    );
}

#[test]
fn a_statement_of_care_needs_no_crisis_plan() {
    let document = with(json!({ "plan_route": "statement_of_care" }));
    assert!(!problems(&document, Moment::Complete).contains(&"contingency missing".to_owned()));
}

#[test]
fn a_goal_with_every_line_of_smart_but_one_is_asked_for_exactly_that_one() {
    for line in ["specific", "measurable", "achievable", "realistic", "time_limited"] {
        let mut document = fixture("agreed");
        assert_eq!(problems(&document, Moment::Complete), [""; 0]);
        unset(&mut document, &format!("goals[0].{line}"));
        assert_eq!(problems(&document, Moment::Complete), [format!("goals[0].{line} missing")]);
        assert_eq!(problems(&document, Moment::Draft), [""; 0], "a draft still saves without {line}");
    }
}

#[test]
fn by_the_review_is_time_limited_too() {
    let mut document = fixture("agreed");
    set(&mut document, "goals[0].time_limited", json!("by_review"));
    unset(&mut document, "goals[0].time_limited_on");
    assert_eq!(problems(&document, Moment::Complete), [""; 0]);
    set(&mut document, "goals[0].time_limited", json!("by_date"));
    assert_eq!(problems(&document, Moment::Complete), ["goals[0].time_limited_on missing"]);
}

#[test]
fn a_date_in_the_past_is_no_time_limit_until_the_goal_has_ended() {
    let mut document = fixture("agreed");
    set(&mut document, "goals[0].time_limited_on", json!("2026-11-23"));
    assert_eq!(problems(&document, Moment::Complete), ["goals[0].time_limited_on must_be_future"]);
    set(&mut document, "goals[0].status", json!("achieved"));
    set(&mut document, "goals[0].outcome", json!("One visit a week."));
    assert_eq!(problems(&document, Moment::Complete), [""; 0]);
    set(&mut document, "goals[0].time_limited_on", json!("2026-11-24"));
    set(&mut document, "goals[0].status", json!("in_progress"));
    assert_eq!(problems(&document, Moment::Complete), [""; 0], "today is still ahead");
}

#[test]
fn a_goal_that_has_ended_is_asked_what_happened_in_the_end() {
    for status in GoalStatus::CODES {
        let mut document = fixture("agreed");
        set(&mut document, "goals[1].status", json!(status));
        let found = problems(&document, Moment::Complete);
        match *status {
            "not_started" | "in_progress" => assert_eq!(found, [""; 0], "{status}"),
            _ => assert_eq!(found, ["goals[1].outcome missing"], "{status}"),
        }
    }
}

#[test]
fn an_action_says_what_who_when_and_whether_they_agreed() {
    let mut document = fixture("agreed");
    set(&mut document, "goals[2].actions", json!([{ "id": "a", "internal_external": "external" }]));
    let asked = ["what", "who", "when", "agreed_by_doer"];
    assert_eq!(problems(&document, Moment::Complete), asked.map(|line| format!("goals[2].actions[0].{line} missing")));
    set(&mut document, "goals[2].actions", json!([{ "id": "a" }]));
    assert_eq!(problems(&document, Moment::Complete), ["goals[2].actions missing"]);
}

#[test]
fn whoever_has_not_agreed_to_an_action_holds_nothing_up() {
    for answer in ["yes", "not_yet", "no"] {
        let mut document = fixture("agreed");
        set(&mut document, "goals[0].actions[0].agreed_by_doer", json!(answer));
        assert_eq!(problems(&document, Moment::Complete), [""; 0], "{answer}");
    }
}

#[test]
fn a_review_over_a_year_ahead_warns_and_does_not_block() {
    let mut document = fixture("agreed");
    set(&mut document, "next_review_on", json!("2027-11-24"));
    assert_eq!(warned(&document, today()), [""; 0], "a year is a year");
    set(&mut document, "next_review_on", json!("2027-11-25"));
    assert_eq!(warned(&document, today()), ["next_review_on over_a_year"]);
    assert_eq!(problems(&document, Moment::Complete), [""; 0]);
}

#[test]
fn two_entries_with_no_change_prompt_another_look_at_the_goal() {
    let entry = |change: &str| json!({ "id": change, "date": "2026-11-24", "who": { "person": "me" }, "text": "…", "change": change });
    let mut document = fixture("agreed");
    set(&mut document, "goals[1].progress", json!([entry("no_change")]));
    assert_eq!(warned(&document, today()), [""; 0]);
    set(&mut document, "goals[1].progress", json!([entry("better"), entry("no_change"), entry("no_change")]));
    assert_eq!(warned(&document, today()), ["goals[1].progress no_change_twice"]);
    assert_eq!(problems(&document, Moment::Complete), [""; 0]);
    set(&mut document, "goals[1].progress", json!([entry("no_change"), entry("no_change"), entry("worse")]));
    assert_eq!(warned(&document, today()), [""; 0]);
    set(&mut document, "goals[1].progress", json!([entry("no_change"), entry("no_change")]));
    set(&mut document, "goals[1].status", json!("stopped"));
    assert_eq!(warned(&document, today()), [""; 0], "nothing is asked of a goal that has ended");
}

#[test]
fn a_person_who_does_not_agree_can_still_finish() {
    for answer in ["yes", "in_part", "no", "not_able", "not_asked"] {
        let mut document = fixture("agreed");
        set(&mut document, "agreement.su", json!(answer));
        set(
            &mut document,
            "goals[0].agreement",
            json!({ "su": answer, "disagreements": [{ "id": "z", "about": "Tuesdays" }] }),
        );
        assert_eq!(problems(&document, Moment::Complete), [""; 0], "{answer}");
    }
}

#[test]
fn agreement_on_one_goal_is_asked_for_only_once_it_is_begun() {
    let mut document = fixture("agreed");
    set(&mut document, "goals[0].agreement.org_priority_conflict", json!("There is no place on Tuesdays."));
    assert_eq!(problems(&document, Moment::Complete), ["goals[0].agreement.su missing"]);
}

#[test]
fn a_plan_never_needs_a_signature() {
    let document = fixture("agreed");
    assert!(document.signatures.is_empty());
    assert_eq!(problems(&document, Moment::Complete), [""; 0]);
}

#[test]
fn every_fixture_comes_back_as_it_went_and_reads_as_the_struct() {
    for name in ["started", "agreed", "reviewed", "unfinished"] {
        let document = fixture(name);
        let again = Document::from_json(&document.to_value().to_string()).unwrap();
        assert_eq!(again, document, "{name}");
        let plan: CarePlan = document.read().unwrap();
        assert!(!plan.goals.is_empty() && plan.unknown.is_empty(), "{name}");
        let mut written = document.clone();
        written.write(&plan).unwrap();
        assert_eq!(Value::Object(written.answers), Value::Object(document.answers), "{name}");
    }
}

#[test]
fn two_reviews_lose_nothing_of_what_was_agreed() {
    let (agreed, reviewed) = (fixture("agreed"), fixture("reviewed"));
    assert_eq!(overwritten(&agreed, &reviewed), []);
    assert_eq!(problems_on(&reviewed, Moment::Complete, reviewed_on()), [""; 0]);
    assert_eq!(warned(&reviewed, reviewed_on()), [""; 0]);
    let status = |goal: &Value| goal["status"].as_str().unwrap_or_default().to_owned();
    let now: Vec<_> = path::list(&reviewed.answers, "goals").iter().map(status).collect();
    assert_eq!(now, ["achieved", "changed", "stopped", "in_progress"]);
    assert_eq!(reviewed.earlier.len(), 2);
}

#[test]
fn the_last_review_says_when_the_next_one_is() {
    let mut document = fixture("reviewed");
    assert_eq!(next_review_on(&document.answers), "2027-11-23");
    let last = "reviews[1].next_on";
    set(&mut document, last, json!("2027-05-24"));
    assert_eq!(problems_on(&document, Moment::Complete, reviewed_on()), [format!("{last} must_be_future")]);
    set(&mut document, last, json!("2029-01-01"));
    assert_eq!(warned(&document, reviewed_on()), [format!("{last} over_a_year")]);
    assert_eq!(next_review_on(&fixture("agreed").answers), "2027-02-23");
}

#[test]
fn a_review_begins_with_every_goal_that_has_not_ended() {
    let mut document = fixture("reviewed");
    let mut next = 0;
    review::begin(&mut document.answers, &mut || {
        next += 1;
        format!("new-{next}")
    });
    let begun = path::get(&document.answers, "reviews[2]").unwrap();
    assert_eq!(*begun, json!({ "id": "new-2", "goals": [{ "id": "new-1", "goal": "g5" }] }));
    let asked = problems_on(&document, Moment::Complete, reviewed_on());
    assert!(asked.contains(&"reviews[2].goals[0].decision missing".to_owned()), "{asked:?}");
}

#[test]
fn whether_cpa_is_still_needed_is_asked_of_cpa_plans() {
    let mut document = fixture("reviewed");
    unset(&mut document, "reviews[1].cpa_still_needed");
    let asked = "reviews[1].cpa_still_needed missing";
    assert_eq!(problems_on(&document, Moment::Complete, reviewed_on()), [asked]);
    set(&mut document, "plan_route", json!("statement_of_care"));
    assert_eq!(problems_on(&document, Moment::Complete, reviewed_on()), [""; 0]);
}

#[test]
fn whose_words_they_are_goes_with_the_goal_and_the_entry_wherever_they_stand() {
    let mut document = fixture("reviewed");
    let entry = "goals[0].progress[0].text";
    voices::record(&mut document.answers, entry, Some("carer"));
    let Some(Value::Array(goals)) = document.answers.get_mut("goals") else { panic!("rows") };
    goals.swap(0, 1);
    assert_eq!(voices::of(&document.answers, &entry.replace("goals[0]", "goals[1]")), "carer");
    assert_ne!(voices::of(&document.answers, entry), "carer");
}

#[test]
fn everyone_named_can_be_asked_to_do_something() {
    let known: Vec<_> = people::known(&fixture("agreed")).into_iter().map(|known| known.reference).collect();
    assert_eq!(known, ["me", "care_coordinator", "standin", "t1", "t2", "ca1", "completed_by"]);
}

#[test]
fn the_codes_of_a_goal_are_those_of_the_dictionary() {
    let codes = ["not_started", "in_progress", "achieved", "partly_achieved", "changed", "stopped", "not_achieved"];
    assert_eq!(GoalStatus::CODES, codes);
    assert_eq!(coplan_model::voices::Voice::CODES, ["su", "carer", "worker"]);
}

#[test]
fn a_goal_that_was_changed_hands_on_its_need_and_nothing_else() {
    let document = fixture("reviewed");
    let changed = path::get(&document.answers, "goals[1]").and_then(Value::as_object).unwrap();
    assert_eq!(
        goals::successor(changed, "new".to_owned()),
        json!({ "id": "new", "need": changed["need"], "key_issue": "k3", "domains": changed["domains"] })
    );
}

#[test]
fn what_was_ahead_when_a_plan_was_finished_stands_in_nobodys_way_later() {
    let later = CalendarDate::new(2027, 4, 1).unwrap();
    let mut document = fixture("agreed");
    assert_eq!(problems_on(&document, Moment::Complete, later), [""; 0], "finished, and read a long time after");
    amendment::begin(&mut document, "2027-04-01");
    assert_eq!(problems_on(&document, Moment::Complete, later), ["amendment_reason missing"]);
    document.saved_at = Some("2027-04-01T10:00:00Z".to_owned());
    set(&mut document, "goals[0].time_limited_on", json!("2027-03-31"));
    assert!(
        problems_on(&document, Moment::Complete, later).contains(&"goals[0].time_limited_on must_be_future".to_owned())
    );
}

#[test]
fn a_day_to_come_back_on_holds_up_nobody_who_finishes_after_it() {
    let mut document = fixture("agreed");
    document.status = Status::Draft;
    set(&mut document, "return_date", json!("2026-11-20"));
    assert_eq!(problems(&document, Moment::Complete), [""; 0]);
}
