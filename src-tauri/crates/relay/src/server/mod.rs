//! Running a relay.

mod accept;
mod lock;
mod retention;
mod tls;

use std::{net::SocketAddr, sync::Arc};

use relay_protocol::Epoch;
use tokio::{net::TcpListener, time::timeout};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub(crate) use self::lock::FolderLock;
use self::{accept::Door, retention::Aging};
use crate::{
    admin::Admin,
    config::Config,
    error::{Error, Result},
    forward,
    http::{App, Site, refusals},
    store::{self, Opened, StoreKind, Watch},
};

/// A relay that accepts connections. Dropping it does not stop it; [`Running::shutdown`] does.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub addr: SocketAddr,
    /// Where it listens for `/metrics`, if anywhere.
    pub metrics_addr: Option<SocketAddr>,
    /// The engine of its store.
    pub store: StoreKind,
    /// The store's life at the start.
    pub epoch: Epoch,
    admin: Admin,
    stop: CancellationToken,
    tasks: TaskTracker,
    grace: std::time::Duration,
}

impl Running {
    /// The operator's hand on the same store.
    #[must_use]
    pub fn admin(&self) -> &Admin {
        &self.admin
    }

    /// Stops accepting, finishes what was accepted, ends the streams. Returns `false` if something
    /// was still not done when the time for that was up.
    pub async fn shutdown(self) -> bool {
        self.stop.cancel();
        self.tasks.close();
        timeout(self.grace, self.tasks.wait()).await.is_ok()
    }
}

/// Opens the store and starts to listen.
///
/// # Errors
/// If a setting cannot be used, the store not be opened or is served by another process, the
/// certificate not be read, or the address not be listened on.
pub async fn serve(config: Config) -> Result<Running> {
    config.check()?;
    let lock = FolderLock::take(&config.store)?;
    let tls = config
        .tls
        .as_ref()
        .map(tls::Certificate::load)
        .transpose()?;
    let acceptor = tls.as_ref().map(tls::Certificate::acceptor).transpose()?;
    let listener = listen(config.listen).await?;
    let metrics = match config.metrics_listen {
        Some(address) => Some(listen(address).await?),
        None => None,
    };
    let Opened {
        store,
        largest_body,
        advice,
        watch,
    } = store::open(&config.store).await?;
    if let Some(largest) = largest_body.filter(|largest| config.max_body > *largest) {
        let what = format!("--max-body is at most {largest} with this NATS server's max_payload");
        return Err(Error::Invalid(what));
    }
    if let Some(advice) = advice {
        tracing::warn!("{advice}");
    }
    if let Some(url) = &config.public_url {
        store.set_public_url(url.clone()).await?;
    }
    let epoch = store.epoch().await?;
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    let app = Arc::new(App::new(&config, Arc::clone(&store), lock, stop.clone()));
    let aging = Aging::resume(Arc::clone(&app), config.retention).await?;

    let running = Running {
        addr: local(&listener)?,
        metrics_addr: metrics.as_ref().map(local).transpose()?,
        store: store.kind(),
        epoch,
        admin: Admin::of(store, config.clock.clone()),
        stop: stop.clone(),
        tasks: tasks.clone(),
        grace: config.pace.grace,
    };
    if let Some(certificate) = tls {
        tasks.spawn(certificate.follow(stop.clone()));
    }
    tasks.spawn(keep_watching(watch, stop.clone()));
    tasks.spawn(aging.run());
    tasks.spawn(refusals::run(Arc::clone(&app)));
    tasks.spawn(forward::run(Arc::clone(&app), tasks.clone()));
    let door = |listener, tls, site| Door::new(listener, tls, site, &stop, &tasks).run();
    if let Some(listener) = metrics {
        tasks.spawn(door(listener, None, Site::metrics(Arc::clone(&app))));
    }
    tasks.spawn(door(listener, acceptor, Site::public(app)));
    Ok(running)
}

async fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(Error::io(format!("cannot listen on {address}")))
}

fn local(listener: &TcpListener) -> Result<SocketAddr> {
    listener
        .local_addr()
        .map_err(Error::io("cannot tell the address"))
}

/// Without the watch everything still works, only later; so a failure is told and tried again.
async fn keep_watching(watch: Watch, stop: CancellationToken) {
    const PAUSE: std::time::Duration = std::time::Duration::from_secs(1);
    let watching = async {
        loop {
            if let Err(error) = watch().await {
                tracing::warn!(%error, "cannot notice other processes' changes; trying again");
            }
            tokio::time::sleep(PAUSE).await;
        }
    };
    stop.run_until_cancelled(watching).await;
}
