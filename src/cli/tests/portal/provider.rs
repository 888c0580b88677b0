//! An OpenID Connect provider that says whatever a test wants it to say. What a real one says is tried in tests/browser.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::extract::{Form, State};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{Answer, Portal, database};

/// The provider, which ends with the test's runtime.
#[derive(Clone)]
pub struct Provider {
    pub issuer: String,
    state: Arc<Mutex<Said>>,
}

/// What it hands out: its key's number, and by code what proves the sign-in and what is said then.
#[derive(Default)]
struct Said {
    key: u8,
    codes: HashMap<String, (String, String)>,
}

impl Provider {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let provider = Self { issuer, state: Arc::default() };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(describe))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .with_state(provider.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        provider
    }

    /// From here on it signs with another key.
    pub fn new_key(&self) {
        self.state.lock().unwrap().key += 1;
    }

    fn key(&self) -> CoreEdDsaPrivateSigningKey {
        key(self.state.lock().unwrap().key)
    }

    /// What it says of somebody who signs in, unless a test says otherwise.
    pub fn claims(&self, login: &str, role: &str, teams: &[&str], nonce: &str) -> Value {
        let now = jiff::Timestamp::now().as_second();
        json!({
            "iss": self.issuer, "aud": "portal", "sub": login, "iat": now, "exp": now + 300, "nonce": nonce,
            "sid": format!("session of {login}"), "name": format!("{login} worker"), "role": role, "teams": teams
        })
    }

    pub fn sign(&self, claims: &Value) -> String {
        signed(claims, &self.key())
    }

    /// Hands out a code for this, to whoever proves that they have begun the sign-in.
    pub fn grant(&self, code: &str, challenge: &str, claims: &Value) {
        let token = self.sign(claims);
        self.state.lock().unwrap().codes.insert(code.to_owned(), (challenge.to_owned(), token));
    }

    /// A portal that people sign in to with it, on an empty database.
    pub async fn portal(&self, more: &[&str]) -> (Portal, TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let database = database::fresh(folder.path());
        (self.portal_on(&database, folder.path(), more).await, folder)
    }

    /// One on a database that may be there already.
    pub async fn portal_on(&self, database: &str, folder: &std::path::Path, more: &[&str]) -> Portal {
        let secret = folder.join("secret");
        std::fs::write(&secret, "of this test\n").unwrap();
        let secret = secret.to_str().unwrap();
        let with = ["--oidc", &self.issuer, "--oidc-client", "portal", "--oidc-secret-file", secret];
        let origin = if more.contains(&"--origin") { &[][..] } else { &["--origin", "http://127.0.0.1:8080"] };
        Portal::with(database, &[&with[..], origin, more].concat()).await
    }

    /// Signs somebody in: the cookie of their session.
    pub async fn sign_in(&self, portal: &Portal, login: &str, role: &str, teams: &[&str]) -> String {
        let begun = Begun::new(portal, "").await;
        let claims = self.claims(login, role, teams, &begun.nonce);
        let answer = begun.finish(self, portal, &claims).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        session_cookie(&answer).unwrap()
    }
}

/// The signing key of a number.
fn key(number: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS #8 of Ed25519: what stands before the 32 bytes is the same for all.
    let before = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    let whole = BASE64_STANDARD.encode([&before[..], &[number + 1; 32]].concat());
    let kind = "PRIVATE KEY";
    let pem = format!("-----BEGIN {kind}-----\n{whole}\n-----END {kind}-----\n");
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new(format!("key {number}")))).unwrap()
}

/// As somebody else would sign it.
pub fn forged(claims: &Value) -> String {
    signed(claims, &key(200))
}

fn signed(claims: &Value, key: &CoreEdDsaPrivateSigningKey) -> String {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let id = key.as_verification_key();
    let id = serde_json::to_value(&id).unwrap()["kid"].clone();
    let text = format!("{}.{}", part(&json!({ "alg": "EdDSA", "typ": "JWT", "kid": id })), part(claims));
    let signature = key.sign(&CoreJwsSigningAlgorithm::EdDsa, text.as_bytes()).unwrap();
    format!("{text}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
}

async fn describe(State(provider): State<Provider>) -> Json<Value> {
    let issuer = &provider.issuer;
    Json(json!({
        "issuer": issuer, "authorization_endpoint": format!("{issuer}/authorize"), "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"), "end_session_endpoint": format!("{issuer}/end"),
        "response_types_supported": ["code"], "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256"]
    }))
}

async fn keys(State(provider): State<Provider>) -> Json<Value> {
    Json(json!({ "keys": [provider.key().as_verification_key()] }))
}

/// A code is taken once, from whoever began.
async fn token(State(provider): State<Provider>, Form(sent): Form<HashMap<String, String>>) -> Response {
    let granted = provider.state.lock().unwrap().codes.remove(&sent["code"]);
    let proof = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(sent["code_verifier"].clone()));
    match granted.filter(|(challenge, _)| challenge == proof.as_str()) {
        Some((_, token)) => {
            Json(json!({ "access_token": "none", "token_type": "Bearer", "id_token": token })).into_response()
        }
        None => (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))).into_response(),
    }
}

/// A sign-in on its way.
pub struct Begun {
    pub address: String,
    pub state: String,
    pub nonce: String,
    pub challenge: String,
    pub cookie: String,
}

impl Begun {
    pub async fn new(portal: &Portal, back: &str) -> Self {
        let form = serde_urlencoded::to_string([("session", "on"), ("return", back)]).unwrap();
        let answer = post_form(portal, "/session", "", form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
        let address = answer.header("location").to_owned();
        let asked: HashMap<String, String> = serde_urlencoded::from_str(address.split_once('?').unwrap().1).unwrap();
        assert_eq!((&*asked["response_type"], &*asked["code_challenge_method"]), ("code", "S256"));
        let part = |name: &str| asked[name].clone();
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        Self { state: part("state"), nonce: part("nonce"), challenge: part("code_challenge"), cookie, address }
    }

    /// Comes back with a code for these claims.
    pub async fn finish(&self, provider: &Provider, portal: &Portal, claims: &Value) -> Answer {
        provider.grant("code", &self.challenge, claims);
        self.come_back(portal, "code", &self.state, &self.cookie).await
    }

    pub async fn come_back(&self, portal: &Portal, code: &str, state: &str, cookie: &str) -> Answer {
        let asked = serde_urlencoded::to_string([("code", code), ("state", state)]).unwrap();
        get_as(portal, &format!("/sign-in/callback?{asked}"), cookie).await
    }
}

/// The cookie of the session that an answer begins.
pub fn session_cookie(answer: &Answer) -> Option<String> {
    let set = answer.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
    let mut named = set.filter(|cookie| cookie.contains("coplan-session=") && !cookie.contains("Max-Age=0"));
    Some(named.next()?.split(';').next().unwrap().to_owned())
}

pub async fn get_as(portal: &Portal, address: &str, cookie: &str) -> Answer {
    portal.send(Request::get(address).header(header::COOKIE, cookie).body(Body::empty()).unwrap()).await
}

pub async fn post_form(portal: &Portal, address: &str, cookie: &str, form: String) -> Answer {
    let request = Request::post(address).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    portal.send(request.header(header::COOKIE, cookie).body(form.into()).unwrap()).await
}

pub async fn put_as(portal: &Portal, document: &Value, cookie: &str) -> Answer {
    let request = Request::put(format!("/api/documents/{}", document["id"].as_str().unwrap()));
    let request = request.header(header::CONTENT_TYPE, "application/json").header(header::COOKIE, cookie);
    portal.send(request.body(document.to_string().into()).unwrap()).await
}
