//! Policies that cannot be used: each is refused by name, with its place, and what is locked cannot be hidden or reworded.

use coplan_model::json::Value;
use coplan_model::policy::{Policy, PolicyError};
use coplan_model::{Document, FormName, Moment};
use coplan_ui::policy::applied;
use coplan_ui::{LOCKED, Messages};
use serde_json::json;

mod alike;

/// A policy with these besides its name and version.
fn policy(parts: &Value) -> Value {
    let mut policy = json!({ "id": "example-trust", "version": "1" });
    policy.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
    policy
}

/// What a policy with these says, whichever form it is set on.
fn refused(parts: &Value) -> PolicyError {
    let errors: Vec<PolicyError> = FormName::ALL
        .iter()
        .map(|form| Policy::read(&policy(parts)).and_then(|policy| applied(&policy, *form)).expect_err("it is refused"))
        .collect();
    assert!(errors.windows(2).all(|two| two[0] == two[1]), "every form says the same: {errors:?}");
    errors[0].clone()
}

fn question(parts: &Value) -> Value {
    let mut question = json!({ "id": "local.one", "after": "record_date", "kind": "text", "label": "One" });
    question.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
    json!({ "questions": [question] })
}

fn says(parts: &Value, path: &str, code: &str, about: &str) {
    let error = refused(parts);
    assert_eq!((&*error.path, error.code.as_str(), &*error.about), (path, code, about), "{parts}");
    assert!(error.message().starts_with(path) && error.message().len() > path.len() + 10, "{error}");
}

