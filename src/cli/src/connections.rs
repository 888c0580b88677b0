//! The connections of browsers: how many, how long each may take to say what it wants or to take its answer, and how they end.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;

/// As many as are served at once. The next waits until one has gone.
const MOST: usize = 256;

/// How long requests that have begun may take to end once the portal is to stop.
const GRACE: Duration = Duration::from_secs(3);

/// How long to wait when the system gives no further connection: it has run out of something, which others will give back.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves until `stop`, and then until what has begun has ended or has had its time. `axum::serve` waits for ever for a request
/// that somebody has only begun to send.
pub async fn serve(listener: TcpListener, app: Router, timeout: Duration, stop: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST));
    let shutdown = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(timeout);
    let mut stop = pin!(stop);
    loop {
        let (stream, place) = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = &mut stop => break,
        };
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(timeout));
        let service = TowerToHyperService::new(app.clone());
        let connection = shutdown.watch(http.serve_connection(TokioIo::new(Box::pin(stream)), service));
        tokio::spawn(async move {
            // Whatever went wrong on the way is the browser's to notice: it has no answer.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(GRACE, shutdown.shutdown()).await;
}

async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    let place = Arc::clone(places).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}
