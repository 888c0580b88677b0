//! Record systems that open a care plan of theirs here (SMART App Launch, docs/fhir.md): what their two pages need besides what every page
//! has. Nothing of it passes through the portal: the pages ask the record system's FHIR server themselves.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use axum::http::HeaderValue;
use clap::Args;

use crate::pages::POLICY;
use crate::sign_in::is_origin;

/// Which record systems.
#[derive(Args, Clone, Debug)]
#[group(skip)]
pub struct Options {
    /// The FHIR server of a record system that opens ehr-launch.html, or the server that gives its tokens: https:// and a name; may be given
    /// more than once
    #[arg(long = "ehr", value_name = "ORIGIN", requires = "fhirclient")]
    pub origins: Vec<String>,
    /// build/fhir-client.pure.min.js of the package fhirclient of npm
    #[arg(long, value_name = "FILE", requires = "origins")]
    pub fhirclient: Option<PathBuf>,
}

/// The pages: the one that is launched, and the one that comes back.
const PAGES: [&str; 2] = ["/ehr-launch.html", "/ehr.html"];

impl Options {
    /// What the two pages may do.
    ///
    /// # Errors
    /// When something that was given is no origin.
    pub fn policy(&self) -> Result<Option<HeaderValue>> {
        for origin in &self.origins {
            ensure!(is_origin(origin), "wrong_ehr: --ehr is https:// and a name, without a path");
        }
        if self.origins.is_empty() {
            return Ok(None);
        }
        Ok(Some(format!("{POLICY}; connect-src 'self' {}", self.origins.join(" ")).parse()?))
    }
}

/// Whether it is one of them.
pub fn is_page(path: &str) -> bool {
    PAGES.contains(&path)
}