#[test]
fn what_is_no_policy_names_its_place() {
    for (value, path, code) in [
        (json!(null), "", "wrong_type"),
        (json!([]), "", "wrong_type"),
        (json!({}), "id", "missing"),
        (json!({ "id": "t" }), "version", "missing"),
        (json!({ "id": " ", "version": "1" }), "id", "wrong_type"),
        (json!({ "id": "t", "version": 1 }), "version", "wrong_type"),
        (policy(&json!({ "hidden": [] })), "hidden", "unknown_key"),
        (policy(&json!({ "hide": "a" })), "hide", "wrong_type"),
        (policy(&json!({ "hide": ["equality_notes", 1] })), "hide[1]", "wrong_type"),
        (policy(&json!({ "hide": ["equality_notes", "equality_notes"] })), "hide[1]", "duplicate"),
        (policy(&json!({ "messages": { "signs_me": 1 } })), "messages", "wrong_type"),
        (policy(&question(&json!({ "id": "ward" }))), "questions[0].id", "not_an_id"),
        (policy(&question(&json!({ "id": "local.Ward" }))), "questions[0].id", "not_an_id"),
        (policy(&question(&json!({ "id": "local.a.b" }))), "questions[0].id", "not_an_id"),
        (policy(&question(&json!({ "id": "local.id" }))), "questions[0].id", "not_an_id"),
        (policy(&question(&json!({ "id": "local.__proto__" }))), "questions[0].id", "not_an_id"),
        (policy(&question(&json!({ "kind": "score" }))), "questions[0].kind", "unknown_kind"),
        (policy(&question(&json!({ "kind": "code" }))), "questions[0].options", "missing"),
        (policy(&question(&json!({ "kind": "code", "options": {} }))), "questions[0].options", "missing"),
        (policy(&question(&json!({ "kind": "code", "options": { "A b": "x" } }))), "questions[0].options", "not_an_id"),
        (policy(&question(&json!({ "kind": "code", "options": { "a": "" } }))), "questions[0].options", "wrong_type"),
        (policy(&question(&json!({ "kind": "code", "options": { "hint": "A" } }))), "questions[0].options", "reserved"),
        (
            policy(&question(&json!({ "kind": "rows", "questions": [{ "id": "add", "kind": "text", "label": "A" }] }))),
            "questions[0].questions[0].id",
            "reserved",
        ),
        (
            policy(&json!({ "questions": vec![question(&json!({}))["questions"][0].clone(); 201] })),
            "questions[1].id",
            "duplicate",
        ),
        (policy(&question(&json!({ "options": { "a": "A" } }))), "questions[0].options", "unknown_key"),
        (policy(&question(&json!({ "label": "" }))), "questions[0].label", "wrong_type"),
        (policy(&question(&json!({ "label": " \u{200b}\u{2060}" }))), "questions[0].label", "wrong_type"),
        (policy(&question(&json!({ "label_person": "\u{200b}" }))), "questions[0].label_person", "wrong_type"),
        (policy(&question(&json!({ "hint": "\u{3164}" }))), "questions[0].hint", "wrong_type"),
        (json!({ "id": "\u{feff}", "version": "1" }), "id", "wrong_type"),
        (
            policy(&question(&json!({ "kind": "code", "options": { "a": "\u{200b}" } }))),
            "questions[0].options",
            "wrong_type",
        ),
        (policy(&question(&json!({ "label": "\u{2800}" }))), "questions[0].label", "wrong_type"),
        (policy(&question(&json!({ "label": "\u{202e}esuba fo" }))), "questions[0].label", "wrong_type"),
        (policy(&question(&json!({ "hint": "\u{0}\u{1b}" }))), "questions[0].hint", "wrong_type"),
        (
            policy(&question(&json!({ "kind": "code", "options": { "a": " \u{301}\u{fff9}" } }))),
            "questions[0].options",
            "wrong_type",
        ),
        (policy(&json!({ "messages": { "signs_me": "" } })), "messages", "wrong_type"),
        (policy(&json!({ "messages": { "save": "Keep", "signs_me": " \u{2060}" } })), "messages", "wrong_type"),
        (policy(&json!({ "messages": { "signs_me@person": "\u{2800}\u{2800}" } })), "messages", "wrong_type"),
        (policy(&json!({ "messages": { "signs_me.hint": "\u{0}" } })), "messages", "wrong_type"),
        (policy(&json!({ "messages": { "signs_me": "\u{301}\u{20dd}" } })), "messages", "wrong_type"),
        (policy(&question(&json!({ "label": null }))), "questions[0].label", "missing"),
        (policy(&question(&json!({ "label": "x".repeat(2001) }))), "questions[0].label", "too_long"),
        (policy(&question(&json!({ "staff": "yes" }))), "questions[0].staff", "wrong_type"),
        (policy(&question(&json!({ "required": true }))), "questions[0].required", "unknown_key"),
        (policy(&question(&json!({ "kind": "rows" }))), "questions[0].questions", "missing"),
        (policy(&question(&json!({ "questions": [] }))), "questions[0].questions", "unknown_key"),
        (
            policy(&question(&json!({ "kind": "rows", "questions": [{ "id": "a", "kind": "rows", "label": "A" }] }))),
            "questions[0].questions[0].kind",
            "unknown_kind",
        ),
    ] {
        let error = Policy::read(&value).unwrap_err();
        assert_eq!((&*error.path, error.code.as_str()), (path, code), "{value}");
    }
    assert_eq!(Policy::from_json("{").unwrap_err().code.as_str(), "not_json");
}

