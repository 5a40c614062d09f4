//! One open cache and what works on it.

use super::pairing::Pairing;
use contract::app::Phase;
use domain::{Clock, UnixMs};
use feed::receiver::{self, Receiver, Running};
use feed::relay;
use std::net::SocketAddr;
use std::sync::Arc;
use store::Store;
use store::table::setting;
use sync::{Handle, Mode, State};

/// One open cache and what works on it.
pub(crate) struct Session {
    pub(crate) phase: Phase,
    pub(crate) store: Arc<Store>,
    pub(crate) engine: Option<Handle>,
    pub(crate) receiver: Option<Running>,
    pub(crate) relay: Option<(Pairing, relay::Running)>,
}

impl Session {
    /// Nothing to synchronise with yet.
    pub(crate) fn first_run(store: Arc<Store>) -> Self {
        Self {
            phase: Phase::FirstRun,
            store,
            engine: None,
            receiver: None,
            relay: None,
        }
    }

    /// How fresh the cache is.
    pub(crate) fn state(&self, now: UnixMs) -> State {
        match &self.engine {
            Some(engine) => engine.state(),
            None => State::new(Mode::Idle, now),
        }
    }

    /// Where webhooks are received.
    pub(crate) fn receiver_url(&self) -> Option<String> {
        self.receiver
            .as_ref()
            .map(|receiver| receiver.url.to_string())
    }

    /// The relay, if this computer is paired with one.
    pub(crate) fn pairing(&self) -> Option<&Pairing> {
        self.relay.as_ref().map(|(pairing, _)| pairing)
    }

    /// Connects every feed anew, and polls at once.
    pub(crate) async fn reconnect(&self) {
        if let Some((_, relay)) = &self.relay {
            relay.reconnect();
        }
        if let Some(engine) = &self.engine {
            engine.sync_now().await;
        }
    }

    /// Stops reading from the relay.
    pub(crate) async fn leave_relay(&mut self) {
        if let Some((_, relay)) = self.relay.take() {
            relay.stop().await;
        }
    }

    /// Stops the feeds first, so that nothing is accepted that the engine no longer takes.
    pub(crate) async fn stop(&mut self) {
        self.leave_relay().await;
        if let Some(receiver) = self.receiver.take() {
            receiver.stop().await;
        }
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
    }
}

/// Starts the webhook receiver under the address it had before, on another port if need be.
pub(crate) async fn receiver(
    store: &Store,
    engine: &Handle,
    clock: Arc<dyn Clock>,
    listen: SocketAddr,
) -> anyhow::Result<Running> {
    let secret = store.read(|connection| setting::get(connection, setting::RECEIVER_SECRET))?;
    let kept = secret.is_some();
    let mut config = receiver::Config {
        listen,
        secret,
        ..receiver::Config::default()
    };
    let sink = Arc::new(engine.clone());
    let running = match Receiver::start(config.clone(), Arc::clone(&clock), sink.clone()).await {
        Err(error @ feed::Error::Listen { .. }) if listen.port() != 0 => {
            tracing::warn!(%error, "taking another port");
            config.listen.set_port(0);
            Receiver::start(config, clock, sink).await?
        }
        started => started?,
    };
    if !kept {
        store.write::<_, store::Error>(|tx| {
            setting::set(tx, setting::RECEIVER_SECRET, &running.secret)
        })?;
    }
    Ok(running)
}
