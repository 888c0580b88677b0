//! What can happen to a form that is open, by a person, the host, the browser, other people and time.

use coplan_model::{Document, FormName, Status};
use coplan_ui::session::{Occasion, Reason, SaveStatus};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::page::{Mood, No, Page};

/// One thing that happens.
#[derive(Clone, Debug)]
pub enum Act {
    Type,
    Fill,
    Save,
    Complete,
    PressSave,
    PressComplete,
    Amend,
    TakeBack,
    Open(u8),
    SetSame,
    SetWhatWasSent,
    SetLatest,
    SomeoneElse,
    KeepMine,
    UseTheirs,
    Reset,
    RestoreOwn,
    RestoreOther,
    Hide,
    Detach,
    Attach,
    Trap,
    Answer(u8),
    Pass(u16),
    Online,
    Host(Mood),
}

impl Act {
    /// It may put another document on screen, or must leave this one as it is.
    pub fn is_rare(&self) -> bool {
        use Act::*;
        !matches!(
            self,
            Type | Fill
                | Save
                | Complete
                | PressSave
                | PressComplete
                | Amend
                | TakeBack
                | Pass(_)
                | Online
                | Host(_)
                | SomeoneElse
        )
    }
}

/// Any of them; what people do most comes most.
pub fn anything() -> BoxedStrategy<Act> {
    let moods = prop_oneof![
        6 => Just(Mood::Stores),
        1 => Just(Mood::StoresInSilence),
        1 => prop_oneof![
            Just(No::Unanswered), Just(No::SignedOut), Just(No::Status), Just(No::Rejected), Just(No::Refused), Just(No::Page),
            Just(No::Object), Just(No::Nothing),
        ].prop_map(Mood::Refuses),
    ];
    prop_oneof![
        12 => Just(Act::Type),
        3 => Just(Act::Fill),
        3 => Just(Act::Save),
        3 => Just(Act::Complete),
        1 => Just(Act::PressSave),
        1 => Just(Act::PressComplete),
        3 => Just(Act::Amend),
        1 => Just(Act::TakeBack),
        3 => any::<u8>().prop_map(Act::Open),
        2 => Just(Act::SetSame),
        2 => Just(Act::SetWhatWasSent),
        1 => Just(Act::SetLatest),
        1 => Just(Act::SomeoneElse),
        1 => Just(Act::KeepMine),
        1 => Just(Act::UseTheirs),
        1 => Just(Act::Reset),
        1 => Just(Act::RestoreOwn),
        1 => Just(Act::RestoreOther),
        1 => Just(Act::Hide),
        2 => Just(Act::Detach),
        3 => Just(Act::Attach),
        2 => Just(Act::Trap),
        12 => any::<u8>().prop_map(Act::Answer),
        6 => (0..12_u16).prop_map(Act::Pass),
        1 => (25..400_u16).prop_map(Act::Pass),
        1 => Just(Act::Online),
        3 => moods.prop_map(Act::Host),
    ]
    .boxed()
}

/// What the tests know of a form: how it is filled in, and where something is typed.
pub struct Script {
    pub form: FormName,
    /// A long text that is always asked.
    pub text: &'static str,
    amend: &'static str,
    take_back: &'static str,
    ready: Value,
}

impl Script {
    pub fn of(form: FormName) -> Self {
        let fixture = match form {
            FormName::AbuseQuestion => include_str!("../../../../tests/fixtures/abuse_question/none_stated.json"),
            FormName::ComprehensiveAssessment => {
                include_str!("../../../../tests/fixtures/comprehensive_assessment/scenario.json")
            }
            FormName::RelapsePlan => include_str!("../../../../tests/fixtures/relapse_plan/whole.json"),
            FormName::CarePlan => include_str!("../../../../tests/fixtures/care_plan/agreed.json"),
        };
        let mut ready: Value = serde_json::from_str(fixture).unwrap();
        for key in ["id", "revision", "saved_at", "completed_at", "started_at", "subject", "earlier"] {
            ready.as_object_mut().unwrap().remove(key);
        }
        ready["status"] = "draft".into();
        ready["signatures"] = json!([]);
        for signature in ["sign_su", "sign_cc"] {
            ready["answers"][format!("{signature}_absent_reason")] = "later".into();
        }
        if form == FormName::AbuseQuestion {
            ready["answers"].as_object_mut().unwrap().retain(|key, _| !key.starts_with("sign_"));
        }
        let (text, amend, take_back) = match form {
            FormName::AbuseQuestion => ("declined_note", "ask-again", "keep-recorded"),
            FormName::ComprehensiveAssessment => ("su_expectations", "amend", "keep-complete"),
            FormName::RelapsePlan => ("avoid", "amend", "keep-complete"),
            FormName::CarePlan => ("recovery_meaning", "amend", "keep-complete"),
        };
        Self { form, text, amend, take_back, ready }
    }