#[test]
fn names_that_no_form_has_are_said() {
    says(&json!({ "hide": ["equality_note"] }), "hide[0]", "unknown_question", "equality_note");
    says(&json!({ "hide": ["domains.*.carers_view"] }), "hide[0]", "unknown_question", "domains.*.carers_view");
    says(&json!({ "hide": ["section.nowhere"] }), "hide[0]", "unknown_section", "section.nowhere");
    says(&json!({ "need": ["signs_famly"] }), "need[0]", "unknown_question", "signs_famly");
    says(&json!({ "need": ["local.other"] }), "need[0]", "unknown_question", "local.other");
    says(&json!({ "need": ["formulation"] }), "need[0]", "holds_questions", "formulation");
    says(&json!({ "sections": ["part_1", "team_part"] }), "sections[1]", "unknown_section", "team_part");
    says(&json!({ "sections": ["local.Team"] }), "sections[0]", "unknown_section", "local.Team");
    says(&question(&json!({ "after": "nowhere" })), "questions[0].after", "unknown_question", "nowhere");
    says(&question(&json!({ "after": "local.one" })), "questions[0].after", "unknown_question", "local.one");
    says(&question(&json!({ "forms": ["crisis_plan"] })), "questions[0].forms", "unknown_form", "crisis_plan");
    says(&question(&json!({ "forms": ["abuse_question"] })), "questions[0].after", "unknown_question", "record_date");
    says(&question(&json!({ "only_if": "local.two" })), "questions[0].only_if", "unknown_question", "local.two");
    says(&question(&json!({ "only_if": "signs_me" })), "questions[0].only_if", "not_in_form", "signs_me");
    says(
        &question(&json!({ "after": "signs_me", "forms": ["relapse_plan", "care_plan"] })),
        "questions[0].after",
        "not_in_form",
        "signs_me",
    );
    says(&question(&json!({ "after": "domains" })), "questions[0].after", "no_place", "domains");
    says(&question(&json!({ "after": "disclosure" })), "questions[0].after", "no_place", "disclosure");
    says(&question(&json!({ "after": null, "forms": ["abuse_question"] })), "questions[0].after", "missing", "");
    says(
        &question(&json!({ "after": "signs_me", "only_if": "made_with_capacity=perhaps" })),
        "questions[0].only_if",
        "unknown_code",
        "perhaps",
    );
    says(&question(&json!({ "after": "return_date" })), "questions[0].after", "no_place", "return_date");
    says(&json!({ "sections": ["care_plan.part_1"] }), "sections[0]", "unknown_section", "care_plan.part_1");
    let twice = json!({ "questions": [
        { "id": "local.one", "after": "record_date", "kind": "text", "label": "One" },
        { "id": "local.one", "after": "record_date", "kind": "date", "label": "One" },
    ] });
    says(&twice, "questions[1].id", "duplicate", "one");
    let round = json!({ "questions": [
        { "id": "local.one", "after": "local.two", "kind": "text", "label": "One" },
        { "id": "local.two", "after": "local.one", "kind": "text", "label": "Two" },
    ] });
    assert_eq!(refused(&round).code.as_str(), "unknown_question");
}

#[test]
fn what_would_never_be_asked_is_said() {
    let own = |id: &str, only_if: &str| {
        json!({ "id": format!("local.{id}"), "after": "record_date", "kind": "code", "options": { "a": "A" }, "label": id,
            "only_if": only_if, "forms": ["relapse_plan"] })
    };
    says(&json!({ "questions": [own("one", "local.one=a")] }), "questions[0].only_if", "never_asked", "local.one");
    let round = json!([own("one", "local.two"), own("two", "local.three"), own("three", "local.one=a")]);
    says(&json!({ "questions": round }), "questions[0].only_if", "never_asked", "local.two");
    let mut behind = vec![own("zero", "local.one")];
    behind.extend(round.as_array().unwrap().clone());
    says(&json!({ "questions": behind }), "questions[0].only_if", "never_asked", "local.one");
    // What the policy itself hides, by whatever name, nobody answers.
    for (hidden, of) in [
        ("signs_family", "signs_family"),
        ("relapse_plan.signs_family", "signs_family"),
        ("section.carers", "carers"),
        // Ours that hangs on it is not asked either.
        ("su_choice_of_coordinator", "su_choice_note"),
    ] {
        let mut one = own("one", of);
        if of == "carers" {
            one["forms"] = json!(["care_plan"]);
        }
        says(&json!({ "questions": [one], "hide": [hidden] }), "questions[0].only_if", "never_asked", of);
    }
    let inner = |id: &str, only_if: &str| json!({ "id": id, "kind": "code", "options": { "a": "A" }, "label": id, "only_if": only_if });
    for questions in [json!([inner("x", "x=a")]), json!([inner("x", "y"), inner("y", "z"), inner("z", "x=a")])] {
        let rows = question(&json!({ "kind": "rows", "questions": questions }));
        let error = refused(&rows);
        let place = "questions[0].questions[0].only_if";
        assert_eq!((&*error.path, error.code.as_str()), (place, "never_asked"), "{rows}");
    }
    let mut first = own("one", "");
    first.as_object_mut().unwrap().remove("only_if");
    let line = json!({ "questions": [own("three", "local.two=a"), own("two", "local.one=a"), first] });
    assert!(Policy::read(&policy(&line)).and_then(|policy| applied(&policy, FormName::RelapsePlan)).is_ok());
}

