//! A signature tells whether what was signed is still what stands there, and whether it is itself still the one that was made.

use coplan_model::signature::{Standing, digest, open, sign, standing, verify};
use coplan_model::{CalendarDate, Document, Status};
use serde_json::{Map, Value, json};

fn today() -> CalendarDate {
    CalendarDate::new(2026, 11, 24).unwrap()
}

const DRAWN: &str = "M20 100L60 40l0 0L90 90";

/// What two people have signed: one has drawn, the other signs for the care co-ordinator.
fn signed() -> Document {
    let text = json!({
        "form": "relapse_plan", "version": "1.0", "id": "a", "status": "draft",
        "subject": { "ref": "demo-1", "name": "Ada Example" },
        "answers": { "avoid": "Night shifts. 🙂", "later": [1, 2.5, 1e21] },
        "signatures": [
            { "role": "service_user", "method": "drawn", "name": "Ada Example", "signed_on": "2026-11-24", "drawing": DRAWN,
              "signed_by": "someone_else", "authority": "attorney" },
            { "role": "care_coordinator", "method": "paper", "name": "Sam Worker", "signed_on": "2026-11-24",
              "held_by": "The ward", "signing_as": "care_coordinator" },
        ],
    });
    let mut document = Document::from_json(&text.to_string()).unwrap();
    for id in ["sign_su", "sign_cc"] {
        assert_eq!(sign(&mut document, id, today()), []);
    }
    document
}

fn standings(document: &Document) -> Vec<Standing> {
    verify(document).into_iter().map(|(_, standing)| standing).collect()
}

#[test]
fn nothing_changed_means_it_matches_also_after_a_round_trip() {
    let document = signed();
    let roles = ["service_user", "care_coordinator"].map(|role| (role.to_owned(), Standing::Matches));
    assert_eq!(verify(&document), roles);
    let again = Document::from_json(&serde_json::to_string_pretty(&document).unwrap()).unwrap();
    assert_eq!(standings(&again), [Standing::Matches; 2]);
    let mut with_nothing = document.to_value();
    with_nothing["signatures"][1]["drawing"] = Value::Null;
    with_nothing["signatures"][1]["authority"] = json!("");
    let again = Document::from_json(&with_nothing.to_string()).unwrap();
    assert_eq!(standings(&again), [Standing::Matches; 2], "what is absent may be written as nothing");
}

#[test]
fn one_letter_voids_it_and_putting_it_back_mends_it() {
    let mut document = signed();
    let note = document.answers["avoid"].clone();
    document.answers.insert("avoid".to_owned(), json!("Night shifts 🙂"));
    assert_eq!(standings(&document), [Standing::Changed; 2]);
    document.answers.insert("avoid".to_owned(), note);
    assert_eq!(standings(&document), [Standing::Matches; 2]);
    document.subject.insert("name".to_owned(), json!("Ada Other"));
    assert_eq!(standings(&document), [Standing::Changed; 2]);
}

#[test]
fn it_covers_everything_of_itself() {
    for (key, value) in [
        ("role", "care_coordinator"),
        ("method", "typed_confirm"),
        ("name", "Bert Example"),
        ("signed_on", "2026-11-23"),
        ("drawing", "M20 100L60 40l0 0L90 91"),
        ("held_by", "Bert"),
        ("signed_by", "service_user"),
        ("authority", "deputy"),
        ("signing_as", "representative_of_care_coordinator"),
        ("from_a_newer_version", "other"),
    ] {
        let mut document = signed();
        let was = document.signatures[0].insert(key.to_owned(), json!(value));
        assert_eq!(standings(&document), [Standing::Changed, Standing::Matches], "{key}");
        if was.is_some() {
            document.signatures[0].remove(key);
            assert!(!standings(&document)[0].is_signed(), "{key} is gone");
        }
    }
}

#[test]
fn swapped_roles_and_a_copy_in_another_document_are_seen() {
    let mut swapped = signed();
    for (at, role) in ["care_coordinator", "service_user"].into_iter().enumerate() {
        swapped.signatures[at].insert("role".to_owned(), json!(role));
    }
    assert_eq!(standings(&swapped), [Standing::Changed; 2]);
    let mut copied = signed();
    copied.id = "b".to_owned();
    assert_eq!(standings(&copied), [Standing::Changed; 2]);
}

#[test]
fn saving_completing_and_the_order_of_signatures_are_no_changes() {
    let mut document = signed();
    document.revision = Some(9);
    document.saved_at = Some("2026-11-24T10:00:00Z".to_owned());
    document.status = Status::Complete;
    document.signatures.reverse();
    assert_eq!(standings(&document), [Standing::Matches; 2]);
}

