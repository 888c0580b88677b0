//! The words of the forms, as FHIR takes them: a question as it is asked, without the number of a row.

use coplan_fhir::Words;
use coplan_model::json::{Map, Value};
use coplan_model::{FormName, policy::Rules};
use coplan_ui::{Messages, Mode};

/// The words of a form to one reader.
pub struct Said(Messages);

impl Said {
    /// Of a form as a policy has it, in words of a host's own where there are any.
    pub fn new(form: FormName, rules: Option<&Rules>, own: Option<&Map<String, Value>>) -> Self {
        let mut messages = Messages::new(form);
        messages.take_policy(rules.map(|rules| rules.messages.clone()).unwrap_or_default());
        if let Some(own) = own {
            messages.take(own.clone());
        }
        Self(messages)
    }

    /// To this reader, in these terms.
    #[must_use]
    pub fn to(mut self, mode: Mode, terms: Option<&str>) -> Self {
        self.0.mode = mode;
        self.0.pcsp = terms == Some("pcsp");
        self
    }

    /// The language that they are in.
    pub fn language(&self) -> String {
        self.0.say("locale").to_string()
    }
}

impl Words for Said {
    fn say(&self, path: &str, part: &str) -> Option<String> {
        // `Thing {n}` counts rows.
        let said = self.0.find(path, part)?;
        let said = said.split('{').next().unwrap_or_default().trim();
        (!said.is_empty()).then(|| said.to_owned())
    }

    fn option(&self, path: &str, code: &str) -> Option<String> {
        Some(self.0.option(path, code).to_string())
    }
}
