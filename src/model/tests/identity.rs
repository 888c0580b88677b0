//! Every row has an id of its own from the moment a document is loaded, and what belongs to a row stays with it.

use coplan_model::fields::{Field, Kind, Need};
use coplan_model::identity::{self, RESERVED};
use coplan_model::path::{self, Answers};
use coplan_model::signature::{self, Standing};
use coplan_model::{CalendarDate, Document, FormName, Status, amendment, voices};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn load(value: Value) -> Document {
    Document::from_value(value, None).unwrap()
}

fn plan(answers: Value) -> Value {
    json!({ "form": "relapse_plan", "version": "1.0", "id": "d", "status": "draft", "access": "normal",
            "subject": { "name": "Ada Example" }, "answers": answers, "signatures": [] })
}

fn id<'a>(document: &'a Document, row: &str) -> &'a str {
    path::text(&document.answers, &format!("{row}.id")).to_owned().leak()
}

/// What a host gets once something was changed.
fn changed(document: &Document) -> Value {
    let mut document = document.clone();
    let key = if document.form == FormName::AbuseQuestion { "change_reason" } else { "amendment_reason" };
    document.answers.insert(key.to_owned(), json!("changed"));
    document.to_value()
}

fn ids(fields: &[Field], answers: &Answers, found: &mut Vec<String>) {
    for field in fields.iter().filter(|field| field.need != Need::Kept) {
        let Some(inner) = field.kind.inner() else { continue };
        match answers.get(field.id) {
            Some(Value::Object(group)) => ids(inner, group, found),
            Some(Value::Array(rows)) => {
                for row in rows.iter().filter_map(Value::as_object) {
                    found.push(path::text(row, "id").to_owned());
                    ids(inner, row, found);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn a_reference_that_two_rows_answer_to_keeps_meaning_whom_the_screen_showed() {
    let document = load(plan(json!({
        "people": [{ "id": "1", "name": "Ann" }],
        "team_members": [{ "id": "1", "name": "Dr Osei" }],
        "keep_well": [{ "id": "1", "text": "Walking" }],
        "primary_contact": { "person": "1" },
        "voices": { "keep_well[1].text": "carer" },
    })));
    assert_eq!(document.name_of(&document.answers["primary_contact"]), "Ann");
    assert_eq!(id(&document, "people[0]"), "1");
    assert_ne!(id(&document, "team_members[0]"), "1");
    assert_eq!(voices::of(&document.answers, "keep_well[0].text"), "carer");
    assert_eq!(document.answers["voices"].as_object().unwrap().len(), 1);
}

#[test]
fn a_name_that_stood_there_already_was_not_offered_again_so_the_other_row_was_meant() {
    let document = load(json!({ "form": "care_plan", "answers": {
        "care_coordinator": { "name": "Ann" },
        "team_members": [{ "id": "x", "name": "Ann" }],
        "carers": [{ "id": "x", "name": "Bo" }],
        "primary_contact": { "person": "x" },
    }}));
    assert_eq!(document.name_of(&document.answers["primary_contact"]), "Bo");
}

#[test]
fn rows_without_ids_take_what_is_kept_by_their_numbers() {
    let sent = json!({
        "form": "relapse_plan",
        "answers": {
            "people": [{ "name": "Ann" }, { "id": "", "name": "Bo" }],
            "keep_well": [{ "id": "1", "text": "Walking" }, { "text": "Music" }],
            "copies": [{ "recipient": "gp" }, { "recipient": "advocate" }],
            "voices": { "keep_well[1].text": "carer" },
        },
        "entered": { "copies[1].date": "3/Febr/" },
    });
    let document = load(sent.clone());
    let second = format!("copies[{}].date", id(&document, "copies[1]"));
    assert_eq!(document.entered.keys().collect::<Vec<_>>(), [&second]);
    // Both showed it: one by its id, the other by its number.
    assert_eq!(voices::of(&document.answers, "keep_well[0].text"), "carer");
    assert_eq!(voices::of(&document.answers, "keep_well[1].text"), "carer");
    assert_eq!(document, load(sent));
}

#[test]
fn a_row_called_like_something_else_is_called_otherwise_and_is_still_the_one_that_was_chosen() {
    for (name, shown) in
        [("care_coordinator", "Ann"), ("a.b", "Ann"), ("a]", "Ann"), ("[", "Ann"), ("me", "Ada Example")]
    {
        let document = load(plan(json!({
            "people": [{ "id": name, "name": "Ann" }],
            "care_coordinator": { "name": "Sam" },
            "primary_contact": { "person": name },
            "preferred_people": [{ "id": "q", "person": name }],
            "keep_well": [{ "id": name, "text": "Walking" }],
            "voices": { format!("keep_well[{name}].text"): "carer" },
        })));
        assert_eq!(document.name_of(&document.answers["primary_contact"]), shown, "{name}");
        assert_eq!(document.name_of(&document.answers["preferred_people"][0]), shown, "{name}");
        assert_eq!(voices::of(&document.answers, "keep_well[0].text"), "carer", "{name}");
        assert!(identity::is_usable(id(&document, "people[0]")), "{name}");
    }
    let document = load(plan(json!({
        "people": [{ "id": "no_one", "name": "Ann" }], "preferred_people": [{ "id": "q", "person": "no_one" }],
    })));
    assert_eq!(document.answers["preferred_people"][0]["person"], "no_one");
    assert_ne!(id(&document, "people[0]"), "no_one");
}

#[test]
fn links_to_goals_follow_the_goal_that_was_shown() {
    let document = load(json!({ "form": "care_plan", "answers": {
        "goals": [{ "id": "1", "own_words": "Swim" }, { "own_words": "Sing" }],
        "carers": [{ "id": "1", "name": "Bo" }],
        "reviews": [{ "goals": [{ "goal": "1", "progress": "Well" }] }],
        "primary_contact": { "person": "1" },
    }}));
    assert_eq!(id(&document, "carers[0]"), "1");
    assert_eq!(document.answers["reviews"][0]["goals"][0]["goal"], id(&document, "goals[0]"));
    assert_eq!(document.name_of(&document.answers["primary_contact"]), "Bo");
}

#[test]
fn what_was_recorded_of_an_asking_is_never_touched() {
    let sent = json!({ "form": "abuse_question", "answers": { "history": [
        { "response": "yes" }, { "id": "a", "response": "yes" }, { "id": "a", "response": "not_asked" },
    ] } });
    assert_eq!(changed(&load(sent.clone()))["answers"]["history"], sent["answers"]["history"]);
}

#[test]
fn a_signed_document_whose_rows_have_no_ids_still_verifies_until_it_is_changed_and_when_that_is_taken_back() {
    let mut document = load(plan(json!({
        "people": [{ "name": "Ann" }], "keep_well": [{ "text": "Walking" }, { "id": "x", "text": "Tea" }, { "id": "x" }],
        "voices": { "keep_well[0].text": "su" },
    })));
    // As a host stores it, with a signature over just that.
    document.signatures = vec![
        json!({ "role": "service_user", "method": "typed_confirm", "name": "Ada", "signed_on": "2026-11-01" })
            .as_object()
            .unwrap()
            .clone(),
    ];
    assert_eq!(signature::sign(&mut document, "sign_su", CalendarDate::new(2026, 11, 2).unwrap()), []);
    document.status = Status::Complete;
    let stored = document.to_value();
    assert_eq!(
        stored["answers"]["people"],
        json!([{ "name": "Ann" }]),
        "nothing is changed, so nothing is written anew"
    );
    let mut document = load(stored.clone());
    assert_eq!(document.to_value(), stored);
    assert_eq!(signature::verify(&document)[0].1, Standing::Matches);
    path::push(&mut document.answers, "keep_well", path::blank_row("new".to_owned()));
    assert_eq!(load(document.to_whole_value()).to_value(), stored, "an empty row is no change");
    document.answers["people"][0]["name"] = json!("Anna");
    assert_eq!(signature::verify(&document)[0].1, Standing::Changed);
    document.answers["people"][0]["name"] = json!("Ann");
    assert_eq!(signature::verify(&document)[0].1, Standing::Matches);
    amendment::begin(&mut document, "2026-11-29");
    assert_eq!(document.earlier[0]["answers"], stored["answers"], "what stood is kept as it stood");
    document.answers.insert("amendment_reason".to_owned(), json!("Moved"));
    assert_eq!(coplan_model::overwritten(&load(stored.clone()), &load(document.to_value())), []);
    amendment::take_back(&mut document);
    assert_eq!(document.to_value(), stored);
}

#[test]
fn whatever_a_row_may_be_referred_to_by_besides_its_id_is_no_id() {
    for form in FormName::ALL {
        for field in form.fields().iter().filter(|field| field.names && !matches!(field.kind, Kind::Rows(_))) {
            assert!(RESERVED.contains(&field.id), "{}", field.id);
        }
    }
}

#[test]
fn work_grows_with_the_document_and_not_with_its_square() {
    // 15,000 rows that are all called the same, and half a date for each by its number, are put right in a moment.
    let rows: Vec<Value> = (0..15_000).map(|_| json!({ "recipient": "gp", "name": { "person": "x" } })).collect();
    let people: Vec<Value> = (0..15_000).map(|_| json!({ "id": "x", "name": "Ann" })).collect();
    let entered: Map<String, Value> = (0..15_000).map(|at| (format!("copies[{at}].date"), json!("3//"))).collect();
    let document = load(json!({
        "form": "relapse_plan", "answers": { "copies": rows, "people": people }, "entered": entered,
    }));
    assert_eq!(document.entered.len(), 15_000);
    let mut found = Vec::new();
    ids(document.form.fields(), &document.answers, &mut found);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), 30_000);
}

/// Ids that a host may send, few enough to be sent twice.
fn any_id() -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        2 => Just(None),
        6 => prop::sample::select(vec!["0", "1", "2", "a", "b"]).prop_map(|id| Some(id.to_owned())),
        1 => prop::sample::select(vec!["me", "no_one", "care_coordinator", "completed_by", "a.b", "a]", "[1]", "people-1", "*", "=a"])
            .prop_map(|id| Some(id.to_owned())),
    ]
}

/// Answers to every list of a form, made from a stream of ids; each text says which it is.
struct Filler {
    ids: Vec<Option<String>>,
    next: usize,
}

impl Filler {
    fn id(&mut self) -> Option<String> {
        self.next += 1;
        self.ids[self.next % self.ids.len()].clone()
    }

    fn group(&mut self, fields: &'static [Field], depth: usize) -> Map<String, Value> {
        let mut group = Map::new();
        for field in fields {
            let answer = match field.kind {
                Kind::Text(_) if field.id == "goal" => self.id().map(Value::from),
                Kind::Text(_) if field.id != "id" && field.need != Need::Kept => {
                    self.next += 1;
                    Some(json!(format!("words {}", self.next)))
                }
                Kind::Person => Some(self.someone()),
                Kind::Group(inner) => Some(Value::Object(self.group(inner, depth))),
                Kind::Rows(inner) if depth < 3 && field.need != Need::Kept => {
                    Some((0..2).map(|_| self.row(|filler| filler.group(inner, depth + 1))).collect())
                }
                Kind::People => {
                    Some((0..2).map(|_| self.row(|filler| filler.someone().as_object().unwrap().clone())).collect())
                }
                _ => None,
            };
            answer.map(|answer| group.insert(field.id.to_owned(), answer));
        }
        group
    }

    fn row(&mut self, fill: impl Fn(&mut Self) -> Map<String, Value>) -> Value {
        let id = self.id();
        let mut row = fill(self);
        id.map(|id| row.insert("id".to_owned(), Value::from(id)));
        Value::Object(row)
    }

    fn someone(&mut self) -> Value {
        match self.id() {
            Some(id) if !id.is_empty() => json!({ "person": id }),
            _ => json!({ "name": "Someone" }),
        }
    }
}

/// The paths of all answers that rows hold, whether they are there or not.
fn in_rows(fields: &'static [Field], answers: &Answers, before: &str, found: &mut Vec<(String, Kind)>) {
    for field in fields {
        let path = format!("{before}{}", field.id);
        match (field.kind.inner(), answers.get(field.id)) {
            (Some(inner), Some(Value::Object(group))) if !matches!(field.kind, Kind::Person) => {
                in_rows(inner, group, &format!("{path}."), found);
            }
            (Some(inner), Some(Value::Array(rows))) => {
                for (at, row) in rows.iter().enumerate() {
                    in_rows(inner, row.as_object().unwrap(), &format!("{path}[{at}]."), found);
                }
            }
            _ if path.contains('[') => found.push((path, field.kind)),
            _ => {}
        }
    }
}

/// A document of a form with something in every list, whose words every text in a row is, and half of every date in one.
fn filled(form: FormName, ids: Vec<Option<String>>) -> Value {
    let answers = Filler { ids, next: 0 }.group(form.fields(), 0);
    let mut paths = Vec::new();
    in_rows(form.fields(), &answers, "", &mut paths);
    let mut document = Document::new(form);
    document.answers = answers;
    for (number, (path, kind)) in paths.iter().enumerate() {
        // By id where the row has one and by number where not, as every version has written it.
        match kind {
            Kind::Text(_) if document.form.fields().iter().any(|field| field.id == "voices") && number % 2 == 0 => {
                voices::record(&mut document.answers, path, Some(["su", "carer", "worker"][number % 3]));
            }
            Kind::Date(_) => {
                let key = path::by_id(&document.answers, path);
                document.entered.insert(key, json!(format!("{number}//")));
            }
            _ => {}
        }
    }
    document.subject.insert("name".to_owned(), json!("Ada Example"));
    document.to_whole_value()
}

/// A reference as the screen read it before rows were put right: among those with a name, the first of each name.
fn shown(sent: &Value, form: FormName, reference: &str) -> Option<String> {
    let mut known = vec![("me".to_owned(), "Ada Example".to_owned())];
    let mut add = |reference: &Value, answers: &Value| {
        let name = answers["name"].as_str().unwrap_or_default().to_owned();
        if !name.is_empty() && known.iter().all(|(_, other)| *other != name) {
            known.push((reference.as_str().unwrap_or_default().to_owned(), name));
        }
    };
    for field in form.fields().iter().filter(|field| field.names) {
        match &sent["answers"][field.id] {
            Value::Array(rows) => rows.iter().for_each(|row| add(&row["id"], row)),
            group => add(&json!(field.id), group),
        }
    }
    known.into_iter().find(|(id, _)| id == reference).map(|(_, name)| name)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn rows_of_every_form_get_ids_of_their_own_and_lose_nothing(
        form in prop::sample::select(FormName::ALL),
        ids in prop::collection::vec(any_id(), 3..40),
    ) {
        let sent = filled(form, ids);
        let document = load(sent.clone());
        // Nothing is changed until something is changed, and two loads give the same.
        prop_assert!(document.to_value() == sent, "nothing is written anew");
        prop_assert!(load(document.to_value()) == document, "two loads give the same");
        let after = changed(&document);
        let again = load(after.clone());
        prop_assert!(again.to_value() == after, "what has ids keeps them");
        prop_assert!(changed(&again) == after, "what has ids keeps them");

        let mut found = Vec::new();
        self::ids(form.fields(), &document.answers, &mut found);
        prop_assert!(found.iter().all(|id| identity::is_usable(id)), "{:?}", found);
        let count = found.len();
        found.sort();
        found.dedup();
        prop_assert_eq!(found.len(), count, "every id is its row's alone");

        // What was shown at each answer is shown there still.
        let before = sent["answers"].as_object().unwrap();
        let mut paths = Vec::new();
        in_rows(form.fields(), before, "", &mut paths);
        for (path, kind) in paths {
            let then = path::by_id(before, &path);
            let now = path::by_id(&document.answers, &path);
            match kind {
                Kind::Text(_) if path.ends_with(".id") || path.ends_with(".goal") => {}
                Kind::Text(_) if path.ends_with(".person") => {
                    let reference = path::text(before, &path);
                    let someone = path::get(&document.answers, path::parent(&path).0).unwrap();
                    if !["", "no_one"].contains(&reference) && let Some(name) = shown(&sent, form, reference) {
                        prop_assert_eq!(document.name_of(someone), name, "{}", path);
                    }
                }
                Kind::Text(_) => {
                    prop_assert_eq!(path::text(&document.answers, &path), path::text(before, &path));
                    let voice = before.get("voices").and_then(|voices| voices[&then].as_str()).unwrap_or_default();
                    // Of rows that shared a voice, those without words have nothing for it to be about.
                    if !path::text(before, &path).is_empty() {
                        prop_assert_eq!(voices::of(&document.answers, &path), voice, "{}", path);
                    }
                }
                Kind::Person => {
                    let someone = |answers| path::get(answers, &path).cloned().unwrap_or_default();
                    let reference = someone(before)["person"].as_str().unwrap_or_default().to_owned();
                    if !["", "no_one"].contains(&&*reference) && let Some(name) = shown(&sent, form, &reference) {
                        prop_assert_eq!(document.name_of(&someone(&document.answers)), name, "{}", path);
                    }
                }
                Kind::Date(_) => prop_assert_eq!(sent["entered"].get(&then), document.entered.get(&now), "{}", path),
                _ => {}
            }
        }
        for link in path::list(before, "reviews").iter().enumerate().flat_map(|(at, review)| {
            (0..path::list(review.as_object().unwrap(), "goals").len()).map(move |row| format!("reviews[{at}].goals[{row}].goal"))
        }) {
            let goal = |answers: &Answers| {
                let goal = path::text(answers, &link);
                path::list(answers, "goals").iter().position(|row| !goal.is_empty() && row["id"] == goal)
            };
            prop_assert_eq!(goal(before), goal(&document.answers), "{}", link);
        }
    }
}
