//! Asks the provider: over TLS with the system's certificates, for a limited time and a limited answer, and following no redirect.

use std::io;
use std::pin::Pin;
use std::time::Duration;

use axum::body::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};

/// How long an answer may take.
const WAIT: Duration = Duration::from_secs(10);

/// How many bytes it may have: a list of keys has some thousands.
const MOST: usize = 1024 * 1024;

/// The client.
pub struct Http(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl Http {
    /// One that encrypts everything, or, for a provider on this machine, nothing else needs to be.
    ///
    /// # Errors
    /// When the system has no certificates.
    pub fn new(only_encrypted: bool) -> io::Result<Self> {
        let builder = HttpsConnectorBuilder::new().with_native_roots()?;
        let builder = if only_encrypted { builder.https_only() } else { builder.https_or_http() };
        Ok(Self(Client::builder(TokioExecutor::new()).build(builder.enable_http1().build())))
    }

    async fn send(&self, request: HttpRequest) -> io::Result<HttpResponse> {
        let (parts, body) = request.into_parts();
        let request = axum::http::Request::from_parts(parts, Full::from(body));
        let answered = async {
            let (parts, body) = self.0.request(request).await.map_err(io::Error::other)?.into_parts();
            let body = Limited::new(body, MOST).collect().await.map_err(io::Error::other)?.to_bytes();
            Ok(HttpResponse::from_parts(parts, body.to_vec()))
        };
        tokio::time::timeout(WAIT, answered).await.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<HttpResponse>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
