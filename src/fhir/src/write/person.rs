//! The person whom a document is about, as a `Patient`.

use coplan_model::json::{Map, Value};
use coplan_model::nhs_number;

use super::version::identifier;
use crate::extension::unknowns;
use crate::types::{Extension, HumanName, Identifier, Patient};
use crate::{Base, NHS_NUMBERS, extension, plain};

/// The person.
pub fn patient(base: &Base, subject: &Map<String, Value>, whole: bool) -> Patient {
    let said = |key: &str| subject.get(key).and_then(Value::as_str).filter(|said| !said.is_empty());
    let born = said("date_of_birth").filter(|born| born.parse::<coplan_model::CalendarDate>().is_ok());
    let number = said("nhs_number").map(|number| nhs_number(base, number));
    let reference = said("ref").map(|reference| identifier(base, base.identifiers("subject"), reference));
    let name = said("name").map(|name| HumanName {
        extension: plain::exact(base, name).into_iter().collect(),
        text: plain::shown(name),
        ..HumanName::default()
    });
    let known = |key: &str| match key {
        "date_of_birth" => born.is_some(),
        "ref" | "name" | "nhs_number" => said(key).is_some(),
        _ => false,
    };
    let unknown: Vec<Extension> = unknowns(base, "unknown", subject, &known);
    Patient {
        id: None,
        extension: if whole { unknown } else { Vec::new() },
        identifier: number.into_iter().chain(reference).collect(),
        name: name.into_iter().collect(),
        birth_date: born.map(str::to_owned),
    }
}

/// Ten digits without spaces, as the NHS's own system has them; as it was written, where that is something else.
fn nhs_number(base: &Base, written: &str) -> Identifier {
    let digits = nhs_number::digits(written);
    if digits.len() == 10 && digits.bytes().all(|digit| digit.is_ascii_digit()) {
        let as_written = (digits != written).then(|| extension::text(base, "as-written", written));
        let extension = as_written.into_iter().collect();
        return Identifier { extension, system: Some(NHS_NUMBERS.to_owned()), value: Some(digits) };
    }
    // What is no NHS number is not told as one.
    identifier(base, base.identifiers("nhs-number-as-written"), written)
}
