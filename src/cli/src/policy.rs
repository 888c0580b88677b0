//! `--policy FILE`: what a trust has decided about the forms, as the page gives it to the element.

use std::path::Path;

use anyhow::{Context, Result};
use coplan_model::policy::{Policy, Rules};
use coplan_model::{Document, DocumentError, FormName};
use coplan_ui::policy::Applied;

/// A policy that can be used of all forms, or none where no file is named.
#[derive(Default)]
pub struct Decided(Option<Policy>);

impl Decided {
    /// Reads the file of a policy.
    ///
    /// # Errors
    /// When it cannot be read, or the first place in it that is wrong.
    pub fn read(file: Option<&Path>) -> Result<Self> {
        let Some(file) = file else { return Ok(Self(None)) };
        let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        let of_file = || format!("{} cannot be used as a policy", file.display());
        let policy = Policy::from_json(&text).with_context(of_file)?;
        for form in FormName::ALL {
            coplan_ui::policy::applied(&policy, *form).with_context(of_file)?;
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
