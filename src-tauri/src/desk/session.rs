//! One open cache and what works on it.

use super::channel::Channel;
use super::pairing::Pairing;
use super::receiver::Reception;
use contract::app::Phase;
use domain::UnixMs;
use feed::{Sink, SourceState};
use std::sync::Arc;
use store::Store;
use sync::{Handle, Mode, State};

/// One open cache and what works on it.
pub(crate) struct Session {
    pub(crate) phase: Phase,
    pub(crate) store: Arc<Store>,
    pub(crate) engine: Option<Handle>,
    pub(crate) receiver: Option<Reception>,
    pub(crate) relay: Option<Joined<Pairing>>,
    pub(crate) channel: Option<Joined<Channel>>,
}

/// A feed from elsewhere.
pub(crate) struct Joined<T> {
    pub(crate) with: T,
    /// `None` where it could not be started.
    pub(crate) reader: Option<feed::Running>,
}

impl Session {
    /// A cache on which nothing works yet.
    pub(crate) fn new(phase: Phase, store: Arc<Store>) -> Self {
        Self {
            phase,
            store,
            engine: None,
            receiver: None,
            relay: None,
            channel: None,
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
        self.receiver.as_ref()?.url()
    }

    /// The relay, if this computer is paired with one.
    pub(crate) fn pairing(&self) -> Option<&Pairing> {
        self.relay.as_ref().map(|relay| &relay.with)
    }

    /// The channel, if one is listened to.
    pub(crate) fn channel(&self) -> Option<&Channel> {
        self.channel.as_ref().map(|channel| &channel.with)
    }

    /// Connects every feed anew, and polls at once.
    pub(crate) async fn reconnect(&self) {
        self.readers().for_each(feed::Running::reconnect);
        self.poll().await;
    }

    /// Tries at once whatever waits for its next attempt, and polls.
    pub(crate) async fn sync_now(&self) {
        self.readers().for_each(feed::Running::hurry);
        self.poll().await;
    }

    async fn poll(&self) {
        if let Some(engine) = &self.engine {
            engine.sync_now().await;
        }
    }

    fn readers(&self) -> impl Iterator<Item = &feed::Running> {
        let relay = self
            .relay
            .as_ref()
            .and_then(|joined| joined.reader.as_ref());
        let channel = self
            .channel
            .as_ref()
            .and_then(|joined| joined.reader.as_ref());
        relay.into_iter().chain(channel)
    }

    /// Stops reading from the relay.
    pub(crate) async fn leave_relay(&mut self) {
        if let Some(joined) = self.relay.take() {
            let source = joined.with.source();
            self.stop_reading(&source, joined.reader).await;
        }
    }

    /// Stops listening to the channel.
    pub(crate) async fn leave_channel(&mut self) {
        if let Some(joined) = self.channel.take() {
            self.stop_reading(&joined.with.source, joined.reader).await;
        }
    }

    async fn stop_reading(&self, source: &str, reader: Option<feed::Running>) {
        match (reader, &self.engine) {
            (Some(reader), _) => reader.stop().await,
            // What could not be started said so; it no longer matters.
            (None, Some(engine)) => engine.report(source, SourceState::Stopped),
            (None, None) => {}
        }
    }

    /// Stops the feeds first, so that nothing is accepted that the engine no longer takes.
    pub(crate) async fn stop(&mut self) {
        self.leave_relay().await;
        self.leave_channel().await;
        if let Some(receiver) = self.receiver.take() {
            receiver.stop().await;
        }
        if let Some(engine) = self.engine.take() {
            engine.stop().await;
        }
    }
}
