//! What a record system files by itself: a care plan with its goals and its team, and what the person decided about sharing.
//!
//! All of it is made from the answers, which stay whole in the response: who reads a Bundle back reads the response alone. What R4 has
//! no element for is in a note, or in the response only. There is no `RiskAssessment`: nothing here predicts anything.

use coplan_model::json::{Map, Value};
use coplan_model::path::{list, text};
use coplan_model::people::{self, Known};
use coplan_model::{Audience, Document, FormName, Status, care_plan, goals};

use crate::extension;
use crate::types::{
    Activity, Actor, CarePlan, CareTeam, CodeableConcept, Consent, Detail, Entry, Extension, Goal, Meta, Note,
    Participant, Period, Provision, Reference, Resource, Target,
};
use crate::write::{Options, Urls, concept, identifier};
use crate::{Base, plain};

const ACHIEVEMENT: &str = "http://terminology.hl7.org/CodeSystem/goal-achievement";

/// The resources that are made from a document's answers.
pub fn resources(
    document: &Document,
    value: &Map<String, Value>,
    urls: &Urls,
    meta: &Meta,
    options: &Options,
) -> Vec<Entry> {
    let nothing = Map::new();
    let answers = value.get("answers").and_then(Value::as_object).unwrap_or(&nothing);
    let making = Making { document, answers, urls, meta, options, known: people::known(document) };
    let mut entries = Vec::new();
    if document.form == FormName::CarePlan {
        entries.extend(making.care_plan());
    }
    entries.extend(making.consents());
    entries
}

struct Making<'a> {
    document: &'a Document,
    answers: &'a Map<String, Value>,
    urls: &'a Urls,
    meta: &'a Meta,
    options: &'a Options<'a>,
    known: Vec<Known>,
}

fn rows<'a>(answers: &'a Map<String, Value>, path: &str) -> impl Iterator<Item = &'a Map<String, Value>> {
    list(answers, path).iter().filter_map(Value::as_object)
}

fn text_of(someone: &Value) -> &str {
    someone["person"].as_str().unwrap_or_default()
}

fn some(said: &str) -> Option<String> {
    plain::shown(said)
}

/// A note that says what it is about.
fn note(about: &str, said: &str) -> Option<Note> {
    Some(Note { text: format!("{about}: {}", some(said)?) })
}

