//! What a request's cookies say, and whether all of them could be read. Whoever asks decides what it means that they could
//! not: it must be what opens least.

use axum::http::{HeaderMap, header};

/// The cookies of a request, in their order.
pub struct Cookies<'a> {
    pairs: Vec<(&'a [u8], Option<&'a [u8]>)>,
    readable: bool,
}

impl<'a> Cookies<'a> {
    /// Reads every header `Cookie` there is. Proxies join several by commas.
    pub fn of(headers: &'a HeaderMap) -> Self {
        let headers = headers.get_all(header::COOKIE);
        let readable = headers.iter().all(|value| value.to_str().is_ok());
        let parts = headers.iter().flat_map(|value| value.as_bytes().split(|byte| b";,".contains(byte)));
        let pairs = parts.map(|part| match part.iter().position(|byte| *byte == b'=') {
            Some(at) => (part[..at].trim_ascii(), Some(part[at + 1..].trim_ascii())),
            None => (part.trim_ascii(), None),
        });
        Self { pairs: pairs.collect(), readable }
    }

    /// Whether everything in them is text.
    pub fn readable(&self) -> bool {
        self.readable
    }

    /// Every value under a name, however the name is written; nothing where one is not exactly `name=value`.
    pub fn values(&self, name: &str) -> impl Iterator<Item = Option<&'a [u8]>> {
        let named = self.pairs.iter().filter(move |(key, _)| key.eq_ignore_ascii_case(name.as_bytes()));
        named.map(move |(key, value)| value.filter(|_| *key == name.as_bytes()))
    }
}
