//! Who is asking. The demo has a switch where a real host has its own sign-in.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use coplan_model::Access;

use crate::cookies::Cookies;

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

    /// The role that a request's cookies name. Cookies that cannot be read, that disagree or that name no role get the one
    /// that sees less: a default is for whoever has never chosen, not for whoever has and is not understood.
    pub fn of(headers: &HeaderMap) -> Self {
        let cookies = Cookies::of(headers);
        let full = Role::CareCoordinator.name().as_bytes();
        let agreed = cookies.values("role").all(|value| value == Some(full));
        if cookies.readable() && agreed { Role::CareCoordinator } else { Role::Administrator }
    }

    /// Whether this role may see such documents.
    pub fn may_see(self, access: Access) -> bool {
        access == Access::Normal || self == Role::CareCoordinator
    }

    /// Whether this role may see who has opened and changed documents.
    pub fn may_see_trail(self) -> bool {
        self.may_see(Access::Restricted)
    }

    /// What the switch sends to the browser: out of reach of scripts, and never sent along from another site.
    pub fn cookie(self) -> String {
        format!("role={}; Path=/; HttpOnly; SameSite=Strict", self.name())
    }
}

impl<S: Sync> FromRequestParts<S> for Role {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Role::of(&parts.headers))
    }
}
