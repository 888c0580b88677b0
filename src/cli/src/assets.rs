//! The package and the portal's own files: hashed names, cached for ever, small on the way. Read and compressed once, at
//! the start: whoever changes a file starts the portal again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::address::Named;
use crate::pages::SERVICE_WORKER;
use crate::problem::Refusal;

/// A file as it is sent.
struct Asset {
    kind: &'static str,
    plain: Bytes,
    brotli: Bytes,
}

/// Files by address.
#[derive(Clone)]
pub struct Assets {
    files: Arc<HashMap<String, Asset>>,
    /// The folder of the package. Its name changes whenever a file in it does; the files keep their names, because the
    /// script finds the WebAssembly beside it as `coplan.wasm`.
    pub package: String,
    /// The same for the portal's own.
    pub portal: String,
    /// The script that the pages need which a record system opens, where there is one.
    pub fhirclient: Option<String>,
}

impl Assets {
    /// Reads the package from `dist`, the portal's scripts and styles from `www`, and a script that is in neither.
    pub fn read(dist: &Path, www: &Path, fhirclient: Option<&Path>) -> Result<Self> {
        let mut files = HashMap::new();
        for name in ["coplan.js", "coplan.wasm"] {
            let file = dist.join(name);
            ensure!(file.is_file(), "{} is missing: run `cargo xtask build` first", file.display());
        }
        let package = folder(dist, &mut files)?;
        let portal = folder(www, &mut files)?;
        let fhirclient =
            fhirclient.map(|file| add(vec![("fhirclient.js".to_owned(), SCRIPT, bytes(file)?)], &mut files));
        let fhirclient = fhirclient.transpose()?.map(|folder| folder + "/fhirclient.js");
        Ok(Self { files: Arc::new(files), package, portal, fhirclient })
    }
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// What a browser may load. Of the two folders nothing else is served here but the JSON of `schema` and `messages`.
fn kind(file: &Path) -> Option<&'static str> {
    match file.extension()?.to_str()? {
        "js" => Some(SCRIPT),
        "css" => Some("text/css; charset=utf-8"),
        "png" => Some("image/png"),
        "svg" => Some("image/svg+xml"),
        "wasm" => Some("application/wasm"),
        _ => None,
    }
}

fn folder(from: &Path, files: &mut HashMap<String, Asset>) -> Result<String> {
    let unreadable = || format!("{} cannot be read", from.display());
    let mut found = Vec::new();
    for inside in ["", "offline/", "schema/", "messages/"] {
        let place = from.join(inside);
        if !place.is_dir() && !inside.is_empty() {
            continue;
        }
        for entry in std::fs::read_dir(&place).with_context(unreadable)? {
            let path = entry.with_context(unreadable)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).map(|name| [inside, name].concat());
            let is_json =
                ["schema/", "messages/"].contains(&inside) && path.extension().is_some_and(|kind| kind == "json");
            let kind = if is_json { Some("application/json") } else { kind(&path) };
            // The service worker has an address of its own.
            let name = name.filter(|name| name != SERVICE_WORKER);
            if let (Some(name), Some(kind)) = (name, kind) {
                found.push((name, kind, bytes(&path)?));
            }
        }
    }
    add(found, files)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Puts files where they are served from: a folder whose name changes with what is in it.
fn add(mut found: Vec<(String, &'static str, Vec<u8>)>, files: &mut HashMap<String, Asset>) -> Result<String> {
    // The same files give the same name, in whatever order a disk lists them.
    found.sort();
    let mut hasher = DefaultHasher::new();
    found.hash(&mut hasher);
    let folder = format!("{:016x}", hasher.finish());
    for (name, kind, plain) in found {
        let mut small = Vec::new();
        // 11 is a tenth smaller and takes seconds.
        let params = brotli::enc::BrotliEncoderParams { quality: 9, size_hint: plain.len(), ..Default::default() };
        brotli::BrotliCompress(&mut plain.as_slice(), &mut small, &params)?;
        files.insert(format!("{folder}/{name}"), Asset { kind, plain: plain.into(), brotli: small.into() });
    }
    Ok(folder)
}

/// Sends a file.
pub async fn get(
    State(assets): State<Assets>,
    Named(path): Named<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let Some(asset) = assets.files.get(&path) else {
        let detail = "The portal may have a newer one: load the page again.";
        return Err(Refusal::new(StatusCode::NOT_FOUND, "There is no such file.", detail));
    };
    let small = takes_brotli(&headers);
    let body = if small { asset.brotli.clone() } else { asset.plain.clone() };
    let mut response = body.into_response();
    let set = response.headers_mut();
    set.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.kind));
    set.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    set.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if small {
        set.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    Ok(response)
}

/// Whether `br` is among the encodings, and not with the weight 0, which means "anything but".
fn takes_brotli(headers: &HeaderMap) -> bool {
    let accepted = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|encoding| {
        let mut parts = encoding.split(';').map(str::trim);
        let brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
        let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse::<f32>().ok());
        brotli && weight.is_none_or(|weight| weight > 0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_goes_only_to_those_who_take_it() {
        for (accepted, takes) in
            [("gzip, deflate, br", true), ("br;q=0.5", true), ("gzip", false), ("br; q=0", false), ("brotli", false)]
        {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            assert_eq!(takes_brotli(&headers), takes, "{accepted}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