impl Making<'_> {
    fn base(&self) -> &Base {
        &self.options.base
    }

    fn subject(&self) -> Reference {
        Reference::to(self.urls.of_resource("Patient"))
    }

    fn response(&self) -> Reference {
        Reference::to(self.urls.of_resource("QuestionnaireResponse"))
    }

    fn row(&self, row: &Map<String, Value>) -> Vec<Extension> {
        let id = Some(text(row, "id")).filter(|id| !id.is_empty());
        id.map(|id| extension::text(self.base(), "row-id", id)).into_iter().collect()
    }

    fn label(&self, path: &str) -> String {
        let said = self.options.words.say(path, "");
        said.and_then(|said| plain::shown(&said)).unwrap_or_else(|| path.to_owned())
    }

    /// Someone, by the name that they have in the document.
    fn someone(&self, someone: Option<&Value>) -> Option<Reference> {
        let someone = someone?.as_object()?;
        if text(someone, "person") == people::ME {
            return Some(self.subject());
        }
        some(&people::name(&self.known, someone)).map(Reference::named)
    }

    fn care_plan(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        let goals: Vec<&Map<String, Value>> = rows(self.answers, "goals").collect();
        let named = |at: usize| format!("Goal/{at}");
        let reference = |at: usize| Reference::to(self.urls.of_resource(&named(at)));
        let plan = CarePlan {
            goal: (0..goals.len()).map(reference).collect(),
            activity: goals.iter().enumerate().flat_map(|(at, goal)| self.activities(goal, &reference(at))).collect(),
            ..self.plan()
        };
        entries.push(self.urls.entry("CarePlan", Resource::CarePlan(Box::new(plan))));
        for (at, goal) in goals.iter().enumerate() {
            let goal = self.goal(at, goals.len(), goal);
            entries.push(self.urls.entry(&named(at), Resource::Goal(Box::new(goal))));
        }
        entries.extend(self.team().map(|team| self.urls.entry("CareTeam", Resource::CareTeam(Box::new(team)))));
        entries
    }

    fn plan(&self) -> CarePlan {
        let day = |path: &str| Some(text(self.answers, path).to_owned()).filter(|day| !day.is_empty());
        let next = Some(care_plan::next_review_on(self.answers).to_owned()).filter(|day| !day.is_empty());
        let start = day("record_date");
        // A period that ends before it begins is none.
        let end = next.filter(|end| start.as_ref().is_none_or(|start| start <= end));
        let status = match self.document.status {
            Status::Withdrawn => "entered-in-error",
            Status::Draft => "draft",
            Status::Complete | Status::Amended if self.document.replaced_on.is_some() => "revoked",
            Status::Complete | Status::Amended => "active",
        };
        let id = Some(&*self.document.id).filter(|id| !id.is_empty());
        CarePlan {
            meta: Some(self.meta.clone()),
            identifier: id
                .map(|id| identifier(self.base(), self.base().identifiers("document"), id))
                .into_iter()
                .collect(),
            status: status.to_owned(),
            intent: "plan".to_owned(),
            category: Some(text(self.answers, "plan_route"))
                .filter(|route| !route.is_empty())
                .map(|route| self.coded("plan_route", route))
                .into_iter()
                .collect(),
            title: Some(self.label(self.document.form.as_str())),
            subject: self.subject(),
            period: (start.is_some() || end.is_some()).then_some(Period { start: start.clone(), end }),
            created: start,
            author: some(text(self.answers, "completed_by.name")).map(Reference::named),
            care_team: self.team().map(|_| Reference::to(self.urls.of_resource("CareTeam"))).into_iter().collect(),
            supporting_info: vec![self.response()],
            note: ["recovery_meaning", "strengths_used"]
                .into_iter()
                .filter_map(|path| note(&self.label(path), text(self.answers, path)))
                .collect(),
            ..CarePlan::default()
        }
    }

    fn coded(&self, path: &str, code: &str) -> CodeableConcept {
        let mut concept = CodeableConcept::code(&self.base().codes(self.document.form, path), code);
        concept.coding[0].display = self.options.words.option(path, code).and_then(|said| plain::shown(&said));
        concept
    }

    fn activities(&self, goal: &Map<String, Value>, reference: &Reference) -> Vec<Activity> {
        let activity = |action: &Map<String, Value>| Activity {
            progress: note(&self.label("goals.actions.outcome"), text(action, "outcome")).into_iter().collect(),
            detail: Detail {
                goal: vec![reference.clone()],
                status: "unknown".to_owned(),
                scheduled_string: some(text(action, "when")),
                performer: self.someone(action.get("who")).into_iter().collect(),
                description: some(text(action, "what")),
            },
        };
        rows(goal, "actions").map(activity).collect()
    }

    fn goal(&self, at: usize, of: usize, goal: &Map<String, Value>) -> Goal {
        let (status, achieved) = match text(goal, "status") {
            _ if self.document.status == Status::Withdrawn => ("entered-in-error", None),
            "not_started" => ("accepted", None),
            "in_progress" => ("active", Some("in-progress")),
            "achieved" => ("completed", Some("achieved")),
            // None of the codes means *in part*: the answer itself is in the response.
            "partly_achieved" => ("completed", Some("improving")),
            "changed" | "stopped" => ("cancelled", None),
            "not_achieved" => ("completed", Some("not-achieved")),
            _ => ("proposed", None),
        };
        let described = ["own_words", "specific", "need"].into_iter().map(|id| text(goal, id)).find_map(concept);
        let voice = coplan_model::voices::of(self.answers, &format!("goals[{at}].own_words")).to_owned();
        let due = goals::due(goal, care_plan::next_review_on(self.answers));
        let target = Target {
            measure: concept(text(goal, "measurable")),
            due_date: Some(due.to_owned()).filter(|due| !due.is_empty()),
        };
        let notes = ["need", "specific", "achievable", "realistic", "strengths", "outcome"];
        Goal {
            extension: self.row(goal),
            lifecycle_status: status.to_owned(),
            achievement_status: achieved.map(|code| CodeableConcept::code(ACHIEVEMENT, code)),
            priority: (of > 1).then(|| CodeableConcept::text(format!("{} / {of}", at + 1))),
            description: described.unwrap_or_else(|| self.unnamed(at)),
            subject: self.subject(),
            target: (target != Target::default()).then_some(target).into_iter().collect(),
            expressed_by: (voice == "su").then(|| self.subject()),
            note: notes
                .into_iter()
                .filter_map(|id| note(&self.label(&format!("goals.{id}")), text(goal, id)))
                .collect(),
        }
    }

    /// A goal that nobody has put into words yet: what a goal is called, and its number.
    fn unnamed(&self, at: usize) -> CodeableConcept {
        let goal = self.options.words.say("goals", "row").and_then(|said| plain::shown(&said));
        CodeableConcept::text(format!("{} {}", goal.unwrap_or_else(|| self.label("goals")), at + 1))
    }

    /// Everyone whom the plan names: nobody is in it without a name.
    fn team(&self) -> Option<CareTeam> {
        let role = |path: &str| CodeableConcept::text(self.label(path));
        let single = ["care_coordinator", "standin"].into_iter().filter_map(|id| {
            let name = some(text(self.answers, &[id, ".name"].concat()))?;
            Some(Participant { role: vec![role(id)], member: Reference::named(name) })
        });
        let several = [("team_members", "role"), ("carers", "relationship")].into_iter().flat_map(|(id, what)| {
            rows(self.answers, id).filter_map(move |row| {
                let name = some(text(row, "name"))?;
                Some(Participant {
                    role: concept(text(row, what)).into_iter().collect(),
                    member: Reference::named(name),
                })
            })
        });
        let participant: Vec<Participant> = single.chain(several).collect();
        let status = if self.document.status == Status::Withdrawn { "entered-in-error" } else { "active" };
        (!participant.is_empty()).then(|| CareTeam {
            status: Some(status.to_owned()),
            subject: Some(self.subject()),
            participant,
        })
    }

    /// What the person decided. Where they have not been asked, or are not able to decide, there is no decision.
    fn consents(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        if !coplan_model::asked(self.document, "sharing", Audience::Worker) {
            return entries;
        }
        for (at, row) in rows(self.answers, "sharing").enumerate() {
            let limits = concept(text(row, "limits")).filter(|_| text(row, "decision") == "yes_limited");
            let allows = match text(row, "decision") {
                "yes" => "permit",
                // A limit that is not written would be none.
                "yes_limited" if limits.is_some() => "permit",
                "no" => "deny",
                _ => continue,
            };
            let nobody = row.get("with_whom").is_some_and(|whom| text_of(whom) == people::NO_ONE);
            let actor = row.get("with_whom").filter(|_| !nobody).and_then(|whom| self.someone(Some(whom)));
            let what: Vec<&str> = list(row, "what").iter().filter_map(Value::as_str).collect();
            // In R4 a permit without anybody is for everybody, and one without anything for everything.
            if allows == "permit" && (actor.is_none() || what.is_empty()) {
                continue;
            }
            let status = match self.document.status {
                Status::Draft => "proposed",
                Status::Withdrawn => "entered-in-error",
                Status::Complete | Status::Amended if self.document.replaced_on.is_some() => "inactive",
                Status::Complete | Status::Amended if allows == "deny" => "rejected",
                Status::Complete | Status::Amended => "active",
            };
            let participation = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";
            let actor = actor.map(|reference| Actor { role: CodeableConcept::code(participation, "IRCP"), reference });
            let consent = Consent {
                meta: Some(self.meta.clone()),
                extension: self.row(row),
                status: status.to_owned(),
                scope: CodeableConcept::code("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy"),
                category: vec![CodeableConcept::code("http://terminology.hl7.org/CodeSystem/v3-ActCode", "INFA")],
                patient: self.subject(),
                date_time: Some(text(row, "reviewed_on").to_owned()).filter(|day| !day.is_empty()),
                source_reference: Some(self.response()),
                policy_rule: CodeableConcept::text(self.label("sharing")),
                provision: Some(Provision {
                    r#type: allows.to_owned(),
                    actor: actor.into_iter().collect(),
                    code: what.into_iter().map(|code| self.coded("sharing.what", code)).collect(),
                    provision: limits
                        .map(|limits| Provision {
                            r#type: "deny".to_owned(),
                            code: vec![limits],
                            ..Provision::default()
                        })
                        .into_iter()
                        .collect(),
                }),
            };
            entries.push(self.urls.entry(&format!("Consent/{at}"), Resource::Consent(Box::new(consent))));
        }
        entries
    }
}
