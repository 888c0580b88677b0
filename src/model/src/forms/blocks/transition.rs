//! Transitions: where care passes from one place, team or service to another, and things are apt to be lost
//! (manual, Unit 4; dictionary §6.6).
//!
//! How soon someone has to be seen at a higher risk, the manual's text has lost: nothing here says it.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::date::CalendarDate;
use crate::shared::Unknown;

/// One transition, and what goes with the person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Transition {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// What kind.
    #[answer(complete)]
    pub r#type: Option<TransitionType>,
    /// When: it may lie ahead.
    #[answer(complete)]
    pub date: Option<CalendarDate>,
    /// From where.
    #[answer(complete)]
    pub from: Option<String>,
    /// To where.
    #[answer(complete)]
    pub to: Option<String>,
    /// What information went with the person.
    #[answer(complete, long)]
    pub information: Option<String>,
    /// When the care co-ordinator sees the person, within one week of discharge from in-patient care (manual, L1460).
    #[answer(only_if = "type=hospital")]
    pub contact_within_week: Option<CalendarDate>,
    /// The way back in (manual, L1464–1466, L1513–1515).
    #[answer(long, voiced)]
    pub reentry_route: Option<String>,
    /// When someone looked whether the arrangements worked (manual, Unit 4, L1519).
    #[answer(past)]
    pub followed_up_on: Option<CalendarDate>,
    /// How they worked.
    #[answer(long)]
    pub follow_up: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The types of transition points (manual, Unit 4, L1558–1577). What they are called on screen is verbatim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum TransitionType {
    /// Admission to, or discharge from, hospital or similar residential establishment.
    Hospital,
    /// Move to a different geographical location.
    Location,
    /// Containment in or release from the criminal justice system.
    CriminalJustice,
    /// As a result of the Mental Health Act.
    MentalHealthAct,
    /// From CAMHS to adult services.
    CamhsToAdult,
    /// From adult to older people services.
    AdultToOlderPeople,
    /// Discontinuation of CPA.
    Discontinuation,
    /// Switch of care co-ordinator.
    CareCoordinator,
    /// Switch of mental health team.
    Team,
    /// Admission to or discharge from a general hospital.
    GeneralHospital,
    /// Referral to or from the independent sector.
    IndependentSector,
    /// Referral to or from the Ministry of Defence.
    MinistryOfDefence,
    /// Referral to or from the voluntary sector.
    VoluntarySector,
}
