//! The OpenID Connect provider: where it is, how somebody is sent there, and what it says of whoever comes back. OpenID Connect Core 1.0
//! with the authorisation code and PKCE; the crate `openidconnect` makes and checks everything that has to be right.

use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, ClaimsVerificationError, Client, ClientId, ClientSecret, CsrfToken,
    DiscoveryError, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken, IdTokenClaims,
    IdTokenFields, IdTokenVerifier, IssuerUrl, LoginHint, LogoutRequest, Nonce, NonceVerifier, PkceCodeChallenge,
    PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, RequestTokenError, Scope,
    StandardErrorResponse, StandardTokenResponse, TokenResponse,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tokio::sync::Mutex;

use super::http::Http;
use super::launch::Told;
use super::trouble::Trouble;

/// How often the provider's keys are asked for again at most, when one is missing.
const PAUSE: Duration = Duration::from_secs(10);

/// Every claim that OpenID Connect does not name itself.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Claims(pub Map<String, Value>);

impl AdditionalClaims for Claims {}

type Fields = IdTokenFields<
    Claims,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Token = IdToken<Claims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
type Asking = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    StandardTokenResponse<Fields, CoreTokenType>,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the portal is to the provider.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The provider.
    pub issuer: IssuerUrl,
    /// The portal's id there.
    pub client: ClientId,
    /// The portal's secret there.
    pub secret: ClientSecret,
    /// Where somebody who has signed in comes back to.
    pub back: RedirectUrl,
    /// Where somebody who has signed out there comes back to.
    pub home: PostLogoutRedirectUrl,
    /// What is asked for besides `openid`.
    pub scopes: Vec<String>,
}

/// A sign-in that was begun, to be kept by the browser until it comes back.
#[derive(Debug, Deserialize, Serialize)]
pub struct Begun {
    /// Comes back with the browser.
    pub state: String,
    /// Comes back in what the provider says.
    nonce: String,
    /// Proves to the provider that whoever has the code began the sign-in.
    verifier: String,
    /// Where in the portal to go on.
    pub back: String,
}

/// What the provider says of somebody.
#[derive(Debug)]
pub struct Said {
    /// The claims.
    pub claims: IdTokenClaims<Claims, CoreGenderClaim>,
    /// As it was signed.
    pub id_token: String,
}

/// The provider, as it described itself last.
pub struct Provider {
    registered: Registered,
    http: Http,
    described: Mutex<(Arc<ProviderMetadataWithLogout>, Option<Instant>)>,
}

impl Provider {
    /// Asks the provider what it is.
    ///
    /// # Errors
    /// When it does not answer, or describes another one.
    pub async fn discover(registered: Registered) -> Result<Self, Trouble> {
        let encrypted = registered.issuer.url().scheme() == "https";
        let http = Http::new(encrypted).map_err(|_| Trouble::NoCertificates)?;
        let described = described(&registered, &http).await?;
        Ok(Self { registered, http, described: Mutex::new((Arc::new(described), None)) })
    }

