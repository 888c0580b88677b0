//! The portal's pages: plain files. Filled in are where the hashed files are, the parts that every page has, the role, and
//! the page's own address. Nothing about a person, and no answer, ever stands in a page that the server writes, but in the one that
//! shows a restricted document to whoever has said why.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use coplan_model::{Access, FormName};
use coplan_ui::Messages;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::address::Named;
use crate::assets::Assets;
use crate::openapi::Refused;
use crate::problem::{CHALLENGE, Refusal, no_such_address};
use crate::role::Role;
use crate::user::User;

/// What a page may do. WebAssembly needs `'wasm-unsafe-eval'`; nothing is inline.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; \
                          base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'";

/// What is shown in the place of another page, and has no address of its own.
const OF_OTHERS: [&str; 6] = [
    "not-found.html",
    "not-signed-in.html",
    "restricted-document.html",
    "session-ended.html",
    SERVICE_WORKER,
    MANIFEST,
];

/// The script that keeps the shell of the portal for a visit without a network. It speaks for all of the portal, so it is at its root.
pub const SERVICE_WORKER: &str = "service-worker.js";

/// Where somebody sees their own sessions: in the demo nobody has any.
const SESSIONS: &str = "sessions.html";

/// What makes the portal an app that can be installed.
const MANIFEST: &str = "manifest.webmanifest";

/// The pages by name, as they were when the portal started.
#[derive(Clone)]
pub struct Pages(Arc<HashMap<String, String>>);

impl Pages {
    /// Reads the pages of `www`. `{{name}}` in one stands for `www/parts/name.html` or, as people sign in or not, for one of
    /// the same name in a folder there, and `form.html` for a page of each form.
    pub fn read(www: &Path, assets: &Assets, demo: bool) -> Result<Self> {
        let mut parts = html(&www.join("parts"))?;
        parts.extend(html(&www.join(if demo { "parts/demo" } else { "parts/signed-in" }))?);
        let mut pages = html(www)?;
        if demo {
            pages.remove(SESSIONS);
        }
        let form = pages.remove("form.html").context("form.html is missing")?;
        pages.extend(FormName::ALL.iter().map(|name| page_of(*name, &form)));
        for name in [SERVICE_WORKER, MANIFEST] {
            let text = std::fs::read_to_string(www.join(name)).with_context(|| format!("{name} is missing"))?;
            pages.insert(name.to_owned(), text);
        }
        for text in pages.values_mut() {
            for (name, part) in &parts {
                *text = text.replace(&format!("{{{{{}}}}}", name.trim_end_matches(".html")), part.trim_end());
            }
            // The titles of pages: only the demo is one.
            *text = if demo { text.clone() } else { text.replace("Coplan demo portal", "Coplan portal") };
            let client = assets.fhirclient.as_deref();
            let client = client.map(|client| format!("<script src=\"/assets/{client}\"></script>"));
            *text = text.replace("{{fhirclient}}", &client.unwrap_or_default());
            *text = text.replace("{{coplan}}", &format!("/assets/{}", assets.package));
            *text = text.replace("{{portal}}", &format!("/assets/{}", assets.portal));
        }
        // A visit page that has changed is another shell: the script that keeps it has to change with it.
        let mut hasher = DefaultHasher::new();
        pages.get("visit.html").hash(&mut hasher);
        if let Some(worker) = pages.get_mut(SERVICE_WORKER) {
            *worker = worker.replace("{{page}}", &format!("{:016x}", hasher.finish()));
        }
        Ok(Self(Arc::new(pages)))
    }

    fn show(&self, name: &str, user: &User, here: &Uri) -> Response {
        let (status, text) = match (self.0.get(name), self.0.get("not-found.html")) {
            (Some(text), _) if !OF_OTHERS.contains(&name) => (StatusCode::OK, text.as_str()),
            (_, text) => (StatusCode::NOT_FOUND, text.map(String::as_str).unwrap_or("There is no such page.")),
        };
        self.fill(status, text, Some(user), here)
    }

    /// A file that is no page, and the same for everybody.
    fn file(&self, name: &str, kind: &'static str) -> Response {
        ([(header::CONTENT_TYPE, kind)], self.0.get(name).cloned().unwrap_or_default()).into_response()
    }

    /// What a person sees who is signed out, wherever they wanted to go, with a way to sign in and go on.
    pub fn session_ended(&self, here: &Uri) -> Response {
        let text = self.0.get("session-ended.html").map_or("Your session has ended.", String::as_str);
        let mut response = self.fill(StatusCode::UNAUTHORIZED, text, None, here);
        response.headers_mut().insert(header::WWW_AUTHENTICATE, CHALLENGE);
        response
    }

    /// What a person sees of whom the portal cannot say who they are: the provider or the database did not.
    pub fn not_signed_in(&self, refusal: &Refusal, here: &Uri) -> Response {
        let (status, title, detail) = refusal.words();
        let codes = refusal.codes();
        let said = [("title", title), ("detail", detail), ("code", &codes)];
        self.with(status, "not-signed-in.html", &said, None, here)
    }

    /// A document as text, to be read and nothing else.
    pub fn show_document(&self, document: &str, user: &User, here: &Uri) -> Response {
        self.with(StatusCode::OK, "restricted-document.html", &[("document", document)], Some(user), here)
    }

    /// The page that asks for a reason, once more: what was wrong, and the reason as it was written.
    pub fn ask_why_again(&self, refusal: &Refusal, page: &str, reason: &str, user: &User, here: &Uri) -> Response {
        let (status, title, detail) = refusal.words();
        let place = self.back(page).parse().unwrap_or_else(|_| here.clone());
        let said = [("title", title), ("detail", detail), ("reason", reason)];
        self.with(status, "break-glass-again.html", &said, Some(user), &place)
    }