#[test]
fn options_that_nobody_could_tell_apart_are_said() {
    for other in ["Yes ", " Yes", "Yes\u{200b}", "\u{200e}Yes", "Ye\u{ad}s"] {
        let options = json!({ "a": "Yes", "b": "No", "c": other });
        says(&question(&json!({ "kind": "codes", "options": options })), "questions[0].options", "duplicate", "c");
    }
    says(
        &question(&json!({ "kind": "code", "options": { "a": "Rather not", "b": "Rather\u{a0} not" } })),
        "questions[0].options",
        "duplicate",
        "b",
    );
    let inner = json!({ "id": "x", "kind": "code", "options": { "a": "Yes", "b": "Yes\u{200b}" }, "label": "X" });
    let rows = question(&json!({ "kind": "rows", "questions": [inner] }));
    says(&rows, "questions[0].questions[0].options", "duplicate", "b");
}

#[test]
fn what_completion_needs_cannot_be_hidden() {
    for (hidden, needed) in [
        ("record_date", "record_date"),
        ("people", "people"),
        ("signs_me", "signs_me"),
        ("domains.*.status", "domains.psychiatric_functioning.status"),
        ("formulation", "formulation.summary"),
        ("risks[].plan", "risks.plan"),
        ("completed_by", "completed_by.name"),
        ("sign_su", "sign_su"),
        ("sign_su_absent_reason", "sign_su_absent_reason"),
        ("amendment_reason", "amendment_reason"),
        ("asked_on", "asked_on"),
        ("comprehensive_assessment.hopes_said", "hopes_said"),
        ("section.record", "completed_by.name"),
        ("section.signatures", "amendment_reason"),
        ("section.domains.violence_abuse", "domains.violence_abuse.status"),
    ] {
        let error = refused(&json!({ "hide": [hidden] }));
        assert_eq!((&*error.path, error.code.as_str(), &*error.about), ("hide[0]", "needed", needed), "{hidden}");
    }
    for (hidden, needed) in [
        ("signs_family", "signs_family"),
        ("signs_family", "relapse_plan.signs_family"),
        ("people[].relationship", "people.relationship"),
        ("section.caring", "young_carer"),
    ] {
        let error = refused(&json!({ "hide": [hidden], "need": [needed] }));
        assert_eq!((&*error.path, error.code.as_str()), ("need[0]", "needed"), "{hidden} {needed}");
    }
    says(&json!({ "hide": ["keep_well[].text"] }), "hide[0]", "needed", "keep_well");
}

#[test]
fn what_is_locked_cannot_be_hidden_reworded_or_made_needed() {
    for hidden in [
        "response",
        "abuse_question.response",
        "abuse_question",
        "nature_notice",
        "relapse_plan.nature_notice",
        "section.nature",
        "history[].response",
        "abuse_question.history.response",
    ] {
        assert_eq!(refused(&json!({ "hide": [hidden] })).code.as_str(), "locked", "{hidden}");
    }
    for key in LOCKED {
        let own = key.split_once('.').unwrap().1;
        let read = [key, ".read@person"].concat();
        for key in [key.to_owned(), own.to_owned(), [key, "@person"].concat(), [own, "@self@pcsp"].concat(), read] {
            says(&json!({ "messages": { key.clone(): "Something else" } }), "messages", "locked", &key);
        }
    }
    // An earlier asking says what it said then.
    for key in ["history.response", "history.response.none_stated", "abuse_question.history.response.yes@person"] {
        says(&json!({ "messages": { key: "No" } }), "messages", "locked", key);
    }
    for disclosed in ["disclosure.words", "disclosure.type", "abuse_question.disclosure.words", "disclosure.*"] {
        assert_eq!(refused(&json!({ "need": [disclosed] })).code.as_str(), "locked", "{disclosed}");
    }
}

