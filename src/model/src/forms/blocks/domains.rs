//! The 23 domains of a comprehensive assessment (manual, Unit 5, L1805–1829, after CPAA 2008; dictionary §2.2 and §2.3).
//!
//! All have one shape. What completion needs of each is its status, whichever it is: *Not covered yet* will do. No text is
//! ever needed, and nothing here adds up.
//!
//! *Experience of violence and abuse* is another shape. The question and its answer have a document of their own
//! ([`crate::AbuseQuestion`]), so this domain has no place that could hold any of it: no text, and no reason either, since
//! *why it was not asked* is an answer too.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::date::CalendarDate;
use crate::people::Someone;
use crate::shared::Unknown;

/// The domains, in the manual's order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct Domains {
    /// Psychiatric functioning.
    pub psychiatric_functioning: Domain,
    /// Psychological functioning.
    pub psychological_functioning: Domain,
    /// Co-morbidity and co-existing problems, current and past. Physical illness is [`Domains::physical_health`].
    pub comorbidity: Domain,
    /// Physical health needs.
    pub physical_health: Domain,
    /// Social functioning, social needs, and social circumstances.
    pub social_functioning: Domain,
    /// Family, carers and welfare circumstances: their situation, not a carer's part in the assessment.
    pub family_carers_welfare: Domain,
    /// Parenting and child care issues.
    pub parenting: Domain,
    /// Experience of violence and abuse.
    #[answer(staff)]
    pub violence_abuse: AbuseDomain,
    /// Housing status and needs/unsettled accommodation.
    pub housing: Domain,
    /// Financial status.
    pub finance: Domain,
    /// Employment, education and leisure.
    pub employment_education_leisure: ThreeTopics,
    /// Risk to self or others. The record is [`crate::risk::Risk`].
    pub risk: Domain,
    /// Need for positive risk taking.
    pub positive_risk: Domain,
    /// Medication and its management.
    pub medication: Domain,
    /// Capacity to self manage, which is not mental capacity in law.
    pub self_manage: Domain,
    /// Support network (informal).
    pub support_network: Domain,
    /// Likelihood of maintaining regular and appropriate contact with services.
    pub engagement: Domain,
    /// Strengths and aspirations.
    pub strengths_aspirations: Domain,
    /// Carer's involvement.
    pub carers_involvement: Domain,
    /// Religious and spiritual needs.
    pub religious_spiritual: Domain,
    /// Communication, cultural, gender and access issues.
    pub communication_culture_access: Domain,
    /// Advocacy and legal issues.
    pub advocacy_legal: Domain,
    /// Service user's caring responsibilities: adults. Children are [`Domains::parenting`].
    pub own_caring: Domain,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A domain, with `$more` questions of its own. What was found comes first, and how far it is covered last. Whose words a text
/// is, its question says: they are never merged.
macro_rules! domain {
    ($(#[$what:meta])* $Name:ident { $($more:tt)* }) => {
        $(#[$what])*
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
        #[serde(default)]
        pub struct $Name {
            /// What is happening and what is needed, as the worker sees it (L1682–1683).
            #[answer(long, staff)]
            pub needs: Option<String>,
            $($more)*
            /// In the person's own words (L1645–1646).
            #[answer(long)]
            pub su_view: Option<String>,
            /// How a carer or the family sees it (L1745–1747).
            #[answer(long, staff)]
            pub carer_view: Option<String>,
            /// What it does to the rest of life (L1684–1685).
            #[answer(long)]
            pub impact: Option<String>,
            /// Strengths, resources and coping strategies (L1743–1744, L1869–1873).
            #[answer(long)]
            pub strengths: Option<String>,
            /// Whether it goes into the plan.
            #[answer(staff)]
            pub action_needed: Option<ActionNeeded>,
            /// How far it is covered.
            #[answer(complete)]
            pub status: Option<DomainStatus>,
            /// Why it is not.
            #[answer(only_if = "status=partly|not_yet|not_relevant|declined")]
            pub not_yet_reason: Option<String>,
            /// When this domain was last changed.
            #[answer(kept)]
            pub updated_on: Option<CalendarDate>,
            /// By whom.
            #[answer(kept)]
            pub updated_by: Someone,
            /// What a newer version may have written.
            #[serde(flatten)]
            pub unknown: Unknown,
        }
    };
}

domain! {
    /// A domain.
    Domain {}
}

domain! {
    /// The domain that holds three topics.
    ThreeTopics {
        /// Employment.
        #[answer(long)]
        pub employment: Option<String>,
        /// Education.
        #[answer(long)]
        pub education: Option<String>,
        /// Leisure.
        #[answer(long)]
        pub leisure: Option<String>,
    }
}

/// Experience of violence and abuse: that it has been dealt with, and when. Nothing of what was said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct AbuseDomain {
    /// How far it is covered.
    #[answer(complete)]
    pub status: Option<DomainStatus>,
    /// The day on which the abuse question was dealt with, whatever its answer.
    #[answer(kept)]
    pub dealt_with_on: Option<CalendarDate>,
    /// When this domain was last changed.
    #[answer(kept)]
    pub updated_on: Option<CalendarDate>,
    /// By whom.
    #[answer(kept)]
    pub updated_by: Someone,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// How far a domain is covered (manual, Unit 5, L1801–1803, L1841).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum DomainStatus {
    /// Covered.
    Covered,
    /// Partly covered.
    Partly,
    /// Not covered yet.
    NotYet,
    /// Not relevant for this person.
    NotRelevant,
    /// The person does not want to discuss it now.
    Declined,
}

/// Whether a domain goes into the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum ActionNeeded {
    /// Yes.
    Yes,
    /// No.
    No,
    /// Later.
    Later,
}

/// The name of a domain, to point to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum DomainName {
    /// Psychiatric functioning.
    PsychiatricFunctioning,
    /// Psychological functioning.
    PsychologicalFunctioning,
    /// Co-morbidity and co-existing problems.
    Comorbidity,
    /// Physical health needs.
    PhysicalHealth,
    /// Social functioning, social needs, and social circumstances.
    SocialFunctioning,
    /// Family, carers and welfare circumstances.
    FamilyCarersWelfare,
    /// Parenting and child care issues.
    Parenting,
    /// Experience of violence and abuse.
    ViolenceAbuse,
    /// Housing status and needs/unsettled accommodation.
    Housing,
    /// Financial status.
    Finance,
    /// Employment, education and leisure.
    EmploymentEducationLeisure,
    /// Risk to self or others.
    Risk,
    /// Need for positive risk taking.
    PositiveRisk,
    /// Medication and its management.
    Medication,
    /// Capacity to self manage.
    SelfManage,
    /// Support network (informal).
    SupportNetwork,
    /// Likelihood of maintaining regular and appropriate contact with services.
    Engagement,
    /// Strengths and aspirations.
    StrengthsAspirations,
    /// Carer's involvement.
    CarersInvolvement,
    /// Religious and spiritual needs.
    ReligiousSpiritual,
    /// Communication, cultural, gender and access issues.
    CommunicationCultureAccess,
    /// Advocacy and legal issues.
    AdvocacyLegal,
    /// Service user's caring responsibilities.
    OwnCaring,
}