    /// A document of one of three people, ready to be completed.
    pub fn document(&self, which: u8) -> Value {
        let who = which % 3;
        let mut document = self.ready.clone();
        document["id"] = format!("document-{who}").into();
        document["subject"] = json!({ "ref": format!("person-{who}"), "name": format!("Person {who}") });
        document
    }

    fn fill(&self, page: &mut Page) {
        if self.form == FormName::AbuseQuestion {
            for (name, value) in [
                ("response", "none_stated"),
                ("asked_on-day", "23"),
                ("asked_on-month", "11"),
                ("asked_on-year", "2026"),
                ("asked_by.name", "Sam Worker"),
                ("asked_by.role", "care_coordinator"),
            ] {
                page.typed(name, value, true);
            }
        }
        if self.asks_why(page) {
            page.typed("amendment_reason", "Something was wrong.", false);
        }
    }

    fn asks_why(&self, page: &Page) -> bool {
        page.session.store.document.borrow().asks_by_rule("amendment_reason")
    }
}

/// Does it, as far as it can be done now.
pub fn act(page: &mut Page, script: &Script, act: &Act, number: usize) {
    let id = page.session.store.document.borrow().id.clone();
    // What is on screen is looked at only where something may not change it.
    let before = if act.is_rare() { page.session.document() } else { Value::Null };
    let leaves = page.attached && page.session.dirty();
    match act {
        // Nobody types into what is not on the page.
        Act::Type if page.attached && page.session.store.can_change() => {
            let text = format!("{id} {number}.");
            page.written.entry(id).or_default().insert(text.clone());
            page.typed(script.text, &text, false);
            if page.session.store.text(script.text) != text {
                page.fault("what was typed is not in the document");
            }
        }
        Act::Type if page.attached => page.typed(script.text, "nobody may type this", false),
        Act::Fill if page.attached && page.session.store.can_change() => script.fill(page),
        Act::Save => drop(page.request(Occasion::Save)),
        Act::Complete => drop(page.request(Occasion::Complete)),
        Act::PressSave if page.attached => page.pressed("save"),
        Act::PressComplete if page.attached => page.pressed("confirm"),
        Act::Amend if page.attached => {
            let document = page.session.store.document.borrow();
            let finished = matches!(document.status, Status::Complete | Status::Amended);
            drop(document);
            if finished && !page.session.store.adding.get() {
                page.pressed(script.amend);
            }
        }
        Act::TakeBack if page.attached && page.session.store.adding.get() => page.pressed(script.take_back),
        Act::Open(which) => {
            let other = script.document(*which);
            let stored = page.host.get(other["id"].as_str().unwrap()).and_then(|all| all.last());
            let other = stored.map_or(other, |stored| stored.document.to_value());
            let same = other["id"] == before["id"];
            page.last_set = Some(other.clone());
            page.set(other);
            if leaves && !same {
                offered(page, &before, "another document took its place");
            }
        }
        Act::SetSame => {
            if let Some(last) = page.last_set.clone().filter(|last| last["id"] == before["id"]) {
                page.set(last);
            }
        }
        Act::SetWhatWasSent => {
            if let Some((reason, mut sent)) = page.saves.last().cloned()
                && sent["id"] == before["id"]
            {
                let is_ours = reason != "leaving" && page.sent_in == page.session.generation() && !in_conflict(page);
                let mut revision = before["revision"].as_u64();
                // The host may give it the revision that it has stored it as.
                let stored = page.host.get(&id).and_then(|all| all.last());
                let is_sent = |stored: &Document| {
                    let stored = stored.to_value();
                    ["status", "saved_at", "answers", "earlier"].iter().all(|key| stored[*key] == sent[*key])
                };
                let stored =
                    stored.filter(|stored| stored.ours && number.is_multiple_of(2) && is_sent(&stored.document));
                if let Some(stored) = stored {
                    sent["revision"] = stored.revision.into();
                    if is_ours && sent["status"] == before["status"] {
                        revision = revision.max(Some(stored.revision));
                    }
                }
                page.set(sent);
                if leaves && page.session.document()["revision"].as_u64() < revision {
                    page.fault("what was sent was set again, and its revision went back");
                }
                if is_ours && in_conflict(page) {
                    page.fault("what was sent was set again, and is taken for someone else's");
                }
                if leaves && page.session.document()["answers"] != before["answers"] {
                    page.fault("what was sent was set again, and what was typed since is gone");
                }
            }
        }
        Act::SetLatest => {
            let latest = page.host.get(&id).and_then(|all| all.last()).map(|stored| stored.document.to_value());
            if let Some(latest) = latest {
                page.set(latest);
                if leaves && page.session.document()["answers"] != before["answers"] {
                    page.fault("another revision took the place of what was typed");
                }
            }
        }
        Act::SomeoneElse => drop(page.someone_else_saves(&id, script.text, &format!("{id} other {number}."))),
        Act::KeepMine if page.attached && in_conflict(page) => page.pressed("keep-mine"),
        Act::UseTheirs if page.attached && in_conflict(page) => page.pressed("use-theirs"),
        Act::Reset => {
            page.session.reset();
            page.carry_out();
            page.note_reset(&id);
        }
        Act::RestoreOwn => {
            if let Some((_, sent)) = page.saves.first().cloned()
                && sent["status"] == "draft"
                && before["status"] == "draft"
            {
                page.session.restore(sent.clone());
                page.carry_out();
                page.note_reset(sent["id"].as_str().unwrap_or_default());
            }
        }
        Act::RestoreOther => {
            let mut other = script.document(number as u8);
            // Another person under the same id is another.
            if other["id"] == before["id"] {
                other["subject"]["ref"] = "person-9".into();
            }
            page.session.restore(other);
            page.carry_out();
            if page.session.document()["answers"] != before["answers"] {
                page.fault("what was typed into another document was restored into this one");
            }
            page.session.forget_restorable();
        }
        Act::Hide if page.attached => {
            page.session.hidden();
            page.carry_out();
            if leaves {
                offered(page, &before, "the page was hidden");
            }
        }
        Act::Detach if page.attached => {
            page.detach();
            if leaves {
                offered(page, &before, "the element left the page");
            }
        }
        Act::Attach if !page.attached => page.attach(),
        Act::Trap => {
            page.trap();
            if page.session.document()["answers"] != before["answers"] {
                page.fault("a trap lost what was typed");
            }
        }
        Act::Answer(which) => page.answer(usize::from(*which)),
        Act::Pass(seconds) => page.pass(f64::from(*seconds) * 1000.0),
        Act::Online => {
            page.session.online();
            page.carry_out();
        }
        Act::Host(mood) => page.mood = *mood,
        _ => {}
    }
}

