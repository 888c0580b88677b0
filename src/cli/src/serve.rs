//! `coplan serve`: the demo portal. It listens on this machine only, unless told otherwise.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{any, delete, get, post, put};
use clap::Args;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::api::{self, Records};
use crate::assets::{self, Assets};
use crate::audit::{self, Glass};
use crate::connections;
use crate::devices::{self, Devices, Offline};
use crate::ehr;
use crate::examples::{self, Examples};
use crate::gate::{Gate, answer};
use crate::log::{self, Log};
use crate::openapi;
use crate::operations::{self, Metrics};
use crate::origin::Names;
use crate::pages::{self, Pages};
use crate::people::{self, People};
use crate::problem::{no_such_address, no_such_method};
use crate::sign_in;
use crate::sign_in::launch;
use crate::sign_in::routes::{self, Desk};
use crate::sign_in::sessions;
use crate::store::{self, Database, Store};
use crate::user::{self, Demo};

/// What the portal is started with.
#[derive(Args, Clone, Debug)]
#[command(args_override_self = true)]
pub struct Options {
    /// A file of these options: JSON, by their names. What is given here as well counts more
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The port; 0 takes any that is free
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// The address to listen on
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// A name under which browsers reach the portal, beside localhost and its addresses; may be given more than once
    #[arg(long = "name", value_name = "NAME")]
    pub names: Vec<String>,
    /// How many seconds a request may take to arrive, and its answer to be taken
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: u64,
    /// The database: a file, made when it is not there yet, or postgres://USER:PASSWORD@HOST:PORT/DATABASE
    #[arg(long, default_value = "coplan-demo.db", value_name = "FILE|URL")]
    pub db: Database,
    /// What is printed on standard error: text says what failed, json also every request
    #[arg(long, value_enum, default_value_t)]
    pub log: Log,
    /// How many hours what was taken along to a visit opens without a network
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u16).range(1..=168))]
    pub offline_hours: u16,
    /// Whether restricted documents may be taken along to a visit
    #[arg(long, default_value_t = false, action = clap::ArgAction::Set, value_name = "true|false")]
    pub offline_restricted: bool,
    /// The built package
    #[arg(long, default_value = "dist")]
    pub dist: PathBuf,
    /// The portal's pages
    #[arg(long, default_value = "www")]
    pub www: PathBuf,
    /// How people sign in
    #[command(flatten)]
    pub sign_in: sign_in::Options,
    /// Which record systems open a care plan here
    #[command(flatten)]
    pub ehr: ehr::Options,
    /// Example documents for the gallery, a folder a form
    #[arg(long, default_value = "tests/fixtures")]
    pub examples: PathBuf,
}

/// What is copied, and where to.
#[derive(Args, Clone, Debug)]
pub struct Backup {
    /// The portal's database: a file
    #[arg(long, default_value = "coplan-demo.db", value_name = "FILE")]
    pub db: Database,
    /// The copy, which is not there yet
    pub copy: PathBuf,
}

/// Copies the database of a portal, which may be running.
pub fn backup(options: &Backup) -> Result<()> {
    if options.copy.exists() {
        bail!("{} exists already, and nothing was copied: name a file that does not", options.copy.display());
    }
    let runtime = tokio::runtime::Runtime::new()?;
    let copied = runtime.block_on(options.db.copy_to(&options.copy));
    copied.with_context(|| format!("{} cannot be copied to {}", options.db, options.copy.display()))
}

/// Serves until it is interrupted.
pub fn run(options: &Options) -> Result<()> {
    log::choose(options.log);
    ensure!(
        options.host.is_loopback() || options.sign_in.oidc.is_some(),
        "sign_in_needed: without --oidc anyone who reaches the portal can read and change everything, so it listens on this machine \
         alone. Give --oidc, --oidc-client, --oidc-secret-file and --origin, or leave out --host"
    );
    let runtime = tokio::runtime::Runtime::new()?;
    let served = runtime.block_on(async {
        let address = SocketAddr::new(options.host, options.port);
        let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => anyhow!("port {} is taken: choose another with --port", options.port),
            _ => anyhow!("{address} cannot be listened on: {error}"),
        })?;
        let store = open(options).await?;
        let app = router(options, store.clone()).await?;
        let demo = if options.sign_in.oidc.is_none() { "demo " } else { "" };
        // Whoever is told that it runs may stop it at once.
        let stop = told_to_stop();
        println!("Coplan {demo}portal: http://{}", listener.local_addr()?);
        connections::serve(listener, app, Duration::from_secs(options.timeout), stop).await;
        store.close().await;
        Ok(())
    });
    // Whatever is still at work holds nothing that has to be written.
    runtime.shutdown_background();
    served
}

/// Ctrl-C, and what systemd and containers send: that is heard from this call on.
fn told_to_stop() -> impl Future<Output = ()> {
    #[cfg(unix)]
    let terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate());
    async move {
        let interrupted = async {
            if tokio::signal::ctrl_c().await.is_err() {
                // Nothing can interrupt it then, and it serves until it is killed.
                std::future::pending::<()>().await;
            }
        };
        #[cfg(unix)]
        if let Ok(mut terminated) = terminated {
            return tokio::select! {
                () = interrupted => (),
                _ = terminated.recv() => (),
            };
        }
        interrupted.await;
    }
}

