//! What is asked.

use serde::Serialize;

use super::{AnyValue, Coding, Element, Extension, Meta};

/// A form.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Questionnaire {
    /// Its id.
    pub id: String,
    /// About the resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
    /// The language of its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Extensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// What answers refer to it by.
    pub url: String,
    /// Of the package, and of the policy.
    pub version: String,
    /// For programs.
    pub name: String,
    /// What it is called.
    pub title: String,
    /// Other wordings of the title.
    #[serde(rename = "_title", skip_serializing_if = "Option::is_none")]
    pub title_element: Option<Element>,
    /// `active`.
    pub status: String,
    /// `Patient`.
    pub subject_type: Vec<String>,
    /// What is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<QuestionnaireItem>,
}

/// A question, a group, or words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuestionnaireItem {
    /// Extensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// The path of the question.
    pub link_id: String,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Other wordings, and translations.
    #[serde(rename = "_text", skip_serializing_if = "Option::is_none")]
    pub text_element: Option<Element>,
    /// What an answer is.
    pub r#type: String,
    /// When it is asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enable_when: Vec<EnableWhen>,
    /// Whether one of several conditions will do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_behavior: Option<String>,
    /// Whether completion needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether there may be several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeats: Option<bool>,
    /// Recorded and not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_only: Option<bool>,
    /// Characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    /// What there is to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answer_option: Vec<AnswerOption>,
    /// What is in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item: Vec<QuestionnaireItem>,
}

/// A condition.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EnableWhen {
    /// Of which question.
    pub question: String,
    /// `=` or `exists`.
    pub operator: String,
    /// That it has any answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_boolean: Option<bool>,
    /// That this was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_coding: Option<Coding>,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerOption {
    /// Extensions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// It.
    #[serde(flatten)]
    pub value: AnyValue,
}
