//! What was recorded stays: whatever sequence of revisions a host accepts, every completed text, every asking, every signature
//! and every person that was ever recorded can be found in the last one; and every way the forms themselves go is accepted.

use coplan_model::{CalendarDate, Document, FormName, Status, abuse_question, amendment, overwritten, signature};
use proptest::prelude::*;
use serde_json::{Value, json};

const TODAY: &str = "2026-11-25";

fn answer(document: &mut Document, key: &str, value: impl Into<Value>) {
    document.answers.insert(key.to_owned(), value.into());
}

/// What somebody does to a document.
#[derive(Clone, Debug)]
enum Step {
    /// A form's own ways.
    Open,
    TakeBack,
    Answer(usize, u8),
    Name(u8),
    Sign,
    Unsign,
    Complete,
    Leave,
    /// What no form does: a host with faults, or somebody who tries.
    Status(u8),
    Answers(u8),
    Pop,
    Push(u8),
    Edit(usize, u8),
    Swap,
    Subject(u8),
    Signatures(u8),
}

fn way() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => Just(Step::Open),
        1 => Just(Step::TakeBack),
        3 => (0..2_usize, 0..3_u8).prop_map(|(at, value)| Step::Answer(at, value)),
        1 => (0..3_u8).prop_map(Step::Name),
        1 => Just(Step::Sign),
        1 => Just(Step::Unsign),
        3 => Just(Step::Complete),
        2 => Just(Step::Leave),
    ]
}

fn trick() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..4_u8).prop_map(Step::Status),
        (0..3_u8).prop_map(Step::Answers),
        Just(Step::Pop),
        (0..3_u8).prop_map(Step::Push),
        (0..3_usize, 0..3_u8).prop_map(|(at, value)| Step::Edit(at, value)),
        Just(Step::Swap),
        (0..3_u8).prop_map(Step::Subject),
        (0..3_u8).prop_map(Step::Signatures),
    ]
}

const KEYS: [[&str; 2]; 2] = [["avoid", "signs_me"], ["response", "declined_note"]];
const RESPONSES: [&str; 3] = ["yes", "none_stated", "not_asked"];

fn value(asking: bool, at: usize, value: u8) -> Value {
    if asking && at == 0 { json!(RESPONSES[usize::from(value)]) } else { json!(format!("text {value}")) }
}

fn begun(form: FormName) -> Document {
    let mut document = Document::new(form);
    document.id = "a".to_owned();
    document.subject = json!({ "ref": "demo-1", "name": "name 0" }).as_object().unwrap().clone();
    document
}

/// A form on screen, as it goes: what it holds, whether that may be changed, and whether the last opening can be taken back.
struct Screen {
    document: Document,
    open: bool,
    asking: bool,
    next: u32,
}

impl Screen {
    /// Goes one way; true when the host is handed what is there now.
    fn go(&mut self, step: &Step) -> bool {
        let document = &mut self.document;
        let kept = !document.earlier.is_empty() || document.answers.contains_key("history");
        match step {
            Step::Open if !self.open && document.status != Status::Withdrawn => {
                self.next += 1;
                match self.asking {
                    true => abuse_question::begin(document, format!("k{}", self.next)),
                    false => amendment::begin(document, TODAY),
                }
                self.open = true;
            }
            Step::TakeBack if self.open && kept => {
                if self.asking {
                    abuse_question::take_back(document)
                } else {
                    amendment::take_back(document)
                }
                self.open = false;
                return true;
            }
            Step::Answer(at, chosen) if self.open => {
                let key = KEYS[usize::from(self.asking)][*at];
                answer(document, key, value(self.asking, *at, *chosen));
            }
            Step::Name(chosen) if self.open => {
                document.subject.insert("name".to_owned(), json!(format!("name {chosen}")));
            }
            Step::Sign if self.open && !self.asking => {
                let signature = signature::open(document, "service_user");
                for (key, value) in [("method", "typed_confirm"), ("name", "Ada"), ("signed_on", "2026-11-24")] {
                    signature.insert(key.to_owned(), json!(value));
                }
                assert_eq!(signature::sign(document, "sign_su", CalendarDate::new(2026, 11, 24).unwrap()), []);
            }
            Step::Unsign if self.open && !self.asking => signature::unsign(document, "sign_su"),
            Step::Complete if self.open && (!self.asking || document.answers.contains_key("response")) => {
                if kept && !self.asking {
                    self.next += 1;
                    answer(document, "amendment_reason", format!("reason {}", self.next));
                }
                document.status = if kept { Status::Amended } else { Status::Complete };
                self.open = false;
                return true;
            }
            Step::Leave if self.open => {
                document.status = Status::Draft;
                return true;
            }
            _ => {}
        }
        false
    }
}

