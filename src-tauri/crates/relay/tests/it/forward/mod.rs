//! Forwarding to other systems.

#[cfg(unix)]
mod command;
mod delivery;
mod retry;
mod safety;

use std::time::Duration;

use relay_protocol::TargetId;
use ribbon_relay::{
    Clock, Config,
    admin::{NewTarget, TargetInfo},
};
use time::{OffsetDateTime, macros::datetime};
use tokio::time::timeout;

use crate::support::{PATIENCE, Receiver, Relay};

/// A relay that does not wait long between attempts.
async fn relay() -> Relay {
    Relay::with(fast).await
}

fn fast(config: &mut Config) {
    config.pace.targets = Duration::from_millis(10);
    config.pace.retry = Duration::from_millis(1);
    config.pace.retry_longest = Duration::from_millis(5);
}

/// When the clocks of tests begin.
const NOON: OffsetDateTime = datetime!(2026-11-23 12:00 UTC);

/// A clock that the test moves.
fn clock(since_noon: impl Fn() -> time::Duration + Send + Sync + 'static) -> Clock {
    Clock::new(move || NOON + since_noon())
}

/// A target on this machine.
fn at(url: &str) -> NewTarget {
    NewTarget {
        allow_private: true,
        ..NewTarget::new(url.parse().unwrap())
    }
}

impl Relay {
    /// Makes a target of a receiver.
    async fn forwards_to(&self, receiver: &Receiver) -> TargetId {
        self.targets(at(&receiver.url("/hook"))).await
    }

    async fn targets(&self, new: NewTarget) -> TargetId {
        let admin = self.running.admin();
        admin.create_target(&self.inbox, new).await.unwrap().target
    }

    /// Waits until a target is as it should be.
    async fn until(&self, target: &TargetId, is: impl Fn(&TargetInfo) -> bool) -> TargetInfo {
        let admin = self.running.admin();
        let waiting = async {
            loop {
                let info = admin.target(target).await.unwrap();
                if is(&info) {
                    return info;
                }
                tokio::task::yield_now().await;
            }
        };
        match timeout(PATIENCE, waiting).await {
            Ok(info) => info,
            Err(_) => panic!("it stays {:?}", admin.target(target).await.unwrap()),
        }
    }

    /// Waits until a target has everything.
    async fn until_done(&self, target: &TargetId) -> TargetInfo {
        self.until(target, |info| info.lag == 0 && info.replays == 0)
            .await
    }
}
