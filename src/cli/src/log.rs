//! What the portal prints on standard error: the codes of what failed and, where `--log json` asks for it, a line for each request. Both
//! say addresses as the portal names them: never an id, a name, an answer, or what stands behind a question mark.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::store;

/// How it is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// What failed, for people.
    #[default]
    Text,
    /// What failed and each request, an object a line.
    Json,
}

static CHOSEN: OnceLock<Log> = OnceLock::new();
static BEGUN: OnceLock<u64> = OnceLock::new();
static COUNT: AtomicU64 = AtomicU64::new(0);

tokio::task_local! {
    /// The number of the request that is being answered.
    static NUMBER: String;
}

/// Chooses, once for the process.
pub fn choose(log: Log) {
    CHOSEN.get_or_init(|| log);
}

fn is_json() -> bool {
    CHOSEN.get() == Some(&Log::Json)
}

/// A number that no other request has, of this process or of another.
pub fn number() -> String {
    let begun = BEGUN.get_or_init(|| RandomState::new().build_hasher().finish());
    format!("{begun:016x}-{}", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Answers a request that has this number.
pub async fn numbered<T>(number: String, answering: impl Future<Output = T>) -> T {
    NUMBER.scope(number, answering).await
}

/// Says what failed, by its code.
pub fn failed(what: &str, code: &str) {
    if is_json() {
        let number = NUMBER.try_with(|number| Value::from(number.as_str())).unwrap_or_default();
        eprintln!("{}", json!({ "time": store::now(), "failed": what, "code": code, "request": number }));
    } else {
        eprintln!("coplan: {what}: {code}");
    }
}

/// Says that a request was answered.
pub fn answered(number: &str, method: &str, address: &str, status: u16, took: Duration) {
    if is_json() {
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let line = json!({
            "time": store::now(), "request": number, "method": method, "address": address, "status": status, "ms": ms
        });
        eprintln!("{line}");
    }
}
