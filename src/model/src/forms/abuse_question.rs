//! The routine abuse question (manual, Unit 5; CPAA 2008).
//!
//! Three answers and no fourth. *Absent* means that nobody has dealt with it yet. *Yes*: the person disclosed.
//! *None stated*: the question was asked, and no abuse was stated at that time; it never means "No".
//! *Not asked*: a worker records that it was not asked; it is no refusal by the person.
//!
//! Every asking is a dated entry. A later answer never replaces an earlier one: [`ask_again`] moves the recorded entry
//! to `history`, and [`crate::overwritten`] tells a host when a new revision has lost one.

use crate::json::Value;
use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::Document;
use crate::date::CalendarDate;
use crate::path::{self, Answers as Tree};
use crate::shared::{SharingBasis, Unknown, Worker, YesNo};
use crate::standing::Status;

/// The recommended wording, which is locked: no translation, message or trust may change it.
pub const QUESTION: &str = "Have you experienced physical, sexual or emotional abuse at any time in your life?";

/// The form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct AbuseQuestion {
    /// The answer to [`QUESTION`]. Nothing is pre-selected.
    #[answer(draft)]
    pub response: Option<Response>,
    /// The date it was asked.
    #[answer(complete, only_if = "response=yes|none_stated", past)]
    pub asked_on: Option<CalendarDate>,
    /// Who asked.
    #[answer(only_if = "response=yes|none_stated")]
    pub asked_by: Worker,
    /// Who else was in the room.
    #[answer(only_if = "response=yes|none_stated", exclusive = "no_one")]
    pub present: Vec<Present>,
    /// What the person said of not wanting to say, in words: there is no fourth answer.
    #[answer(only_if = "response=none_stated", long)]
    pub declined_note: Option<String>,
    /// What was disclosed. Never forced.
    #[answer(only_if = "response=yes")]
    pub disclosure: Disclosure,
    /// What was done or offered.
    #[answer(complete, only_if = "response=yes", exclusive = "nothing_yet")]
    pub response_given: Vec<ResponseGiven>,
    /// More about what was done or offered.
    #[answer(only_if = "response=yes", long)]
    pub response_given_note: Option<String>,
    /// Whether anyone else was told of the disclosure.
    #[answer(only_if = "response=yes")]
    pub shared: Option<YesNo>,
    /// On what basis it was shared, when it was.
    #[answer(only_if = "shared=yes")]
    pub safeguarding_basis: SafeguardingBasis,
    /// Why it was not asked.
    #[answer(only_if = "response=not_asked")]
    pub not_asked_reason: Option<NotAskedReason>,
    /// More about why it was not asked.
    #[answer(only_if = "response=not_asked", long)]
    pub not_asked_note: Option<String>,
    /// When to ask again.
    #[answer(future)]
    pub ask_again_on: Option<CalendarDate>,
    /// Why this answer differs from the one before; asked and needed only when it does, see [`differs`].
    #[answer(by_rule, long)]
    pub change_reason: Option<String>,
    /// Earlier askings, the first one first. Entries are only ever added.
    #[answer(kept)]
    pub history: Vec<Asking>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The three answers, in the manual's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The person disclosed.
    Yes,
    /// Asked; none stated at that time. Never "No".
    NoneStated,
    /// A worker records that it was not asked.
    NotAsked,
}

/// Who else was in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Present {
    /// Carer or family.
    CarerOrFamily,
    /// Interpreter.
    Interpreter,
    /// Advocate.
    Advocate,
    /// Another worker.
    AnotherWorker,
    /// Someone else.
    Other,
    /// No one. Exclusive: nothing else beside it.
    NoOne,
}

/// What was disclosed: never forced, each part on its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Disclosure {
    /// The three words of the question, or not said.
    #[answer(exclusive = "not_said")]
    pub r#type: Vec<DisclosureType>,
    /// What the person wants recorded.
    #[answer(long)]
    pub words: Option<String>,
    /// Whether anyone is at risk now.
    #[answer(complete)]
    pub current: Option<AtRiskNow>,
    /// What was done about it.
    #[answer(complete, only_if = "current=yes", long)]
    pub immediate_action: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What was disclosed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureType {
    /// Physical.
    Physical,
    /// Sexual.
    Sexual,
    /// Emotional.
    Emotional,
    /// Not said. Exclusive: nothing else beside it.
    NotSaid,
}

/// Whether anyone is at risk now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum AtRiskNow {
    /// No.
    No,
    /// Yes.
    Yes,
    /// Not known.
    NotKnown,
}

/// What was done or offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum ResponseGiven {
    /// Listened and believed.
    ListenedAndBelieved,
    /// Safety discussed.
    SafetyDiscussed,
    /// Safeguarding lead told.
    SafeguardingLeadTold,
    /// Specialist support offered.
    SpecialistSupportOffered,
    /// The person wants no action now.
    NoActionWanted,
    /// Nothing yet. Exclusive: nothing else beside it.
    NothingYet,
}

/// Why it was not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum NotAskedReason {
    /// Not safe or private enough.
    NotSafeOrPrivate,
    /// The person was too unwell or distressed.
    TooUnwellOrDistressed,
    /// An emergency contact.
    Emergency,
    /// The worker has not had the training.
    NotTrained,
    /// The person asked not to be asked.
    AskedNotToBeAsked,
    /// Another worker will ask.
    AnotherWorkerWillAsk,
    /// Something else.
    SomethingElse,
}

