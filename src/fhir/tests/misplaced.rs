//! An extension of ours where none of that name is read: it is named, and costs a document of ours nothing.

use coplan_fhir::{Options, bundle, read, types::Resource};
use coplan_model::Document;
use coplan_model::json::Value;
use serde_json::json;

fn fixture() -> (Document, Value) {
    let file = format!("{}/../../tests/fixtures/relapse_plan/amended.json", env!("CARGO_MANIFEST_DIR"));
    let document = Document::from_json(&std::fs::read_to_string(file).unwrap()).unwrap();
    let text = Resource::Bundle(bundle(&document, &Options::default()).unwrap()).to_json();
    (document, serde_json::from_str(&text).unwrap())
}

fn ours(name: &str, key: &str, value: &str) -> Value {
    json!({ "url": format!("https://elsewhere.example/StructureDefinition/coplan-{name}"), key: value })
}

fn item<'a>(response: &'a mut Value, link: &str) -> &'a mut Value {
    response["item"].as_array_mut().unwrap().iter_mut().find(|one| one["linkId"] == link).unwrap()
}

#[test]
fn an_extension_of_ours_that_stands_elsewhere_is_named_by_its_path() {
    type At<'a> = &'a dyn Fn(&mut Value) -> &mut Value;
    let voice = || ours("voice", "valueCode", "su");
    let access = || ours("access", "valueCode", "restricted");
    let id = || ours("row-id", "valueString", "a");
    let cases: [(Value, &str, At); 12] = [
        (voice(), "extension", &|sent| &mut sent["entry"][0]["resource"]),
        (voice(), "signs_me", &|sent| &mut item(&mut sent["entry"][0]["resource"], "signs_me")["answer"][0]),
        (access(), "signs_me", &|sent| item(&mut sent["entry"][0]["resource"], "signs_me")),
        (id(), "signs_me", &|sent| item(&mut sent["entry"][0]["resource"], "signs_me")),
        (id(), "gp", &|sent| item(&mut sent["entry"][0]["resource"], "gp")),
        (ours("kind", "valueCode", "text"), "keep_well", &|sent| item(&mut sent["entry"][0]["resource"], "keep_well")),
        (id(), "gp.registered", &|sent| {
            let gp = item(&mut sent["entry"][0]["resource"], "gp");
            &mut item(gp, "gp.registered")["answer"][0]["valueCoding"]
        }),
        (id(), "extension", &|sent| &mut sent["entry"][0]["resource"]),
        (voice(), "subject", &|sent| &mut sent["entry"][0]["resource"]["subject"]),
        (voice(), "subject", &|sent| &mut sent["entry"][1]["resource"]["name"][0]),
        (access(), "earlier", &|sent| {
            let all = sent["entry"][0]["resource"]["contained"].as_array_mut().unwrap();
            all.iter_mut().find(|one| one["id"] == "earlier-1").unwrap()
        }),
        (voice(), "earlier", &|sent| {
            let all = sent["entry"][0]["resource"]["contained"].as_array_mut().unwrap();
            let earlier = all.iter_mut().find(|one| one["id"] == "earlier-1").unwrap();
            &mut item(earlier, "signs_me")["answer"][0]
        }),
    ];
    for (number, (extension, path, at)) in cases.into_iter().enumerate() {
        let (document, mut sent) = fixture();
        let element = at(&mut sent);
        match element["extension"].as_array_mut() {
            Some(there) => there.push(extension),
            None => element["extension"] = json!([extension]),
        }
        let taken = read(&sent.to_string(), &|_| None).unwrap();
        let named: Vec<_> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
        assert_eq!((taken.is_ours, named), (true, vec![(path, "no_place")]), "{number}");
        assert_eq!(taken.document.to_value(), document.to_value(), "{number}");
    }
}

#[test]
fn what_is_not_read_of_a_signature_or_of_a_reference_to_a_version_is_named() {
    let number = json!({ "system": "urn:elsewhere", "value": "secret" });
    let of_reference = [
        ("reference", json!("Practitioner/1")),
        ("identifier", number),
        ("type", json!("Practitioner")),
        ("display", json!("secret")),
    ];
    let who =
        of_reference.iter().filter(|(key, _)| *key != "display").map(|one| ("/valueSignature/who", one, "signatures"));
    let earlier =
        of_reference.iter().filter(|(key, _)| *key != "reference").map(|one| ("/valueReference", one, "extension"));
    let format = ("sigFormat", json!("image/png"));
    for (place, (key, value), path) in who.chain(earlier).chain([("/valueSignature", &format, "signatures")]) {
        let (document, mut sent) = fixture();
        let all = sent["entry"][0]["resource"]["extension"].as_array_mut().unwrap();
        all.iter_mut().find_map(|one| one.pointer_mut(place)).unwrap()[*key] = value.clone();
        let taken = read(&sent.to_string(), &|_| None).unwrap();
        let named: Vec<_> = taken.not_taken.iter().map(|one| (&*one.path, one.code)).collect();
        assert_eq!((taken.is_ours, named), (true, vec![(path, "no_place")]), "{place} {key}");
        assert_eq!(taken.document.to_value(), document.to_value(), "{place} {key}");
    }
    // A server that gives the person another address does so wherever it refers to them.
    let (_, sent) = fixture();
    let person = sent["entry"][1]["fullUrl"].as_str().unwrap();
    let anew = sent.to_string().replace(person, "Patient/7");
    // Or leaves what stands in an extension.
    let mut left: Value = serde_json::from_str(&anew).unwrap();
    let all = left["entry"][0]["resource"]["extension"].as_array_mut().unwrap();
    let who = all.iter_mut().find_map(|one| one.pointer_mut("/valueSignature/who")).unwrap();
    who["reference"] = person.into();
    for sent in [anew, left.to_string()] {
        let taken = read(&sent, &|_| None).unwrap();
        assert_eq!((taken.is_ours, taken.not_taken.len()), (true, 0), "{:?}", taken.not_taken);
    }
}
