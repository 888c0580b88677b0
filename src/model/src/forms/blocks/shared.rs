//! Blocks that more than one form uses, so that nothing is asked twice (dictionary §1).

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::path::{self, Answers as Tree};

/// Keys that this version does not know, kept as they came.
pub type Unknown = serde_json::Map<String, serde_json::Value>;

/// Yes or no, for questions that have just these two answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
}

/// Yes, no, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not known.
    NotKnown,
}

/// Yes, in part, or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum HowFar {
    /// Yes.
    Yes,
    /// In part.
    InPart,
    /// No.
    No,
}

// ---- The record (§1.1) ----

/// Someone who did something as part of their work: who asked, who filled this in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Worker {
    /// Their name.
    #[answer(complete)]
    pub name: Option<String>,
    /// What they are to the person.
    #[answer(complete)]
    pub role: Option<Role>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Who filled in a form, or asked a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Care co-ordinator.
    CareCoordinator,
    /// Lead professional.
    LeadProfessional,
    /// Someone standing in for the care co-ordinator.
    StandIn,
    /// The service user.
    ServiceUser,
    /// Someone else.
    SomeoneElse,
}

/// Who took part in writing a form (manual, Unit 5, the Three Keys).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum TookPart {
    /// The service user.
    ServiceUser,
    /// A carer.
    Carer,
    /// A family member.
    FamilyMember,
    /// An advocate.
    Advocate,
    /// An interpreter.
    Interpreter,
    /// Another professional.
    OtherProfessional,
    /// Someone of a voluntary organisation.
    VoluntarySectorWorker,
}

/// Why a form is not finished yet (manual, Unit 5, L1801–1803, L1703–1705).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum IncompleteReason {
    /// An emergency or crisis contact.
    Emergency,
    /// The person did not want to continue.
    DidNotWantToContinue,
    /// Time ran out.
    RanOutOfTime,
    /// Someone else has to say something first.
    WaitingForInformation,
    /// Something else.
    SomethingElse,
}

// ---- The team (§1.2) ----

/// The care co-ordinator, by whatever title.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct CareCoordinator {
    /// Their name.
    #[answer(complete)]
    pub name: Option<String>,
    /// The title they go by.
    #[answer(complete)]
    pub role_title: Option<RoleTitle>,
    /// How to contact them.
    #[answer(complete)]
    pub contact: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// What a care co-ordinator is called (manual L848–850, L1222–1224; Core Partnership L22–24).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum RoleTitle {
    /// Care co-ordinator.
    CareCoordinator,
    /// Key worker.
    KeyWorker,
    /// Lead professional.
    LeadProfessional,
}

/// Whom to contact when the care co-ordinator is not available (manual L1413–1415).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct StandIn {
    /// Their name.
    #[answer(complete)]
    pub name: Option<String>,
    /// How to contact them.
    #[answer(complete)]
    pub contact: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// The GP (manual L1416–1418).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Gp {
    /// Whether the person is registered with one.
    #[answer(complete)]
    pub registered: Option<Known>,
    /// The practice.
    #[answer(complete, only_if = "registered=yes")]
    pub details: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Someone else who works with the person (manual L1258–1260).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct TeamMember {
    /// The row's own id.
    #[answer(kept)]
    pub id: Option<String>,
    /// Their name.
    pub name: Option<String>,
    /// Their role.
    pub role: Option<String>,
    /// Where they work.
    pub organisation: Option<String>,
    /// How to contact them.
    pub contact: Option<String>,
    /// What they do for the person.
    #[answer(long)]
    pub what_they_do: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

// ---- Sharing and copies (§1.5, §6.1) ----

/// The only times when agreement to share does not have to be had (Partnership Working, L151–155), and the fourth that
/// the manual adds (Unit 5f). They are not merged, so that each keeps where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum SharingBasis {
    /// An attorney or deputy has agreed.
    CapacityAttorneyDeputy,
    /// In the person's best interests.
    CapacityBestInterests,
    /// Asked for under safeguarding.
    SafeguardingRequest,
    /// A serious safety risk to the person or others.
    #[serde(rename = "safety_override_s1")]
    SafetyOverrideS1,
}

/// Why something is shared although the person has not agreed to it (dictionary §6.1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct WithoutAgreement {
    /// Which of the four bases.
    #[answer(complete)]
    pub basis: Option<SharingBasis>,
    /// The attorney or deputy, or why it is in the person's best interests, or what was asked for.
    #[answer(complete, long)]
    pub basis_reason: Option<String>,
    /// Whether the person was told.
    #[answer(complete)]
    pub told_person: Option<YesNo>,
    /// Why the person was not told.
    #[answer(complete, only_if = "told_person=no", long)]
    pub not_told_reason: Option<String>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// Who gets a copy (manual L1399, L789, L1001).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// The service user.
    ServiceUser,
    /// A carer or family.
    CarerOrFamily,
    /// The GP.
    Gp,
    /// The care co-ordinator.
    CareCoordinator,
    /// Another member of the team.
    OtherTeamMember,
    /// Another agency.
    AnotherAgency,
    /// A voluntary organisation.
    VoluntaryOrganisation,
    /// An advocate.
    Advocate,
}

/// Whether the person agreed to a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum AgreedToCopy {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Not asked.
    NotAsked,
}

/// A copy for someone. `$What` are the parts of the form that a copy may hold.
macro_rules! copy {
    ($What:ident) => {
        /// Who gets a copy of what (dictionary §1.5).
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
        #[serde(default)]
        pub struct Copy {
            /// The row's own id.
            #[answer(kept)]
            pub id: Option<String>,
            /// Who gets it.
            #[answer(complete)]
            pub recipient: Option<Recipient>,
            /// The name of whoever gets it.
            #[answer(only_if = "recipient=carer_or_family|gp|care_coordinator|other_team_member|another_agency|voluntary_organisation|advocate")]
            pub name: Someone,
            /// Which parts.
            #[answer(complete)]
            pub what: Vec<$What>,
            /// Whether the person agreed. Not asked of their own copy.
            #[answer(complete, only_if = "recipient=carer_or_family|gp|care_coordinator|other_team_member|another_agency|voluntary_organisation|advocate")]
            pub person_agreed: Option<AgreedToCopy>,
            /// Why they get it all the same.
            #[answer(only_if = "person_agreed=no")]
            pub sharing_basis: WithoutAgreement,
            /// When it was given.
            #[answer(past)]
            pub date: Option<CalendarDate>,
            /// How it was given.
            pub method: Option<String>,
            /// What a newer version may have written.
            #[serde(flatten)]
            pub unknown: Unknown,
        }
    };
}
pub(crate) use copy;

/// Whether a copy is for the service user themselves.
pub(crate) fn person_gets_copy(answers: &Tree) -> bool {
    path::list(answers, "copies").iter().any(|copy| copy["recipient"] == "service_user")
}
