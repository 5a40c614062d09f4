//! Slowing down who keeps trying wrong tokens.
//!
//! Only wrong answers are held back, never right ones: all of Ribbon's webhooks come from a few
//! addresses, and one flow with an outdated URL must not slow the others down. What protects the
//! tokens is their length; this keeps a guesser from costing much.

use std::{
    collections::HashMap,
    net::{IpAddr, Ipv6Addr},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

/// So many wrong tries of an address are answered at once.
const FREE: u32 = 5;
const FIRST_DELAY: Duration = Duration::from_millis(100);
const LONGEST_DELAY: Duration = Duration::from_secs(3);
/// After so long without a wrong try an address is forgotten.
const MEMORY: Duration = Duration::from_secs(300);
/// More of one address are not held at once, and more addresses are not remembered.
const HELD: u32 = 32;
const ADDRESSES: usize = 4096;

/// Remembers who tried wrong tokens.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slowdown(Arc<Mutex<HashMap<IpAddr, Tries>>>);

#[derive(Debug)]
struct Tries {
    wrong: u32,
    held: u32,
    last: Instant,
}

/// What to do with a wrong try.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// Wait as long as [`Hold::delay`] says, holding this, then answer.
    Hold(Hold),
    /// Too many of this address are waiting: tell it so.
    TooMany,
}

/// One answer being held back.
#[derive(Debug)]
pub(crate) struct Hold {
    pub(crate) delay: Duration,
    address: IpAddr,
    of: Slowdown,
}

impl Slowdown {
    /// Counts a wrong try.
    pub(crate) fn wrong(&self, address: IpAddr) -> Verdict {
        let (address, now) = (network(address), Instant::now());
        let mut all = self.lock();
        if all.len() >= ADDRESSES && !all.contains_key(&address) {
            all.retain(|_, tries| tries.held > 0 || now - tries.last < MEMORY);
            if all.len() >= ADDRESSES {
                all.retain(|_, tries| tries.held > 0);
            }
        }
        let tries = all.entry(address).or_insert(Tries {
            wrong: 0,
            held: 0,
            last: now,
        });
        if now - tries.last >= MEMORY {
            tries.wrong = 0;
        }
        tries.last = now;
        tries.wrong = tries.wrong.saturating_add(1);
        if tries.held >= HELD {
            return Verdict::TooMany;
        }
        tries.held += 1;
        Verdict::Hold(Hold {
            delay: delay(tries.wrong),
            address,
            of: self.clone(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, Tries>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some(tries) = self.of.lock().get_mut(&self.address) {
            tries.held = tries.held.saturating_sub(1);
        }
    }
}

fn delay(wrong: u32) -> Duration {
    match wrong.checked_sub(FREE + 1) {
        None => Duration::ZERO,
        Some(doublings) => LONGEST_DELAY.min(FIRST_DELAY * (1 << doublings.min(10))),
    }
}

/// Whoever has one IPv6 address has 2⁶⁴ of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
        four @ IpAddr::V4(_) => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held_for(slowdown: &Slowdown, address: &str) -> Duration {
        match slowdown.wrong(address.parse().unwrap()) {
            Verdict::Hold(hold) => hold.delay,
            Verdict::TooMany => panic!("too many"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn each_wrong_try_takes_longer_than_the_one_before() {
        let slowdown = Slowdown::default();
        let delays: Vec<_> = (0..12)
            .map(|_| held_for(&slowdown, "192.0.2.1").as_millis())
            .collect();
        assert_eq!(
            delays,
            [0, 0, 0, 0, 0, 100, 200, 400, 800, 1600, 3000, 3000],
            "free at first, then doubling up to a bound"
        );
        assert_eq!(
            held_for(&slowdown, "192.0.2.2"),
            Duration::ZERO,
            "others are not slowed"
        );
        tokio::time::advance(MEMORY).await;
        assert_eq!(
            held_for(&slowdown, "192.0.2.1"),
            Duration::ZERO,
            "forgiven after a while"
        );
    }

    #[tokio::test]
    async fn neighbours_in_one_ipv6_network_count_as_one() {
        let slowdown = Slowdown::default();
        for host in 0..=FREE {
            held_for(&slowdown, &format!("2001:db8::{host:x}"));
        }
        assert!(
            held_for(&slowdown, "2001:db8::ffff") > Duration::ZERO,
            "the same /64"
        );
        assert_eq!(
            held_for(&slowdown, "2001:db8:0:1::1"),
            Duration::ZERO,
            "another /64"
        );
    }

    #[tokio::test]
    async fn no_address_makes_the_relay_hold_without_bound() {
        let slowdown = Slowdown::default();
        let address = "192.0.2.1".parse().unwrap();
        let held: Vec<_> = (0..HELD).map(|_| slowdown.wrong(address)).collect();
        assert!(
            matches!(slowdown.wrong(address), Verdict::TooMany),
            "no more at once"
        );
        drop(held);
        assert!(
            matches!(slowdown.wrong(address), Verdict::Hold(_)),
            "room again"
        );
    }

    #[tokio::test]
    async fn a_flood_of_addresses_does_not_grow_the_memory() {
        let slowdown = Slowdown::default();
        for number in 0..10_000_u32 {
            drop(slowdown.wrong(IpAddr::from(number.to_be_bytes())));
        }
        assert!(slowdown.lock().len() <= ADDRESSES, "bounded");
    }
}
