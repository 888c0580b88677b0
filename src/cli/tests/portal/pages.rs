//! Pages and files: strict headers, right types, hashed names, small on the way.

use std::io::Read as _;

use axum::body::Body;
use axum::http::{Request, header};
use coplan_model::{Access, FormName};

use crate::{Answer, Portal};

const PAGES: [&str; 17] = [
    "/",
    "/person.html?person=demo-1",
    "/audit.html?person=demo-1",
    "/break-glass.html?id=a",
    "/abuse-question.html?person=demo-1",
    "/care-plan.html?person=demo-1",
    "/comprehensive-assessment.html?person=demo-1",
    "/relapse-plan.html?person=demo-1",
    "/posted.html?person=demo-1",
    "/gallery.html",
    "/fields.html",
    "/policy.html",
    "/ehr-launch.html",
    "/ehr.html",
    "/sign-in.html",
    "/visit.html",
    "/nowhere.html",
];

/// The hashed files that a page names.
async fn files(portal: &Portal, page: &str) -> Vec<String> {
    let text = portal.get(page).await.text();
    text.split('"').filter(|part| part.starts_with("/assets/")).map(str::to_owned).collect()
}

async fn fetch(portal: &Portal, address: &str, encoding: &str) -> Answer {
    let request = Request::get(address).header(header::ACCEPT_ENCODING, encoding);
    portal.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_answer_carries_the_strict_headers() {
    let portal = Portal::start().await;
    let script = files(&portal, "/").await.remove(0);
    for address in PAGES.iter().copied().chain(["/api/people", "/api/documents/none", "/role", &script]) {
        let answer = portal.get(address).await;
        let policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; \
                      frame-ancestors 'self'; require-trusted-types-for 'script'";
        assert_eq!(answer.header("content-security-policy"), policy, "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
        let cache = if address == script { "public, max-age=31536000, immutable" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), cache, "{address}");
    }
}

#[tokio::test]
async fn the_pages_that_a_record_system_opens_may_ask_it_and_no_other_page_may() {
    let folder = tempfile::tempdir().unwrap();
    let client = folder.path().join("fhir-client.pure.min.js");
    std::fs::write(&client, "var FHIR = {};").unwrap();
    let (ehr, token) = ("https://fhir.ehr.example", "https://token.ehr.example:8443");
    let more = ["--ehr", ehr, "--ehr", token, "--fhirclient", client.to_str().unwrap()];
    let portal = Portal::with(&crate::database::fresh(folder.path()), &more).await;
    for (page, may) in [("/ehr-launch.html", true), ("/ehr.html", true), ("/care-plan.html", false), ("/", false)] {
        let answer = portal.get(page).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';"), "{policy}");
        assert_eq!(policy.ends_with(&format!("; connect-src 'self' {ehr} {token}")), may, "{page}: {policy}");
        let names: Vec<String> = files(&portal, page).await;
        assert_eq!(names.iter().any(|name| name.ends_with("/fhirclient.js")), may, "{page}: {names:?}");
        for name in names.iter().filter(|name| name.ends_with("/fhirclient.js")) {
            assert_eq!(portal.get(name).await.text(), "var FHIR = {};");
        }
    }
    for wrong in ["http://fhir.ehr.example", "https://fhir.ehr.example/r4", "https://a;script-src *", "*"] {
        let more = ["--ehr", wrong, "--fhirclient", client.to_str().unwrap()];
        let options = crate::options("unused.db", folder.path(), &more);
        assert!(options.ehr.policy().unwrap_err().to_string().starts_with("wrong_ehr"), "{wrong}");
    }
}

#[tokio::test]
async fn no_page_has_inline_script_or_style_or_a_gap_to_fill() {
    let portal = Portal::start().await;
    for page in PAGES {
        let answer = portal.get(page).await;
        let text = answer.text();
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        for never in ["<style", "style=", "onclick=", "onload=", "javascript:", "{{", "}}", "http:", "https:"] {
            assert!(!text.contains(never), "{page} has {never}");
        }
        let inline = text.split("<script").skip(1).any(|script| !script.contains("src=\"/assets/"));
        assert!(!inline, "{page} has an inline script");
        for ever in ["<html lang=\"en-GB\">", "<title>", "<main id=\"content\"", "href=\"#content\"", "<h1"] {
            assert_eq!(text.matches(ever).count(), 1, "{page} has not exactly one {ever}");
        }
        assert!(text.contains("Demo portal – invented people only"), "{page} does not say what it is");
    }
}

#[tokio::test]
async fn every_file_that_a_page_names_is_there_with_its_own_type() {
    let portal = Portal::start().await;
    for page in PAGES {
        for file in files(&portal, page).await {
            let answer = fetch(&portal, &file, "identity").await;
            assert_eq!(answer.status, 200, "{page} names {file}");
            let kind = match file.rsplit('.').next() {
                Some("js") => "text/javascript; charset=utf-8",
                Some("css") => "text/css; charset=utf-8",
                Some("png") => "image/png",
                _ => "image/svg+xml",
            };
            assert_eq!(answer.header("content-type"), kind, "{file}");
        }
    }
    let script = files(&portal, "/abuse-question.html?person=demo-1")
        .await
        .into_iter()
        .find(|file| file.ends_with("coplan.js"))
        .unwrap();
    let wasm = fetch(&portal, &script.replace("coplan.js", "coplan.wasm"), "identity").await;
    assert_eq!((wasm.status.as_u16(), wasm.header("content-type")), (200, "application/wasm"));
    assert!(wasm.body.starts_with(b"\0asm"), "the WebAssembly is not beside its script");
    for file in ["schema/policy.json", "messages/en-GB.json"] {
        let json = fetch(&portal, &script.replace("coplan.js", file), "identity").await;
        assert_eq!((json.status.as_u16(), json.header("content-type")), (200, "application/json"), "{file}");
    }
    let other = fetch(&portal, &script.replace("coplan.js", "messages/cy.po"), "identity").await;
    assert_eq!(other.status.as_u16(), 404);
}

#[tokio::test]
async fn the_package_is_sent_as_brotli_where_that_is_taken() {
    let portal = Portal::start().await;
    let script = files(&portal, "/abuse-question.html?person=demo-1")
        .await
        .into_iter()
        .find(|file| file.ends_with("coplan.js"))
        .unwrap();
    let plain = fetch(&portal, &script, "gzip").await;
    let small = fetch(&portal, &script, "gzip, deflate, br, zstd").await;
    assert_eq!((plain.header("content-encoding"), small.header("content-encoding")), ("", "br"));
    assert_eq!((plain.header("vary"), small.header("vary")), ("Accept-Encoding", "Accept-Encoding"));
    let mut unpacked = Vec::new();
    brotli::Decompressor::new(small.body.as_slice(), 4096).read_to_end(&mut unpacked).unwrap();
    assert_eq!(unpacked, plain.body);
    assert!(small.body.len() < plain.body.len());
}

#[tokio::test]
async fn what_a_tablet_keeps_is_there_and_says_nothing_about_anyone() {
    let portal = Portal::start().await;
    let worker = portal.get("/service-worker.js").await;
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    let text = worker.text();
    let kept: Vec<_> = text.split('"').filter(|part| part.starts_with('/') && !part.contains('\n')).collect();
    assert!(kept.len() > 10 && kept.contains(&"/visit.html") && !text.contains("{{"), "{text}");
    for address in kept {
        assert_eq!(portal.get(address).await.status, 200, "{address}");
    }
    let manifest = portal.get("/manifest.webmanifest").await;
    assert_eq!(manifest.header("content-type"), "application/manifest+json");
    for icon in manifest.json()["icons"].as_array().unwrap() {
        let answer = portal.get(icon["src"].as_str().unwrap()).await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, icon["type"].as_str().unwrap()));
    }
    let pages = ["/visit.html", "/service-worker.js", "/manifest.webmanifest"];
    for (page, role) in pages.into_iter().flat_map(|page| [(page, "care_coordinator"), (page, "administrator")]) {
        let cookie = format!("role={role}; session=ended");
        let request = Request::get(page).header(header::COOKIE, cookie).body(Body::empty()).unwrap();
        assert_eq!(portal.send(request).await.body, portal.get(page).await.body, "{page}");
    }
    // It has one address: elsewhere it would speak for less of the portal.
    let script = files(&portal, "/").await.into_iter().find(|file| file.ends_with(".css")).unwrap();
    portal.get(&script.replace("portal.css", "service-worker.js")).await.refused(404);
}

