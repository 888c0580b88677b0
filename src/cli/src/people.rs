//! The people of the demo, all invented. A real host has its own records: this stands in for them.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use coplan_model::nhs_number;
use coplan_model::path::{Answers, text};
use coplan_model::subject::is_same;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::Named;
use crate::openapi::Refused;
use crate::problem::Refusal;
use crate::user::User;

/// A person, as a document's `subject` has them.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
pub struct Person {
    /// The portal's own id for them.
    #[serde(rename = "ref")]
    pub reference: String,
    /// As they are called.
    pub name: String,
    /// `YYYY-MM-DD`.
    pub date_of_birth: String,
    /// Ten digits, of a range that is kept for examples.
    pub nhs_number: String,
    /// Whose staff look after them. No part of a document.
    #[serde(default, skip_serializing)]
    pub teams: Vec<String>,
}

/// The code of a refusal that does not say whether there is something.
pub const NOT_SEEN: &str = "not_seen";

/// Everyone.
#[derive(Clone)]
pub struct People(Arc<[Person]>);

impl People {
    /// Reads `people.json`.
    pub fn read(www: &Path) -> Result<Self> {
        let file = www.join("people.json");
        let text = std::fs::read_to_string(&file).with_context(|| format!("{} is missing", file.display()))?;
        let people: Vec<Person> = serde_json::from_str(&text).with_context(|| format!("{}", file.display()))?;
        Ok(Self(people.into()))
    }
}

impl People {
    /// The teams of all of them.
    pub fn teams(&self) -> Vec<String> {
        let all: BTreeSet<_> = self.0.iter().flat_map(|person| &person.teams).collect();
        all.into_iter().cloned().collect()
    }

    /// Whether somebody sees this person: one of their teams looks after them. In the demo everybody sees everyone, also those whom the
    /// records do not have.
    pub fn sees(&self, user: &User, reference: &str) -> bool {
        user.demo || self.0.iter().any(|person| person.reference == reference && person.is_with(user))
    }

    /// Whether the records have this person.
    pub fn know(&self, reference: &str) -> bool {
        self.0.iter().any(|person| person.reference == reference)
    }

    /// Whether what a document says of its person, apart from the reference, is somebody else of the records and not this one.
    pub fn is_somebody_else(&self, subject: &Answers, reference: &str) -> bool {
        let fits = |person: &&Person| {
            person.is_as(subject, &["nhs_number"]) || person.is_as(subject, &["name", "date_of_birth", "nhs_number"])
        };
        let fitting: Vec<_> = self.0.iter().filter(fits).collect();
        !fitting.is_empty() && fitting.iter().all(|person| person.reference != reference)
    }

    /// Whether a document about one person has the NHS number of another, however it is written.
    pub fn have_number_of_another(&self, subject: &Answers, reference: &str) -> bool {
        let said = nhs_number::figures(text(subject, "nhs_number"));
        let of_another = |person: &Person| {
            let number = nhs_number::figures(&person.nhs_number);
            person.reference != reference && !number.is_empty() && said.contains(&number)
        };
        self.0.iter().any(of_another)
    }
}

impl Person {
    /// Whether a document means them, by what both say: a form that was begun by hand may have no more than a name. The number is
    /// one person's.
    fn is_as(&self, subject: &Answers, keys: &[&str]) -> bool {
        let said = keys.iter().filter(|key| !text(subject, key).trim().is_empty());
        let known = said.clone().map(|key| ((*key).to_owned(), self.said(key).into())).collect();
        let asked = said.map(|key| ((*key).to_owned(), subject[*key].clone())).collect();
        is_same(&asked, &known)
    }

    fn is_with(&self, user: &User) -> bool {
        user.demo || self.teams.iter().any(|team| user.teams.contains(team))
    }

    fn said(&self, key: &str) -> &str {
        match key {
            "name" => &self.name,
            "date_of_birth" => &self.date_of_birth,
            _ => &self.nhs_number,
        }
    }
}

/// Those whom somebody sees.
#[utoipa::path(
    get,
    path = "/api/people",
    responses(
        (status = 200, description = "All whom the teams of the user look after", body = [Person])
    )
)]
pub async fn list(State(people): State<People>, user: User) -> Json<Vec<Person>> {
    Json(people.0.iter().filter(|person| person.is_with(&user)).cloned().collect())
}

/// One person, to prefill a form with.
#[utoipa::path(
    get,
    path = "/api/people/{reference}",
    params(("reference" = String, Path, description = "The person's `ref`", example = "demo-1")),
    responses(
        (status = 200, description = "The person", body = Person),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn get(
    State(people): State<People>,
    Named(reference): Named<String>,
    user: User,
) -> Result<Json<Person>, Refusal> {
    let found = people.0.iter().find(|person| person.reference == reference && person.is_with(&user)).cloned();
    found.map(Json).ok_or_else(|| nobody(&user))
}

/// The same for whom the records do not have and for whom another team looks after.
pub fn nobody(user: &User) -> Refusal {
    let title = "There is nobody with this id whom you can see.";
    if user.demo {
        return Refusal::new(StatusCode::NOT_FOUND, title, "Choose someone from the list of people.");
    }
    let detail = "Choose someone from the list of people. Those of another team are not in it.";
    Refusal::new(StatusCode::NOT_FOUND, title, detail).at("", NOT_SEEN)
}
