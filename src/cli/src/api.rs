//! The documents over HTTP: what a host has to do with what an element hands it. Never logs a body.

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, FormRejection};
use axum::extract::{FromRequestParts, Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use coplan_model::{Access, Document, DocumentError, FormName, Status};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::day;
use crate::problem::Refusal;
use crate::role::Role;
use crate::store::{self, Entry, Saved, Store};

/// A document of one person is never larger: 2 MiB.
pub const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// What the browser hears when a document was stored.
#[derive(Serialize)]
struct Receipt {
    revision: u64,
    saved_at: String,
}

/// Stores a new revision. The document is checked again here: a browser is not to be trusted.
pub async fn put(
    State(store): State<Store>,
    Named(id): Named<String>,
    role: Role,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    if !is_json(&headers) {
        let detail = "Send the document with Content-Type: application/json.";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Not JSON", detail));
    }
    let body = body.map_err(unreadable)?;
    // What is not UTF-8 is not JSON, and an empty text is named as that too.
    let document = Document::from_json(std::str::from_utf8(&body).unwrap_or_default()).map_err(no_document)?;
    if document.id != id {
        let detail = "The id in the document and the id in the address differ: send them alike.";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "Another document", detail).at("id", "other_id"));
    }
    Ok(Json(keep(&store, &document, role).await?).into_response())
}

/// What a page without a script sends: the document, as an element has put it into the page's form under its name, and the
/// page's own address, which says who it is about.
#[derive(Deserialize)]
pub struct Posted {
    document: String,
    page: String,
}

/// Stores the document of a posted form, and goes on to it. An element that nobody handed a document does not know who it is
/// about: the page does.
pub async fn post(
    State(store): State<Store>,
    role: Role,
    headers: HeaderMap,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Refusal> {
    from_here(&headers)?;
    let Form(posted) = posted.map_err(|rejection| {
        let detail = "Send a form with `document` and `page`. What was filled in is still there: go back to it.";
        Refusal::new(rejection.status(), "No document", detail)
    })?;
    let mut document = Document::from_json(&posted.document).map_err(no_document)?;
    let asked = posted.page.split_once('?').and_then(|(_, asked)| serde_urlencoded::from_str::<Whose>(asked).ok());
    if let Some(whose) = asked.filter(|_| store::person(&document).is_empty()) {
        document.subject.insert("ref".to_owned(), whose.person.into());
    }
    keep(&store, &document, role).await?;
    let asked = serde_urlencoded::to_string([("person", store::person(&document)), ("id", &document.id)]);
    let page = document.form.as_str().replace('_', "-");
    Ok(Redirect::to(&format!("/{page}.html?{}", asked.unwrap_or_default())).into_response())
}

/// A browser says where a form was sent from: nothing is done in someone's name for another site.
pub fn from_here(headers: &HeaderMap) -> Result<(), Refusal> {
    let from = headers.get("sec-fetch-site").and_then(|site| site.to_str().ok());
    if from.is_none_or(|site| site == "same-origin" || site == "none") {
        return Ok(());
    }
    Err(Refusal::new(StatusCode::FORBIDDEN, "Another site", "Do this on a page of the portal itself."))
}

/// Stores a document as its next revision, if the role may and nothing is lost by it.
async fn keep(store: &Store, document: &Document, role: Role) -> Result<Receipt, Refusal> {
    if !role.may_see(document.access()) {
        return Err(restricted());
    }
    if store::person(document).is_empty() {
        let detail = "The document does not say who it is about, so nobody would find it: set `subject.ref`.";
        let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "About nobody", detail);
        return Err(refusal.at("subject.ref", "missing"));
    }
    let now = jiff::Timestamp::now();
    if matches!(document.status, Status::Complete | Status::Amended) {
        let problems = day::problems_everywhere(document, now);
        if !problems.is_empty() {
            let detail = "The document says it is complete, and these stand in the way. Save it as a draft.";
            return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Not complete", detail).with(&problems));
        }
    }
    // Whole milliseconds, as JavaScript's own dates have them.
    let saved_at = now.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string();
    match store.save(document, role, &saved_at).await? {
        Saved::As(revision) => Ok(Receipt { revision, saved_at }),
        Saved::Stale(0) => {
            let detail = "Nothing has been saved under this id: send the first revision without `revision`.";
            Err(Refusal::new(StatusCode::CONFLICT, "No such revision", detail))
        }
        Saved::Stale(latest) => {
            let detail = format!("Someone else saved revision {latest}. Nothing was overwritten: open the latest.");
            Err(Refusal::new(StatusCode::CONFLICT, "Changed meanwhile", detail))
        }
        Saved::Restricted => Err(restricted()),
        Saved::CannotFollow(problems) => {
            let detail = "What an earlier revision recorded would be lost. Open the latest and add to it.";
            Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "Would overwrite", detail).with(&problems))
        }
    }
}