#[tokio::test]
async fn a_page_shows_its_own_address_only_as_text() {
    let portal = Portal::start().await;
    let text = portal.get("/person.html?person='onfocus=alert(1)&x={{coplan}}").await.text();
    assert!(text.contains("value=\"/person.html?person=&#39;onfocus=alert(1)&amp;x="), "{text}");
}

#[tokio::test]
async fn every_form_has_a_page_whose_title_says_which_unless_it_is_restricted() {
    let portal = Portal::start().await;
    for form in FormName::ALL {
        let name = form.as_str().replace('_', "-");
        let text = portal.get(&format!("/{name}.html")).await.text();
        let element = format!("<coplan-{name}>");
        assert_eq!(text.matches("<coplan-").count(), 1, "{name} has another element");
        assert!(text.contains(&element), "{name} has no {element}");
        let (_, title) = text.split_once("<title>").unwrap();
        let (title, _) = title.split_once(" – ").unwrap();
        let said = match form.access() {
            Access::Restricted => "Form".to_owned(),
            Access::Normal => coplan_ui::Messages::new(*form).say(form.as_str()).to_string(),
        };
        assert_eq!(title, said, "{name}");
    }
}

#[tokio::test]
async fn only_pages_and_their_files_are_served() {
    let portal = Portal::start().await;
    for address in [
        "/people.json",
        "/parts/header.html",
        "/..%2fCargo.toml",
        "/%2e%2e/Cargo.toml",
        "/not-found.html",
        "/form.html",
    ] {
        assert_eq!(portal.get(address).await.status, 404, "{address}");
    }
    portal.get("/assets/nothing/coplan.js").await.refused(404);
    portal.get("/assets/../portal.db").await.refused(404);
}

#[tokio::test]
async fn the_people_of_the_demo_are_invented_and_have_numbers_that_could_be_real() {
    let portal = Portal::start().await;
    let people = portal.get("/api/people").await.json();
    let people = people.as_array().unwrap();
    assert_eq!(people.len(), 3);
    for person in people {
        assert!(coplan_model::nhs_number::is_real(person["nhs_number"].as_str().unwrap()), "{person}");
        assert!(person["date_of_birth"].as_str().unwrap().parse::<coplan_model::CalendarDate>().is_ok(), "{person}");
        let reference = person["ref"].as_str().unwrap();
        assert_eq!(&portal.get(&format!("/api/people/{reference}")).await.json(), person);
    }
}

#[tokio::test]
async fn the_role_switch_shows_the_role_that_is_on() {
    let portal = Portal::start().await;
    for role in ["care_coordinator", "administrator"] {
        let text = portal.by(role).get("/").await.text();
        assert_eq!(text.matches("selected").count(), 1);
        assert!(text.contains(&format!("value=\"{role}\" selected")), "{role} is not shown");
    }
}
