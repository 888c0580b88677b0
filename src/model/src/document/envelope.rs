//! The envelope round a form's answers, and how any JSON at all becomes a document or a named error.
//!
//! What this version does not know, at any depth, is kept and written back.

use std::cell::OnceCell;

use crate::json::{self, Map, Value};

use crate::date::CalendarDate;
use crate::error::{DocumentError, ErrorCode};
use crate::fields::Field;
use crate::identity::{self, AsStored};
use crate::path::{self, Answers, is_blank};
use crate::policy::{self, Rules};
use crate::problem::{Problem, problems};
use crate::standing::{Access, FormName, Status};
use crate::{Moment, abuse_question, care_plan, carried, check, comprehensive_assessment, people, shared};

/// The version of the forms that this code writes. A newer major version is not opened.
pub const VERSION: &str = "1.0";

/// A document: who it is about, the answers, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Which form.
    pub form: FormName,
    /// Of the form's schema.
    pub version: String,
    /// A UUID, made by the component when the host gave none; empty until then.
    pub id: String,
    /// The host's own, echoed back.
    pub revision: Option<u64>,
    /// Where it stands.
    pub status: Status,
    /// Who may see it: see [`Self::access`].
    pub access: Access,
    /// The words that were on screen: `cpa` or `pcsp`.
    pub terms: Option<String>,
    /// The language that was on screen.
    pub locale: Option<String>,
    /// The person: `ref`, `name`, `date_of_birth`, `nhs_number`, and what else the host sent.
    pub subject: Answers,
    /// RFC 3339.
    pub started_at: Option<String>,
    /// RFC 3339.
    pub saved_at: Option<String>,
    /// RFC 3339.
    pub completed_at: Option<String>,
    /// By the ids of the field dictionary. An unanswered question is absent.
    pub answers: Answers,
    /// Who signed what: see [`crate::signature::Signature`].
    pub signatures: Vec<Answers>,
    /// What stood before each amendment, the first one first: `answers`, `signatures`, and when they were replaced.
    /// Entries are only ever added.
    pub earlier: Vec<Value>,
    /// The day on which another document took this one's place, when one has.
    pub replaced_on: Option<String>,
    /// Dates that are not dates yet, as they were typed into three boxes: `day/month/year` by path, with the ids of rows
    /// ([`crate::path::by_id`]). A half-typed date in a draft is not lost.
    pub entered: Answers,
    /// Which answers came from an earlier document and have not been looked at yet: see [`crate::carried`].
    pub carried: Answers,
    /// The policy under which it was last written: `id` and `version`.
    pub policy: Answers,
    /// What questions said where that is not what this version says, by path: see [`crate::policy::recorded`].
    pub asked: Answers,
    /// The policy under which it is read now.
    pub rules: Option<&'static Rules>,
    /// Answers to a trust's own questions that do not fit them, by path: they were given under another version of the policy.
    pub misfits: Vec<String>,
    /// What this version does not know.
    pub unknown: Map<String, Value>,
    /// What a host sent, when rows had to be given ids of their own.
    pub as_stored: Option<Box<AsStored>>,
}

impl Document {
    /// An empty form.
    pub fn new(form: FormName) -> Self {
        Self {
            form,
            version: VERSION.to_owned(),
            id: String::new(),
            revision: None,
            status: Status::Draft,
            access: form.access(),
            terms: None,
            locale: None,
            subject: Answers::new(),
            started_at: None,
            saved_at: None,
            completed_at: None,
            answers: Answers::new(),
            signatures: Vec::new(),
            earlier: Vec::new(),
            replaced_on: None,
            entered: Answers::new(),
            carried: Answers::new(),
            policy: Answers::new(),
            asked: Answers::new(),
            rules: None,
            misfits: Vec::new(),
            unknown: Map::new(),
            as_stored: None,
        }
    }

