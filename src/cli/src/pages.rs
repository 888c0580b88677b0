//! The portal's pages: plain files, in which two folders and the role are filled in.

use axum::extract::{Form, Path as UrlPath, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::path::PathBuf;

use crate::assets::Assets;
use crate::role::Role;

/// What a page may do. WebAssembly needs `'wasm-unsafe-eval'`; nothing is inline.
pub const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; \
                          base-uri 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'";

/// Where the pages are.
#[derive(Clone)]
pub struct Pages {
    /// The folder `www`.
    pub www: PathBuf,
    /// The files they name.
    pub assets: Assets,
}

/// The list of people.
pub async fn index(pages: State<Pages>, role: Role) -> Response {
    page(pages, UrlPath("index.html".to_owned()), role).await
}

/// A page by its name.
pub async fn page(State(pages): State<Pages>, UrlPath(name): UrlPath<String>, role: Role) -> Response {
    let plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'.');
    let known = plain && name.ends_with(".html") && !name.contains("..");
    let text = if known { std::fs::read_to_string(pages.www.join(&name)).ok() } else { None };
    let Some(text) = text else { return (StatusCode::NOT_FOUND, Html("<h1>Page not found</h1>")).into_response() };
    let checked = |wanted: Role| if role == wanted { "checked" } else { "" };
    let text = text
        .replace("{{coplan}}", &format!("/assets/{}", pages.assets.package))
        .replace("{{portal}}", &format!("/assets/{}", pages.assets.portal))
        .replace("{{care_coordinator}}", checked(Role::CareCoordinator))
        .replace("{{administrator}}", checked(Role::Administrator));
    ([(header::CACHE_CONTROL, "no-store")], Html(text)).into_response()
}

/// The switch.
#[derive(Deserialize)]
pub struct Switch {
    role: String,
}

/// Changes the role and goes back to the page.
pub async fn switch_role(headers: HeaderMap, Form(switch): Form<Switch>) -> Response {
    let role = Role::from_name(&switch.role).name();
    let cookie = format!("role={role}; Path=/; HttpOnly; SameSite=Strict");
    let from = headers.get(header::REFERER).and_then(|from| from.to_str().ok()).unwrap_or_default();
    // Only the path: nobody is sent to another site.
    let path = from.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_else(|| "/".to_owned());
    let path = if path.starts_with("//") { "/".to_owned() } else { path };
    ([(header::SET_COOKIE, cookie)], Redirect::to(&path)).into_response()
}
