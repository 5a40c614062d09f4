//! `ribbon-relay serve`.

use std::net::SocketAddr;

use relay_protocol::Epoch;
use serde::Serialize;

use super::{args::ServeArgs, print};
use crate::{
    config::{Config, TlsFiles},
    error::{Error, Result},
    server,
    store::{Retention, StoreKind},
};

/// Room for all connections that are accepted, and the store beside them.
#[cfg(unix)]
const OPEN_FILES: u64 = 10_000;

/// The one line on stdout, printed when connections are accepted.
#[derive(Serialize)]
struct Serving {
    listening: SocketAddr,
    store: StoreKind,
    epoch: Epoch,
}

pub(super) async fn run(args: ServeArgs) -> Result<()> {
    let mut config = Config::new(args.store.config()?);
    config.listen = args.listen;
    config.allow_plain_http = args.allow_plain_http;
    config.public_url = args.public_url;
    config.metrics_listen = args.metrics_listen;
    config.tls = args
        .tls_cert
        .zip(args.tls_key)
        .map(|(certificate, key)| TlsFiles { certificate, key });
    config.max_body = args.max_body;
    let body = args.max_body as u64;
    if args.retain_bytes.is_some_and(|bytes| bytes / 4 < body) {
        let what =
            "--retain-bytes is at least four times --max-body: less would not keep a webhook";
        return Err(Error::Invalid(what.to_owned()));
    }
    config.retention = Retention {
        age: Some(time::Duration::days(args.retain_days.into())),
        bytes: args.retain_bytes,
    };
    config.trust_forwarded_for = args.trust_forwarded_for;
    allow_open_files();
    // Taken before the line is printed, so that whoever waits for it may stop us from then on.
    let stop = Signals::take()?;
    let running = server::serve(config).await?;
    print(&Serving {
        listening: running.addr,
        store: running.store,
        epoch: running.epoch.clone(),
    })?;
    stop.wait().await;
    tracing::info!("stopping");
    if !running.shutdown().await {
        tracing::warn!("not everything was finished in time");
    }
    Ok(())
}

/// Lets the process open as many files as the system allows it: every laptop's stream is one, and
/// what a process may open unless it asks is often no more than a thousand.
#[cfg(unix)]
fn allow_open_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit
        .maximum
        .map_or(OPEN_FILES, |most| most.min(OPEN_FILES));
    if limit.current.is_none_or(|now| now >= wanted) {
        return;
    }
    let raised = Rlimit {
        current: Some(wanted),
        ..limit
    };
    if let Err(error) = setrlimit(Resource::Nofile, raised) {
        tracing::warn!(%error, now = limit.current, "few connections can be open at once");
    }
}

#[cfg(not(unix))]
fn allow_open_files() {}

/// The ways to be told to stop.
#[cfg(unix)]
struct Signals {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn take() -> Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let take = |kind| signal(kind).map_err(Error::io("cannot wait for signals"));
        Ok(Self {
            terminate: take(SignalKind::terminate())?,
            interrupt: take(SignalKind::interrupt())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// The ways to be told to stop.
#[cfg(windows)]
struct Signals {
    ctrl_c: tokio::signal::windows::CtrlC,
    close: tokio::signal::windows::CtrlClose,
    shutdown: tokio::signal::windows::CtrlShutdown,
}

#[cfg(windows)]
impl Signals {
    fn take() -> Result<Self> {
        use tokio::signal::windows::{ctrl_c, ctrl_close, ctrl_shutdown};
        let failed = || Error::io("cannot wait for signals");
        Ok(Self {
            ctrl_c: ctrl_c().map_err(failed())?,
            close: ctrl_close().map_err(failed())?,
            shutdown: ctrl_shutdown().map_err(failed())?,
        })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.ctrl_c.recv() => {}
            _ = self.close.recv() => {}
            _ = self.shutdown.recv() => {}
        }
    }
}