    /// Its questions: those of its form, as the policy has them under which it is read.
    pub fn fields(&self) -> &'static [Field] {
        self.rules.map_or(self.form.fields(), |rules| rules.fields)
    }

    /// Who may see it. A host may restrict a document of any form; what its form restricts stays so, whatever a host wrote.
    pub fn access(&self) -> Access {
        self.form.access().max(self.access)
    }

    /// Reads a document from text. Total: any text gives a document or an error that names the place.
    pub fn from_json(text: &str) -> Result<Self, DocumentError> {
        Self::from_value(json::read(text)?, None)
    }

    /// What a host hears when its JSON is nested too deeply to be a document.
    pub fn too_deep() -> DocumentError {
        DocumentError::new("", ErrorCode::NotJson)
    }

    /// Reads a document. An element names the form it `expect`s; then a host may send just `{ subject: {…} }`.
    pub fn from_value(value: Value, expect: Option<FormName>) -> Result<Self, DocumentError> {
        Self::under(value, expect, None)
    }

    /// Reads a document under a policy. What the policy asks besides, and what was asked under another, is kept in any case.
    pub fn under(value: Value, expect: Option<FormName>, rules: Option<&'static Rules>) -> Result<Self, DocumentError> {
        let Value::Object(mut map) = value else {
            return Err(DocumentError::new("", ErrorCode::NotADocument));
        };
        let mut document = Self::new(form_of(&mut map, expect)?);
        document.rules = rules.filter(|rules| rules.form == document.form);
        document.take(&mut map)?;
        document.unknown = map;
        Ok(document)
    }

    /// Takes what it knows out of what a host sent.
    fn take(&mut self, map: &mut Map<String, Value>) -> Result<(), DocumentError> {
        if let Some(version) = take_text(map, "version")? {
            let major = version.split('.').next().and_then(|major| major.parse::<u32>().ok());
            match major.ok_or_else(|| DocumentError::new("version", ErrorCode::NotAVersion))? {
                1 => self.version = version,
                _ => return Err(DocumentError::new("version", ErrorCode::OtherVersion)),
            }
        }
        self.revision = match map.shift_remove("revision") {
            None | Some(Value::Null) => None,
            Some(value) => Some(value.as_u64().ok_or_else(|| DocumentError::wrong("revision", "a whole number"))?),
        };
        for (key, text) in [
            ("terms", &mut self.terms),
            ("locale", &mut self.locale),
            ("started_at", &mut self.started_at),
            ("saved_at", &mut self.saved_at),
            ("completed_at", &mut self.completed_at),
            ("replaced_on", &mut self.replaced_on),
        ] {
            *text = take_text(map, key)?;
        }
        self.id = take_text(map, "id")?.unwrap_or_default();
        if let Some(code) = take_text(map, "status")? {
            self.status = Status::from_code(&code).ok_or(DocumentError::new("status", ErrorCode::UnknownCode))?;
        }
        if let Some(code) = take_text(map, "access")? {
            self.access = Access::from_code(&code).ok_or(DocumentError::new("access", ErrorCode::UnknownCode))?;
            self.access = self.access();
        }
        self.subject = take_group(map, "subject")?;
        check::subject(&mut self.subject)?;
        self.answers = take_group(map, "answers")?;
        check::group(self.form.fields(), &mut self.answers, "answers.")?;
        check::local(&mut self.answers)?;
        self.misfits = policy::misfits(self.fields(), &mut self.answers);
        self.policy = take_group(map, "policy")?;
        check::policy(&self.policy)?;
        self.asked = take_group(map, "asked")?;
        policy::check_words(&self.asked)?;
        self.entered = take_group(map, "entered")?;
        check::entered(&self.entered)?;
        self.carried = take_group(map, "carried")?;
        carried::check(&self.carried)?;
        self.signatures = check::signatures(take_list(map, "signatures")?)?;
        self.earlier = take_list(map, "earlier")?;
        check::earlier(self.form.fields(), &mut self.earlier)?;
        check::replaced_on(self.replaced_on.as_deref())?;
        identity::settle(self);
        Ok(())
    }

    /// The document as JSON, without rows in which nothing was answered. Until something changes, rows have the host's ids.
    pub fn to_value(&self) -> Value {
        self.with(self.saved())
    }

    /// The answers and the half-typed dates of [`Self::to_value`].
    pub(crate) fn saved(&self) -> (Answers, Answers) {
        if self.as_stored.is_some() {
            let mut saved = self.clone();
            saved.drop_blank_rows();
            return saved.whole();
        }
        let mut answers = self.answers.clone();
        check::drop_blank_rows(self.fields(), &mut answers, &self.entered);
        (answers, self.entered.clone())
    }

    /// The document as JSON, with the rows in which nothing was answered: as it is on screen.
    pub fn to_whole_value(&self) -> Value {
        self.with(self.whole())
    }

    fn whole(&self) -> (Answers, Answers) {
        let as_stored = |document: &Self| {
            let stored = document.as_stored.as_ref()?.unless_changed(&document.answers, &document.entered);
            stored.map(|(answers, entered)| (answers.clone(), entered.clone()))
        };
        // Empty rows at the end of lists are no change, and they are laid out anew.
        let bare = || {
            self.as_stored.as_ref()?;
            let mut bare = self.clone();
            bare.blank_rows_last();
            (bare.answers == self.answers).then_some(())?;
            bare.drop_blank_rows();
            as_stored(&bare)
        };
        as_stored(self).or_else(bare).unwrap_or_else(|| (self.answers.clone(), self.entered.clone()))
    }

    fn with(&self, (answers, entered): (Answers, Answers)) -> Value {
        let mut map = self.unknown.clone();
        let mut put = |key: &str, value: Value| map.insert(key.to_owned(), value);
        let text = |text: &str| Value::String(text.to_owned());
        put("form", text(self.form.as_str()));
        put("version", text(&self.version));
        put("id", text(&self.id));
        put("status", text(self.status.code()));
        put("access", text(self.access().code()));
        for (key, value) in [
            ("terms", &self.terms),
            ("locale", &self.locale),
            ("started_at", &self.started_at),
            ("saved_at", &self.saved_at),
            ("completed_at", &self.completed_at),
            ("replaced_on", &self.replaced_on),
        ] {
            value.as_deref().map(|value| put(key, text(value)));
        }
        self.revision.map(|revision| put("revision", revision.into()));
        put("subject", Value::Object(self.subject.clone()));
        put("answers", Value::Object(answers));
        put("signatures", self.signatures.iter().cloned().map(Value::Object).collect());
        if !self.earlier.is_empty() {
            put("earlier", Value::Array(self.earlier.clone()));
        }
        if !entered.is_empty() {
            put("entered", Value::Object(entered));
        }
        for (key, group) in [("carried", &self.carried), ("policy", &self.policy), ("asked", &self.asked)] {
            if !group.is_empty() {
                put(key, Value::Object(group.clone()));
            }
        }
        Value::Object(map)
    }

    /// Leaves out the rows in which nothing was answered, as they are left out when the document is saved.
    pub fn drop_blank_rows(&mut self) {
        check::drop_blank_rows(self.fields(), &mut self.answers, &self.entered);
        let fields = self.fields();
        self.as_stored.take_if(|stored| !stored.drop_blank_rows(fields));
    }

    /// Moves the rows in which nothing was answered behind the others, so that paths count those that are saved.
    pub fn blank_rows_last(&mut self) {
        check::blank_rows_last(self.fields(), &mut self.answers, &self.entered);
    }

    /// Whether a rule of the form, rather than its table, asks the question `id` (`by_rule`).
    pub fn asks_by_rule(&self, id: &str) -> bool {
        match id {
            "change_reason" => abuse_question::differs(&self.answers),
            "amendment_reason" => !self.earlier.is_empty(),
            "no_su_copy_reason" => !shared::person_gets_copy(&self.answers),
            "next_review_on" => care_plan::asks_next_review(&self.answers),
            "cpa_still_needed" => path::text(&self.answers, "plan_route") == "cpa_care_plan",
            _ => false,
        }
    }

    /// Whether a date that its table wants ahead may lie in the past by now: it was ahead when the document was finished,
    /// something later took its place, or nobody has to come back any more. `saved_on` is the day on which it was last saved.
    ///
    /// Which review is the next is found at most once for a document, and then in `next_review`.
    pub(crate) fn is_overtaken(
        &self,
        path: &str,
        saved_on: Option<CalendarDate>,
        next_review: &OnceCell<String>,
    ) -> bool {
        let day = path::text(&self.answers, path);
        let finished = saved_on.filter(|_| self.status != Status::Draft).map(CalendarDate::to_iso);
        let stood = self.earlier.last().and_then(|version| version["answers"].as_object());
        let by_rule = || match self.form {
            FormName::ComprehensiveAssessment => comprehensive_assessment::is_overtaken(path),
            FormName::CarePlan => care_plan::is_overtaken(&self.answers, path, next_review),
            FormName::AbuseQuestion | FormName::RelapsePlan => false,
        };
        path == "return_date"
            || finished.is_some_and(|finished| *finished <= *day)
            || stood.is_some_and(|stood| path::text(stood, path) == day)
            || by_rule()
    }

    /// The name of the someone in an answer, wherever it stands.
    pub fn name_of(&self, someone: &Value) -> String {
        someone.as_object().map(|someone| people::name(&people::known(self), someone)).unwrap_or_default()
    }

    /// What blocks `moment`, in reading order. `today` is the reader's own calendar day. The day on which the
    /// document was last saved is that of its `saved_at`, where that was written.
    pub fn problems(&self, moment: Moment, today: CalendarDate) -> Vec<Problem> {
        self.problems_where_saved(moment, today, self.saved_at.as_deref().and_then(|at| at.get(..10)?.parse().ok()))
    }

    /// The same for a reader who knows on which of their own days the document was last saved.
    pub fn problems_where_saved(
        &self,
        moment: Moment,
        today: CalendarDate,
        saved_on: Option<CalendarDate>,
    ) -> Vec<Problem> {
        problems(self, moment, today, saved_on)
    }

    /// What to look at again, in reading order, although none of it blocks completion.
    pub fn warnings(&self, today: CalendarDate) -> Vec<Problem> {
        match self.form {
            FormName::CarePlan => care_plan::warnings(self, today),
            FormName::AbuseQuestion | FormName::ComprehensiveAssessment | FormName::RelapsePlan => Vec::new(),
        }
    }

    /// Whether it is written under the policy under which it is read: a draft always is.
    pub(crate) fn follows_policy(&self) -> bool {
        self.status == Status::Draft
            || self.rules.is_some_and(|rules| {
                path::text(&self.policy, "id") == rules.id && path::text(&self.policy, "version") == rules.version
            })
    }

    /// Nobody has answered anything yet.
    pub fn is_blank(&self) -> bool {
        self.answers.values().all(is_blank) && self.entered.is_empty() && self.signatures.is_empty()
    }
}

