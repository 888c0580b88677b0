//! The audit trail over HTTP: who may look at it, what a page adds to it, and how documents are opened by somebody outside
//! of those who need them: a restricted one, or those of another team.

use axum::extract::rejection::{FormRejection, JsonRejection};
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::{Json, extract::FromRef};
use coplan_model::{Access, Document};
use coplan_rules::{Decided, Look, context, text};
use serde::Deserialize;
use serde_json::Map;
use utoipa::ToSchema;

use crate::address::{Asked, Named};
use crate::api::{Records, Under, about_another, not_seen, opened, whose};
use crate::openapi::Refused;
use crate::pages::Pages;
use crate::problem::Refusal;
use crate::store::{Action, Line};
use crate::user::User;
use crate::{blocking, day, people};

/// The fewest letters of a reason.
const SHORTEST: usize = 3;

/// The most characters of one.
const LONGEST: usize = 500;

/// What a page that shows a document needs.
#[derive(Clone)]
pub struct Glass {
    /// Where the documents are.
    pub records: Records,
    /// For the page that shows one.
    pub pages: Pages,
}

impl FromRef<Glass> for Records {
    fn from_ref(glass: &Glass) -> Self {
        glass.records.clone()
    }
}

/// Whose trail, and how far back.
#[derive(Deserialize)]
pub struct About {
    person: String,
    before: Option<i64>,
}

/// The trail of a person's documents, the latest line first. It tells that there are restricted ones: only those who may see
/// these may see it.
#[utoipa::path(
    get,
    path = "/api/audit",
    params(("person" = String, Query, description = "Whose documents", example = "demo-1"), ("before" = Option<i64>, Query, description = "The `id` of a line: those before it")),
    responses(
        (status = 200, description = "At most 200 lines", body = [Line]),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn trail(
    State(records): State<Records>,
    Asked(about): Asked<About>,
    user: User,
) -> Result<Json<Vec<Line>>, Refusal> {
    if !user.role.may_see_trail() {
        let detail = "Ask someone whose role does.";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "Your role does not see who has opened documents.", detail));
    }
    if !records.people.sees(&user, &about.person) {
        return Err(people::nobody(&user));
    }
    Ok(Json(records.store.trail(&about.person, about.before.unwrap_or(i64::MAX)).await?))
}

/// What somebody does with a document on their screen.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Taken {
    /// It goes to a printer.
    Printed,
    /// It is copied.
    Exported,
    /// It goes onto a tablet, to a visit without a network.
    TakenAlong,
}

/// The body of a request that records it.
#[derive(Deserialize, ToSchema)]
pub struct Take {
    action: Taken,
}

