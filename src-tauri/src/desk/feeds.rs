//! The ways by which webhooks reach this computer from elsewhere: joined, left, and set to work again
//! when the program is opened.

use super::channel::Channel;
use super::pairing::Pairing;
use super::session::{Joined, Session};
use super::{Desk, store_error};
use contract::CommandError;
use contract::sync::SyncState;
use domain::UnixMs;
use feed::{Running, Sink, SourceState};
use std::sync::Arc;
use sync::Handle;

impl Desk {
    /// Pairs with a relay: from now on its log is read.
    pub(crate) async fn pair(&self, line: &str) -> Result<SyncState, CommandError> {
        let pairing = Pairing::agree(line).await?;
        let mut session = self.session.write().await;
        pairing.save(&session.store).map_err(store_error)?;
        session.leave_relay().await;
        self.join_relay(&mut session, pairing);
        drop(session);
        Ok(self.sync_state().await)
    }

    /// Leaves the relay; its operator revokes the device.
    pub(crate) async fn unpair(&self) -> Result<SyncState, CommandError> {
        let mut session = self.session.write().await;
        session.leave_relay().await;
        Pairing::forget(&session.store).map_err(store_error)?;
        drop(session);
        Ok(self.sync_state().await)
    }

    /// Listens to a channel from now on, instead of any other.
    pub(crate) async fn join_channel(&self, address: &str) -> Result<SyncState, CommandError> {
        let channel = Channel::find(address).await?;
        let mut session = self.session.write().await;
        channel.save(&session.store).map_err(store_error)?;
        session.leave_channel().await;
        self.listen_to(&mut session, channel);
        drop(session);
        Ok(self.sync_state().await)
    }

    /// Listens to the channel no more.
    pub(crate) async fn leave_channel(&self) -> Result<SyncState, CommandError> {
        let mut session = self.session.write().await;
        session.leave_channel().await;
        Channel::forget(&session.store).map_err(store_error)?;
        drop(session);
        Ok(self.sync_state().await)
    }

    /// Goes on with what was joined before.
    pub(super) fn resume_feeds(&self, session: &mut Session) -> store::Result<()> {
        if let Some(pairing) = Pairing::load(&session.store)? {
            self.join_relay(session, pairing);
        }
        if let Some(channel) = Channel::load(&session.store)? {
            self.listen_to(session, channel);
        }
        Ok(())
    }

    /// Begins to read the relay's log, where an engine takes it in.
    fn join_relay(&self, session: &mut Session, pairing: Pairing) {
        let Some(engine) = &session.engine else {
            return;
        };
        let started = pairing.start(&session.store, engine, Arc::clone(&self.clock));
        let reader = at_work(started, engine, &pairing.source(), self.now());
        session.relay = Some(Joined {
            with: pairing,
            reader,
        });
    }

    /// Begins to listen to the channel, where an engine takes in what it brings.
    fn listen_to(&self, session: &mut Session, channel: Channel) {
        let Some(engine) = &session.engine else {
            return;
        };
        let started = channel.start(&session.store, engine, Arc::clone(&self.clock));
        let reader = at_work(started, engine, &channel.source, self.now());
        session.channel = Some(Joined {
            with: channel,
            reader,
        });
    }
}

/// The reader, if it could be started. One that could not is told of like one that fails later: it
/// must not keep the program from opening.
fn at_work(
    started: Result<Running, feed::Error>,
    engine: &Handle,
    source: &str,
    now: UnixMs,
) -> Option<Running> {
    let tell = |error: &feed::Error| {
        tracing::warn!(%error, source, "a feed cannot be started");
        let error = error.clone();
        engine.report(source, SourceState::Offline { since: now, error });
    };
    started.inspect_err(tell).ok()
}