/// Which form a host sent, or, when it sent no more than a person, which one was expected.
fn form_of(map: &mut Map<String, Value>, expect: Option<FormName>) -> Result<FormName, DocumentError> {
    match (take_text(map, "form")?, expect) {
        (None, Some(expected)) if map.contains_key("subject") => Ok(expected),
        (None, _) => Err(DocumentError::new("form", ErrorCode::NotADocument)),
        (Some(name), expected) => match FormName::from_name(&name) {
            Some(form) if expected.is_none_or(|expected| expected == form) => Ok(form),
            Some(_) => Err(DocumentError::new("form", ErrorCode::OtherForm)),
            None => Err(DocumentError::new("form", ErrorCode::UnknownForm)),
        },
    }
}

fn take_text(map: &mut Map<String, Value>, key: &str) -> Result<Option<String>, DocumentError> {
    match map.shift_remove(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(DocumentError::wrong(key, "text")),
    }
}

fn take_group(map: &mut Map<String, Value>, key: &str) -> Result<Answers, DocumentError> {
    match map.shift_remove(key) {
        None | Some(Value::Null) => Ok(Answers::new()),
        Some(Value::Object(group)) => Ok(group),
        Some(_) => Err(DocumentError::wrong(key, "an object")),
    }
}

fn take_list(map: &mut Map<String, Value>, key: &str) -> Result<Vec<Value>, DocumentError> {
    match map.shift_remove(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(DocumentError::wrong(key, "a list")),
    }
}
