//! The documents over HTTP: what a host has to do with what an element hands it. Never logs a body.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Form, Json};
use coplan_model::{Document, DocumentError, FormName, Moment, Status};
use coplan_rules::problems_everywhere;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::{Asked, Named};
use crate::openapi::Refused;
use crate::people::{self, NOT_SEEN, People};
use crate::problem::Refusal;
use crate::store::{self, Action, Entry, Found, Saved, Store};
use crate::user::User;
use crate::{blocking, limits, origin, user};

/// What the documents of the portal are kept in, and the people that they are about.
#[derive(Clone)]
pub struct Records {
    /// The documents.
    pub store: Store,
    /// The people.
    pub people: People,
    /// Whether restricted documents may be taken along to a visit.
    pub restricted_leave: bool,
}

/// What the browser hears when a document was stored.
#[derive(Serialize, ToSchema)]
pub(crate) struct Receipt {
    revision: u64,
    saved_at: String,
}

/// Stores a new revision. The document is checked again here: a browser is not to be trusted.
#[utoipa::path(
    put,
    path = "/api/documents/{id}",
    params(("id" = String, Path, description = "The document's id", example = "3f2a91c0-52d7-4d1f-9a59-3c5b0c6d2f11", pattern = "^[A-Za-z0-9][A-Za-z0-9._~-]*$", max_length = 64)),
    request_body(
        content = Value,
        description = "A document, as the form's JSON Schema has it, with the revision that it follows",
        example = json!({ "form": "relapse_plan", "id": "3f2a91c0-52d7-4d1f-9a59-3c5b0c6d2f11", "subject": { "ref": "demo-1" }, "answers": {} })
    ),
    responses(
        (status = 200, description = "Stored as this revision", body = Receipt),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn put(
    State(records): State<Records>,
    Named(id): Named<String>,
    user: User,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    if !is_json(&headers) {
        let title = "The page sent this form in a way that the portal cannot read.";
        let detail = "Send the document with Content-Type: application/json.";
        return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, title, detail));
    }
    limits::id(&id)?;
    // What is not UTF-8 is not JSON, and an empty text is named as that too.
    let read = blocking::run(move || read(std::str::from_utf8(&body).unwrap_or_default()));
    let document = read.await??;
    if document.id != id {
        let title = "The page sent this form to the address of another one.";
        let detail = "The id in the document and the id in the address differ: send them alike.";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, title, detail).at("id", "other_id"));
    }
    if user.is_not_who_opened(&headers) {
        return Err(typed_by_another());
    }
    Ok(Json(keep(&records, document, &user).await?).into_response())
}

fn typed_by_another() -> Refusal {
    user::other("Nothing was saved: somebody else typed this. Sign in as them in another tab, then save again.")
}

/// What a page without a script sends: the document, as an element has put it into the page's form under its name, and the
/// page's own address, which says who it is about. `user` is the id of whoever opened the page.
#[derive(Deserialize, ToSchema)]
pub struct Posted {
    document: String,
    page: String,
    #[serde(default)]
    user: Option<String>,
}

