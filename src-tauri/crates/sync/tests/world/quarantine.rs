//! What could not be understood is applied again, and takes the place where it belongs.

use crate::desk::{Desk, received, signed};
use crate::ribbon::{FLOWS, NOW, Order, Ribbon, id};
use domain::Trust;
use serde_json::{Value, json};
use std::time::Duration;
use store::table::{interview, note};
use store::{Store, Tx};
use sync::quarantine::{self, Retried};

const CHAIN: &str =
    "SELECT previous, new, gap_after, first_seen_at FROM transition ORDER BY delivery_id";

fn moved(from: &str, to: &str) -> Value {
    json!({
        "event_type": "candidate_status_updated",
        "interview_flow_id": FLOWS[0],
        "interviewee_email": "jane@example.com",
        "previous_status": from,
        "new_status": to,
    })
}

/// A body that this version cannot read.
fn garbled(body: &Value) -> Vec<u8> {
    format!("{body},").into_bytes()
}

/// Makes the bodies readable, as if it had been an older version that could not read them.
fn could_not_read(store: &Store) {
    let update = |tx: &Tx<'_>| {
        Ok::<_, store::Error>(tx.execute(
            "UPDATE delivery SET body = substr(body, 1, length(body) - 1)
             WHERE outcome = 'quarantined'",
            [],
        )?)
    };
    store.write(update).unwrap();
}

fn was_older(store: &Store) {
    let older = |tx: &Tx<'_>| note::set(tx, note::PROGRAM, "0.0.1");
    store.write(older).unwrap();
}

/// Three changes of which the one in the middle could not be read.
async fn with_an_unread_one() -> Desk {
    let desk = Desk::synced(&Ribbon::new(Order::NewestFirst)).await;
    desk.deliver(vec![
        signed(&moved("Interviewed", "shortlisted")),
        received(
            garbled(&moved("shortlisted", "Final round")),
            Some(Trust::Verified),
        ),
    ])
    .await;
    desk.wait(Duration::from_secs(3_600)).await;
    desk.deliver(vec![signed(&moved("Final round", "accepted"))])
        .await;
    desk.show_all().await;
    assert_eq!(
        desk.rows(CHAIN)[1][2],
        "shortlisted",
        "what cannot be read leaves a gap"
    );
    assert_eq!(desk.engine().state().quarantined, 1, "and is kept");
    desk
}

#[tokio::test]
async fn an_update_applies_what_the_version_before_could_not_read() {
    let mut desk = with_an_unread_one().await;
    desk.restart_after(|store| {
        could_not_read(store);
        was_older(store);
    })
    .await;
    let chain = desk.rows(CHAIN);
    let steps: Vec<_> = chain
        .iter()
        .map(|row| (row[0].as_str(), row[1].as_str()))
        .collect();
    let whole = [
        ("Interviewed", "shortlisted"),
        ("shortlisted", "Final round"),
        ("Final round", "accepted"),
    ];
    assert_eq!(steps, whole, "it takes its place between the others");
    assert!(
        chain.iter().all(|row| row[2].is_empty()),
        "and closes the gap"
    );
    assert_eq!(
        chain[1][3],
        NOW.0.to_string(),
        "it bears the time of its arrival"
    );
    assert_eq!(
        desk.rows("SELECT column_key, has_gap FROM standing"),
        [["status:accepted", "0"]],
        "the last change says where she stands"
    );
    assert_eq!(
        desk.engine().state().quarantined,
        0,
        "the quarantine is empty"
    );
    desk.show_all().await;
    let told: Vec<usize> = desk.told().into_values().collect();
    assert_eq!(told, [1, 1, 1], "each is told once, this one too");
    desk.close().await;
}

#[tokio::test]
async fn the_same_version_does_not_try_again_by_itself_but_when_it_is_asked_to() {
    let mut desk = with_an_unread_one().await;
    desk.restart_after(could_not_read).await;
    assert_eq!(desk.engine().state().quarantined, 1, "it is not tried");
    let nonsense = received(b"nonsense".to_vec(), None);
    desk.deliver(vec![nonsense]).await;
    let retried = desk.engine().retry_quarantine().await.unwrap();
    let wanted = Retried {
        tried: 2,
        applied: 1,
        repeats: 0,
        kept: 1,
    };
    assert_eq!(retried, wanted, "one is understood now");
    assert_eq!(desk.rows(CHAIN).len(), 3, "it is in the chain");
    assert_eq!(desk.engine().state().quarantined, 1, "the nonsense stays");
    desk.close().await;
}

#[tokio::test]
async fn it_can_be_tried_again_without_an_engine_and_a_repeat_stays_one() {
    let desk = Desk::synced(&Ribbon::new(Order::NewestFirst)).await;
    let change = moved("Interviewed", "shortlisted");
    desk.deliver(vec![
        received(garbled(&change), Some(Trust::Verified)),
        signed(&change),
    ])
    .await;
    could_not_read(desk.store());
    let retried = quarantine::retry(desk.store(), NOW).unwrap();
    let wanted = Retried {
        tried: 1,
        repeats: 1,
        ..Retried::default()
    };
    assert_eq!(
        retried, wanted,
        "the same change was applied by what came next"
    );
    assert_eq!(desk.rows(CHAIN).len(), 1, "once");
    let again = quarantine::retry(desk.store(), NOW).unwrap();
    assert_eq!(again, Retried::default(), "nothing is left to be tried");
    desk.close().await;
}

#[tokio::test]
async fn what_ribbon_denied_is_asked_for_again_by_hand_and_not_after_an_update() {
    let ribbon = Ribbon::new(Order::NewestFirst);
    let mut desk = Desk::synced(&ribbon).await;
    let claim = json!({
        "event_type": "interview_processed",
        "interview_flow_id": FLOWS[0],
        "interview_id": "interview-0",
    });
    let unsigned = received(claim.to_string().into_bytes(), None);
    desk.deliver(vec![unsigned]).await;
    assert_eq!(desk.engine().state().quarantined, 1, "Ribbon denies it");

    let asks = || {
        let world = ribbon.world();
        let single = world
            .asked
            .iter()
            .filter(|asked| asked.what.contains("interview-0"));
        single.count()
    };
    let before = asks();
    desk.restart_after(was_older).await;
    assert_eq!(asks(), before, "no version understands it better");
    ribbon.world().add(0, None, true);
    desk.engine().retry_quarantine().await.unwrap();
    desk.settle().await;
    assert_eq!(
        desk.engine().state().quarantined,
        0,
        "now Ribbon confirms it"
    );
    let known = desk
        .store()
        .read(|c| interview::find(c, &id("interview-0")));
    assert!(
        known.unwrap().is_some_and(|known| known.detailed),
        "it is a fact"
    );
    desk.close().await;
}
