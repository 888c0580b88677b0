//! What somebody may see. The demo has a switch; where somebody signs in, the provider says their role.

use axum::http::HeaderMap;
use coplan_model::Access;
use serde::Serialize;
use utoipa::ToSchema;

use crate::cookies::Cookies;

/// A role. In the demo it is, without a choice, the one that can try every form; who signs in has the one that the provider names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
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

    /// As a page says it.
    pub const fn title(self) -> &'static str {
        match self {
            Role::CareCoordinator => "Care co-ordinator",
            Role::Administrator => "Administrator",
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
