//! Who asks: under which name the portal is reached, and from which page something is changed.
//!
//! A page of another site cannot read the portal through a name of its own that leads to the portal's address (DNS rebinding),
//! and cannot change anything in the name of whoever looks at it. A browser says both, in `Host` and in `Origin`; what says
//! nothing is not let through.

use std::net::{IpAddr, Ipv6Addr};

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};

use crate::problem::Refusal;

/// The names and addresses that the portal answers to.
#[derive(Clone, Debug)]
pub struct Names {
    listening: IpAddr,
    also: Vec<String>,
}

/// A host and a port, as `Host` and `Origin` have them.
#[derive(Debug, PartialEq)]
struct Place {
    host: Host,
    port: Option<u16>,
}

#[derive(Debug, PartialEq)]
enum Host {
    Address(IpAddr),
    /// In small letters.
    Name(String),
}

impl Names {
    /// The address that is listened on, and names that lead to it, in whatever letters.
    pub fn new(listening: IpAddr, also: &[String]) -> Self {
        Self { listening, also: also.iter().map(|name| bare(&name.to_ascii_lowercase()).to_owned()).collect() }
    }

    /// Refuses what comes under another name, and what would change something for another site, unless it may come from anywhere.
    pub fn check(&self, request: &Parts, from_anywhere: bool) -> Result<(), Refusal> {
        let here = self.place_of(request).ok_or_else(|| {
            let detail = "Use localhost or the address that the portal prints, or start it with --name and this name.";
            Refusal::new(StatusCode::MISDIRECTED_REQUEST, "The portal does not answer to this address.", detail)
        })?;
        if request.method.is_safe() || from_anywhere || from_a_page_of(&here, &request.headers) {
            return Ok(());
        }
        let detail = "Do this on a page of the portal. A script sends the portal's own address as Origin.";
        Err(Refusal::new(StatusCode::FORBIDDEN, "This did not come from a page of the portal.", detail))
    }

    /// Where the request says that it goes, if that is the portal.
    fn place_of(&self, request: &Parts) -> Option<Place> {
        let place = place(only(&request.headers, &header::HOST)?)?;
        // An address that is asked for as a whole has a name too.
        let whole = request.uri.authority().map(|authority| self::place(authority.as_str()));
        (self.answers_to(&place.host) && whole.is_none_or(|whole| whole.as_ref() == Some(&place))).then_some(place)
    }

    fn answers_to(&self, host: &Host) -> bool {
        match host {
            // Nobody can make an address lead elsewhere.
            Host::Address(address) => {
                address.is_loopback() || *address == self.listening || self.listening.is_unspecified()
            }
            Host::Name(name) => {
                let name = bare(name);
                name == "localhost" || self.also.iter().any(|also| also == name)
            }
        }
    }
}

/// A name without the dot that says that it is whole.
fn bare(name: &str) -> &str {
    name.strip_suffix('.').unwrap_or(name)
}

/// Whether a page of the same origin sent this: by `Origin`, and by `Sec-Fetch-Site` where it is there as well. One of the two
/// has to be. A page that sends no referrers at all says `Origin: null` when it posts a form, as a sandboxed page of anybody
/// does; so the portal's pages send theirs to the portal.
fn from_a_page_of(here: &Place, headers: &HeaderMap) -> bool {
    const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
    let site = headers.contains_key(&SITE).then(|| only(headers, &SITE).unwrap_or_default());
    if !headers.contains_key(header::ORIGIN) {
        return site == Some("same-origin");
    }
    let same = only(headers, &header::ORIGIN).is_some_and(|origin| is_of(origin, here));
    same && site.is_none_or(|site| site == "same-origin" || site == "none")
}

/// Whether an origin is that of a place. A port that is not said is that of the scheme.
fn is_of(origin: &str, here: &Place) -> bool {
    let (standard, rest) = match origin.split_once("://") {
        Some(("http", rest)) => (80, rest),
        // Encrypted by something in front of the portal.
        Some(("https", rest)) => (443, rest),
        _ => return false,
    };
    let port = |place: &Place| place.port.unwrap_or(standard);
    place(rest).is_some_and(|from| from.host == here.host && port(&from) == port(here))
}

/// The value of a header that is there exactly once and is text.
pub fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then_some(value)
}

/// Reads `host`, `host:port`, `[address]` and `[address]:port`, and nothing else.
fn place(text: &str) -> Option<Place> {
    let (host, port) = match text.strip_prefix('[') {
        Some(rest) => {
            let (address, rest) = rest.split_once(']')?;
            let address: Ipv6Addr = address.parse().ok()?;
            (
                Host::Address(IpAddr::V6(address).to_canonical()),
                rest.strip_prefix(':').or(rest.is_empty().then_some("")),
            )
        }
        None => {
            let (host, port) = text.split_once(':').map_or((text, ""), |(host, port)| (host, port));
            (named(host)?, Some(port))
        }
    };
    let port = port?;
    let digits = port.bytes().all(|byte| byte.is_ascii_digit());
    let port = if port.is_empty() { None } else { Some(port.parse().ok().filter(|_| digits)?) };
    Some(Place { host, port })
}

fn named(host: &str) -> Option<Host> {
    if let Ok(address) = host.parse() {
        return Some(Host::Address(address));
    }
    let name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let whole = host.split('.').next().is_some_and(|first| !first.is_empty()) && !bare(host).ends_with('.');
    (whole && host.bytes().all(name)).then(|| Host::Name(host.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_that_listens_everywhere_answers_to_every_address_and_to_no_name() {
        let names = Names::new([0, 0, 0, 0].into(), &[]);
        let answers = |host: &str| place(host).is_some_and(|place| names.answers_to(&place.host));
        for host in ["192.0.2.7:8080", "[2001:db8::7]", "[::ffff:192.0.2.7]:80", "localhost"] {
            assert!(answers(host), "{host}");
        }
        for host in ["evil.example", "192.0.2.7.evil.example", "", ".", "[::1", "[::1]x", "::1", "[127.0.0.1]"] {
            assert!(!answers(host), "{host}");
        }
    }

    #[test]
    fn a_portal_of_one_address_answers_to_that_one_and_to_its_own_machine() {
        let names = Names::new([192, 0, 2, 7].into(), &["Portal.Example.".to_owned()]);
        for (host, answers) in [
            ("192.0.2.7", true),
            ("192.0.2.8", false),
            ("127.0.0.1", true),
            ("[::ffff:127.0.0.1]", true),
            ("portal.example", true),
            ("PORTAL.example.", true),
            ("x.portal.example", false),
        ] {
            assert_eq!(place(host).is_some_and(|place| names.answers_to(&place.host)), answers, "{host}");
        }
    }
}
