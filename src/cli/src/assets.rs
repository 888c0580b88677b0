//! The package and the portal's own files: hashed names, cached for ever, small on the way.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::extract::{Path as UrlPath, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A file as it is sent.
struct Asset {
    kind: &'static str,
    plain: Vec<u8>,
    brotli: Vec<u8>,
}

/// Files by address, read and compressed once.
#[derive(Clone)]
pub struct Assets {
    files: Arc<HashMap<String, Asset>>,
    /// The folder whose name changes whenever a file in it does: the WebAssembly is found beside the script.
    pub package: String,
    /// The same for the portal's own.
    pub portal: String,
}

impl Assets {
    /// Reads the package from `dist` and the portal's scripts and styles from `www`.
    pub fn read(dist: &Path, www: &Path) -> Result<Self> {
        let mut files = HashMap::new();
        let package =
            folder(dist, &["coplan.js", "coplan.wasm"], &mut files).context("run `cargo xtask build` first")?;
        let portal = folder(www, &["portal.css", "portal.js", "form-page.js", "person-page.js"], &mut files)?;
        Ok(Self { files: Arc::new(files), package, portal })
    }
}

fn folder(from: &Path, names: &[&str], files: &mut HashMap<String, Asset>) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    let mut read = Vec::new();
    for name in names {
        let path = from.join(name);
        let plain = std::fs::read(&path).with_context(|| format!("{} is missing", path.display()))?;
        plain.hash(&mut hasher);
        read.push((name, plain));
    }
    let folder = format!("{:016x}", hasher.finish());
    for (name, plain) in read {
        let kind = match name.rsplit('.').next() {
            Some("js") => "text/javascript; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            _ => "application/wasm",
        };
        let mut brotli = Vec::new();
        let params = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
        brotli::BrotliCompress(&mut plain.as_slice(), &mut brotli, &params)?;
        files.insert(format!("{folder}/{name}"), Asset { kind, plain, brotli });
    }
    Ok(folder)
}

/// Sends a file.
pub async fn get(State(assets): State<Assets>, UrlPath(path): UrlPath<String>, headers: HeaderMap) -> Response {
    let Some(asset) = assets.files.get(&path) else { return StatusCode::NOT_FOUND.into_response() };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let small = accepted.split(',').any(|encoding| encoding.split(';').next().is_some_and(|name| name.trim() == "br"));
    let body = if small { asset.brotli.clone() } else { asset.plain.clone() };
    let mut response = body.into_response();
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    set.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if small {
        set.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}
