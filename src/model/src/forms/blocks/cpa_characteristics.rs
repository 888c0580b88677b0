//! Characteristics to consider when deciding whether the support of CPA is needed (manual, Table 2.i, L863–898;
//! dictionary §6.3).
//!
//! They are considered, not counted: no number of them decides anything. Somebody decides, and says why.

use coplan_model_derive::{Answers, Choice};
use serde::{Deserialize, Serialize};

use crate::shared::Unknown;

/// What was considered. The table's second and last lines have lists of their own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Answers)]
#[serde(default)]
pub struct CpaCharacteristics {
    /// The eight lines of the table.
    pub considered: Vec<Characteristic>,
    /// Current or potential risks.
    #[answer(only_if = "considered=risks")]
    pub risks: Vec<RiskCharacteristic>,
    /// Vulnerable adult; adult or child protection. That these belong under that line is our reading: the indents of the
    /// table are lost.
    #[answer(only_if = "risks=vulnerable")]
    pub vulnerable: Vec<Vulnerable>,
    /// The one among them that gives away the answer to the abuse question: by itself, so that it can be left out.
    #[answer(only_if = "risks=vulnerable")]
    pub vulnerable_abuse: Vec<VulnerableAbuse>,
    /// As a result of what the person experiences disadvantage or difficulty.
    #[answer(only_if = "considered=disadvantage")]
    pub disadvantage: Vec<Disadvantage>,
    /// What a newer version may have written.
    #[serde(flatten)]
    pub unknown: Unknown,
}

/// A line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Characteristic {
    /// Severe mental disorder with high degree of clinical complexity.
    SevereDisorder,
    /// Current or potential risks.
    Risks,
    /// Severe distress, instability or disengagement.
    Instability,
    /// Non-physical co-morbidity.
    Comorbidity,
    /// Services from different agencies.
    MultiAgency,
    /// Detained under the Mental Health Act, or referred to a crisis or home treatment team.
    MhaCrisis,
    /// Significant reliance on carers, or caring responsibilities of their own.
    CarerReliance,
    /// Disadvantage or difficulty.
    Disadvantage,
}

/// A current or potential risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum RiskCharacteristic {
    /// Suicide, self harm, harm to others.
    Harm,
    /// Relapse history requiring urgent response.
    RelapseHistory,
    /// Self neglect/non concordance with treatment plan. For staff only: the person never reads that word.
    SelfNeglect,
    /// Vulnerable adult; adult/child protection.
    Vulnerable,
}

/// Vulnerable adult; adult/child protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Vulnerable {
    /// Exploitation.
    Exploitation,
    /// Financial difficulties related to mental illness.
    FinancialDifficulties,
    /// Disinhibition.
    Disinhibition,
    /// Cognitive impairment.
    CognitiveImpairment,
    /// Child protection issues.
    ChildProtection,
}

/// The rest of that list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum VulnerableAbuse {
    /// Physical/emotional abuse.
    PhysicalEmotional,
}

/// As a result of what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum Disadvantage {
    /// Parenting responsibilities.
    Parenting,
    /// Physical health problems/disability.
    PhysicalHealth,
    /// Unsettled accommodation/housing issues.
    Housing,
    /// Employment issues when mentally ill.
    Employment,
    /// Significant impairment of function due to mental illness.
    Impairment,
    /// Ethnicity; sexuality and gender issues.
    EthnicitySexualityGender,
}

/// Whether the person will have CPA support (manual L1608–1609).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Choice)]
#[serde(rename_all = "snake_case")]
pub enum CpaDecision {
    /// Yes.
    Yes,
    /// No: a lead professional.
    LeadProfessional,
    /// Not decided.
    NotDecided,
}
