//! A proxy between two programs that speak HTTP/1.1 without TLS, which does on purpose what networks
//! do by accident: it cuts, resets, stalls, delays, repeats and splits, at the very byte it is told.
//!
//! It sees messages (see `framing`) and passes each on when it is whole. Bytes are counted over all
//! connections of a direction, in the order in which they are passed on: whatever connections a client
//! makes, the `n`th byte that it is given is the `n`th.

mod conversation;
mod framing;
mod plan;

pub use plan::{Fault, Plan, Trouble, Way};

use conversation::converse;
use plan::Progress;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{AbortHandle, JoinSet};

/// A proxy at work. It ends, with all its connections, when this is dropped.
pub struct FaultProxy {
    /// Where it listens.
    pub addr: SocketAddr,
    shared: Arc<Shared>,
    task: AbortHandle,
}

/// What was passed on so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes to the client.
    pub to_client: u64,
    /// Bytes to the server.
    pub to_server: u64,
    /// Where each message to the client begins, as a count of the bytes before it.
    pub messages: Vec<u64>,
}

impl FaultProxy {
    /// Listens on a free port of this machine and passes connections on to `server`.
    ///
    /// # Errors
    /// When no port can be listened on.
    pub async fn start(server: SocketAddr, plan: Plan) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let addr = listener.local_addr()?;
        let shared = Arc::new(Shared::new(plan));
        let task = tokio::spawn(accept(listener, server, Arc::clone(&shared))).abort_handle();
        Ok(Self { addr, shared, task })
    }

    /// What was passed on so far.
    #[must_use]
    pub fn traffic(&self) -> Traffic {
        self.shared.progress().traffic.clone()
    }

    /// How often the planned fault has struck; to wait for the next time.
    #[must_use]
    pub fn struck(&self) -> watch::Receiver<u32> {
        self.shared.struck.subscribe()
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What all connections share.
struct Shared {
    plan: Plan,
    progress: Mutex<Progress>,
    struck: watch::Sender<u32>,
}

impl Shared {
    fn new(plan: Plan) -> Self {
        Self {
            plan,
            progress: Mutex::default(),
            struck: watch::Sender::new(0),
        }
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `step` on what was passed on so far, and tells whoever waits if the fault struck.
    fn step<T>(&self, step: impl FnOnce(&mut Progress, &Plan) -> Option<T>) -> Option<T> {
        let mut progress = self.progress();
        let done = step(&mut progress, &self.plan);
        let times = progress.struck;
        drop(progress);
        self.struck
            .send_if_modified(|told| std::mem::replace(told, times) != times);
        done
    }
}

/// Dropping this future drops the set, and with it every connection.
async fn accept(listener: TcpListener, server: SocketAddr, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let Ok((client, _)) = accepted else {
                    // Mostly no file handle is free; one soon is, or the test fails in its own words.
                    tokio::task::yield_now().await;
                    continue;
                };
                let shared = Arc::clone(&shared);
                connections.spawn(async move {
                    // A server that cannot be reached shows to the client as a connection that ends.
                    if let Ok(server) = TcpStream::connect(server).await {
                        converse(client, server, &shared).await;
                    }
                });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

#[cfg(test)]
mod tests;
