//! JSON in, JSON out, for a server in another language. `{"check": {"document": …, "now": "2026-11-30T09:05:00+00:00"}}` gives
//! `{"answer": {"problems": […]}}`, or `{"error": {"name", "path", "code", "message"}}`. Nothing is kept between two calls, but what
//! a policy decides.

use std::borrow::Cow;

use coplan_fhir::Base;
use coplan_model::json::{self, MOST_BYTES, Map, Value};
use coplan_model::{Document, Moment, Problem, overwritten};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::check::check;
use crate::clock::Clock;
use crate::error::RulesError;
use crate::policy::Decided;
use crate::render::{Look, context, page};
use crate::{changes, fhir, render, verify};

/// What is asked.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Request<'a> {
    /// Which package this is.
    Version(Nothing),
    /// What blocks a moment.
    #[serde(borrow)]
    Check(Check<'a>),
    /// Whether the signatures match.
    #[serde(borrow)]
    Verify(One<'a>),
    /// What was recorded in one revision and is lost in the next.
    #[serde(borrow)]
    Overwritten(Two<'a>),
    /// What differs, in words.
    #[serde(borrow)]
    Changes(Changes<'a>),
    /// The document as plain text.
    #[serde(borrow)]
    Text(Read<'a>),
    /// The document as a page.
    #[serde(borrow)]
    Html(Read<'a>),
    /// The document as FHIR.
    #[serde(borrow)]
    Fhir(ToFhir<'a>),
    /// FHIR as a document.
    #[serde(borrow)]
    FromFhir(FromFhir<'a>),
    /// A form as FHIR.
    #[serde(borrow)]
    Questionnaire(Form<'a>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct One<'a> {
    #[serde(borrow)]
    document: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Two<'a> {
    #[serde(borrow)]
    earlier: &'a RawValue,
    #[serde(borrow)]
    later: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Check<'a> {
    #[serde(borrow)]
    document: &'a RawValue,
    #[serde(borrow)]
    now: Cow<'a, str>,
    /// `draft`, `complete` or `conditional`; what the status asks, without it.
    moment: Option<Asked>,
    /// The form was filled in where `now` is, and not just anywhere.
    #[serde(default)]
    here: bool,
    #[serde(borrow)]
    policy: Option<&'a RawValue>,
    #[serde(default)]
    messages: Texts,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Asked {
    Draft,
    Complete,
    Conditional,
}

impl From<Asked> for Moment {
    fn from(asked: Asked) -> Self {
        match asked {
            Asked::Draft => Moment::Draft,
            Asked::Complete => Moment::Complete,
            Asked::Conditional => Moment::Conditional,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes<'a> {
    #[serde(borrow)]
    earlier: &'a RawValue,
    #[serde(borrow)]
    later: &'a RawValue,
    #[serde(borrow)]
    now: Cow<'a, str>,
    #[serde(default = "yes")]
    restricted: bool,
    #[serde(borrow)]
    policy: Option<&'a RawValue>,
    #[serde(default)]
    messages: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read<'a> {
    #[serde(borrow)]
    document: &'a RawValue,
    #[serde(borrow)]
    now: Cow<'a, str>,
    /// Not the document, but what has changed in it since this earlier one.
    #[serde(borrow)]
    since: Option<&'a RawValue>,
    #[serde(default = "yes")]
    restricted: bool,
    /// How long a line of text is at most; 0 leaves each paragraph on one line.
    width: Option<usize>,
    #[serde(borrow)]
    policy: Option<&'a RawValue>,
    #[serde(default)]
    messages: Texts,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToFhir<'a> {
    #[serde(borrow)]
    document: &'a RawValue,
    /// Only who says so gets what is restricted.
    #[serde(default)]
    restricted: bool,
    #[serde(borrow)]
    base: Option<Cow<'a, str>>,
    #[serde(borrow)]
    policy: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FromFhir<'a> {
    #[serde(borrow)]
    bundle: &'a RawValue,
    #[serde(borrow)]
    policy: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form<'a> {
    #[serde(borrow)]
    form: Cow<'a, str>,
    #[serde(borrow)]
    base: Option<Cow<'a, str>>,
    #[serde(borrow)]
    policy: Option<&'a RawValue>,
    /// The words in other languages, by message key.
    #[serde(default)]
    languages: Vec<Texts>,
}

/// Words in the place of ours, by message key.
#[derive(Default)]
struct Texts(Map<String, Value>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match json::read(<&RawValue>::deserialize(deserializer)?.get()) {
            Ok(Value::Object(texts)) => Ok(Self(texts)),
            // As serde says it of a field of its own.
            Err(json::Unread::Duplicate(_)) => Err(D::Error::custom("duplicate field")),
            _ => Err(D::Error::custom("an object belongs here")),
        }
    }
}

fn yes() -> bool {
    true
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Said<T> {
    Answer(T),
    Error(RulesError),
}

/// Answers a request. Whatever is sent, the answer is JSON, and no error holds what anybody typed.
pub fn call(request: &str) -> String {
    match answered(request) {
        Ok(answer) => answer,
        Err(error) => json(&Said::<()>::Error(error)).unwrap_or_default(),
    }
}

fn answered(text: &str) -> Result<String, RulesError> {
    if text.len() > MOST_BYTES {
        let message = format!("this is more than {} MB: send less at once", MOST_BYTES >> 20);
        return Err(RulesError::request("", "too_large", message));
    }
    match request(text)? {
        Request::Version(Nothing {}) => answer(env!("CARGO_PKG_VERSION")),
        Request::Check(asked) => checked(asked),
        Request::Verify(One { document }) => answer(verify(&read(document, &Decided::default())?)),
        Request::Overwritten(Two { earlier, later }) => {
            let none = Decided::default();
            answer(Lost { problems: overwritten(&read(earlier, &none)?, &read(later, &none)?) })
        }
        Request::Changes(Changes { earlier, later, now, restricted, policy, messages }) => {
            let look = look(&now, policy, messages, restricted)?;
            answer(changes(read(earlier, &look.policy)?, read(later, &look.policy)?, &look)?)
        }
        Request::Text(asked) => {
            let width = asked.width.unwrap_or(72);
            let (form, since) = opened(asked)?;
            answer(render::text(form, since, width)?)
        }
        Request::Html(asked) => {
            if asked.width.is_some() {
                return Err(RulesError::request("html.width", "unknown_field", "html.width: only text has a width"));
            }
            let (form, since) = opened(asked)?;
            answer(page(form, since)?)
        }
        Request::Fhir(ToFhir { document, restricted, base: url, policy }) => {
            let policy = decided(policy)?;
            answer(raw(fhir::bundle(&read(document, &policy)?, &policy, base(url)?, restricted)?)?)
        }
        Request::FromFhir(FromFhir { bundle, policy }) => {
            let (document, not_taken) = fhir::from_bundle(bundle.get(), &decided(policy)?)?;
            let sentence = |one: &coplan_fhir::NotTaken| NotTaken {
                path: one.path.clone(),
                code: one.code,
                message: one.message(),
            };
            answer(Taken { document: document.to_value(), not_taken: not_taken.iter().map(sentence).collect() })
        }
        Request::Questionnaire(Form { form, base: url, policy, languages }) => {
            let unknown = |which| RulesError::request("form", "unknown_form", format!("form: {which}"));
            let form = crate::form(&form).map_err(unknown)?;
            let languages: Vec<_> = languages.into_iter().map(|language| language.0).collect();
            answer(raw(fhir::questionnaire(form, &decided(policy)?, &base(url)?, &languages))?)
        }
    }
}

fn request(text: &str) -> Result<Request<'_>, RulesError> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let request = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        // What is no JSON at all is told from what no request has.
        if serde_json::from_str::<&RawValue>(text).is_err() {
            return not_json();
        }
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        let at = if path.is_empty() { String::new() } else { format!("{path}: ") };
        if error.inner().to_string().starts_with("duplicate field") {
            return RulesError::request(&path, "duplicate", format!("{at}something is here twice: send it once"));
        }
        RulesError::request(&path, "wrong_request", format!("{at}no request has this, or lacks what this one needs"))
    })?;
    reader.end().map_err(|_| not_json())?;
    Ok(request)
}

fn not_json() -> RulesError {
    RulesError::request("", "not_json", "this is not JSON in UTF-8, or it is nested more than 127 deep")
}

fn checked(asked: Check<'_>) -> Result<String, RulesError> {
    let look = look(&asked.now, asked.policy, asked.messages, true)?;
    let document = read(asked.document, &look.policy)?;
    answer(Problems { problems: check(&document, asked.moment.map(Moment::from), &look, !asked.here)? })
}

fn opened(asked: Read<'_>) -> Result<(coplan_ui::FormContext, Option<coplan_ui::FormContext>), RulesError> {
    let look = look(&asked.now, asked.policy, asked.messages, asked.restricted)?;
    let open = |text| context(read(text, &look.policy)?, &look);
    Ok((open(asked.document)?, asked.since.map(open).transpose()?))
}

fn look(now: &str, policy: Option<&RawValue>, messages: Texts, restricted: bool) -> Result<Look, RulesError> {
    let no_instant = || {
        RulesError::request(
            "now",
            "no_instant",
            "now: this is no instant with an offset, like 2026-11-30T09:05:00+00:00",
        )
    };
    let clock = Clock::from_rfc3339(now).ok_or_else(no_instant)?;
    Ok(Look { clock, policy: decided(policy)?, messages: messages.0, unrestricted: !restricted })
}

fn decided(policy: Option<&RawValue>) -> Result<Decided, RulesError> {
    Ok(policy.map(|text| Decided::from_json(text.get())).transpose()?.unwrap_or_default())
}

fn read(document: &RawValue, policy: &Decided) -> Result<Document, RulesError> {
    Ok(policy.document(document.get())?)
}

fn base(url: Option<Cow<'_, str>>) -> Result<Base, RulesError> {
    let read = url.map(|url| Base::new(&url)).transpose();
    Ok(read.map_err(|error| RulesError::request("base", "not_a_base", format!("base: {error}")))?.unwrap_or_default())
}

#[derive(Serialize)]
struct Problems {
    problems: Vec<crate::check::Found>,
}

#[derive(Serialize)]
struct Lost {
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct NotTaken {
    path: String,
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct Taken {
    document: Value,
    not_taken: Vec<NotTaken>,
}

fn raw(json: String) -> Result<Box<RawValue>, RulesError> {
    RawValue::from_string(json).map_err(|_| unwritable())
}

fn answer(answer: impl Serialize) -> Result<String, RulesError> {
    json(&Said::Answer(answer))
}

fn json(said: &impl Serialize) -> Result<String, RulesError> {
    serde_json::to_string(said).map_err(|_| unwritable())
}

fn unwritable() -> RulesError {
    RulesError::request("", "unwritable", "the answer cannot be written as JSON")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_that_is_escaped_is_read_as_what_it_says() {
        let document = r#"{"form":"relapse_plan","version":"1"}"#;
        let now = r"2026-11-30T09:05:00\u002b00:00";
        let form = r#"{"questionnaire":{"form":"relapse\u005fplan","base":"https:\/\/x.example"}}"#.to_owned();
        let mut requests = vec![form, format!(r#"{{"fhir":{{"document":{document},"base":"https:\/\/x.example"}}}}"#)];
        requests.push(format!(r#"{{"changes":{{"earlier":{document},"later":{document},"now":"{now}"}}}}"#));
        requests.extend(
            ["check", "text", "html"].map(|name| format!(r#"{{"{name}":{{"document":{document},"now":"{now}"}}}}"#)),
        );
        for request in requests {
            let answer = super::call(&request);
            assert!(answer.starts_with(r#"{"answer":"#), "{request}: {}", &answer[..answer.len().min(200)]);
        }
    }
}
