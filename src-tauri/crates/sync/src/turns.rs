//! Whose turn it is to ask Ribbon.

use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests under way at once while catching up.
pub(crate) const AT_ONCE: u32 = 4;

/// How much there is to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    /// What every day brings: one request at a time.
    Calm,
    /// So much that one after the other would take long.
    CatchingUp,
}

/// Lets one request go at a time, several while catching up. First come, first served.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE as usize)))
    }
}

impl Turns {
    /// Waits for a turn, which lasts until the answer's end: a calm request takes all places. (`None`
    /// would say that nobody keeps the places any more, and this does.)
    pub(crate) async fn take(&self, pace: Pace) -> Option<OwnedSemaphorePermit> {
        let places = match pace {
            Pace::Calm => AT_ONCE,
            Pace::CatchingUp => 1,
        };
        Arc::clone(&self.0).acquire_many_owned(places).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    /// How many of these can begin before any of them has ended.
    fn at_once(paces: &[Pace]) -> usize {
        let turns = Turns::default();
        let mut taken = Vec::new();
        for pace in paces {
            let mut waiting = pin!(turns.take(*pace));
            match waiting
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()))
            {
                Poll::Ready(turn) => taken.extend(turn),
                Poll::Pending => break,
            }
        }
        taken.len()
    }

    #[test]
    fn one_request_at_a_time_and_four_while_catching_up() {
        assert_eq!(at_once(&[Pace::Calm; 3]), 1, "one at a time");
        assert_eq!(at_once(&[Pace::CatchingUp; 6]), 4, "four at most");
        let mixed = [Pace::CatchingUp, Pace::Calm, Pace::CatchingUp];
        assert_eq!(at_once(&mixed), 1, "a calm one waits until it is alone");
    }
}
