//! What the portal is told about the provider when it starts.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use axum::http::Uri;
use clap::Args;
use openidconnect::{ClientId, ClientSecret, IssuerUrl, PostLogoutRedirectUrl, RedirectUrl};

use super::provider::{Provider, Registered};
use super::trouble::Trouble;
use super::{Doors, SignIn};
use crate::log;
use crate::store::{Lasts, Store};
use crate::user::Demo;

/// How long to wait before the provider is asked again, when the portal starts.
const WAITS: [u64; 4] = [0, 1, 2, 4];

/// How people sign in.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Options {
    /// The OpenID Connect provider that people sign in with: its issuer. Without it the portal is a demonstration without sign-in
    #[arg(long, value_name = "ISSUER", requires_all = ["client", "secret", "origin"])]
    pub oidc: Option<String>,
    /// The portal's id with the provider
    #[arg(long = "oidc-client", value_name = "ID", requires = "oidc")]
    pub client: Option<String>,
    /// A file with the portal's secret with the provider, and nothing else
    #[arg(long = "oidc-secret-file", value_name = "FILE", requires = "oidc")]
    pub secret: Option<PathBuf>,
    /// Where people reach the portal: `https://portal.example`
    #[arg(long, value_name = "URL", requires = "oidc")]
    pub origin: Option<String>,
    /// What is asked of the provider besides `openid`; may be given more than once
    #[arg(long = "oidc-scope", value_name = "SCOPE", default_value = "profile")]
    pub scopes: Vec<String>,
    /// The claim with somebody's role: care_coordinator or administrator. `/a/b` is `b` within `a`
    #[arg(long = "oidc-role-claim", value_name = "CLAIM", default_value = "role")]
    pub role_claim: String,
    /// The claim with the teams that somebody works in
    #[arg(long = "oidc-teams-claim", value_name = "CLAIM", default_value = "teams")]
    pub teams_claim: String,
    /// After how many seconds without a request a session ends
    #[arg(long = "session-idle", value_name = "SECONDS", default_value_t = 20 * 60, value_parser = clap::value_parser!(i64).range(1..))]
    pub idle: i64,
    /// After how many seconds a session ends in any case
    #[arg(long = "session-longest", value_name = "SECONDS", default_value_t = 12 * 60 * 60, value_parser = clap::value_parser!(i64).range(1..))]
    pub longest: i64,
}

impl Options {
    /// The name in `--origin`: browsers reach the portal by it.
    pub fn name(&self) -> Option<String> {
        let origin: Uri = self.origin.as_ref()?.parse().ok()?;
        Some(origin.host()?.to_owned())
    }

    /// Finds the provider, and waits for it a little: both may have been started at once.
    ///
    /// # Errors
    /// When the options do not say enough, or the provider cannot be used.
    pub async fn open(&self, store: &Store, demo: Demo) -> Result<SignIn> {
        let Some(registered) = self.registered()? else { return Ok(SignIn::Demo(demo)) };
        let lasts = Lasts { idle: self.idle, longest: self.longest };
        store.remove_sessions(lasts, super::now()).await?;
        let mut found = Err(Trouble::Unreachable);
        for wait in WAITS {
            tokio::time::sleep(Duration::from_secs(wait)).await;
            found = Provider::discover(registered.clone()).await;
            if !matches!(found, Err(Trouble::Unreachable)) {
                break;
            }
            log::failed("provider", Trouble::Unreachable.code());
        }
        let provider = found.with_context(|| format!("{} cannot be used to sign in", registered.issuer.as_str()))?;
        Ok(SignIn::With(Arc::new(Doors {
            provider,
            store: store.clone(),
            lasts,
            role_claim: self.role_claim.clone(),
            teams_claim: self.teams_claim.clone(),
            secure: registered.back.url().scheme() == "https",
        })))
    }

    fn registered(&self) -> Result<Option<Registered>> {
        let (Some(issuer), Some(client), Some(secret), Some(origin)) =
            (&self.oidc, &self.client, &self.secret, &self.origin)
        else {
            return Ok(None);
        };
        let issuer = IssuerUrl::new(issuer.clone()).ok().filter(|issuer| is_safe(issuer.url().as_str()));
        let issuer = issuer.context("wrong_issuer: --oidc is the provider's issuer, and begins with https://")?;
        let origin = origin.trim_end_matches('/');
        ensure!(is_origin(origin), "wrong_origin: --origin is https:// and a name, without a path");
        Ok(Some(Registered {
            issuer,
            client: ClientId::new(client.clone()),
            secret: ClientSecret::new(secret_of(secret)?),
            back: RedirectUrl::new(format!("{origin}/sign-in/callback"))?,
            home: PostLogoutRedirectUrl::new(format!("{origin}/"))?,
            scopes: self.scopes.clone(),
        }))
    }
}

/// A scheme, a name and perhaps a port, encrypted or on this machine alone.
pub fn is_origin(origin: &str) -> bool {
    let bare = origin.parse::<Uri>().is_ok_and(|origin| origin.path() == "/" && origin.query().is_none());
    let plain = origin.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/.-[]".contains(&byte));
    bare && plain && !origin.ends_with('/') && is_safe(origin)
}

/// Encrypted, or on this machine alone.
fn is_safe(address: &str) -> bool {
    let Ok(address) = address.parse::<Uri>() else { return false };
    match (address.scheme_str(), address.host()) {
        (Some("https"), Some(_)) => true,
        (Some("http"), Some(host)) => ["localhost", "127.0.0.1", "[::1]"].contains(&host),
        _ => false,
    }
}

fn secret_of(file: &Path) -> Result<String> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("wrong_secret: {} cannot be read", file.display()))?;
    if text.trim().is_empty() {
        bail!("wrong_secret: {} is empty", file.display());
    }
    Ok(text.trim().to_owned())
}
