//! What a trust has decided about the forms, as the page gives it to the element.

use coplan_model::policy::{Policy, PolicyError, Rules};
use coplan_model::{Document, DocumentError, FormName};
use coplan_ui::policy::Applied;

/// A policy that can be used of all forms, or none.
#[derive(Clone, Debug, Default)]
pub struct Decided(Option<Policy>);

impl Decided {
    /// Reads a policy.
    ///
    /// # Errors
    /// The first place in it that is wrong.
    pub fn from_json(text: &str) -> Result<Self, PolicyError> {
        let policy = Policy::from_json(text)?;
        for form in FormName::ALL {
            coplan_ui::policy::applied(&policy, *form)?;
        }
        Ok(Self(Some(policy)))
    }

    /// A form as the policy has it.
    pub fn of(&self, form: FormName) -> Option<&'static Applied> {
        self.0.as_ref().and_then(|policy| coplan_ui::policy::applied(policy, form).ok())
    }

    /// What the model knows of that.
    pub fn rules(&self, form: FormName) -> Option<&'static Rules> {
        self.of(form).map(|applied| applied.rules)
    }

    /// Reads a document under the policy.
    ///
    /// # Errors
    /// When it is no document.
    pub fn document(&self, text: &str) -> Result<Document, DocumentError> {
        let document = Document::from_json(text)?;
        let rules = self.rules(document.form);
        Ok(coplan_ui::policy::under(document, rules))
    }
}