    /// A page with gaps of its own.
    fn with(&self, status: StatusCode, name: &str, said: &[(&str, &str)], user: Option<&User>, here: &Uri) -> Response {
        (status, Html(filled(self.0.get(name).map_or("", String::as_str), said, user, here))).into_response()
    }

    fn fill(&self, status: StatusCode, text: &str, user: Option<&User>, here: &Uri) -> Response {
        (status, Html(filled(text, &[], user, here))).into_response()
    }

    /// Where a button of the header leads back to: a page of the portal, and nobody else's.
    pub fn back<'a>(&self, wanted: &'a str) -> &'a str {
        let path = wanted.split('?').next().unwrap_or_default();
        let page = path.strip_prefix('/').is_some_and(|name| name.is_empty() || self.0.contains_key(name));
        if page && wanted.bytes().all(|byte| byte.is_ascii_graphic()) { wanted } else { "/" }
    }
}

/// The page of one form, under the name of its element. "Hide this" blanks a restricted form and the title stays on screen,
/// so that title does not say which form it is.
fn page_of(form: FormName, page: &str) -> (String, String) {
    let name = form.as_str().replace('_', "-");
    let title = match form.access() {
        Access::Restricted => "Form".into(),
        Access::Normal => Messages::new(form).say(form.as_str()),
    };
    let text = page.replace("{{tag}}", &format!("coplan-{name}")).replace("{{title}}", &title);
    (format!("{name}.html"), text)
}

fn html(folder: &Path) -> Result<HashMap<String, String>> {
    let unreadable = || format!("{} cannot be read", folder.display());
    let mut found = HashMap::new();
    for entry in std::fs::read_dir(folder).with_context(unreadable)? {
        let path = entry.with_context(unreadable)?.path();
        let name = path.file_name().and_then(|name| name.to_str()).filter(|name| name.ends_with(".html"));
        if let Some(name) = name {
            let text = std::fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            found.insert(name.to_owned(), text);
        }
    }
    Ok(found)
}

/// A page with its gaps filled: those that every page has, and those of this one. The page is gone through once, and what is put into a gap
/// is never looked through for another: a name or an address may have anything in it.
fn filled(page: &str, said: &[(&str, &str)], user: Option<&User>, here: &Uri) -> String {
    let selected = |wanted: Role| if user.is_some_and(|user| user.role == wanted) { "selected" } else { "" };
    let in_gap = |gap: &str| match gap {
        "care_coordinator" => Some(selected(Role::CareCoordinator)),
        "administrator" => Some(selected(Role::Administrator)),
        "user" => Some(user.map_or("", |user| &user.name)),
        "user_id" => Some(user.map_or("", |user| &user.id)),
        "role" => Some(user.map_or("", |user| user.role.title())),
        "here" => Some(here.path_and_query().map_or("/", |here| here.as_str())),
        _ => said.iter().find(|(name, _)| *name == gap).map(|(_, text)| *text),
    };
    let mut parts = page.split("{{");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once("}}").and_then(|(gap, after)| Some((in_gap(gap)?, after))) {
            Some((text, after)) => whole.extend([&*escaped(text), after]),
            None => whole.extend(["{{", part]),
        }
    }
    whole
}

/// What comes from outside, as text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

/// The list of people.
pub async fn index(State(pages): State<Pages>, here: Uri, user: User) -> Response {
    pages.show("index.html", &user, &here)
}

/// What the browser keeps for a visit without a network.
pub async fn service_worker(State(pages): State<Pages>) -> Response {
    pages.file(SERVICE_WORKER, "text/javascript; charset=utf-8")
}

/// The page of a visit, the same for everybody, signed in or not: it says nothing about anyone.
pub async fn visit(State(pages): State<Pages>) -> Response {
    pages.file("visit.html", "text/html; charset=utf-8")
}

/// What the portal is as an app.
pub async fn manifest(State(pages): State<Pages>) -> Response {
    pages.file(MANIFEST, "application/manifest+json")
}

/// A page by its name.
pub async fn page(State(pages): State<Pages>, Named(name): Named<String>, here: Uri, user: User) -> Response {
    pages.show(&name, &user, &here)
}

/// Any other address.
pub async fn not_found(State(pages): State<Pages>, here: Uri, user: User) -> Response {
    pages.show("not-found.html", &user, &here)
}

/// The switch.
#[derive(Deserialize, ToSchema)]
pub struct Switch {
    role: String,
    #[serde(default, rename = "return")]
    back: String,
}

/// Changes the role and goes back to the page.
#[utoipa::path(
    post,
    path = "/role",
    request_body(content = Switch, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Back to the page, with a cookie"),
        (status = 404, description = "People sign in here, and the provider says their role", body = Refused, content_type = "application/problem+json"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn switch_role(
    State(pages): State<Pages>,
    user: User,
    switch: Result<Form<Switch>, FormRejection>,
) -> Result<Response, Refusal> {
    if !user.demo {
        return Err(no_such_address().await);
    }
    let Form(switch) = switch.map_err(|rejection| {
        Refusal::new(
            rejection.status(),
            "The page did not say which role you chose.",
            "Send a form with `role`: care_coordinator or administrator.",
        )
    })?;
    let cookie = Role::from_name(&switch.role).cookie();
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(pages.back(&switch.back))).into_response())
}
