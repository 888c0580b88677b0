//! `coplan serve`: the demo portal. It listens on this machine only, unless told otherwise.

use std::net::IpAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post, put};
use clap::Args;

use crate::api;
use crate::assets::{self, Assets};
use crate::pages::{self, POLICY, Pages};
use crate::store::Store;

/// What the portal is started with.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// The port
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
}

/// Serves until it is interrupted.
pub fn run(options: &Options) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let app = router(options).await?;
        let address = (options.host, options.port);
        let taken = || format!("port {} is taken: choose another with --port", options.port);
        let listener = tokio::net::TcpListener::bind(address).await.with_context(taken)?;
        println!("Coplan demo portal: http://{}", listener.local_addr()?);
        let stop = async {
            let _ = tokio::signal::ctrl_c().await;
        };
        axum::serve(listener, app).with_graceful_shutdown(stop).await?;
        Ok(())
    })
}

/// The portal's addresses.
pub async fn router(options: &Options) -> Result<Router> {
    let store = Store::open(&options.db).await.with_context(|| format!("{} cannot be opened", options.db.display()))?;
    let assets = Assets::read(&options.dist, &options.www)?;
    let pages = Pages { www: options.www.clone(), assets: assets.clone() };
    let documents = Router::new()
        .route("/api/documents", get(api::list))
        .route("/api/documents/{id}", put(api::put).get(api::get))
        .layer(DefaultBodyLimit::max(api::BODY_LIMIT))
        .with_state(store);
    let site = Router::new()
        .route("/", get(pages::index))
        .route("/role", post(pages::switch_role))
        .route("/{page}", get(pages::page))
        .with_state(pages);
    let files = Router::new().route("/assets/{*path}", get(assets::get)).with_state(assets);
    Ok(documents.merge(site).merge(files).layer(middleware::from_fn(guard)))
}

/// The same headers on every answer.
async fn guard(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
