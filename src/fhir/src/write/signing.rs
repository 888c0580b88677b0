//! Signatures, by the extension that FHIR has for them (`questionnaireresponse-signature`). What was not signed yet, and what
//! `Signature` has no element for, is in one of ours.

use coplan_model::json::{Map, Value};
use coplan_model::path;

use crate::extension::{self, part, text_part, unknowns};
use crate::types::{AnyValue, Coding, Extension, Reference, Signature};
use crate::{Base, SIGNATURE, plain};

/// What a signature of ours has.
pub const PARTS: [&str; 10] =
    ["role", "method", "signed_by", "authority", "signing_as", "name", "drawing", "held_by", "signed_on", "digest"];

/// What a drawing is.
pub const SVG: &str = "image/svg+xml";

/// Why someone signs.
const PURPOSES: &str = "urn:iso-astm:E1762-95:2013";

/// A signature as an extension of the response. A role for which there is one before is said so: read as a `role`, it would be a
/// signature that came in twice.
pub fn written(base: &Base, signature: &Map<String, Value>, subject: &Reference, again: bool) -> Extension {
    let said = |key: &str| signature.get(key).and_then(Value::as_str);
    let known = |key: &str| PARTS.contains(&key) && said(key).is_some() && !(again && key == "role");
    let mut parts: Vec<Extension> =
        PARTS.into_iter().filter(|key| known(key)).filter_map(|key| Some(text_part(key, said(key)?))).collect();
    parts.extend(unknowns(base, "unknown", signature, &known));
    if parts.is_empty() {
        parts.push(part("empty", AnyValue::Boolean(true)));
    }
    let ours = extension::of_parts(base, "signature", parts);
    let signed = said("digest").is_some_and(|digest| !digest.is_empty());
    let day = said("signed_on").filter(|day| day.parse::<coplan_model::CalendarDate>().is_ok_and(|day| day.is_whole()));
    let (true, Some(day)) = (signed, day) else { return ours };
    let person = said("role") == Some("service_user");
    let purpose = if person {
        Coding::new(PURPOSES, "1.2.840.10065.1.12.1.1").says("Author's Signature")
    } else {
        Coding::new(PURPOSES, "1.2.840.10065.1.12.1.2").says("Coauthor's Signature")
    };
    let themselves = person && said("signed_by") != Some("someone_else");
    let display = plain::shown(path::text(signature, "name"));
    let who = match themselves {
        true => Reference { display, ..subject.clone() },
        false => Reference { display: Some(display.unwrap_or_else(|| "?".to_owned())), ..Reference::default() },
    };
    let data = said("drawing").map(|drawing| plain::encoded(&svg(drawing)));
    let signature = Signature {
        extension: vec![ours],
        r#type: vec![purpose],
        // A day, and not an instant: noon is on the same day wherever it is read.
        when: format!("{day}T12:00:00Z"),
        who,
        sig_format: data.as_ref().map(|_| SVG.to_owned()),
        data,
    };
    let value = Some(AnyValue::Signature(Box::new(signature)));
    Extension { url: SIGNATURE.to_owned(), value, ..Extension::default() }
}

/// The drawing as a picture. A path has letters, digits and points: anything else is no drawing, and is left out of it.
fn svg(drawing: &str) -> String {
    let path: String =
        drawing.chars().filter(|letter| letter.is_ascii_alphanumeric() || " .,-".contains(*letter)).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 200\"><path d=\"{path}\" fill=\"none\" stroke=\"#212b32\" stroke-width=\"3\"/></svg>"
    )
}
