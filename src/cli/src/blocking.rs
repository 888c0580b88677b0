//! Work that takes a processor for a while: reading, checking and comparing documents. It is done beside the threads that
//! answer everybody else.

use tokio::sync::Semaphore;
use tokio::task::{JoinError, spawn_blocking};

/// How many documents are worked on at once: each may need a hundred times its size in memory while it is.
static PLACES: Semaphore = Semaphore::const_new(4);

/// Does it there. It goes on to its end, whether or not somebody still waits for it.
pub async fn run<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, JoinError> {
    let place = PLACES.acquire().await;
    let done = spawn_blocking(work).await;
    drop(place);
    done
}