/// Stores the document of a posted form, and goes on to it. An element that nobody handed a document does not know who it is
/// about: the page does. Where both say it, they must say the same.
#[utoipa::path(
    post,
    path = "/documents",
    request_body(content = Posted, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 303, description = "Stored; on to its page"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn post(
    State(records): State<Records>,
    user: User,
    posted: Result<Form<Posted>, FormRejection>,
) -> Result<Response, Refusal> {
    let Form(posted) = posted.map_err(|rejection| {
        let detail = "Send a form with `document` and `page`. What was filled in is still there: go back to it.";
        Refusal::new(rejection.status(), "The page did not send a form.", detail)
    })?;
    if !user.demo && posted.user.is_some_and(|said| said != user.id) {
        return Err(typed_by_another());
    }
    let whose = whose(&posted.page)?;
    let mut document = blocking::run(move || read(&posted.document)).await??;
    limits::id(&document.id)?;
    if let Some(whose) = whose {
        if !records.people.sees(&user, &whose) {
            return Err(about_nobody("unknown"));
        }
        let said = store::person(&document);
        // Where the document has no reference, somebody has typed who it is about.
        let other = match said.is_empty() {
            true => records.people.is_somebody_else(&document.subject, &whose),
            false => said != whose,
        };
        if other {
            return Err(about_another());
        }
        if !records.people.know(&whose) {
            return Err(about_nobody("unknown"));
        }
        document.subject.insert("ref".to_owned(), whose.into());
    }
    let asked = serde_urlencoded::to_string([("person", store::person(&document)), ("id", &document.id)]);
    let page = document.form.as_str().replace('_', "-");
    keep(&records, document, &user).await?;
    Ok(Redirect::to(&format!("/{page}.html?{}", asked.unwrap_or_default())).into_response())
}

/// Whom the address of a page names, if it does. One that names several, or that cannot be read, says nothing that could be
/// relied on.
pub fn whose(page: &str) -> Result<Option<String>, Refusal> {
    let asked = page.split_once('?').map_or("", |(_, asked)| asked);
    let pairs = serde_urlencoded::from_str::<Vec<(String, String)>>(asked).map_err(|_| about_nobody("unknown"))?;
    let mut named = pairs.into_iter().filter(|(key, _)| key == "person").map(|(_, person)| person);
    let first = named.next();
    if named.all(|person| first.as_ref() == Some(&person)) { Ok(first) } else { Err(about_another()) }
}

/// Reads a document within the limits that are said.
fn read(text: &str) -> Result<Document, Refusal> {
    limits::shape(text)?;
    Document::from_json(text).map_err(no_document)
}

/// Stores a document as its next revision, if the role may and nothing is lost by it.
async fn keep(records: &Records, document: Document, user: &User) -> Result<Receipt, Refusal> {
    let Records { store, people, .. } = records;
    if !user.role.may_see(document.access()) {
        return Err(refused(store, &document.id, user, restricted()).await?);
    }
    if !limits::is_reference(store::person(&document)) {
        return Err(about_nobody("missing"));
    }
    if !people.sees(user, store::person(&document)) {
        return Err(refused(store, &document.id, user, people::nobody(user)).await?);
    }
    if people.have_number_of_another(&document.subject, store::person(&document)) {
        return Err(about_another());
    }
    // What is there may be about somebody else: then not even its revision is told.
    if !user.demo && store.get(&document.id).await?.is_some_and(|found| !people.sees(user, &found.person)) {
        return Err(refused(store, &document.id, user, not_seen(user)).await?);
    }
    let now = jiff::Timestamp::now();
    let checked = blocking::run(move || {
        let finished = matches!(document.status, Status::Complete | Status::Amended);
        let problems = if finished { problems_everywhere(&document, Moment::Complete, now) } else { Vec::new() };
        (document, problems)
    });
    let (document, problems) = checked.await?;
    if !problems.is_empty() {
        let title = "Some answers are missing or need to be checked before this form is complete.";
        let detail = "The document says it is complete, and these stand in the way. Save it as a draft.";
        return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, title, detail).with(&problems));
    }
    let saved_at = store::written(now);
    let id = document.id.clone();
    match store.save(document, user, &saved_at).await? {
        Saved::As(revision) => Ok(Receipt { revision, saved_at }),
        // Whether another team has something under this id is told to nobody.
        Saved::Stale(0) if !user.demo => Err(not_seen(user)),
        Saved::Stale(0) => {
            let detail = "Nothing has been saved under this id: send the first revision without `revision`.";
            Err(Refusal::new(StatusCode::CONFLICT, "The portal has no earlier version of this form.", detail))
        }
        Saved::Stale(latest) => {
            let detail = format!("Revision {latest} is the latest. Nothing was overwritten: open it.");
            Err(Refusal::new(StatusCode::CONFLICT, "This form was changed somewhere else in the meantime.", detail))
        }
        Saved::Restricted => Err(refused(store, &id, user, restricted()).await?),
        Saved::CannotFollow(problems) => {
            let title = "Saving this would change or remove something that was recorded earlier.";
            let detail = "What an earlier revision recorded would be lost. Open the latest and add to it.";
            Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, title, detail).with(&problems))
        }
    }
}

/// The refusal to store over what somebody may not see, once it is recorded.
async fn refused(store: &Store, id: &str, user: &User, why: Refusal) -> Result<Refusal, Refusal> {
    if let Some(found) = store.get(id).await? {
        store.record(id, &found, user, Action::Refused, "").await?;
    }
    Ok(why)
}

/// Under whom a document is to be opened. Whoever does not say gets it whoever it is about.
#[derive(Default, Deserialize)]
pub struct Under {
    person: Option<String>,
}