    /// Where somebody signs in, and what their browser keeps meanwhile.
    pub async fn begin(&self, back: &str, told: Told) -> (String, Begun) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let client = self.client(&*self.known().await);
        let request = client.authorize_url(
            CoreAuthenticationFlow::AuthorizationCode,
            || CsrfToken::new_random_len(32),
            || Nonce::new_random_len(32),
        );
        let scopes = self.registered.scopes.iter().cloned().map(Scope::new);
        let mut request = request.add_scopes(scopes).set_pkce_challenge(challenge);
        if let Some(login_hint) = told.login_hint {
            request = request.set_login_hint(LoginHint::new(login_hint));
        }
        if let Some(asserted) = told.asserted {
            request = request.add_prompt(CoreAuthPrompt::None).add_extra_param("asserted_login_identity", asserted);
        }
        if told.again {
            // With `max_age` the provider says when they did (OpenID Connect Core 1.0, section 3.1.2.1).
            request = request.add_prompt(CoreAuthPrompt::Login).set_max_age(Duration::ZERO);
        }
        let (address, state, nonce) = request.url();
        let begun = Begun {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            back: back.to_owned(),
        };
        (address.to_string(), begun)
    }

    /// The path of an address of the portal; of any other, the address as it is.
    pub fn path_of<'a>(&self, address: &'a str) -> &'a str {
        let home = self.registered.home.url().as_str();
        address.strip_prefix(home.trim_end_matches('/')).unwrap_or(address)
    }

    /// Who has come back with this code.
    ///
    /// # Errors
    /// When the provider does not take the code, or what it says cannot be relied on.
    pub async fn finish(&self, begun: Begun, code: String) -> Result<Said, Trouble> {
        let client = self.client(&*self.known().await);
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|_| Trouble::Incomplete)?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(begun.verifier));
        let answer = request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(said) if *said.error() == CoreErrorResponseType::InvalidGrant => {
                Trouble::Code
            }
            RequestTokenError::ServerResponse(_) => Trouble::Client,
            RequestTokenError::Request(_) => Trouble::Unreachable,
            RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Trouble::Unreadable,
        })?;
        let token = answer.id_token().ok_or(Trouble::Unreadable)?;
        let nonce = Nonce::new(begun.nonce);
        let claims = self.verified(token, false, || &nonce).await?;
        Ok(Said { claims, id_token: token.to_string() })
    }

    /// Whose sessions have ended, as the provider tells the portal: OpenID Connect Back-Channel Logout 1.0.
    ///
    /// # Errors
    /// When the token is none of that, or cannot be relied on.
    pub async fn logged_out(&self, token: &str) -> Result<IdTokenClaims<Claims, CoreGenderClaim>, Trouble> {
        const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
        let token: Token = token.parse().map_err(|_| Trouble::Unreadable)?;
        // What has a nonce is an ID token.
        let none = || |nonce: Option<&Nonce>| nonce.map_or(Ok(()), |_| Err("there is a nonce".to_owned()));
        let claims = self.verified(&token, true, none).await?;
        let event = claims.additional_claims().0.get("events").and_then(|events| events.get(EVENT));
        if event.is_some_and(Value::is_object) { Ok(claims) } else { Err(Trouble::Unreadable) }
    }

    /// The claims of a token that this provider has signed for this portal, and that still holds.
    async fn verified<N: NonceVerifier>(
        &self,
        token: &Token,
        logout: bool,
        nonce: impl Fn() -> N,
    ) -> Result<IdTokenClaims<Claims, CoreGenderClaim>, Trouble> {
        for again in [false, true] {
            let known = if again { self.known_again().await } else { self.known().await };
            let client = self.client(&known);
            let verifier = asymmetric(client.id_token_verifier(), &known);
            let verifier = if logout { verifier.allow_all_jose_types() } else { verifier };
            match token.claims(&verifier, nonce()) {
                Ok(claims) => return Ok(claims.clone()),
                // The provider may have a new key.
                Err(ClaimsVerificationError::SignatureVerification(_)) => {}
                Err(error) => return Err(Trouble::of(&error)),
            }
        }
        Err(Trouble::Signature)
    }

    /// Where somebody signs out of the provider too, if it says.
    pub async fn logout(&self, id_token: &str) -> Option<String> {
        let known = self.known().await;
        let end = known.additional_metadata().end_session_endpoint.clone()?;
        let request = LogoutRequest::from(end)
            .set_client_id(self.registered.client.clone())
            .set_post_logout_redirect_uri(self.registered.home.clone());
        let hint = id_token.parse::<Token>().ok();
        let request = hint.iter().fold(request, LogoutRequest::set_id_token_hint);
        Some(request.http_get_url().to_string())
    }

    /// Whether something comes from this provider.
    pub fn is(&self, issuer: &str) -> bool {
        self.registered.issuer.as_str() == issuer
    }

    async fn known(&self) -> Arc<ProviderMetadataWithLogout> {
        self.described.lock().await.0.clone()
    }

    /// The same, asked for again if that was not done just now.
    async fn known_again(&self) -> Arc<ProviderMetadataWithLogout> {
        let mut described = self.described.lock().await;
        if described.1.is_none_or(|before| before.elapsed() >= PAUSE) {
            described.1 = Some(Instant::now());
            if let Ok(new) = self::described(&self.registered, &self.http).await {
                described.0 = Arc::new(new);
            }
        }
        described.0.clone()
    }

    fn client(&self, known: &ProviderMetadataWithLogout) -> Asking {
        let Registered { client, secret, back, .. } = self.registered.clone();
        Asking::from_provider_metadata(known.clone(), client, Some(secret)).set_redirect_uri(back)
    }
}

async fn described(registered: &Registered, http: &Http) -> Result<ProviderMetadataWithLogout, Trouble> {
    let found = ProviderMetadataWithLogout::discover_async(registered.issuer.clone(), http).await;
    found.map_err(|error| match error {
        DiscoveryError::Request(_) | DiscoveryError::Response(..) => Trouble::Unreachable,
        DiscoveryError::Validation(_) => Trouble::OtherIssuer,
        _ => Trouble::Incomplete,
    })
}

/// With a key that only the provider has, by an algorithm that it uses.
fn asymmetric<'a>(
    verifier: IdTokenVerifier<'a, CoreJsonWebKey>,
    known: &ProviderMetadataWithLogout,
) -> IdTokenVerifier<'a, CoreJsonWebKey> {
    use CoreJwsSigningAlgorithm::{HmacSha256, HmacSha384, HmacSha512, None};
    let shared = [HmacSha256, HmacSha384, HmacSha512, None];
    let all = known.id_token_signing_alg_values_supported().iter().filter(|one| !shared.contains(one));
    verifier.set_allowed_algs(all.cloned())
}