/// Records that a document is printed or copied. The page asks before it does so.
#[utoipa::path(
    post,
    path = "/api/documents/{id}/taken",
    params(("id" = String, Path, description = "The document's id")),
    request_body = Take,
    responses(
        (status = 204, description = "Recorded"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn take(
    State(records): State<Records>,
    Named(id): Named<String>,
    user: User,
    take: Result<Json<Take>, JsonRejection>,
) -> Result<StatusCode, Refusal> {
    let Json(take) = take.map_err(|rejection| {
        let detail = "Send JSON with `action`: printed, exported or taken_along.";
        Refusal::new(rejection.status(), "The page did not say what happens to this form.", detail)
    })?;
    let action = match take.action {
        Taken::Printed => Action::Printed,
        Taken::Exported => Action::Exported,
        Taken::TakenAlong => Action::TakenAlong,
    };
    stays(&records, &id, &user, action).await?;
    opened(&records, &id, &user, &Under::default(), action).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a restricted document leaves the building is the trust's decision.
async fn stays(records: &Records, id: &str, user: &User, action: Action) -> Result<(), Refusal> {
    if !matches!(action, Action::TakenAlong) || records.restricted_leave {
        return Ok(());
    }
    let Some(found) = records.store.get(id).await? else { return Ok(()) };
    // Whoever may not see it hears no more than ever.
    let seen = records.people.sees(user, &found.person) && user.role.may_see(found.access);
    if found.access == Access::Normal || !seen {
        return Ok(());
    }
    records.store.record(id, &found, user, Action::Refused, "").await?;
    let detail = "Open it where there is a network. Whoever runs the portal decides, by `offline-restricted`.";
    let title = "Restricted forms are not taken along.";
    Err(Refusal::new(StatusCode::FORBIDDEN, title, detail).at("", "restricted"))
}

/// What the page sends: its own address, which names the document, and the reason.
#[derive(Deserialize, ToSchema)]
pub struct Break {
    page: String,
    #[schema(min_length = 3, max_length = 500)]
    reason: String,
}

/// Shows a document, to be read, to whoever says why they need it. Each time, the reason is recorded first.
#[utoipa::path(
    post,
    path = "/break-glass",
    request_body(content = Break, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "A page with the document as text", content_type = "text/html"),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn break_glass(
    State(Glass { records, pages }): State<Glass>,
    here: Uri,
    user: User,
    headers: HeaderMap,
    asked: Result<Form<Break>, FormRejection>,
) -> Response {
    let asked = match asked {
        Ok(Form(asked)) => asked,
        Err(rejection) => {
            let detail = "Send a form with `page` and `reason`.";
            return Refusal::new(rejection.status(), "The page did not send a form.", detail).into_response();
        }
    };
    match told_why(&records, &asked, &user).await {
        Ok(shown) => pages.show_document(&shown, &user, &here),
        Err(refusal) if !wants_page(&headers) => refusal.into_response(),
        Err(refusal) => pages.ask_why_again(&refusal, &asked.page, &asked.reason, &user, &here),
    }
}

/// A browser asks for pages, and a program for nothing or for JSON.
fn wants_page(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

/// The document, or all those of a person, as text, once the reason is recorded for each.
async fn told_why(records: &Records, asked: &Break, user: &User) -> Result<String, Refusal> {
    let reason = asked.reason.trim();
    let letters = reason.chars().filter(|letter| letter.is_alphanumeric()).count();
    if letters < SHORTEST || reason.chars().count() > LONGEST || reason.contains('\0') {
        let detail = format!("Write why you need this form now, in {SHORTEST} to {LONGEST} letters.");
        let title = "This is opened only with a reason.";
        return Err(Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, title, detail).at("reason", "missing"));
    }
    let address = asked.page.split_once('?').map_or("", |(_, asked)| asked);
    let pairs = serde_urlencoded::from_str::<Vec<(String, String)>>(address).unwrap_or_default();
    let ids: Vec<String> = match pairs.into_iter().find_map(|(key, value)| (key == "id").then_some(value)) {
        Some(id) => vec![id],
        None => all_of(records, whose(&asked.page)?, user).await?,
    };
    let mut shown = Vec::new();
    for id in ids {
        let found = records.store.get(&id).await?.ok_or_else(|| not_seen(user))?;
        // The page says whose form it is: another person's is not opened.
        if whose(&asked.page)?.is_some_and(|person| person != found.person) {
            records.store.record(&id, &found, user, Action::Refused, reason).await?;
            return Err(about_another());
        }
        records.store.record(&id, &found, user, Action::BrokeGlass, reason).await?;
        shown.push(in_words(found.what).await?);
    }
    Ok(shown.join("\n\n"))
}

/// Every document of a person that the role may see, whichever team looks after them. A restricted one is opened by its own link.
async fn all_of(records: &Records, person: Option<String>, user: &User) -> Result<Vec<String>, Refusal> {
    let entries = records.store.list(&person.unwrap_or_default(), user.role).await?;
    let ids: Vec<String> = entries.into_iter().map(|entry| entry.id).collect();
    if ids.is_empty() { Err(not_seen(user)) } else { Ok(ids) }
}

async fn in_words(document: String) -> Result<String, Refusal> {
    let look = Look { clock: day::here(), policy: Decided::default(), messages: Map::new(), unrestricted: false };
    let shown = blocking::run(move || {
        let document = Document::from_json(&document).ok()?;
        text(context(document, &look).ok()?, None, 80).ok()
    });
    shown.await?.ok_or_else(|| {
        let detail = "The portal's version does not know it. Ask whoever runs the portal.";
        Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "This form cannot be shown.", detail)
    })
}
