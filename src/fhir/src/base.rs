//! Where everything of ours is: addresses under the canonical base that a trust sets.

use std::fmt;

use coplan_model::policy::Rules;
use coplan_model::{FormName, VERSION};

/// What documents were answered with: the version of the package.
pub const PACKAGE: &str = env!("CARGO_PKG_VERSION");

/// What extensions of ours are called after `/StructureDefinition/`.
const OURS: &str = "coplan-";

/// The canonical base: what all addresses of ours begin with. It says whose they are and need not lead anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base(String);

impl Default for Base {
    /// Reserved for examples (RFC 2606): a trust sets its own.
    fn default() -> Self {
        Self("https://coplan.example/fhir".to_owned())
    }
}

impl Base {
    /// A base, without the `/` at its end.
    ///
    /// # Errors
    /// When it is no `http` or `https` address, or has something in it that belongs in no canonical address.
    pub fn new(url: &str) -> Result<Self, NotABase> {
        let rest = ["https://", "http://"].into_iter().find_map(|scheme| url.strip_prefix(scheme));
        let plain = |letter: char| letter.is_ascii_graphic() && !"|#?\"<>\\^`{}[]".contains(letter);
        match rest.map(|rest| rest.trim_end_matches('/')) {
            Some(rest) if !rest.is_empty() && rest.chars().all(plain) => Ok(Self(url.trim_end_matches('/').to_owned())),
            _ => Err(NotABase),
        }
    }

    /// The definition of an extension.
    pub fn extension(&self, name: &str) -> String {
        format!("{}/StructureDefinition/{OURS}{name}", self.0)
    }

    /// The codes of a question: of its form and path, rows without brackets.
    pub fn codes(&self, form: FormName, path: &str) -> String {
        format!("{}/CodeSystem/{}/{}", self.0, form.as_str(), path.replace("[]", ""))
    }

    /// Another code system of ours.
    pub fn system(&self, name: &str) -> String {
        format!("{}/CodeSystem/{name}", self.0)
    }

    /// A kind of identifier.
    pub fn identifiers(&self, name: &str) -> String {
        format!("{}/identifier/{name}", self.0)
    }

    /// The questionnaire of a form, as a policy has it.
    pub fn questionnaire(&self, form: FormName, policy: Option<&str>) -> String {
        let own = policy.map(|id| format!("/{}", escaped(id))).unwrap_or_default();
        format!("{}/Questionnaire/{}{own}", self.0, form.as_str())
    }
}

/// The version of a questionnaire: of the package, and of the policy.
pub fn version(rules: Option<&Rules>) -> String {
    match rules {
        Some(rules) => of_policy(&rules.version),
        None => PACKAGE.to_owned(),
    }
}

/// The same of the policy's version alone.
pub fn of_policy(version: &str) -> String {
    format!("{PACKAGE}+{}", escaped(version))
}

/// The version of documents that have none.
pub const DOCUMENTS: &str = VERSION;

/// The form that a canonical address of a questionnaire names, whatever the base.
pub fn form_of(canonical: &str) -> Option<FormName> {
    let (_, rest) = canonical.rsplit_once("/Questionnaire/")?;
    FormName::from_name(rest.split(['/', '|', '#']).next()?)
}

/// The name of an extension of ours, whatever the base.
pub fn name_of(url: &str) -> Option<&str> {
    url.rsplit_once("/StructureDefinition/")?.1.strip_prefix(OURS)
}

/// As it stands in an address: letters and digits stay, everything else is written in hexadecimal (RFC 3986).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out += &format!("%{byte:02X}");
        }
    }
    out
}

/// What was given as a base is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotABase;

impl fmt::Display for NotABase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a base is an address like https://fhir.example-trust.nhs.uk/coplan")
    }
}

impl std::error::Error for NotABase {}