/// What nobody asked for.
fn tampered(document: &Document, step: &Step) -> Document {
    let asking = document.form == FormName::AbuseQuestion;
    let mut later = document.clone();
    let entry = |of: u8| match asking {
        true => json!({ "id": "x", "response": RESPONSES[usize::from(of)] }),
        false => json!({ "answers": { "avoid": format!("text {of}") } }),
    };
    let mut history = later.answers.get("history").and_then(Value::as_array).cloned().unwrap_or_default();
    let entries = if asking { &mut history } else { &mut later.earlier };
    match step {
        Step::Pop => drop(entries.pop()),
        Step::Push(of) => entries.push(entry(*of)),
        Step::Edit(at, of) => entries.get_mut(*at).into_iter().for_each(|there| *there = entry(*of)),
        Step::Swap => entries.reverse(),
        _ => {}
    }
    let kept = entries.clone();
    match step {
        Step::Status(of) => {
            later.status = [Status::Draft, Status::Complete, Status::Amended, Status::Withdrawn][usize::from(*of)]
        }
        Step::Answers(of) => {
            let last = kept.last().and_then(|entry| if asking { Some(entry) } else { entry.get("answers") });
            match (of, last) {
                (0, _) => later.answers.clear(),
                // What was recorded last, put back by hand.
                (1, Some(Value::Object(last))) => {
                    later.answers = last.clone();
                    later.answers.retain(|key, _| key != "id" && key != "subject");
                }
                _ => answer(&mut later, KEYS[usize::from(asking)][0], value(asking, 0, *of)),
            }
        }
        Step::Subject(of) => drop(later.subject.insert("name".to_owned(), json!(format!("name {of}")))),
        Step::Signatures(0) => later.signatures.clear(),
        Step::Signatures(of) => later.signatures.iter_mut().for_each(|signature| {
            signature.insert("name".to_owned(), json!(format!("name {of}")));
        }),
        _ => {}
    }
    if asking {
        later.answers.remove("history");
        if !kept.is_empty() {
            later.answers.insert("history".to_owned(), Value::Array(kept));
        }
    }
    later
}

/// A text that a host has accepted as recorded: what stood there, who had signed it, whom it was about.
#[derive(Clone, Debug, PartialEq)]
struct Recorded {
    text: Value,
    signatures: Vec<Value>,
    name: Value,
}

/// All that a document has recorded, read without the code that is tested.
fn recorded(document: &Document) -> Vec<Recorded> {
    let asking = document.form == FormName::AbuseQuestion;
    let whole = document.to_whole_value();
    let mut places = vec![(whole["answers"].clone(), whole["signatures"].clone(), whole["subject"]["name"].clone())];
    let entries = if asking { whole["answers"]["history"].clone() } else { whole["earlier"].clone() };
    for entry in entries.as_array().into_iter().flatten().rev() {
        let text = if asking { entry.clone() } else { entry["answers"].clone() };
        let signatures = if asking { whole["signatures"].clone() } else { entry["signatures"].clone() };
        let name = entry.get("subject").map_or_else(|| places[places.len() - 1].2.clone(), |who| who["name"].clone());
        places.push((text, signatures, name));
    }
    if document.status == Status::Draft {
        places.remove(0);
    }
    let whole = places.into_iter().map(|(mut text, signatures, name)| {
        if asking && let Some(text) = text.as_object_mut() {
            text.retain(|key, _| !["id", "subject", "history"].contains(&key.as_str()));
        }
        let signed = signatures.as_array().into_iter().flatten().filter(|signature| signature.get("digest").is_some());
        Recorded { text, signatures: signed.cloned().collect(), name }
    });
    whole.filter(|recorded| !asking || recorded.text != json!({})).collect()
}

fn is_found(then: &Recorded, last: &Document) -> bool {
    recorded(last).iter().any(|now| {
        let signed = then.signatures.iter().all(|signature| now.signatures.contains(signature));
        now.text == then.text && now.name == then.name && signed
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn every_way_the_forms_go_is_accepted_and_loses_nothing(asking: bool, steps in prop::collection::vec(way(), 1..60)) {
        let document = begun(if asking { FormName::AbuseQuestion } else { FormName::RelapsePlan });
        let mut host = document.clone();
        let mut screen = Screen { document, open: true, asking, next: 0 };
        let mut all: Vec<Recorded> = Vec::new();
        for step in &steps {
            if screen.go(step) {
                prop_assert_eq!(overwritten(&host, &screen.document), [], "{:?}", step);
                // What a host stores is read again.
                host = Document::from_json(&screen.document.to_value().to_string()).unwrap();
                all.extend(recorded(&host));
            }
        }
        prop_assert!(all.iter().all(|then| is_found(then, &host)));
    }

    #[test]
    fn whatever_is_accepted_what_was_recorded_is_found_in_the_last_one(
        asking: bool,
        steps in prop::collection::vec((way(), prop::collection::vec(trick(), 0..4)), 1..60),
    ) {
        let document = begun(if asking { FormName::AbuseQuestion } else { FormName::RelapsePlan });
        let mut host = document.clone();
        let mut screen = Screen { document, open: true, asking, next: 0 };
        let mut all: Vec<Recorded> = Vec::new();
        for (way, tricks) in &steps {
            let handed = screen.go(way);
            let tried = tricks.iter().fold(screen.document.clone(), |tried, trick| tampered(&tried, trick));
            for (offered, sent) in [(screen.document.clone(), handed), (tried, !tricks.is_empty())] {
                if sent && overwritten(&host, &offered).is_empty() {
                    host = offered;
                    all.extend(recorded(&host));
                    screen.document = host.clone();
                    screen.open = host.status == Status::Draft;
                }
            }
        }
        for then in &all {
            prop_assert!(is_found(then, &host), "{:#?} is not in {:#}", then, host.to_whole_value());
        }
    }
}
