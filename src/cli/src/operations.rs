//! What whoever runs the portal asks of it: whether it lives, whether its database answers, and how much it does. Nothing here is
//! about anybody: addresses are counted as the portal names them, without what stands in them.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::log;
use crate::openapi::Refused;
use crate::problem::Refusal;
use crate::store::Store;

/// From a list that is read at once to a database that is waited for, in seconds.
const SECONDS: [f64; 8] = [0.005, 0.02, 0.05, 0.2, 0.5, 2.0, 5.0, 10.0];

type Counted = [(&'static str, String); 3];
type Timed = [(&'static str, String); 1];

/// How many requests there were, and how long they took.
#[derive(Clone)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<Counted, Counter>,
    seconds: Family<Timed, Histogram, fn() -> Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("coplan_http");
        let requests = Family::default();
        registry.register("requests", "Requests that were answered", requests.clone());
        let seconds = Family::new_with_constructor((|| Histogram::new(SECONDS)) as fn() -> Histogram);
        registry.register("request_seconds", "Seconds until they were", seconds.clone());
        Self { registry: Arc::new(registry), requests, seconds }
    }
}

/// It runs.
#[utoipa::path(
    get,
    path = "/healthz",
    responses(
        (status = 200, description = "It runs", body = String)
    )
)]
pub async fn healthy() -> &'static str {
    "ok\n"
}

/// It runs, and its database answers.
#[utoipa::path(
    get,
    path = "/readyz",
    responses(
        (status = 200, description = "It works", body = String),
        (status = "default", description = "No, and why", body = Refused, content_type = "application/problem+json")
    )
)]
pub async fn ready(State(store): State<Store>) -> Result<&'static str, Refusal> {
    store.ready().await?;
    Ok("ok\n")
}

/// The metrics, as OpenMetrics has them.
#[utoipa::path(
    get,
    path = "/metrics",
    responses(
        (status = 200, description = "OpenMetrics", body = String, content_type = "application/openmetrics-text")
    )
)]
pub async fn metrics(State(metrics): State<Metrics>) -> Response {
    let mut text = String::new();
    if encode(&mut text, &metrics.registry).is_err() {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text).into_response()
}

/// Counts a request and its time, and gives it a number, by which a line of the log is found.
pub async fn measure(State(metrics): State<Metrics>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = match *request.method() {
        Method::GET | Method::HEAD | Method::POST | Method::PUT => request.method().to_string(),
        // Anybody can send a method of their own.
        _ => "other".to_owned(),
    };
    let address = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let number = log::number();
    let mut response = log::numbered(number.clone(), next.run(request)).await;
    let took = began.elapsed();
    log::answered(&number, &method, &address, response.status().as_u16(), took);
    if let Ok(number) = HeaderValue::from_str(&number) {
        response.headers_mut().insert("x-request-id", number);
    }
    metrics.seconds.get_or_create(&[("address", address.clone())]).observe(took.as_secs_f64());
    let status = response.status().as_u16().to_string();
    metrics.requests.get_or_create(&[("method", method), ("address", address), ("status", status)]).inc();
    response
}
