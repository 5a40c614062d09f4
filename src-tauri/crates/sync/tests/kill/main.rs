//! `kill -9` of the engine at random instants: in the end its cache is that of one that was never
//! disturbed, and its user was told the same, each fact once.
//!
//! Twice only where a kill fell between showing a notice and recording that it was shown; such
//! repeats are counted. `RIBBON_SOAK_ROUNDS` says how often to kill, `RIBBON_SOAK_SEED` repeats the
//! choices of an earlier run (though not the instants, which are the machine's own).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs,
    reason = "tests may panic"
)]

mod facts;
mod laptop;
mod office;

use laptop::Laptop;
use office::Office;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_any_instant_it_ends_with_the_same_facts_and_has_told_each_once() {
    let rounds = number("RIBBON_SOAK_ROUNDS").unwrap_or(10);
    let seed = number("RIBBON_SOAK_SEED").unwrap_or_else(now);
    println!("RIBBON_SOAK_SEED={seed}");
    let mut random = StdRng::seed_from_u64(seed);
    let mut office = Office::open(seed).await;
    let calm = Laptop::new(&office, "calm").await;
    let began = Instant::now();
    let mut undisturbed = calm.start();
    calm.has_read_everything(&office, &mut undisturbed).await;
    let longest = began.elapsed().max(Duration::from_millis(300));

    let killed = Laptop::new(&office, "killed").await;
    let mut kills = 0_u64;
    // The first synchronisation, and then what happens day by day.
    while !killed.is_synced() {
        killed.live_for(instant(&mut random, longest)).await;
        kills += 1;
        assert!(
            kills < 200,
            "it never gets through its first synchronisation"
        );
    }
    println!("{kills} kills in the first synchronisation");
    let all = rounds.max(kills + 5);
    while kills < all {
        let span = instant(&mut random, longest);
        let life = killed.start();
        let happened = async {
            for _ in 0..random.random_range(1..5) {
                office
                    .something_happens(&mut random, &[&calm, &killed])
                    .await;
            }
        };
        life.live_through(happened, span).await;
        kills += 1;
    }
    let mut last = killed.start();
    killed.has_read_everything(&office, &mut last).await;
    calm.has_read_everything(&office, &mut undisturbed).await;
    last.kill().await;
    undisturbed.kill().await;

    let (found, wanted) = (facts::of(&killed.store()), facts::of(&calm.store()));
    let differences = facts::differences(&found, &wanted);
    assert!(
        differences.is_empty(),
        "after {kills} kills:\n{differences}"
    );
    let told = killed.told();
    assert_eq!(told.keys, calm.told().keys, "both were told the same");
    assert_eq!(
        told.keys,
        facts::news(&killed.store()),
        "and of all that was news"
    );
    assert_eq!(
        told.unexcused, [""; 0],
        "nothing was told twice but at a kill"
    );
    println!(
        "{kills} kills, {} facts told, {} of them twice: shown, and killed before that was recorded",
        told.keys.len(),
        told.repeated
    );
}

/// How long to let it live: from before its start is through to well into its work.
fn instant(random: &mut StdRng, longest: Duration) -> Duration {
    longest.mul_f32(random.random_range(0.01..1.0))
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("the variable holds a number"))
}

fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    u64::from(now.subsec_nanos())
}
