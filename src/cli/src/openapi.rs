//! The portal's API as OpenAPI describes it, written from what stands beside each handler. A test holds it against the addresses.

use axum::Json;
use serde::Serialize;
use utoipa::openapi::OpenApi as Description;
use utoipa::{OpenApi, ToSchema};

use crate::{api, audit, devices, examples, operations, pages, people, sign_in, user};

/// Every no of the portal (RFC 9457). It never holds an answer.
#[derive(Serialize, ToSchema)]
pub struct Refused {
    /// A sentence for the person at the screen.
    title: String,
    /// As the answer has it.
    status: u16,
    /// What to do about it.
    detail: String,
    /// Where in a document, and what.
    problems: Option<Vec<At>>,
}

/// A place and a code.
#[derive(Serialize, ToSchema)]
pub struct At {
    /// The path in the document, or empty.
    path: String,
    /// What is wrong there: docs/errors.md and docs/portal.md have the codes.
    code: String,
}

/// Everything but the pages and their files.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Coplan demo portal",
        description = "Every method but GET needs `Origin` with the portal's own address. The cookie `role` says in which role."
    ),
    paths(
        api::list,
        api::put,
        api::get,
        api::revisions,
        api::post,
        api::forms,
        audit::take,
        audit::trail,
        audit::break_glass,
        devices::list,
        devices::put,
        devices::get,
        devices::wipe,
        people::list,
        people::get,
        examples::list,
        examples::get,
        operations::healthy,
        operations::ready,
        operations::metrics,
        pages::switch_role,
        sign_in::routes::turn,
        sign_in::launch::launch,
        sign_in::routes::callback,
        sign_in::routes::back_channel,
        sign_in::routes::front_channel,
        sign_in::sessions::list,
        sign_in::sessions::end,
        sign_in::sessions::end_others,
        user::get,
        get
    )
)]
struct Api;

/// This description.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    responses((status = 200, description = "OpenAPI", body = serde_json::Value))
)]
pub async fn get() -> Json<Description> {
    Json(Api::openapi())
}
