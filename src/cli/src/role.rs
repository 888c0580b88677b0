//! Who is asking. The demo has a switch where a real host has its own sign-in.

use axum::extract::FromRequestParts;
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use coplan_model::Access;

/// A role of the demo. Without a choice it is the one that can try every form; a real host begins with nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// May see restricted documents.
    #[default]
    CareCoordinator,
    /// May not.
    Administrator,
}

impl Role {
    /// The name in the cookie and on the switch.
    pub const fn name(self) -> &'static str {
        match self {
            Role::CareCoordinator => "care_coordinator",
            Role::Administrator => "administrator",
        }
    }

    /// Anything unknown gets the role that sees less.
    pub fn from_name(name: &str) -> Self {
        if name == Role::CareCoordinator.name() { Role::CareCoordinator } else { Role::Administrator }
    }

    /// Whether this role may see such documents.
    pub fn may_see(self, access: Access) -> bool {
        access == Access::Normal || self == Role::CareCoordinator
    }

    /// What the switch sends to the browser: out of reach of scripts, and never sent along from another site.
    pub fn cookie(self) -> String {
        format!("role={}; Path=/; HttpOnly; SameSite=Strict", self.name())
    }
}

impl<S: Sync> FromRequestParts<S> for Role {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let cookies = parts.headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        let named = cookies.flat_map(|value| value.split(';')).find_map(|cookie| cookie.trim().strip_prefix("role="));
        Ok(named.map(Role::from_name).unwrap_or_default())
    }
}
