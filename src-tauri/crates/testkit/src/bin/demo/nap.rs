//! The laptop sleeps while things happen, and wakes.

use std::time::Duration;

use anyhow::ensure;
use tokio::time::{Instant, sleep};

use crate::ledger::Ledger;
use crate::ribbon;
use crate::stage::Stage;

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Nap {
    /// How many webhooks waited at the relay when the laptop woke.
    pub(crate) while_away: usize,
    /// How long the laptop was off the net.
    pub(crate) away: Duration,
    /// How long after waking the app held all of them; `None` if it never did.
    pub(crate) caught_up: Option<Duration>,
}

/// Takes the laptop off the net for as long as said, and tells what happens.
///
/// # Errors
/// When Ribbon or the relay fail, or something reached the laptop nevertheless.
pub(crate) async fn take(
    stage: &Stage,
    ledger: &Ledger<'_>,
    lasting: Duration,
) -> anyhow::Result<Nap> {
    println!("The laptop sleeps: nothing reaches it any more…");
    let began = Instant::now();
    stage.sleep();
    let at_least = ribbon::be_busy(&stage.ribbon).await?;
    sleep(lasting.saturating_sub(began.elapsed())).await;
    let waiting = ledger.waiting().await?;
    let count = waiting.len();
    println!(
        "Meanwhile interviews, videos and status changes happen: {count} webhooks wait at the relay."
    );
    ensure!(
        count >= at_least,
        "webhooks reached a laptop that was off the net"
    );
    let away = began.elapsed();
    stage.wake();
    let caught_up = ledger.wait_for(&waiting).await?;
    let seconds = away.as_secs_f64();
    match caught_up {
        Some(within) => println!(
            "It wakes after {seconds:.0} s: all {count} are in the app within {} ms.",
            within.as_millis()
        ),
        None => println!("It wakes after {seconds:.0} s, but not all {count} come."),
    }
    Ok(Nap {
        while_away: count,
        away,
        caught_up,
    })
}