/// What a file of options says, as it would be typed.
///
/// # Errors
/// When it cannot be read, is no JSON object, or a value is no option's.
pub fn configured(file: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    // What the parser says would repeat what stands there, which may be a password.
    let Ok(Value::Object(options)) = coplan_model::json::read(&text) else {
        bail!("{} is no file of options: JSON, values by their names, each once", file.display());
    };
    let mut typed = Vec::new();
    for (name, value) in options {
        let values = if let Value::Array(values) = value { values } else { vec![value] };
        for value in values {
            let value = match value {
                Value::String(text) => text,
                Value::Number(number) => number.to_string(),
                Value::Bool(decided) => decided.to_string(),
                _ => bail!("{}: `{name}` is a text, a number, true or false, or a list of them", file.display()),
            };
            ensure!(name != "config", "{}: `config` names no further file", file.display());
            typed.push(format!("--{name}={value}"));
        }
    }
    Ok(typed)
}

/// The database that the options name.
pub async fn open(options: &Options) -> Result<Store> {
    Store::open(&options.db).await.with_context(|| format!("{} cannot be opened", options.db))
}

/// The portal's addresses.
pub async fn router(options: &Options, store: Store) -> Result<Router> {
    let assets = Assets::read(&options.dist, &options.www, options.ehr.fhirclient.as_deref())?;
    let pages = Pages::read(&options.www, &assets, options.sign_in.oidc.is_none())?;
    let people = People::read(&options.www)?;
    let sign_in = options.sign_in.open(&store, Demo { teams: people.teams(), since: store::now() }).await?;
    let names = [options.names.clone(), options.sign_in.name().into_iter().collect()].concat();
    let gate = Gate {
        names: Arc::new(Names::new(options.host, &names)),
        pages: pages.clone(),
        timeout: Duration::from_secs(options.timeout),
        sign_in: sign_in.clone(),
        ehr: options.ehr.policy()?,
    };
    let documents = Router::new()
        .route("/api/documents", get(api::list))
        .route("/api/documents/{id}", put(api::put).get(api::get))
        .route("/api/documents/{id}/revisions", get(api::revisions))
        .route("/api/documents/{id}/taken", post(audit::take))
        .route("/api/audit", get(audit::trail))
        .route("/documents", post(api::post))
        .route("/break-glass", post(audit::break_glass))
        .with_state(Glass {
            records: Records {
                store: store.clone(),
                people: people.clone(),
                restricted_leave: options.offline_restricted,
            },
            pages: pages.clone(),
        });
    let offline = Offline {
        lifetime: Duration::from_secs(3600 * u64::from(options.offline_hours)),
        restricted: options.offline_restricted,
    };
    let devices = Router::new()
        .route("/api/devices", get(devices::list))
        .route("/api/devices/{id}", get(devices::get).put(devices::put).delete(devices::wipe))
        .with_state(Devices { store: store.clone(), offline });
    let metrics = Metrics::default();
    let operations = Router::new()
        .route("/healthz", get(operations::healthy))
        .route("/readyz", get(operations::ready).with_state(store))
        .route("/metrics", get(operations::metrics).with_state(metrics.clone()));
    let people = Router::new()
        .route("/api/people", get(people::list))
        .route("/api/people/{reference}", get(people::get))
        .with_state(people);
    let examples = Router::new()
        .route("/api/examples", get(examples::list))
        .route("/api/examples/{form}/{name}", get(examples::get))
        .with_state(Examples::read(&options.examples)?);
    let files = Router::new().route("/assets/{*path}", get(assets::get)).with_state(assets);
    let switch = Router::new().route("/role", post(pages::switch_role)).with_state(pages.clone());
    let site = Router::new()
        .route("/", get(pages::index))
        .route("/visit.html", get(pages::visit))
        .route("/service-worker.js", get(pages::service_worker))
        .route("/manifest.webmanifest", get(pages::manifest))
        .route("/{page}", get(pages::page))
        .fallback(pages::not_found)
        .with_state(pages.clone());
    let desk = Router::new()
        .route("/session", post(routes::turn))
        .route("/sign-in/launch", get(launch::launch))
        .route("/sign-in/callback", get(routes::callback))
        .route("/sign-in/back-channel", post(routes::back_channel))
        .route("/sign-in/front-channel", get(routes::front_channel))
        .route("/api/sessions", get(sessions::list).delete(sessions::end_others))
        .route("/api/sessions/{id}", delete(sessions::end))
        .with_state(Desk { pages, sign_in });
    let api = documents
        .merge(people)
        .merge(examples)
        .merge(devices)
        .route("/api/forms", get(api::forms))
        .route("/api/user", get(user::get))
        .route("/api/openapi.json", get(openapi::get))
        .route("/api/{*rest}", any(no_such_address));
    let all = api
        .merge(files)
        .merge(operations)
        .merge(desk)
        .merge(switch)
        .merge(site)
        .method_not_allowed_fallback(no_such_method);
    // What is sent has been read within its limit by then.
    let all = all.layer(DefaultBodyLimit::disable());
    let all = all.layer(middleware::from_fn_with_state(gate, answer));
    Ok(all.layer(middleware::from_fn_with_state(metrics, operations::measure)))
}
