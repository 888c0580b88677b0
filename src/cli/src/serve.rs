//! `coplan serve`: the demo portal. It listens on this machine only, unless told otherwise.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{any, get, post, put};
use clap::Args;
use tokio::net::TcpListener;

use crate::api;
use crate::assets::{self, Assets};
use crate::examples::{self, Examples};
use crate::pages::{self, POLICY, Pages};
use crate::people::{self, People};
use crate::problem::{no_such_address, no_such_method};
use crate::store::Store;

/// What the portal is started with.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The port; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The database, made when it is not there yet
    #[arg(long, default_value = "coplan-demo.db")]
    pub db: PathBuf,
    /// The built package
    #[arg(long, default_value = "dist")]
    pub dist: PathBuf,
    /// The portal's pages
    #[arg(long, default_value = "www")]
    pub www: PathBuf,
    /// Example documents for the gallery, a folder a form
    #[arg(long, default_value = "tests/fixtures")]
    pub examples: PathBuf,
}

/// Serves until it is interrupted.
pub fn run(options: &Options) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let address = SocketAddr::new(options.host, options.port);
        let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow!("port {} is taken: choose another with --port", options.port),
            _ => anyhow!("{address} cannot be listened on: {error}"),
        })?;
        let store = open(options).await?;
        let app = router(options, store.clone())?;
        println!("Coplan demo portal: http://{}", listener.local_addr()?);
        if !options.host.is_loopback() {
            println!("Anyone who reaches this address can use it: it has no sign-in. Invented people only.");
        }
        let stop = async {
            if tokio::signal::ctrl_c().await.is_err() {
                // Nothing can interrupt it then, and it serves until it is killed.
                std::future::pending::<()>().await;
            }
        };
        axum::serve(listener, app).with_graceful_shutdown(stop).await?;
        store.close().await;
        Ok(())
    })
}

/// The database that the options name.
pub async fn open(options: &Options) -> Result<Store> {
    Store::open(&options.db).await.with_context(|| format!("{} cannot be opened", options.db.display()))
}

/// The portal's addresses.
pub fn router(options: &Options, store: Store) -> Result<Router> {
    let assets = Assets::read(&options.dist, &options.www)?;
    let pages = Pages::read(&options.www, &assets)?;
    let documents = Router::new()
        .route("/api/documents", get(api::list))
        .route("/api/documents/{id}", put(api::put).get(api::get))
        .route("/api/documents/{id}/revisions", get(api::revisions))
        .route("/documents", post(api::post))
        .layer(DefaultBodyLimit::max(api::BODY_LIMIT))
        .with_state(store);
    let people = Router::new()
        .route("/api/people", get(people::list))
        .route("/api/people/{reference}", get(people::get))
        .with_state(People::read(&options.www)?);
    let examples = Router::new()
        .route("/api/examples", get(examples::list))
        .route("/api/examples/{form}/{name}", get(examples::get))
        .with_state(Examples::read(&options.examples)?);
    let files = Router::new().route("/assets/{*path}", get(assets::get)).with_state(assets);
    let site = Router::new()
        .route("/", get(pages::index))
        .route("/role", post(pages::switch_role))
        .route("/{page}", get(pages::page))
        .fallback(pages::not_found)
        .with_state(pages);
    let api = documents
        .merge(people)
        .merge(examples)
        .route("/api/forms", get(api::forms))
        .route("/api/{*rest}", any(no_such_address));
    let all = api.merge(files).merge(site).method_not_allowed_fallback(no_such_method);
    Ok(all.layer(middleware::from_fn(guard)))
}

/// The same headers on every answer.
async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    // Documents, lists and pages are about a person: they stay in no cache. Hashed files have said otherwise.
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
