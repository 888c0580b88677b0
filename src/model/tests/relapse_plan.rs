//! The promises of the relapse plan / advance statement.

use coplan_model::relapse_plan::RelapsePlan;
use coplan_model::signature::{Standing, open, sign, standing, unsign, verify};
use coplan_model::{CalendarDate, Document, Moment, Status, amendment, overwritten, people, voices};
use serde_json::{Value, json};

fn today() -> CalendarDate {
    CalendarDate::new(2026, 11, 24).unwrap()
}

fn fixture(name: &str) -> Document {
    let path = format!("{}/../../tests/fixtures/relapse_plan/{name}.json", env!("CARGO_MANIFEST_DIR"));
    Document::from_json(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn whole() -> Document {
    fixture("whole")
}

fn with(answers: Value) -> Document {
    let sent = json!({ "form": "relapse_plan", "subject": { "name": "Ada Example" }, "answers": answers });
    Document::from_json(&sent.to_string()).unwrap()
}

fn problems(document: &Document, moment: Moment) -> Vec<String> {
    let found = document.problems(moment, today());
    found.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect()
}

/// Signs as a person does: their name, today.
fn signed(document: &mut Document, id: &str) {
    let signature = open(document, coplan_model::signature::role(id));
    for (key, value) in [("method", "typed_confirm"), ("name", "Ada Example"), ("signed_on", "2026-11-24")] {
        signature.insert(key.to_owned(), json!(value));
    }
    assert_eq!(sign(document, id, today()), []);
}

#[test]
fn a_draft_needs_who_and_when_and_nothing_else() {
    assert_eq!(problems(&with(json!({})), Moment::Draft), ["record_date missing"]);
    assert_eq!(problems(&with(json!({ "record_date": "2026-11-24" })), Moment::Draft), [""; 0]);
}

#[test]
fn completion_asks_in_the_order_of_the_paper_form() {
    assert_eq!(
        problems(&with(json!({})), Moment::Complete),
        [
            "record_date missing",
            "people missing",
            "keep_well missing",
            "signs_me missing",
            "can_do_myself missing",
            "when_unwell missing",
            "preferred_people missing",
            "contingency missing",
            "made_with_capacity missing",
            "review_on missing",
            "care_coordinator.name missing",
            "care_coordinator.role_title missing",
            "care_coordinator.contact missing",
            "standin.name missing",
            "standin.contact missing",
            "gp.registered missing",
            "completed_by.name missing",
            "completed_by.role missing",
            "no_su_copy_reason missing",
            "sign_su missing",
            "sign_cc missing",
        ]
    );
}

#[test]
fn a_begun_row_is_asked_for_its_other_half_and_a_blank_one_is_not() {
    let document = with(json!({
        "people": [{ "id": "a" }, { "id": "b", "name": "Ravi" }, { "id": "c", "relationship": "My friend" }],
        "help_areas": [{ "id": "d", "area": "Money" }, { "id": "e" }],
    }));
    let found = problems(&document, Moment::Complete);
    for path in ["people[1].contact_details", "people[2].name", "help_areas[0].what_they_do"] {
        assert!(found.contains(&format!("{path} missing")), "{path} in {found:?}");
    }
    assert!(!found.iter().any(|problem| problem.starts_with("people[0]") || problem.starts_with("help_areas[1]")));
}

#[test]
fn no_one_is_an_answer_and_stands_alone() {
    let only = with(json!({ "preferred_people": [{ "id": "a", "person": "no_one" }] }));
    assert!(!problems(&only, Moment::Complete).iter().any(|problem| problem.starts_with("preferred_people")));
    let both = with(json!({ "preferred_people": [{ "id": "a", "person": "no_one" }, { "id": "b", "name": "Ravi" }] }));
    assert!(problems(&both, Moment::Complete).contains(&"preferred_people stands_alone".to_owned()));
}

#[test]
fn a_person_who_does_not_agree_or_cannot_sign_can_still_finish() {
    for reason in ["did_not_want", "agrees_cannot_sign", "does_not_agree", "not_able_now", "later"] {
        let mut document = whole();
        assert_eq!(problems(&document, Moment::Complete), ["sign_su missing"]);
        document.answers.insert("sign_su_absent_reason".to_owned(), json!(reason));
        assert_eq!(problems(&document, Moment::Complete), [""; 0], "{reason}");
    }
}

#[test]
fn the_plan_comes_back_as_it_went_and_reads_as_the_struct() {
    let document = whole();
    let again = Document::from_json(&document.to_value().to_string()).unwrap();
    assert_eq!(again, document);
    let plan: RelapsePlan = document.read().unwrap();
    assert_eq!(plan.people[0].name.as_deref(), Some("Ravi Example"));
    let mut written = document.clone();
    written.write(&plan).unwrap();
    assert_eq!(Value::Object(written.answers), Value::Object(document.answers));
}

#[test]
fn an_amended_plan_has_nothing_in_its_way_and_its_signatures_match() {
    let document = fixture("amended");
    assert_eq!(problems(&document, Moment::Complete), [""; 0]);
    let standings: Vec<_> = verify(&document).into_iter().map(|(_, standing)| standing).collect();
    assert_eq!(standings, [Standing::MatchesAnswers; 2], "the digest was made by other means than ours");
}

#[test]
fn an_unfinished_plan_can_be_saved_with_half_a_date_in_it() {
    let document = fixture("unfinished");
    assert_eq!(problems(&document, Moment::Draft), [""; 0]);
    assert!(problems(&document, Moment::Complete).contains(&"review_on not_a_real_date".to_owned()));
    assert_eq!(Document::from_json(&document.to_value().to_string()).unwrap(), document);
}

#[test]
fn everyone_named_can_be_chosen_again_by_what_they_are_referred_to_by() {
    let known: Vec<_> = people::known(&whole()).into_iter().map(|known| (known.reference, known.name)).collect();
    let expected = [
        ("me", "Ada Example"),
        ("p1", "Ravi Example"),
        ("p2", "Maryam Friend"),
        ("care_coordinator", "Sam Worker"),
        ("standin", "Duty worker"),
        ("completed_by", "Sam Worker"),
    ];
    assert_eq!(known, expected.map(|(reference, name)| (reference.to_owned(), name.to_owned())));
}

#[test]
fn a_corrected_name_is_followed_and_a_removed_one_is_kept() {
    let mut document = whole();
    document.answers["people"][0]["name"] = json!("Ravi Sample");
    assert_eq!(document.name_of(&document.answers["primary_contact"]), "Ravi Sample");
    let mut gone = people::Gone::of(&document.answers["people"][0]);
    let fields = document.form.fields();
    people::each_someone(fields, &mut document.answers, "", &mut |path, someone| gone.keep_name(path, someone));
    assert_eq!(document.answers["primary_contact"], json!({ "name": "Ravi Sample" }));
    assert_eq!(document.answers["preferred_people"][0], json!({ "id": "q1", "name": "Ravi Sample" }));
    assert_eq!(document.answers["contingency"][0]["responsible"], json!({ "name": "Ravi Sample" }));
    document.answers["primary_contact"] = json!({ "name": "Ravi Sample the younger" });
    people::each_someone(fields, &mut document.answers, "", &mut |path, someone| gone.link_again(path, someone));
    assert_eq!(document.answers["contingency"][0]["responsible"], json!({ "person": "p1" }));
    assert_eq!(document.answers["primary_contact"], json!({ "name": "Ravi Sample the younger" }));
}

#[test]
fn half_a_date_goes_where_its_row_goes_and_keeps_it_from_being_blank() {
    let mut document = with(json!({ "copies": [{ "id": "a" }, { "id": "b" }] }));
    document.entered.insert("copies[b].date".to_owned(), json!("3/Febr/"));
    document.blank_rows_last();
    assert_eq!(document.answers["copies"][0]["id"], "b");
    assert!(problems(&document, Moment::Complete).contains(&"copies[0].date not_a_real_date".to_owned()));
    assert_eq!(document.to_value()["answers"]["copies"], json!([{ "id": "b" }]));
}

#[test]
fn whose_words_they_are_goes_with_the_row_wherever_it_stands() {
    let mut document = whole();
    let Some(Value::Array(rows)) = document.answers.get_mut("keep_well") else { panic!("rows") };
    rows.swap(0, 1);
    voices::record(&mut document.answers, "keep_well[0].text", Some("carer"));
    assert_eq!(document.answers["voices"]["keep_well[k2].text"], "carer");
    assert_eq!(voices::of(&document.answers, "keep_well[1].text"), "su");
    let gone = voices::forget_row(&mut document.answers, "keep_well[k1]");
    assert_eq!(voices::of(&document.answers, "keep_well[1].text"), "");
    voices::restore_row(&mut document.answers, gone);
    assert_eq!(voices::of(&document.answers, "keep_well[1].text"), "su");
}

#[test]
fn one_word_changed_after_signing_voids_both_signatures_until_it_is_put_back() {
    let mut document = whole();
    signed(&mut document, "sign_su");
    signed(&mut document, "sign_cc");
    assert!(verify(&document).iter().all(|(_, standing)| *standing == Standing::Matches));
    document.answers.remove("sign_cc_absent_reason");
    let before = std::mem::replace(&mut document.answers["avoid"], json!("Nights"));
    assert!(verify(&document).iter().all(|(_, standing)| *standing == Standing::Changed));
    assert_eq!(problems(&document, Moment::Complete), ["sign_su changed", "sign_cc changed"]);
    document.answers.insert("avoid".to_owned(), before);
    document.answers.insert("sign_cc_absent_reason".to_owned(), json!("Will sign at the next visit."));
    assert!(verify(&document).iter().all(|(_, standing)| *standing == Standing::Matches));
}

#[test]
fn signing_says_what_it_needs_by_how_it_is_signed() {
    let needs = |signature: Value| {
        let mut document = whole();
        document.signatures.push(signature.as_object().unwrap().clone());
        let found = sign(&mut document, "sign_su", today());
        found.iter().map(|problem| format!("{} {}", problem.path, problem.code)).collect::<Vec<_>>()
    };
    let all = ["sign_su.method missing", "sign_su.name missing", "sign_su.signed_on missing"];
    assert_eq!(needs(json!({ "role": "service_user" })), all);
    let rest = json!({ "role": "service_user", "name": "Ada", "signed_on": "2026-11-25", "method": "drawn" });
    assert_eq!(needs(rest), ["sign_su.drawing missing", "sign_su.signed_on must_be_past"]);
    let attorney = json!({ "role": "service_user", "name": "Lee", "signed_on": "2026-11-24", "method": "paper",
        "signed_by": "someone_else" });
    assert_eq!(needs(attorney), ["sign_su.held_by missing", "sign_su.authority missing"]);
}

#[test]
fn a_signature_can_be_taken_back() {
    let mut document = whole();
    signed(&mut document, "sign_su");
    unsign(&mut document, "sign_su");
    assert_eq!(standing(&document, "service_user"), Some(Standing::NoDigest));
}

#[test]
fn an_amendment_keeps_what_stood_before_and_asks_why() {
    let mut document = whole();
    document.answers.insert("sign_su_absent_reason".to_owned(), json!("later"));
    document.status = Status::Complete;
    let before = document.clone();
    amendment::begin(&mut document, "2026-11-25");
    document.answers.insert("avoid".to_owned(), json!("Night shifts and long drives"));
    document.status = Status::Amended;
    assert_eq!(problems(&document, Moment::Complete), ["amendment_reason missing"]);
    assert_eq!(document.earlier[0]["answers"]["avoid"], "Night shifts");
    assert_eq!(document.earlier[0]["replaced_on"], "2026-11-25");
    assert_eq!(overwritten(&before, &document)[0].path, "amendment_reason");
    document.answers.insert("amendment_reason".to_owned(), json!("Long drives made me ill in May."));
    assert_eq!(overwritten(&before, &document), []);
    let again = Document::from_json(&document.to_value().to_string()).unwrap();
    assert_eq!(again, document);

    amendment::take_back(&mut document);
    document.status = Status::Complete;
    assert_eq!(document, before);
}

#[test]
fn a_host_hears_when_a_completed_text_has_gone() {
    let mut document = whole();
    document.status = Status::Complete;
    let mut replaced = document.clone();
    replaced.answers.insert("avoid".to_owned(), json!("nothing"));
    assert_eq!(overwritten(&document, &replaced)[0].path, "earlier");
    document.status = Status::Draft;
    assert_eq!(overwritten(&document, &replaced), [], "a draft is worked on");
}

#[test]
fn a_host_hears_what_is_wrong_with_signatures_voices_and_people() {
    for (key, value, path, code) in [
        ("signatures", json!([{ "method": "fax" }]), "signatures[0].method", "unknown_code"),
        ("signatures", json!([{ "signed_on": "2026-02-30" }]), "signatures[0].signed_on", "not_a_date"),
        ("earlier", json!([{ "answers": { "people": 1 } }]), "earlier[0].answers.people", "wrong_type"),
        ("replaced_on", json!("2026"), "replaced_on", "not_a_date"),
        ("answers", json!({ "voices": { "signs_me": "cat" } }), "answers.voices.signs_me", "unknown_code"),
        ("answers", json!({ "primary_contact": "Ravi" }), "answers.primary_contact", "wrong_type"),
        (
            "answers",
            json!({ "preferred_people": [{ "person": 3 }] }),
            "answers.preferred_people[0].person",
            "wrong_type",
        ),
    ] {
        let mut sent = json!({ "form": "relapse_plan" });
        sent[key] = value;
        let error = Document::from_json(&sent.to_string()).expect_err(path);
        assert_eq!((error.path.as_str(), error.code.as_str()), (path, code));
    }
}

#[test]
fn what_is_wrong_with_half_a_date_is_named_and_nothing_of_it_is_told() {
    for (typed, wrong) in [
        ("/5/2099", "day_missing"),
        ("31//2099", "month_missing"),
        ("31/5/", "year_missing"),
        ("32/5/2099", "not_a_day"),
        ("31/13/2099", "not_a_month"),
        ("31/5/99", "year_two_numbers"),
        ("31/5/209", "year_four_numbers"),
        ("31/2/2099", "no_such_day"),
    ] {
        let mut document = whole();
        document.answers.remove("review_on");
        document.entered.insert("review_on".to_owned(), json!(typed));
        let problems = document.problems(Moment::Complete, CalendarDate::new(2026, 11, 24).unwrap());
        let found: Vec<_> = problems.iter().filter(|problem| problem.path == "review_on").collect();
        assert_eq!((found.len(), found[0].code), (1, "not_a_real_date"), "{typed}");
        assert_eq!(Value::from(found[0].params.clone()), json!({ "wrong": wrong }), "{typed}");
    }
}

#[test]
fn a_date_was_ahead_on_the_day_that_the_plan_was_saved_where_it_is_read() {
    let mut document = whole();
    document.status = coplan_model::Status::Complete;
    document.saved_at = Some("2027-07-01T03:00:00Z".to_owned());
    document.answers.insert("review_on".to_owned(), json!("2027-06-30"));
    let date = |text: &str| text.parse::<CalendarDate>().unwrap();
    let found = |saved_on: &str| {
        let problems = document.problems_where_saved(Moment::Complete, date("2027-08-01"), Some(date(saved_on)));
        problems.into_iter().any(|problem| problem.path == "review_on")
    };
    assert!(!found("2027-06-30"), "in Los Angeles it was the evening of 30 June");
    assert!(found("2027-07-01"), "in London that day was over");
}
