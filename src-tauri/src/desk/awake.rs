//! Notices that the computer has woken up, or that its network has changed: connections may then be
//! dead without knowing it, and whatever waits elsewhere can be had at once.

use super::Desk;
use domain::{Clock, UnixMs};
use if_watch::IfEvent;
use if_watch::tokio::IfWatcher;
use std::future::{pending, poll_fn};
use std::net::IpAddr;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// Between two looks at the clock.
const LOOK: Duration = Duration::from_secs(5);
/// Nothing but sleep keeps the program from looking for so long.
const NAP: Duration = Duration::from_secs(20);
/// Addresses come and go in bursts; the burst is over after so long a silence.
const SETTLED: Duration = Duration::from_secs(1);
/// A network that does not settle is tried all the same after so long.
const FLAPPING: Duration = Duration::from_secs(10);

/// Has the desk connect anew whenever the computer wakes up or its network changes, for as long as
/// there is a desk.
pub(crate) async fn keep(desk: Weak<Desk>, clock: Arc<dyn Clock>) {
    let (mut nap, mut network) = (Nap::new(clock), Network::new());
    // Those that are there are no change.
    settled(&mut network).await;
    loop {
        let cause = tokio::select! {
            () = nap.ended() => "the computer woke up",
            () = network.changed() => "the network changed",
        };
        settled(&mut network).await;
        let Some(desk) = desk.upgrade() else { return };
        tracing::info!(cause, "connecting anew");
        desk.reconnect().await;
    }
}

/// Tells sleep by the time that it took: no system lets a program run meanwhile.
struct Nap {
    clock: Arc<dyn Clock>,
    seen: UnixMs,
}

impl Nap {
    fn new(clock: Arc<dyn Clock>) -> Self {
        let seen = clock.now();
        Self { clock, seen }
    }

    async fn ended(&mut self) {
        loop {
            sleep(LOOK).await;
            if self.look() {
                return;
            }
        }
    }

    /// Whether much more time has passed since the last look than lies between two.
    fn look(&mut self) -> bool {
        let now = self.clock.now();
        let is_late = now.0 > self.seen.plus(NAP).0;
        self.seen = now;
        is_late
    }
}

/// What tells of changes.
trait Changes: Send {
    /// Returns at the next change that matters; never, where changes cannot be watched.
    fn changed(&mut self) -> impl Future<Output = ()> + Send;
}

/// The computer's own addresses.
struct Network(Option<IfWatcher>);

impl Network {
    fn new() -> Self {
        let watcher = IfWatcher::new().inspect_err(
            |error| tracing::warn!(%error, "changes of the network are not noticed at once"),
        );
        Self(watcher.ok())
    }
}

impl Changes for Network {
    async fn changed(&mut self) {
        while let Some(watcher) = &mut self.0 {
            match poll_fn(|context| watcher.poll_if_event(context)).await {
                Ok(event) if matters(&event) => return,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "changes of the network are no longer noticed at once");
                    self.0 = None;
                }
            }
        }
        pending::<()>().await;
    }
}

/// Returns when nothing has changed for a moment, or has gone on changing for too long.
async fn settled(changes: &mut impl Changes) {
    let quiet = async { while timeout(SETTLED, changes.changed()).await.is_ok() {} };
    let _ = timeout(FLAPPING, quiet).await;
}

/// Whether another way to the world may have opened or closed.
fn matters(event: &IfEvent) -> bool {
    let (IfEvent::Up(net) | IfEvent::Down(net)) = event;
    match net.addr() {
        IpAddr::V4(address) => !address.is_loopback() && !address.is_link_local(),
        IpAddr::V6(address) => !address.is_loopback() && !address.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use testkit::clock::SettableClock;
    use tokio::time::Instant;

    #[test]
    fn the_computer_has_slept_when_much_time_has_passed_between_two_looks() {
        let clock = SettableClock::at(UnixMs(1_790_000_000_000));
        let mut nap = Nap::new(Arc::new(clock.clone()));
        clock.advance(LOOK);
        assert!(!nap.look(), "on time");
        clock.advance(NAP + LOOK);
        assert!(nap.look(), "it slept");
        clock.advance(LOOK);
        assert!(!nap.look(), "told once");
        clock.set(UnixMs(1_780_000_000_000));
        assert!(!nap.look(), "a clock that was set back is no sleep");
        clock.advance(LOOK);
        assert!(!nap.look(), "nor does it look like one afterwards");
    }

    /// So many changes, half as far apart as what ends a burst.
    struct Burst(u32);

    impl Changes for Burst {
        async fn changed(&mut self) {
            if self.0 == 0 {
                pending::<()>().await;
            }
            sleep(SETTLED / 2).await;
            self.0 -= 1;
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_burst_of_changes_is_waited_out_and_a_network_that_flaps_is_not() {
        for (changes, waited) in [
            (0, SETTLED),
            (3, SETTLED / 2 * 3 + SETTLED),
            (u32::MAX, FLAPPING),
        ] {
            let began = Instant::now();
            settled(&mut Burst(changes)).await;
            assert_eq!(began.elapsed(), waited, "{changes} changes");
        }
    }

    #[test]
    fn addresses_that_lead_nowhere_are_no_change_of_the_network() {
        let up = |net: &str| IfEvent::Up(net.parse().unwrap());
        for net in ["127.0.0.1/8", "::1/128", "169.254.7.7/16", "fe80::1/64"] {
            assert!(!matters(&up(net)), "{net}");
        }
        for net in ["192.168.1.7/24", "2001:db8::7/64", "10.8.0.2/32"] {
            assert!(matters(&up(net)), "{net}");
            assert!(matters(&IfEvent::Down(net.parse().unwrap())), "{net} gone");
        }
    }
}