#[test]
fn no_question_of_a_trusts_own_about_a_disclosure_is_needed() {
    let own = |parts: Value| {
        let mut own = json!({ "id": "local.x", "after": "response", "kind": "text", "label": "More", "forms": ["abuse_question"] });
        own.as_object_mut().unwrap().extend(parts.as_object().unwrap().clone());
        own
    };
    let other = json!({ "id": "local.other", "after": "disclosure.type", "kind": "code", "options": { "a": "A" }, "label": "Other", "forms": ["abuse_question"] });
    for parts in [
        json!({ "after": "disclosure.type" }),
        json!({ "only_if": "response=yes" }),
        json!({ "only_if": "disclosure.current=yes" }),
        json!({ "after": "local.other" }),
        json!({ "only_if": "local.other=a" }),
    ] {
        let asked = json!({ "questions": [other, own(parts.clone())], "need": ["local.x"] });
        assert_eq!(refused(&asked).code.as_str(), "locked", "{parts}");
    }
    let asked = json!({ "questions": [own(json!({ "only_if": "response=not_asked" }))], "need": ["local.x"] });
    assert!(Policy::read(&policy(&asked)).and_then(|policy| applied(&policy, FormName::AbuseQuestion)).is_ok());
}

#[test]
fn what_nobody_could_answer_is_not_needed() {
    says(&json!({ "need": ["relapse_plan.incomplete_reason"] }), "need[0]", "no_place", "incomplete_reason");
    let asked = policy(&json!({ "need": ["sign_su_absent_reason", "sign_cc_absent_reason"] }));
    let rules = applied(&Policy::read(&asked).unwrap(), FormName::RelapsePlan).unwrap().rules;
    let missing = |signed: bool| {
        let mut plan: Value =
            serde_json::from_str(include_str!("../../../tests/fixtures/relapse_plan/amended.json")).unwrap();
        plan["status"] = json!("draft");
        if !signed {
            plan["signatures"] = json!([]);
        }
        let plan = Document::under(plan, None, Some(rules)).unwrap();
        let problems = plan.problems(Moment::Complete, "2026-11-30".parse().unwrap());
        problems.iter().filter(|one| one.code == "missing" && one.path.ends_with("_absent_reason")).count()
    };
    assert_eq!((missing(true), missing(false)), (0, 2), "whoever has signed is not asked why they have not");
}

#[test]
fn digits_are_the_ten_of_a_script_in_their_order() {
    for digits in ["9876543210", "aaaaaaaaaa", "0000000000", "<b>1234567", "012"] {
        says(&json!({ "messages": { "digits": digits } }), "messages", "wrong_type", "digits");
    }
    let arabic = json!({ "messages": { "digits": "٠١٢٣٤٥٦٧٨٩" } });
    assert!(Policy::read(&policy(&arabic)).and_then(|policy| applied(&policy, FormName::CarePlan)).is_ok());
}

#[test]
fn the_abuse_question_is_asked_in_one_place_only() {
    let asked = "Have you experienced physical, sexual or emotional abuse at any time in your life?";
    for text in [
        asked.to_owned(),
        asked.to_ascii_uppercase(),
        asked.replace([',', '?'], ""),
        format!("{asked} (2)"),
        asked.replace(' ', "\u{a0}"),
    ] {
        says(&question(&json!({ "label": text })), "questions[0].label", "locked", "");
        says(&question(&json!({ "label_person": text })), "questions[0].label_person", "locked", "");
        says(&question(&json!({ "hint": text })), "questions[0].hint", "locked", "");
        let options = json!({ "kind": "code", "options": { "a": text } });
        says(&question(&options), "questions[0].options", "locked", "");
        let row = json!({ "id": "one", "kind": "text", "label": text });
        says(
            &question(&json!({ "kind": "rows", "questions": [row] })),
            "questions[0].questions[0].label",
            "locked",
            "",
        );
        says(&json!({ "messages": { "relapse_plan.signs_me": text } }), "messages", "locked", "relapse_plan.signs_me");
    }
    let other = question(&json!({ "label": "Has anybody asked about abuse at any time?" }));
    for form in FormName::ALL {
        assert!(Policy::read(&policy(&other)).and_then(|policy| applied(&policy, *form)).is_ok());
    }
}

#[test]
fn tables_are_made_once_however_often_a_policy_is_set() {
    let policy = Policy::read(&policy(&question(&json!({})))).unwrap();
    let [one, other] = [(); 2].map(|()| applied(&policy.clone(), FormName::CarePlan).unwrap());
    assert!(std::ptr::eq(one, other));
}
