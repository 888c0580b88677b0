//! What can be wrong with a sign-in, by a name that says what to do. What the provider says about it is told to nobody: it may repeat
//! what somebody has typed there.

use std::fmt;

use axum::http::StatusCode;
use openidconnect::ClaimsVerificationError;

use crate::problem::Refusal;

/// Why somebody is not signed in, or why the portal does not start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The system has no certificates to know the provider by.
    NoCertificates,
    /// The provider does not answer.
    Unreachable,
    /// What stands at the address describes another provider.
    OtherIssuer,
    /// The provider does not say what the portal needs to know.
    Incomplete,
    /// The provider does not know the portal, or not by this secret.
    Client,
    /// The provider says that somebody may not sign in, or they went back.
    Refused,
    /// The browser has not begun this sign-in, or has finished it, or took too long.
    State,
    /// The provider does not take the code: it was used, or is too old.
    Code,
    /// What the provider says cannot be read.
    Unreadable,
    /// It was signed by somebody else.
    Signature,
    /// It belongs to another sign-in.
    Nonce,
    /// It comes from another provider.
    Issuer,
    /// It was said to somebody else.
    Audience,
    /// It holds no longer.
    Expired,
    /// It names no role of the portal.
    NoRole,
}

impl Trouble {
    /// What was wrong with a token.
    pub fn of(error: &ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::Expired(_) => Self::Expired,
            ClaimsVerificationError::InvalidAudience(_) => Self::Audience,
            ClaimsVerificationError::InvalidIssuer(_) => Self::Issuer,
            ClaimsVerificationError::InvalidNonce(_) => Self::Nonce,
            ClaimsVerificationError::SignatureVerification(_) => Self::Signature,
            _ => Self::Unreadable,
        }
    }

    /// As an answer, and what the portal prints, have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoCertificates => "no_certificates",
            Self::Unreachable => "provider_unreachable",
            Self::OtherIssuer => "provider_other_issuer",
            Self::Incomplete => "provider_incomplete",
            Self::Client => "provider_refused_portal",
            Self::Refused => "provider_refused",
            Self::State => "sign_in_state",
            Self::Code => "sign_in_code",
            Self::Unreadable => "token_unreadable",
            Self::Signature => "token_signature",
            Self::Nonce => "token_nonce",
            Self::Issuer => "token_issuer",
            Self::Audience => "token_audience",
            Self::Expired => "token_expired",
            Self::NoRole => "no_role",
        }
    }

    /// What to do about it.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::NoCertificates => "Install the system's certificates (Debian: ca-certificates).",
            Self::Unreachable => {
                "The sign-in service does not answer. Try again; if it happens again, tell your service desk."
            }
            Self::OtherIssuer => {
                "The address in --oidc differs from the issuer that stands there: write it as it stands there."
            }
            Self::Incomplete => "The sign-in service does not offer what is needed. Look at its configuration.",
            Self::Client => {
                "The sign-in service does not accept the portal. Look at --oidc-client and --oidc-secret-file."
            }
            Self::Refused => {
                "The sign-in service did not sign you in. Try again, or ask your service desk whether you have access."
            }
            Self::State => {
                "This sign-in was not begun in this browser, has been finished, or took too long. Try again."
            }
            Self::Code => "This sign-in has been used already or took too long. Try again.",
            Self::NoRole => "Your account has no role here. Ask your service desk for one.",
            Self::Unreadable | Self::Signature | Self::Nonce | Self::Issuer | Self::Audience => {
                "What the sign-in service said cannot be relied on. Try again; if it happens again, tell your service desk."
            }
            Self::Expired => {
                "This sign-in took too long, or a clock is wrong. Try again; if it happens again, tell your service desk."
            }
        }
    }

    /// As an answer.
    pub fn refusal(self) -> Refusal {
        let status = match self {
            Self::Unreachable | Self::Client | Self::Incomplete | Self::OtherIssuer | Self::NoCertificates => {
                StatusCode::BAD_GATEWAY
            }
            Self::NoRole | Self::Refused => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_REQUEST,
        };
        Refusal::new(status, "You are not signed in.", self.advice()).at("", self.code())
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.advice())
    }
}

impl std::error::Error for Trouble {}
