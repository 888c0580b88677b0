//! A document as a Bundle: its answers as a `QuestionnaireResponse`, the person as a `Patient`, and what a record system files by
//! itself: the plan, its goals, its team, and what the person decided about sharing.

mod items;
mod marks;
mod person;
mod signing;
mod version;

use coplan_model::json::{Map, Value};
use coplan_model::{Access, Document, FormName, canonical};
use sha2::{Digest as _, Sha256};

use crate::error::FhirError;
use crate::types::{Bundle, CodeableConcept, Coding, Entry, Meta, Reference, Resource};
use crate::words::{Wordless, Words};
use crate::{Base, apart, plan};
pub use signing::{PARTS, SVG, written};
use version::Versions;
pub use version::identifier;

/// How a document is written.
pub struct Options<'a> {
    /// What addresses of ours begin with.
    pub base: Base,
    /// What the questions say.
    pub words: &'a dyn Words,
    /// What is restricted goes along: the abuse question, and of an assessment what says as much as an answer to it.
    pub restricted: bool,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self { base: Base::default(), words: &Wordless, restricted: false }
    }
}

const CONFIDENTIALITY: &str = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
/// What the system of confidentiality is called, by its address and by its number.
const SYSTEMS: [&str; 2] = [CONFIDENTIALITY, "urn:oid:2.16.840.1.113883.5.25"];
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
/// What says of a resource that it is not whole.
pub const SUBSETTED: (&str, &str) = ("http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "SUBSETTED");

/// Whether somebody has labelled what was sent, or a resource in it, as restricted.
pub fn is_labelled(sent: &Value) -> bool {
    let is_restricted = |label: &Value| {
        let is_meant = label["system"].as_str().is_none_or(|system| SYSTEMS.contains(&system));
        is_meant && matches!(label["code"].as_str(), Some("R" | "V"))
    };
    let entries = sent["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
    let resources = std::iter::once(sent).chain(entries);
    resources.filter_map(|resource| resource["meta"]["security"].as_array()).flatten().any(is_restricted)
}

/// Whether a form holds anything that is restricted.
pub fn holds_restricted(form: FormName) -> bool {
    form.access() == Access::Restricted || !form.restricted_groups().is_empty()
}

/// The resources of one document.
///
/// # Errors
/// [`FhirError::Restricted`] for the abuse question, unless it is asked for by name. An assessment without what is restricted
/// is a copy: it says so (`SUBSETTED`), and no document can be made of it again.
pub fn bundle(document: &Document, options: &Options) -> Result<Bundle, FhirError> {
    if document.access() == Access::Restricted && !options.restricted {
        return Err(FhirError::Restricted);
    }
    let whole = options.restricted || !holds_restricted(document.form);
    let value = match document.to_value() {
        Value::Object(value) if whole => value,
        Value::Object(value) => apart::copy(document, value),
        _ => Map::new(),
    };
    let urls = Urls::of(document);
    let meta = meta(document, whole);
    let mut versions = Versions { document, base: &options.base, words: options.words, whole };
    let patient = Reference::to(urls.of_resource("Patient"));
    let (mut response, person) = versions.present(&value, &patient);
    response.meta = Some(meta.clone());
    let mut entry = vec![
        urls.entry("QuestionnaireResponse", Resource::QuestionnaireResponse(Box::new(response))),
        urls.entry("Patient", Resource::Patient(Box::new(person))),
    ];
    entry.extend(plan::resources(document, &value, &urls, &meta, options));
    Ok(Bundle { meta: Some(meta), r#type: "collection".to_owned(), entry })
}

/// Who may see a resource, and whether it is whole. UK systems may not act on such labels: they are a hint, and what may not
/// travel does not.
fn meta(document: &Document, whole: bool) -> Meta {
    let says_abuse = holds_restricted(document.form) && whole;
    let mut security = vec![match document.access() {
        Access::Normal if !says_abuse => Coding::new(CONFIDENTIALITY, "N").says("normal"),
        _ => Coding::new(CONFIDENTIALITY, "R").says("restricted"),
    }];
    if says_abuse {
        let says = "sexual assault, abuse, or domestic violence information sensitivity";
        security.push(Coding::new(ACT_CODE, "SDV").says(says));
    }
    let tag = if whole { Vec::new() } else { vec![Coding::new(SUBSETTED.0, SUBSETTED.1).says("subsetted")] };
    Meta { security, tag, ..Meta::default() }
}

/// What the resources of one document refer to each other by: the same each time that it is written.
pub struct Urls(Sha256);

impl Urls {
    fn of(document: &Document) -> Self {
        let of = if document.id.is_empty() { canonical::text(&document.to_value()) } else { document.id.clone() };
        // A document without an id is known by all of it, which is read once and not again for each resource.
        Self(Sha256::new().chain_update([document.form.as_str(), " ", &of].concat()))
    }

    /// The address of a resource.
    pub fn of_resource(&self, name: &str) -> String {
        let digest = self.0.clone().chain_update([" ", name].concat()).finalize();
        let mut bytes: [u8; 16] = std::array::from_fn(|at| digest[at]);
        // A UUID of its maker's own kind (RFC 9562, version 8).
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("urn:uuid:{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
    }

    /// A resource under its address.
    pub fn entry(&self, name: &str, resource: Resource) -> Entry {
        Entry { full_url: self.of_resource(name), resource }
    }
}

/// Words of a concept, when there are any.
pub fn concept(text: &str) -> Option<CodeableConcept> {
    crate::plain::shown(text).map(CodeableConcept::text)
}