#[test]
fn without_a_digest_nobody_can_say() {
    let mut document = signed();
    document.signatures[0].remove("digest");
    assert_eq!(standings(&document)[0], Standing::NoDigest);
}

#[test]
fn the_digest_is_the_same_for_everyone() {
    let document =
        Document::from_json(r#"{ "answers": {}, "subject": { "name": "A" }, "form": "abuse_question", "id": "a" }"#);
    let signature = json!({ "role": "service_user", "name": "A", "digest": "of before" }).as_object().unwrap().clone();
    // sha256sum of
    // [{"answers":{},"form":"abuse_question","id":"a","subject":{"name":"A"},"version":"1.0"},{"name":"A","role":"service_user"}]
    assert_eq!(
        digest(&document.unwrap(), &signature),
        "sha-256:2:404423c657e8d565576f38494bd4359a35f99553aef8a32c8c56ef97124fcf81"
    );
}

/// As version 0.1 signed.
fn of_version_0_1(digest: &str) -> Document {
    let text = r#"{ "answers": {}, "subject": { "name": "A" }, "form": "abuse_question", "id": "a" }"#;
    let mut document = Document::from_json(text).unwrap();
    let signature = json!({ "role": "service_user", "method": "typed_confirm", "name": "A", "digest": digest });
    document.signatures.push(signature.as_object().unwrap().clone());
    document
}

#[test]
fn an_older_digest_matches_as_what_it_is() {
    // sha256sum of {"answers":{},"form":"abuse_question","subject":{"name":"A"},"version":"1.0"}
    let older = "sha-256:b89ed473fd4ec47e0b1a9e3f4aee003356eed5ac4b576b9a12377d949626f0c1";
    let mut document = of_version_0_1(older);
    assert_eq!(standings(&document), [Standing::MatchesAnswers]);
    document.signatures[0].insert("name".to_owned(), json!("B"));
    assert_eq!(standings(&document), [Standing::MatchesAnswers], "it never covered the signature");
    document.answers.insert("response".to_owned(), json!("yes"));
    assert_eq!(standings(&document), [Standing::Changed]);
    for unknown in ["sha-256:2:", "sha-256:", "sha-512:1", "b89ed473"] {
        assert_eq!(standings(&of_version_0_1(unknown)), [Standing::Changed], "{unknown}");
    }
}

#[test]
fn a_blank_name_and_a_drawing_of_dots_sign_nothing() {
    for (key, nothing) in [
        ("name", ""),
        ("name", " \u{a0}\u{200b}"),
        ("name", "\u{3164}\u{202e}"),
        ("drawing", "M38 38l0 0M58 99l0 0"),
        ("drawing", ""),
        ("drawing", "\u{200b}"),
    ] {
        let mut document = signed();
        document.signatures[0].insert(key.to_owned(), json!(nothing));
        document.signatures[0].remove("digest");
        let problems = sign(&mut document, "sign_su", today());
        let said: Vec<_> = problems.iter().map(|problem| (problem.path.as_str(), problem.code)).collect();
        assert_eq!(said, [(format!("sign_su.{key}").as_str(), "missing")], "{nothing:?}");
        assert_eq!(standing(&document, "service_user"), Some(Standing::NoDigest), "{nothing:?}");
        // Whoever wrote it down all the same.
        let made = digest(&document, &document.signatures[0]);
        open(&mut document, "service_user").insert("digest".to_owned(), json!(made));
        assert_eq!(standings(&document)[0], Standing::SignsNothing, "{nothing:?}");
    }
    let mut held_by_nobody = signed();
    held_by_nobody.signatures[1].insert("held_by".to_owned(), json!("\u{200b}"));
    assert_eq!(sign(&mut held_by_nobody, "sign_cc", today())[0].path, "sign_cc.held_by");
}

#[test]
fn what_signs_nothing_is_missing_in_a_finished_document() {
    let mut document = signed();
    let dots = Map::from_iter([
        ("role".to_owned(), json!("service_user")),
        ("method".to_owned(), json!("drawn")),
        ("name".to_owned(), json!("Ada Example")),
        ("drawing".to_owned(), json!("M38 38l0 0")),
    ]);
    document.signatures[0] = dots;
    let made = digest(&document, &document.signatures[0]);
    document.signatures[0].insert("digest".to_owned(), json!(made));
    let problems = document.problems(coplan_model::Moment::Complete, today());
    assert!(problems.iter().any(|problem| (problem.path.as_str(), problem.code) == ("sign_su", "missing")));
    assert!(problems.iter().all(|problem| problem.path != "sign_cc"));
}
