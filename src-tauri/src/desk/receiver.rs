//! The webhook receiver on this computer. A tunnel or a script posts to its address, so the address
//! never changes by itself once it was given out: while another program has the port, that is said and
//! the port is tried again.

use super::home::Home;
use domain::{Clock, UnixMs};
use feed::receiver::{Config, Receiver, Running, SOURCE};
use feed::{Error, Sink, SourceState};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use store::table::setting;
use store::{Connection, Store};
use sync::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// Where the receiver listens unless that is said on the command line.
pub(crate) const USUAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8788);
/// How soon a port that was taken is tried again.
const TRY_AGAIN: Duration = Duration::from_secs(2);

/// Who listens where, and what for.
#[derive(Clone)]
pub(crate) struct Setting {
    pub(crate) store: Arc<Store>,
    pub(crate) engine: Handle,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) home: Home,
    /// The address of the command line, if one was given there.
    pub(crate) asked: Option<SocketAddr>,
}

/// A receiver that listens, or waits until it can.
pub(crate) struct Reception {
    url: watch::Receiver<Option<String>>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Reception {
    /// Begins to listen, or to wait for the port.
    pub(crate) async fn begin(setting: Setting) -> Self {
        let (url, shown) = watch::channel(None);
        let stop = CancellationToken::new();
        let first = setting.listen(&url).await;
        let task = tokio::spawn(work(setting, first, url, stop.clone()));
        Self {
            url: shown,
            stop,
            task,
        }
    }

    /// Where webhooks are received; `None` while they are not.
    pub(crate) fn url(&self) -> Option<String> {
        self.url.borrow().clone()
    }

    /// Lets what is under way finish, and returns when the port is free.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the webhook receiver did not end well");
        }
    }
}

async fn work(
    setting: Setting,
    mut attempt: anyhow::Result<Running>,
    url: watch::Sender<Option<String>>,
    stop: CancellationToken,
) {
    let since = setting.clock.now();
    let mut said = None;
    loop {
        match attempt {
            Ok(running) => {
                stop.cancelled().await;
                return running.stop().await;
            }
            // Who has the port is looked up once: that reads of every process.
            Err(error) if said.as_ref() == Some(&error.to_string()) => {}
            Err(error) => {
                setting.report(&error, since);
                said = Some(error.to_string());
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(TRY_AGAIN) => {}
        }
        attempt = setting.listen(&url).await;
    }
}

impl Setting {
    /// Listens under the address that was given out, or gives one out.
    async fn listen(&self, url: &watch::Sender<Option<String>>) -> anyhow::Result<Running> {
        let (secret, given_out) = self.store.read(|connection| {
            let secret = setting::get(connection, setting::RECEIVER_SECRET)?;
            Ok::<_, store::Error>((secret, given_out(connection)?))
        })?;
        let config = |listen| Config {
            listen,
            secret: secret.clone(),
            ..Config::default()
        };
        let known = self.asked.or(given_out);
        let listen = known.unwrap_or(USUAL);
        let bound = match Receiver::bind(config(listen)).await {
            Err(error @ Error::Listen { .. }) if known.is_none() => {
                tracing::info!(%error, "no address was given out yet; taking another port");
                Receiver::bind(config(SocketAddr::new(listen.ip(), 0))).await?
            }
            bound => bound?,
        };
        self.store.write::<_, store::Error>(|tx| {
            setting::set(tx, setting::RECEIVER_SECRET, &bound.secret)?;
            match (self.asked, bound.url.port()) {
                (None, Some(port)) => setting::set(tx, setting::RECEIVER_PORT, &port.to_string()),
                _ => Ok(()),
            }
        })?;
        self.home.tell_receiver(bound.url.as_str())?;
        url.send_replace(Some(bound.url.to_string()));
        let sink: Arc<dyn Sink> = Arc::new(self.engine.clone());
        Ok(bound.serve(Arc::clone(&self.clock), sink))
    }

    /// Says why nothing is received, and who has the port.
    fn report(&self, error: &anyhow::Error, since: UnixMs) {
        let error = match error.downcast_ref::<Error>() {
            Some(error) => with_holder(error.clone()),
            None => Error::Stopped(format!("{error:#}")),
        };
        tracing::warn!(%error, "no webhooks are received on this computer");
        self.home.forget_receiver();
        self.engine
            .report(SOURCE, SourceState::Offline { since, error });
    }
}

/// The address that was given out before.
pub(crate) fn given_out(connection: &Connection) -> store::Result<Option<SocketAddr>> {
    let port = setting::get(connection, setting::RECEIVER_PORT)?;
    Ok(port.and_then(|port| Some(SocketAddr::new(USUAL.ip(), port.parse().ok()?))))
}

/// The error with the program that has the port, where the system tells.
fn with_holder(error: Error) -> Error {
    match error {
        Error::Listen { address, what } => Error::Listen {
            address,
            what: match holder(address) {
                Some(holder) => format!("{holder} listens there"),
                None => what,
            },
        },
        other => other,
    }
}

/// Which program listens at an address, where the system tells.
pub(crate) fn holder(address: SocketAddr) -> Option<String> {
    let found = listeners::get_process_by_port(address.port(), listeners::Protocol::TCP);
    let process = found.ok()?;
    Some(format!("{} (process {})", process.name, process.pid))
}