fn offered(page: &Page, before: &Value, why: &str) {
    // What was recorded before is kept beside the words, and may have come while they were under way.
    let words = |document: &Value| {
        let mut answers = document["answers"].clone();
        if let Value::Object(answers) = &mut answers {
            answers.retain(|key, _| key != "history" && key != "amendment_reason");
        }
        answers
    };
    let was = |sent: &Value| sent["id"] == before["id"] && words(sent) == words(before);
    if !page.saves.iter().rev().any(|(_, sent)| was(sent)) {
        page.fault(format!("{why}, and what was unsaved was not offered to the host"));
    }
}

fn in_conflict(page: &Page) -> bool {
    matches!(page.status(), SaveStatus::Failed(failure) if failure.reason == Reason::Conflict)
}

/// Everything that is still open is answered: then every promise has settled, once.
pub fn finish(page: &mut Page) {
    page.mood = Mood::Stores;
    for _ in 0..200 {
        page.pass(31_000.0);
        page.asked.retain(|asked| !asked.silent);
        if page.asked.is_empty() && page.promises.values().all(|settled| !settled.is_empty()) {
            break;
        }
        page.answer(0);
    }
    for (request, settled) in &page.promises {
        if settled.len() != 1 {
            page.fault(format!("promise {request} settled {} times", settled.len()));
        }
    }
}

/// The document at the host holds everything that was ever completed or recorded in it.
pub fn keeps_what_was_recorded(page: &Page) {
    for all in page.host.values() {
        for (at, stored) in all.iter().enumerate().filter(|(_, stored)| stored.document.status != Status::Draft) {
            let later: &Document = &all[all.len() - 1].document;
            let text = Value::Object(stored.document.answers.clone());
            let now = later.to_value();
            let of = |value: &Value| {
                let mut plain = value.clone();
                if let Value::Object(plain) = &mut plain {
                    plain.retain(|key, _| !["history", "id", "subject"].contains(&&**key));
                }
                plain
            };
            let [earlier, history] =
                [&now["earlier"], &now["answers"]["history"]].map(|list| list.as_array().cloned().unwrap_or_default());
            let kept = of(&now["answers"]) == of(&text)
                || earlier.iter().any(|entry| of(&entry["answers"]) == of(&text))
                || history.iter().any(|entry| of(entry) == of(&text));
            if !kept {
                page.fault(format!("what was recorded in revision {} is gone in revision {}", at + 1, all.len()));
            }
        }
    }
}
