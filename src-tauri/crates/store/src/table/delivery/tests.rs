//! Every delivery is kept as received, and counted by what became of it.

use super::*;
use crate::test_support::Desk;

fn received(desk: &Desk, event_id: Option<&str>, body: &[u8], trust: Trust) -> DeliveryId {
    let headers = [("content-type".to_owned(), "application/json".to_owned())];
    let new = NewDelivery {
        source: "relay",
        road: Road::Relay,
        event_id,
        cursor: None,
        received_at: UnixMs(7),
        headers: &headers,
        body,
        trust,
        event_type: None,
        outcome: Outcome::Quarantined,
    };
    desk.write(|tx| insert(tx, &new))
}

#[test]
fn a_delivery_waits_in_quarantine_as_received_until_it_is_settled() {
    let desk = Desk::new();
    let body = b"{\"broken\": \xff,}";
    let id = received(&desk, None, body, Trust::Absent);
    let waiting = |desk: &Desk| desk.read(|it| quarantined(it, 9));
    let first = waiting(&desk);
    assert_eq!(
        (first[0].id, first[0].body.as_slice()),
        (id, body.as_slice())
    );
    desk.write(|tx| settle(tx, id, Some("interview_processed"), Outcome::Applied, None));
    assert_eq!(waiting(&desk), [], "dealt with");
    desk.write(|tx| quarantine(tx, id, "REST knows nothing of it"));
    assert_eq!(waiting(&desk)[0].reason, "REST knows nothing of it");
}

#[test]
fn of_many_in_quarantine_the_newest_are_read_and_all_are_counted() {
    let desk = Desk::new();
    let ids: Vec<DeliveryId> = (0..5)
        .map(|_| received(&desk, None, b"{", Trust::Absent))
        .collect();
    let read = desk.read(|it| quarantined(it, 2));
    let read: Vec<DeliveryId> = read.iter().map(|one| one.id).collect();
    assert_eq!(read, [ids[4], ids[3]]);
    assert_eq!(desk.read(count_quarantined), 5);
}

#[test]
fn the_counts_are_those_of_what_became_of_each() {
    let desk = Desk::new();
    let outcomes = [
        Outcome::Applied,
        Outcome::Repeat,
        Outcome::Applied,
        Outcome::Quarantined,
    ];
    let trusts = [
        Trust::Verified,
        Trust::Verified,
        Trust::Absent,
        Trust::Unverified,
    ];
    for (outcome, trust) in outcomes.into_iter().zip(trusts) {
        let id = received(&desk, None, b"{}", trust);
        desk.write(|tx| settle(tx, id, None, outcome, None));
    }
    let expected = Counts {
        received: 4,
        applied: 2,
        repeats: 1,
        quarantined: 1,
        unverified: 2,
    };
    assert_eq!(desk.read(counts), expected);
    assert_eq!(desk.read(newest_at), Some(UnixMs(7)));
}

#[test]
fn byte_identical_deliveries_are_all_kept_unless_the_feed_itself_says_they_are_one() {
    let desk = Desk::new();
    received(&desk, None, b"{}", Trust::Verified);
    received(&desk, None, b"{}", Trust::Verified);
    received(&desk, Some("e1"), b"{}", Trust::Verified);
    assert_eq!(
        desk.read(counts).received,
        3,
        "never told apart by the body"
    );
    assert!(
        desk.read(|it| is_known(it, "relay", "e1")),
        "the feed's own name"
    );
    assert!(
        !desk.read(|it| is_known(it, "another", "e1")),
        "each feed has its names"
    );
}