/// Why something was shared without agreement: one of four bases, none chosen beforehand (dictionary §6.1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct SafeguardingBasis {
    /// Whether the person agreed.
    #[answer(complete)]
    pub agreed: Option<YesNo>,
    /// Which of the four.
    #[answer(complete, only_if = "agreed=no")]
    pub basis: Option<SharingBasis>,
    /// The attorney or deputy, or why it was in the person's best interests, or what was asked for.
    #[answer(complete, only_if = "agreed=no", long)]
    pub basis_reason: Option<String>,
    /// Whether the person was told.
    #[answer(complete, only_if = "agreed=no")]
    pub told_person: Option<YesNo>,
    /// Why the person was not told.
    #[answer(complete, only_if = "told_person=no", long)]
    pub not_told_reason: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// One asking that has been recorded, with all that was recorded with it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Asking {
    /// The row's own id.
    pub id: Option<String>,
    /// The answer at that time.
    pub response: Option<Response>,
    /// The date it was asked.
    pub asked_on: Option<CalendarDate>,
    /// Who asked.
    pub asked_by: Worker,
    /// Who else was in the room.
    pub present: Vec<Present>,
    /// A note beside *None stated*.
    #[answer(long)]
    pub declined_note: Option<String>,
    /// What was disclosed.
    pub disclosure: Disclosure,
    /// What was done or offered.
    pub response_given: Vec<ResponseGiven>,
    /// More about what was done or offered.
    #[answer(long)]
    pub response_given_note: Option<String>,
    /// Whether anyone else was told.
    pub shared: Option<YesNo>,
    /// On what basis.
    pub safeguarding_basis: SafeguardingBasis,
    /// Why it was not asked.
    pub not_asked_reason: Option<NotAskedReason>,
    /// More about why it was not asked.
    #[answer(long)]
    pub not_asked_note: Option<String>,
    /// When it was to be asked again.
    pub ask_again_on: Option<CalendarDate>,
    /// Why that answer differed from the one before it.
    #[answer(long)]
    pub change_reason: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Begins another asking: all that was recorded moves to the end of `history`, whole, and the question is open again.
/// Without an answer there is nothing to move.
pub fn ask_again(answers: &mut Tree, id: String) {
    if path::text(answers, "response").is_empty() {
        return;
    }
    let mut history = take_history(answers);
    let mut entry = std::mem::take(answers);
    entry.insert("id".to_owned(), Value::String(id));
    history.push(Value::Object(entry));
    answers.insert("history".to_owned(), Value::Array(history));
}

/// [`ask_again`] in a document: the entry says whom the asking was about, so that a name may be corrected with the next one.
pub fn begin(document: &mut Document, id: String) {
    let askings = path::list(&document.answers, "history").len();
    ask_again(&mut document.answers, id);
    if let Some(Value::Array(history)) = document.answers.get_mut("history")
        && history.len() > askings
        && let Some(Value::Object(entry)) = history.last_mut()
    {
        entry.insert("subject".to_owned(), Value::Object(document.subject.clone()));
        for (key, group) in [("policy", &mut document.policy), ("asked", &mut document.asked)] {
            if !group.is_empty() {
                entry.insert(key.to_owned(), Value::Object(std::mem::take(group)));
            }
        }
    }
}

/// What an asking has only as an entry: its id, whom it was about, and how it was asked.
pub const OF_ENTRY: [&str; 4] = ["id", "subject", "policy", "asked"];

/// Takes [`ask_again`] back: the last recorded asking is the present one again.
pub fn keep_recorded(answers: &mut Tree) {
    let mut history = take_history(answers);
    let Some(Value::Object(mut entry)) = history.pop() else { return };
    entry.retain(|key, _| !OF_ENTRY.contains(&key.as_str()));
    if !history.is_empty() {
        entry.insert("history".to_owned(), Value::Array(history));
    }
    *answers = entry;
}

/// Takes [`begin`] back. A draft that an unfinished asking had become is none any more.
pub fn take_back(document: &mut Document) {
    let last = path::list(&document.answers, "history").last().and_then(Value::as_object);
    let Some(last) = last else { return };
    let group = |key: &str| last.get(key).and_then(Value::as_object).cloned();
    let (subject, policy, asked) = (group("subject"), group("policy"), group("asked"));
    document.subject = subject.unwrap_or_else(|| document.subject.clone());
    (document.policy, document.asked) = (policy.unwrap_or_default(), asked.unwrap_or_default());
    keep_recorded(&mut document.answers);
    if document.status == Status::Draft {
        let first = !document.answers.contains_key("history");
        document.status = if first { Status::Complete } else { Status::Amended };
    }
}

fn take_history(answers: &mut Tree) -> Vec<Value> {
    match answers.shift_remove("history") {
        Some(Value::Array(history)) => history,
        _ => Vec::new(),
    }
}

/// Whether there is an answer, and another than the last that was recorded.
pub fn differs(answers: &Tree) -> bool {
    let response = path::text(answers, "response");
    let last = path::list(answers, "history").last().and_then(|entry| entry.get("response"));
    !response.is_empty() && last.is_some_and(|last| last != response)
}