/// The latest revision of a document.
#[utoipa::path(
    get,
    path = "/api/documents/{id}",
    params(("id" = String, Path, description = "The document's id"), ("person" = Option<String>, Query, description = "Only if it is about this person", example = "demo-1")),
    responses(
        (status = 200, description = "The document as it was stored", body = Value),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn get(
    State(records): State<Records>,
    Named(id): Named<String>,
    Asked(under): Asked<Under>,
    user: User,
) -> Result<Response, Refusal> {
    let body = opened(&records, &id, &user, &under, Action::Read).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// Every revision of a document, without answers.
#[utoipa::path(
    get,
    path = "/api/documents/{id}/revisions",
    params(("id" = String, Path, description = "The document's id"), ("person" = Option<String>, Query, description = "Only if it is about this person", example = "demo-1")),
    responses(
        (status = 200, description = "The first first, without answers", body = [Entry]),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn revisions(
    State(records): State<Records>,
    Named(id): Named<String>,
    Asked(under): Asked<Under>,
    user: User,
) -> Result<Json<Vec<Entry>>, Refusal> {
    let found = records.store.revisions(&id).await?.ok_or_else(|| not_seen(&user))?;
    if let Err(refusal) = allowed(&records, &found, &user, &under) {
        records.store.record(&id, &found, &user, Action::Refused, "").await?;
        return Err(refusal);
    }
    Ok(Json(found.what))
}

/// Whose documents.
#[derive(Deserialize)]
pub struct Whose {
    person: String,
}

/// A person's documents. Those that the role may not see are not in the list, and no line says that there are more: that
/// someone was asked about abuse, or answered, is itself something a role without need may not learn.
#[utoipa::path(
    get,
    path = "/api/documents",
    params(("person" = String, Query, description = "Whose", example = "demo-1")),
    responses(
        (status = 200, description = "The latest revision of each, without answers", body = [Entry]),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn list(
    State(records): State<Records>,
    Asked(whose): Asked<Whose>,
    user: User,
) -> Result<Json<Vec<Entry>>, Refusal> {
    if !records.people.sees(&user, &whose.person) {
        return Err(people::nobody(&user));
    }
    Ok(Json(records.store.list(&whose.person, user.role).await?))
}

/// A form that can be filled in.
#[derive(Serialize, ToSchema)]
pub struct Available {
    form: &'static str,
    access: &'static str,
}

/// The forms that the role may fill in.
#[utoipa::path(
    get,
    path = "/api/forms",
    responses(
        (status = 200, description = "They and who may see them", body = [Available])
    )
)]
pub async fn forms(user: User) -> Json<Vec<Available>> {
    let forms = FormName::ALL.iter().filter(|form| user.role.may_see(form.access()));
    Json(forms.map(|form| Available { form: form.as_str(), access: form.access().code() }).collect())
}

/// No form of another site can send this type, so none can save in someone's name.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = origin::only(headers, &header::CONTENT_TYPE).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn no_document(error: DocumentError) -> Refusal {
    let detail = format!("{error}. Nothing was stored: send what the element handed over, as it is.");
    Refusal::new(StatusCode::BAD_REQUEST, "The portal cannot read this form.", detail)
        .at(&error.path, error.code.as_str())
}

fn about_nobody(code: &str) -> Refusal {
    let detail =
        "Set `subject.ref` to a person's id: 1 to 64 letters, digits and signs. Nobody would find it otherwise.";
    let title = "This form does not say who it is about.";
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, title, detail).at("subject.ref", code)
}

/// The wrong record is a hazard: nothing about one person is opened or stored under another.
pub fn about_another() -> Refusal {
    let detail = "Open it from the list of the person it is about.";
    Refusal::new(StatusCode::CONFLICT, "This form is about someone else.", detail).at("subject.ref", "other_person")
}

/// A document for somebody who may see it. That they do something with it, or that they were refused, is recorded before
/// anything is answered.
pub async fn opened(
    records: &Records,
    id: &str,
    user: &User,
    under: &Under,
    action: Action,
) -> Result<String, Refusal> {
    let found = records.store.get(id).await?.ok_or_else(|| not_seen(user))?;
    let allowed = allowed(records, &found, user, under);
    let action = if allowed.is_ok() { action } else { Action::Refused };
    records.store.record(id, &found, user, action, "").await?;
    allowed.map(|()| found.what)
}

/// There is nothing under this id, or it is about someone of another team: the answer does not say which.
pub fn not_seen(user: &User) -> Refusal {
    let title = "There is no such form that you can open.";
    if user.demo {
        return Refusal::new(StatusCode::NOT_FOUND, title, "Nothing has been saved under this id.");
    }
    let detail =
        "Nothing has been saved under this id, or it is about someone of another team. If you need it now, say why.";
    Refusal::new(StatusCode::NOT_FOUND, title, detail).at("", NOT_SEEN)
}

fn allowed<T>(records: &Records, found: &Found<T>, user: &User, under: &Under) -> Result<(), Refusal> {
    if !records.people.sees(user, &found.person) {
        return Err(not_seen(user));
    }
    if !user.role.may_see(found.access) {
        return Err(restricted());
    }
    if under.person.as_ref().is_some_and(|person| *person != found.person) {
        return Err(about_another());
    }
    Ok(())
}

/// 403, not 404. An id is a random UUID, so whoever asks for one was given it and knows that the document exists; to say
/// that it does not could make a worker start a second one, while a plain no tells them to ask for the role.
fn restricted() -> Refusal {
    let detail = "It does not see restricted documents. Ask someone whose role does.";
    Refusal::new(StatusCode::FORBIDDEN, "Your role cannot open this form.", detail).at("", "restricted")
}