/// The latest revision of a document.
pub async fn get(State(store): State<Store>, Named(id): Named<String>, role: Role) -> Result<Response, Refusal> {
    let body = for_role(store.get(&id).await?, role)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// Every revision of a document, without answers.
pub async fn revisions(
    State(store): State<Store>,
    Named(id): Named<String>,
    role: Role,
) -> Result<Json<Vec<Entry>>, Refusal> {
    for_role(store.revisions(&id).await?, role).map(Json)
}

/// Whose documents.
#[derive(Deserialize)]
pub struct Whose {
    person: String,
}

/// A person's documents. Those that the role may not see are not in the list, and no line says that there are more: that
/// someone was asked about abuse, or answered, is itself something a role without need may not learn.
pub async fn list(
    State(store): State<Store>,
    Asked(whose): Asked<Whose>,
    role: Role,
) -> Result<Json<Vec<Entry>>, Refusal> {
    Ok(Json(store.list(&whose.person, role).await?))
}

/// A form that can be filled in.
#[derive(Serialize)]
pub struct Available {
    form: &'static str,
    access: &'static str,
}

/// The forms that the role may fill in.
pub async fn forms(role: Role) -> Json<Vec<Available>> {
    let forms = FormName::ALL.iter().filter(|form| role.may_see(form.access()));
    Json(forms.map(|form| Available { form: form.as_str(), access: form.access().code() }).collect())
}

/// No form of another site can send this type, so none can save in someone's name.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn unreadable(rejection: BytesRejection) -> Refusal {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let detail = format!("A document may have at most {BODY_LIMIT} bytes, and nothing was stored. Shorten it.");
        return Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "Too large", detail);
    }
    Refusal::new(rejection.status(), "Not received", "The document did not arrive whole. Send it again.")
}

fn no_document(error: DocumentError) -> Refusal {
    let detail = format!("{error}. Nothing was stored: send what the element handed over, as it is.");
    Refusal::new(StatusCode::BAD_REQUEST, "Not a Coplan document", detail).at(&error.path, error.code.as_str())
}

fn for_role<T>(found: Option<(Access, T)>, role: Role) -> Result<T, Refusal> {
    let detail = "Nothing has been saved under this id.";
    let (access, found) = found.ok_or_else(|| Refusal::new(StatusCode::NOT_FOUND, "No such document", detail))?;
    if role.may_see(access) { Ok(found) } else { Err(restricted()) }
}

/// 403, not 404. An id is a random UUID, so whoever asks for one was given it and knows that the document exists; to say
/// that it does not could make a worker start a second one, while a plain no tells them to ask for the role.
fn restricted() -> Refusal {
    let detail = "Your role does not see restricted documents. Ask someone whose role does.";
    Refusal::new(StatusCode::FORBIDDEN, "Restricted", detail)
}

/// A part of the address, or a refusal in the form that all refusals have.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let detail = "The address cannot be read: write the id as UTF-8, percent-encoded.";
        let refusal = |_| Refusal::new(StatusCode::BAD_REQUEST, "No such address", detail);
        Path::from_request_parts(parts, state).await.map(|Path(part)| Self(part)).map_err(refusal)
    }
}

/// What stands behind the question mark, or a refusal in the form that all refusals have.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let refusal = |_| Refusal::new(StatusCode::BAD_REQUEST, "Whose documents?", "Ask with ?person= and their id.");
        Query::from_request_parts(parts, state).await.map(|Query(asked)| Self(asked)).map_err(refusal)
    }
}
