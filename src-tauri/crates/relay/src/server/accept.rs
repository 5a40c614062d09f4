//! Accepting connections and serving each in a task of its own.

use std::{net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use hyper::service::service_fn;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::http::{Peer, Site};

/// More connections than this wait in the system's queue.
const CONNECTIONS: usize = 8192;
/// The longest time for a handshake, and between two signs of life of HTTP/2.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest time for a request's head, which to HTTP/1 is also the longest time between two
/// requests. Longer than the two minutes for which proxies keep idle connections: should the relay
/// close one at the moment when the proxy puts a webhook on it, that webhook would be lost.
const IDLE: Duration = Duration::from_secs(180);
/// The longest head of a request. What is kept of it must fit beside the body into one NATS message.
const HEAD: usize = 32 << 10;
/// A pause when no connection can be accepted, mostly because no file handle is free.
const BREATH: Duration = Duration::from_millis(100);

/// A listener and what stands behind it.
pub(super) struct Door {
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    site: Site,
    stop: CancellationToken,
    tasks: TaskTracker,
    room: Arc<Semaphore>,
}

impl Door {
    pub(super) fn new(
        listener: TcpListener,
        tls: Option<TlsAcceptor>,
        site: Site,
        stop: &CancellationToken,
        tasks: &TaskTracker,
    ) -> Self {
        Self {
            listener,
            tls,
            site,
            stop: stop.clone(),
            tasks: tasks.clone(),
            room: Arc::new(Semaphore::new(CONNECTIONS)),
        }
    }

    /// Accepts until the relay is to stop.
    pub(super) async fn run(self) {
        let stop = self.stop.clone();
        stop.run_until_cancelled(async {
            while let Ok(room) = Arc::clone(&self.room).acquire_owned().await {
                match self.listener.accept().await {
                    Ok((stream, peer)) => self.welcome(stream, peer, room),
                    Err(error) => {
                        tracing::warn!(%error, "cannot accept a connection");
                        tokio::time::sleep(BREATH).await;
                    }
                }
            }
        })
        .await;
    }

    fn welcome(&self, stream: TcpStream, peer: SocketAddr, room: OwnedSemaphorePermit) {
        let (site, peer) = (self.site.clone(), Peer(peer));
        let (tls, stop) = (self.tls.clone(), self.stop.clone());
        self.tasks.spawn(async move {
            let _room = room;
            // Small answers go out at once; it is no failure if that cannot be set.
            let _ = stream.set_nodelay(true);
            let Some(tls) = tls else {
                return converse(stream, site, peer, stop).await;
            };
            match timeout(PATIENCE, tls.accept(stream)).await {
                Ok(Ok(stream)) => converse(stream, site, peer, stop).await,
                Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
                Err(_) => tracing::debug!("a TLS handshake took too long"),
            }
        });
    }
}

/// Serves one connection to its end. When the relay is to stop, the request at hand is finished and
/// no other is taken.
async fn converse(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    site: Site,
    peer: Peer,
    stop: CancellationToken,
) {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(IDLE)
        .max_buf_size(HEAD);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(PATIENCE)
        .max_concurrent_streams(64);
    let answering = site.clone();
    let service = service_fn(move |request| answering.clone().answer(peer, request));
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    let outcome = tokio::select! {
        outcome = connection.as_mut() => outcome,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = outcome {
        if let Some(error) = error.downcast_ref() {
            site.count_unreadable(error);
        }
        // Mostly a caller that went away.
        tracing::debug!(%error, "a connection ended early");
    }
}
